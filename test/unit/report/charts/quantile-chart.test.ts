/** The chart of quantiles against each other: one axis for both, and a dot where both are. */
import { describe, expect, test } from 'vitest';
import { quantileChart, type QuantilePair } from '../../../../src/report/charts/quantile-chart.js';
import { found, paths, words, xTicks, yTicks, zones } from '../../../support/svg.js';

const chart = (...pairs: readonly (readonly [x: number, y: number])[]): Promise<string> =>
  quantileChart(
    { pairs: pairs.map(([x, y]): QuantilePair => ({ x, y, text: `${x} & ${y}` })), xTitle: 'observed', yTitle: 'simulated' },
    words,
  );

/** Where dots stand, percent from left and top. */
const dots = (svg: string): number[][] => found(svg, /<svg x="([\d.]+)%" y="([\d.]+)%"><circle/gu).map((place) => place.map(Number));

describe('dots', () => {
  test('stand where the ticks of one logarithmic axis for both sides say', async () => {
    const svg = await chart([1, 60], [10, 10], [60, 1]);
    const ten = (100 * Math.log(10)) / Math.log(60);
    expect(dots(svg)).toEqual([
      [0, 0],
      [expect.closeTo(ten, 1), expect.closeTo(100 - ten, 1)],
      [100, 100],
    ]);
    expect(yTicks(svg).map(([, text]) => text)).toEqual(['1s', '10s', '1m']);
    expect(xTicks(svg).map(([, , text]) => text)).toEqual(['1s', '10s', '1m']);
  });

  test('of what is shorter than a tenth of a second lie on the edge', async () => {
    const svg = await chart([0, 0.05], [0.1, 1]);
    expect(dots(svg)).toEqual([
      [0, 100],
      [0, 0],
    ]);
  });

  test('of waits that are all alike stand in the middle', async () => {
    expect(dots(await chart([10, 10]))).toEqual([[50, 50]]);
  });

  test('say their text to a pointer that is near, as data', async () => {
    const [first, second] = zones(await chart([1, 1], [60, 60]));
    // At the edges only the part within the chart.
    expect(first).toEqual(['0%', '0.8%', '98%', '2%', '1 &amp; 1']);
    expect(second).toEqual(['99.2%', '0.8%', '', '2%', '60 &amp; 60']);
  });
});

test('a line goes from corner to corner, and the axes have their titles', async () => {
  const svg = await chart([1, 60], [60, 1]);
  expect(paths(svg).some((path) => /^M0,280(?:L|l)\d+(?:,0|,-280)$/u.test(path.replace(/\.0\b/gu, '')))).toBe(true);
  expect(svg).toContain('>observed<');
  expect(svg).toContain('>simulated<');
});
