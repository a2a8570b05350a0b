/** Writes kept jobs as a job history: the columns that a scenario's `trace` reads under their own names. */
import { isFormula, seenText, textCell } from '../units/text-cell.js';
import { plainSeconds, statusWord, timeText, type KeptJob } from './judge.js';

export const HEADER =
  'job,pipeline,project,name,stage,tags,protected,runner,status,attempt,created_at,queued_at,started_at,finished_at,duration,cancel_at,cancel';

/** What stands between tags. */
export const TAG_SEPARATOR = ';';

/** Returns the row of a job, with its line end. */
export function traceRow({ told, isClock, created, queued, started, finished, duration, waitedOnly }: KeptJob): string {
  const time = (at: number | undefined): string => (at === undefined ? '' : timeText(at, isClock));
  return `${[
    nameCell(told.job),
    nameCell(told.pipeline),
    nameCell(told.project),
    nameCell(told.name),
    nameCell(told.stage),
    tagsCell(told.tags),
    nameCell(told.protected),
    nameCell(told.runner),
    nameCell(statusWord(told.status)),
    nameCell(told.attempt),
    time(created),
    time(queued),
    time(started),
    time(finished),
    // No start and no end that lie so far apart: it is stated. A job that only waited did no work.
    waitedOnly ? '0' : duration === undefined ? '' : plainSeconds(duration),
    waitedOnly ? time(finished) : '',
    waitedOnly ? 'canceled' : '',
  ].join(',')}\n`;
}

/** A text that somebody outside chose, on one line. */
function nameCell(text: string): string {
  return textCell(text.replaceAll('\n', '?'));
}

/** Tags stand between semicolons; behind one where the first would begin a formula, since a tag has to be read back as it is. */
function tagsCell(tags: readonly string[]): string {
  // In the order that they have when they are read back.
  const list = [...new Set(tags.map(seenText))].sort().join(TAG_SEPARATOR);
  return nameCell(isFormula(list) ? `${TAG_SEPARATOR}${list}` : list);
}
