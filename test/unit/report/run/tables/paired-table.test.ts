/** With and without the outage, as a table. */
import { describe, expect, test } from 'vitest';
import { pairedTable } from '../../../../../src/report/run/tables/paired-table.js';
import type { Table } from '../../../../../src/report/frame/table.js';
import type { StudyResult } from '../../../../../src/study/study-result.js';
import { said } from '../../../../support/figures.js';

describe('with and without the outage', () => {
  const table = (extra: number, halfWidth: number | null, outages = 1): Table => {
    const figure = { figure: 'lostJobs', unit: 'count', with: 100.4, without: 100.4 - extra, extra, halfWidth };
    const first = { story: Array.from({ length: outages }, () => ({})) };
    return pairedTable({ first, paired: { slo: { seconds: 60, share: 0.95 }, figures: [figure] } } as unknown as StudyResult);
  };
  const paired = (extra: number, halfWidth: number | null): readonly string[] => {
    const [row] = table(extra, halfWidth).rows;
    return [...row!.cells, ...row!.spread];
  };

  test('one outage is the outage, several are the outages', () => {
    expect([1, 2].map((outages) => table(0, null, outages).title)).toEqual([
      'Against the same run without the outage',
      'Against the same run without the outages',
    ]);
    expect([1, 2].map((outages) => said(table(0, null, outages))[0])).toEqual([
      'Both runs have the same jobs and the same draws, as long as the outage does not reach them.',
      'Both runs have the same jobs and the same draws, as long as the outages do not reach them.',
    ]);
  });

  test('more has a plus, less a minus, and no difference neither; counts from a hundred on are whole', () => {
    expect(paired(2.25, 0.5)).toEqual(['100', '98.2', '+2.25', '', '', '± 0.5']);
    expect(paired(-100.4, null)).toEqual(['100', '201', '-100', '', '', '']);
    expect(paired(0, null)[2]).toBe('0');
  });
});
