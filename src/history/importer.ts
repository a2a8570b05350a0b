/** Imports a history: what a source tells goes through judgement into rows, and every one is accounted for. */
import type { OffsetsOf } from '../trace/times.js';
import { TimeReader } from '../trace/times.js';
import { CANCELLED } from '../trace/row.js';
import { SharedArrivals } from '../trace/shared-arrivals.js';
import { keyOf, SeenJobs } from './seen-jobs.js';
import { judge, type Arrival, type Doubt, type Drop, type KeptJob, type Repair } from './judge.js';
import type { NeededEnds } from './needs.js';
import type { SourceKind, SourceOptions, Source } from './sources/source.js';
import type { Place, ToldJob, ToldSink } from './told-job.js';

/** Places that are told one by one for each reason. */
const TOLD = 3;

/** How many jobs had a reason, and where the first of them stand. */
export interface Reason {
  readonly count: number;
  readonly first: readonly { readonly place: Place; readonly why: string }[];
}

/** What became of a history. Each job told is kept or dropped: `told` = `kept` + the counts of `dropped`. */
export interface ImportReport {
  /** Jobs that the source told of. */
  readonly told: number;
  readonly kept: number;
  readonly dropped: Readonly<Partial<Record<Drop, Reason>>>;
  /** Of those kept. */
  readonly repaired: Readonly<Partial<Record<Repair, Reason>>>;
  readonly doubtful: Readonly<Partial<Record<Doubt | 'arrival_shared' | 'cancelled_without_runner', Reason>>>;
  /** Kept jobs by what says when they became pending. */
  readonly arrivals: Readonly<Partial<Record<Arrival, number>>>;
  /** Pieces that no job could be read from. */
  readonly unreadable: Reason;
  /** Tags that hold blanks: a scenario has to be told what stands between tags. */
  readonly hasBlankTags: boolean;
}

export interface ImportOptions extends SourceOptions {
  /** Offsets of the zone of times that say none; undefined: such times are wrong. */
  readonly offsetsOf?: OffsetsOf;
  /** How the user states that zone. */
  readonly stateZone?: string;
  /** Ends of the jobs that others need, of the same history. */
  readonly needed?: NeededEnds;
}

/**
 * Takes a history piece by piece and hands on what is kept of it. Memory: that of `SeenJobs`, by which a job that comes again is known; where creation is
 * all that says when jobs came, some 230 bytes a pipeline besides.
 */
export class Importer implements ToldSink {
  readonly #keep: (job: KeptJob, place: Place) => void;
  readonly #source: Source;
  readonly #needed: NeededEnds | undefined;
  readonly #times: TimeReader;
  readonly #seen = new SeenJobs();
  readonly #arrivals = new SharedArrivals();
  readonly #pipelines = new Map<string, number>();
  readonly #dropped = new Reasons<Drop>();
  readonly #repaired = new Reasons<Repair>();
  readonly #doubtful = new Reasons<Doubt | 'arrival_shared' | 'cancelled_without_runner'>();
  readonly #unreadable = new Reasons<'unreadable'>();
  readonly #by: Partial<Record<Arrival, number>> = {};
  #told = 0;
  #kept = 0;
  #hasBlankTags = false;
  #isClock: boolean | undefined;
  #namesRunners = false;

  /** `keep` gets each job that is kept and its place, in the order of the history. */
  constructor(kind: SourceKind, options: ImportOptions, keep: (job: KeptJob, place: Place) => void) {
    this.#keep = keep;
    this.#times = new TimeReader(options.offsetsOf, options.stateZone);
    this.#needed = options.needed;
    this.#source = kind.open(this, options);
  }

  push(piece: string): void {
    this.#source.push(piece);
  }

  /** No more comes: returns what became of it. */
  end(): ImportReport {
    this.#source.end();
    const shared = this.#arrivals.count();
    if (shared > 0) this.#doubtful.count('arrival_shared', shared);
    // Without the name of any runner in the whole history an empty one says nothing.
    const { cancelled_without_runner: cancelled, ...doubtful } = this.#doubtful.table();
    return {
      told: this.#told,
      kept: this.#kept,
      dropped: this.#dropped.table(),
      repaired: this.#repaired.table(),
      doubtful: this.#namesRunners ? { ...doubtful, ...(cancelled && { cancelled_without_runner: cancelled }) } : doubtful,
      arrivals: this.#by,
      unreadable: this.#unreadable.table().unreadable ?? { count: 0, first: [] },
      hasBlankTags: this.#hasBlankTags,
    };
  }

  job(told: ToldJob, place: Place): void {
    this.#told++;
    const key = told.job === '' ? undefined : keyOf(told.job, told.attempt);
    if (key !== undefined && this.#seen.has(key)) {
      this.#dropped.add('seen_before', place, `job ${told.job} was there before`);
      return;
    }
    const judged = judge(told, this.#times, this.#needed);
    if ('dropped' in judged) {
      this.#dropped.add(judged.dropped, place, judged.why);
      return;
    }
    if (judged.isClock !== (this.#isClock ?? judged.isClock)) {
      this.#dropped.add('mixed_clocks', place, 'its times are not of the kind of those before (instants or seconds)');
      return;
    }
    if (key !== undefined) this.#seen.add(key);
    this.#isClock = judged.isClock;
    this.#kept++;
    this.#by[judged.arrival] = (this.#by[judged.arrival] ?? 0) + 1;
    for (const repair of judged.repairs) this.#repaired.add(repair, place, '');
    for (const doubt of judged.doubts) this.#doubtful.add(doubt, place, '');
    if (told.runner !== '') this.#namesRunners = true;
    else if (!judged.waitedOnly && CANCELLED.has(told.status.toLowerCase())) this.#doubtful.add('cancelled_without_runner', place, '');
    if (judged.arrival === 'created_at' && told.pipeline !== '' && judged.started !== undefined) {
      this.#arrivals.add(this.#pipelineOf(told), judged.queued, judged.started);
    }
    this.#hasBlankTags ||= told.tags.some((tag) => /\s/u.test(tag));
    this.#keep(judged, place);
  }

  unreadable(message: string, place: Place): void {
    this.#unreadable.add('unreadable', place, message);
  }

  #pipelineOf({ project, pipeline }: ToldJob): number {
    const key = `${project}\u0000${pipeline}`;
    const known = this.#pipelines.get(key);
    if (known !== undefined) return known;
    this.#pipelines.set(key, this.#pipelines.size);
    return this.#pipelines.size - 1;
  }
}

/** Counts by reason, with the first places of each. */
class Reasons<R extends string> {
  readonly #found: Partial<Record<R, { count: number; first: { place: Place; why: string }[] }>> = {};

  add(reason: R, place: Place, why: string): void {
    const found = (this.#found[reason] ??= { count: 0, first: [] });
    found.count++;
    if (found.first.length < TOLD) found.first.push({ place, why });
  }

  /** So many of which no place is known. */
  count(reason: R, count: number): void {
    this.#found[reason] = { count, first: [] };
  }

  table(): Partial<Record<R, Reason>> {
    return this.#found;
  }
}
