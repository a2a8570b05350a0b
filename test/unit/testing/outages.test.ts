/** Outages as variations of a scenario: what they are of, when they are, and what is refused. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { openScenario } from '../../../src/scenario/open.js';
import type { PreparedScenario } from '../../../src/scenario/prepare.js';
import { outages, type OutageSpace } from '../../../src/testing/outages.js';
import { HOUR, MINUTE } from '../../../src/units/time.js';

const FILE = 'scenarios/failover-warm.yaml';

async function opened(set: readonly string[] = [], file = FILE): Promise<PreparedScenario> {
  const found = await openScenario(file, { set });
  if ('issues' in found) throw new Error(found.issues.map(({ message }) => message).join('; '));
  return found;
}

let fleet: PreparedScenario;
beforeAll(async () => {
  fleet = await opened();
});

const sample = (space: OutageSpace, numRuns = 20) => fc.sample(outages(fleet, space), { seed: 1, numRuns });

test('each is one outage more, within the window, that the scenario takes', async () => {
  for (const { set } of sample({ within: ['3h', '6h'], lasting: ['10m', '2h'] })) {
    const { outages: all } = (await opened(set)).fleet;
    expect(all).toHaveLength(fleet.fleet.outages.length + 1);
    const own = all.find(({ name }) => !fleet.fleet.outages.some((old) => old.name === name))!;
    if (own.times.kind !== 'fixed') throw new Error('drawn');
    const [{ from, to }] = own.times.windows as [{ from: number; to: number }];
    expect(from).toBeGreaterThanOrEqual(3 * HOUR);
    expect(to).toBeLessThanOrEqual(6 * HOUR);
    expect(to - from).toBeGreaterThanOrEqual(10 * MINUTE);
  }
});

test('every cloud may be hit, and what is told may be', () => {
  const words = (space: OutageSpace): Set<string> => new Set(sample(space, 60).map((own) => own.words.replace(/ gone .*/u, '')));
  expect([...words({})].sort()).toEqual(['cloud=digitalocean', 'cloud=gce']);
  expect([...words({ targets: ['zone=nyc1', 'instance=gitlab.com'], parts: ['api', 'both'] })].sort()).toEqual([
    'instance=gitlab.com',
    'zone=nyc1',
    'zone=nyc1 (api)',
  ]);
});

test('a fleet without clouds has its managers', async () => {
  const [one] = fc.sample(outages(await opened([], 'scenarios/mmc.yaml')), { seed: 1, numRuns: 1 });
  expect(one!.set[0]).toMatch(/^events\[\+\]=\{at: \S+, for: \S+, outage: \{manager: host-1\}\}$/u);
  expect(fc.stringify(one)).toBe(one!.words);
});

test('several at most shrink to one, of the first target', () => {
  const several = outages(fleet, { most: 3, targets: ['cloud=digitalocean', 'cloud=gce'] });
  expect(new Set(fc.sample(several, { seed: 1, numRuns: 50 }).map(({ set }) => set.length))).toEqual(new Set([1, 2, 3]));
  const { counterexample } = fc.check(
    fc.property(several, ({ set }) => set.length === 0),
    { seed: 2 },
  );
  expect(counterexample![0].words).toMatch(/^cloud=digitalocean gone at \d+h(?:\d+m)? for 5m$/u);
});

describe('refused', () => {
  const cases: readonly (readonly [OutageSpace, string])[] = [
    [{ targets: ['cloud=gcp'] }, "targets: there is no cloud 'gcp'; did you mean gce?"],
    [{ targets: [] }, 'targets: expected at least one'],
    [{ parts: [] }, 'parts: expected some of api, machines, both, sold_out'],
    [{ within: ['3h', '3h'] }, 'within: expected a window of the 12h that are played'],
    [{ within: ['3h', '30h'] }, 'within: expected a window of the 12h that are played'],
    [{ within: ['3', '4h'] }, "within: expected a duration with its unit, such as 90m, got '3'"],
    [{ within: ['3h', '4h'], lasting: ['2h', '3h'] }, 'lasting: expected two lengths'],
    [{ lasting: ['7m', '8m'] }, 'with a multiple of 5m between them'],
    [{ step: '0s' }, 'step: expected a duration longer than 0s'],
    [{ most: 0 }, 'most: expected a whole number from 1 on, got 0'],
  ];
  test.each(cases)('%j', (space, words) => {
    expect(() => outages(fleet, space)).toThrow(words);
    expect(() => outages(fleet, space)).toThrow(RangeError);
  });
});
