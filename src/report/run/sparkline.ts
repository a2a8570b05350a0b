/** A signal over time as one line of characters, for terminals and lists. */
import type { StudyResult } from '../../study/study-result.js';
import { numberText, secondsText } from '../frame/numbers.js';
import { levelsOf } from '../frame/spark.js';
import { measured, sumSignals, thinned, type Series } from '../frame/series.js';

/** Characters of a line. */
export const SPARK_WIDTH = 48;

/** One line: how high the signal stands in each column, from 0 to 7, and what the highest column is. */
export interface Sparkline {
  readonly name: string;
  readonly levels: readonly number[];
  readonly note: string;
}

/** The lines of a summary, with the time that a column is. */
export interface Sparklines {
  readonly title: string;
  readonly lines: readonly Sparkline[];
}

/** Returns jobs that wait and machines over the measured period; undefined without a timeline. Signals that never rise are left out. */
export function sparklines({ first, replications }: StudyResult): Sparklines | undefined {
  const { timeline } = first;
  if (timeline === undefined) return undefined;
  const lines: Sparkline[] = [];
  let column = 0;
  for (const [name, signal] of [
    ['jobs waiting', 'jobs_pending'],
    ['workers busy', 'workers_busy'],
    ['machines', 'machines_all'],
  ] as const) {
    const whole = sumSignals(timeline, (other) => other.name === signal);
    if (whole === undefined) continue;
    const series = thinned(measured(whole, first.window.from), SPARK_WIDTH);
    column = series.binSeconds;
    const line = sparkline(name, series);
    if (line !== undefined) lines.push(line);
  }
  if (lines.length === 0) return undefined;
  const which = replications > 1 ? ', first replication' : '';
  const since = first.window.from > 0 ? ' after the warm-up' : '';
  return { title: `Over time${since} (a column is the average of ${secondsText(column)}${which})`, lines };
}

function sparkline(name: string, series: Series): Sparkline | undefined {
  const most = Math.max(...series.averages);
  if (!(most > 0)) return undefined;
  return { name, levels: levelsOf(series.averages, most), note: `to ${numberText(most)}` };
}
