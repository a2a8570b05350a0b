/** The table of outages over replications. */
import { expect, test } from 'vitest';
import { outageTable } from '../../../../../src/report/run/story/outage-table.js';
import type { Story } from '../../../../../src/results/outages/story-schema.js';
import type { StudyResult } from '../../../../../src/study/study-result.js';
import { said } from '../../../../support/figures.js';

test('columns that are of some jobs only say of which', () => {
  const notes = (labels: object): readonly string[] => {
    const story = [{ outage: 'gone', start: 0, recovered: 60, jobsLost: 1, slo: { ...labels } } as unknown as Story];
    return said(outageTable({ runs: [{ story }, { story }] } as unknown as StudyResult));
  };
  expect(notes({ labels: { group: 'gsrm' } })).toContain('Late and min. missed are of jobs with group=gsrm, lost is of all.');
  expect(notes({}).join(' ')).not.toContain('is of all');
});
