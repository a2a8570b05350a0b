/** The answer in sentences. */
import { describe, expect, test } from 'vitest';
import { inWords } from '../../../../src/report/run/in-words.js';
import type { StudyResult } from '../../../../src/study/study-result.js';
import { aFigure, lookupOf } from '../../../support/figures.js';

describe('the answer in sentences', () => {
  const none = {} as StudyResult;
  const jobs = {
    jobs: 1200,
    'queueTime.p50': aFigure(2, { unit: 's' }),
    'queueTime.p95': aFigure(9, { unit: 's', low: 8, high: 10, halfWidth: 1 }),
  };
  const waits = 'Of 1,200 jobs 95% were handed out within 9s ± 1s, half within 2s.';

  test('without jobs there is none', () => {
    expect(inWords(none, lookupOf({ ...jobs, jobs: 0 }))).toBe('');
  });

  test('the cost is told where there is any, one dollar too; idle machines where some were', () => {
    expect(inWords(none, lookupOf(jobs))).toBe(waits);
    expect(inWords(none, lookupOf({ ...jobs, 'cost.total': 0 }))).toBe(waits);
    const cost = { ...jobs, 'cost.total': aFigure(1, { unit: 'USD' }), 'cost.perMonth': aFigure(365, { unit: 'USD per month' }) };
    expect(inWords(none, lookupOf(cost))).toBe(`${waits} The fleet costs 365 USD a month.`);
    expect(inWords(none, lookupOf({ ...cost, 'cost.idle': 0.25 }))).toBe(
      `${waits} The fleet costs 365 USD a month, of which idle machines are 25%.`,
    );
  });
});
