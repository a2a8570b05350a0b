/** The text of one `--vary path=values`: values as of `--set`, listed or as a range of numbers, durations or percentages. */
import { parsePath, parseValue, redactedSet, splitAt } from '../../scenario/settings/set-text.js';
import { durationText, parseDuration } from '../../units/duration.js';

/** A setting, and the values that it takes. */
export interface Vary {
  /** As of `--set`, such as `IdleCount` or `managers.srm.replicas`. */
  readonly path: string;
  /** At least one, each different, as typed behind the `=` of `--set`; those of a range in ascending order. */
  readonly values: readonly string[];
  /** Whether the whole is one range without a step of its own, so that whoever searches it may choose finer or coarser steps. */
  readonly isOpen: boolean;
}

/** What is wrong with the text of a `--vary`: what was found, what is expected. */
export interface VaryProblem {
  readonly problem: string;
}

/** Values that one setting takes at most: a slip of the pen such as `0..1000000` is said before it fills the memory. */
export const MOST_VALUES = 10_000;

const EXAMPLE = 'IdleCount=10..60:10, IdleTime=600,1200 or machine_type=n1-standard-1,n1-standard-4';

/**
 * Returns the setting and its values, or what is wrong. A range is `from..to:step` with both ends included, so its last step may be shorter; whole
 * numbers need no step, which then is 1. A list may hold ranges. Commas within brackets, braces and quotes belong to a value.
 */
export function parseVary(text: string): Vary | VaryProblem {
  const shown = redactedSet(text);
  const at = splitAt(text);
  const path = at <= 0 ? '' : text.slice(0, at).trim();
  if (parsePath(path) === undefined) return { problem: `${shown}: expected path=values, such as ${EXAMPLE}` };
  const pieces = splitValues(text.slice(at + 1));
  const values: string[] = [];
  let isOpen = false;
  for (const piece of pieces) {
    const found = pieceValues(piece);
    if ('problem' in found) return { problem: `${shown}: ${found.problem}` };
    isOpen = pieces.length === 1 && found.isOpen;
    values.push(...found.values);
    if (values.length > MOST_VALUES) return { problem: tooMany(shown) };
  }
  const twice = firstTwice(values);
  if (twice !== undefined) return { problem: `${shown}: ${redactedSet(`${path}=${twice}`)} is there twice; leave one of them out` };
  return { path, values, isOpen };
}

/** Returns why settings that are varied together cannot be: two of one path; undefined where they can. */
export function varyConflict(varies: readonly Pick<Vary, 'path'>[]): string | undefined {
  const seen = new Set<string>();
  for (const { path } of varies) {
    const key = JSON.stringify(parsePath(path));
    if (seen.has(key)) return `${path} is varied twice; give its values once, such as ${path}=1,2,5..20:5`;
    seen.add(key);
  }
  return undefined;
}

/** Returns a text parted at the commas that stand outside of brackets, braces and quotes. */
export function splitValues(text: string): string[] {
  return parted(text, (letter) => letter === ',').map((piece) => piece.trim());
}

/** Returns a text parted where a letter outside of brackets, braces and quotes is a border. */
export function parted(text: string, isBorder: (letter: string) => boolean): string[] {
  const pieces: string[] = [];
  let [depth, from, quote] = [0, 0, ''];
  for (let i = 0; i < text.length; i++) {
    const letter = text[i]!;
    if (quote !== '') {
      if (letter === '\\' && quote === '"') i++;
      else if (letter === quote) quote = '';
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '[' || letter === '{') depth++;
    else if (letter === ']' || letter === '}') depth--;
    else if (depth === 0 && isBorder(letter)) {
      pieces.push(text.slice(from, i));
      from = i + 1;
    }
  }
  return [...pieces, text.slice(from)];
}

/** A number with what it counts: whole steps of `1 / scale`, or microseconds. */
interface Quantity {
  readonly kind: 'number' | 'percentage' | 'duration';
  /** Without the unit; of a duration microseconds. */
  readonly amount: number;
  /** Digits behind the point. */
  readonly digits: number;
}

const NUMBER = /^([+-]?\d{1,15}(?:\.(\d{1,9}))?)(\s*%)?$/u;

function quantityOf(text: string): Quantity | undefined {
  const trimmed = text.trim();
  const [, number, fraction = '', percent] = NUMBER.exec(trimmed) ?? [];
  if (number !== undefined)
    return { kind: percent === undefined ? 'number' : 'percentage', amount: Number(number), digits: fraction.length };
  const micros = parseDuration(trimmed);
  return micros === undefined ? undefined : { kind: 'duration', amount: micros, digits: 0 };
}

type Found = { readonly values: readonly string[]; readonly isOpen: boolean } | VaryProblem;

/** What stands between two commas: a value, or a range. */
function pieceValues(piece: string): Found {
  if (piece === '') return { problem: `a value is empty; expected values parted by commas, such as ${EXAMPLE}` };
  const at = /^["'[{]/u.test(piece) ? -1 : piece.indexOf('..');
  const [from, rest] = [piece.slice(0, Math.max(0, at)), piece.slice(at + 2)];
  const colon = rest.indexOf(':');
  const [to, step] = colon < 0 ? [rest, undefined] : [rest.slice(0, colon), rest.slice(colon + 1)];
  const ends = [quantityOf(from), quantityOf(to)] as const;
  // A path such as ../other.toml is a value; one end that is a number makes it a range that is mistyped.
  if (at < 0 || (ends[0] === undefined && ends[1] === undefined)) return { values: [piece], isOpen: false };
  return rangeValues({ piece, ends, step });
}

interface RangeWords {
  readonly piece: string;
  readonly ends: readonly [Quantity | undefined, Quantity | undefined];
  readonly step: string | undefined;
}

function rangeValues({ piece, ends, step: stepText }: RangeWords): Found {
  const form = 'expected a range such as 10..60:10, 1m..10m:1m or 10%..50%:10%';
  const step = stepText === undefined ? undefined : quantityOf(stepText);
  const [low, high] = ends;
  if (low === undefined || high === undefined || (stepText !== undefined && step === undefined))
    return { problem: `${piece} cannot be read; ${form}` };
  const kind = [low, high].find(({ amount }) => amount !== 0)?.kind ?? low.kind;
  const all = step === undefined ? [low, high] : [low, high, step];
  if (all.some((one) => one.kind !== kind && one.amount !== 0)) return { problem: `${piece} mixes units; ${form}` };
  if (high.amount < low.amount) return { problem: `${piece} runs backwards, so it is empty; write the lower end first` };
  if (high.amount === low.amount) return { problem: `${piece} has no room; write the one value, or two ends that differ` };
  if (step !== undefined && step.amount <= 0) return { problem: `${piece} has a step of ${stepText!.trim()}; expected one above nought` };
  const isOpen = step === undefined;
  if (isOpen && (kind !== 'number' || low.digits + high.digits > 0)) {
    return { problem: `${piece} has no step; ${form}` };
  }
  return { values: stepped(kind, [low, high], step ?? { kind, amount: 1, digits: 0 }), isOpen };
}

/** The values of a range, counted in whole steps of their last digit, so that none is off in its last bit; some more than may be where there are too many. */
function stepped(kind: Quantity['kind'], [low, high]: readonly [Quantity, Quantity], step: Quantity): string[] {
  const digits = Math.max(low.digits, high.digits, step.digits);
  const scale = Number(`1e${digits}`);
  const [first, last, by] = [low, high, step].map(({ amount }) => Math.round(amount * scale)) as [number, number, number];
  const textOf = (count: number): string => {
    if (kind === 'duration') return durationText(count);
    return `${Number((count / scale).toFixed(digits))}${kind === 'percentage' ? '%' : ''}`;
  };
  const values: string[] = [];
  for (let count = first; count < last && values.length <= MOST_VALUES; count += by) values.push(textOf(count));
  return [...values, textOf(last)];
}

function tooMany(shown: string): string {
  return `${shown}: these are more than ${MOST_VALUES} values; expected fewer: give a longer step, such as 10..60:10`;
}

/** The first value that is the same as one before it, however it is written. */
function firstTwice(values: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return values.find((value) => {
    const key = keyOf(value);
    const isThere = seen.has(key);
    seen.add(key);
    return isThere;
  });
}

function keyOf(value: string): string {
  try {
    return JSON.stringify(parseValue(value)) ?? value;
  } catch {
    return value;
  }
}
