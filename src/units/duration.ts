/** Durations as text: GitLab's and Go's grammar in, the same or a reader's form out. */
import { DAY, HOUR, MILLISECOND, MINUTE, SECOND, WEEK, type Micros } from './time.js';

/** Durations above this are taken for a slip of the pen: 20 years. */
export const LONGEST = 7305 * DAY;

const UNITS: readonly (readonly [name: string, micros: Micros])[] = [
  ['w', WEEK],
  ['d', DAY],
  ['h', HOUR],
  ['m', MINUTE],
  ['s', SECOND],
  ['ms', MILLISECOND],
  ['us', 1],
];

const TERM = /^(?:(\d+)(?:\.(\d*))?|\.(\d+))(ns|us|µs|μs|ms|[wdhms])/u;

/** Returns `whole.fraction x unit` microseconds in whole-number arithmetic, or undefined where digits fall below a microsecond. */
function termMicros(whole: string, fraction: string, name: string): Micros | undefined {
  const digits = fraction.replace(/0+$/u, '');
  if (digits.length > 15) return undefined;
  const unit = name === 'ns' ? 1 : 1000 * (UNITS.find(([known]) => known === name.replace(/^[µμ]/u, 'u'))?.[1] ?? 1);
  const nanos = BigInt(whole + digits) * BigInt(unit);
  const divisor = BigInt(`1${'0'.repeat(digits.length)}`) * 1000n;
  return nanos % divisor === 0n ? Number(nanos / divisor) : undefined;
}

/**
 * Returns the microseconds that `text` says, or undefined where it is not a duration. The grammar is Go's (`1h30m`, `1.5s`, `200ms`, `50us`, a
 * leading sign apart) with `d` and `w` added; units may come in any order, as in Go. A bare number has no unit and is refused, `0` excepted; so is
 * anything that is no whole number of microseconds or does not fit a double exactly.
 */
export function parseDuration(text: string): Micros | undefined {
  let rest = text.trim();
  if (rest === '0') return 0;
  if (rest === '') return undefined;
  let total = 0;
  while (rest !== '') {
    const match = TERM.exec(rest);
    if (match === null) return undefined;
    const [term = '', whole = '0', fraction, bare = '', name = ''] = match;
    const micros = termMicros(whole, fraction ?? bare, name);
    if (micros === undefined) return undefined;
    total += micros;
    if (!Number.isSafeInteger(total)) return undefined;
    rest = rest.slice(term.length).trimStart();
  }
  return total;
}

/** Returns `us` split into units from weeks to microseconds, the empty ones left out. */
function parts(us: Micros): string[] {
  let rest = Math.abs(us);
  const out: string[] = [];
  for (const [name, unit] of UNITS) {
    const count = Math.floor(rest / unit);
    if (count > 0) out.push(`${count}${name}`);
    rest -= count * unit;
  }
  return out;
}

/** Returns the exact text of a duration, such as `1h30m` or `1s500ms`; `parseDuration` reads it back to the same number. */
export function durationText(us: Micros): string {
  if (us === 0) return '0s';
  return parts(us).join('');
}

/**
 * Returns a duration for people: at most its two largest units, the second one rounded, such as `4m 12s`, `3d 4h`, `200ms`; below ten seconds one
 * unit with up to three digits, such as `1.25s`. Negative durations carry a sign. Without bound is `never`.
 */
export function formatDuration(us: Micros): string {
  if (us === Infinity) return 'never';
  if (us === 0) return '0s';
  if (us < 0) return `-${formatDuration(-us)}`;
  if (us < 10 * SECOND) {
    const [name, unit] = us < MILLISECOND ? (['us', 1] as const) : us < SECOND ? (['ms', MILLISECOND] as const) : (['s', SECOND] as const);
    const text = Number((us / unit).toPrecision(3));
    if (text === 1000) return name === 'us' ? '1ms' : '1s';
    return `${text}${name}`;
  }
  if (us < MINUTE - SECOND / 2) {
    return `${Math.round(us / SECOND)}s`;
  }
  const order = [SECOND, MINUTE, HOUR, DAY, WEEK];
  let second = SECOND;
  for (let i = 1; i < order.length; i++) if (us >= (order[i] ?? Infinity)) second = order[i - 1] ?? SECOND;
  // Rounding may carry into the larger unit, so the split is made after it.
  return parts(Math.round(us / second) * second)
    .slice(0, 2)
    .join(' ');
}
