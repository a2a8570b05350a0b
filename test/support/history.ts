/** Histories made by hand, and the jobs of a text as `describe` has them. */
import { HistoryJobs, type History, type HistoryJob } from '../../src/history/describe/history-jobs.js';
import { Importer } from '../../src/history/importer.js';
import { sourceOf } from '../../src/history/sources/index.js';
import { HOUR, MINUTE, type Micros } from '../../src/units/time.js';

/** Monday 1 October 2018, 00:00 UTC. */
export const MONDAY: Micros = 1_538_352_000_000_000;

/** A job in minutes since Monday: queued, started and finished. */
export function job(queued: number, started: number | undefined, finished: number | undefined, more: Partial<HistoryJob> = {}): HistoryJob {
  const at = (minutes: number | undefined): Micros | undefined => (minutes === undefined ? undefined : MONDAY + minutes * MINUTE);
  return {
    queued: at(queued)!,
    started: at(started),
    finished: at(finished),
    ran: started === undefined || finished === undefined ? undefined : (finished - started) * MINUTE,
    status: 'success',
    project: 'p',
    pipeline: '',
    name: 'build',
    tags: '',
    runner: '',
    ...more,
  };
}

/** The history of these jobs, until `hours` after Monday 00:00. */
export function historyOf(jobs: readonly HistoryJob[], hours: number): History {
  return { jobs: [...jobs].sort((a, b) => a.queued - b.queued), isClock: true, from: MONDAY, to: MONDAY + hours * HOUR };
}

/** The history in a text. */
export function historyIn(text: string): History {
  const jobs = new HistoryJobs();
  const importer = new Importer(sourceOf(text)!, { columns: {} }, (kept) => jobs.add(kept));
  importer.push(text);
  importer.end();
  return jobs.history();
}
