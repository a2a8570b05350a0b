/** Runners that were away on the days that a scenario is fitted to. */
import type { FleetSpec } from '../../fleet/fleet.js';
import { absencesOf } from '../../history/describe/absences.js';
import type { History } from '../../history/describe/history-jobs.js';
import { runnersOf } from '../../history/describe/runners.js';
import type { WholeDays } from '../../history/fit/days.js';
import { absentEvents } from '../backtest/absent-events.js';
import type { BacktestAbsence } from '../backtest/backtest-result.js';

/** Returns the absences that fall on these days, the longest first, each with the event of a run of the fleet that begins with the days. */
export function fittedAbsences(history: History, { from, to }: Pick<WholeDays, 'from' | 'to'>, fleet: FleetSpec): BacktestAbsence[] {
  const runners = runnersOf(history);
  const own = absencesOf(history, runners)
    .filter((absence) => absence.from < to && absence.to > from)
    .map((absence) => ({ ...absence, from: Math.max(from, absence.from), to: Math.min(to, absence.to) }));
  return absentEvents(own, runners, fleet, { isClock: history.isClock, origin: from });
}
