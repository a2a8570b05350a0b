/** A chart over time as it is drawn: its words, its bytes, its axes, a threshold in it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timeChart, topOf } from '../../../../src/report/charts/time-chart.js';
import { thresholdMark } from '../../../../src/report/charts/threshold-mark.js';

describe('drawings', () => {
  const chart = {
    layers: [{ name: 'a', colour: 'used' as const, series: { binSeconds: 600, averages: [1, 2, 1 / 3] } }],
    line: { name: 'target', series: { binSeconds: 600, averages: [1, 1, 1] } },
    quantity: 'machines',
    from: 0,
    to: 1800,
    shades: [[0, 600, 'shade']] as const,
    scaledFrom: 600,
    start: undefined,
  };
  const words = { id: 'x', title: 'A < B', description: 'one "two" & three' };
  const draw = (): Promise<string> => timeChart(chart, words);

  test('have their words, escaped, and the same bytes however many were drawn before', async () => {
    const first = await draw();
    expect(first).toMatch(
      /^<svg role="img" class="chart" [^>]*aria-labelledby="x-title" aria-describedby="x-desc"[^>]*><title id="x-title">A &lt; B<\/title><desc id="x-desc">one &quot;two&quot; &amp; three<\/desc>/,
    );
    for (let i = 0; i < 3; i++) expect(await draw()).toBe(first);
  });

  test('hold no long number, no colour of their own, no style', async () => {
    const svg = (await draw()).replace(/<(title|desc).*?<\/\1>/gs, '');
    // Marks have one decimal, places in percent two.
    expect(svg).not.toMatch(/\d\.\d\d\d/);
    expect(svg.replace(/="[\d.]+%"/g, '')).not.toMatch(/\d\.\d\d/);
    expect(svg).not.toMatch(/style=|#[0-9a-f]{3,6}"/);
    for (const [, colour] of svg.matchAll(/(?:fill|stroke)="([^"]*)"/g))
      expect(colour).toMatch(/^(?:none|transparent|var\(--[a-z0-9]+\))$/);
  });

  test('say the values of each step to a pointer that rests on it', async () => {
    const said = [...(await draw()).matchAll(/<rect x="([\d.]+)%" width="([\d.]+)%" height="100%"><title>(.*?)<\/title>/gs)];
    expect(said.map(([, x, width, text]) => [x, width, text])).toEqual([
      ['0', '33.33', '0s after the start\na 1\ntarget 1'],
      ['33.33', '33.33', '10m after the start\na 2\ntarget 1'],
      ['66.67', '33.33', '20m after the start\na 0.333\ntarget 1'],
    ]);
  });

  test('the upright axis is as high as the measured part needs; the warm-up does not set it', async () => {
    const high = { ...chart, layers: [{ ...chart.layers[0]!, series: { binSeconds: 600, averages: [1000, 2, 1] } }] };
    expect(topOf(high)).toBe(2);
    expect(topOf({ ...high, scaledFrom: 0 })).toBe(1000);
    expect(await timeChart(high, words)).toMatch(/<text class="y" [^>]*>2<\/text>/);
    // What reaches higher is cut by the frame: the marks are in a viewport of their own.
    expect(await timeChart(high, words)).toContain('<svg class="m" viewBox="0 0 1000 210" preserveAspectRatio="none">');
  });

  test('of a part of the run have its bins only, and ticks within it', async () => {
    const svg = await timeChart({ ...chart, from: 600, shades: [] }, words);
    expect([...svg.matchAll(/<title>([^<]*)<\/title>/g)].map(([, text = '']) => text.split('\n')[0])).toEqual([
      '10m after the start',
      '20m after the start',
    ]);
    expect([...svg.matchAll(/<text class="x[ eo]*" x="([\d.]+)%"[^>]*>([^<]*)</g)].map(([, x, text]) => [x, text])).toContainEqual([
      '50',
      '20m',
    ]);
  });

  test('a threshold has its line and its interval inside the drawing, whatever was found', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        (estimate, halfWidth, limit) => {
          const ends = { low: estimate - halfWidth, high: estimate + halfWidth };
          const svg = thresholdMark({ verdict: 'pass', unit: 'duration', limit, estimate, ...ends });
          for (const [, x] of svg.matchAll(/(?:cx="|M|H)([\d.e-]+)/g)) {
            expect(Number(x)).toBeGreaterThanOrEqual(1);
            expect(Number(x)).toBeLessThanOrEqual(131);
          }
          expect(svg).not.toContain('NaN');
        },
      ),
    );
    const none = { estimate: null, low: null, high: null };
    expect(thresholdMark({ verdict: 'fail', unit: 'share', limit: 1, ...none })).toBe('');
  });
});
