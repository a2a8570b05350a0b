/** The chart of two figures: each mark where its figures are, its form by its kind, and what a pointer is told. */
import { describe, expect, test } from 'vitest';
import { scatterChart, SCATTER_FORMS, type ScatterPoint } from '../../../../src/report/charts/scatter-chart.js';
import { found, paths, words, xTicks, yTicks, zones } from '../../../support/svg.js';

const point = (x: number, y: number, over: Partial<ScatterPoint> = {}): ScatterPoint => ({
  x: { estimate: x, low: null, high: null },
  y: { estimate: y, low: null, high: null },
  form: 'disc',
  colour: 'pass',
  label: '',
  text: `${x} ${y}`,
  isOnLine: true,
  ...over,
});
const chart = (points: readonly ScatterPoint[], yUnit: 's' | 'share' = 's'): Promise<string> =>
  scatterChart({ points, xTitle: 'USD a month', yTitle: 'queue time p95', yUnit }, words);

/** Where marks stand: left, top, path. */
const marks = (svg: string): string[][] => found(svg, /<svg x="([\d.]+)%" y="([\d.]+)%"><path d="([^"]*)"/gu);

describe('marks', () => {
  test('stand where the ticks of both axes say, waits on a logarithmic one', async () => {
    const svg = await chart([point(100, 1), point(200, 10), point(300, 60)]);
    expect(marks(svg).map(([x, y]) => [Number(x), Number(y)])).toEqual([
      [0, 100],
      [50, expect.closeTo(100 * (1 - Math.log(10) / Math.log(60)), 1)],
      [100, 0],
    ]);
    expect(yTicks(svg).map(([, text]) => text)).toEqual(['1s', '10s', '1m']);
    expect(xTicks(svg).map(([, , text]) => text)).toEqual(['100', '150', '200', '250', '300']);
  });

  test('of shares stand on an axis from none to all', async () => {
    const svg = await chart([point(1, 0.25), point(2, 1)], 'share');
    expect(marks(svg).map(([, y]) => Number(y))).toEqual([75, 0]);
    expect(yTicks(svg).map(([, text]) => text)).toEqual(['0%', '20%', '40%', '60%', '80%', '100%']);
  });

  test('have the form of their kind, and a name where one is given', async () => {
    const svg = await chart([point(1, 1), point(2, 2, { form: 'cross' }), point(3, 3, { form: 'ring', label: 'a & b' })]);
    expect(marks(svg).map(([, , path]) => path)).toEqual([SCATTER_FORMS.disc, SCATTER_FORMS.cross, SCATTER_FORMS.ring]);
    expect(svg).toContain('>a &amp; b<');
  });

  test('say their text to a pointer', async () => {
    expect(zones(await chart([point(1, 1), point(2, 2)])).map((zone) => zone[4])).toEqual(['1 1', '2 2']);
  });
});

describe('lines', () => {
  test('join what is on the frontier, from cheap to dear, whatever the order', async () => {
    const on = [point(3, 1), point(1, 9), point(2, 4, { isOnLine: false }), point(2.5, 3)];
    const line = paths(await chart(on)).find(
      (path) => path.startsWith('M') && path.includes('L') && !Object.values(SCATTER_FORMS).includes(path as never),
    )!;
    const xs = [...line.matchAll(/(?:M|L|H)([\d.]+)/gu)].map(([, x]) => Number(x));
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
    expect(xs).toHaveLength(3);
  });

  test('show intervals where there are any', async () => {
    const sure = await chart([point(1, 1), point(2, 2)]);
    const unsure = await chart([point(1, 1, { y: { estimate: 1, low: 0.5, high: 2 } }), point(2, 2)]);
    const rules = (svg: string): number => (svg.match(/<line(?! class)/gu) ?? []).length;
    expect(rules(sure)).toBe(0);
    expect(rules(unsure)).toBe(1);
  });
});
