/** A heat map, by hand. */
import { describe, expect, test } from 'vitest';
import { heatChart } from '../../../../src/report/charts/heat-chart.js';
import type { HeatMap } from '../../../../src/report/charts/heat-chart.js';
import { yTicks, xTicks, zones, words, found, paths } from '../../../support/svg.js';

describe('a heat map', () => {
  const map = (columns: number, cells: HeatMap['rows'][number]['cells']): HeatMap => ({
    blank: '',
    columns: Array.from({ length: columns }, (_, i) => `${i}:00`),
    rows: [
      { name: 'Mon', cells },
      { name: 'Tue', cells: [] },
    ],
    highest: 8,
  });
  const full = { value: 8, shade: 4, atLeast: true };
  const none = { value: 0, shade: 0, atLeast: false };

  test('a field a start, its number in its middle, days down and times across', async () => {
    const svg = await heatChart(map(4, [full, undefined, none]), words);
    expect(found(svg, /<text class="n" x="([^"]*)" y="([^"]*)" dy=".35em">([^<]*)</gu)).toEqual([
      ['12.5%', '13', '&gt; 8'],
      ['62.5%', '13', '0'],
    ]);
    expect(yTicks(svg)).toEqual([
      ['13', 'Mon'],
      ['39', 'Tue'],
    ]);
    expect(zones(svg)).toEqual([
      ['0%', '25%', '', '50%', 'Mon 0:00\n&gt; 8'],
      ['50%', '25%', '', '50%', 'Mon 2:00\n0'],
    ]);
    // 26 px a row, a gap of one on each side.
    expect(paths(svg)).toEqual(['M1,1h248v24h-248Z', 'M501,1h248v24h-248Z']);
    expect(found(svg, /fill-opacity="([^"]*)"/gu)).toEqual([['0.85'], ['0.05']]);
    expect(xTicks(svg).map(([, x, text]) => [x, text])).toEqual([
      ['12.5%', '0:00'],
      ['37.5%', '1:00'],
      ['62.5%', '2:00'],
      ['87.5%', '3:00'],
    ]);
    expect(svg).toMatch(/^<svg[^>]* height="100"/u);
  });

  test('the second row stands below the first', async () => {
    const { rows, ...rest } = map(2, [full]);
    const svg = await heatChart({ ...rest, rows: [rows[0]!, { name: 'Tue', cells: [none, none] }] }, words);
    expect(paths(svg)).toEqual(['M1,1h498v24h-498Z', 'M1,27h498v24h-498Z', 'M501,27h498v24h-498Z']);
    expect(zones(svg).map(([, , y, height]) => [y, height])).toEqual([
      ['', '50%'],
      ['50%', '50%'],
      ['50%', '50%'],
    ]);
  });

  test('numbers and times that find no room are left out, but not that a harm is a least one', async () => {
    // 820 px of plot: 17 columns have room for numbers of 46 px, 18 not; 19 for every time of 42 px, 20 for every other.
    const numbers = async (columns: number): Promise<string[]> =>
      found(await heatChart(map(columns, [full, none]), words), /<text class="n"[^>]*>([^<]*)</gu).map(([text]) => text!);
    expect(await numbers(17)).toEqual(['&gt; 8', '0']);
    expect(await numbers(18)).toEqual(['&gt;']);
    expect(xTicks(await heatChart(map(19, []), words))).toHaveLength(19);
    expect(xTicks(await heatChart(map(20, []), words)).map(([, , text]) => text)).toEqual(
      Array.from({ length: 10 }, (_, i) => `${i * 2}:00`),
    );
  });
});
