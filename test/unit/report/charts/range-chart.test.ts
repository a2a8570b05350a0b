/** The chart of what was expected beside what came. */
import { describe, expect, test } from 'vitest';
import { rangeChart, type Range } from '../../../../src/report/charts/range-chart.js';
import { found, words, xTicks, yTicks, zones } from '../../../support/svg.js';

const range = (name: string, low: number, high: number, observed: number): Range => ({
  name,
  low,
  high,
  expected: Math.sqrt(low * high),
  observed,
  isWithin: low <= observed && observed <= high,
  text: `${name} & co`,
});
const chart = (...ranges: readonly Range[]): string => rangeChart({ ranges, xTitle: 'days', yTitle: 'wait' }, words);
/** Bars as left, top, width, height, all in percent. */
const bars = (svg: string): number[][] =>
  found(svg, /<rect x="([\d.]+)%" y="([\d.]+)%" width="([\d.]+)%" height="([\d.]+)%" fill/gu).map((bar) => bar.map(Number));
const marks = (svg: string): string[][] => found(svg, /<svg x="([\d.]+)%" y="([\d.]+)%"><path d="M0,-6L6,5H-6Z" fill="([^"]*)"/gu);

describe('a range', () => {
  test('is a bar from end to end of a logarithmic axis, with its mean across it and a mark where it came', () => {
    const svg = chart(range('a', 1, 100, 10));
    expect(yTicks(svg).map(([, text]) => text)).toEqual(['1s', '10s', '1m', '10m']);
    const top = (seconds: number): number => 100 * (1 - Math.log(seconds) / Math.log(600));
    const [[left, upper, width, height] = []] = bars(svg);
    expect([left, width]).toEqual([47, 6]);
    expect(upper).toBeCloseTo(top(100), 1);
    expect(height).toBeCloseTo(top(1) - top(100), 1);
    expect(found(svg, /<line x1="[\d.]+%" x2="[\d.]+%" y1="([\d.]+)%"/gu).map(([y]) => Number(y))).toEqual([expect.closeTo(top(10), 1)]);
    expect(marks(svg)).toEqual([['50', String(Math.round(top(10) * 100) / 100), 'var(--ink)']]);
  });

  test('has a hollow mark where what came was not expected', () => {
    const fills = marks(chart(range('in', 1, 100, 10), range('out', 1, 5, 10))).map(([, , fill]) => fill);
    expect(fills).toEqual(['var(--ink)', 'var(--ground)']);
  });

  test('of nought lies on the edge', () => {
    const [[, , , height] = []] = bars(chart(range('a', 0, 0, 0), range('b', 1, 60, 1)));
    expect(height).toBe(0);
  });

  test('says its text to a pointer over all of its room, as data', () => {
    expect(zones(chart(range('a', 1, 2, 1), range('b', 1, 2, 1)))).toEqual([
      ['0%', '50%', '', '100%', 'a &amp; co'],
      ['50%', '50%', '', '100%', 'b &amp; co'],
    ]);
  });
});

test('of many ranges only as many are named as have room', () => {
  const svg = chart(...Array.from({ length: 31 }, (_, i) => range(`d${i}`, 1, 2, 1)));
  expect(xTicks(svg).map(([, , text]) => text)).toEqual(['d0', 'd4', 'd8', 'd12', 'd16', 'd20', 'd24', 'd28']);
  expect(bars(svg)).toHaveLength(31);
});
