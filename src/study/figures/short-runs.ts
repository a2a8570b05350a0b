/** Says where a run is too short for its load: a queue near its limit forgets slowly, and a run that has not seen it come and go says little of it. */
import type { RunResult, Timeline } from '../../results/run-result.js';
import { HOUR, SECOND, type Seconds } from '../../units/time.js';
import { formatDuration } from '../../units/duration.js';
import { wholeText } from '../../units/whole.js';
import type { FigureKey } from './figure-key.js';
import { figureLookup } from './figure-lookup.js';
import type { Figure } from './figures.js';

/** Relaxation times that a run should be long, at least. */
const ENOUGH = 20;
/** Below it queues are short, and so is their memory. */
const LEAST_LOAD = 0.5;
/** What is advised is rounded up to whole hours. */
const HOURS = HOUR / SECOND;

/**
 * Returns a sentence for each group of managers that is busy for half of its time or more and whose measured period is shorter than 20 relaxation times. The relaxation time of c busy workers at
 * load rho is taken as that of M/M/c near its limit, S / (c (1 - sqrt(rho))^2), S the mean time that a job holds a worker (by Little's law): in it the
 * memory of how long the queue was falls to a third. At rho = 0.9 and c = 5 it is 76 S, so the period should be 1520 S long.
 */
export function shortRunWarnings(figures: readonly Figure[], { jobs, window }: Pick<RunResult, 'jobs' | 'window'>): string[] {
  const period = window.to - window.from;
  if (!(period > 0)) return [];
  const lookup = figureLookup({ figures });
  return jobs.groups.flatMap(({ name }): string[] => {
    const of = (figure: FigureKey): number => lookup('group', name, figure)?.estimate ?? 0;
    const [load, workers, ended] = [of('utilisation'), of('capacity'), of('throughputPerHour')];
    if (!(load >= LEAST_LOAD && workers > 0 && ended > 0)) return [];
    const busy = `${name}: its workers are busy for ${Math.floor(load * 100)}% of the time`;
    const relaxation = relaxationSeconds(load, workers, (of('workersBusy.average') / ended) * HOURS);
    if (period >= ENOUGH * relaxation) return [];
    if (!Number.isFinite(relaxation)) return [fullSentence(name, of)];
    const wanted = Math.ceil((ENOUGH * relaxation) / HOURS) * HOUR;
    return [
      `${busy}, so its queue takes some ${formatDuration(Math.ceil(relaxation) * SECOND)} to forget; measure at least ${formatDuration(wanted)} (${ENOUGH} times as long)`,
    ];
  });
}

/** The sentence on a group whose workers are always busy. */
function fullSentence(name: string, of: (figure: FigureKey) => number): string {
  const workers = of('capacity');
  // What came in the time of what ended: by so much more the slots would have to be.
  const offered = (of('workersBusy.average') * of('jobs')) / of('ended');
  const busy = `its workers are busy for ${Math.floor(of('utilisation') * 100)}% of the time`;
  return growsSentence(name, offered > workers ? `offered ${wholeText(Math.ceil(offered))} slots, capacity ${wholeText(workers)}` : busy);
}

function growsSentence(name: string, why: string): string {
  return `${name}: ${why}: its queue grows as long as the run lasts, and figures say how long that was`;
}

/** A quarter of a run has so many times the waiting jobs of the one before, at least, where a queue grows all along: one that grows evenly has 1.4. */
const GROWTH = 1.25;
/** Fewer jobs are no queue, and fewer of all that came are none that matters. */
const LEAST_WAITING = 5;
const LEAST_SHARE = 0.02;
/** What limits a group of single-use machines, by the causes for which its jobs wait nearly all of their time: how many machines of a kind there are at a time. */
const BOUNDS = [
  { what: 'boots at a time', level: 'creating', causes: ['boot', 'growth_rate'] },
  { what: 'machines', level: 'all', causes: ['limit'] },
] as const;
const NEARLY_ALL = 0.9;

/**
 * Returns a sentence for each queue that never settles: of groups whose workers are always busy, with what they were offered, else, where the jobs that wait grow
 * from quarter to quarter of the first replication and are many at its end, of groups that make no machines as fast as jobs come, else of all jobs.
 */
export function growingQueues(figures: readonly Figure[], { jobs, window, timeline, atEnd }: Growing): string[] {
  const period = window.to - window.from;
  if (!(period > 0)) return [];
  const lookup = figureLookup({ figures });
  const ofGroup =
    (name: string) =>
    (figure: FigureKey): number =>
      lookup('group', name, figure)?.estimate ?? 0;
  const full = jobs.groups.flatMap(({ name }): string[] => {
    const of = ofGroup(name);
    const [load, workers, ended] = [of('utilisation'), of('capacity'), of('throughputPerHour')];
    const isFull = workers > 0 && ended > 0 && !Number.isFinite(relaxationSeconds(load, workers, 1));
    return isFull ? [fullSentence(name, of)] : [];
  });
  if (full.length > 0 || timeline === undefined) return full;
  const [, half, late, last] = waitingByQuarter(timeline, window);
  const grows = late! >= GROWTH * half! && last! >= GROWTH * late! && last! >= LEAST_WAITING;
  if (!grows || atEnd.pending < LEAST_SHARE * jobs.all.jobs) return [];
  // A job that several groups might have had would be an offer to each.
  const areApart = jobs.groups.reduce((sum, own) => sum + own.jobs, 0) <= jobs.all.jobs;
  const slow = areApart ? jobs.groups.flatMap(({ name }) => slowSentences(name, ofGroup(name))) : [];
  if (slow.length > 0) return slow;
  return [
    `${wholeText(half!)} jobs wait in the second quarter of the run, ${wholeText(late!)} in the third, ${wholeText(last!)} in the last: the queue grows as long as the run lasts, and figures say how long that was`,
  ];
}

/**
 * What is said of a group of single-use machines that are not made as fast as jobs come; nothing of any other. Each job takes a machine, so by Little's law the
 * jobs that come in the time of a boot are boots offered, those that come in a machine's life machines; and while jobs wait there are as many as may be.
 */
function slowSentences(name: string, of: (figure: FigureKey) => number): string[] {
  if (of('lives.usesMax') !== 1) return [];
  const excess = of('jobs') / of('machinesCreated');
  if (!(excess > 1 + LEAST_SHARE)) return [];
  return BOUNDS.flatMap(({ what, level, causes }) => {
    const held = causes.reduce((sum, cause) => sum + of(`waits.mean.${cause}`), 0);
    if (held < NEARLY_ALL * of('queueTime.mean')) return [];
    const there = of(`machines.${level}.average`);
    return [growsSentence(name, `offered ${wholeText(Math.ceil(there * excess))} ${what}, capacity ${wholeText(there)}`)];
  });
}

type Growing = Pick<RunResult, 'window' | 'timeline' | 'atEnd'> & {
  readonly jobs: {
    readonly all: Pick<RunResult['jobs']['all'], 'jobs'>;
    readonly groups: readonly Pick<RunResult['jobs']['groups'][number], 'name' | 'jobs'>[];
  };
};

/** Pending jobs on average, in each quarter of the measured period. */
function waitingByQuarter({ binSeconds, signals }: Timeline, { from, to }: RunResult['window']): number[] {
  const sums = [0, 0, 0, 0];
  const bins = [0, 0, 0, 0];
  for (const { name, averages } of signals) {
    if (name !== 'jobs_pending') continue;
    const isFirst = bins.every((count) => count === 0);
    for (const [bin, average] of averages.entries()) {
      const at = (bin + 0.5) * binSeconds;
      const quarter = Math.floor((4 * (at - from)) / (to - from));
      if (quarter < 0 || quarter > 3) continue;
      sums[quarter]! += average;
      if (isFirst) bins[quarter]!++;
    }
  }
  return sums.map((sum, quarter) => sum / Math.max(1, bins[quarter]!));
}

/** The time in which a queue of c servers forgets; Infinity at full load. */
export function relaxationSeconds(load: number, servers: number, service: Seconds): Seconds {
  const room = 1 - Math.sqrt(load);
  // Busy all the time but for rounding.
  return room < 1e-3 ? Infinity : service / (servers * room * room);
}
