/**
 * Fleets of several pools whose cheapest setting is known exactly: each pool is M/M/S as in known-optima.ts, of its own load and price, and jobs are held
 * to a line of their pool, to one of all jobs, or to both.
 */
import { Streams } from '../../src/sim/random/index.js';
import { waitingTimeMMc } from '../../src/stats/oracles.js';
import type { Evidence } from '../../src/study/plan/certainty.js';
import type { Field } from '../../src/study/plan/field.js';
import { MOST_RUNS, type Setting } from '../../src/study/plan/plan-question.js';
import type { Start } from '../../src/study/plan/explore.js';
import type { Margins } from '../../src/study/plan/margins.js';
import { fieldOf, playOut, Queue } from './known-optima.js';

/** Seconds of a boot on average. */
const BOOT = 250;

/** One pool of a fleet. */
export interface FleetPool {
  /** Boots at a time on average. */
  readonly load: number;
  /** USD a month of a machine, a whole number. */
  readonly price: number;
  /** Of its own line, p(level) < seconds. */
  readonly level: number;
  readonly seconds: number;
}

/** One fleet. IdleCount of each pool is 1 .. `most`. */
export interface FleetProblem {
  readonly pools: readonly FleetPool[];
  readonly lines: 'own' | 'all' | 'both';
  /** Of the line of all jobs. */
  readonly level: number;
  readonly seconds: number;
  readonly most: number;
  readonly today: Setting;
  readonly seed: number;
}

/** Returns fleets, drawn by their number. */
export function drawnFleets(count: number, pools: number, lines: FleetProblem['lines']): FleetProblem[] {
  const stream = new Streams(`fleets of ${pools}`, 0).stream('problems');
  return Array.from({ length: count }, (_, nth) => {
    let drawn = 0;
    const draw = (from: number, to: number): number => from + (to - from) * stream.uniform(nth, drawn++, 0);
    const pick = <T>(list: readonly T[]): T => list[Math.min(list.length - 1, Math.floor(draw(0, list.length)))]!;
    const own = Array.from({ length: pools }, () => ({
      load: 0.5 * Math.exp(draw(0, Math.log(40))),
      price: Math.round(15 * Math.exp(draw(0, Math.log(12)))),
      level: pick([0.8, 0.9, 0.95]),
      seconds: Math.round(draw(0.05 * BOOT, BOOT)),
    }));
    // As a plan takes it that is not told: three times the boots of the whole.
    const most = Math.ceil(Math.max(10, 3 * own.reduce((sum, { load }) => sum + load, 0)));
    // Bought by feel: from little more than the load to several times of it.
    const today = own.map(({ load }) => Math.min(most, Math.ceil(load * draw(1.2, 4) + 2)) - 1);
    return { pools: own, lines, level: pick([0.9, 0.95]), seconds: Math.round(draw(0.05 * BOOT, 0.5 * BOOT)), most, today, seed: nth };
  });
}

/** USD a month of a setting. */
export function fleetCost({ pools }: FleetProblem, setting: Setting): number {
  return pools.reduce((sum, { price }, i) => sum + price * (setting[i]! + 1), 0);
}

/** The share of the jobs of a pool that wait too long. */
function lateAt({ load }: FleetPool, idle: number, seconds: number): number {
  return idle > load ? waitingTimeMMc(idle, load / BOOT, BOOT).tail(seconds) : 1;
}

function sharesOf({ pools }: FleetProblem): number[] {
  const all = pools.reduce((sum, { load }) => sum + load, 0);
  return pools.map(({ load }) => load / all);
}

/** Whether a setting keeps every line. */
export function fleetMeets(problem: FleetProblem, setting: Setting): boolean {
  const { pools, lines, level, seconds } = problem;
  const share = sharesOf(problem);
  const late = pools.reduce((sum, pool, i) => sum + share[i]! * lateAt(pool, setting[i]! + 1, seconds), 0);
  if (lines !== 'own' && late > 1 - level) return false;
  return lines === 'all' || pools.every((pool, i) => lateAt(pool, setting[i]! + 1, pool.seconds) <= 1 - pool.level);
}

/** The cheapest setting that keeps every line: by dynamic programming over whole USD, the least late share that so many buy. */
export function cheapestFleet(problem: FleetProblem): Setting {
  const { pools, lines, level, seconds, most } = problem;
  const share = sharesOf(problem);
  const top = pools.reduce((sum, { price }) => sum + price * most, 0);
  let bought: { readonly late: number; readonly setting: Setting }[] = [];
  bought[0] = { late: 0, setting: [] };
  for (const [i, pool] of pools.entries()) {
    const next: typeof bought = [];
    for (let idle = 1; idle <= most; idle++) {
      if (lines !== 'all' && lateAt(pool, idle, pool.seconds) > 1 - pool.level) continue;
      const own = lines === 'own' ? 0 : share[i]! * lateAt(pool, idle, seconds);
      for (let usd = 0; usd + idle * pool.price <= top; usd++) {
        const before = bought[usd];
        if (before === undefined || before.late + own > 1 - level) continue;
        const at = usd + idle * pool.price;
        if (next[at] === undefined || next[at].late > before.late + own)
          next[at] = { late: before.late + own, setting: [...before.setting, idle - 1] };
      }
      // Of a pool that nothing but its own line holds, more is only dearer.
      if (lines === 'own') break;
    }
    bought = next;
  }
  return bought.find((own) => own !== undefined)!.setting;
}

/** Where a plan begins: at what each pool needs by Erlang's formula for its own boots and the lines on its own jobs. */
export function erlangStart({ pools, lines, level, seconds, most }: FleetProblem): Start {
  const setting = pools.map((pool) => {
    const isKept = (idle: number): boolean =>
      (lines === 'all' || lateAt(pool, idle, pool.seconds) <= 1 - pool.level) &&
      (lines === 'own' || lateAt(pool, idle, seconds) <= 1 - level);
    const from = Math.floor(pool.load) + 1;
    const found = Array.from({ length: most }, (_, more) => from + more).find(isKept) ?? most;
    return Math.min(found, most) - 1;
  });
  return { setting, isKnown: true };
}

/** What a search came to. */
export interface FleetFound {
  readonly setting: Setting | undefined;
  readonly used: number;
  readonly field: Field;
}

/** How a fleet is searched. */
export interface FleetEffort {
  /** Jobs a run, nearly. */
  readonly jobs: number;
  readonly mostRuns?: number;
  /** Whether it is known that more meets more, as of single-use machines. Default: yes. */
  readonly isInOrder?: boolean;
  /** Default: at today's setting, of which nothing is known. */
  readonly start?: Start;
}

/** Returns what the search finds from today's setting, by the recursion of the queues. */
export function searchedFleet(problem: FleetProblem, { jobs, mostRuns = MOST_RUNS, isInOrder = true, start }: FleetEffort): FleetFound {
  const { pools, most, today } = problem;
  const evidence = evidenceOf(problem, jobs);
  const field = fieldOf({ sizes: pools.map(() => most), orderFrom: pools.map(() => (isInOrder ? 0 : Infinity)), mostRuns });
  field.add(today, evidence(today, field.first));
  field.used = field.first;
  playOut(field, start ?? { setting: today, isKnown: false }, evidence);
  return { setting: field.best()?.setting, used: field.used, field };
}

/** Returns what makes the evidence of a setting, with the same jobs and boots for every setting. */
function evidenceOf(problem: FleetProblem, jobs: number): (setting: Setting, runs: number) => Evidence {
  const { pools, lines, level, seconds, seed } = problem;
  const share = sharesOf(problem);
  const counts = share.map((own) => Math.max(1, Math.round(own * jobs)));
  const queues = pools.map(({ load }, i) => new Queue(1000 * seed + i, load, counts[i]!));
  const all = counts.reduce((a, b) => a + b, 0);
  const lateJobs = (i: number, index: number, run: number, than: number): number =>
    queues[i]!.waits(index + 1, run).reduce((sum, wait) => sum + (wait < than ? 0 : 1), 0);
  const marginsOf = (values: readonly number[], line: number, count: number): Margins => ({
    values,
    leastVariance: (line * (1 - line)) / count,
    scale: 1 - line,
    more: 'helps',
    hard: undefined,
    isOpen: false,
  });
  return (setting, runs) => {
    const each = Array.from({ length: runs }, (_, run) => run);
    const cost = fleetCost(problem, setting);
    const own = pools.map((pool, i) =>
      marginsOf(
        each.map((run) => 1 - pool.level - lateJobs(i, setting[i]!, run, pool.seconds) / counts[i]!),
        pool.level,
        counts[i]!,
      ),
    );
    const whole = marginsOf(
      each.map((run) => 1 - level - pools.reduce((sum, _, i) => sum + lateJobs(i, setting[i]!, run, seconds), 0) / all),
      level,
      all,
    );
    const objective = each.map(() => cost);
    return {
      runs,
      objective,
      bill: objective,
      isBroken: false,
      margins: [...(lines === 'all' ? [] : own), ...(lines === 'own' ? [] : [whole])],
    };
  };
}
