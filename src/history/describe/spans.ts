/** How long jobs ran and waited: of all, and of the kinds, tags and runners that have the most of them. */
import { sortedQuantile } from '../../stats/quantiles.js';
import { SECOND, type Micros } from '../../units/time.js';
import type { HistorySpan, HistorySpans } from './description.js';
import type { History, HistoryJob } from './history-jobs.js';
import type { SeenRunner } from './runners.js';

/** Parts that are told of each kind. */
const MOST = 12;

/** Returns how long the jobs of a history ran and waited. Of jobs whose end is not told the time until the history ends is not counted. Machines of a pool stand together. */
export function spansOf(history: History, runners: readonly SeenRunner[]): HistorySpans {
  const poolOf = new Map<string, string>();
  for (const { isPool, name, jobs } of runners) if (isPool) for (const { runner } of jobs) poolOf.set(runner, name);
  return {
    all: spanOf('all', history.jobs),
    byName: by(history.jobs, ({ name }) => name),
    byTags: by(history.jobs, ({ tags }) => tags),
    byRunner: by(history.jobs, ({ runner }) => poolOf.get(runner) ?? runner),
  };
}

/** Returns the parts with the most jobs; none where the history does not tell them apart. */
function by(jobs: readonly HistoryJob[], partOf: (job: HistoryJob) => string): HistorySpan[] {
  const parts = new Map<string, HistoryJob[]>();
  for (const job of jobs) {
    const part = partOf(job);
    const known = parts.get(part);
    if (known === undefined) parts.set(part, [job]);
    else known.push(job);
  }
  if (parts.size < 2) return [];
  return [...parts]
    .sort(([a, own], [b, other]) => other.length - own.length || (a < b ? -1 : 1))
    .slice(0, MOST)
    .map(([name, own]) => spanOf(name, own));
}

function spanOf(name: string, jobs: readonly HistoryJob[]): HistorySpan {
  const ran = jobs.flatMap((job) => job.ran ?? []);
  const waited = jobs.flatMap(({ queued, started }) => (started === undefined ? [] : [started - queued]));
  const failed = jobs.filter(({ status }) => status === 'failed').length;
  const ended = jobs.filter(({ finished, ran }) => finished !== undefined || ran !== undefined).length;
  return {
    name,
    jobs: jobs.length,
    failedShare: ended === 0 ? null : failed / ended,
    duration: quantiles(ran),
    wait: quantiles(waited),
    jobHours: ran.reduce((sum, length) => sum + length, 0) / SECOND / 3600,
  };
}

function quantiles(lengths: readonly Micros[]): HistorySpan['duration'] {
  if (lengths.length === 0) return null;
  const sorted = Float64Array.from(lengths).sort();
  const at = (level: number): number => sortedQuantile(sorted, level) / SECOND;
  return {
    mean: sorted.reduce((sum, length) => sum + length, 0) / sorted.length / SECOND,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    max: sorted.at(-1)! / SECOND,
  };
}
