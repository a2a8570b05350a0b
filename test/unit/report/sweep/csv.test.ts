/** `sweep.csv`: read back by another reader, every figure is that of the result. */
import { parseString } from 'fast-csv';
import { describe, expect, test } from 'vitest';
import { sweepCsv } from '../../../../src/report/sweep/csv.js';
import { sweepPoint, sweepResult } from '../../../support/sweep-results.js';

async function rowsOf(text: string): Promise<Record<string, string>[]> {
  const rows: Record<string, string>[] = [];
  await new Promise((resolve, reject) => {
    parseString<Record<string, string>, Record<string, string>>(text, { headers: true })
      .on('data', (row: Record<string, string>) => rows.push(row))
      .on('error', reject)
      .on('end', resolve);
  });
  return rows;
}

describe('the file', () => {
  test('has a row a point with its settings, figures and ends; the scenario as it is before them', async () => {
    const base = sweepPoint({}, { isBase: true });
    const points = [
      sweepPoint({ IdleCount: '5', tags: '[a,"b"]' }, { wait: 30 }),
      sweepPoint({ IdleCount: '=1+1', tags: '' }, { verdict: null }),
    ];
    const rows = await rowsOf(sweepCsv(sweepResult(points, { base })));
    expect(rows.map((row) => [row['IdleCount'], row['tags'], row['is_base'], row['verdict']])).toEqual([
      ['', '', 'true', 'pass'],
      ['5', '[a,"b"]', 'false', 'pass'],
      ["'=1+1", '', 'false', ''],
    ]);
    expect([rows[1]!['queueTime.p95'], rows[1]!['queueTime.p95.low'], rows[1]!['queueTime.p95.high']].map(Number)).toEqual([30, 27, 33]);
    expect(Number(rows[1]!['cost.perMonth'])).toBe(1000);
    expect(rows[0]).not.toHaveProperty('preparation.p95');
  });

  test('leaves cells empty where there is no figure, and names lower bounds', async () => {
    const whole = sweepPoint({ a: '1' });
    const bound = {
      ...whole,
      figures: whole.figures.map((own) => (own.figure === 'queueTime.p95' ? { ...own, high: null, atLeast: true as const } : own)),
    };
    const [first, second] = await rowsOf(sweepCsv(sweepResult([bound, { ...whole, figures: [] }])));
    expect(first!['queueTime.p95.high']).toBe('');
    expect(first!['at_least']).toBe('queueTime.p95');
    expect(second!['queueTime.p95']).toBe('');
  });
});
