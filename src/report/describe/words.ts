/** Instants of a history as people say them. */
import type { HistoryDescription } from '../../history/describe/description.js';
import { spokenSeconds } from '../frame/spoken.js';

/** Returns an instant to the minute, in UTC whatever the zone of hours that are told; of a clock of its own how long after its zero. */
export function instantWords(at: string, { isClock }: Pick<HistoryDescription, 'isClock'>): string {
  return isClock ? `${minuteOf(at)} UTC` : spokenSeconds(Number(at));
}

/** Returns a stretch of time: `2018-10-08 00:03 to 2018-10-08 23:51 UTC`. */
export function spanWords(from: string, to: string, { isClock }: Pick<HistoryDescription, 'isClock'>): string {
  return `${isClock ? minuteOf(from) : instantWords(from, { isClock })} to ${instantWords(to, { isClock })}`;
}

function minuteOf(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)}`;
}
