/** Reads a weekly profile: a CSV file of `hour_of_week,pipelines_per_hour`. */
import { readCsv } from '../trace/csv.js';
import { withExcerpt, type Issue } from './text/issue.js';
import { HOURS_OF_WEEK } from './schema/workload.js';

/** Rates above this an hour are taken for a slip of the pen. */
const HIGHEST = 3.6e9;

/** Returns the rate per hour in each hour of the week from Monday 00:00, or the issues of the file. */
export function readRateFile(text: string, file: string): { rates?: number[]; issues: Issue[] } {
  const issues: Issue[] = [];
  const rates = new Array<number | undefined>(HOURS_OF_WEEK).fill(undefined);
  const error = (line: number, message: string): void => {
    const position = { line, column: 1 };
    issues.push({ severity: 'error', file, position, message, excerpt: withExcerpt(text, position) });
  };
  let hasHeader = false;
  readCsv(text, {
    torn: (message, line) => error(line, `torn row: ${message}; expected two numbers, hour_of_week,pipelines_per_hour`),
    row: (cells, line) => {
      const [hourText = '', rateText = ''] = cells.map((cell) => cell.trim());
      if (!hasHeader) {
        hasHeader = true;
        if (hourText !== 'hour_of_week' || rateText !== 'pipelines_per_hour') {
          error(line, `expected the header hour_of_week,pipelines_per_hour, got '${cells.join(',').slice(0, 60)}'`);
        }
        return;
      }
      const hour = /^\d{1,3}$/u.test(hourText) ? Number(hourText) : NaN;
      const rate = /^\d+(?:\.\d+)?(?:e[+-]?\d+)?$/iu.test(rateText) ? Number(rateText) : NaN;
      if (cells.length !== 2) error(line, `torn row: expected 2 cells, hour_of_week,pipelines_per_hour, got ${cells.length}`);
      else if (!(hour < HOURS_OF_WEEK)) error(line, `expected an hour of the week from 0 (Monday 00:00) to 167, got '${hourText}'`);
      else if (!(rate <= HIGHEST)) error(line, `expected a rate per hour, a number of 0 or more, got '${rateText}'`);
      else if (rates[hour] !== undefined) error(line, `the hour ${hour} is there twice; expected each of 0 to 167 once`);
      else rates[hour] = rate;
    },
  });
  const missing = rates.flatMap((rate, hour) => (rate === undefined ? [hour] : []));
  if (issues.length === 0 && missing.length > 0) {
    const list = missing.length > 5 ? `${missing.slice(0, 5).join(', ')} and ${missing.length - 5} more` : missing.join(', ');
    issues.push({ severity: 'error', file, message: `the hours ${list} are missing; expected a row for each hour of the week, 0 to 167` });
  }
  return issues.length > 0 ? { issues } : { rates: rates.map((rate) => rate ?? 0), issues };
}
