/** Fits a history: what of it a scenario is made of, each number with its error. A pure function of its jobs, in whatever order they were told. */
import type { OffsetsOf } from '../../trace/times.js';
import { SECOND, type Micros } from '../../units/time.js';
import type { History } from '../describe/history-jobs.js';
import { LocalClock } from '../../scenario/periods/local-clock.js';
import { waitsKnown } from '../wait-known.js';
import { wholeDays, type WholeDays } from './days.js';
import { blocksOf } from './blocks.js';
import { batchFit, profileFit, type BatchFit } from './batches.js';
import { cvOf, meanOf, type Estimate } from './estimate.js';
import { served } from '../served-jobs.js';
import type { LoadKind } from './load-kinds.js';
import { tagsIn } from './tags.js';
import { shownFleet, type ShownFleet } from './shown-fleet.js';
import { idleShare } from './waits.js';

/** A profile of fewer days says what happened in them and not what a week is like. */
export const PROFILE_DAYS = 28;

/** What a history is read with. */
export interface FitOptions {
  readonly load: LoadKind;
  /** Whether waits are those of a place: false where jobs came with their pipeline, so that waits hold earlier stages. */
  readonly hasOwnWaits: boolean;
  readonly timezone: string;
  readonly offsetsOf: OffsetsOf | undefined;
}

/** What a history comes to. */
export interface HistoryFit {
  readonly timezone: string;
  readonly isClock: boolean;
  readonly jobs: number;
  readonly from: Micros;
  readonly to: Micros;
  /** Undefined: it holds no whole day. */
  readonly days: WholeDays | undefined;
  /** Seconds that jobs ran, of those that did. */
  readonly duration: { readonly mean: Estimate; readonly cv: Estimate; readonly jobs: number; readonly longest: Micros } | undefined;
  /** Every tag that a job asked for. */
  readonly tags: readonly string[];
  readonly load: LoadKind;
  /** Of a load of pipelines; undefined: whole days, or a history too short for a profile. */
  readonly batches: BatchFit | undefined;
  readonly fleet: ShownFleet;
  /** Whether waits are those for a place, and hold no earlier stages. */
  readonly hasOwnWaits: boolean;
  /** Share of the waiting that no size of the fleet explains; undefined: nobody says who ran the jobs. */
  readonly idleShare: number | undefined;
}

/** Returns the fit of a history. */
export function fitHistory(told: History, { load, hasOwnWaits, timezone, offsetsOf }: FitOptions): HistoryFit {
  const history = served(told);
  const { jobs, isClock, from, to } = history;
  const clock = new LocalClock(isClock ? offsetsOf : undefined, from, to);
  const days = wholeDays(history, clock);
  const ended = jobs.filter(({ ran }) => ran !== undefined);
  const ran = Float64Array.from(ended, (job) => job.ran! / SECOND);
  const blocks = blocksOf(ended, clock);
  return {
    timezone,
    isClock,
    jobs: jobs.length,
    from,
    to,
    days,
    duration:
      ran.length === 0
        ? undefined
        : {
            mean: meanOf(ran, blocks),
            cv: cvOf(ran, blocks),
            jobs: ran.length,
            longest: Math.round(ran.reduce((most, own) => Math.max(most, own), 0) * SECOND),
          },
    tags: [...new Set(jobs.flatMap(({ tags }) => tagsIn(tags)))].sort(),
    load,
    batches: days === undefined ? undefined : batchesOf(load, withWork(history), days, clock),
    fleet: shownFleet(history, hasOwnWaits),
    hasOwnWaits,
    idleShare: idleShare(history),
  };
}

/** A job that was cancelled while it waited brought no work: drawn as a job of its kind it would. */
function withWork(history: History): History {
  const knownOf = waitsKnown(history.jobs);
  return { ...history, jobs: history.jobs.filter((job) => knownOf(job) !== 'cancelled') };
}

function batchesOf(load: LoadKind, history: History, days: WholeDays, clock: LocalClock): BatchFit | undefined {
  switch (load) {
    case 'days':
      return undefined;
    case 'batches':
      return batchFit(history, days, clock);
    case 'profile':
      return days.days < PROFILE_DAYS ? undefined : profileFit(history, days, clock);
  }
}
