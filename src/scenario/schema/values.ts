/** The words a scenario's values are written in: durations, shares, prices, rates, instants, counts; each with its unit and its bounds. */
import { z } from 'zod';
import { LONGEST, parseDuration } from '../../units/duration.js';
import { parseInstant } from '../../units/instant.js';
import { parsePrice, parsePricePerByte } from '../../units/money.js';
import { parseRate } from '../../units/rate.js';
import { parseShare } from '../../units/share.js';
import { parseBandwidth, parseSize } from '../../units/size.js';

/** Rates above this are taken for a slip of the pen: a million a second, per microsecond. */
const HIGHEST_RATE = 1;

/** What the documentation of a key says: a sentence, the default where there is one, an example. */
export interface Doc {
  readonly is: string;
  readonly by?: string;
  readonly ex?: unknown;
}

/** Returns the metadata zod carries into the JSON Schema: the sentence, `Default: ...`, examples. */
export function doc({ is, by, ex }: Doc): { description: string; examples?: unknown[] } {
  const description = by === undefined ? is : `${is} Default: ${by}.`;
  return ex === undefined ? { description } : { description, examples: [ex] };
}

/** Returns how a value is shown in a message: texts quoted, objects and lists named, long ones cut. */
export function shown(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'number') return Number.isNaN(value) ? 'not a number (.nan)' : `the number ${value}`;
  const text = typeof value === 'string' ? value : `${value as boolean}`;
  return `'${text.length > 40 ? `${text.slice(0, 37)}...` : text}'`;
}

/** A text of another form is none of this kind: a union then tells what else it takes. */
const FORM = { abort: true } as const;

function durationProblem(text: string): string {
  const form = 'expected a duration with its unit, such as 30s, 1m30s, 200ms or 2h';
  if (/^\s*-/u.test(text)) return `expected a duration of 0s or more, got '${text}'; times run forward only`;
  if (/^\s*\d+(?:\.\d+)?\s*$/u.test(text)) return `${form}, got '${text}' without one; write ${text.trim()}s if seconds are meant`;
  if (parseDuration(text) === undefined) return `${form}, got ${shown(text)}; units are w, d, h, m, s, ms, us`;
  return `'${text}' is longer than 20 years; check the unit (w, d, h, m, s, ms, us)`;
}

/** Returns a schema of a duration: a text with its unit, at least 0s and at most 20 years. */
export function duration(about: Doc) {
  return z
    .string({
      error: ({ input }) =>
        input === undefined
          ? undefined
          : typeof input === 'number'
            ? input < 0
              ? `expected a duration of 0s or more, got ${shown(input)}; times run forward only`
              : `expected a duration with its unit, such as 30s, got ${shown(input)}; ${Number.isFinite(input) ? `write ${input}s if seconds are meant` : 'write it with its unit'}`
            : `expected a duration with its unit, such as 30s, got ${shown(input)}`,
    })
    .refine((text) => (parseDuration(text) ?? Infinity) <= LONGEST, { ...FORM, error: ({ input }) => durationProblem(String(input)) })
    .meta({ ...doc(about), pattern: '^\\s*(\\d+(\\.\\d*)?(us|ms|w|d|h|m|s)\\s*)+$|^0$' });
}

/** Returns a schema of a duration that is longer than 0s. */
export function positiveDuration(about: Doc) {
  return duration(about).refine((text) => parseDuration(text) !== 0, { error: 'expected a duration longer than 0s' });
}

/** Returns a schema of a share: a percentage of 0 % to 100 %. */
export function share(about: Doc) {
  const form = 'expected a share as a percentage from 0% to 100%, such as 0.5%';
  return z
    .string({ error: ({ input }) => (input === undefined ? undefined : `${form}, got ${shown(input)}`) })
    .refine((text) => parseShare(text) !== undefined, { error: ({ input }) => `${form}, got ${shown(input)}` })
    .meta({ ...doc(about), pattern: '^\\d+(\\.\\d+)?\\s*%$' });
}

/** Returns a schema of a price: US dollars for a time. */
export function price(about: Doc) {
  const form = 'expected a price with its unit, such as 0.0475 USD/h or 24.27 USD/month';
  const problem = (text: string): string => {
    const why = parsePrice(text);
    if (why === 'currency') return `${form}, got ${shown(text)}; USD is the only currency, convert other prices`;
    if (why === 'unit') return `${form}, got ${shown(text)}; a price is for h, day or month (730 h)`;
    return `${form}, got ${shown(text)}`;
  };
  return z
    .string({ error: ({ input }) => (input === undefined ? undefined : `${form}, got ${shown(input)}`) })
    .refine((text) => typeof parsePrice(text) === 'number', { error: ({ input }) => problem(String(input)) })
    .meta({ ...doc(about), pattern: '^\\d+(\\.\\d+)? USD/(h|hour|d|day|month)$' });
}

/** Returns a schema of a size: a number of bytes with a binary unit. */
export function size(about: Doc) {
  const form = 'expected a size with its unit, such as 300 MiB (units B, KiB, MiB, GiB, TiB)';
  return z
    .string({ error: ({ input }) => (input === undefined ? undefined : `${form}, got ${shown(input)}`) })
    .refine((text) => parseSize(text) !== undefined, { ...FORM, error: ({ input }) => `${form}, got ${shown(input)}` })
    .meta({ ...doc(about), pattern: '^\\d+(\\.\\d+)?\\s*(B|KiB|MiB|GiB|TiB)$' });
}

/** Returns a schema of a bandwidth: a size a second, above 0. */
export function bandwidth(about: Doc) {
  const form = 'expected a bandwidth with its unit, such as 20 MiB/s';
  return z
    .string({ error: ({ input }) => (input === undefined ? undefined : `${form}, got ${shown(input)}`) })
    .refine((text) => (parseBandwidth(text) ?? 0) > 0, { error: ({ input }) => `${form}, got ${shown(input)}` })
    .meta({ ...doc(about), pattern: '^\\d+(\\.\\d+)?\\s*(B|KiB|MiB|GiB|TiB)\\s*/\\s*s$' });
}

/** Returns a schema of a size above 0 B. */
export function positiveSize(about: Doc) {
  return size(about).refine((text) => parseSize(text) !== 0, { error: 'expected a size above 0 B' });
}

/** Returns a schema of the price of traffic: US dollars a GiB. */
export function egress(about: Doc) {
  const form = 'expected a price of traffic in USD/GiB, such as 0.12 USD/GiB';
  return z
    .string({ error: ({ input }) => (input === undefined ? undefined : `${form}, got ${shown(input)}`) })
    .refine((text) => parsePricePerByte(text) !== undefined, { error: ({ input }) => `${form}, got ${shown(input)}` })
    .meta({ ...doc(about), pattern: '^\\d+(\\.\\d+)?\\s*USD\\s*/\\s*GiB$' });
}

/** Returns a schema of an instant: RFC 3339 with whole milliseconds. */
export function instant(about: Doc) {
  const form = 'expected an instant such as 2018-10-08T00:00:00Z (RFC 3339, with its offset from UTC)';
  return z
    .string({ error: ({ input }) => (input === undefined ? undefined : `${form}, got ${shown(input)}`) })
    .refine((text) => (parseInstant(text) ?? NaN) % 1000 === 0, { error: ({ input }) => `${form}, got ${shown(input)}` })
    .meta(doc(about));
}

/** Returns true where `text` is a rate such as `4/h` of at most a million a second. */
export function isRate(text: string): boolean {
  return (parseRate(text) ?? Infinity) <= HIGHEST_RATE;
}

/** Returns a schema of a whole number between two bounds. */
export function count(about: Doc, min: number, max: number) {
  const form = `expected a whole number from ${min} to ${max}`;
  return z
    .number({ error: ({ input }) => (input === undefined ? undefined : `${form}, got ${shown(input)}`) })
    .refine((n) => Number.isInteger(n) && n >= min && n <= max, { error: ({ input }) => `${form}, got ${shown(input)}` })
    .meta({ ...doc(about), minimum: min, maximum: max, multipleOf: 1 });
}

/** Returns a schema of a finite number between two bounds. */
export function real(about: Doc, min: number, max: number) {
  const form = `expected a number from ${min} to ${max}`;
  return z
    .number({ error: ({ input }) => (input === undefined ? undefined : `${form}, got ${shown(input)}`) })
    .refine((n) => n >= min && n <= max, { error: ({ input }) => `${form}, got ${shown(input)}` })
    .meta({ ...doc(about), minimum: min, maximum: max });
}

/** Returns a schema of a text that is not empty and holds no control characters. */
export function text(about: Doc) {
  return z
    .string({
      error: ({ input }) =>
        input === undefined ? undefined : `expected a text, got ${shown(input)}${typeof input === 'number' ? '; put it in quotes' : ''}`,
    })
    .refine((value) => value !== '' && value.length <= 1_000 && !/\p{Cc}/u.test(value), {
      error: 'expected a text of 1 to 1000 characters on one line',
    })
    .meta(doc(about));
}

/** Returns a schema of true or false. */
export function flag(about: Doc) {
  return z
    .boolean({
      error: ({ input }) =>
        input === undefined
          ? undefined
          : `expected true or false, got ${shown(input)}${typeof input === 'string' && /^(yes|no|on|off)$/iu.test(input) ? '; YAML 1.2 reads yes, no, on and off as texts' : ''}`,
    })
    .meta(doc(about));
}

/** Returns a schema of one word out of several. */
export function oneOf<const Words extends readonly [string, ...string[]]>(about: Doc, words: Words) {
  return z
    .enum(words, {
      error: ({ input }) => (input === undefined ? undefined : `expected one of ${words.join(', ')}, got ${shown(input)}`),
    })
    .meta(doc(about));
}

/**
 * A name of an entity: a key of one of the scenario's maps. The control characters are spelt out: the pattern stands in the JSON Schema, too, where
 * many validators read `\p{Cc}` as letters.
 */
export const name = z.string().regex(/^(?!__proto__$)[^\u0000-\u001f\u007f-\u009f]{1,200}$/u, { error: 'expected a name of 1 to 200 characters on one line' });

/** Returns a schema of a map from names of entities to what they are. */
export function named<Value extends z.ZodType>(about: Doc, value: Value) {
  return z
    .record(name, value, { error: ({ input }) => (input === undefined ? undefined : `expected a map of names, got ${shown(input)}`) })
    .meta(doc(about));
}
