/** What one outage did: a run with it against the same run without it, over the same time. */
import type { HarmPeriod } from '../../results/outages/harm.js';
import { recoveredAt, type Evidence } from '../../results/outages/recovery.js';
import { HOUR, MINUTE, SECOND, type Micros } from '../../units/time.js';

/** The harm of one outage in one run. Differences of counts may fall below zero where chance goes the other way. */
export interface Harm {
  /** Jobs that are handed out late, more than without. */
  readonly late: number;
  /** Jobs that are handed out in time and held up in their preparation as long, more than without. */
  readonly held: number;
  /** Hours that all jobs together waited longer. */
  readonly waitHours: number;
  /**
   * Jobs in the system at some time from the begin until the fleet was as before that ended as `runner_system_failure`, more than without; each counts once,
   * whether it is retried or not.
   */
  readonly lost: number;
  /** Minutes in which the SLO was missed, more than without. */
  readonly sloMinutes: number;
  /** Minutes from the end of the outage until the fleet was as before; null where that was not seen by the end of the run. */
  readonly recoverMinutes: number | null;
}

/** When the outage was, and until when both runs are looked at. */
export interface HarmWindow {
  readonly from: Micros;
  readonly to: Micros;
  readonly until: Micros;
}

/** Returns the harm. Both runs are the same up to the outage, so sums over all jobs of both, cut at `until`, differ by what it did. */
export function harmOf(run: Evidence, without: Evidence, { from, to, until }: HarmWindow): Harm {
  const whole: HarmPeriod = { from: 0, until, at: until };
  const [own, other] = [run.jobs.counts(whole), without.jobs.counts(whole)];
  const seconds = own.waitSeconds - other.waitSeconds + (own.waitMicros - other.waitMicros) / SECOND;
  const during: HarmPeriod = { from, until, at: until };
  const recovered = to > until ? undefined : recoveredAt(run, { start: from, end: to }, until, without);
  const hit = [{ from, until: recovered ?? until }];
  const harm = {
    late: own.late - other.late,
    held: own.held - other.held,
    waitHours: (seconds * SECOND) / HOUR,
    lost: run.jobs.lost(hit, until) - without.jobs.lost(hit, until),
    sloMinutes: run.jobs.missedMinutes(during) - without.jobs.missedMinutes(during),
  };
  // A run that ends too soon to see ten calm minutes has nothing to recover from where nothing differs.
  const isSame = Object.values(harm).every((difference) => difference === 0);
  const minutes = recovered === undefined ? null : (recovered - to) / MINUTE;
  return { ...harm, recoverMinutes: minutes ?? (isSame ? 0 : null) };
}
