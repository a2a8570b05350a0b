/** The scale of a quantity. */
import { describe, expect, test } from 'vitest';
import { quantityScale } from '../../../../src/report/charts/quantity.js';

describe('the scale of a quantity', () => {
  test('ends with a round number, at nought with one', () => {
    const of = (most: number): unknown[] => {
      const { top, ticks } = quantityScale(most);
      return [top, ...ticks.map(({ at, text }) => [at, text])];
    };
    expect(of(7)).toEqual([8, [0, '0'], [0.25, '2'], [0.5, '4'], [0.75, '6'], [1, '8']]);
    expect(of(0)[0]).toBe(1);
    expect(of(0.5)[0]).toBe(0.5);
    expect(quantityScale(0.115).ticks.map(({ text }) => text)).toEqual(['0', '0.02', '0.04', '0.06', '0.08', '0.1', '0.12']);
    expect(of(3500)).toEqual([4000, [0, '0'], [0.25, '1,000'], [0.5, '2,000'], [0.75, '3,000'], [1, '4,000']]);
  });
});
