/** What a history shows, in sentences: the same on a terminal and on a page. None ends in a full stop. */
import type { HistoryDescription } from '../../history/describe/description.js';
import { cleanText, countText, numberText, things, wholeText } from '../frame/numbers.js';
import { roundShare, spokenSeconds } from '../frame/spoken.js';
import { instantWords } from './words.js';

/** Job-hours of waiting below which nothing is said of them. */
const WAIT_SHOWN = 1;

const DAY_SECONDS = 86_400;
/** Share of a history in which no more jobs came, from which on it is told over what time the load is. */
const AFTER_SHOWN = 0.05;

/** Returns what came a day; where jobs still ran long after the last came, over what time that is. */
export function loadWords({ load, jobs, days }: HistoryDescription): string {
  const { jobsPerDay, pipelinesPerDay, pipelineSize, weekdayToWeekend } = load;
  const pipelines =
    pipelinesPerDay === null || pipelineSize === null
      ? ''
      : `; ${things(numberText(pipelinesPerDay), 'pipeline')} of ${things(numberText(pipelineSize.mean), 'job')} (p50 ${pipelineSize.p50}, p95 ${pipelineSize.p95}, most ${wholeText(pipelineSize.max)})`;
  const week = weekdayToWeekend === null ? '' : `; ${numberText(weekdayToWeekend)} times as many on weekdays`;
  const came = jobs / load.jobsPerDay;
  const over = came < (1 - AFTER_SHOWN) * days ? ` of the ${spokenSeconds(came * DAY_SECONDS)} in which jobs came` : '';
  return `a day${over}: ${things(numberText(jobsPerDay), 'job')}${pipelines}${week}`;
}

/** Returns how unevenly it came; nothing where that is not known. */
export function unevenWords({ load: { dispersion } }: HistoryDescription): string[] {
  const uneven = dispersion.flatMap(({ seconds, jobs: found }) =>
    found === null ? [] : [`${numberText(found)} in ${spokenSeconds(seconds)}`],
  );
  return uneven.length === 0 ? [] : [`unevenness (variance over mean of jobs; 1: Poisson): ${uneven.join(', ')}`];
}

/** Returns how many ran and waited at once; nothing where no job ran. */
export function atOnceWords({ running, waiting, ...own }: HistoryDescription): string[] {
  if (running.max === 0) return [];
  return [
    `at once: ${numberText(running.mean)} ran on average, ${wholeText(running.max)} the most (${instantWords(running.maxAt, own)}); ${numberText(waiting.mean)} waited, ${wholeText(waiting.max)} the most (${instantWords(waiting.maxAt, own)})`,
  ];
}

/** Returns how the jobs ended. */
export function endWords({ statuses, jobs, waitedOnly, unfinished, lostEnds, untimed }: HistoryDescription): string {
  const ends = statuses.map(({ status, jobs: count }) => `${cleanText(status) || 'not told'} ${roundShare(count / jobs)}`);
  const without = [
    ...(waitedOnly === 0 ? [] : [`${countText(waitedOnly, 'job')} cancelled while waiting`]),
    ...(unfinished === 0 ? [] : [`${countText(unfinished, 'job')} without an end${lostWords(lostEnds)}`]),
    ...(untimed === 0 ? [] : [`${countText(untimed, 'job')} of which nobody says when they ran`]),
  ];
  return `ends: ${[...ends, ...without].join(', ')}`;
}

function lostWords(lost: number): string {
  return lost === 0 ? '' : ` (${wholeText(lost)} of them longer than any of their tags: nobody wrote it down)`;
}

/** Returns what a limit on jobs at once looks like. */
export function limitWords({ tags, pool, atOnce, isEverMore, share }: HistoryDescription['limits'][number]): string {
  return `limit: ${isEverMore ? 'hardly ever' : 'never'} more than ${wholeText(atOnce)} at once of ${cleanText(pool ?? tags) || 'jobs without tags'}; ${roundShare(share)} of their waiting passed while so many ran`;
}

/** Returns what waiting capacity explains, and what it does not; nothing where there is little of it. */
export function idleWords({ idleWaits }: HistoryDescription): string[] {
  if (idleWaits === null) return [];
  const all = idleWaits.reduce((sum, hours) => sum + hours, 0);
  if (all < WAIT_SHOWN) return [];
  const busy = idleWaits[0]!;
  return [
    `of ${numberText(all)} job-hours of waiting ${roundShare(busy / all)} passed with no idle place for the job: capacity; ${roundShare((all - busy) / all)} with one or more: polling, boots, locks, offline runners or another limit`,
  ];
}
