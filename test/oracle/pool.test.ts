/**
 * The autoscaler in the two limits in which theory knows the answer: a pool of single-use machines is M/G/S with the boots as services, and on
 * demand a job waits for its boot.
 *
 * IdleCount = S, MaxBuilds = 1: S places, each of which holds a machine that is ready or one that boots. A job takes a ready machine as it
 * starts, and its place boots the next one: a place serves for the length of a boot, and a job's queue time is its wait in M/G/S.
 * Polling: the pass that asks for the next machine comes at most d after a job has taken one, and a machine that is ready, or a job that
 * arrives, is noticed at most d later. By the argument of queues.test.ts, where a service in the simulation now ends by T(k) + d + b(k) and so,
 * with T(k) <= V(k) + d, by V(k) + b(k) + 2d, each wait lies within [W(b), W(b + 2d) + d] of the recursion on the run's own arrivals and boots.
 * Of the mean: B + 2d <= B (1 + 2d/b) in increasing convex order (the means are equal, the distribution functions cross once), so the bias is
 * at most W(b + 2d) - W(b) + d.
 */
import { describe, expect, test } from 'vitest';
import { erlangC, waitingTimeMMc, waitsGGc } from '../../src/stats/oracles.js';
import { SECOND } from '../../src/units/time.js';
import { unsaid } from '../support/pages.js';
import { cell, INTERVAL, measure, perHour, recordsOf, textbook, verdict, type TextbookOptions } from './textbook.js';

const BOOT = 1000;

function poolOf(places: number, load: number, jobs: number, bootTime: unknown): TextbookOptions {
  const warmupHours = Math.ceil((60 * BOOT) / 3600);
  return {
    concurrent: 10_000,
    duration: '10s',
    arrivals: { jobs: { rate: perHour(load / BOOT) } },
    horizon: `${warmupHours + Math.ceil(((jobs / load) * BOOT) / 3600)}h`,
    warmup: `${warmupHours}h`,
    machine: { idleCount: places, maxBuilds: 1, bootTime },
  };
}

describe('a pool of single-use machines', () => {
  test.each([
    { places: 5, load: 4, jobs: 6_000 },
    { places: 30, load: 26, jobs: 20_000 },
  ])('with exponential boots is M/M/S: IdleCount = $places, lambda x boot = $load', ({ places, load, jobs }) => {
    const lambda = load / BOOT;
    const waits = measure(textbook(poolOf(places, load, jobs, { exponential: { mean: `${BOOT}s` } })), 1, 10);
    const wait = waitingTimeMMc(places, lambda, BOOT);
    const bias = waitingTimeMMc(places, lambda, BOOT + 2 * INTERVAL).mean - wait.mean + INTERVAL;
    const least = wait.tail(INTERVAL);
    const verdicts = [
      verdict(`srm identity S=${places} mean wait, s`, waits.mean, wait.mean, bias),
      verdict(`srm identity S=${places} P(wait > 0)`, waits.waiting, least, erlangC(places, lambda * (BOOT + 2 * INTERVAL)) - least),
      verdict(`srm identity S=${places} jobs pending`, waits.pending, lambda * wait.mean, lambda * bias),
    ];
    for (const { text } of verdicts) console.log(text);
    expect(verdicts.filter(({ agrees }) => !agrees)).toEqual([]);
    expect(unsaid('explanation/truth.md', cell(waits.mean))).toEqual([]);
  });

  test('with lognormal boots is M/G/S job by job, on its own boots', () => {
    const places = 8;
    const { jobs, machines } = recordsOf(textbook(poolOf(places, 7, 3_000, { lognormal: { mean: `${BOOT}s`, cv: 1.3 } })), 3);
    // The k-th start asks for the (S + k)-th machine; the first S boot from the start of the run on, as jobs that arrive then would be served.
    const open = machines.findIndex(({ readyAt }) => readyAt < 0);
    const known = machines.slice(0, open < 0 ? undefined : open);
    const boots = known.map(({ readyAt, requestedAt }) => readyAt - requestedAt);
    const served = jobs.slice(0, known.length - places);
    expect(served.length).toBeGreaterThan(2_000);
    const arrivals = [...Array.from({ length: places }, () => 0), ...served.map(({ queuedAt }) => queuedAt)];
    const interval = INTERVAL * SECOND;
    const least = waitsGGc(places, arrivals, boots).subarray(places);
    const most = waitsGGc(
      places,
      arrivals,
      boots.map((boot) => boot + 2 * interval),
    ).subarray(places);
    const outside = served.filter(({ queuedAt, startedAt }, i) => {
      const wait = startedAt - queuedAt;
      return startedAt < 0 || wait < least[i]! || wait > most[i]! + interval;
    });
    expect(outside.slice(0, 2)).toEqual([]);
    expect(Math.max(...least)).toBeGreaterThan(BOOT * SECOND);
  });
});

const LATENCIES = { request_latency: '230ms', update_latency: '110ms', final_update_latency: '70ms' };
const STAGES = { start: '40ms', stages: { prepare: '2s', prepare_script: '300ms', get_sources: '1500ms', cleanup: '250ms' } };
const CHECK = 500_000;
/** The update "running", the pause before the preparation, one check of the machine, and the stages before the script. */
const STATED = 110_000 + 40_000 + CHECK + 2_000_000 + 300_000 + 1_500_000;

describe('on demand, IdleCount = 0, a job waits for its boot', () => {
  test.each([
    { latencies: 'no latencies', stated: 0 },
    { latencies: 'all latencies', stated: STATED },
  ])('$latencies: preparation = boot + $stated us (and a second check), job by job', ({ stated }) => {
    const extra = stated === 0 ? {} : { instance: LATENCIES, workload: STAGES };
    const prepared = textbook({
      concurrent: 1_000,
      duration: '20m',
      arrivals: { jobs: { rate: '30/h' } },
      horizon: '5d',
      machine: {
        idleCount: 0,
        maxBuilds: 1,
        bootTime: { lognormal: { median: '35s', sigma: 0.4 } },
        zone: stated === 0 ? {} : { connect_latency: `${CHECK}us` },
      },
      ...extra,
    });
    const { jobs, machines } = recordsOf(prepared, 5);
    const begun = jobs.filter(({ scriptAt }) => scriptAt >= 0);
    expect(begun.length).toBeGreaterThan(3_000);
    // The job sees the end of its own creation, or is told that some machine is free, and then checks it once more.
    const unlike = begun.filter((job) => {
      const { readyAt, requestedAt } = machines[job.machine - 1]!;
      const beyond = job.scriptAt - job.startedAt - (readyAt - requestedAt) - stated;
      return beyond !== 0 && (stated === 0 || beyond !== CHECK);
    });
    expect(unlike.slice(0, 2)).toEqual([]);
    // One boot a job, although boots overlap: nobody waits for another's.
    expect(new Set(begun.map(({ machine }) => machine)).size).toBe(begun.length);
    expect(begun.some((job, i) => i > 0 && job.startedAt < begun[i - 1]!.scriptAt)).toBe(true);
  });
});
