/**
 * What each draw of generated load is keyed by, written down once more: a seed stands for the same jobs in every version. Names of streams, ordinals and
 * draw numbers are the keys of the design; the expected draws are made here from the streams alone.
 */
import { describe, expect, test } from 'vitest';
import { PatternFeed } from '../../../src/models/workload/pattern-feed.js';
import { PipelineShape } from '../../../src/models/workload/pipeline-shape.js';
import { ScheduleFeed } from '../../../src/models/workload/schedule-feed.js';
import { Sampler, Streams, type DistributionSpec } from '../../../src/sim/random/index.js';
import { HOUR, MINUTE } from '../../../src/units/time.js';
import { generated, poisson } from '../../support/arrivals.js';

const sizes = { kind: 'exponential', mean: 5 } as const satisfies DistributionSpec;
const projects = { projects: [7, 8, 9, 10], projectShare: Float64Array.of(0.25, 0.5, 0.75, 1) } as const;
const streams = new Streams(3, 2);
const uniform = (name: string, a: number, b: number, c: number): number => streams.stream(name).uniform(a, b, c);
const sizeOf = (u: number): number => Math.max(1, new Sampler(sizes).sampleInteger(u));
const projectOf = (u: number): number => 7 + Math.floor(u * 4);

describe('a pattern', () => {
  const feed = new PatternFeed('load', poisson(60 / HOUR, { batch: sizes, ...projects }), new Streams(3, 2));

  test('gaps, sizes and projects by the ordinal of the batch', () => {
    let at = 0;
    for (let batch = 1; batch <= 50; batch++, feed.next()) {
      at -= Math.log1p(-uniform('arrivals/load', batch, 0, 0)) * MINUTE;
      // Instants are whole, and each is rounded once.
      expect(Math.abs(feed.nextAt - at)).toBeLessThanOrEqual(batch);
      expect([feed.batch, feed.size]).toEqual([batch, sizeOf(uniform('batch/load', batch, 0, 0))]);
      expect(feed.project).toBe(projectOf(uniform('project/load', batch, 0, 0)));
      at = feed.nextAt;
    }
  });

  test('jobs by batch, place in it, try and draw; shapes of pipelines by batch', () => {
    expect(feed.uniform(0, 4, 2, 0, 1)).toBe(uniform('job/load', 4, 2, 1));
    expect(feed.uniform(0, 4, 2, 3, 1)).toBe(uniform('job/load', 4, 2, 13));
    expect(feed.shape(0)).toBe(uniform('batch/load', feed.batch, 1, 0));
    expect(feed.shape(2)).toBe(uniform('batch/load', feed.batch, 3, 0));
  });

  test('the first draw of a shape says whether it supersedes, one a stage what jobs it has', () => {
    const shape = new PipelineShape({
      stages: [{ jobs: sizes }, { jobs: { kind: 'constant', value: 2 } }, { jobs: sizes }],
      supersedes: 0.4,
    } as never);
    const asked: number[] = [];
    const draws = (own: readonly number[]): never => ({ shape: (draw: number) => (asked.push(draw), own[draw]!) }) as never;
    expect([shape.supersedes(draws([0.39])), shape.supersedes(draws([0.4]))]).toEqual([true, false]);
    expect(asked.splice(0)).toEqual([0, 0]);
    const sampled = (u: number): number => new Sampler(sizes).sampleInteger(u);
    expect(shape.sizes(draws([0, 0.5, 0, 0.9]), 100)).toEqual([sampled(0.5), 2, sampled(0.9)]);
    expect(asked).toEqual([1, 3]);
    // No more jobs than there may be in all.
    expect(shape.sizes(draws([0, 0.5, 0, 0.9]), sampled(0.5) + 1)).toEqual([sampled(0.5), 1, 0]);
    expect(shape.sizes(draws([0, 0.5, 0, 0.9]), 1)).toEqual([1, 0, 0]);
  });
});

describe('a schedule', () => {
  const schedule = { name: 'nightly', at: Float64Array.of(0, HOUR), count: sizes, jitter: 10 * MINUTE, batch: sizes };

  test('counts by the turn; delays, sizes and projects by turn and batch', () => {
    const feed = new ScheduleFeed('load', schedule, generated({ kind: 'none' }, projects), new Streams(3, 2));
    const draw = (turn: number, batch: number, nth: number): number => uniform('schedule/4/load/nightly', turn, batch, nth);
    const expected = [0, 1].flatMap((turn) =>
      Array.from({ length: new Sampler(sizes).sampleInteger(draw(turn, 0, 0)) }, (_, batch) => ({
        at: turn * HOUR + Math.floor(10 * MINUTE * draw(turn, batch, 1)),
        turn,
        batch,
        size: sizeOf(draw(turn, batch, 2)),
        project: projectOf(draw(turn, batch, 3)),
        shape: draw(turn, batch, 4),
      })),
    );
    expect(expected.length).toBeGreaterThan(1);
    const found = [];
    for (; feed.nextAt < Infinity; feed.next()) {
      const { nextAt: at, turn, batch, size, project } = feed;
      found.push({ at, turn, batch, size, project, shape: feed.shape(0) });
    }
    expect(found).toEqual(expected.sort((a, b) => a.at - b.at));
  });

  test('jobs by turn, batch, place and draw, retries in streams of their own', () => {
    const feed = new ScheduleFeed('load', schedule, generated({ kind: 'none' }, projects), new Streams(3, 2));
    expect(feed.uniform(1, 2, 3, 0, 1)).toBe(uniform('schedule-job/4/load/nightly', 1, 2, 13));
    expect(feed.uniform(1, 2, 3, 1, 1)).toBe(uniform('schedule-retry/1/4/load/nightly', 1, 2, 13));
    expect(feed.uniform(1, 2, 3, 2, 1)).toBe(uniform('schedule-retry/2/4/load/nightly', 1, 2, 13));
  });
});
