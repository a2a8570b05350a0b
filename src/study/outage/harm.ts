/** What one outage did: a run with it against the same run without it, over the same time. */
import { HOUR, MINUTE, SECOND, type Micros } from '../../units/time.js';
import { countUpTo, type Ledger } from './ledger.js';
import type { Slo } from './slo.js';

/** The harm of one outage in one run. Differences of counts may fall below zero where chance goes the other way. */
export interface Harm {
  /** Jobs that start late, more than without. */
  readonly late: number;
  /** Hours that all jobs together waited longer. */
  readonly waitHours: number;
  /** Jobs that ended as `runner_system_failure`, more than without; each counts once, whether it is retried or not. */
  readonly lost: number;
  /** Minutes in which the SLO was missed, more than without. */
  readonly sloMinutes: number;
  /** Minutes from the end of the outage until the backlog was back; null where it was not by the end of the run. */
  readonly recoverMinutes: number | null;
}

/** When the outage was, and until when both runs are looked at. */
export interface HarmWindow {
  readonly from: Micros;
  readonly to: Micros;
  readonly until: Micros;
}

/**
 * Returns the harm. Both runs are the same up to the outage, so sums over all jobs of both, cut at `until`, differ by what it did. The backlog is back when
 * it is no higher than its mean of the hour before the outage, or than without the outage at the same instant.
 */
export function harmOf(run: Ledger, without: Ledger, { from, to, until }: HarmWindow, slo: Slo): Harm {
  const own = run.totals(0, until, slo.bound);
  const other = without.totals(0, until, slo.bound);
  const seconds = own.waitSeconds - other.waitSeconds + (own.waitMicros - other.waitMicros) / SECOND;
  return {
    late: own.late - other.late,
    waitHours: (seconds * SECOND) / HOUR,
    lost: own.lost - other.lost,
    sloMinutes: run.missedMinutes(from, until, slo) - without.missedMinutes(from, until, slo),
    recoverMinutes: recovery(run, without, { from, to, until }),
  };
}

function recovery(run: Ledger, without: Ledger, { from, to, until }: HarmWindow): number | null {
  const usual = without.meanBacklog(Math.max(0, from - HOUR), from);
  const isBack = (at: Micros, backlog: number): boolean => backlog <= usual || backlog <= without.backlogAt(at);
  const end = Math.min(to, until);
  if (isBack(end, run.backlogAt(end))) return 0;
  // The backlog of the run falls only when a job leaves it.
  const { arrivals, departures } = run;
  let arrived = countUpTo(arrivals, end);
  for (let left = countUpTo(departures, end); left < departures.length; left++) {
    const at = departures[left]!;
    if (at >= until) return null;
    while (arrived < arrivals.length && arrivals[arrived]! <= at) arrived++;
    if (isBack(at, arrived - left - 1)) return (at - to) / MINUTE;
  }
  return null;
}
