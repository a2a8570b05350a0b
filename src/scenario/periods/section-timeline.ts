/** Which autoscaling section is in force when: the switch list a manager follows. */
import type { Micros, Milliseconds } from '../../units/time.js';
import { matchedIntervals, type Interval } from './matched-intervals.js';
import { parsePeriods } from './periods.js';

/** From `at` on section `section` is in force; -1 means the plain values. */
export interface SectionSwitch {
  readonly at: Micros;
  readonly section: number;
}

interface Edge {
  readonly at: Micros;
  readonly section: number;
  readonly opens: boolean;
}

/** Returns the switches over [0, horizon) of sections that match in these intervals, the first one at 0, no two neighbours alike. The last matching section wins. */
export function sectionSwitches(intervals: readonly (readonly Interval[])[], horizon: Micros): SectionSwitch[] {
  const edges = intervals.flatMap((of, section): Edge[] =>
    of.flatMap(({ from, to }) => [
      { at: from, section, opens: true },
      { at: to, section, opens: false },
    ]),
  );
  edges.sort((a, b) => a.at - b.at);
  const isOpen = intervals.map(() => false);
  const switches: { at: Micros; section: number }[] = [{ at: 0, section: -1 }];
  for (const edge of edges) {
    if (edge.at >= horizon) break;
    isOpen[edge.section] = edge.opens;
    const section = isOpen.lastIndexOf(true);
    const last = switches.at(-1);
    if (last?.at === edge.at) last.section = section;
    else if (last?.section !== section) switches.push({ at: edge.at, section });
  }
  // Edges at one instant are applied one after another, so a switch may have ended as it began.
  return switches.filter((current, i) => i === 0 || current.section !== switches[i - 1]?.section);
}

/** Returns the switches of autoscaling sections. A zone that is empty or `Local` is `localZone`. Throws a PeriodError where a section cannot be parsed. */
export function sectionTimeline(
  sections: readonly { readonly Periods: readonly string[]; readonly Timezone: string }[],
  startEpochMs: Milliseconds,
  horizon: Micros,
  localZone: string,
): SectionSwitch[] {
  const intervals = sections.map(({ Periods, Timezone }) =>
    matchedIntervals(parsePeriods(Periods, Timezone), startEpochMs, horizon, localZone),
  );
  return sectionSwitches(intervals, horizon);
}

/** Returns the switches of OffPeak (runner versions before 14.0): section 0 while it is active, else -1. */
export function offPeakTimeline(
  offPeak: { readonly periods: readonly string[]; readonly timezone: string },
  startEpochMs: Milliseconds,
  horizon: Micros,
  localZone: string,
): SectionSwitch[] {
  return sectionTimeline([{ Periods: offPeak.periods, Timezone: offPeak.timezone }], startEpochMs, horizon, localZone);
}
