/**
 * Times the kernel on two workloads with known answers: W1, M/M/100 at load 0.9; W2, base stock of single-use servers.
 */
import { execFileSync } from 'node:child_process';
import { Simulation, type SourceInput } from '../src/sim/index.js';
import { lognormalFromMeanCv, Sampler, type Stream, Streams } from '../src/sim/random/index.js';
import { median, type Figures } from './figures.js';

/** What one run of a workload tells; times in microseconds. */
export interface Outcome {
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
    this.nextAt = this.gap.draw(stream, 0, 0, 0);
  }

  fire(): void {
    const ordinal = this.ordinal++;
    this.nextAt = this.ordinal < this.count ? this.nextAt + this.gap.draw(this.stream, this.ordinal, 0, 0) : Infinity;
    this.arrive(ordinal);
  }
}

const SECOND = 1_000_000;
const RELEASE = 1;
const ARRIVE = 2;

/** M/M/100 with `n` jobs. */
export function runW1(n: number, seed: number): Outcome {
  const sim = new Simulation();
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
    sim.schedule(service.draw(services, started, 0, 0), RELEASE, done, started);
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

/** Base stock of single-use servers, with `n` jobs. */
export function runW2(n: number, seed: number): Outcome {
  const sim = new Simulation();
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
    sim.schedule(service.draw(services, started, 0, 0), RELEASE, done, started);
    started++;
  };
  const arrive = (ordinal: number): void => {
    sim.schedule(provision.draw(provisions, ordinal, 0, 0), RELEASE, ready, ordinal);
    if (idle > 0) {
      idle--;
      start(0);
    } else line.push(sim.now);
  };
  sim.addSource(new Arrivals(streams.stream('arrivals'), SECOND, n, arrive), ARRIVE);
  return timed(sim, waits);
}

function timed(sim: Simulation, waits: Float64Array): Outcome {
  const before = performance.now();
  sim.advance(Infinity, Infinity);
  const elapsedNs = (performance.now() - before) * 1e6;
  let sum = 0;
  let waiting = 0;
  for (const wait of waits) {
    sum += wait;
    if (wait > 0) waiting++;
  }
  return { events: sim.eventCount, meanWait: sum / waits.length, shareWaiting: waiting / waits.length, elapsedNs };
}

/** A program beside ours on the same workload: prints one JSON line with `sim_ms` and `events`. */
export interface Yardstick {
  readonly name: string;
  /** Its name in figures. */
  readonly key: string;
  readonly command: readonly string[];
}

function runYardstick({ command }: Yardstick, workload: string, jobs: number, seed: number): number {
  const [program, ...args] = command;
  const env = { ...process.env, NOQ: '1', Q: 'heap' };
  const text = execFileSync(program!, [...args, workload, String(jobs), String(seed)], { encoding: 'utf8', env });
  const { sim_ms: ms, events } = JSON.parse(text) as { sim_ms: number; events: number };
  return (ms * 1e6) / events;
}

/** Prints nanoseconds an event on both workloads, ours and the yardsticks in turn, medians of five seeds; ratios are medians of those of a seed. */
export function benchKernel(jobs: number, yardsticks: readonly Yardstick[]): Figures {
  console.log(
    'Kernel, bare events: wall time of the run over its events, as the yardsticks take it; 2 x 10^6 jobs, median of 5 seeds, all in turn',
  );
  const figures: Record<string, number> = {};
  for (const [workload, run] of [
    ['w1', runW1],
    ['w2', runW2],
  ] as const) {
    run(Math.min(jobs, 200_000), 1);
    const ours: number[] = [];
    const theirs = yardsticks.map((): number[] => []);
    let last: Outcome | undefined;
    for (let seed = 1; seed <= 5; seed++) {
      yardsticks.forEach((yardstick, i) => theirs[i]!.push(runYardstick(yardstick, workload, jobs, seed)));
      last = run(jobs, seed);
      ours.push(last.elapsedNs / last.events);
    }
    figures[`kernel.${workload}.ns_per_event`] = median(ours);
    const others = yardsticks.map(({ name, key }, i) => {
      const ratio = median(ours.map((ns, seed) => ns / theirs[i]![seed]!));
      figures[`kernel.${workload}.times_${key}`] = ratio;
      return `${name} ${median(theirs[i]!).toFixed(1)} (ours is ${ratio.toFixed(2)} x)`;
    });
    const answer = `mean wait ${(last!.meanWait / SECOND).toFixed(4)} s, share waiting ${last!.shareWaiting.toFixed(4)}`;
    console.log(`  ${workload}: ${median(ours).toFixed(1)} ns/event; ${[...others, answer].join('; ')}`);
  }
  return figures;
}
