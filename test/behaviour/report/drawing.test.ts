/** What charts are made of: sums and thinned bins, steps of a distribution, ticks, and lines of characters. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { durationTicks, instantWords, shortInstant, spanWords, timeTicks, weekClock, weekInstant } from '../../../src/report/frame/axes.js';
import { timeChart, topOf } from '../../../src/report/charts/time-chart.js';
import { thresholdMark } from '../../../src/report/charts/threshold-mark.js';
import { shareCurve } from '../../../src/report/run/page/distribution.js';
import { highest, sumSignals, thinned } from '../../../src/report/frame/series.js';
import { sparkText, sparklines } from '../../../src/report/run/sparkline.js';
import type { Delay } from '../../../src/results/run-result.js';
import { Histogram } from '../../../src/stats/histogram.js';
import type { StudyResult } from '../../../src/study/study-result.js';

const averages = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 500 });

describe('bins', () => {
  test('signals that are wanted add up', () => {
    const timeline = {
      binSeconds: 10,
      signals: [
        { name: 'machines_idle', group: 'a', averages: [1, 2, 3] },
        { name: 'machines_idle', group: 'b', averages: [10, 20] },
        { name: 'machines_used', group: 'a', averages: [100, 100, 100] },
      ],
    };
    expect(sumSignals(timeline, ({ name }) => name === 'machines_idle')).toEqual({ binSeconds: 10, averages: [11, 22, 3] });
    expect(sumSignals(timeline, ({ name }) => name === 'jobs_pending')).toBeUndefined();
  });

  test('thinned bins cover the same time, are few enough, and lie between the least and the most of theirs', () => {
    fc.assert(
      fc.property(averages, fc.integer({ min: 1, max: 60 }), (values, most) => {
        const { binSeconds, averages: thin } = thinned({ binSeconds: 60, averages: values }, most);
        const width = binSeconds / 60;
        expect(Number.isInteger(width)).toBe(true);
        expect(thin.length).toBe(Math.ceil(values.length / width));
        expect(thin.length).toBeLessThanOrEqual(most);
        for (const [i, x] of thin.entries()) {
          const part = values.slice(i * width, (i + 1) * width);
          expect(x).toBeGreaterThanOrEqual(Math.min(...part) - 1e-9);
          expect(x).toBeLessThanOrEqual(Math.max(...part) + 1e-9);
        }
      }),
    );
  });

  test('the highest is looked for after the warm-up, and the first of equals counts', () => {
    expect(highest({ binSeconds: 10, averages: [9, 1, 5, 5] }, 10)).toEqual({ at: 20, value: 5 });
  });
});

describe('the distribution', () => {
  const delayOf = (micros: readonly number[]): Delay => {
    const histogram = new Histogram();
    for (const x of micros) histogram.add(x);
    return { cells: histogram.filled().map(([cell, count]) => [cell, count] as [number, number]) } as Delay;
  };

  test('rises to all jobs, never falls, and is nowhere off by more than half a percent of the jobs and a step of the axis', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 0, max: 3_600_000_000 }), { maxLength: 300 }), { minLength: 1, maxLength: 3 }),
        (runs) => {
          const all = runs.flat().sort((a, b) => a - b);
          const points = shareCurve(runs.map(delayOf));
          if (all.length === 0) {
            expect(points).toEqual([]);
            return;
          }
          expect(points.at(-1)!.share).toBe(1);
          for (const [i, { seconds, share }] of points.entries()) {
            expect(seconds).toBeGreaterThanOrEqual(0.01);
            if (i > 0) {
              expect(seconds).toBeGreaterThan(points[i - 1]!.seconds);
              expect(share).toBeGreaterThan(points[i - 1]!.share);
            }
            // The histogram's error is 1/256 either way.
            const above = all.filter((x) => x <= seconds * 1e6 * 1.01).length / all.length;
            const below = all.filter((x) => x < (seconds * 1e6) / 1.01).length / all.length;
            expect(share).toBeLessThanOrEqual(above + 1e-9);
            if (seconds > 0.0101) expect(share).toBeGreaterThanOrEqual(below - 1e-9);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('jobs that were never handed out', () => {
  test('are among all jobs and below no time', () => {
    const cells = (micros: readonly number[]): [number, number][] => {
      const histogram = new Histogram();
      for (const x of micros) histogram.add(x);
      return histogram.filled().map(([cell, count]) => [cell, count]);
    };
    const bounds = [5_000_000, 90_000_000];
    const delay = { cells: cells([1_000_000, 10_000_000, ...bounds]), boundCells: cells(bounds) } as Delay;
    const points = shareCurve([delay]);
    expect(points.map(({ share }) => share)).toEqual([0.25, 0.5]);
    expect(points[1]!.seconds).toBeCloseTo(10, 1);
    expect(shareCurve([{ cells: cells(bounds), boundCells: cells(bounds) }])).toEqual([]);
  });
});

describe('ticks', () => {
  test('a day by the clock, midnight by its date', () => {
    const ticks = timeTicks(86_400, '2018-10-08T00:00:00Z', 10);
    expect(ticks.map(({ text }) => text)).toEqual([
      'Mon 8 Oct',
      '03:00',
      '06:00',
      '09:00',
      '12:00',
      '15:00',
      '18:00',
      '21:00',
      'Tue 9 Oct',
    ]);
    expect(ticks[1]!.at).toBe(10_800);
  });

  test('a start that is no round time has its ticks at round times', () => {
    expect(timeTicks(7200, '2018-12-31T23:10:30Z', 4)[0]).toEqual({ at: 1170, text: '23:30', isDate: false });
    expect(instantWords(3000, '2018-12-31T23:10:30Z')).toBe('Tue 1 Jan 00:00 UTC');
  });

  test('steps are those of clocks and calendars, the least with few enough ticks', () => {
    const step = (seconds: number): string | undefined => timeTicks(seconds, undefined, 10)[1]?.text;
    const [minute, hour, day] = [60, 3600, 86_400];
    // Ten steps fill the axis; a second more takes the next step.
    const steps = [minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour];
    const longer = [day, 2 * day, 7 * day, 14 * day, 28 * day, 91 * day, 182 * day, 364 * day];
    expect([...steps, ...longer].map((own) => step(10 * own))).toEqual([
      '1m',
      '2m',
      '5m',
      '10m',
      '15m',
      '30m',
      '1h',
      '2h',
      '3h',
      '6h',
      '12h',
      '1d',
      '2d',
      '1w',
      '2w',
      '4w',
      '13w',
      '26w',
      '52w',
    ]);
    expect(step(10 * hour + 1)).toBe('2h');
    // Beyond the longest step there are more ticks.
    expect(timeTicks(20 * 364 * day, undefined, 10)).toHaveLength(21);
    expect(timeTicks(7200, undefined, 4, 1800).map(({ text }) => text)).toEqual(['30m', '1h', '1h 30m', '2h']);
    expect(timeTicks(7200, undefined, 4, 1801)[0]!.text).toBe('1h');
  });

  test('instants and stretches of a run whose start is known, and of one that has none', () => {
    const start = '2018-10-08T23:00:00Z';
    expect(shortInstant(3599, 0, start)).toBe('23:59');
    expect(shortInstant(3600, 0, start)).toBe('Tue 9 Oct 00:00');
    expect(shortInstant(7200, 3600, start)).toBe('01:00');
    expect(shortInstant(5400, 0, undefined)).toBe('1h 30m');
    expect(spanWords(0, 600, start)).toBe('Mon 8 Oct 23:00 to 23:10 UTC');
    expect(spanWords(0, 3600, start)).toBe('Mon 8 Oct 23:00 to Tue 9 Oct 00:00 UTC');
    expect(spanWords(0, null, start)).toBe('from Mon 8 Oct 23:00 UTC');
    expect(spanWords(60, 120, undefined)).toBe('1m to 2m after the start');
    expect(spanWords(60, null, undefined)).toBe('from 1m after the start');
    expect([weekInstant(0, start), weekInstant(60, undefined), weekClock(3600, start)?.weekday]).toEqual([
      'Mon 23:00 UTC',
      '1m after the start',
      'Tue',
    ]);
    // To the nearest second, and before 1970 too.
    expect(instantWords(0.6, '1969-12-31T23:59:59Z')).toBe('Thu 1 Jan 00:00 UTC');
    expect(instantWords(0, '1969-12-31T12:05:00Z')).toBe('Wed 31 Dec 12:05 UTC');
    const days = Array.from({ length: 7 }, (_, i) => weekClock(i * 86_400, '2018-10-08T00:00:00Z')?.weekday);
    expect(days).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
  });

  test('without a start it is the time since', () => {
    expect(timeTicks(7200, undefined, 4).map(({ text }) => text)).toEqual(['0s', '30m', '1h', '1h 30m', '2h']);
    expect(instantWords(5400, undefined)).toBe('1h 30m after the start');
  });

  test('durations by orders that people think in, around the range', () => {
    expect(durationTicks(0.3, 70).map(({ text }) => text)).toEqual(['100ms', '1s', '10s', '1m', '10m']);
    expect(durationTicks(1, 60).map(({ text }) => text)).toEqual(['1s', '10s', '1m']);
    expect(durationTicks(0.001, 1e7).map(({ text }) => text)).toEqual([
      '10ms',
      '100ms',
      '1s',
      '10s',
      '1m',
      '10m',
      '1h',
      '6h',
      '1d',
      '1w',
      '4w',
    ]);
    expect(durationTicks(60, 60).map(({ at, text }) => [at, text])).toEqual([[Math.log(60), '1m']]);
    expect(durationTicks(1e7, 1e9).length).toBeGreaterThan(0);
  });
});

describe('lines of characters', () => {
  test('stand for the height of each column against the highest', () => {
    expect(sparkText([0, 3, 7], false)).toBe('▁▄█');
    expect(sparkText([0, 3, 7], true)).toBe('_:#');
  });

  test('are of what rises, and say how high', () => {
    const signals = [
      { name: 'jobs_pending', averages: [0, 0, 0] },
      { name: 'machines_all', averages: [0, 50, 100] },
    ];
    const study = { replications: 1, first: { timeline: { binSeconds: 600, signals } } } as unknown as StudyResult;
    expect(sparklines(study)).toEqual({
      title: 'Over time (a column is the average of 10m)',
      lines: [{ name: 'machines', levels: [0, 4, 7], note: 'to 100' }],
    });
  });
});

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
