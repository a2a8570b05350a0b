/** Values of settings as they are shown: numbers as they are, seconds as durations, so that one value has one text. */
import { isInSeconds } from '../../../scenario/config-toml/seconds.js';
import { parseValue } from '../../../scenario/settings/set-text.js';
import { durationText, parseDuration } from '../../../units/duration.js';
import { SECOND } from '../../../units/time.js';

/** A value, as text and, where it has an order, as a number. */
export interface ShownValue {
  readonly text: string;
  /** Of durations seconds. */
  readonly number?: number;
}

/** Returns a value of the key as it is shown. */
export function shownValue(key: string, value: unknown): ShownValue {
  if (typeof value === 'number') return isInSeconds(key) ? shownSeconds(value) : { text: String(value), number: value };
  if (typeof value !== 'string') return { text: JSON.stringify(value) ?? '' };
  const micros = /\d/u.test(value) ? parseDuration(value) : undefined;
  return micros === undefined ? { text: value } : shownSeconds(micros / SECOND);
}

/** Returns the value that a text behind the `=` of `--set` has, as it is shown. */
export function shownText(key: string, text: string): ShownValue {
  try {
    return shownValue(key, parseValue(text));
  } catch {
    return { text };
  }
}

function shownSeconds(seconds: number): ShownValue {
  return { text: durationText(Math.round(seconds * SECOND)), number: seconds };
}
