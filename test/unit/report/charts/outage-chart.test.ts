/** The picture of an outage, by hand. */
import { describe, expect, test } from 'vitest';
import { outageChart } from '../../../../src/report/charts/outage-chart.js';
import { type TimeChart } from '../../../../src/report/charts/time-chart.js';
import { textOf } from '../../../report/studies.js';
import { xTicks, words, found } from '../../../support/svg.js';

describe('the picture of an outage', () => {
  test('words stand beside their lines, those on the right on the left of them, and no line crosses them', async () => {
    const panel: TimeChart = {
      layers: [{ name: 'a', colour: 'used', series: { binSeconds: 100, averages: Array.from({ length: 10 }, () => 1) } }],
      quantity: 'jobs waiting',
      from: 0,
      to: 1000,
      shades: [],
      scaledFrom: 0,
      start: undefined,
    };
    const marks = [600, 100, 900, 601].map((at) => ({ at, words: `w${at}` }));
    const svg = await outageChart({ panels: [panel, panel], marks }, words);
    expect(found(svg, /<text class="(k[ e]*)" dx="(-?5)" x="([^"]*)" y="([^"]*)">([^<]*)</gu)).toEqual([
      ['k e', '-5', '90%', '13', 'w900'],
      ['k e', '-5', '60.1%', '29', 'w601'],
      ['k', '5', '10%', '45', 'w100'],
      ['k', '5', '60%', '61', 'w600'],
    ]);
    // Four rows of 16, a panel of 26 + 120 + 8 without ticks, and 26 + 120 of the second.
    expect(found(svg, /<line class="k" x1="([^"]*)" x2="[^"]*" y1="([^"]*)" y2="([^"]*)"/gu)).toEqual([
      ['90%', '3', '364'],
      ['60.1%', '19', '364'],
      ['10%', '35', '364'],
      ['60%', '51', '364'],
    ]);
    expect(xTicks(svg).map(([, , text]) => text)).toEqual(['0s', '2m', '4m', '6m', '8m', '10m', '12m', '14m', '16m']);
    expect(textOf(svg)).toContain('simulated time');
  });
});
