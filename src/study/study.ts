/** Joins the replications of a scenario into the result of the study, one by one: what it keeps of each is numbers and a summary. */
import type { DetectedWarmup } from '../scenario/prepare.js';
import { PooledRuns } from '../results/samples/pooled-runs.js';
import type { Part } from '../results/parts.js';
import { RESULT_SCHEMA_VERSION, type RunResult, type RunSummary } from '../results/run-result.js';
import type { RunSamples } from '../results/samples/run-samples.js';
import { CONFIDENCE_LEVEL } from '../stats/confidence.js';
import type { FilledCell } from '../stats/histogram.js';
import { invariant } from '../sim/invariant.js';
import { batchesOf, type Batches } from './figures/batches.js';
import { Figures, type Estimate, type Figure } from './figures/figures.js';
import { worst } from './thresholds/judge.js';
import { judgedThreshold } from './thresholds/judged.js';
import { withMonthlyOutages, type MonthlyOutages } from './figures/monthly-outages.js';
import type { Paired } from './figures/paired.js';
import { readingsOf } from './figures/readings.js';
import { growingQueues, shortRunWarnings } from './figures/short-runs.js';
import type { SlotColumns } from './kept/runner-slots.js';
import type { ThresholdSlotColumns } from './kept/threshold-slots.js';
import type { JudgedThreshold, StudyResult } from './study-result.js';
import type { Threshold } from './thresholds/threshold.js';

/** What a study knows of itself beforehand. */
export interface StudyFacts extends Pick<StudyResult, 'runcast' | 'scenario' | 'seed' | 'rerun'> {
  readonly defaults: readonly { readonly path: string; readonly value: string; readonly note?: string }[];
  readonly warnings: readonly string[];
  readonly thresholds: readonly Threshold[];
  readonly allowUnmatchedJobs: boolean;
  /** Groups whose figures rest on a reconstruction. */
  readonly approximate?: readonly string[];
  /** Where a month's cost is as with outages. */
  readonly monthlyOutages?: MonthlyOutages;
  /** Where the warm-up was detected. */
  readonly detectedWarmup?: DetectedWarmup;
  /** Against the same runs without outages. */
  readonly paired?: Paired;
}

/** One replication: its result, and the samples behind it. */
export interface Replication {
  readonly result: RunResult;
  readonly samples: RunSamples;
  /** Where slots were asked for. */
  readonly slots?: SlotColumns;
  /** Where times by time of the run were asked for. */
  readonly times?: ThresholdSlotColumns;
  /** Where parts were asked for: each as if it were a replication. */
  readonly parts?: readonly Part[];
}

/** What a study of replications comes to. */
export interface Studied {
  readonly study: StudyResult;
  /** Every figure of every replication. */
  readonly figures: Figures;
}

/** Returns what the replications say together. */
export function summarise(facts: StudyFacts, replications: readonly Replication[]): StudyResult {
  const study = new Study();
  for (const replication of replications) study.add(replication);
  return study.finish(facts).study;
}

/** The replications so far. Its memory grows with their number by some kilobytes each, not by their results. */
export class Study {
  readonly #figures = new Figures();
  readonly #pooled = new PooledRuns();
  readonly #runs: RunSummary[] = [];
  #first: RunResult | undefined;
  /** Where one run was added in parts. */
  #answers: RunSummary['answers'][] | undefined;

  /** Adds the next replication. */
  add({ result, samples }: Replication): void {
    this.#first ??= result;
    this.#figures.add(readingsOf(result));
    this.#pooled.add(samples);
    this.#runs.push(summaryOf(result));
  }

  /** Adds the parts of a run in the place of replications; it is the only one of its study. */
  addParts({ result, parts = [] }: Replication): void {
    this.#first = result;
    for (const part of parts) {
      this.#figures.add(readingsOf(part.result));
      this.#pooled.add(part.samples);
    }
    this.#answers = parts.map((part) => part.result.answers);
    this.#runs.push(summaryOf(result));
  }

  /** Returns how the parts hang together. */
  batches(): Batches {
    const [{ from, to }, count] = [this.#first!.window, this.#figures.length];
    return batchesOf(this.#figures.columns(), (to - from) / Math.max(1, count), count);
  }

  /** Returns every figure as it is so far. */
  estimates(): Figure[] {
    return this.#figures.estimate(this.#pooled);
  }

  /** Returns what they say together. */
  finish(facts: StudyFacts): Studied {
    return { study: this.#result(facts), figures: this.#figures };
  }

  #result(facts: StudyFacts): StudyResult {
    const first = this.#first;
    const runs = this.#runs;
    invariant(first !== undefined, 'a study has a replication');
    const isRandom =
      runs.some(({ draws }) => draws > 0) && (runs.length < 2 || runs.some(({ fingerprint }) => fingerprint !== first.fingerprint));
    const known = this.#known(isRandom);
    const thresholds = facts.thresholds.map((threshold, index) =>
      withMonthlyOutages(known(this.#judged(threshold, index)), facts.monthlyOutages),
    );
    const unmatchedFails = !facts.allowUnmatchedJobs && runs.some(({ atEnd }) => atEnd.unmatched > 0);
    const verdicts = thresholds.map(({ verdict }) => verdict);
    const figures = this.estimates().map(known);
    const unsettled = growingQueues(figures, first);
    return {
      schemaVersion: RESULT_SCHEMA_VERSION,
      runcast: facts.runcast,
      scenario: facts.scenario,
      seed: facts.seed,
      replications: runs.length,
      ...(this.#answers === undefined ? {} : { batches: this.batches() }),
      isRandom,
      confidenceLevel: CONFIDENCE_LEVEL,
      rerun: facts.rerun,
      defaults: facts.defaults.map(({ path, value, note }) => ({ path, value, ...(note === undefined ? {} : { note }) })),
      warnings: [...facts.warnings, ...new Set([...shortRunWarnings(figures, first), ...unsettled])],
      outcome: runs.find(({ outcome }) => outcome !== 'done')?.outcome ?? 'done',
      verdict: unmatchedFails ? 'fail' : verdicts.length === 0 ? null : worst(verdicts),
      ...(facts.approximate === undefined || facts.approximate.length === 0 ? {} : { approximate: [...facts.approximate] }),
      ...(facts.monthlyOutages === undefined ? {} : { monthlyOutages: facts.monthlyOutages }),
      ...(facts.detectedWarmup === undefined ? {} : { detectedWarmup: facts.detectedWarmup }),
      ...(unsettled.length === 0 ? {} : { unsettled }),
      unmatchedFails,
      thresholds,
      figures,
      ...(facts.paired === undefined ? {} : { paired: facts.paired }),
      distributions: this.#distributions(first),
      first,
      runs,
    };
  }

  /** Returns what is left of an estimate: where nothing is drawn an interval of no width would look like certainty, and parts of a run are no futures. */
  #known(isRandom: boolean): <T extends Estimate>(one: T) => T {
    if (!isRandom) return (one) => ({ ...one, low: null, high: null, halfWidth: null, spread: null });
    return this.#answers === undefined ? (one) => one : (one) => ({ ...one, spread: null });
  }

  #judged(threshold: Threshold, index: number): JudgedThreshold {
    const answers = (this.#answers ?? this.#runs.map((run) => run.answers)).map((own) => own[index]!);
    return judgedThreshold(threshold, answers, this.#pooled.question(index));
  }

  /** The queue times of all replications together. */
  #distributions({ jobs }: RunResult): StudyResult['distributions'] {
    const one = (scope: 'all' | 'workload' | 'group', name: string): StudyResult['distributions'][number] => {
      const times = this.#pooled.scope(scope, name)?.time('queue_time').all;
      const pairs = (cells: readonly FilledCell[] = []): [number, number][] => cells.map(([cell, count]) => [cell, count]);
      const bounds = times === undefined || times.bounds === 0 ? {} : { boundCells: pairs(times.boundCells()) };
      return { scope, name, cells: pairs(times?.cells()), ...bounds };
    };
    return [
      one('all', 'all'),
      ...jobs.workloads.map(({ name }) => one('workload', name)),
      ...jobs.groups.map(({ name }) => one('group', name)),
    ];
  }
}

/** What is kept of a replication beside its figures. */
function summaryOf(run: RunResult): RunSummary {
  const {
    replication,
    outcome,
    fingerprint,
    draws,
    events,
    window,
    atEnd,
    answers,
    clouds,
    traffic,
    gitlab,
    monitoring,
    story,
    drawnDays,
  } = run;
  return {
    replication,
    outcome,
    fingerprint,
    draws,
    events,
    window,
    jobs: run.jobs.all.jobs,
    atEnd,
    ...(clouds === undefined ? {} : { clouds }),
    ...(traffic === undefined ? {} : { traffic }),
    ...(gitlab === undefined ? {} : { gitlab }),
    ...(monitoring === undefined ? {} : { monitoring }),
    // The course of an outage stands with the first replication.
    ...(story === undefined ? {} : { story: story.map(({ course: _, ...rest }) => rest) }),
    ...(drawnDays === undefined ? {} : { drawnDays }),
    answers,
  };
}
