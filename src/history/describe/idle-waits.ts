/** How much of the waiting passed while a runner that takes the job was idle: then capacity was not what it waited for. */
import { HOUR } from '../../units/time.js';
import type { Absence } from './absences.js';
import { waitedUntil, type History } from './history-jobs.js';
import { takes, type SeenRunner } from './runners.js';
import { changesOf } from './sweep.js';

/** Idle runners that are told apart; the last stands for more. */
export const IDLE_LEVELS = 6;

/** What happens to the count of jobs that wait with some tags, or of idle places for them. */
type What = { readonly kind: 'waits'; readonly tags: number } | { readonly kind: 'runs' | 'present'; readonly runner: number };

/**
 * Returns job-hours of waiting by the number of idle places for the job: 0, 1 ... `IDLE_LEVELS` - 1 or more. A runner has as many places as it was seen
 * to run jobs at once, from its first job to its last, its absences left out.
 */
export function idleWaits(history: History, runners: readonly SeenRunner[], absences: readonly Absence[]): number[] {
  const hours = new Array<number>(IDLE_LEVELS).fill(0);
  for (const own of idleWaitsByTags(history, runners, absences).values()) own.forEach((more, level) => (hours[level]! += more));
  return hours;
}

/** Returns the same apart for the jobs of each set of tags, as they stand in a job. */
export function idleWaitsByTags(
  history: History,
  runners: readonly SeenRunner[],
  absences: readonly Absence[],
): ReadonlyMap<string, readonly number[]> {
  const { jobs, to } = history;
  const tagSets = [...new Set(jobs.map(({ tags }) => tags))];
  const tagIndex = new Map(tagSets.map((tags, index) => [tags, index]));
  const waits = jobs.map((job) => ({
    from: job.queued,
    to: waitedUntil(job, to),
    of: waitsWith(tagIndex.get(job.tags)!),
  }));
  const runs = runners.flatMap(({ jobs: own }, runner) =>
    own.flatMap(({ started, finished }) => (finished === undefined ? [] : [{ from: started!, to: finished, of: does('runs', runner) }])),
  );
  const present = runners.flatMap((runner, index) => presence(runner, absences).map((own) => ({ ...own, of: does('present', index) })));
  const field = new Field(runners, tagSets);
  for (const { at, by, of } of changesOf<What>([...waits, ...runs, ...present])) field.change(at, by, of);
  return new Map(tagSets.map((tags, index) => [tags, field.hours[index]!]));
}

function waitsWith(tags: number): What {
  return { kind: 'waits', tags };
}

function does(kind: 'runs' | 'present', runner: number): What {
  return { kind, runner };
}

/** From its first job to its last, without its absences. */
function presence({ name, from, to }: SeenRunner, absences: readonly Absence[]): { readonly from: number; readonly to: number }[] {
  const own = absences.filter(({ runner }) => runner === name).sort((a, b) => a.from - b.from);
  const out = [];
  let begin = from;
  for (const { from: away, to: back } of own) {
    out.push({ from: begin, to: away });
    begin = back;
  }
  return [...out, { from: begin, to }];
}

/** Jobs that wait and places that are idle, by the tags that are asked for. */
class Field {
  /** By set of tags. */
  readonly hours: number[][];
  readonly #places: readonly number[];
  /** Sets of tags whose jobs each runner takes. */
  readonly #taken: readonly (readonly number[])[];
  readonly #waiting: number[];
  readonly #idle: number[];
  readonly #since: number[];
  readonly #running: number[];
  readonly #isPresent: boolean[];

  constructor(runners: readonly SeenRunner[], tagSets: readonly string[]) {
    this.hours = tagSets.map(() => new Array<number>(IDLE_LEVELS).fill(0));
    this.#places = runners.map(({ atOnce }) => atOnce);
    this.#taken = runners.map((runner) => tagSets.flatMap((tags, index) => (takes(runner, tags) ? [index] : [])));
    this.#waiting = tagSets.map(() => 0);
    this.#idle = tagSets.map(() => 0);
    this.#since = tagSets.map(() => 0);
    this.#running = runners.map(() => 0);
    this.#isPresent = runners.map(() => false);
  }

  change(at: number, by: 1 | -1, what: What): void {
    if (what.kind === 'waits') {
      this.#account(what.tags, at);
      this.#waiting[what.tags]! += by;
      return;
    }
    const { runner } = what;
    const before = this.#free(runner);
    if (what.kind === 'runs') this.#running[runner]! += by;
    else this.#isPresent[runner] = by === 1;
    const change = this.#free(runner) - before;
    if (change === 0) return;
    for (const tags of this.#taken[runner]!) {
      this.#account(tags, at);
      this.#idle[tags]! += change;
    }
  }

  #free(runner: number): number {
    return this.#isPresent[runner] === true ? Math.max(0, this.#places[runner]! - this.#running[runner]!) : 0;
  }

  #account(tags: number, at: number): void {
    const level = Math.min(IDLE_LEVELS - 1, this.#idle[tags]!);
    this.hours[tags]![level]! += (this.#waiting[tags]! * (at - this.#since[tags]!)) / HOUR;
    this.#since[tags] = at;
  }
}
