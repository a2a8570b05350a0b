/** The figures of the one screen. */
import { describe, expect, test } from 'vitest';
import { figureLines } from '../../../../../src/report/run/screen/figures.js';
import type { StudyResult } from '../../../../../src/study/study-result.js';
import { aFigure, lookupOf } from '../../../../support/figures.js';
import { seconds, texts } from '../../../../support/screen-lines.js';

describe('figures', () => {
  const lines = (figures: Parameters<typeof lookupOf>[0]): string[] => texts(figureLines({} as StudyResult, lookupOf(figures), 80));
  const waits = { jobs: 10, 'queueTime.p50': seconds(1), 'queueTime.p95': seconds(5, { low: 4, high: 6 }), 'queueTime.p99': seconds(9) };

  test('queue time, with the first border that more than half of the jobs keep to', () => {
    const share = (own: Readonly<Record<number, number>>): string =>
      lines({
        ...waits,
        ...Object.fromEntries(
          Object.entries(own).map(([border, x]) => [`queueTime.shareBelow(${border}s)`, aFigure(x, { unit: 'share' })]),
        ),
      })[0]!;
    const start = '  queue time  p50 1 s  p95 5 s (4 … 6)  p99 9 s';
    expect(share({})).toBe(start);
    expect(share({ 10: 0.5, 30: 0.51, 60: 0.9 })).toBe(`${start}  51 % within 30 s`);
    expect(share({ 10: 0.501, 30: 0.6 })).toBe(`${start}  50.1 % within 10 s`);
    expect(share({ 10: 0.1, 30: 0.2, 60: 0.3, 120: 0.4, 300: 0.5 })).toBe(`${start}  50 % within 5 min`);
    expect(lines({ ...waits, jobs: 0 })).toEqual([]);
  });

  test('preparation only where it is longer than the queue time, and than ten seconds', () => {
    const has = (wait: number, p95: number): boolean =>
      lines({ ...waits, 'queueTime.p95': seconds(wait), 'preparation.p50': seconds(2), 'preparation.p95': seconds(p95) }).includes(
        `  preparation p50 2 s  p95 ${p95} s`,
      );
    expect([has(10, 11), has(5, 11), has(11, 11), has(12, 11), has(5, 10)]).toEqual([true, true, false, false, false]);
  });

  test('pipelines, cost with its two largest parts, machines', () => {
    expect(lines({ pipelines: 0 })).toEqual([]);
    expect(lines({ pipelines: 1, 'pipelineDuration.p50': seconds(60), 'pipelineDuration.p95': seconds(90) })).toEqual([
      '  pipelines   p50 1 min  p95 1 min 30',
    ]);
    const usd = (x: number, over: object = {}): ReturnType<typeof aFigure> => aFigure(x, { unit: 'USD per month', ...over });
    const cost = { 'cost.total': 1, 'cost.idle': 0.6, 'cost.busy': 0.25, 'cost.hosts': 0.15 };
    expect(lines({ ...cost, 'cost.perMonth': usd(100) })).toEqual(['  cost        100 USD a month; idle 60 %, busy 25 %']);
    expect(lines({ ...cost, 'cost.perMonth': usd(100, { low: 90, high: 110, halfWidth: 10 }) })).toEqual([
      '  cost        100 USD a month (90 … 110); idle 60 %, busy 25 %',
    ]);
    expect(lines({ 'cost.total': 0, 'cost.perMonth': usd(0) })).toEqual([]);
    const machines = { 'machines.all.peak': 1, 'machines.all.average': 0.5, utilisation: aFigure(0.25, { unit: 'share' }) };
    expect(lines(machines)).toEqual(['  machines    0.5 on average, 1 at the peak; 25 % of workers busy']);
    expect(lines({ ...machines, 'machines.all.peak': 0 })).toEqual(['  machines    25 % of workers busy']);
    expect(lines({ utilisation: aFigure(null) })).toEqual([]);
    const made = { ...machines, machinesCreated: 5, creationsFailed: 5 };
    expect(lines(made)).toEqual(lines(machines));
    expect(lines({ ...made, creationsFailed: 83_608 })).toEqual([
      '  machines    0.5 on average, 1 at the peak; 83,608 could not be created;',
      '              25 % of workers busy',
    ]);
  });
});
