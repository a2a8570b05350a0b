/** Events of a scenario that say what a history shows: a runner was away for a time. */
import type { Absence } from '../../history/describe/absences.js';
import type { SeenRunner } from '../../history/describe/runners.js';
import { timeText } from '../../history/judge.js';
import type { FleetSpec } from '../../fleet/fleet.js';
import { durationText } from '../../units/duration.js';
import { SECOND, type Micros } from '../../units/time.js';
import type { BacktestAbsence } from './backtest-result.js';

/** Where the times of a history lie in a run. */
export interface RunTimes {
  readonly isClock: boolean;
  /** The instant of the history at which the run begins. */
  readonly origin: Micros;
}

/**
 * Returns the absences with the event of each: an outage of the process of that name (signs between its parts apart; of its group, its registration, or its entry), else of one that takes the
 * tags of its jobs; of two absences that overlap, of different ones.
 */
export function absentEvents(
  absences: readonly Absence[],
  runners: readonly SeenRunner[],
  fleet: FleetSpec,
  times: RunTimes,
): BacktestAbsence[] {
  const used: { readonly manager: number; readonly absence: Absence }[] = [];
  return absences.map((absence): BacktestAbsence => {
    const isTaken = (manager: number): boolean =>
      used.some(
        ({ manager: other, absence: { from, to, runner } }) =>
          other === manager && runner !== absence.runner && from < absence.to && absence.from < to,
      );
    const named = managersNamed(fleet, absence.runner);
    const tags = runners.find(({ name }) => name === absence.runner)?.tags ?? new Set();
    const manager = [...named, ...managersTaking(fleet, tags)].find((one) => !isTaken(one));
    if (manager !== undefined) used.push({ manager, absence });
    const { runner, passed, from, to } = absence;
    return {
      runner,
      passed,
      from: timeText(from, times.isClock),
      to: timeText(to, times.isClock),
      event: manager === undefined ? null : eventOf(absence, fleet.managers[manager]!.name, times),
      isAssumed: manager !== undefined && !named.includes(manager),
    };
  });
}

/** Processes that bear the name, the nearest first. */
function managersNamed({ managers, groups, runners }: FleetSpec, name: string): number[] {
  const entriesOf = (manager: number) => managers[manager]!.configs[0]?.entries ?? [];
  const all = [...managers.keys()];
  const bare = bareName(name);
  const such = [
    all.filter((manager) => managers[manager]!.name === name),
    all.filter((manager) => bareName(managers[manager]!.name) === bare),
    all.filter((manager) => groups[managers[manager]!.group] === name),
    all.filter((manager) => entriesOf(manager).some((entry) => entry.name === name || runners[entry.runner]!.name === name)),
  ];
  return [...new Set(such.flat())];
}

/** A name without what people put between its parts: `g01-r04`, `g01_r04` and `G01 r04` are one. */
function bareName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Processes that take jobs with all of these tags. */
function managersTaking({ managers, runners }: FleetSpec, tags: ReadonlySet<string>): number[] {
  const takes = (manager: number): boolean =>
    (managers[manager]!.configs[0]?.entries ?? []).some((entry) => [...tags].every((tag) => runners[entry.runner]!.tags.includes(tag)));
  return [...managers.keys()].filter(takes);
}

/** Names that YAML reads as texts without quotes. */
const PLAIN = /^(?!(?:true|false|null|yes|no|on|off|y|n)$)[a-z][\w.-]*$/iu;

/** The event on one line. It begins and ends on whole seconds, so that it can be read, and is no shorter than the absence. */
function eventOf({ from, to }: Absence, manager: string, { isClock, origin }: RunTimes): string {
  const begin = Math.max(origin, Math.floor(from / SECOND) * SECOND);
  const at = isClock ? timeText(begin, true) : durationText(begin - origin);
  const lasts = durationText(Math.ceil((to - begin) / SECOND) * SECOND);
  const name = PLAIN.test(manager) ? manager : JSON.stringify(manager);
  return `{ at: ${at}, for: ${lasts}, outage: { manager: ${name} } }`;
}
