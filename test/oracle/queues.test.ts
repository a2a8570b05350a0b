/**
 * The manager of a fixed host against the queues of the textbooks.
 *
 * The polling bias. Let d be the interval between two feeds. As long as a worker is free the feeder does not block, so a feed comes at most d
 * after any instant, and it starts every pending job that finds a worker (after each hand-out the entry is offered again at once). Let T(n) be
 * the start of the n-th job, and V(n) its start in a first come, first served queue with the same arrivals and with services s(n) + d.
 * Claim: T(n) <= V(n) + d. At V(n) at most c - 1 earlier jobs k have V(k) + s(k) + d > V(n); for all others T(k) + s(k) <= V(k) + d + s(k)
 * <= V(n), so in the simulation they have left by V(n). From V(n) on the earlier jobs that are not over and job n together have c workers, and
 * the next feed, at most d later, starts all of them. On the other side T(n) is never before the start in the queue with services s(n), which
 * starts each job as soon as it can be. So each single wait lies within [W(s), W(s + d) + d] of the recursion on its own arrivals and services.
 *
 * Of the mean: S + d <= S (1 + 2d/s) in increasing convex order, s the mean of S (the means are in order, and the distribution functions cross
 * once, at S = s / 2), and the mean wait of GI/G/c grows in that order. So the bias of the mean is at most W(s + 2d) - W(s) + d, W being the
 * textbook's formula for a service of that mean and the same shape.
 */
import { describe, expect, test } from 'vitest';
import { erlangC, meanWaitMDc, meanWaitMG1, waitingTimeMMc, waitsGGc } from '../../src/stats/oracles.js';
import { SECOND } from '../../src/units/time.js';
import { unsaid } from '../support/pages.js';
import { cell, INTERVAL, measure, perHour, recordsOf, textbook, verdict, type TextbookOptions } from './textbook.js';

const SERVICE = 1000;

interface Queue {
  readonly name: string;
  readonly servers: number;
  /** Offered load in erlangs. */
  readonly load: number;
  readonly duration: unknown;
  readonly jobs: number;
  /** Mean wait for a service of this mean and the same shape. */
  readonly meanWait: (lambda: number, service: number) => number;
}

function scenarioOf({ servers, load, duration, jobs }: Pick<Queue, 'servers' | 'load' | 'duration' | 'jobs'>): TextbookOptions {
  const warmupHours = Math.ceil((60 * SERVICE) / 3600);
  const hours = warmupHours + Math.ceil(((jobs / load) * SERVICE) / 3600);
  const rate = perHour(load / SERVICE);
  return { concurrent: servers, duration, arrivals: { jobs: { rate } }, horizon: `${hours}h`, warmup: `${warmupHours}h` };
}

const exponential = { exponential: { mean: `${SERVICE}s` } };
const mmc = (servers: number) => (lambda: number, service: number) => waitingTimeMMc(servers, lambda, service).mean;

/** Two kinds of jobs: three of four take a fifth of the mean, the fourth takes the rest; all exponential. */
const SHORT = 200;
const LONG = 3400;
const mixture = {
  mixture: [
    { weight: 3, of: { exponential: { mean: `${SHORT}s` } } },
    { weight: 1, of: { exponential: { mean: `${LONG}s` } } },
  ],
};
/** E[S^2] / E[S]^2 - 1, for E[S] = 0.75 x 200 s + 0.25 x 3400 s = 1000 s and E[S^2] of an exponential twice its squared mean. */
const mixtureCv2 = (2 * (0.75 * SHORT * SHORT + 0.25 * LONG * LONG)) / (SERVICE * SERVICE) - 1;

const QUEUES: readonly Queue[] = [
  { name: 'M/M/1', servers: 1, load: 0.6, duration: exponential, jobs: 6_000, meanWait: mmc(1) },
  { name: 'M/M/5', servers: 5, load: 4, duration: exponential, jobs: 15_000, meanWait: mmc(5) },
  { name: 'M/M/100', servers: 100, load: 90, duration: exponential, jobs: 50_000, meanWait: mmc(100) },
  { name: 'M/D/1', servers: 1, load: 0.7, duration: `${SERVICE}s`, jobs: 5_000, meanWait: (l, s) => meanWaitMDc(1, l, s) },
  { name: 'M/D/10', servers: 10, load: 9, duration: `${SERVICE}s`, jobs: 20_000, meanWait: (l, s) => meanWaitMDc(10, l, s) },
  {
    name: 'M/G/1, lognormal services',
    servers: 1,
    load: 0.6,
    duration: { lognormal: { mean: `${SERVICE}s`, cv: 1.2 } },
    jobs: 6_000,
    meanWait: (l, s) => meanWaitMG1(l, s, 1.44 * s * s),
  },
  {
    name: 'M/G/1, a mixture of services',
    servers: 1,
    load: 0.6,
    duration: mixture,
    jobs: 6_000,
    meanWait: (l, s) => meanWaitMG1(l, s, mixtureCv2 * s * s),
  },
];
const REPLICATIONS = 10;

describe('a fixed host is the queue of the textbook', () => {
  test.each(QUEUES)('$name: mean wait, share that waits, number waiting', (queue) => {
    const prepared = textbook(scenarioOf(queue));
    const waits = measure(prepared, 1, REPLICATIONS);
    const lambda = queue.load / SERVICE;
    const theory = queue.meanWait(lambda, SERVICE);
    const bias = queue.meanWait(lambda, SERVICE + 2 * INTERVAL) - theory + INTERVAL;
    const verdicts = [
      verdict(`${queue.name} mean wait, s`, waits.mean, theory, bias),
      // Little: the number waiting is lambda times the wait.
      verdict(`${queue.name} jobs pending`, waits.pending, lambda * theory, lambda * bias),
    ];
    if (queue.duration === exponential) {
      // A wait of more than d is no mere wait for the next feed: W > d lies between the textbook's own W > d and the W' > 0 of services s + d.
      const wait = waitingTimeMMc(queue.servers, lambda, SERVICE);
      const most = erlangC(queue.servers, lambda * (SERVICE + 2 * INTERVAL));
      const least = wait.tail(INTERVAL);
      verdicts.push(verdict(`${queue.name} P(wait > 0)`, waits.waiting, least, most - least));
    }
    for (const { text } of verdicts) console.log(text);
    expect(verdicts.filter(({ agrees }) => !agrees)).toEqual([]);
    expect(waits.jobs).toBeGreaterThan(REPLICATIONS * queue.jobs * 0.9);
    expect(unsaid('explanation/truth.md', cell(waits.mean))).toEqual([]);
  });
});

describe('job by job, within the polling bias of the recursion of Kiefer and Wolfowitz', () => {
  test.each([
    { name: 'M/G/1, lognormal', servers: 1, load: 0.8, duration: { lognormal: { mean: '1000s', cv: 2 } }, batch: undefined },
    { name: 'M/G/7, mixture', servers: 7, load: 6, duration: mixture, batch: undefined },
    { name: 'M/G/40, lognormal', servers: 40, load: 38, duration: { lognormal: { mean: '1000s', cv: 1.5 } }, batch: undefined },
    { name: 'M^X/G/12, batches', servers: 12, load: 10, duration: mixture, batch: { lognormal: { median: 2, p95: 20 } } },
  ])('$name', ({ servers, load, duration, batch }) => {
    const { horizon, arrivals } = scenarioOf({ servers, load, duration, jobs: 4_000 });
    const coming = batch === undefined ? arrivals : { pipelines: { rate: perHour(load / SERVICE / 4), jobs: batch } };
    const { jobs } = recordsOf(textbook({ concurrent: servers, duration, arrivals: coming, horizon }), 7);
    // First come, first served: whatever is not over at the end stands behind all that is over, or was started.
    const started = jobs.filter(({ startedAt }) => startedAt >= 0);
    const last = started.at(-1)!.job;
    expect(started.length).toBe(last);
    const over = jobs.slice(
      0,
      jobs.findIndex(({ finishedAt }) => finishedAt < 0),
    );
    expect(over.length).toBeGreaterThan(1_500);
    const queuedAt = over.map((job) => job.queuedAt);
    const services = over.map((job) => job.finishedAt - job.startedAt);
    const interval = INTERVAL * SECOND;
    const least = waitsGGc(servers, queuedAt, services);
    const most = waitsGGc(
      servers,
      queuedAt,
      services.map((service) => service + interval),
    );
    const outside = over.filter((job, i) => {
      const wait = job.startedAt - job.queuedAt;
      return wait < least[i]! || wait > most[i]! + interval;
    });
    expect(outside.slice(0, 2)).toEqual([]);
    expect(Math.max(...least)).toBeGreaterThan(SERVICE * SECOND);
  });
});
