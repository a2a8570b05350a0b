/**
 * Times the kernel on two workloads with known answers: W1, M/M/100 at load 0.9; W2, base stock of single-use servers.
 *
 * Usage: node kernel.js [w1|w2|both] [N] [heap|calendar] [C++ yardstick to run alternately]
 */
import { execFileSync } from 'node:child_process';
import { lognormalFromMeanCv, Sampler, Simulation, type SourceInput, type Stream, Streams } from '../src/sim/index.js';

type Queue = 'heap' | 'calendar';

/** What one run of a workload tells; times in microseconds. */
interface Outcome {
  readonly events: number;
  readonly meanWait: number;
  readonly shareWaiting: number;
  readonly elapsedNs: number;
}

/** First in, first out, in a ring that grows. */
class Line {
  private at = new Float64Array(1024);
  private head = 0;
  private tail = 0;

  get length(): number {
    return this.tail - this.head;
  }

  push(time: number): void {
    const size = this.at.length;
    if (this.length === size) {
      const wider = new Float64Array(2 * size);
      for (let i = this.head; i < this.tail; i++) wider[i & (2 * size - 1)] = this.at[i & (size - 1)]!;
      this.at = wider;
    }
    this.at[this.tail++ & (this.at.length - 1)] = time;
  }

  shift(): number {
    return this.at[this.head++ & (this.at.length - 1)]!;
  }
}

/** Poisson arrivals: `count` of them, with `mean` microseconds between, each given to `arrive` by its number. */
class Arrivals implements SourceInput {
  nextAt = 0;
  private readonly stream: Stream;
  private readonly gap: Sampler;
  private readonly count: number;
  private readonly arrive: (ordinal: number) => void;
  private ordinal = 0;

  constructor(stream: Stream, mean: number, count: number, arrive: (ordinal: number) => void) {
    this.stream = stream;
    this.gap = new Sampler({ kind: 'exponential', mean });
    this.count = count;
    this.arrive = arrive;
    this.nextAt = this.gap.sampleInteger(stream.uniform(0, 0, 0));
  }

  fire(): void {
    const ordinal = this.ordinal++;
    this.nextAt = this.ordinal < this.count ? this.nextAt + this.gap.sampleInteger(this.stream.uniform(this.ordinal, 0, 0)) : Infinity;
    this.arrive(ordinal);
  }
}

const SECOND = 1_000_000;
const RELEASE = 1;
const ARRIVE = 2;

function runW1(n: number, seed: number, queue: Queue): Outcome {
  const sim = new Simulation({ queue });
  const streams = new Streams(seed, 0);
  const services = streams.stream('service');
  const service = new Sampler({ kind: 'exponential', mean: SECOND });
  const line = new Line();
  const waits = new Float64Array(n);
  let free = 100;
  let started = 0;
  const done = sim.register(() => {
    if (line.length > 0) start(sim.now - line.shift());
    else free++;
  });
  const start = (wait: number): void => {
    waits[started] = wait;
    sim.schedule(service.sampleInteger(services.uniform(started, 0, 0)), RELEASE, done, started);
    started++;
  };
  const arrive = (): void => {
    if (free > 0) {
      free--;
      start(0);
    } else line.push(sim.now);
  };
  sim.addSource(new Arrivals(streams.stream('arrivals'), SECOND / 90, n, arrive), ARRIVE);
  return timed(sim, waits);
}

function runW2(n: number, seed: number, queue: Queue): Outcome {
  const sim = new Simulation({ queue });
  const streams = new Streams(seed, 0);
  const services = streams.stream('service');
  const provisions = streams.stream('provision');
  const service = new Sampler(lognormalFromMeanCv(300 * SECOND, 1.5));
  const provision = new Sampler(lognormalFromMeanCv(90 * SECOND, 0.3));
  const line = new Line();
  const waits = new Float64Array(n);
  let idle = 120;
  let started = 0;
  const done = sim.register(() => {});
  const ready = sim.register(() => {
    if (line.length > 0) start(sim.now - line.shift());
    else idle++;
  });
  const start = (wait: number): void => {
    waits[started] = wait;
    sim.schedule(service.sampleInteger(services.uniform(started, 0, 0)), RELEASE, done, started);
    started++;
  };
  const arrive = (ordinal: number): void => {
    sim.schedule(provision.sampleInteger(provisions.uniform(ordinal, 0, 0)), RELEASE, ready, ordinal);
    if (idle > 0) {
      idle--;
      start(0);
    } else line.push(sim.now);
  };
  sim.addSource(new Arrivals(streams.stream('arrivals'), SECOND, n, arrive), ARRIVE);
  return timed(sim, waits);
}

function timed(sim: Simulation, waits: Float64Array): Outcome {
  const before = process.cpuUsage();
  sim.advance(Infinity, Infinity);
  const used = process.cpuUsage(before);
  let sum = 0;
  let waiting = 0;
  for (const wait of waits) {
    sum += wait;
    if (wait > 0) waiting++;
  }
  const elapsedNs = (used.user + used.system) * 1000;
  return { events: sim.eventCount, meanWait: sum / waits.length, shareWaiting: waiting / waits.length, elapsedNs };
}

/** Nanoseconds an event of the C++ yardstick, which prints one JSON line. */
function runYardstick(path: string, workload: string, n: number, seed: number): number {
  const text = execFileSync(path, [workload, String(n), String(seed)], { encoding: 'utf8', env: { ...process.env, NOQ: '1' } });
  const { sim_ms: ms, events } = JSON.parse(text) as { sim_ms: number; events: number };
  return (ms * 1e6) / events;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]!;
}

const [which = 'both', count = '2000000', queueName = 'heap', yardstick] = process.argv.slice(2);
const n = Number(count);
for (const workload of which === 'both' ? ['w1', 'w2'] : [which]) {
  const run = workload === 'w1' ? runW1 : runW2;
  const queue: Queue = queueName === 'calendar' ? 'calendar' : 'heap';
  run(Math.min(n, 200_000), 1, queue);
  const ours: number[] = [];
  const theirs: number[] = [];
  let last: Outcome | undefined;
  for (let seed = 1; seed <= 5; seed++) {
    if (yardstick !== undefined) theirs.push(runYardstick(yardstick, workload, n, seed));
    last = run(n, seed, queue);
    ours.push(last.elapsedNs / last.events);
  }
  const answer = `mean wait ${(last!.meanWait / SECOND).toFixed(6)} s, P(wait) ${last!.shareWaiting.toFixed(6)}`;
  const ratio = yardstick === undefined ? '' : `, C++ ${median(theirs).toFixed(1)}, ratio ${(median(ours) / median(theirs)).toFixed(2)}`;
  console.log(`${workload} ${queue}: ${median(ours).toFixed(1)} ns/event${ratio}; ${answer}`);
}
