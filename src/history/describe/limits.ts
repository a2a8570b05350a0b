/** Limits that a history shows: tags whose jobs never run more than so many at once, although more of them wait. */
import { HOUR } from '../../units/time.js';
import type { HistoryLimit } from './description.js';
import { waitedUntil, type History, type HistoryJob } from './history-jobs.js';
import { changesOf } from './sweep.js';

/** Of the waiting, at least this share must have passed while the most jobs ran. */
const SHARE = 0.5;
/** What waits less says nothing, job-hours. */
const LEAST_HOURS = 1;
/** One at once may be a lock or a single runner; that is told by the runners. */
const LEAST_AT_ONCE = 2;

/**
 * Returns the tags that show a limit: at least half of the waiting of their jobs passed while as many of them ran as ever did. The most waiting first.
 */
export function limitsOf(history: History): HistoryLimit[] {
  const byTags = new Map<string, HistoryJob[]>();
  for (const job of history.jobs) {
    const known = byTags.get(job.tags);
    if (known === undefined) byTags.set(job.tags, [job]);
    else known.push(job);
  }
  return [...byTags]
    .flatMap(([tags, jobs]): HistoryLimit[] => {
      const { most, hours, atMost } = walked(jobs, history.to);
      return most >= LEAST_AT_ONCE && hours >= LEAST_HOURS && atMost >= SHARE * hours
        ? [{ tags, atOnce: most, waitingHours: hours, share: atMost / hours }]
        : [];
    })
    .sort((a, b) => b.waitingHours - a.waitingHours || (a.tags < b.tags ? -1 : 1));
}

/** The most jobs at once, job-hours of waiting, and those of them that passed while the most ran. */
function walked(jobs: readonly HistoryJob[], to: number): { readonly most: number; readonly hours: number; readonly atMost: number } {
  const waits = jobs.map((job) => ({ from: job.queued, to: waitedUntil(job, to), of: 'waits' as const }));
  const runs = jobs.flatMap((job) =>
    job.started === undefined ? [] : [{ from: job.started, to: job.finished ?? to, of: 'runs' as const }],
  );
  const byLevel: number[] = [];
  let [running, waiting, since] = [0, 0, 0];
  for (const { at, by, of } of changesOf<'waits' | 'runs'>([...waits, ...runs])) {
    byLevel[running] = (byLevel[running] ?? 0) + (waiting * (at - since)) / HOUR;
    since = at;
    if (of === 'waits') waiting += by;
    else running += by;
    byLevel[running] ??= 0;
  }
  const hours = byLevel.reduce((sum, own) => sum + (own ?? 0), 0);
  return { most: byLevel.length - 1, hours, atMost: byLevel.at(-1) ?? 0 };
}
