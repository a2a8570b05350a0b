/** The runs of one setting so far: what they cost, how long work waited, and what they answer to the thresholds. Its size does not grow with the jobs. */
import type { Answer, RunResult } from '../../results/run-result.js';
import { PooledRuns } from '../../results/samples/pooled-runs.js';
import { PooledSample } from '../../results/samples/pooled-sample.js';
import type { PoolScope } from '../../results/pools/pool-scope-schema.js';
import { Sample } from '../../results/samples/sample.js';
import { HOURS_PER_MONTH } from '../../units/money.js';
import type { SideQuestion } from '../compare/question.js';
import { Figures } from '../figures/figures.js';
import { readingsOf } from '../figures/readings.js';
import { shortRunWarnings } from '../figures/short-runs.js';
import type { Replication } from '../study.js';
import type { BootLoad, BootLoads } from './closed-form.js';
import { marginsOf, ofMore, type Margins, type OfMore } from './margins.js';

/** The runs of a setting in one circumstance. */
export class CircumstanceRuns {
  readonly side: SideQuestion;
  /** Index of the fleet in its method. */
  readonly fleet: number;
  /** USD a month, one a run. */
  readonly cost: number[] = [];
  /** Hours a month that work was held up, one a run. */
  readonly waiting: number[] = [];
  /** By threshold, one a run. */
  readonly answers: readonly Answer[][];
  /** By threshold: what more idle machines do to it. */
  readonly #more: readonly OfMore[];
  /** By threshold; of quantiles. */
  readonly pooled: (PooledSample | undefined)[] = [];
  jobs = 0;
  /** A limit ended a run. */
  cut: RunResult['outcome'] = 'done';
  /** Jobs that no runner may take, where these are not allowed. */
  isUnmatched = false;
  /** Whether two runs differ: something is drawn, and it matters. */
  isRandom = false;
  /** Whether anything is drawn. */
  isDrawn = false;
  #fingerprint = '';
  warnings: readonly string[] = [];
  /** Of the first run. */
  boots: BootLoads = { groups: [], runners: [] };
  window: RunResult['window'] = { from: 0, to: 0 };

  constructor(side: SideQuestion, fleet: number) {
    this.side = side;
    this.fleet = fleet;
    const { fleet: spec, facts } = side.question;
    this.answers = facts.thresholds.map(() => []);
    this.#more = facts.thresholds.map((threshold) => ofMore(threshold, spec));
  }

  /** Replications. */
  get runs(): number {
    return this.cost.length;
  }

  /** Adds the next replication. */
  add({ result, samples }: Replication): void {
    if (this.runs === 0) this.#first(result);
    const { facts } = this.side.question;
    this.jobs += result.jobs.all.jobs;
    this.isDrawn ||= result.draws > 0;
    this.isRandom ||= result.draws > 0 && result.fingerprint !== this.#fingerprint;
    if (result.outcome !== 'done') this.cut = result.outcome;
    this.isUnmatched ||= result.atEnd.unmatched > 0 && !facts.allowUnmatchedJobs;
    this.cost.push(result.pools.all.cost.perMonth);
    this.waiting.push(waitingHours(result));
    for (const [index, answer] of result.answers.entries()) this.answers[index]!.push(answer);
    for (const [index, columns] of samples.questions.entries()) {
      if (columns !== undefined) (this.pooled[index] ??= new PooledSample(columns.borders)).add(Sample.of(columns));
    }
  }

  /** The margins of each threshold. */
  margins(): Margins[] {
    return this.side.question.facts.thresholds.map((threshold, index) =>
      marginsOf({ threshold, answers: this.answers[index]!, jobs: this.#jobsOf(index), more: this.#more[index]! }),
    );
  }

  #first(result: RunResult): void {
    this.#fingerprint = result.fingerprint;
    const { from, to } = (this.window = result.window);
    const loadOf = ({ machines, machinesCreated }: PoolScope): BootLoad => {
      const booting = machines.creating.average;
      return { booting, bootSeconds: machinesCreated === 0 ? 0 : (booting * (to - from)) / machinesCreated };
    };
    this.boots = { groups: result.pools.groups.map(loadOf), runners: result.pools.runners.map(loadOf) };
    const figures = new Figures();
    figures.add(readingsOf(result));
    this.warnings = shortRunWarnings(figures.estimate(new PooledRuns()), result);
  }

  /** Jobs a run behind the answers to a threshold: of its own sample where one is kept. */
  #jobsOf(index: number): number {
    const pooled = this.pooled[index];
    if (this.runs === 0) return 0;
    return pooled === undefined ? this.jobs / this.runs : pooled.all.count / this.runs;
  }
}

/** Pipelines are held up as a whole; jobs without them from the moment they are queued until their script begins. */
function waitingHours({ jobs, pipelines, window }: RunResult): number {
  const { count, mean } = pipelines === undefined ? jobs.all.startDelay : pipelines.all.duration;
  // So many are held up at a time (Little's law).
  return ((count * (mean.value ?? 0)) / (window.to - window.from)) * HOURS_PER_MONTH;
}

/** The runs of a setting in all circumstances, the plain one first. */
export class SettingRuns {
  readonly circumstances: readonly CircumstanceRuns[];
  readonly #waitingPrice: number;
  /** They are asked for often. */
  #kept: { readonly runs: number; readonly margins: readonly Margins[] } | undefined;

  constructor(circumstances: readonly CircumstanceRuns[], waitingPrice: number | undefined) {
    this.circumstances = circumstances;
    this.#waitingPrice = waitingPrice ?? 0;
  }

  get plain(): CircumstanceRuns {
    return this.circumstances[0]!;
  }

  /** Replications; each was played in every circumstance. */
  get runs(): number {
    return this.plain.runs;
  }

  get bill(): readonly number[] {
    return this.plain.cost;
  }

  /** What is minimised, USD a month, one a replication. */
  get objective(): number[] {
    const { cost, waiting } = this.plain;
    return cost.map((usd, run) => usd + this.#waitingPrice * waiting[run]!);
  }

  /** A limit ended a run, or jobs were there that nobody may take: no setting for anybody. */
  get isBroken(): boolean {
    return this.circumstances.some(({ cut, isUnmatched }) => cut !== 'done' || isUnmatched);
  }

  /** Jobs of all runs. */
  get jobs(): number {
    return this.circumstances.reduce((sum, own) => sum + own.jobs, 0);
  }

  /** Of every circumstance the margins of each threshold. */
  get margins(): readonly Margins[] {
    if (this.#kept?.runs !== this.runs) this.#kept = { runs: this.runs, margins: this.circumstances.flatMap((own) => own.margins()) };
    return this.#kept.margins;
  }
}
