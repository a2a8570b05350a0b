/** Describes a history: its load, its jobs, and the fleet that it shows. A pure function of its jobs, in whatever order they were told. */
import type { OffsetsOf } from '../../trace/times.js';
import { DAY, type Micros } from '../../units/time.js';
import { timeText } from '../judge.js';
import { served } from '../served-jobs.js';
import { waitsKnown } from '../wait-known.js';
import { absencesOf } from './absences.js';
import { courseOf } from './course.js';
import { DESCRIBE_VERSION, type HistoryDescription, type HistoryRunner } from './description.js';
import { waitedUntil, type History } from './history-jobs.js';
import { idleWaits } from './idle-waits.js';
import { limitsOf } from './limits.js';
import { loadOf, pipelinesOf } from './load.js';
import { lostEnds, withoutLostEnds } from './lost-ends.js';
import { LocalClock } from '../../scenario/periods/local-clock.js';
import { runnersOf, type SeenRunner } from './runners.js';
import { schedulesOf } from './schedules.js';
import { spansOf } from './spans.js';
import { changesOf, levelOf, type Change } from './sweep.js';

/** The zone of the hours that are told. */
export interface DescribeOptions {
  readonly timezone: string;
  readonly offsetsOf: OffsetsOf | undefined;
}

/** Returns what a history shows. */
export function describeHistory(toldHistory: History, { timezone, offsetsOf }: DescribeOptions): HistoryDescription {
  const history = served(toldHistory);
  const { jobs, isClock, from, to } = history;
  const waitKnown = jobs.map(waitsKnown(jobs));
  const text = (at: Micros): string => timeText(at, isClock);
  const clock = new LocalClock(isClock ? offsetsOf : undefined, from, to);
  const pipelines = pipelinesOf(history);
  const runners = runnersOf(history);
  const known = withoutLostEnds(history);
  const absences = absencesOf(known, runners);
  const level = (changes: readonly Change<unknown>[]): HistoryDescription['running'] => {
    const { maxAt, ...own } = levelOf(changes, from, to);
    return { ...own, maxAt: text(maxAt) };
  };
  const waits = known.jobs.map((job) => ({ from: job.queued, to: waitedUntil(job, to), of: undefined }));
  const runs = known.jobs.flatMap(({ started, finished }) =>
    started === undefined ? [] : [{ from: started, to: finished ?? to, of: undefined }],
  );
  return {
    describeVersion: DESCRIBE_VERSION,
    from: text(from),
    to: text(to),
    days: (to - from) / DAY,
    isClock,
    timezone,
    jobs: jobs.length,
    statuses: statusesOf(history),
    waitedOnly: waitKnown.filter((known) => known === 'cancelled').length,
    unfinished: jobs.filter(({ finished, ran }) => finished === undefined && ran === undefined).length,
    lostEnds: lostEnds(history).size,
    untimed: waitKnown.filter((known) => known === 'none').length,
    load: loadOf(history, pipelines, clock),
    spans: spansOf(history, runners),
    course: courseOf(known),
    running: level(changesOf(runs)),
    waiting: level(changesOf(waits)),
    schedules: isClock ? schedulesOf(pipelines, clock) : [],
    runners: runners.map((runner) => told(runner, text)),
    limits: limitsOf(known, known === history ? runners : runnersOf(known)),
    absences: absences.map((own) => ({ ...own, from: text(own.from), to: text(own.to) })),
    idleWaits: runners.length === 0 ? null : idleWaits(known, runners, absences),
  };
}

function statusesOf({ jobs }: History): HistoryDescription['statuses'] {
  const counts = new Map<string, number>();
  for (const { status } of jobs) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, own]) => ({ status, jobs: own })).sort((a, b) => b.jobs - a.jobs || (a.status < b.status ? -1 : 1));
}

function told({ name, isPool, names, jobs, tags, atOnce, from, to, jobTime }: SeenRunner, text: (at: Micros) => string): HistoryRunner {
  return {
    name,
    isPool,
    names,
    jobs: jobs.length,
    tags: [...tags].sort(),
    atOnce,
    busyShare: to > from ? jobTime / (atOnce * (to - from)) : 0,
    from: text(from),
    to: text(to),
  };
}
