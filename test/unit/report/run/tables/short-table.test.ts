/** The short table. */
import { describe, expect, test } from 'vitest';
import { shortTable } from '../../../../../src/report/run/tables/short-table.js';
import type { StudyResult } from '../../../../../src/study/study-result.js';
import { aFigure, lookupOf, said } from '../../../../support/figures.js';

describe('the short table', () => {
  const rows = (figures: Parameters<typeof lookupOf>[0], replications = 1): ReturnType<typeof shortTable> =>
    shortTable({ replications } as StudyResult, lookupOf(figures), ['note']);

  test('has no machines of a fleet without, and no cost of what costs nothing', () => {
    const machines = { jobs: 4, 'machines.all.average': 0, 'cost.perMonth': 0, utilisation: aFigure(null) };
    expect(rows(machines).rows).toEqual([{ name: 'jobs', cells: ['4'], spread: [], bounds: [] }]);
    expect(rows({ ...machines, 'machines.all.peak': 1, 'cost.perMonth': 1 }).rows.map(({ name }) => name)).toEqual([
      'jobs',
      'machines on average',
      'machines at the peak',
      'cost a month of 730 h',
    ]);
  });

  test('has a second column for half-widths where there are replications', () => {
    expect(rows({ jobs: 4 }).columns).toEqual(['']);
    const two = rows({ jobs: aFigure(4, { low: 3, high: 5, halfWidth: 1, atMost: true }) }, 2);
    expect(two.columns).toEqual(['', '']);
    expect(two.rows[0]!.cells).toEqual(['<= 4', '± 1']);
    expect(two.notes).toHaveLength(2);
    expect(said(two)[1]).toBe('note');
  });
});
