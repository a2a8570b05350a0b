/** When a runner took no job although jobs that it takes were waiting: it was away, paused or broken. */
import { MINUTE, type Micros } from '../../units/time.js';
import { waitedUntil, type History } from './history-jobs.js';
import { takes, type SeenRunner } from './runners.js';
import { changesOf } from './sweep.js';

/** An absence. */
export interface Absence {
  readonly runner: string;
  /** A job that it takes waited first since it ran its last one. */
  readonly from: Micros;
  /** It took a job again. */
  readonly to: Micros;
  /** Jobs that it takes which waited meanwhile and were taken by others. */
  readonly passed: number;
}

/** What is shorter is a pause between polls, a slow boot, or chance. */
const LEAST = 30 * MINUTE;
/** Jobs that it let pass at least: one may have been another runner's by a lock. */
const LEAST_PASSED = 3;
/** A job that waited less may have been taken before the runner asked. */
const LEAST_WAIT = MINUTE;

/**
 * Returns the absences of runners with a name of their own, the longest first: stretches in which one ran nothing, from the first instant at which a job
 * waited that it takes (the tags of its jobs have those of the job) to its next job, of at least 30 minutes, in which at least three such jobs waited for
 * a minute or more and were then taken by others.
 */
export function absencesOf(history: History, runners: readonly SeenRunner[]): Absence[] {
  return runners
    .filter(({ isPool }) => !isPool)
    .flatMap((runner) => absencesOfOne(history, runner))
    .sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from || (a.runner < b.runner ? -1 : 1));
}

function absencesOfOne({ jobs, to }: History, runner: SeenRunner): Absence[] {
  // One that nobody ever took says nothing of this runner.
  const waiting = jobs.filter(
    (job) =>
      job.started !== undefined && job.runner !== runner.name && waitedUntil(job, to) - job.queued >= LEAST_WAIT && takes(runner, job.tags),
  );
  let next = 0;
  return gapsOf(runner).flatMap((gap): Absence[] => {
    // Both lists are in the order of time; what ended its wait before this gap is of none that follows, but waits end in any order.
    while (next < waiting.length && waitedUntil(waiting[next]!, to) <= gap.from) next++;
    const passed = [];
    for (let i = next; i < waiting.length && waiting[i]!.queued < gap.to; i++) {
      if (waitedUntil(waiting[i]!, to) > gap.from) passed.push(waiting[i]!);
    }
    // It must have had a minute to take one.
    const missed = passed.filter((job) => Math.min(waitedUntil(job, to), gap.to) - Math.max(job.queued, gap.from) >= LEAST_WAIT);
    if (missed.length < LEAST_PASSED) return [];
    const from = Math.max(
      gap.from,
      missed.reduce((first, { queued }) => Math.min(first, queued), Infinity),
    );
    return gap.to - from < LEAST ? [] : [{ runner: runner.name, from, to: gap.to, passed: missed.length }];
  });
}

/** Stretches between its first and its last job in which a runner ran nothing. */
function gapsOf({ jobs }: SeenRunner): { readonly from: Micros; readonly to: Micros }[] {
  const gaps = [];
  let [running, at] = [0, 0];
  for (const { at: now, by } of changesOf(
    jobs.map(({ started, finished }) => ({ from: started!, to: finished ?? started! + 1, of: undefined })),
  )) {
    if (running === 0 && by === 1 && at > 0 && now - at >= LEAST) gaps.push({ from: at, to: now });
    running += by;
    if (running === 0) at = now;
  }
  return gaps;
}
