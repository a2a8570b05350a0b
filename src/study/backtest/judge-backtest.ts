/** Joins the replays of a history with what was observed, and judges them. */
import { idealStarts } from '../../history/backtest/ideal-fifo.js';
import type { ReplayJob } from '../../history/backtest/replay-rows.js';
import { judgeTolerances } from '../../history/backtest/tolerance.js';
import { unexplainedGroups } from '../../history/backtest/unexplained.js';
import { absencesOf } from '../../history/describe/absences.js';
import { runnersOf } from '../../history/describe/runners.js';
import { timeText } from '../../history/judge.js';
import type { Reason } from '../../history/importer.js';
import type { TracedColumns } from '../kept/traced-jobs.js';
import { absentEvents } from './absent-events.js';
import type { BacktestQuestion } from './backtest-question.js';
import { BACKTEST_VERSION, type BacktestResult } from './backtest-result.js';
import { fleetSlots, type FleetSlots } from './fleet-slots.js';
import { groupOf, groupsBy, meansByDay, meansByTag } from './groups.js';
import { joinJobs, someJobs, type JoinCounts, type JoinedJobs } from './joined-jobs.js';
import { hoursOf, quantilesOf } from './curves.js';
import { pickUpOf, runningOf } from './levels.js';

/** A backtest with the jobs that it compared. */
export interface JudgedBacktest {
  readonly result: BacktestResult;
  readonly joined: JoinedJobs;
}

/** Returns what a backtest came to; there is a run, and a job that is compared unless `NothingCompared` is thrown. */
export function judgeBacktest(question: BacktestQuestion, runs: readonly TracedColumns[]): JudgedBacktest {
  const { history, fleet, clock, facts, report, replayed, seed, replications, wait, from, to } = question;
  const slots = fleetSlots(fleet.spec);
  const ideal = idealStarts(queuedJobs(question, runs[0]!, slots), slots);
  const { joined, counts } = joinJobs(history, runs, ideal, question);
  const runners = runnersOf(history);
  const absences = absencesOf(history, runners);
  const leftOut = unexplainedGroups(history, runners, absences);
  const surroundings = { seed, clock, isClock: history.isClock };
  const isOut = new Set(leftOut.map(({ tags }) => tags));
  const kept = someJobs(joined, ({ tags }) => !isOut.has(tags));
  // Where every group is left out the verdict is of all: it has to be of something.
  const all = kept.jobs.length === 0 ? joined : kept;
  if (all.jobs.length === 0) throw new NothingCompared(counts);
  const isLeftOut = (tags: string): boolean => kept.jobs.length > 0 && isOut.has(tags);
  const pools = new Map(runners.flatMap(({ name, jobs }) => jobs.map((job) => [job.runner, name] as const)));
  const runnerOf = ({ runner }: ReplayJob): string => pools.get(runner) ?? runner;
  const judged = groupOf('all', 'all', all, surroundings);
  const tolerances = judgeTolerances(question.tolerances, judged.figures);
  const result: BacktestResult = {
    backtestVersion: BACKTEST_VERSION,
    ...facts,
    seed,
    replications,
    wait,
    isClock: history.isClock,
    from: timeText(from, history.isClock),
    to: timeText(to, history.isClock),
    verdict: tolerances.every(({ isKept }) => isKept) ? 'pass' : 'fail',
    tolerances: [...tolerances],
    rows: {
      told: report.told,
      dropped: countsOf(report.dropped),
      repaired: countsOf(report.repaired),
      doubtful: countsOf(report.doubtful),
      ...counts,
    },
    judged,
    groups: question.by.flatMap((by) => groupsBy(by, joined, { ...surroundings, isLeftOut, runnerOf })),
    days: meansByDay(all, surroundings),
    quantiles: quantilesOf(all),
    hours: hoursOf(all, history.isClock),
    labels: meansByTag(joined),
    pickUp: pickUpOf(all),
    slots: Number.isFinite(slots.count) ? slots.count : null,
    running: runningOf(question, runs),
    absences: absentEvents(absences, runners, fleet.spec, { isClock: history.isClock, origin: replayed.origin }),
    severalAtOnce: runners.flatMap(({ name, isPool, atOnce }) => (!isPool && atOnce > 1 ? [{ runner: name, atOnce }] : [])),
    leftOut: kept.jobs.length === 0 ? [] : leftOut,
  };
  return { result, joined };
}

/** Thrown where no job of the history can be compared. */
export class NothingCompared extends Error {
  readonly counts: JoinCounts;

  constructor(counts: JoinCounts) {
    super('no job of the history can be compared');
    this.counts = counts;
  }
}

function countsOf(reasons: Readonly<Record<string, Reason | undefined>>): Record<string, number> {
  return Object.fromEntries(Object.entries(reasons).map(([reason, found]) => [reason, found!.count]));
}

/** Of jobs that nobody takes. */
const NOWHERE: readonly number[] = [];

/** The jobs as the plain queue has them. */
function* queuedJobs({ history: { jobs } }: BacktestQuestion, { kind, takers }: TracedColumns, { runners }: FleetSlots) {
  const placesOf = takers.map((own) => [...runners.keys()].filter((place) => own.includes(runners[place]!)));
  for (const [row, { queued, lasts }] of jobs.entries()) yield { queued, lasts, places: placesOf[kind[row]!] ?? NOWHERE };
}
