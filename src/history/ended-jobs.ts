/** The jobs of a history that ended, as those are judged by them that did not. */
import { EndedJobs } from '../trace/open-jobs.js';
import type { Micros } from '../units/time.js';
import type { History, HistoryJob } from './describe/history-jobs.js';
import { waitsKnown } from './wait-known.js';

/** Returns what the jobs that a runner had until their end say of the others. */
export function endedJobs({ jobs }: Pick<History, 'jobs'>): EndedJobs<string> {
  const knownOf = waitsKnown(jobs);
  const ended = new EndedJobs<string>();
  for (const job of jobs) if (job.ran !== undefined && knownOf(job) !== 'cancelled') ended.add(nameOf(job), job.tags, job.ran);
  return ended;
}

/** Returns how long a job without an end runs in a history that ends at `to`, microseconds. */
export function openRun(ended: EndedJobs<string>, job: HistoryJob, to: Micros): Micros {
  return ended.lasts(nameOf(job), job.tags, job.started === undefined ? undefined : to - job.started);
}

function nameOf({ name }: HistoryJob): string | undefined {
  return name === '' ? undefined : name;
}
