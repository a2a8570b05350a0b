/**
 * Headroom where theory knows it: the greatest load that keeps a line follows from the closed form by bisection on the rate. Fixed hosts are M/M/c, and a
 * pool of single-use machines is M/M/S with the boots as services (pool.test.ts). By polling each wait lies within [W(b), W(b + 2d) + d] (queues.test.ts),
 * so the border lies between that of the closed form and that of services that are longer by 2d and a line that is d lower. The interval of the answer
 * must meet that range; at 95 % it may fail to in one case of twenty.
 */
import { expect, test } from 'vitest';
import { waitingTimeMMc, type WaitingTime } from '../../src/stats/oracles.js';
import { wholeLoad } from '../../src/study/headroom/parts.js';
import { headroom } from '../../src/study/method/headroom.js';
import { runStudySync } from '../../src/study/runner.js';
import { studyQuestion } from '../../src/study/study-question.js';
import { parseThresholds } from '../../src/study/thresholds/thresholds.js';
import { INTERVAL, perHour, textbook, type TextbookOptions } from './textbook.js';

const SERVICE = 1000;

/** The greatest factor on `load` erlangs at which a line holds, by bisection. */
function factorOfTheory(servers: number, load: number, service: number, holds: (wait: WaitingTime) => boolean): number {
  let [low, high] = [0.01, servers / load];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (holds(waitingTimeMMc(servers, (middle * load) / SERVICE, service))) low = middle;
    else high = middle;
  }
  return low;
}

interface Case {
  readonly name: string;
  readonly servers: number;
  readonly load: number;
  readonly line: string;
  /** Whether a wait keeps the line when `less` seconds are taken off it. */
  readonly holds: (wait: WaitingTime, less: number) => boolean;
  readonly isPool: boolean;
}

const mean = (limit: number) => (wait: WaitingTime, less: number) => wait.mean < limit - less;
const share = (below: number, wanted: number) => (wait: WaitingTime, less: number) => 1 - wait.tail(below - less) > wanted;

test.each<Case>([
  { name: 'fixed hosts, a mean', servers: 5, load: 3, line: 'avg < 300s', holds: mean(300), isPool: false },
  { name: 'fixed hosts, a share', servers: 20, load: 12, line: 'share_below(200s) > 95%', holds: share(200, 0.95), isPool: false },
  { name: 'fixed hosts, a quantile', servers: 10, load: 6, line: 'p(95) < 500s', holds: share(500, 0.95), isPool: false },
  { name: 'fixed hosts that are too few', servers: 5, load: 4.7, line: 'avg < 300s', holds: mean(300), isPool: false },
  { name: 'a pool, a mean', servers: 8, load: 5, line: 'avg < 150s', holds: mean(150), isPool: true },
  { name: 'a pool, a share', servers: 15, load: 8, line: 'share_below(100s) > 90%', holds: share(100, 0.9), isPool: true },
])(
  '$name: $servers servers, $load erlangs, $line',
  ({ servers, load, line, holds, isPool }) => {
    const options: TextbookOptions = {
      concurrent: isPool ? 10_000 : servers,
      duration: isPool ? '10s' : { exponential: { mean: `${SERVICE}s` } },
      arrivals: { jobs: { rate: perHour(load / SERVICE) } },
      horizon: isPool ? '110h' : '250h',
      warmup: '20h',
      ...(isPool ? { machine: { idleCount: servers, maxBuilds: 1, bootTime: { exponential: { mean: `${SERVICE}s` } } } } : {}),
    };
    const prepared = textbook(options);
    const { thresholds } = parseThresholds({ queue_time: [line] }, prepared.fleet);
    const base = { ...studyQuestion(prepared, { file: 'textbook.yaml', seed: 1, thresholds }), replications: isPool ? 5 : 8 };
    const question = { base, parts: [wholeLoad(prepared.fleet)], failures: [undefined], growth: undefined, hasStart: false };
    const [row] = runStudySync(headroom(question)).rows;
    const most = factorOfTheory(servers, load, SERVICE, (wait) => holds(wait, 0));
    const least = factorOfTheory(servers, load, SERVICE + 2 * INTERVAL, (wait) => holds(wait, INTERVAL));
    console.log(`headroom ${line}: ${row!.factor} (${row!.sure} to ${row!.missed}), theory ${least.toFixed(3)} to ${most.toFixed(3)}`);
    expect(row!.sure!).toBeLessThanOrEqual(most);
    expect(row!.missed!).toBeGreaterThanOrEqual(least);
    expect(row!.factor! / most).toBeGreaterThan(0.9);
    expect(row!.factor! / least).toBeLessThan(1.1);
  },
  300_000,
);
