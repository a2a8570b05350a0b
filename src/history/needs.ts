/**
 * When a job could begin that needs others: at the end of the last of them. For histories that say when a job was created, which is when its pipeline
 * was, and not when it became pending.
 */
import { namePattern } from '../scenario/name-pattern.js';
import { TimeReader, type OffsetsOf } from '../trace/times.js';
import { LONGEST, parseDuration } from '../units/duration.js';
import { SECOND, type Micros } from '../units/time.js';
import type { ToldJob, ToldSink } from './told-job.js';

/** Jobs by name or by stage. */
interface JobPattern {
  readonly by: 'name' | 'stage';
  readonly fits: (text: string) => boolean;
}

/** Jobs, and those that they need. */
export interface NeedsRule {
  readonly job: JobPattern;
  readonly needs: JobPattern;
}

/** Returns the rule that a text states: `deploy*=build*`, by stage `stage:test=stage:build`; `*` is any text. Undefined: it states none. */
export function needsRule(text: string): NeedsRule | undefined {
  const at = text.indexOf('=');
  const [job, needs] = [patternOf(text.slice(0, Math.max(0, at))), patternOf(text.slice(at + 1))];
  return at === -1 || job === undefined || needs === undefined ? undefined : { job, needs };
}

function patternOf(text: string): JobPattern | undefined {
  const [, by = 'name', words = ''] = /^(?:(name|stage):)?(.*)$/su.exec(text) ?? [];
  return words === '' ? undefined : { by: by as JobPattern['by'], fits: namePattern(words) };
}

function matches({ by, fits }: JobPattern, told: ToldJob): boolean {
  return fits(told[by]);
}

/**
 * Gathers the ends of jobs that others need: all of a history has to be told before the first question, in any order. Memory: 8 bytes for each such
 * job and rule, and some 400 bytes a pipeline.
 */
export class NeededEnds implements ToldSink {
  readonly #rules: readonly NeedsRule[];
  readonly #times: TimeReader;
  /** Ends by pipeline, a list a rule. */
  readonly #pipelines = new Map<string, Micros[][]>();

  /** `offsetsOf` is of times that say no zone. */
  constructor(rules: readonly NeedsRule[], offsetsOf: OffsetsOf | undefined) {
    this.#rules = rules;
    this.#times = new TimeReader(offsetsOf);
  }

  job(told: ToldJob): void {
    if (told.pipeline === '') return;
    const needed = this.#rules.flatMap(({ needs }, rule) => (matches(needs, told) ? [rule] : []));
    if (needed.length === 0) return;
    const end = this.#endOf(told);
    if (end === undefined) return;
    const ends = this.#endsOf(told, end.isClock);
    for (const rule of needed) ends[rule]!.push(end.micros);
  }

  /** What cannot be read is told when the history is imported. */
  unreadable(): void {}

  /**
   * Returns when the last of the jobs had ended that this one needs, and that ended no later than `by`; undefined where there is none. Both are of one
   * clock: instants or seconds.
   */
  before(told: ToldJob, by: Micros, isClock: boolean): Micros | undefined {
    if (told.pipeline === '') return undefined;
    const ends = this.#pipelines.get(pipelineKey(told, isClock));
    if (ends === undefined) return undefined;
    let last: Micros | undefined;
    for (const [rule, { job, needs }] of this.#rules.entries()) {
      if (!matches(job, told)) continue;
      // Nobody waits for himself: of a job that a rule has on both sides its own end is passed over.
      let own = matches(needs, told) ? this.#endOf(told)?.micros : undefined;
      for (const end of ends[rule]!) {
        if (end === own) own = undefined;
        else if (end <= by && (last === undefined || end > last)) last = end;
      }
    }
    return last;
  }

  #endOf(told: ToldJob): { readonly micros: Micros; readonly isClock: boolean } | undefined {
    if (told.finished_at !== '') return this.#times.of(told.finished_at);
    const [start, duration] = [this.#times.of(told.started_at), spanOf(told.duration)];
    return start === undefined || duration === undefined ? undefined : { ...start, micros: start.micros + duration };
  }

  #endsOf(told: ToldJob, isClock: boolean): Micros[][] {
    const key = pipelineKey(told, isClock);
    const known = this.#pipelines.get(key);
    if (known !== undefined) return known;
    const ends = this.#rules.map(() => []);
    this.#pipelines.set(key, ends);
    return ends;
  }
}

/** Two projects may number their pipelines alike, and two clocks have nothing to do with each other. */
function pipelineKey({ project, pipeline }: ToldJob, isClock: boolean): string {
  return `${isClock ? 'c' : 's'}${project}\u0000${pipeline}`;
}

/** Returns a span in seconds or with a unit; undefined where the text is none, or one that no job has. */
export function spanOf(text: string): Micros | undefined {
  const span = /^\d+(?:\.\d+)?$/u.test(text) ? Math.round(Number(text) * SECOND) : parseDuration(text);
  return span === undefined || span > LONGEST ? undefined : span;
}
