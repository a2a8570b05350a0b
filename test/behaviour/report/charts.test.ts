/** Where things stand in a chart, by hand: every place is a percentage of the plot, or a pixel of its height. */
import { describe, expect, test } from 'vitest';
import { costChart } from '../../../src/report/charts/cost-chart.js';
import { drawing, percent, type Panel } from '../../../src/report/charts/drawing.js';
import { heatChart } from '../../../src/report/charts/heat-chart.js';
import { outageChart } from '../../../src/report/charts/outage-chart.js';
import { quantityScale } from '../../../src/report/charts/quantity.js';
import { shareChart } from '../../../src/report/charts/share-chart.js';
import { thresholdMark } from '../../../src/report/charts/threshold-mark.js';
import { timeChart, timePanel, topOf, type TimeChart } from '../../../src/report/charts/time-chart.js';
import type { HeatMap } from '../../../src/report/charts/heat-chart.js';
import { textOf } from '../../report/studies.js';

const words = { id: 'x', title: 't', description: 'd' };
/** What a pattern finds in a drawing, its groups. */
const found = (svg: string, pattern: RegExp): string[][] =>
  [...svg.matchAll(pattern)].map(([, ...groups]) => groups.map((group) => group ?? ''));
const paths = (svg: string): string[] => found(svg, /<path[^>]* d="([^"]*)"/gu).map(([d]) => d!);
const yTicks = (svg: string): string[][] => found(svg, /<text class="y" x="-8" y="([^"]*)" dy=".35em">([^<]*)</gu);
const xTicks = (svg: string): string[][] => found(svg, /<text class="x([ eo]*)" x="([^"]*)" y="100%" dy="1.5em">([^<]*)</gu);
/** Parts that say something to a pointer: left, width, top, height, text. */
const zones = (svg: string): string[][] =>
  found(svg, /<rect x="([^"]*)" width="([^"]*)"(?: y="([^"]*)")? height="([^"]*)"><title>([^<]*)<\/title>/gu);

describe('the frame', () => {
  const panel: Panel = {
    height: 100,
    title: 'upright',
    yTicks: [
      { at: 0, text: '0' },
      { at: 0.25, text: '1' },
    ],
    xTicks: [
      { at: 0, text: '22:00' },
      { at: 0.25, text: '23:00' },
      { at: 0.5, text: 'Tue 9 Oct', isDate: true },
      { at: 0.97, text: '01:00' },
      { at: 0.98, text: '02:00' },
    ],
    marks: '',
    zones: [],
  };

  test('panels stand below each other: head, plot, foot, and room for a title of the lying axis', () => {
    // 26 head, 100 plot, 22 foot; with a title 18 more; without title and ticks 8 each.
    expect(drawing([panel], words)).toMatch(/^<svg[^>]* height="148"/u);
    const titled = drawing([{ ...panel, xTitle: 'lying' }], words);
    expect(titled).toMatch(/^<svg[^>]* height="166"/u);
    expect(titled).toContain('<text class="x" x="50%" y="100%" dy="3em">lying</text>');
    const bare = { ...panel, title: '', xTicks: [] };
    expect(drawing([bare], words)).toMatch(/^<svg[^>]* height="116"/u);
    const bottoms: number[] = [];
    const head = { height: 30, markup: (bottom: number): string => `<b>${bottoms.push(bottom)}</b>` };
    const two = drawing([bare, panel], words, head);
    expect(found(two, /<svg y="(\d+)" width="100%" height="(\d+)"/gu)).toEqual([
      ['38', '100'],
      // 30 + 116 + 26.
      ['172', '100'],
    ]);
    expect(bottoms).toEqual([272]);
    expect(two).toMatch(/<b>1<\/b><\/svg>$/u);
  });

  test('the grid is of the upright axis, of a lying chart of the lying one', () => {
    const lines = (isLying: boolean): string[] =>
      found(drawing([{ ...panel, isLying }], words), /<line class="g" ([^/]*)\/>/gu).map(([line]) => line!);
    expect(lines(false)).toEqual(['x2="100%" y1="100%" y2="100%"', 'x2="100%" y1="75%" y2="75%"']);
    expect(lines(true)).toHaveLength(5);
    expect(lines(true)[1]).toBe('x1="25%" x2="25%" y2="100%"');
  });

  test('every other text may be left out where there is little room, dates never; one at the right end ends there', () => {
    expect(xTicks(drawing([panel], words))).toEqual([
      ['', '0%', '22:00'],
      [' o', '25%', '23:00'],
      ['', '50%', 'Tue 9 Oct'],
      [' o', '97%', '01:00'],
      [' e', '98%', '02:00'],
    ]);
    const odd = { ...panel, xTicks: panel.xTicks.slice(1) };
    expect(xTicks(drawing([odd], words)).map(([kind]) => kind)).toEqual([' o', '', ' o', ' e']);
    const none = { ...panel, xTicks: panel.xTicks.slice(3) };
    expect(xTicks(drawing([none], words)).map(([kind]) => kind)).toEqual(['', ' e o']);
    expect(yTicks(drawing([panel], words))).toEqual([
      ['100%', '0'],
      ['75%', '1'],
    ]);
  });

  test('shades and what is said of a part stand from left to right, of all the height unless it says otherwise', () => {
    const svg = drawing(
      [
        {
          ...panel,
          shades: [[0.1, 0.4, 'outage']],
          zones: [
            { from: 0, to: 0.5, text: 'left' },
            { from: 0.5, to: 0.75, top: 0.2, bottom: 0.6, text: 'part' },
          ],
        },
      ],
      words,
    );
    expect(svg).toContain('<rect fill="var(--outage)" x="10%" width="30%" height="100%"/>');
    expect(zones(svg)).toEqual([
      ['0%', '50%', '', '100%', 'left'],
      ['50%', '25%', '20%', '40%', 'part'],
    ]);
    expect(percent(1 / 3)).toBe('33.33%');
  });
});

describe('the scale of a quantity', () => {
  test('ends with a round number, at nought with one', () => {
    const of = (most: number): unknown[] => {
      const { top, ticks } = quantityScale(most);
      return [top, ...ticks.map(({ at, text }) => [at, text])];
    };
    expect(of(7)).toEqual([8, [0, '0'], [0.25, '2'], [0.5, '4'], [0.75, '6'], [1, '8']]);
    expect(of(0)[0]).toBe(1);
    expect(of(0.5)[0]).toBe(0.5);
    expect(of(3500)).toEqual([4000, [0, '0'], [0.25, '1,000'], [0.5, '2,000'], [0.75, '3,000'], [1, '4,000']]);
  });
});

describe('shares by time', () => {
  const lines = [
    {
      name: 'a',
      points: [
        { seconds: 1, share: 0.5 },
        { seconds: 10, share: 0.75 },
        { seconds: 100, share: 1 },
      ],
    },
    { name: 'b', points: [{ seconds: 10, share: 0.25 }] },
  ];

  test('lines rise at their points from the first tick to the last, and stay where they end', async () => {
    const svg = await shareChart({ lines, aims: [] }, words);
    // Ticks from 1 s to 10 min: 10 s stands at log 10 / log 600 of the width.
    expect(xTicks(svg).map(([, x, text]) => [x, text])).toEqual([
      ['0%', '1s'],
      ['36%', '10s'],
      ['64%', '1m'],
      ['100%', '10m'],
    ]);
    expect(paths(svg)).toEqual(['M0,105H360V52.5H719.9V0H1000', 'M0,210H360V157.5H1000']);
    expect(yTicks(svg).map(([y, text]) => `${text} at ${y}`)).toEqual([
      '0% at 100%',
      '20% at 80%',
      '40% at 60%',
      '60% at 40%',
      '80% at 20%',
      '100% at 0%',
    ]);
    expect(found(svg, /stroke-dasharray="([^"]*)"/gu)).toEqual([[''], ['6,3']]);
  });

  test('a pointer is told what is so at the end of where it rests', async () => {
    const said = zones(await shareChart({ lines, aims: [] }, words));
    expect(said).toHaveLength(60);
    // The 21st of sixty ends at 600 to the power of 21/60, 9.38 s, the next at 10.4 s, which is told to the second.
    expect(said[20]).toEqual(['33.33%', '1.67%', '', '100%', 'within 9.38s\na 50%\nb 0%']);
    expect(said[21]).toEqual(['35%', '1.67%', '', '100%', 'within 10s\na 75%\nb 25%']);
    expect(said[59]![4]).toBe('within 10m\na 100%\nb 25%');
  });

  test('marks stand where a threshold wants a line to have risen; the axis reaches them', async () => {
    const marks = async (seconds: number): Promise<string[][]> =>
      found(await shareChart({ lines, aims: [{ seconds, share: 0.95 }] }, words), /<svg x="([^"]*)" y="([^"]*)"><path d="M0,-6/gu);
    expect(await marks(60)).toEqual([['64%', '5%']]);
    expect(await marks(600)).toEqual([['100%', '5%']]);
    // Nothing stands left of the shortest time.
    expect(await marks(0.001)).toEqual([['0%', '5%']]);
    const early = await shareChart({ lines, aims: [{ seconds: 0.001, share: 0.95 }] }, words);
    expect(xTicks(early).map(([, , text]) => text)).toEqual(['10ms', '100ms', '1s', '10s', '1m', '10m']);
    const late = await shareChart({ lines, aims: [{ seconds: 3601, share: 0.95 }] }, words);
    expect(xTicks(late).at(-1)).toEqual([' e o', '100%', '6h']);
  });

  test('the quickest one in a hundred is not worth room, and no time at all has some', async () => {
    const points = [
      { seconds: 0.02, share: 0.019 },
      { seconds: 20, share: 0.02 },
    ];
    const first = xTicks(await shareChart({ lines: [{ name: 'a', points }], aims: [] }, words))[0];
    expect(first?.[2]).toBe('10s');
    const none = await shareChart({ lines: [{ name: 'a', points: [{ seconds: 0.01, share: 1 }] }], aims: [] }, words);
    expect(xTicks(none).map(([, x, text]) => [x, text])).toEqual([
      ['0%', '10ms'],
      ['100%', '100ms'],
    ]);
    expect(paths(none)).toEqual(['M0,0H1000']);
  });

  test('the axis ends at what is beyond its last tick', async () => {
    const points = [{ seconds: 10_000_000, share: 1 }];
    const svg = await shareChart({ lines: [{ name: 'a', points }], aims: [] }, words);
    expect(xTicks(svg)[0]![2]).toBe('4w');
    expect(zones(svg).at(-1)![4]).toMatch(/^within 16w .*\na 100%$/u);
  });
});

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

describe('the mark of a threshold', () => {
  const mark = (over: object): string =>
    thresholdMark({
      verdict: 'pass',
      unit: 'duration',
      limit: 100,
      estimate: 50,
      low: null,
      high: null,
      ...over,
    });
  const places = (svg: string): unknown[] => [
    /<rect x="5" y="8" width="([^"]*)"/u.exec(svg)?.[1],
    /<path d="(M[^"]*)" stroke="[^"]*" fill="none"/u.exec(svg)?.[1],
    /cx="([^"]*)"/u.exec(svg)?.[1],
    /<path d="M([^,]*),2V18"/u.exec(svg)?.[1],
  ];

  test('stands on an axis from nought to a tenth more than the larger of limit and value', () => {
    // 122 px from 5 on are 110: 50 stands at 5 + 55.45, 100 at 5 + 110.91.
    expect(places(mark({}))).toEqual(['55.45', undefined, '60.45', '115.91']);
    expect(places(mark({ estimate: 200 }))).toEqual(['110.91', undefined, '115.91', '60.45']);
    expect(places(mark({ low: 40, high: 60 }))).toEqual(['55.45', 'M49.36,10H71.55M49.36,7V13M71.55,7V13', '60.45', '115.91']);
    expect(places(mark({ low: 40, high: 200 }))).toEqual(['27.73', 'M27.18,10H115.91M27.18,7V13M115.91,7V13', '32.73', '60.45']);
    expect(places(mark({ low: 50, high: 50 }))[1]).toBeUndefined();
  });

  test('an interval without an end reaches to the edge; a share is of one; nought is at the left', () => {
    expect(places(mark({ low: 40, high: null }))[1]).toBe('M49.36,10H127M49.36,7V13M127,7V13');
    expect(places(mark({ unit: 'share', limit: 0.95, estimate: 0.5 }))).toEqual(['61', undefined, '66', '120.9']);
    expect(places(mark({ limit: 0, estimate: 0 }))).toEqual(['0', undefined, '5', '5']);
    expect(mark({ estimate: Infinity })).toBe('');
    expect(mark({ estimate: null })).toBe('');
  });
});
