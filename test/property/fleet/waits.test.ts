/** Why jobs waited: the parts of each wait add up to it, to the microsecond, whatever the fleet; and overtaking is counted as defined. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Overtakes } from '../../../src/models/wait/overtakes.js';
import { NOT_YET } from '../../../src/record/not-yet.js';
import { WAIT_CAUSES } from '../../../src/record/wait-causes.js';
import { anyFleet } from '../../support/arbitraries.js';
import { anyTroubledFleet } from '../../support/troubles.js';
import { play } from './outcome.js';

test('the parts of a wait add up to it, and no job waits for a runner that it has', () => {
  fc.assert(
    fc.property(anyFleet(), (fleet) => {
      const { jobs, now } = play(fleet);
      for (const job of jobs) {
        const left = job.startedAt !== NOT_YET ? job.startedAt : job.finishedAt !== NOT_YET ? job.finishedAt : now;
        const parts = Array.from(job.waits);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(left - job.queuedAt);
        expect(parts.every((part) => part >= 0 && Number.isSafeInteger(part))).toBe(true);
        if (!job.unmatched) expect(parts[WAIT_CAUSES.indexOf('no_runner')]).toBe(0);
      }
    }),
    { numRuns: 150 },
  );
});

test('of each wait at least what an outage held lies in an outage, at most all of it, and nothing where nothing broke', () => {
  fc.assert(
    fc.property(anyTroubledFleet(), (fleet) => {
      for (const { waits, inOutage } of play(fleet).jobs) {
        expect(inOutage).toBeGreaterThanOrEqual(waits[WAIT_CAUSES.indexOf('outage')]!);
        expect(inOutage).toBeLessThanOrEqual(waits.reduce((sum, part) => sum + part, 0));
        if (fleet.outages.length === 0) expect(inOutage).toBe(0);
      }
    }),
    { numRuns: 60 },
  );
});

test('overtaken: jobs that came later and were handed out before', () => {
  const step = fc.record({ leaves: fc.boolean(), which: fc.nat(1000), isHandedOut: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
      const overtakes = new Overtakes();
      const pending: { place: number; overtaken: number }[] = [];
      for (const { leaves, which, isHandedOut } of steps) {
        if (!leaves || pending.length === 0) {
          pending.push({ place: overtakes.enter(), overtaken: 0 });
          continue;
        }
        const [one] = pending.splice(which % pending.length, 1);
        for (const other of pending) if (other.place < one!.place && isHandedOut) other.overtaken++;
        expect(overtakes.leave(one!.place, isHandedOut)).toBe(one!.overtaken);
      }
      for (const one of pending) expect(overtakes.overtaken(one.place)).toBe(one.overtaken);
    }),
  );
});
