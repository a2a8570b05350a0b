/** The form of `outage.json`: what a study of outages found, plain and versioned. */
import type { Seconds } from '../../units/time.js';
import type { Harm } from './harm.js';
import type { Held } from './held.js';

/** Raised by one with every change that an older reader cannot take. */
export const OUTAGE_SCHEMA_VERSION = 2;

/** A mean over replications, with Student's 95 % half-width; null for one replication. */
export interface Spread {
  readonly mean: number;
  readonly halfWidth: number | null;
}

/** The harm of one outage over all replications that played it. */
export interface MeanHarm {
  readonly late: Spread;
  readonly held: Spread;
  readonly waitHours: Spread;
  readonly lost: Spread;
  readonly sloMinutes: Spread;
  /** Null where the fleet was not seen to be as before by the end of a run. */
  readonly recoverMinutes: number | null;
  /** A limit on events or pending jobs ended a run: the harm is at least this. */
  readonly isCut: boolean;
}

/** One outage of the sweep. */
export interface SweepCell extends MeanHarm {
  /** Seconds since the start of the scenario. */
  readonly startSeconds: Seconds;
  /** Monday = 0, on the local clock. */
  readonly weekday: number;
  readonly minuteOfDay: number;
}

/** All starts of one duration, in order of time. */
export interface SweepMap {
  readonly durationSeconds: Seconds;
  readonly cells: readonly SweepCell[];
}

/** The part of the week that the scenario can play starts in, where that is not the whole: other cells are blank. */
export interface HeldWeek {
  readonly because: Held['because'];
  readonly from: Pick<SweepCell, 'startSeconds' | 'weekday' | 'minuteOfDay'>;
  readonly until: Pick<SweepCell, 'startSeconds' | 'weekday' | 'minuteOfDay'>;
}

/** One outage drawn over the years, played once. */
export interface YearOutage extends Harm {
  /** From 1. */
  readonly year: number;
  readonly dayOfYear: number;
  readonly weekday: number;
  readonly minuteOfDay: number;
  readonly startSeconds: Seconds;
  readonly drawnSeconds: Seconds;
  /** What the horizon held of it. */
  readonly durationSeconds: Seconds;
  readonly replication: number;
  readonly isCut: boolean;
}

/** Jobs that start in time over a year. Shares of one. */
export interface Availability {
  readonly years: number;
  readonly jobsPerYear: number;
  /** Share of the jobs of the measured period that start in time without outages, mean over replications. */
  readonly withoutOutages: number;
  /** One minus the jobs late because of outages over those of a year: what outages alone leave. */
  readonly ofOutages: Spread;
  /** Both together. */
  readonly inAll: Spread;
  /** Outages that the horizon cut short. */
  readonly capped: number;
  readonly outages: readonly YearOutage[];
}

/** What the study was of. */
export interface OutageFacts {
  readonly runcast: string;
  readonly scenario: {
    readonly name: string;
    readonly file: string;
    readonly hash: string;
    readonly start: string;
    readonly timezone: string;
  };
  readonly seed: number | string;
  readonly replications: number;
  readonly rerun: string;
  /** Groups whose figures rest on a reconstruction (docker-autoscaler's scaling rule); absent where none does. */
  readonly approximate?: readonly string[];
}

export interface OutageResult extends OutageFacts {
  readonly schemaVersion: typeof OUTAGE_SCHEMA_VERSION;
  readonly target: { readonly kind: string; readonly name: string; readonly effect: string };
  readonly slo: { readonly seconds: Seconds; readonly share: number };
  readonly everySeconds: Seconds;
  /** Null: every start of the week was played. */
  readonly held: HeldWeek | null;
  readonly maps: readonly SweepMap[];
  readonly availability: Availability | null;
  /** A run hit a limit. */
  readonly isCut: boolean;
}
