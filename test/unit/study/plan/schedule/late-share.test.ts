/** The share of late jobs by closed form: M/M/S exactly, and how it goes with its load, level and bursts. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { waitingTimeMMc } from '../../../../../src/stats/oracles.js';
import { lateShare, leastLevel, meanWait } from '../../../../../src/study/plan/schedule/late-share.js';

const loads = fc.record({
  offered: fc.double({ min: 0.1, max: 100, noNaN: true }),
  boot: fc.double({ min: 1, max: 600, noNaN: true }),
});

describe('the share of late jobs', () => {
  test('of jobs that come one by one is that of M/M/S', () => {
    fc.assert(
      fc.property(loads, fc.integer({ min: 1, max: 200 }), fc.double({ min: 0, max: 300, noNaN: true }), (load, level, within) => {
        const exact = waitingTimeMMc(level, load.offered / load.boot, load.boot);
        const [late, mean] = [lateShare({ ...load, bursts: 1 }, level, within), meanWait({ ...load, bursts: 1 }, level)];
        if (level <= load.offered) expect([late, mean]).toEqual([1, Infinity]);
        else {
          expect(late).toBeCloseTo(exact.tail(within), 10);
          expect(Math.abs(mean - exact.mean)).toBeLessThanOrEqual(1e-8 * exact.mean);
        }
      }),
    );
  });

  test('falls with the level and with what is waited, and grows with the bursts', () => {
    fc.assert(
      fc.property(loads, fc.integer({ min: 1, max: 30 }), fc.double({ min: 1, max: 8, noNaN: true }), (load, more, bursts) => {
        const level = Math.ceil(load.offered) + more;
        const late = lateShare({ ...load, bursts }, level, 5);
        expect(lateShare({ ...load, bursts }, level + 1, 5)).toBeLessThanOrEqual(late + 1e-12);
        expect(lateShare({ ...load, bursts }, level, 6)).toBeLessThanOrEqual(late);
        expect(lateShare({ ...load, bursts: bursts * 1.2 }, level, 5)).toBeGreaterThanOrEqual(late * 0.98);
      }),
    );
  });

  test('is nought without jobs', () => {
    expect(lateShare({ offered: 0, boot: 30, bursts: 1 }, 0, 0)).toBe(0);
    expect(meanWait({ offered: 0, boot: 30, bursts: 1 }, 0)).toBe(0);
  });
});

test('the least level is the first that holds, or the greatest there may be', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.nat(50), fc.nat(20), (border, most, from) => {
      fc.pre(from <= most);
      expect(leastLevel((level) => level >= border, most, from)).toBe(Math.min(Math.max(border, from), most));
    }),
  );
});
