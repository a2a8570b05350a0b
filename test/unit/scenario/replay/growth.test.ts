/** How the load of a history grows: in whole pipelines, the added ones at times of their own. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TraceArrivals } from '../../../../src/fleet/arrivals.js';
import { scenarioYaml } from '../../../../src/scenario/canonical.js';
import type { Growth } from '../../../../src/scenario/replay/growth.js';
import { replay, type ReplayOptions } from '../../../../src/scenario/replay/replay.js';
import { readTrace, type TraceTable } from '../../../../src/trace/table.js';
import { waitsGGc } from '../../../../src/stats/oracles.js';
import { HOUR, MINUTE, SECOND } from '../../../../src/units/time.js';
import { errors, prepared, warnings, type Change } from '../../../support/scenario-files.js';

const OPTIONS: ReplayOptions = {
  align: 'start',
  start: 0,
  horizon: 100 * HOUR,
  shift: 0,
  growth: { pipelines: 1, spread: 0 },
  loop: false,
  overhead: 0,
  bits: 0,
  projectOf: () => 0,
  tags: [],
};

/** A history of pipelines that begin at these seconds; the jobs of each come ten seconds apart. */
function history(pipelines: readonly { readonly at: number; readonly jobs: number }[]): TraceTable {
  const rows = pipelines.flatMap(({ at, jobs }, id) => Array.from({ length: jobs }, (_, i) => `p${id},${at + 10 * i},${60 + i}`));
  return readTrace(
    ['pipeline,queued_at,duration', ...rows].join('\n'),
    { pipeline: 'pipeline', queued_at: 'queued_at', duration: 'duration' },
    'a',
  );
}

function grown(table: TraceTable, growth: Growth, options: Partial<ReplayOptions> = {}): TraceArrivals {
  const result = replay(table, { ...OPTIONS, growth, ...options });
  if ('problem' in result) throw new Error(result.problem);
  return result.arrivals;
}

/** The pipelines of a replay: second of the first job, then how much later each job comes and how long it runs. */
function pipelinesOf({ pipeline, queuedAt, script }: TraceArrivals): { readonly at: number; readonly shape: string }[] {
  const jobs = new Map<number, [number, number][]>();
  pipeline.forEach((id, i) => jobs.set(id, [...(jobs.get(id) ?? []), [queuedAt[i]!, script[i]!]]));
  return [...jobs.values()].map((own) => ({
    at: own[0]![0] / SECOND,
    shape: own.map(([at, runs]) => `${(at - own[0]![0]) / SECOND}+${runs / SECOND}`).join(' '),
  }));
}

const many = history(Array.from({ length: 400 }, (_, i) => ({ at: 60 * i, jobs: 1 + (i % 5) })));
const anyHistory = fc.array(fc.record({ at: fc.nat(5_000), jobs: fc.integer({ min: 1, max: 4 }) }), { minLength: 1, maxLength: 30 });

describe('growth', () => {
  test('of 1 is the history itself', () => {
    fc.assert(
      fc.property(anyHistory, (pipelines) => {
        const table = history(pipelines);
        const { queuedAt, script } = grown(table, { pipelines: 1, spread: HOUR });
        const first = Math.min(...table.queuedAt);
        const own = table.queuedAt.map((at, i) => [at - first, table.duration[i]!] as const).sort(([a], [b]) => a - b);
        expect([...queuedAt]).toEqual(own.map(([at]) => at));
        expect([...script].sort()).toEqual(own.map(([, runs]) => runs).sort());
      }),
    );
  });

  test('changes the number of pipelines to the stated multiple, rounded, and no pipeline', () => {
    const factor = fc.integer({ min: 0, max: 35 }).map((tenths) => tenths / 10);
    const spread = fc.constantFrom(0, 10 * MINUTE, 20 * HOUR);
    fc.assert(
      fc.property(anyHistory, factor, spread, (given, pipelines, within) => {
        const found = pipelinesOf(grown(history(given), { pipelines, spread: within }));
        expect(found).toHaveLength(Math.floor(pipelines) * given.length + Math.round((pipelines % 1) * given.length));
        // Each original comes at least as often as the whole part says, one at most more often, job by job as it was.
        const shapes = new Map<string, number>();
        for (const { shape } of found) shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
        for (const { shape } of pipelinesOf(grown(history(given), OPTIONS.growth))) {
          const alike = given.filter(({ jobs }) => jobs === shape.split(' ').length).length;
          expect(shapes.get(shape) ?? 0).toBeGreaterThanOrEqual(Math.floor(pipelines) * alike);
          expect(shapes.get(shape) ?? 0).toBeLessThanOrEqual(Math.ceil(pipelines) * alike);
        }
      }),
    );
  });

  test('keeps the originals where they are, and puts added ones within the spread, within the history, at instants of their own', () => {
    const spread = 2 * HOUR;
    const times = pipelinesOf(grown(many, { pipelines: 2, spread })).map(({ at }) => at);
    const added = times.filter((at) => at % 60 !== 0);
    expect(times.filter((at) => at % 60 === 0)).toEqual(Array.from({ length: 400 }, (_, i) => 60 * i));
    expect(added).toHaveLength(400);
    expect(new Set(added).size).toBe(400);
    expect(Math.min(...added)).toBeGreaterThan(0);
    expect(Math.max(...added)).toBeLessThan(399 * 60);
    // A history of one pipeline an hour tells which is whose: none is farther away than the spread.
    const lone = history([
      { at: 0, jobs: 1 },
      { at: 36_000, jobs: 2 },
      { at: 72_000, jobs: 3 },
    ]);
    for (const { at, shape } of pipelinesOf(grown(lone, { pipelines: 5, spread }))) {
      expect(Math.abs(at - 36_000 * (shape.split(' ').length - 1))).toBeLessThanOrEqual(7200);
    }
  });

  test('with a spread of nought repeats pipelines at the instant of their original', () => {
    const times = pipelinesOf(grown(many, { pipelines: 3, spread: 0 })).map(({ at }) => at);
    expect(times).toEqual(Array.from({ length: 1200 }, (_, i) => 60 * Math.floor(i / 3)));
  });

  test('is in order of time, and the same each time', () => {
    const growth = { pipelines: 2.5, spread: HOUR };
    const one = grown(many, growth);
    expect([...one.queuedAt]).toEqual([...one.queuedAt].sort((a, b) => a - b));
    expect(grown(many, growth)).toEqual(one);
  });

  test('of less keeps whole pipelines, of which more growth keeps all and more', () => {
    const starts = (pipelines: number): number[] => pipelinesOf(grown(many, { pipelines, spread: HOUR })).map(({ at }) => at);
    const some = starts(0.3);
    expect(some).toHaveLength(120);
    const more = new Set(starts(0.7));
    expect(more.size).toBe(280);
    expect(some.every((at) => more.has(at))).toBe(true);
    for (const { at, shape } of pipelinesOf(grown(many, { pipelines: 0.3, spread: 0 })))
      expect(shape.split(' ')).toHaveLength(1 + ((at / 60) % 5));
    expect(starts(0)).toEqual([]);
  });

  test('lets twice the pipelines share twice the workers; at the instants of their originals they would only be twice as large', () => {
    // One pipeline of 1 to 20 jobs each 10 minutes on 2 workers, by plain first come, first served.
    const table = history(Array.from({ length: 150 }, (_, i) => ({ at: 600 * i, jobs: 1 + ((7 * i) % 20) })));
    const meanWait = (workers: number, growth: Growth): number => {
      const { queuedAt, script } = grown(table, growth);
      const waits = waitsGGc(workers, queuedAt, script);
      return waits.reduce((sum, wait) => sum + wait, 0) / waits.length / SECOND;
    };
    const once = meanWait(2, { pipelines: 1, spread: 0 });
    // Every job of a pair starts with its twin on the other half of the workers.
    expect(meanWait(4, { pipelines: 2, spread: 0 })).toBeCloseTo(once, 9);
    expect(meanWait(4, { pipelines: 2, spread: 2 * HOUR })).toBeLessThan(0.8 * once);
  });

  test('takes other pipelines in each round of a loop, as many', () => {
    const table = history(Array.from({ length: 10 }, (_, i) => ({ at: 60 * i, jobs: 1 })));
    const times = pipelinesOf(grown(table, { pipelines: 0.5, spread: 0 }, { loop: 600 * SECOND, horizon: 1200 * SECOND })).map(
      ({ at }) => at,
    );
    const [first, second] = [times.filter((at) => at < 600), times.filter((at) => at >= 600).map((at) => at - 600)];
    expect([first.length, second.length]).toEqual([5, 5]);
    // Half and then the other half.
    expect([...first, ...second].sort((a, b) => a - b)).toEqual(Array.from({ length: 10 }, (_, i) => 60 * i));
  });

  test('takes a row that names no pipeline for one of its own', () => {
    const columns = { pipeline: 'pipeline', queued_at: 'queued_at', duration: 'duration' };
    const rows = ['pipeline,queued_at,duration', 'a,0,1', 'a,1,1', ',5,1', ',6,1'];
    expect(grown(readTrace(rows.join('\n'), columns, 'a'), { pipelines: 2, spread: 0 }).count).toBe(8);
    // Half of three pipelines, rounded up: two of them.
    const { pipeline } = grown(readTrace(rows.join('\n'), columns, 'a'), { pipelines: 0.5, spread: 0 });
    expect([2, 3]).toContain(pipeline.length);
  });
});

describe('in a scenario', () => {
  const csv = 'pipeline,project,queued_at,duration\n1,a,0,60\n1,a,1,60\n2,a,600,60\n3,a,1200,60\n4,a,1800,60\n';
  const scaled = (scale: string, text = csv): Change => ({
    files: { 'history.csv': text },
    swap: [['trace: history.csv', `trace: { file: history.csv, scale: ${scale} }`]],
  });
  const trace = (change: Change): TraceArrivals => {
    const found = prepared(change).fleet.workloads[0]?.arrivals;
    if (found?.kind !== 'trace') throw new Error('not a trace');
    return found;
  };

  test('a number is one of pipelines, spread over an hour, which is told where it matters', () => {
    expect(new Set(trace(scaled('2')).pipeline).size).toBe(8);
    expect(trace(scaled('2'))).toEqual(trace(scaled('{ pipelines: 2, spread: 1h }')));
    expect(trace(scaled('2'))).not.toEqual(trace(scaled('{ pipelines: 2, spread: 0s }')));
    const told = (scale: string): unknown[] => prepared(scaled(scale)).defaults.filter(({ path }) => path.endsWith('scale.spread'));
    expect(told('2')).toEqual([expect.objectContaining({ path: 'workloads.org.trace.scale.spread', value: '1h' })]);
    expect(told('0.5')).toEqual([]);
    expect(new Set(trace(scaled('0.5')).pipeline).size).toBe(2);
  });

  test('comes out of the normalised scenario as it went in', () => {
    for (const scale of ['2', '0.5', '{ pipelines: 1.5, spread: 2h }', '{ pipelines: 0.5, spread: 90m }']) {
      const first = prepared(scaled(scale));
      const again = prepared({ files: { 'history.csv': csv } }, scenarioYaml(first.scenario));
      expect(again.fleet).toEqual(first.fleet);
      expect(scenarioYaml(again.scenario)).toBe(scenarioYaml(first.scenario));
    }
  });

  test('warns where the file names no pipelines, and refuses what is no growth', () => {
    const single = 'project,queued_at,duration\na,0,60\na,1,60\n';
    expect(warnings(scaled('2', single)).join()).toMatch(
      /trace\.scale: warning: the file names no pipelines, so that single jobs are left out or added/u,
    );
    expect(warnings(scaled('1', single)).join()).not.toMatch(/names no pipelines/u);
    expect(errors(scaled('twice')).join()).toMatch(/scale: expected a number from 0 to 10000, got 'twice'/u);
    expect(errors(scaled('{ spread: 2h }')).join()).toMatch(/pipelines/u);
  });
});
