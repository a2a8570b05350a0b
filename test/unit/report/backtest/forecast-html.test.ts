/** The page of a forecast from a history: what it says, day by day and in sample, and that hostile names are data. */
import { describe, expect, test } from 'vitest';
import { forecastHtml } from '../../../../src/report/backtest/forecast-html.js';
import { EVIL, tablesOf, textOf } from '../../../report/studies.js';
import { forecastOf, futureSpan } from '../../../support/forecasts.js';

const page = (...[spans, more]: Parameters<typeof forecastOf>): string => forecastHtml(forecastOf(spans, more), { sha256: () => 'x' });
const days = [futureSpan('2018-10-02 Tue', 60, 80), futureSpan('2018-10-03 Wed', 300, 80)];

describe('a page of a forecast', () => {
  test('day by day has the mean and p95 of each day, the scores, and a bar a day', () => {
    const html = page(days, { skipped: [{ name: '2018-10-06 Sat', why: 'no weekend came before' }] });
    const tables = tablesOf(html);
    expect([...tables.keys()]).toEqual(['Queue time, mean, day by day', 'Queue time, p95, day by day', 'How good the forecasts were']);
    const mean = tables.get('Queue time, mean, day by day')!;
    expect(mean.columns).toEqual(['jobs', 'learnt from', 'observed', 'expected', '90 % of futures', 'error', 'held']);
    expect(mean.rows.get('2018-10-03 Wed')!.map(([cell]) => cell)).toEqual([
      '1,200',
      '3,400',
      '5 min',
      '1 min 20',
      '40 s … 2 min 40',
      '-73.3 %',
      'no',
    ]);
    const scores = tables.get('How good the forecasts were')!.rows;
    expect(scores.get('mean')!.map(([cell]) => cell)).toEqual(['5 s', '-', '50 %', '25 %']);
    expect(scores.get('p95')!.map(([cell]) => cell)).toEqual(['5 s', '7 s', '50 %', '25 %']);
    expect(html).toContain('full where it is among them (1 of 2)');
    expect(textOf(html)).toContain('Note. 2018-10-06 Sat: no forecast: no weekend came before');
    expect(html).toMatch(/>10-02<.*>10-03</su);
  });

  test('in sample has one table with every figure, and shares are not drawn', () => {
    const html = page([futureSpan('all', 60, 80)]);
    const tables = tablesOf(html);
    expect([...tables.keys()]).toEqual(['Queue time']);
    expect(tables.get('Queue time')!.rows.size).toBe(9);
    expect(html).toContain('full where it is among them (7 of 7)');
    expect(textOf(html)).toContain('as expected Days drawn from this history give its waits.');
  });

  test('says by how much what came was not to be expected', () => {
    const tolerances = [{ figure: 'mean' as const, most: 0.15, error: -0.733, isKept: false }];
    const html = page(days, { verdict: 'fail', tolerances });
    expect(textOf(html)).toContain('not as expected The days before do not let expect the days that came: mean -73.3 %.');
  });

  test('has no script and asks for nothing, whatever names are', () => {
    const evil = forecastOf(days);
    const html = page([...days, futureSpan(EVIL, 1, 2)], {
      scenario: { ...evil.scenario, name: EVIL, file: EVIL },
      history: EVIL,
      notes: [EVIL],
      skipped: [{ name: EVIL, why: EVIL }],
      rerun: EVIL,
    });
    expect(html).not.toMatch(/<script|<b onmouseover|\u202e|\u2066|src=|@import/u);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });
});
