/** Lines of characters. */
import { describe, expect, test } from 'vitest';
import { sparkText } from '../../../../src/report/frame/spark.js';
import { sparklines } from '../../../../src/report/run/sparkline.js';
import type { StudyResult } from '../../../../src/study/study-result.js';

describe('lines of characters', () => {
  test('stand for the height of each column against the highest', () => {
    expect(sparkText([0, 3, 7], false)).toBe('▁▄█');
    expect(sparkText([0, 3, 7], true)).toBe('_:#');
  });

  test('are of what rises, and say how high', () => {
    const signals = [
      { name: 'jobs_pending', averages: [0, 0, 0] },
      { name: 'machines_all', averages: [0, 50, 100] },
    ];
    const of = (from: number): ReturnType<typeof sparklines> =>
      sparklines({
        replications: 1,
        first: { timeline: { binSeconds: 600, signals }, window: { from, to: 1800 } },
      } as unknown as StudyResult);
    // What stands in the warm-up is neither drawn nor what the others are held against.
    expect(of(600)).toMatchObject({
      title: 'Over time after the warm-up (a column is the average of 10m)',
      lines: [{ levels: [4, 7], note: 'to 100' }],
    });
    expect(of(0)).toEqual({
      title: 'Over time (a column is the average of 10m)',
      lines: [{ name: 'machines', levels: [0, 4, 7], note: 'to 100' }],
    });
  });
});
