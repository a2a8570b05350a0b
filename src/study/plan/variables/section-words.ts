/** What people call the hours of a section of a config.toml: `Mon-Fri 07-20` for `* * 7-19 * * mon-fri *`. */
import { CronError, parseCron } from '../../../scenario/periods/cron-expression.js';
import { parseMinutes } from '../../../scenario/periods/minute-expression.js';
import { hoursOfWeek, weekWords, type CronForm } from '../../../scenario/periods/week-hours.js';

/** Whose clock hours are on: the time zone of a section, and that in which the scenario tells its own. */
export interface SectionClock {
  readonly zone: string;
  readonly told: string;
}

/** Returns the words for the expressions of a section; what is not whole hours of the week is shown as it is written. */
export function sectionWords(periods: readonly string[], form: CronForm, clock: SectionClock): string {
  if (periods.length === 0) return 'always';
  try {
    const hours = hoursOfWeek(periods.map(form === 'seven_fields' ? parseCron : parseMinutes));
    if (hours !== undefined) return onClock(weekWords(hours), clock);
  } catch (error) {
    if (!(error instanceof CronError)) throw error;
  }
  return onClock(periods.join(' and '), clock);
}

/** Returns words for hours with the time zone behind them where it is not the one in which everything else is told. */
export function onClock(words: string, { zone, told }: SectionClock): string {
  return zone === told || words === 'always' || words === 'never' ? words : `${words} ${zone}`;
}
