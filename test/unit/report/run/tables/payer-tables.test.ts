/** Who waits and who pays, as tables have it. */
import { expect, test } from 'vitest';
import { payerTables } from '../../../../../src/report/run/tables/payer-tables.js';
import { figureLookup } from '../../../../../src/study/figures/figure-lookup.js';
import type { Figure } from '../../../../../src/study/figures/figures.js';
import type { StudyResult } from '../../../../../src/study/study-result.js';

type Values = Readonly<Record<string, number>>;

const UNITS: Readonly<Record<string, Figure['unit']>> = { jobs: 'count', 'queueTime.shareBelow(60s)': 'share', cost: 'USD' };

function figuresOf(scope: Figure['scope'], name: string, values: Values, instance?: string): Figure[] {
  return Object.entries(values).map(([figure, estimate]) => ({
    scope,
    name,
    instance,
    figure,
    unit: UNITS[figure.startsWith('cost') ? 'cost' : figure] ?? 's',
    n: 1,
    estimate,
    low: null,
    high: null,
    halfWidth: null,
    spread: null,
  }));
}

const payer = (jobs: number, cost: number): Values => ({
  jobs,
  'queueTime.mean': 2,
  'queueTime.p95': 8,
  'queueTime.shareBelow(60s)': 0.75,
  waitedSeconds: 2 * jobs,
  'cost.heldSeconds': 3600 * jobs,
  'cost.total': cost,
});

function tables(figures: readonly Figure[], jobs: object = {}): ReturnType<typeof payerTables> {
  const study = { figures, first: { jobs } } as unknown as StudyResult;
  return payerTables(study, figureLookup(study));
}

test('workloads, teams and projects have their figures, costliest projects first, and what is nobody’s', () => {
  const all = tables(
    [
      ...figuresOf('all', 'all', { 'cost.total': 20, 'cost.nobodys': 5 }),
      ...figuresOf('workload', 'w', payer(1800, 10)),
      ...figuresOf('workload', 'v', payer(1800, 5)),
      ...figuresOf('team', 'web', payer(1800, 10)),
      ...figuresOf('project', 'cheap', payer(1800, 5), 'one'),
      ...figuresOf('project', 'dear\u001b', payer(1800, 10), 'two'),
    ],
    { teams: [] },
  );
  expect(all.map(({ title, section, isFolded }) => [title, section, isFolded])).toEqual([
    ['By workload', 'cost', true],
    ['By team', 'cost', false],
    ['By project', 'cost', true],
  ]);
  expect(all[0]!.columns).toEqual(['jobs', 'mean', 'p95', 'late', 'waited', 'cost', 'share']);
  expect(all[0]!.rows[0]).toMatchObject({ name: 'w', cells: ['1,800', '2s', '8s', '25%', '1h', '10 USD', '50%'] });
  expect(all[2]!.rows.map(({ name }) => name)).toEqual(['dear? (two)', 'cheap (one)', 'used by no job']);
  expect(all[2]!.rows[2]!.cells).toEqual(['-', '-', '-', '-', '-', '5 USD', '25%']);
  expect(all.map(({ notes }) => notes.length)).toEqual([2, 0, 0]);
});

test('the others are what the ten projects with a row leave of the workloads', () => {
  const projects = Array.from({ length: 12 }, (_, i) => figuresOf('project', `p${i}`, payer(100, 12 - i), 'one')).flat();
  const [table] = tables([...figuresOf('all', 'all', { 'cost.total': 100 }), ...figuresOf('workload', 'w', payer(1900, 100)), ...projects]);
  expect(table!.rows).toHaveLength(11);
  expect(table!.rows[10]).toMatchObject({ name: 'all others', cells: ['900', '2s', '-', '-', '0.5h', '25 USD', '25%'] });
});

test('where nothing has a price the tables tell of waiting alone; one workload and one project have none', () => {
  const free = ({ 'cost.total': _, ...values }: Values): Values => values;
  const own = (name: string): Figure[] => figuresOf('workload', name, free(payer(1800, 0)));
  const [table] = tables([...own('w'), ...own('v')]);
  expect([table!.title, table!.section, table!.columns.length]).toEqual(['By workload', 'waiting', 6]);
  expect(tables([...own('w'), ...figuresOf('project', 'p', free(payer(1800, 0)), 'one')])).toEqual([]);
});
