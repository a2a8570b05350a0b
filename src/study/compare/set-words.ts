/** What a variant is called by what was set: `IdleCount 28 -> 35` where it is known what stood there, else the words of `--set`. */
import type { PreparedScenario } from '../../scenario/prepare.js';
import { redactedSet, splitAt } from '../../scenario/settings/set-text.js';
import { settingPlace } from '../../scenario/settings/setting-place.js';
import { shownText, shownValue, type ShownValue } from '../plan/variables/shown-value.js';

/** The longest value that is shown beside another: what is longer, such as a list of sections, is not read as a change of a value. */
const LONGEST = 24;

const NUMBER = /^-?\d+(?:\.\d+)?$/u;

/** Returns the words of `--set` texts against the scenario that they are a change of. Secrets are masked, and told without what stood there. */
export function setWords(base: PreparedScenario, set: readonly string[]): string {
  return set.map((text) => changeOf(base, text) ?? redactedSet(text)).join(' and ');
}

/** The change that one text makes; undefined where it is not one of a value that has one. */
function changeOf(base: PreparedScenario, text: string): string | undefined {
  const at = splitAt(text);
  if (at <= 0 || redactedSet(text) !== text) return undefined;
  const name = text.slice(0, at).trim();
  const place = settingPlace(base, name);
  if ('problem' in place || place.values.length === 0) return undefined;
  const typed = text.slice(at + 1).trim();
  // Seconds that are typed as a number stand beside a number.
  const isBare = NUMBER.test(typed);
  const from = rangeOf(place.values.map((value) => (isBare && typeof value === 'number' ? bare(value) : shownValue(place.key, value))));
  const to = isBare ? typed : shownText(place.key, typed).text;
  // What stays as it is was no change.
  return from === undefined || from === to || from.length > LONGEST || to.length > LONGEST ? undefined : `${name} ${from} -> ${to}`;
}

/** One value, or of numbers that differ from place to place the least and the greatest. */
function rangeOf(values: readonly ShownValue[]): string | undefined {
  const [first] = values;
  if (first === undefined) return undefined;
  if (values.length === 1) return first.text;
  const sorted = [...values].sort((a, b) => (a.number ?? NaN) - (b.number ?? NaN));
  return sorted.every(({ number }) => number !== undefined) ? `${sorted[0]!.text} to ${sorted.at(-1)!.text}` : undefined;
}

function bare(value: number): ShownValue {
  return { text: String(value), number: value };
}
