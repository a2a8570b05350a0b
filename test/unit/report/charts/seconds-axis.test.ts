/** The logarithmic axis of seconds. */
import { describe, expect, test } from 'vitest';
import { secondsAxis } from '../../../../src/report/charts/seconds-axis.js';

describe('an axis of seconds', () => {
  test('goes from tick to tick around its values, by their logarithms', () => {
    const { at, ticks } = secondsAxis([1, 60], 0.1);
    expect(ticks.map(({ text }) => text)).toEqual(['1s', '10s', '1m']);
    expect(ticks.map((tick) => tick.at)).toEqual([0, expect.closeTo(Math.log(10) / Math.log(60), 6), 1]);
    expect(at(10)).toBe(ticks[1]!.at);
  });

  test('has what is shorter than its least on the edge', () => {
    const { at } = secondsAxis([0, 0.05, 1], 0.1);
    expect([at(0), at(0.05), at(0.1)]).toEqual([0, 0, 0]);
  });

  test('of one value has it in the middle', () => {
    expect(secondsAxis([10, 10], 0.1).at(10)).toBe(0.5);
  });
});
