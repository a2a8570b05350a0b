/** Words for the parts of a job's preparation, and sentences that take a time apart. */
import type { PreparationPart } from '../../record/preparation.js';
import { secondsText, shareText } from '../frame/numbers.js';

/** What the preparation was spent on. */
export const PART_WORDS: Readonly<Record<PreparationPart, string>> = {
  update: 'update to running',
  start: 'start',
  check: 'check of the machine',
  growth_slot: 'growth slot',
  boot: 'boot',
  failed_tries: 'failed tries and pauses',
  stages: 'stages before the script',
};

/** Returns the sentence that says which part of a mean wait, in seconds, lay in an outage of what an entry for these jobs depends on. */
export function inOutageWords(seconds: number, whole: number): string {
  return `Of the waiting, ${shareText(seconds / whole)} lay in an outage of a cloud, host or GitLab that these jobs would have been served from.`;
}

/** A part with its seconds. */
export interface NamedPart {
  readonly words: string;
  readonly seconds: number;
}

/** Shares below this are told together. */
const LEAST_SHARE = 0.01;

/** Returns the parts in words, the largest first: `28s boot in progress, 9s manager at its limit`. What is too little to name is left out. */
export function partsInWords(parts: readonly NamedPart[]): string {
  const whole = parts.reduce((sum, { seconds }) => sum + seconds, 0);
  return parts
    .filter(({ seconds }) => seconds > 0 && seconds >= LEAST_SHARE * whole)
    .sort((a, b) => b.seconds - a.seconds)
    .map(({ words, seconds }) => `${secondsText(seconds)} ${words}`)
    .join(', ');
}
