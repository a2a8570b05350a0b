/**
 * Planning problems whose optimum is known exactly: a pool of single-use machines with exponential boots is M/M/S, S = IdleCount (test/oracle/pool.test.ts),
 * so the share of late jobs is Erlang's, and the pool always holds S machines that are ready or boot, beside those in use. At IdleCount 0 each job has a
 * boot of its own before its script, and nobody waits for anybody.
 */
import { Streams } from '../../src/sim/random/index.js';
import { looksUpTo } from '../../src/stats/looks.js';
import { waitingTimeMMc, waitsGGc, type WaitingTime } from '../../src/stats/oracles.js';
import type { SideQuestion } from '../../src/study/compare/question.js';
import { plan } from '../../src/study/method/plan.js';
import { everySetting } from '../../src/study/plan/lattice.js';
import type { Start } from '../../src/study/plan/explore.js';
import { INDIFFERENCE, type PlanQuestion, type PlanVariable, type Setting } from '../../src/study/plan/plan-question.js';
import type { Evidence } from '../../src/study/plan/certainty.js';
import { Field, type FieldOptions } from '../../src/study/plan/field.js';
import type { PlanVerdict, TriedVerdict } from '../../src/study/plan/plan-result.js';
import { isSettled } from '../../src/study/plan/race.js';
import { search } from '../../src/study/plan/search.js';
import { runStudySync } from '../../src/study/runner.js';
import { studyQuestion } from '../../src/study/study-question.js';
import { parseThresholds } from '../../src/study/thresholds/thresholds.js';
import { perHour, textbook } from '../oracle/textbook.js';

/** Seconds of a boot on average, and of a job. */
const BOOT = 250;
const JOB = 10;
/** USD an hour of a machine. */
const PRICE = 0.05;
const MONTH_HOURS = 730;
/** Boots that a run warms up for. */
const WARMUP = 200;

/** What is asked for in a problem. */
export type Aim =
  /** p(level) < seconds. */
  | { readonly kind: 'share'; readonly level: number; readonly seconds: number }
  /** avg < seconds. */
  | { readonly kind: 'mean'; readonly seconds: number }
  /** Nothing must hold, but an hour of waiting costs so much, USD. */
  | { readonly kind: 'price'; readonly usdPerHour: number };

/** One problem. */
export interface Problem {
  /** Jobs a boot on average. */
  readonly load: number;
  readonly aim: Aim;
  /** The values that IdleCount may take are 0 .. most. */
  readonly most: number;
  readonly seed: number;
}

/** Returns problems, drawn by their number. */
export function drawnProblems(count: number): Problem[] {
  const stream = new Streams('known optima', 0).stream('problems');
  return Array.from({ length: count }, (_, nth) => {
    const draw = (which: number, from: number, to: number): number => from + (to - from) * stream.uniform(nth, which, 0);
    const load = draw(0, 1, 12);
    const pick = <T>(which: number, list: readonly T[]): T => list[Math.min(list.length - 1, Math.floor(draw(which, 0, list.length)))]!;
    const kind = pick(1, ['share', 'mean', 'price'] as const);
    const aims = {
      share: { kind: 'share', level: pick(2, [0.8, 0.9, 0.95, 0.98]), seconds: Math.round(draw(3, 0.05 * BOOT, BOOT)) },
      mean: { kind: 'mean', seconds: Math.round(draw(3, 0.02 * BOOT, 0.5 * BOOT)) },
      // From a machine to some machines an hour of waiting.
      price: { kind: 'price', usdPerHour: draw(3, 0.5, 20) * PRICE },
    } as const;
    return { load, aim: aims[kind], most: 40, seed: nth };
  });
}

/** Returns a problem whose line is kept where each job waits for a boot of its own; undefined of a price. */
export function patient({ aim, ...problem }: Problem): Problem | undefined {
  return aim.kind === 'price' ? undefined : { ...problem, aim: { ...aim, seconds: aim.seconds + 4 * BOOT } };
}

/** The exact margin of a problem's threshold at an IdleCount: above nought it is kept. Infinity where there is none. */
export function exactMargin({ load, aim }: Problem, idleCount: number): number {
  if (aim.kind === 'price') return Infinity;
  const wait = waitAt(load, idleCount);
  return aim.kind === 'mean' ? aim.seconds - wait.mean : 1 - aim.level - wait.tail(aim.seconds);
}

/** The exact objective, USD a month. */
export function exactObjective({ load, aim }: Problem, idleCount: number): number {
  const machines = machinesAt(load, idleCount);
  if (aim.kind !== 'price') return machines * PRICE * MONTH_HOURS;
  return (machines * PRICE + (load / BOOT) * waitAt(load, idleCount).mean * aim.usdPerHour) * MONTH_HOURS;
}

/** The wait of a job until its script. */
function waitAt(load: number, idleCount: number): Pick<WaitingTime, 'mean' | 'tail'> {
  if (idleCount > 0) return waitingTimeMMc(idleCount, load / BOOT, BOOT);
  return { mean: BOOT, tail: (seconds) => Math.exp(-seconds / BOOT) };
}

/** Machines at a time: those that boot or stand ready, and those in use. */
function machinesAt(load: number, idleCount: number): number {
  return (idleCount === 0 ? load : idleCount) + (load / BOOT) * JOB;
}

/** The exact optimum; undefined where nothing meets. */
export function exactOptimum(problem: Problem): number | undefined {
  const all = Array.from({ length: problem.most + 1 }, (_, idleCount) => idleCount);
  const meets = all.filter((idleCount) => exactMargin(problem, idleCount) >= 0);
  if (meets.length === 0) return undefined;
  return meets.reduce((best, own) => (exactObjective(problem, own) < exactObjective(problem, best) ? own : best));
}

/** How long a problem is run. */
export interface Effort {
  /** Jobs a run, nearly. */
  readonly jobs: number;
  readonly mostRuns: number;
}

/** Returns the question of a problem. */
export function problemQuestion(problem: Problem, { jobs, mostRuns }: Effort): PlanQuestion {
  const { load, aim, most, seed } = problem;
  const subject: Readonly<Record<string, readonly string[]>> =
    aim.kind === 'price'
      ? {}
      : { start_delay: [aim.kind === 'share' ? `p(${Math.round(aim.level * 100)}) < ${aim.seconds}s` : `avg < ${aim.seconds}s`] };
  const warmup = Math.ceil((WARMUP * BOOT) / 3600);
  const sideOf = (idleCount: number): SideQuestion => {
    const prepared = textbook({
      concurrent: 10_000,
      duration: `${JOB}s`,
      arrivals: { jobs: { rate: perHour(load / BOOT) } },
      horizon: `${warmup + Math.ceil(((jobs / load) * BOOT) / 3600)}h`,
      warmup: `${warmup}h`,
      machine: { idleCount, maxBuilds: 1, bootTime: { exponential: { mean: `${BOOT}s` } }, price: `${PRICE} USD/h` },
    });
    const { thresholds } = parseThresholds(subject, prepared.fleet);
    return { label: `IdleCount=${idleCount}`, question: studyQuestion(prepared, { file: 'textbook.yaml', seed, thresholds, pair: false }) };
  };
  const numbers = Array.from({ length: most + 1 }, (_, i) => i);
  const variable: PlanVariable = {
    name: 'IdleCount',
    values: numbers.map(String),
    numbers,
    today: String(most),
    set: (index) => [`IdleCount=${index}`],
    orderFrom: 1,
  };
  const today = sideOf(most);
  return {
    seed,
    replications: 4,
    plain: { label: '', today, side: ([index]) => (index === most ? today : sideOf(index!)) },
    outages: [],
    variables: [variable],
    waitingPrice: aim.kind === 'price' ? aim.usdPerHour : undefined,
    indifference: INDIFFERENCE,
    confidence: 0.95,
    mostRuns,
    runcast: '',
    rerun: '',
  };
}

/** What was found: which IdleCount is advised, and what is said of others. */
export interface Found {
  readonly verdict: PlanVerdict;
  readonly plan: number | undefined;
  readonly isBest: boolean;
  readonly verdictAt: (idleCount: number) => TriedVerdict | undefined;
  readonly runs: number;
}

/** Returns what the plan finds by simulation. */
export function planned(problem: Problem, effort: Effort): Found {
  const { verdict, plan: index, isBest, tried, used } = runStudySync(plan(problemQuestion(problem, effort)));
  return {
    verdict,
    plan: index === null ? undefined : Number(tried[index]!.values[0]),
    isBest,
    verdictAt: (idleCount) => tried.find(({ values }) => values[0] === String(idleCount))?.verdict,
    runs: used.runs,
  };
}

/** Returns what the search finds where runs are the recursion of the queue, job by job what the simulation does, at some millions of jobs a second. */
export function searched(problem: Problem, { jobs, mostRuns }: Effort): Found {
  const { load, aim, most, seed } = problem;
  const queue = new Queue(seed, load, jobs);
  const field = fieldOf({ sizes: [most + 1], orderFrom: [1], isOrdered: aim.kind !== 'price', mostRuns });
  playOut(field, { setting: [most >> 1], isKnown: false }, ([idleCount], runs) => evidenceOf(problem, queue, idleCount!, runs));
  const best = field.best();
  const all = field.tried.map(({ setting }) => field.verdict(setting));
  return {
    verdict: best !== undefined ? 'met' : all.every((own) => own === 'misses') ? 'infeasible' : 'undecided',
    plan: best?.setting[0],
    isBest: best !== undefined && isSettled(field, best),
    verdictAt: (idleCount) => (field.get([idleCount]) === undefined ? undefined : field.verdict([idleCount])),
    runs: field.used,
  };
}

/** Returns a field as a plan makes it that is told nothing else: 5 % of error, a first look after 4 runs, one run a replication. */
export function fieldOf({
  isOrdered = false,
  ...own
}: Pick<FieldOptions, 'sizes' | 'orderFrom' | 'mostRuns'> & Partial<FieldOptions>): Field {
  return new Field({ ...own, isOrdered, error: 0.05, looks: looksUpTo(4, own.mostRuns), indifference: INDIFFERENCE, runsEach: 1 });
}

/** Plays a search to its end; evidence is made anew for as many runs as are wished for. */
export function playOut(field: Field, start: Start, evidence: (setting: Setting, runs: number) => Evidence): void {
  for (const wishes of search(field, start)) {
    for (const { setting, runs } of wishes) {
      const before = field.get(setting)?.evidence.runs ?? 0;
      if (runs - before > field.left) {
        field.isExhausted = true;
        continue;
      }
      if (runs > before) field.add(setting, evidence(setting, runs));
      field.used += Math.max(0, runs - before);
    }
  }
}

function evidenceOf({ load, aim }: Problem, queue: Queue, idleCount: number, runs: number): Evidence {
  const machines = machinesAt(load, idleCount) * PRICE * MONTH_HOURS;
  const waits = Array.from({ length: runs }, (_, run) => queue.waits(idleCount, run));
  const mean = (own: Float64Array): number => own.reduce((sum, wait) => sum + wait, 0) / own.length;
  const objective = waits.map((own) => machines + (aim.kind === 'price' ? (load / BOOT) * mean(own) * aim.usdPerHour * MONTH_HOURS : 0));
  const margin = (own: Float64Array): number => {
    if (aim.kind !== 'share') return aim.kind === 'mean' ? aim.seconds - mean(own) : 0;
    return own.reduce((sum, wait) => sum + (wait < aim.seconds ? 1 : 0), 0) / own.length - aim.level;
  };
  const leastVariance = aim.kind === 'share' ? (aim.level * (1 - aim.level)) / waits[0]!.length : 0;
  return {
    runs,
    objective,
    bill: waits.map(() => machines),
    isBroken: false,
    margins:
      aim.kind === 'price' ? [] : [{ values: waits.map(margin), leastVariance, scale: 1, more: 'helps', hard: undefined, isOpen: false }],
  };
}

/** M/M/S by the recursion of Kiefer and Wolfowitz, with the same jobs and boots for every S; without servers each job has its own. */
export class Queue {
  readonly #load: number;
  readonly #jobs: number;
  readonly #streams: (run: number) => Streams;
  readonly #drawn: { readonly arrivals: Float64Array; readonly boots: Float64Array }[] = [];
  readonly #known = new Map<string, Float64Array>();

  constructor(seed: number, load: number, jobs: number) {
    this.#load = load;
    this.#jobs = jobs;
    this.#streams = (run) => new Streams(`queue ${seed}`, run);
  }

  /** Waits of the jobs after the warm-up, in seconds. */
  waits(servers: number, run: number): Float64Array {
    const key = `${servers} ${run}`;
    let known = this.#known.get(key);
    if (known === undefined) {
      const { arrivals, boots } = this.#draws(run);
      const all = servers === 0 ? boots : waitsGGc(servers, arrivals, boots);
      this.#known.set(key, (known = all.slice(arrivals.length - this.#jobs)));
    }
    return known;
  }

  #draws(run: number): { readonly arrivals: Float64Array; readonly boots: Float64Array } {
    let own = this.#drawn[run];
    if (own === undefined) {
      const streams = this.#streams(run);
      const [gaps, services] = [streams.stream('gaps'), streams.stream('services')];
      const arrivals = new Float64Array(Math.ceil(WARMUP * this.#load) + this.#jobs);
      for (let job = 0, at = 0; job < arrivals.length; job++)
        arrivals[job] = at += (-Math.log(gaps.uniform(job, 0, 0)) * BOOT) / this.#load;
      this.#drawn[run] = own = { arrivals, boots: arrivals.map((_, job) => -Math.log(services.uniform(job, 0, 0)) * BOOT) };
    }
    return own;
  }
}

/** How an answer did. `near`: the optimum was said to be undecided, and the plan is the cheapest that is certain. */
export const SCORES = ['optimum', 'within the zone', 'near', 'too dear', 'infeasible setting', 'wrong verdict'] as const;
export type Score = (typeof SCORES)[number];

/** Holds what was found against the exact answer. */
export function scoreOf(problem: Problem, { verdict, plan: own, isBest, verdictAt }: Found): Score {
  const best = exactOptimum(problem);
  if (best === undefined) return verdict === 'infeasible' ? 'optimum' : verdict === 'undecided' ? 'near' : 'wrong verdict';
  if (verdict === 'infeasible') return 'wrong verdict';
  if (own === undefined) return verdictAt(best) === 'misses' ? 'wrong verdict' : 'near';
  if (exactMargin(problem, own) < 0) return 'infeasible setting';
  if (own === best) return 'optimum';
  const zone = Math.max(INDIFFERENCE.usdPerMonth, INDIFFERENCE.share * exactObjective(problem, best));
  if (exactObjective(problem, own) - exactObjective(problem, best) <= zone) return 'within the zone';
  return verdictAt(best) !== 'misses' && !isBest ? 'near' : 'too dear';
}

/** Hosts with slots: M/M/c, c the product of both, so that the cheapest stands far from most that are beside the line. */
export interface HostProblem {
  readonly load: number;
  readonly level: number;
  readonly seconds: number;
  /** USD a month. */
  readonly perHost: number;
  readonly perSlot: number;
  readonly seed: number;
}

/** Hosts are 1 .. 10 and slots of each 1 .. 12. */
const HOSTS = [10, 12] as const;

/** Returns problems, drawn by their number. */
export function drawnHostProblems(count: number): HostProblem[] {
  const stream = new Streams('hosts', 0).stream('problems');
  return Array.from({ length: count }, (_, seed) => {
    const draw = (which: number, from: number, to: number): number => from + (to - from) * stream.uniform(seed, which, 0);
    const level = [0.8, 0.9, 0.95][Math.floor(draw(1, 0, 3))]!;
    return { load: draw(0, 2, 20), level, seconds: draw(2, 0.04, 1) * BOOT, perHost: draw(3, 20, 100), perSlot: draw(4, 5, 30), seed };
  });
}

const slotsOf = ([hosts, slots]: Setting): number => (hosts! + 1) * (slots! + 1);

/** USD a month of a setting. */
export function hostCost({ perHost, perSlot }: HostProblem, setting: Setting): number {
  return (setting[0]! + 1) * perHost + slotsOf(setting) * perSlot;
}

/** Whether a setting keeps the line. */
export function hostsMeet({ load, level, seconds }: HostProblem, setting: Setting): boolean {
  const slots = slotsOf(setting);
  return slots > load && waitingTimeMMc(slots, load / BOOT, BOOT).tail(seconds) <= 1 - level;
}

/** Holds what a search finds against the cheapest of all settings that keep the line. */
export function scoreOfHosts(problem: HostProblem, { jobs, mostRuns }: Effort): Score {
  const { load, level, seconds, seed } = problem;
  const queue = new Queue(seed, load, jobs);
  const field = fieldOf({ sizes: HOSTS, orderFrom: [0, 0], mostRuns });
  playOut(field, { setting: [4, 5], isKnown: false }, (setting, runs) => {
    const below = (waits: Float64Array): number => waits.reduce((sum, wait) => sum + (wait < seconds ? 1 : 0), 0) / waits.length;
    const values = Array.from({ length: runs }, (_, run) => below(queue.waits(slotsOf(setting), run)) - level);
    const leastVariance = (level * (1 - level)) / jobs;
    return {
      runs,
      objective: values.map(() => hostCost(problem, setting)),
      bill: values.map(() => hostCost(problem, setting)),
      isBroken: false,
      margins: [{ values, leastVariance, scale: 1, more: 'helps', hard: undefined, isOpen: false }],
    };
  });
  const own = field.best();
  const optimum = everySetting(HOSTS)
    .filter((setting) => hostsMeet(problem, setting))
    .reduce((best, setting) => (hostCost(problem, setting) < hostCost(problem, best) ? setting : best));
  if (own === undefined) return field.verdict(optimum) === 'misses' ? 'wrong verdict' : 'near';
  if (!hostsMeet(problem, own.setting)) return 'infeasible setting';
  const more = hostCost(problem, own.setting) - hostCost(problem, optimum);
  if (more === 0) return 'optimum';
  if (more <= Math.max(INDIFFERENCE.usdPerMonth, INDIFFERENCE.share * hostCost(problem, optimum))) return 'within the zone';
  return field.get(optimum) !== undefined && field.verdict(optimum) === 'undecided' && !isSettled(field, own) ? 'near' : 'too dear';
}
