/** Which jobs of a history hang together, so that errors are not those of as many independent ones. */
import type { LocalClock } from '../../scenario/periods/local-clock.js';
import type { HistoryJob } from '../describe/history-jobs.js';
import type { Blocks } from './estimate.js';

/** Fewer days say too little of how days differ. */
const LEAST_DAYS = 5;

/**
 * Returns the blocks of jobs: those of one local day, for a slow cache or a broken branch bears on all of them; where they came on fewer than five days those of one
 * pipeline, and a job without one alone.
 */
export function blocksOf(jobs: readonly Pick<HistoryJob, 'queued' | 'pipeline'>[], clock: LocalClock): Blocks {
  const days = jobs.map(({ queued }) => clock.day(queued));
  const byDay = new Set(days).size >= LEAST_DAYS;
  const numbers = new Map<number | string, number>();
  return jobs.map(({ pipeline }, i) => {
    const block = byDay ? days[i]! : pipeline === '' ? i : pipeline;
    const number = numbers.get(block) ?? numbers.size;
    numbers.set(block, number);
    return number;
  });
}
