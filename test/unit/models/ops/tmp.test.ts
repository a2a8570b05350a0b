import fc from 'fast-check';
import { test } from 'vitest';
import { anyFleet } from '../../../support/arbitraries.js';
import { runFleet } from '../../../support/run-fleet.js';
import { play, plain } from '../../../property/fleet/outcome.js';
test('x', () => {
  let seen: any;
  fc.check(
    fc.property(anyFleet(['longPolling', 'otherVersions', 'stops']), (fleet) => {
      const a = JSON.stringify(plain(play(fleet, { skipQuietTicks: true }))), b = JSON.stringify(plain(play(fleet, { skipQuietTicks: false })));
      if (a !== b) seen = fleet;
      return a === b;
    }), { numRuns: 100, endOnFailure: true, seed: 20181008 });
  if (!seen) { console.log('none'); return; }
  const a: any = plain(play(seen, { skipQuietTicks: true })), b: any = plain(play(seen, { skipQuietTicks: false }));
  for (const k of Object.keys(a)) if (JSON.stringify(a[k]) !== JSON.stringify(b[k])) console.log(k);
  let n = 0;
  a.jobs.forEach((j: any, i: number) => { if (n < 2 && JSON.stringify(j) !== JSON.stringify(b.jobs[i])) { n++; console.log(JSON.stringify({ ...j, waits: [...j.waits], preparation: 0 }), [...b.jobs[i]!.waits].join()); } });
  console.log(JSON.stringify(seen.managers.map((m: any) => [m.startOffset, m.configs.map((c: any) => [c.checkInterval, c.concurrent, c.entries.map((e: any) => [e.runner, e.limit, e.requestConcurrency, e.adaptive, e.machine?.timeline[0], e.machine?.maxGrowthRate])])])), JSON.stringify(seen.runners), JSON.stringify(seen.instances), JSON.stringify(seen.events));
  const first = a.jobs.findIndex((j: any, i: number) => JSON.stringify(j) !== JSON.stringify(b.jobs[i]));
  const j = a.jobs[first]; const w = runFleet(seen, { watch: true });
  console.log(w.requests.filter((r) => r.at > j.queuedAt - 8e6 && r.at < j.queuedAt + 30e6).slice(0, 40).map((r) => JSON.stringify(r)).join('\n'));
}, 200000);
