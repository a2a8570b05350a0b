/** The question of `runcast outage`: which outages, played how, and what a job is held against. */
import { approximateGroups } from '../../fleet/approximate-groups.js';
import type { FaultEffect } from '../../fleet/outage.js';
import { offsetSpans } from '../../scenario/periods/zone.js';
import type { PreparedScenario } from '../../scenario/prepare.js';
import type { DistributionSpec } from '../../sim/random/index.js';
import { SECOND, type Micros, type Milliseconds } from '../../units/time.js';
import { sloOf, type Slo } from '../thresholds/slo.js';
import type { StudyQuestion } from '../study-question.js';
import type { Threshold } from '../thresholds/threshold.js';
import type { Held } from './held.js';
import type { OutageFacts } from './outage-result.js';
import {
  DEFAULT_BETWEEN,
  DEFAULT_DURATION,
  DEFAULT_EVERY,
  DEFAULT_ROOM,
  defaultDurations,
  planSweep,
  planYears,
  type DrawnOutage,
  type PlannedOutage,
} from './plan.js';
import type { NamedTarget } from './target.js';

/** What is studied. */
export interface OutageQuestion extends Pick<StudyQuestion, 'fleet' | 'origin'> {
  readonly facts: OutageFacts;
  readonly target: NamedTarget;
  readonly effect: FaultEffect;
  readonly slo: Slo;
  readonly every: Micros;
  readonly durations: readonly Micros[];
  readonly room: Micros;
  /** 0: no years are drawn. */
  readonly years: number;
  readonly between: DistributionSpec;
  readonly duration: DistributionSpec;
  /** Absent: the run holds a whole week of starts. */
  readonly held?: Held | undefined;
  /** Local time at the start of the run, micros since 1970 as the local clock shows them. */
  readonly clock: Micros;
}

/** What a study of outages is told beside the scenario. Durations in micros. */
export interface OutageOptions {
  /** The scenario's file, as results name it. */
  readonly file: string;
  readonly seed: number | string;
  readonly target: NamedTarget;
  /** As of `effectOf`. */
  readonly effect: FaultEffect;
  /** Runs a start; default: 1. */
  readonly replications?: number | undefined;
  /** Time between two starts, a part of a day; default: 4 h. */
  readonly every?: Micros | undefined;
  /** Default: the median and the 90 % quantile of `duration`. */
  readonly durations?: readonly Micros[] | undefined;
  /** Default: 6 h. */
  readonly room?: Micros | undefined;
  /** Default: what the thresholds state, else 95 % within a minute. */
  readonly slo?: Slo | undefined;
  /** As of `parseThresholds`; default: none. */
  readonly thresholds?: readonly Threshold[] | undefined;
  /** Years of drawn outages; default: 1. */
  readonly years?: number | undefined;
  readonly between?: DistributionSpec | undefined;
  readonly duration?: DistributionSpec | undefined;
  /** Which starts the scenario holds, where it does not hold a week of them. */
  readonly held?: Held | undefined;
  /** The version of runcast that the result names; default: empty. */
  readonly runcast?: string | undefined;
  /** The command that repeats the study; default: empty. */
  readonly rerun?: string | undefined;
}

/** Returns the question that `runcast outage` asks of a scenario. */
export function outageQuestion({ origin, scenario, fleet, hash }: PreparedScenario, options: OutageOptions): OutageQuestion {
  const { file, seed, target, effect, thresholds = [], duration = DEFAULT_DURATION } = options;
  const approximate = approximateGroups(fleet);
  return {
    fleet,
    origin: { hash, scenario: origin },
    facts: {
      runcast: options.runcast ?? '',
      scenario: { name: scenario.name, file, hash, start: scenario.start, timezone: scenario.timezone },
      seed,
      replications: options.replications ?? 1,
      rerun: options.rerun ?? '',
      ...(approximate.length === 0 ? {} : { approximate }),
    },
    target,
    effect,
    slo: options.slo ?? sloOf(thresholds),
    every: options.every ?? DEFAULT_EVERY,
    durations: options.durations ?? defaultDurations(duration),
    room: options.room ?? DEFAULT_ROOM,
    years: options.years ?? 1,
    between: options.between ?? DEFAULT_BETWEEN,
    duration,
    held: options.held,
    clock: localClock(fleet.startEpochMs, scenario.timezone),
  };
}

/** The local time at the start of the run. A change of the clock within the run is not followed: the map has one hour of each name a day. */
function localClock(startEpochMs: Milliseconds, timezone: string): Micros {
  const seconds = Math.floor(startEpochMs / 1000);
  const offset = offsetSpans(timezone, seconds, seconds + 1)[0]?.offset ?? 0;
  return startEpochMs * 1000 + offset * SECOND;
}

/** The outages that a question asks for. */
export interface OutagePlan {
  /** By duration. */
  readonly sweeps: readonly (readonly PlannedOutage[])[];
  readonly drawn: readonly DrawnOutage[];
}

/** Returns the outages of a question. */
export function planOutages({ fleet, facts, every, room, clock, durations, years, between, duration, held }: OutageQuestion): OutagePlan {
  return {
    sweeps: durations.map((length) => planSweep(fleet, { every, duration: length, room, clock, held })),
    drawn: planYears(fleet, { seed: facts.seed, years, between, duration }, room),
  };
}
