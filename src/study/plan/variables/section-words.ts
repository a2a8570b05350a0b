/** What people call the hours of a section of a config.toml: `Mon-Fri 07-20` for `* * 7-19 * * mon-fri *`. */
import { CronError, parseCron } from '../../../scenario/periods/cron-expression.js';
import { parseMinutes } from '../../../scenario/periods/minute-expression.js';
import { hoursOfWeek, weekWords, type CronForm } from '../../../scenario/periods/week-hours.js';

/** Returns the words for the expressions of a section; what is not whole hours of the week is shown as it is written. */
export function sectionWords(periods: readonly string[], form: CronForm): string {
  if (periods.length === 0) return 'always';
  try {
    const hours = hoursOfWeek(periods.map(form === 'seven_fields' ? parseCron : parseMinutes));
    if (hours !== undefined) return weekWords(hours);
  } catch (error) {
    if (!(error instanceof CronError)) throw error;
  }
  return periods.join(' and ');
}
