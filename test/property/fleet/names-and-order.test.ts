/** What names and orders mean: the order of keys in a scenario's maps nothing, a name its own entity's draws and no other's. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { FleetSpec } from '../../../src/fleet/fleet.js';
import { formatIssue } from '../../../src/scenario/text/issue.js';
import { prepareScenario, type PreparedScenario } from '../../../src/scenario/prepare.js';
import { simulate } from '../../../src/study/simulate.js';
import { NOT_YET } from '../../../src/record/not-yet.js';
import { anyFleet } from '../../support/arbitraries.js';
import type { FleetOutcome } from '../../support/run-fleet.js';
import { randomScenario } from '../scenario/random-scenario.js';
import { play } from './outcome.js';

const SCENARIOS = path.resolve(import.meta.dirname, '../../../scenarios');
const shipped = (file: string): string => readFileSync(path.join(SCENARIOS, file), 'utf8');

function prepared(text: string, read: (file: string) => string | undefined, set: readonly string[]): PreparedScenario {
  const result = prepareScenario(text, 's.yaml', read, {
    set,
    allowLong: true,
    hash: (content) => createHash('sha256').update(content).digest('hex'),
  });
  if ('issues' in result) throw new Error(result.issues.map(formatIssue).join('\n'));
  return result;
}

function bytesOf({ fleet, hash }: PreparedScenario): string {
  return JSON.stringify([hash, simulate(fleet, { seed: 1, replication: 0, timeline: true })]);
}

/** Returns the value with the keys of every map in an order that `key` decides. */
function shuffled(value: unknown, key: number): unknown {
  if (Array.isArray(value)) return value.map((inner) => shuffled(inner, key));
  if (typeof value !== 'object' || value === null) return value;
  const rank = (name: string): string => createHash('sha256').update(`${key} ${name}`).digest('hex');
  const entries = Object.entries(value).sort(([a], [b]) => (rank(a) < rank(b) ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, shuffled(inner, key)]));
}

describe('the order of keys in the maps of a scenario changes no byte of the result', () => {
  test.each(['shared-runners', 'idle-pool', 'reuse', 'mmc'])('%s', (name) => {
    const input: unknown = parse(shipped(`${name}.yaml`));
    const run = (value: unknown): string => bytesOf(prepared(stringify(value), shipped, ['horizon=5h', 'warmup=1h']));
    const bytes = run(input);
    for (let key = 1; key <= 8; key++) {
      const other = shuffled(input, key);
      expect(JSON.stringify(other)).not.toBe(JSON.stringify(input));
      expect(run(other)).toBe(bytes);
    }
  });

  test('random scenarios', () => {
    fc.assert(
      fc.property(randomScenario, fc.nat(), ({ input, files }, key) => {
        // Runs that would take long are stopped by a limit: it is hit at the same event.
        const run = (value: unknown): string => bytesOf(prepared(stringify(value), (file) => files[file], ['limits.events=20000']));
        expect(run(shuffled(input, key))).toBe(run(input));
      }),
      { numRuns: 40 },
    );
  });
});

/** Draws of each workload that can be seen: when its jobs came, of which project, and how long their scripts ran. */
function drawsOfWorkloads({ jobs, views }: FleetOutcome, fleet: FleetSpec): readonly (readonly (readonly [number, number, number])[])[] {
  const script = new Map(
    views.map(({ ordinal, scriptAt, scriptEnd }) => [ordinal, scriptEnd === NOT_YET ? NOT_YET : scriptEnd - scriptAt]),
  );
  return fleet.workloads.map((_, index) =>
    jobs
      .filter(({ workload }) => workload === index)
      .map(({ job, queuedAt, project }) => [queuedAt, project, script.get(job) ?? NOT_YET] as const),
  );
}

/** Boot times of each pool, in the order of the births of its machines; NOT_YET where it was not seen to end well. */
function bootsOfPools({ machines }: FleetOutcome): ReadonlyMap<string, readonly number[]> {
  const pools = new Map<string, number[]>();
  for (const { manager, runner, createAt, readyAt } of machines) {
    const place = `${manager} ${runner}`;
    pools.set(place, [...(pools.get(place) ?? []), readyAt === NOT_YET ? NOT_YET : readyAt - createAt]);
  }
  return pools;
}

/** True where both are known and differ. */
const differs = (a: number | undefined, b: number | undefined): boolean =>
  a !== b && (a ?? NOT_YET) !== NOT_YET && (b ?? NOT_YET) !== NOT_YET;

/** Nothing that cuts a script or a boot short: what is compared is draws. */
const PLAIN = ['timeouts', 'cancels', 'stops', 'reloads', 'quota', 'otherVersions', 'bootFailures'] as const;

describe('a new name moves the draws of what bears it, and no other', () => {
  test('a workload', () => {
    let moved = 0;
    fc.assert(
      fc.property(anyFleet(PLAIN), (fleet) => {
        const renamed = {
          ...fleet,
          workloads: fleet.workloads.map((one, i) => (i === 0 ? { ...one, name: 'renamed', draws: 'renamed' } : one)),
        };
        const [before, after] = [play(fleet), play(renamed)];
        const [was, is] = [drawsOfWorkloads(before, fleet), drawsOfWorkloads(after, renamed)];
        const isTrace = fleet.workloads[0]!.arrivals.kind === 'trace';
        is.forEach((draws, index) => {
          const changed = draws.filter(([at, project, script], i) => {
            const old = was[index]![i];
            return old?.[0] !== at || old[1] !== project || differs(old[2], script);
          });
          if (index > 0 || isTrace) expect(changed).toEqual([]);
          else moved += changed.length;
        });
        const boots = bootsOfPools(before);
        for (const [place, own] of bootsOfPools(after)) expect(own.filter((boot, i) => differs(boots.get(place)?.[i], boot))).toEqual([]);
      }),
      { numRuns: 60 },
    );
    expect(moved).toBeGreaterThan(100);
  });

  test('a manager', () => {
    let moved = 0;
    fc.assert(
      fc.property(anyFleet(PLAIN), (fleet) => {
        const renamed = { ...fleet, managers: fleet.managers.map((one, i) => (i === 0 ? { ...one, name: 'renamed' } : one)) };
        const [before, after] = [play(fleet), play(renamed)];
        const was = drawsOfWorkloads(before, fleet);
        drawsOfWorkloads(after, renamed).forEach((draws, index) => {
          expect(
            draws.filter(([at, project, script], i) => {
              const old = was[index]![i]!;
              return old[0] !== at || old[1] !== project || differs(old[2], script);
            }),
          ).toEqual([]);
        });
        const boots = bootsOfPools(before);
        for (const [place, own] of bootsOfPools(after)) {
          const changed = own.filter((boot, i) => differs(boots.get(place)?.[i], boot));
          if (!place.startsWith('0 ')) expect(changed).toEqual([]);
          else moved += changed.length;
        }
      }),
      { numRuns: 60 },
    );
    expect(moved).toBeGreaterThan(100);
  });
});
