/** Groups and managers without a job stand in one line, not in rows of nothing. */
import { said } from '../../support/figures.js';
import { describe, expect, test } from 'vitest';
import { fleetTable } from '../../../src/report/run/tables/fleet-table.js';
import { queueTable } from '../../../src/report/run/tables/queue-table.js';
import { managerTable } from '../../../src/report/run/tables/manager-table.js';
import type { Lookup } from '../../../src/study/figures/figure-lookup.js';
import type { StudyResult } from '../../../src/study/study-result.js';

const groups = [{ name: 'busy' }, { name: 'spare' }, { name: 'off' }];
const study = {
  first: { jobs: { workloads: [{ name: 'w' }], instances: [{ name: 'i' }], groups, managers: groups }, pools: { groups } },
} as unknown as StudyResult;
const VALUES: Readonly<Record<string, readonly [jobs: number, machines: number]>> = {
  busy: [40, 7],
  spare: [0, 3],
  off: [0, 0],
  all: [40, 10],
};

const lookupOf =
  (values: typeof VALUES): Lookup =>
  (_scope, name, figure) => {
    const [jobs, machines] = values[name] ?? [0, 0];
    const estimate = figure === 'jobs' ? jobs : figure.startsWith('machines.') ? machines : 1;
    return { scope: 'all', name, figure, unit: 'count', n: 1, estimate, low: null, high: null, halfWidth: null, spread: null };
  };

describe('what had no job', () => {
  test.each([
    ['queue time', queueTable, 'Without a job: group spare, group off.', ['group busy']],
    ['fleet', fleetTable, 'Without a job: spare (3 machines on average), off.', ['busy', 'all']],
    ['managers', managerTable, 'Without a job: spare (3 machines on average), off.', ['busy']],
  ] as const)('%s: is told in one line, with the machines that it held', (_name, table, line, rows) => {
    const found = table(study, lookupOf(VALUES));
    const own = found.rows;
    expect(own.map(({ name }) => name)).toEqual(rows);
    expect(said(found)).toContain(line);
  });

  test('there is no such line where all had jobs, and rows stay where none had', () => {
    const all = queueTable(study, lookupOf({ busy: [1, 1], spare: [2, 1], off: [3, 1] }));
    expect([all.rows.length, all.notes]).toEqual([3, []]);
    const none = queueTable(study, lookupOf({}));
    expect([none.rows.length, none.notes]).toEqual([3, []]);
  });
});
