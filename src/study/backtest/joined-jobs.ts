/** Joins the jobs of a history with those of its replays, row by row, and says which of them can be compared. */
import type { ReplayHistory, ReplayJob } from '../../history/backtest/replay-rows.js';
import { SECOND, type Micros } from '../../units/time.js';
import type { TracedColumns } from '../kept/traced-jobs.js';
import type { BacktestResult } from './backtest-result.js';
import { leftOutFor, noneLeftOut } from './left-out.js';

/** What a history calls waiting. */
export type ObservedWait = BacktestResult['wait'];

/** The jobs that are compared, in columns: the n-th place is one job everywhere. */
export interface JoinedJobs {
  readonly jobs: readonly ReplayJob[];
  /** Seconds. */
  readonly observed: Float64Array;
  /** Seconds, by replication. */
  readonly simulated: readonly Float64Array[];
  /** Seconds, of a plain queue. */
  readonly ideal: Float64Array;
}

/** Why rows are not compared, and how sure those are that are. */
export type JoinCounts = Omit<BacktestResult['rows'], 'told' | 'dropped' | 'repaired' | 'doubtful'>;

/** Which jobs are compared, and how. */
export interface JoinOptions {
  readonly wait: ObservedWait;
  /** Instants of the history: jobs that came in [from, to). */
  readonly from: Micros;
  readonly to: Micros;
}

/** Returns the jobs that can be compared. `ideal` are the starts of the plain queue, of every job of the history. */
export function joinJobs(
  { jobs }: ReplayHistory,
  runs: readonly TracedColumns[],
  ideal: readonly Micros[],
  { wait, from, to }: JoinOptions,
): { joined: JoinedJobs; counts: JoinCounts } {
  const counts = { ...noneLeftOut(), outside: 0, cut: 0, unstarted: 0 };
  const rows: number[] = [];
  for (const [row, job] of jobs.entries()) {
    const leftOut = leftOutFor(job.waitKnown, isTaken(runs, row));
    if (job.queued < from || job.queued >= to) counts.outside++;
    else if (leftOut !== undefined) counts[leftOut]++;
    else {
      rows.push(row);
      if (job.isCut) counts.cut++;
      if (runs.some(({ startedAt }) => Number.isNaN(startedAt[row]!))) counts.unstarted++;
    }
  }
  const bootOf = wait === 'queue+boot' ? ({ boot }: TracedColumns, row: number): number => boot[row]! : (): number => 0;
  const joined = {
    jobs: rows.map((row) => jobs[row]!),
    observed: Float64Array.from(rows, (row) => (jobs[row]!.started! - jobs[row]!.queued) / SECOND),
    simulated: runs.map((run) => Float64Array.from(rows, (row) => (run.waited[row]! + bootOf(run, row)) / SECOND)),
    ideal: Float64Array.from(rows, (row) => (ideal[row]! - jobs[row]!.queued) / SECOND),
  };
  return { joined, counts };
}

/** Whether a runner takes a job; one that the run does not know of is none that a runner takes. */
function isTaken([run]: readonly TracedColumns[], row: number): boolean {
  const kind = run!.kind[row]!;
  return kind >= 0 && run!.takers[kind]!.length > 0;
}

/** Returns those of the jobs that `isOne` is true of. */
export function someJobs({ jobs, observed, simulated, ideal }: JoinedJobs, isOne: (job: ReplayJob, place: number) => boolean): JoinedJobs {
  const places = [...jobs.keys()].filter((place) => isOne(jobs[place]!, place));
  const own = (column: Float64Array): Float64Array => Float64Array.from(places, (place) => column[place]!);
  return { jobs: places.map((place) => jobs[place]!), observed: own(observed), simulated: simulated.map(own), ideal: own(ideal) };
}
