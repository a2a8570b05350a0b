/** Signals over bins: added up, thinned, and where they are highest. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { highest, sumSignals, thinned } from '../../../../src/report/frame/series.js';

const averages = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 500 });

describe('bins', () => {
  test('signals that are wanted add up', () => {
    const timeline = {
      binSeconds: 10,
      signals: [
        { name: 'machines_idle', group: 'a', averages: [1, 2, 3] },
        { name: 'machines_idle', group: 'b', averages: [10, 20] },
        { name: 'machines_used', group: 'a', averages: [100, 100, 100] },
      ],
    };
    expect(sumSignals(timeline, ({ name }) => name === 'machines_idle')).toEqual({ binSeconds: 10, averages: [11, 22, 3] });
    expect(sumSignals(timeline, ({ name }) => name === 'jobs_pending')).toBeUndefined();
  });

  test('thinned bins cover the same time, are few enough, and lie between the least and the most of theirs', () => {
    fc.assert(
      fc.property(averages, fc.integer({ min: 1, max: 60 }), (values, most) => {
        const { binSeconds, averages: thin } = thinned({ binSeconds: 60, averages: values }, most);
        const width = binSeconds / 60;
        expect(Number.isInteger(width)).toBe(true);
        expect(thin.length).toBe(Math.ceil(values.length / width));
        expect(thin.length).toBeLessThanOrEqual(most);
        for (const [i, x] of thin.entries()) {
          const part = values.slice(i * width, (i + 1) * width);
          expect(x).toBeGreaterThanOrEqual(Math.min(...part) - 1e-9);
          expect(x).toBeLessThanOrEqual(Math.max(...part) + 1e-9);
        }
      }),
    );
  });

  test('the highest is looked for after the warm-up, and the first of equals counts', () => {
    expect(highest({ binSeconds: 10, averages: [9, 1, 5, 5] }, 10)).toEqual({ at: 20, value: 5 });
  });
});
