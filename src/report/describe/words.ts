/** Instants of a history as people say them. */
import type { HistoryDescription } from '../../history/describe/description.js';
import { spokenSeconds } from '../frame/spoken.js';

/** Returns an instant to the minute; of a clock of its own how long after its zero. */
export function instantWords(at: string, { isClock }: Pick<HistoryDescription, 'isClock'>): string {
  return isClock ? `${at.slice(0, 10)} ${at.slice(11, 16)}` : spokenSeconds(Number(at));
}
