/** A forecast from a history as Markdown. */
import { describe, expect, test } from 'vitest';
import { forecastMarkdown } from '../../../../src/report/backtest/markdown.js';
import { forecastOf, futureSpan } from '../../../support/forecasts.js';

describe('the Markdown of a forecast', () => {
  test('says the verdict first, then the days, the scores, and the command last', () => {
    const text = forecastMarkdown(forecastOf([futureSpan('2018-10-02 Tue', 60, 80)], { notes: ['the history takes the place of both'] }));
    const lines = text.split('\n');
    expect(lines[0]).toBe('# fleet, forecast day by day');
    expect(lines[2]).toBe('**The days before let expect the days that came.**');
    expect(lines[4]).toBe('history.csv: 1 day (UTC), each from the days before it; 20 replications of each.');
    expect(lines.filter((line) => line.startsWith('## '))).toEqual([
      '## Queue time, mean, day by day',
      '## Queue time, p95, day by day',
      '## How good the forecasts were',
    ]);
    expect(text).toMatch(/\| 2018-10-02 Tue \| 1,200 \| +3,400 \| +1 min \| 1 min 20 \| 40 s … 2 min 40 \| \\\+33\.3 % \| +yes \|/u);
    expect(text).toContain('\nThe history takes the place of both.\n');
    expect(lines.slice(-4)).toEqual([
      '```sh',
      `runcast backtest fleet.yaml --history history.csv --test 2018-10-02 --seed 1 # 0.0.0 sha256:${'a'.repeat(12)}`,
      '```',
      '',
    ]);
  });

  test('shows names as they are', () => {
    const text = forecastMarkdown(
      forecastOf([futureSpan('all', 60, 80)], { history: '<b>|@team `x`\u202e.csv', skipped: [{ name: 'a|b', why: '**no**' }] }),
    );
    expect(text).toContain(String.raw`\<b\>\|\@team \`x\`?.csv: 1,200 jobs`);
    expect(text).toContain(String.raw`**Note.** a\|b: no forecast: \*\*no\*\*`);
    expect(text).not.toContain('\u202e');
  });
});
