/** Tables of jobs, fleet and cost: what is told, and what is left out where there is nothing. */
import { describe, expect, test } from 'vitest';
import { costTable } from '../../../src/report/run/tables/cost-table.js';
import { fleetTable } from '../../../src/report/run/tables/fleet-table.js';
import { idleName } from '../../../src/report/run/tables/parts.js';
import { jobTable } from '../../../src/report/run/tables/job-table.js';
import type { StudyResult } from '../../../src/study/study-result.js';
import { aFigure, lookupOf, said } from '../../support/figures.js';

describe('tables of jobs, fleet and cost', () => {
  const study = (groups: readonly string[]): StudyResult =>
    ({
      first: {
        jobs: { all: { queueTime: { shareBelow: [{ seconds: 10 }, { seconds: 60 }] } } },
        pools: { groups: groups.map((name) => ({ name })) },
      },
    }) as unknown as StudyResult;

  test('without a job there are no times; with one there are', () => {
    expect(jobTable(study([]), lookupOf({ jobs: 0 })).rows).toEqual([]);
    const table = jobTable(
      study([]),
      lookupOf({
        jobs: 1,
        'queueTime.shareBelow(10s)': aFigure(0.5, { unit: 'share' }),
        'queueTime.shareBelow(60s)': aFigure(1, { unit: 'share' }),
        throughputPerHour: aFigure(7, { unit: 'per hour' }),
      }),
    );
    expect(table.rows).toHaveLength(4);
    expect(said(table)[0]).toBe('Handed out within 10s 50%, 1m 100%. Jobs that ended: 7/h.');
  });

  test('fixed hosts have their own columns; states without machines are told, unattended ones only where there were some', () => {
    expect(fleetTable(study(['a']), lookupOf({ 'machines.all.peak': 0 })).columns).toEqual(['workers', 'busy', 'peak', 'of']);
    const states = { 'machines.all.peak': 1, 'machines.creating.average': 1, 'machines.idle.average': 2, 'machines.acquired.average': 0 };
    const more = { 'machines.used.average': 4, 'machines.removing.average': 5 };
    const notes = (unattended: number): string | undefined =>
      said(fleetTable(study(['a']), lookupOf({ ...states, ...more, 'machines.unattended.average': unattended }))).find((note) =>
        note.startsWith('Machines'),
      );
    expect(notes(0)).toBe('Machines on average: 1 creating, 2 idle, 0 acquired, 4 used, 5 removing.');
    expect(notes(6)).toBe('Machines on average: 1 creating, 2 idle, 0 acquired, 4 used, 5 removing, 6 unattended.');
  });

  test('one group is all; several have a sum', () => {
    const names = (groups: readonly string[]): string[] => fleetTable(study(groups), lookupOf({})).rows.map(({ name }) => name);
    expect(names(['a'])).toEqual(['a']);
    expect(names(['a', 'b'])).toEqual(['a', 'b', 'all']);
  });

  test('what had no job is named with the machines that it held', () => {
    const figures = { 'group a machines.all.average': 0.5 };
    expect(idleName({ scope: 'group', name: 'a' }, lookupOf(figures))).toBe('a (0.5 machines on average)');
    expect(idleName({ scope: 'group', name: 'b' }, lookupOf(figures))).toBe('b');
  });

  test('parts that cost nothing have no row, and nothing at all has no table', () => {
    const usd = (x: number): ReturnType<typeof aFigure> => aFigure(x, { unit: 'USD' });
    const table = costTable(lookupOf({ 'cost.total': usd(1), 'cost.busy': usd(0.75), 'cost.idle': usd(0), 'cost.hosts': usd(0.25) }));
    expect(table.rows.map(({ name, cells }) => [name, ...cells])).toEqual([
      ['busy', '0.75 USD', '75%'],
      ['hosts', '0.25 USD', '25%'],
      ['total', '1 USD', '100%'],
    ]);
    expect(costTable(lookupOf({ 'cost.total': usd(0) })).rows).toEqual([]);
    expect(costTable(lookupOf({ 'cost.total': aFigure(null) })).rows).toEqual([]);
    expect(costTable(lookupOf({})).rows).toEqual([]);
  });
});
