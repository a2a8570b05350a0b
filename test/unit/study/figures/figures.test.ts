/** Columns of figures over replications, by hand: what is missing in some, what is left out everywhere, and what stands beside an estimate. */
import { describe, expect, test } from 'vitest';
import { WAIT_CAUSES } from '../../../../src/record/wait-causes.js';
import { PooledRuns } from '../../../../src/results/samples/pooled-runs.js';
import { Figures, meanEstimate, spreadOf, type Figure } from '../../../../src/study/figures/figures.js';
import type { FigureKey, ScopeKind } from '../../../../src/study/figures/figure-key.js';
import type { Reading, ScopeReadings } from '../../../../src/study/figures/readings.js';

const CAUSE = WAIT_CAUSES[0];

type Values = Readonly<Record<string, number | null | Partial<Reading>>>;

/** The readings of one part of the fleet: values by figure, or more of a reading than its value. */
function part(scope: ScopeKind, name: string, values: Values, instance?: string): ScopeReadings {
  const readings = Object.entries(values).map(([figure, given]): Reading => {
    const plain = { figure: figure as FigureKey, unit: 'count', value: null, isMax: false, atLeast: false, atMost: false } as const;
    return typeof given === 'object' && given !== null ? { ...plain, ...given } : { ...plain, value: given };
  });
  return { scope, name, instance, readings };
}

function added(...runs: readonly (readonly ScopeReadings[])[]): Figures {
  const figures = new Figures();
  for (const readings of runs) figures.add(readings);
  return figures;
}

const all = (...runs: readonly Values[]): Figures => added(...runs.map((values) => [part('all', 'all', values)]));
const none = new PooledRuns();
const estimated = (figures: Figures): Figure[] => figures.estimate(none);
const names = (figures: Figures): string[] => estimated(figures).map(({ figure }) => figure);

describe('an estimate', () => {
  test('is the mean of the replications that had the figure, in whichever of them it first came', () => {
    // Of `late` the first two replications know nothing, of `early` the last.
    const figures = all({ early: 4, steady: 3 }, { early: 6, steady: 3 }, { late: 8, steady: 3 });
    expect(estimated(figures).map(({ figure, estimate, n }) => [figure, estimate, n])).toEqual([
      ['early', 5, 2],
      ['steady', 3, 3],
      ['late', 8, 1],
    ]);
    expect([...figures.rows()].map(({ replication, values }) => [replication, Object.fromEntries(values)])).toEqual([
      [0, { early: 4, steady: 3 }],
      [1, { early: 6, steady: 3 }],
      [2, { steady: 3, late: 8 }],
    ]);
  });

  test('keeps the order of a figure that is the same at first and then changes', () => {
    const figures = all({ x: 2 }, { x: 2 }, { x: 5 }, { x: 2 }, { x: null });
    expect([...figures.rows()].map(({ values }) => values.get('x'))).toEqual([2, 2, 5, 2, undefined]);
    expect(estimated(figures)[0]).toMatchObject({ estimate: 11 / 4, n: 4 });
  });

  test('of a replication that has nothing to measure is none, whatever the others are', () => {
    const [only] = estimated(all({ x: null }, { x: 5 }, { x: 5 }));
    expect(only).toMatchObject({ estimate: 5, n: 2 });
  });

  test('is null where no replication had it', () => {
    const [only] = estimated(all({ x: null }, { x: null }));
    expect(only).toEqual({
      scope: 'all',
      name: 'all',
      figure: 'x',
      unit: 'count',
      n: 0,
      estimate: null,
      low: null,
      high: null,
      halfWidth: null,
      spread: null,
    });
  });

  test('is a largest where the figure is one, and a bound where it was one in any replication', () => {
    const figures = all(
      { peak: { value: 3, isMax: true }, mean: { value: 1 } },
      { peak: { value: 7, isMax: true, atMost: true }, mean: { value: 3, atLeast: true } },
      { peak: { value: 5, isMax: true }, mean: { value: 5 } },
    );
    const [peak, mean] = estimated(figures);
    expect(peak).toMatchObject({ estimate: 7, halfWidth: null, atMost: true });
    expect(peak).not.toHaveProperty('atLeast');
    expect(mean).toMatchObject({ estimate: 3, atLeast: true });
    expect(mean).not.toHaveProperty('atMost');
  });

  test('of a quantile of a part whose jobs are not kept together is the mean of those of the replications', () => {
    const quantile = { of: 'queue_time', level: 0.5 } as const;
    const runs = [2, 4].map((value) => [part('zone', 'east', { x: { value, quantile } }), part('all', 'all', { x: { value, quantile } })]);
    expect(estimated(added(...runs)).map(({ estimate }) => estimate)).toEqual([3, 3]);
  });
});

describe('parts of the fleet', () => {
  test('that some replication is without are left out: projects that are not among the top of all', () => {
    const run = (...projects: readonly string[]) => [
      part('all', 'all', { jobs: 1 }),
      ...projects.map((name) => part('project', name, { jobs: 1 }, 'git')),
    ];
    const left = estimated(added(run('a', 'b', 'c'), run('b', 'd', 'a'), run('a', 'd'))).map(({ name }) => name);
    expect(left).toEqual(['all', 'a']);
    // Nor does one that comes in the second run and stays.
    expect(estimated(added(run('a'), run('a', 'd'))).map(({ name }) => name)).toEqual(['all', 'a']);
  });

  test('of one name on two instances are two, and each says which', () => {
    const run = [
      part('project', 'alpha', { jobs: 1 }, 'git'),
      part('project', 'alpha', { jobs: 2 }, 'other'),
      part('group', 'linux', { jobs: 3 }),
    ];
    const [one, two, group] = estimated(added(run));
    expect([one!.instance, one!.estimate]).toEqual(['git', 1]);
    expect([two!.instance, two!.estimate]).toEqual(['other', 2]);
    expect(group).not.toHaveProperty('instance');
  });
});

describe('figures that no replication met are left out everywhere', () => {
  const MEAN: FigureKey = `waits.mean.${CAUSE}`;
  const LATE: FigureKey = `waits.p95.${CAUSE}`;
  const waits = (value: number | null): Values => ({ [MEAN]: { value, onlyIf: MEAN }, [LATE]: { value: 9, onlyIf: MEAN } });

  test('those of a cause by its mean over all jobs; one replication that met it is enough', () => {
    expect(names(all(waits(0), waits(0)))).toEqual([]);
    expect(names(all(waits(null)))).toEqual([]);
    expect(names(all(waits(0), waits(2)))).toEqual([MEAN, LATE]);
    const other = added([part('all', 'all', waits(0)), part('group', 'linux', waits(5))]);
    expect(other.names()).toEqual([]);
    expect([...other.rows()].map(({ values }) => values.size)).toEqual([0, 0]);
  });

  test('what belongs to waiting goes where no job waited for any cause, and what is 0 itself where some did', () => {
    const rest = (value: number): Values => ({
      'preparationParts.mean.boot': { value, onlyIf: 'preparationParts.mean.boot' as FigureKey, isOfWaits: true },
      'overtaken.mean': { value, isOfWaits: true },
      jobs: value,
    });
    expect(names(all({ ...waits(0), ...rest(5) }))).toEqual(['jobs']);
    expect(names(all({ ...waits(1), ...rest(0) })).slice(2)).toEqual(['overtaken.mean', 'jobs']);
    expect(names(all({ ...waits(1), ...rest(5) })).slice(2)).toEqual(['preparationParts.mean.boot', 'overtaken.mean', 'jobs']);
    const last: FigureKey = `waits.mean.${WAIT_CAUSES.at(-1)!}`;
    expect(names(all({ [last]: 1, ...rest(5) }))).toHaveLength(4);
  });

  test('of costs those that say so of themselves; others stay at 0', () => {
    const costs = (value: number): Values => ({ 'cost.orphan': { value, onlyIf: 'cost.orphan' }, 'cost.busy': value });
    expect(names(all(costs(0)))).toEqual(['cost.busy']);
    expect(names(all(costs(0), costs(0.5)))).toEqual(['cost.orphan', 'cost.busy']);
  });
});

test('one future lies between the 5th and the 95th percentile of replications; one alone has none', () => {
  expect(spreadOf([7])).toBeNull();
  // Nearest rank: of two the first and the second; of 40 the 2nd and the 38th.
  expect(spreadOf([9, 3])).toEqual({ low: 3, high: 9 });
  expect(spreadOf(Array.from({ length: 40 }, (_, i) => 40 - i))).toEqual({ low: 2, high: 38 });
});

test('a mean has its interval on both sides; one value has none', () => {
  expect(meanEstimate([4])).toEqual({ estimate: 4, low: null, high: null, halfWidth: null });
  // Student's t of one degree of freedom is 12.706; the standard error of 1 and 3 is 1.
  const { estimate, low, high, halfWidth } = meanEstimate([1, 3]);
  expect([estimate, low, high, halfWidth]).toEqual([2, -10.706, 14.706, 12.706].map((x) => expect.closeTo(x, 3) as number));
});
