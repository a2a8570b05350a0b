/**
 * Generates arrivals: merges batches (pipelines) of a pattern and of schedules in order of time and draws their jobs. Every draw is keyed by the batch and
 * the job's index in it, so that another policy, or another workload, sees the same jobs.
 */
import { Sampler } from '../../sim/distribution.js';
import type { SourceInput } from '../../sim/simulation.js';
import type { Streams } from '../../sim/streams.js';
import { NEVER } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import type { GeneratedArrivals, JobClassSpec } from '../fleet.js';
import { SCRIPT_FAILS } from '../gitlab/job-table.js';
import type { BatchFeed } from './batch-feed.js';
import type { JobIntake, TagSet } from './job-intake.js';
import { PatternFeed } from './pattern-feed.js';
import { ScheduleFeed } from './schedule-feed.js';

/** Draw numbers of one job. */
const CLASS = 0;
const DURATION = 1;
const FAILURE = 2;

interface JobKind {
  readonly spec: JobClassSpec;
  /** Cumulative share. */
  readonly upTo: number;
  readonly duration: Sampler;
  readonly tags: TagSet;
}

export class GeneratedSource implements SourceInput {
  nextAt: number;
  readonly #workload: number;
  readonly #maxJobs: number;
  readonly #timeout: Micros;
  readonly #intake: JobIntake;
  readonly #kinds: readonly JobKind[];
  readonly #feeds: readonly BatchFeed[];
  /** The feed whose batch is next or under way, how many of its jobs have come, and how many of all. */
  #feed: BatchFeed;
  #index = 0;
  #count = 0;

  constructor(workload: number, name: string, arrivals: GeneratedArrivals, timeout: Micros, intake: JobIntake, streams: Streams) {
    this.#workload = workload;
    this.#maxJobs = arrivals.maxJobs;
    this.#timeout = timeout;
    this.#intake = intake;
    const weights = arrivals.classes.reduce((sum, kind) => sum + kind.weight, 0);
    let upTo = 0;
    this.#kinds = arrivals.classes.map((spec) => {
      upTo += spec.weight / weights;
      return { spec, upTo, duration: new Sampler(spec.duration), tags: intake.tagSet(spec.tags) };
    });
    const pattern = new PatternFeed(name, arrivals, streams);
    this.#feeds = [pattern, ...arrivals.schedules.map((schedule) => new ScheduleFeed(name, schedule, arrivals, streams))];
    this.#feed = pattern;
    this.nextAt = this.#choose();
  }

  fire(): void {
    const feed = this.#feed;
    const kind = this.#drawKind();
    const index = this.#index++;
    const { project } = feed;
    const script = kind.duration.sampleInteger(feed.uniform(index, DURATION));
    const fails = kind.spec.failure > 0 && feed.uniform(index, FAILURE) < kind.spec.failure;
    const at = this.nextAt;
    this.#count++;
    if (this.#count >= this.#maxJobs) this.nextAt = NEVER;
    else if (this.#index >= feed.size) {
      this.#index = 0;
      feed.next();
      this.nextAt = this.#choose();
    }
    this.#intake.queue(this.#workload, project, at, kind.tags, kind.spec.protected, script, this.#timeout, NEVER, fails ? SCRIPT_FAILS : 0);
  }

  /** Takes the feed whose batch comes first, of one instant the pattern's, then by name of the schedule; returns when it comes. */
  #choose(): Micros {
    let first = this.#feeds[0]!;
    for (const feed of this.#feeds) if (feed.nextAt < first.nextAt) first = feed;
    this.#feed = first;
    return first.nextAt;
  }

  #drawKind(): JobKind {
    const kinds = this.#kinds;
    if (kinds.length === 1) return kinds[0]!;
    const u = this.#feed.uniform(this.#index, CLASS);
    return kinds.find((kind) => u < kind.upTo) ?? kinds.at(-1)!;
  }
}
