/** Plays a study of outages: the plain runs first, then one run an outage, each held against the plain one of its replication. */
import type { FleetRun, RunProgress } from '../../models/fleet-run.js';
import type { FaultEffect } from '../../fleet/outage.js';
import type { FleetSpec } from '../../fleet/fleet.js';
import type { DistributionSpec } from '../../sim/random/index.js';
import { estimateMean } from '../../stats/confidence.js';
import { DAY, MINUTE, SECOND, WEEK, type Micros } from '../../units/time.js';
import type { StartFleet } from '../open-run.js';
import { withOutage, withoutFaults } from './fleets.js';
import { harmOf, type Harm } from './harm.js';
import type { Held } from './held.js';
import { Ledger } from './ledger.js';
import {
  OUTAGE_SCHEMA_VERSION,
  type Availability,
  type HeldWeek,
  type MeanHarm,
  type OutageFacts,
  type OutageResult,
  type Spread,
  type SweepCell,
  type YearOutage,
} from './outage-result.js';
import { planSweep, planYears, YEAR, type DrawnOutage, type PlannedOutage } from './plan.js';
import type { Slo } from './slo.js';
import { effectWords, type NamedTarget } from './target.js';

/** What is studied. */
export interface OutageQuestion {
  readonly fleet: FleetSpec;
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

/** One run of a study, to be driven to its end by the caller before the next is asked for. */
export interface StudyRun {
  readonly horizon: Micros;
  readonly now: Micros;
  advance(maxEvents: number): RunProgress;
}

/** The outages that a question asks for. */
export interface OutagePlan {
  readonly sweeps: readonly (readonly PlannedOutage[])[];
  readonly drawn: readonly DrawnOutage[];
  /** Runs in all. */
  readonly runs: number;
}

/** Returns the outages of a question. */
export function planStudy(question: OutageQuestion): OutagePlan {
  const { fleet, facts, every, room, clock, durations, years, between, duration, held } = question;
  const sweeps = durations.map((length) => planSweep(fleet, { every, duration: length, room, clock, held }));
  const drawn = planYears(fleet, { seed: facts.seed, years, between, duration }, room);
  const cells = sweeps.reduce((sum, cells) => sum + cells.length, 0);
  return { sweeps, drawn, runs: facts.replications * (1 + cells) + drawn.length };
}

/** Thrown where the run without outages hits a limit: there is nothing to compare with. */
export class PlainRunCut extends Error {
  readonly outcome: RunProgress;

  constructor(outcome: RunProgress) {
    super(`the run without outages ended with ${outcome}`);
    this.outcome = outcome;
  }
}

/** One run's harm, and whether a limit ended it. */
type Played = Harm & { readonly isCut: boolean };

/** Yields each run in turn and returns the result; a pure function of the question. */
export function* playStudy(start: StartFleet, question: OutageQuestion, plan: OutagePlan): Generator<StudyRun, OutageResult, void> {
  const { fleet, facts, target, effect, slo } = question;
  const plain: Ledger[] = [];
  for (let replication = 0; replication < facts.replications; replication++) {
    const { ledger, outcome } = yield* play(start, withoutFaults(fleet), question, replication);
    if (outcome !== 'done') throw new PlainRunCut(outcome);
    plain.push(ledger);
  }
  const once = function* ({ from, duration, until }: PlannedOutage, replication: number): Generator<StudyRun, Played, void> {
    const broken = withOutage(fleet, { target, effect, from, to: from + duration }, until);
    const { ledger, outcome, now } = yield* play(start, broken, question, replication);
    const harm = harmOf(ledger, plain[replication]!, { from, to: from + duration, until: Math.min(until, now) });
    return { ...harm, isCut: outcome !== 'done' };
  };
  const maps: { durationSeconds: number; cells: SweepCell[] }[] = [];
  for (const [index, sweep] of plan.sweeps.entries()) {
    const cells: SweepCell[] = [];
    for (const outage of sweep) {
      const played: Played[] = [];
      for (let replication = 0; replication < facts.replications; replication++) played.push(yield* once(outage, replication));
      cells.push({ startSeconds: outage.from / SECOND, ...timeOfWeek(question.clock + outage.from), ...meanOf(played) });
    }
    maps.push({ durationSeconds: question.durations[index]! / SECOND, cells });
  }
  const outages: YearOutage[] = [];
  for (const [index, outage] of plan.drawn.entries()) {
    const replication = index % facts.replications;
    outages.push(placed(outage, yield* once(outage, replication), replication, question.clock));
  }
  return {
    schemaVersion: OUTAGE_SCHEMA_VERSION,
    ...facts,
    target: { kind: target.kind, name: target.name, effect: effectWords(effect) },
    slo: { seconds: slo.bound / SECOND, share: slo.share },
    everySeconds: question.every / SECOND,
    held: question.held === undefined ? null : heldWeek(question.held, question.clock),
    maps,
    availability: question.years === 0 ? null : availabilityOf(question, plain, outages),
    isCut: outages.some(({ isCut }) => isCut) || maps.some(({ cells }) => cells.some(({ isCut }) => isCut)),
  };
}

function* play(
  start: StartFleet,
  fleet: FleetSpec,
  { facts, slo }: OutageQuestion,
  replication: number,
): Generator<StudyRun, { ledger: Ledger; outcome: RunProgress; now: Micros }, void> {
  const ledger = new Ledger(fleet, slo);
  const run: FleetRun = start(fleet, { seed: facts.seed, replication, recorder: ledger });
  let outcome: RunProgress = 'more';
  yield {
    horizon: fleet.horizon,
    get now() {
      return run.now;
    },
    advance(maxEvents) {
      outcome = run.advance(maxEvents);
      return outcome;
    },
  };
  ledger.close(run.signals);
  return { ledger, outcome, now: run.now };
}

function meanOf(played: readonly Played[]): MeanHarm {
  const spread = (key: 'late' | 'held' | 'waitHours' | 'lost' | 'sloMinutes'): Spread => spreadOf(played.map((harm) => harm[key]));
  const back = played.flatMap(({ recoverMinutes }) => recoverMinutes ?? []);
  return {
    late: spread('late'),
    held: spread('held'),
    waitHours: spread('waitHours'),
    lost: spread('lost'),
    sloMinutes: spread('sloMinutes'),
    recoverMinutes: back.length === played.length ? estimateMean(back).mean : null,
    isCut: played.some(({ isCut }) => isCut),
  };
}

function spreadOf(values: readonly number[]): Spread {
  const { mean, halfWidth } = estimateMean(values);
  return { mean, halfWidth: halfWidth ?? null };
}

/** Weekday (Monday = 0) and minute of the day of an instant of the local clock; 1970-01-01 was a Thursday. */
function timeOfWeek(local: Micros): { weekday: number; minuteOfDay: number } {
  const day = Math.floor(local / DAY);
  return { weekday: (((day + 3) % 7) + 7) % 7, minuteOfDay: Math.floor((local - day * DAY) / MINUTE) };
}

function heldWeek({ because, from, until }: Held, clock: Micros): HeldWeek {
  const at = (micros: Micros): HeldWeek['from'] => ({ startSeconds: micros / SECOND, ...timeOfWeek(clock + micros) });
  return { because, from: at(from), until: at(until) };
}

function placed(outage: DrawnOutage, played: Played, replication: number, clock: Micros): YearOutage {
  return {
    year: outage.year + 1,
    dayOfYear: Math.floor(outage.atOfYear / DAY) + 1,
    ...timeOfWeek(clock + outage.from),
    startSeconds: outage.from / SECOND,
    drawnSeconds: outage.drawn / SECOND,
    durationSeconds: outage.duration / SECOND,
    replication,
    ...played,
  };
}

function availabilityOf({ fleet, years }: OutageQuestion, plain: readonly Ledger[], outages: readonly YearOutage[]): Availability {
  const { warmup } = fleet;
  // Whole weeks, where there are some: days differ.
  const weeks = Math.floor((fleet.horizon - warmup) / WEEK);
  const horizon = weeks > 0 ? warmup + weeks * WEEK : fleet.horizon;
  const measured = plain.map((ledger) => ledger.jobs.counts({ from: warmup, until: horizon, at: fleet.horizon }));
  const jobsPerYear = (estimateMean(measured.map(({ jobs }) => jobs)).mean * YEAR) / (horizon - warmup);
  const withoutOutages = estimateMean(measured.map(({ jobs, late }) => (jobs === 0 ? 1 : 1 - late / jobs))).mean;
  const lateShares = Array.from({ length: years }, (_, year) => {
    const late = outages.reduce((sum, outage) => sum + (outage.year === year + 1 ? outage.late : 0), 0);
    return jobsPerYear === 0 ? 0 : late / jobsPerYear;
  });
  return {
    years,
    jobsPerYear,
    withoutOutages,
    ofOutages: spreadOf(lateShares.map((share) => 1 - share)),
    inAll: spreadOf(lateShares.map((share) => withoutOutages - share)),
    capped: outages.filter(({ durationSeconds, drawnSeconds }) => durationSeconds < drawnSeconds).length,
    outages,
  };
}
