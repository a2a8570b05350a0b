/** Bars of cost, by hand. */
import { describe, expect, test } from 'vitest';
import { costChart } from '../../../../src/report/charts/cost-chart.js';
import { xTicks, zones, words, found, paths } from '../../../support/svg.js';

describe('cost', () => {
  test('a bar a cloud, its parts behind each other, each with its share', async () => {
    const svg = await costChart(
      [
        { name: 'a', parts: { busy: 2, idle: 1 } },
        { name: 'b', parts: { busy: 0, hosts: 1 } },
      ],
      words,
    );
    expect(xTicks(svg).map(([, x, text]) => [x, text])).toEqual([
      ['0%', '0'],
      ['33.33%', '1'],
      ['66.67%', '2'],
      ['100%', '3'],
    ]);
    // Rows of 42 px, a bar from the 18th to the 38th: of 84 px.
    expect(zones(svg)).toEqual([
      ['0%', '66.67%', '21.43%', '23.81%', 'a\nbusy 2 USD\n66.7% of 3 USD'],
      ['66.67%', '33.33%', '21.43%', '23.81%', 'a\nidle 1 USD\n33.3% of 3 USD'],
      ['0%', '33.33%', '71.43%', '23.81%', 'b\nhosts 1 USD\n100% of 1 USD'],
    ]);
    expect(found(svg, /<text x="0" y="(\d+)">([^<]*)</gu)).toEqual([
      ['12', 'a'],
      ['54', 'b'],
    ]);
    expect(paths(svg)).toEqual(['M0,18h666.7v20h-666.7Z', 'M666.7,18h333.3v20h-333.3Z', 'M0,60h333.3v20h-333.3Z']);
  });
});
