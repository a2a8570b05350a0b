/** Slips and malice in the text of input files and in command lines, drawn from a seed. */

/** Draws from a seed: a number in [0, 1). */
export type Draw = () => number;

/** Names that are words of JavaScript, orders to a terminal, a spreadsheet or a browser, or too long. */
const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', '0', '""', '"\\u001b[31m"', '"\\u202e"', '"=1+1"', '<script>', '*a', '&a', '!!js/function', '~', 'x'.repeat(3_000), '../../etc', '😀']; // prettier-ignore
const NUMBERS = ['-1', '0', '-0', '1e308', '1e999', '-1e18', '9999999999999999999999', 'NaN', '.nan', '.inf', '-.inf', '0x10', '1e-300', '1_000', '4294967296', '2147483647', '0.1']; // prettier-ignore
const JUNK = ['{', '}', '[', ']', ':', ',', '"', "'", '#', '\n', '\t', '---\n', '\0', '\r', '\uFEFF', '? ', '- ', '<<: *a', '|', '"""', '%', '\\']; // prettier-ignore
const NUMBER = /\d+(?:\.\d+)?/gu;
const SETS = ['concurrent', 'limit', 'IdleCount', 'IdleTime', 'MaxBuilds', 'horizon', 'clouds', 'managers', 'workloads', 'runners', 'events', 'events[0]', 'thresholds', 'timeline.bin', 'warmup', 'failover', 'helpers', '__proto__', 'x.__proto__', 'clouds.constructor', '[', 'a[0', '']; // prettier-ignore
const THRESHOLDS = ['queue_time p(95) < 1s', 'queue_time p(101) < 1s', 'queue_time{group=__proto__} max < 1s', 'cost per_month < NaN', 'constructor p(95) < 1s', '', 'queue_time', 'queue_time{', 'pipeline_duration avg < 1e999s']; // prettier-ignore

export function intBelow(draw: Draw, n: number): number {
  return Math.floor(draw() * n);
}

export function oneOf<T>(draw: Draw, all: readonly T[]): T {
  return all[intBelow(draw, all.length)]!;
}

/** Returns the text with a match of `pattern` replaced by what `make` gives, or as it is where there is none. */
function replaceOne(draw: Draw, text: string, pattern: RegExp, make: (found: string) => string): string {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return text;
  const { index, 0: old } = oneOf(draw, found);
  return text.slice(0, index) + make(old) + text.slice(index + old.length);
}

function lines(draw: Draw, text: string, edit: (all: string[], i: number) => void): string {
  const all = text.split('\n');
  edit(all, intBelow(draw, all.length));
  return all.join('\n');
}

function hostileNumber(draw: Draw, text: string): string {
  return replaceOne(draw, text, NUMBER, () => oneOf(draw, NUMBERS));
}

/** A number that may well be allowed. */
function otherNumber(draw: Draw, text: string): string {
  return replaceOne(draw, text, NUMBER, (old) =>
    oneOf(draw, ['0', '1', '2', '99', '1000', '0.5', `${old}0`, `${old}000`, String(Number(old) / 7)]),
  );
}

const EDITS: readonly ((draw: Draw, text: string) => string)[] = [
  // Bits of a byte flip, which may leave no UTF-8.
  (draw, text) => {
    const bytes = Buffer.from(text, 'utf8');
    if (bytes.length > 0) bytes[intBelow(draw, bytes.length)]! ^= 1 << intBelow(draw, 8);
    return bytes.toString('utf8');
  },
  (draw, text) => lines(draw, text, (all, i) => all.splice(i, 1)),
  (draw, text) => lines(draw, text, (all, i) => all.splice(i, 0, all[i]!)),
  (draw, text) => lines(draw, text, (all, i) => all.splice(i, 0, all.splice(intBelow(draw, all.length), 1)[0]!)),
  (draw, text) => lines(draw, text, (all, i) => (all[i] = `${' '.repeat(intBelow(draw, 8))}${all[i]!.trimStart()}`)),
  hostileNumber,
  otherNumber,
  otherNumber,
  otherNumber,
  (draw, text) =>
    replaceOne(draw, text, /\d+(?:\.\d+)?/gu, (old) => `${old}${oneOf(draw, ['000', '000000', '000000000', 'e9', 'h', 'd', '%'])}`),
  (draw, text) => replaceOne(draw, text, /(?<![#\w])[A-Za-z_][\w./-]*/gu, () => oneOf(draw, NAMES)),
  // One name takes the place of another everywhere.
  (draw, text) => {
    const [from, to] = [oneOf(draw, text.match(/[A-Za-z_][\w.-]*/gu) ?? ['x']), oneOf(draw, NAMES)];
    return text.replaceAll(from, () => to);
  },
  (draw, text) =>
    replaceOne(draw, text, /(?<=[:=,[{] ?)[^\s,[\]{}"=:]+/gu, (old) => {
      const depth = oneOf(draw, [1, 3, 40, 60, 400]);
      const [open, close] = oneOf(draw, [['[', ']'], ['{ a: ', ' }'], ['{ a = ', ' }']]); // prettier-ignore
      return open.repeat(depth) + old + close.repeat(depth);
    }),
  (draw, text) => {
    const i = intBelow(draw, text.length + 1);
    return text.slice(0, i) + oneOf(draw, JUNK) + text.slice(i + intBelow(draw, 4));
  },
  (draw, text) => text.slice(0, intBelow(draw, text.length + 1)),
  (draw, text) => {
    const i = intBelow(draw, text.length + 1);
    return text.slice(0, i) + text.slice(i + intBelow(draw, 200));
  },
];

/** Returns the text with one to three things wrong with it. */
export function mutatedText(draw: Draw, text: string): string {
  let result = text;
  for (let n = oneOf(draw, [1, 1, 1, 2, 3]); n > 0; n--) result = oneOf(draw, EDITS)(draw, result);
  return result;
}

/** Returns further words of a command line for a scenario; some are right. */
export function mutatedWords(draw: Draw): string[] {
  const any = (): string =>
    oneOf(draw, [...NAMES, ...NUMBERS, '{}', '[]', '{ a: 1 }', '[1]', '10m', 'null', 'true', '{ __proto__: 1 }', '? '.repeat(50)]);
  const words: (() => string[])[] = [
    () => ['--set', `${oneOf(draw, SETS)}=${any()}`],
    () => ['--set', any()],
    () => ['--threshold', oneOf(draw, THRESHOLDS)],
    () => ['--threshold', `queue_time p(${any()}) < ${any()}`],
    () => ['--seed', any()],
    () => ['--replications', oneOf(draw, ['-1', '0', '1', '2', '1.5', 'NaN', '1e999', '__proto__', ''])],
    () => ['--max-input', any()],
    () => [`--json=${oneOf(draw, ['full', 'constructor', '', '1'])}`],
    () => [`--rows=${oneOf(draw, ['all', 'first', '__proto__'])}`],
    () => [`--show=${oneOf(draw, ['assumptions', 'x'])}`],
    () => [`--${any()}`],
    () => [any()],
    () => ['--full', '--no-color'],
    () => ['--strict-verdict', '--redact'],
  ];
  return Array.from({ length: oneOf(draw, [1, 1, 2, 3]) }, () => oneOf(draw, words)()).flat();
}
