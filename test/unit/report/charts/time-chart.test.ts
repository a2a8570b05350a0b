/** Quantities over time, by hand. */
import { describe, expect, test } from 'vitest';
import { timeChart, timePanel, topOf, type TimeChart } from '../../../../src/report/charts/time-chart.js';
import { zones, words, paths } from '../../../support/svg.js';

describe('over time', () => {
  const series = (...averages: number[]): { binSeconds: number; averages: number[] } => ({ binSeconds: 600, averages });
  const chart = (over: Partial<TimeChart> = {}): TimeChart => ({
    layers: [
      { name: 'a', colour: 'used', series: series(1, 2, 0) },
      { name: 'b', colour: 'idle', series: series(1, 0, 0) },
    ],
    quantity: 'machines',
    from: 0,
    to: 1800,
    shades: [],
    scaledFrom: 0,
    start: undefined,
    ...over,
  });

  test('layers stand on each other, each bin to its end, the line before them', async () => {
    const svg = await timeChart(chart({ line: { name: 'target', series: series(1, 2) } }), words);
    // 210 px for two machines: one stands at 105, two at the top. What goes to the right end and back along the ground is one step.
    expect(paths(svg)).toEqual([
      'M0,105H333.3V0H666.7V210H0Z',
      // On top of the first: one more in the first bin, none in the others.
      'M0,0H666.7V210H666.7V0H333.3V105H0Z',
      'M0,105H333.3V0H666.7V210H1000',
    ]);
  });

  test('a pointer is told the whole and the layers that are there; of one layer there is no whole', async () => {
    const said = zones(await timeChart(chart({ line: { name: 'target', series: series(1, 2) } }), words));
    expect(said.map(([x, width, , , text]) => [x, width, text])).toEqual([
      ['0%', '33.33%', '0s after the start\nmachines 2\na 1\nb 1\ntarget 1'],
      ['33.33%', '33.33%', '10m after the start\nmachines 2\na 2\ntarget 2'],
      ['66.67%', '33.33%', '20m after the start\nmachines 0\ntarget 0'],
    ]);
    const one = zones(await timeChart(chart({ layers: chart().layers.slice(0, 1) }), words));
    expect(one.map(([, , , , text]) => text)).toEqual([
      '0s after the start\na 1',
      '10m after the start\na 2',
      '20m after the start\nmachines 0',
    ]);
  });

  test('the axis is as high as the highest of stack and line from the measured part on', () => {
    expect(topOf(chart())).toBe(2);
    expect(topOf(chart({ line: { name: 'target', series: series(0, 0, 7) } }))).toBe(8);
    const early = chart({ layers: [{ name: 'a', colour: 'used', series: series(40, 8, 2) }] });
    // A bin counts if it ends after the warm-up.
    expect([0, 599, 600, 1199, 1200].map((scaledFrom) => topOf({ ...early, scaledFrom }))).toEqual([40, 40, 8, 8, 2]);
  });

  test('bins that are too many are made one, a small chart has half as many', async () => {
    const many = chart({
      to: 161 * 600,
      layers: [{ name: 'a', colour: 'used', series: series(...Array.from({ length: 161 }, (_, i) => i)) }],
    });
    const starts = async (over: Partial<TimeChart>): Promise<number> => (await timePanel({ ...many, ...over }, 100, true)).zones.length;
    expect(await starts({ to: 160 * 600 })).toBe(160);
    expect(await starts({})).toBe(81);
    expect(await starts({ to: 160 * 600, isSmall: true })).toBe(80);
    expect(await starts({ isSmall: true })).toBe(54);
    expect(await starts({ bins: 200 })).toBe(161);
    const { zones: said } = await timePanel(many, 100, true);
    expect(said[0]!.text).toBe('0s after the start\na 0.5');
    // The last one is alone; an instant after a day is told to the hour.
    expect(said.at(-1)!.text).toBe('1d 3h after the start\na 160');
    expect(await timeChart({ ...many, isSmall: true }, words)).toContain('viewBox="0 0 1000 110"');
  });

  test('bins that begin later than the run have their instants', async () => {
    const { zones: said } = await timePanel(chart({ origin: 3600, from: 4200, to: 5400 }), 100, true);
    expect(said.map(({ from, to, text }) => [from, to, text])).toEqual([
      [0, 0.5, '1h 10m after the start\nmachines 2\na 2'],
      [0.5, 1, '1h 20m after the start\nmachines 0'],
    ]);
  });

  test('shades stop at the edges; ticks and their title are left to the lowest panel', async () => {
    const own = chart({ from: 600, shades: [[0, 1200, 'shade']], start: '2018-10-08T00:00:00Z' });
    const lowest = await timePanel(own, 100, true);
    expect(lowest.shades).toEqual([[0, 0.5, 'shade']]);
    expect(lowest.xTitle).toBe('simulated time (UTC)');
    const above = await timePanel(own, 100, false);
    expect([above.xTicks, above.xTitle]).toEqual([[], undefined]);
    expect((await timePanel(chart(), 100, true)).xTitle).toBe('simulated time');
  });
});
