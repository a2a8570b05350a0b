/** Draws a fit on one screen: what was fitted, how the scenario does beside its history, and how much the answer hangs on the load. */
import type { FitPlayed, FitResult } from '../../study/fit/fit-result.js';
import { quote } from '../../units/shell-word.js';
import { leftOutJobs, waitName } from '../backtest/words.js';
import { spanWords } from '../describe/words.js';
import { painted, set, type Line } from '../frame/lines.js';
import { cleanText, countText, numberText, wholeText } from '../frame/numbers.js';
import { roundShare, spokenEnds, spokenSeconds, spokenShare } from '../frame/spoken.js';
import { UNPAINTED, type TextOptions } from '../frame/tone.js';
import { columnsTaken, padEnd, padStart, WIDTH, breakable } from '../frame/width.js';

/** What fits are told by. */
type FitNumber = FitResult['numbers'][number];
type Wait = 'mean' | 'p50' | 'p95' | 'share10s';

const WAITS: readonly (readonly [Wait, string])[] = [
  ['mean', 'mean'],
  ['p50', 'p50'],
  ['p95', 'p95'],
  ['share10s', 'within 10 s'],
];
const LOADS = {
  days: 'whole days, drawn by chance',
  batches: 'pipelines by kind',
  profile: 'pipelines by a profile of the week',
} as const;
/** A smaller share of the waiting is that of polls and of boots. */
const TELLING = 0.1;
/** Share by which the mean may be off, as of a backtest. */
const NEAR = 0.15;
/** Numbers and warnings that are shown. */
const NUMBERS = 14;
const SHOWN = 5;

/** How much is shown. */
export interface FitOptions extends TextOptions {
  /** Whether every number and warning is shown. Default: no. */
  readonly isFull?: boolean;
}

/** Returns the text, ending in a line break. */
export function fitText(result: FitResult, { paint = UNPAINTED, width = WIDTH, isFull = false }: FitOptions = {}): string {
  const { history, scenario, jobs, from, to, check } = result;
  const isClock = !/^\d+(\.\d+)?$/u.test(from);
  const { verdict, text } = headline(check);
  const basis = `fitted to ${cleanText(history)}: ${countText(jobs, 'job')} from ${spanWords(from, to, { isClock })}; load: ${LOADS[result.load]}; fleet: ${result.fleet === 'stated' ? 'as stated' : 'the one that the history shows'}`;
  const lines: Line[] = [
    ...sentence(`${SIGNS[verdict]} ${cleanText(scenario)} ${text}`, width, verdict, ''),
    ...sentence(basis, width, 'quiet'),
    { text: '' },
    ...checkLines(result, width),
    { text: '' },
    ...loadLines(check, width),
    { text: '' },
    ...numberLines(result.numbers, isFull ? Infinity : NUMBERS, width),
    ...warningLines(result.warnings, isFull ? Infinity : SHOWN, width),
    { text: '' },
    { text: `  runcast run ${quote(scenario)}` },
  ];
  return painted(lines, paint);
}

const SIGNS = { pass: '✓', fail: '✗', inconclusive: '?' } as const;

/** Whether the mean wait is given back: within 15 % (or a second), or what is observed lies in the interval of what is simulated. */
function headline({ observed, hasOwnWaits, simulated: [own] }: FitResult['check']): {
  readonly verdict: keyof typeof SIGNS;
  readonly text: string;
} {
  const mean = own?.mean.estimate ?? null;
  if (observed === null || own === undefined || mean === null)
    return { verdict: 'inconclusive', text: 'has nothing to be held against: the history tells no waits' };
  const off = Math.abs(mean - observed.mean);
  const isWithin = own.mean.low !== null && observed.mean >= own.mean.low && observed.mean <= (own.mean.high ?? Infinity);
  const isNear = isWithin || off <= Math.max(NEAR * observed.mean, 1);
  const figures = `mean ${spokenSeconds(mean)}, observed ${spokenSeconds(observed.mean)}`;
  if (!hasOwnWaits) return { verdict: 'inconclusive', text: `cannot be held against waits that hold earlier stages: ${figures}` };
  return isNear
    ? { verdict: 'pass', text: `gives back the waits of its history: ${figures}` }
    : { verdict: 'fail', text: `does not give back the waits of its history: ${figures}` };
}

function warningLines(warnings: readonly string[], most: number, width: number): Line[] {
  if (warnings.length === 0) return [];
  const left = warnings.length - most;
  return [
    { text: '' },
    ...warnings.slice(0, most).flatMap((text) => sentence(`! ${cleanText(text)}`, width, 'inconclusive')),
    ...(left > 0 ? [{ text: `  and ${countText(left, 'more warning')} (--full)`, tone: 'quiet' as const }] : []),
  ];
}

function sentence(text: string, width: number, tone?: Line['tone'], first = '  '): Line[] {
  return set(breakable(text), { first, later: `${first}  `, width }).map((own) => ({ text: own, tone }));
}

/** Names, numbers and errors in columns; what they rest on behind them, or below where there is no room. */
function numberLines(numbers: readonly FitNumber[], most: number, width: number): Line[] {
  const left = numbers.length - most;
  const rows = numbers
    .slice(0, most)
    .map((own) => ({ name: cleanText(own.name), value: valueText(own), error: errorText(own), of: cleanText(ofText(own.of)) }));
  const widthOf = (least: number, texts: readonly string[], most: number): number =>
    Math.min(most, Math.max(least, ...texts.map(columnsTaken)));
  const room = {
    name: widthOf(
      6,
      rows.map(({ name }) => name),
      Math.floor(width / 2),
    ),
    value: widthOf(
      5,
      rows.map(({ value }) => value),
      width,
    ),
    error: widthOf(
      5,
      rows.map(({ error }) => error),
      width,
    ),
  };
  const begin = (name: string, value: string, error: string): string =>
    `  ${padEnd(name, room.name)}  ${padStart(value, room.value)}  ${padEnd(error, room.error)}`;
  return [
    { text: `${begin('fitted', '', 'error')}  of`, tone: 'quiet' },
    ...rows.flatMap(({ name, value, error, of }): Line[] => {
      const isLong = columnsTaken(name) > room.name;
      const above: Line[] = isLong ? set(breakable(name), { first: '  ', later: '    ', width }).map((text) => ({ text })) : [];
      const line = begin(isLong ? '' : name, value, error);
      const whole = `${line}  ${of}`;
      if (columnsTaken(whole) <= width) return [...above, { text: whole }];
      return [
        ...above,
        { text: line.trimEnd() },
        ...set(breakable(of), { first: '    ', later: '    ', width }).map((text): Line => ({ text, tone: 'quiet' })),
      ];
    }),
    ...(left > 0 ? [{ text: `  and ${left} more (--full; all stand in the scenario)`, tone: 'quiet' as const }] : []),
  ];
}

/** What a number rests on, thousands apart. */
function ofText(of: string): string {
  return of.replace(/\d{4,}/gu, (digits) => wholeText(Number(digits)));
}

function valueText({ value, unit }: FitNumber): string {
  if (value === null) return 'none';
  return unit === 's'
    ? spokenSeconds(value)
    : unit === 'share'
      ? spokenShare(value)
      : unit === 'h'
        ? `${numberText(value)} h`
        : numberText(value);
}

function errorText({ value, se, unit }: FitNumber): string {
  if (value === null) return '';
  return se === null ? '± none' : `± ${valueText({ name: '', of: '', se: null, value: se, unit })}`;
}

function checkLines({ check, load }: FitResult, width: number): Line[] {
  const { replications, wait, observed, idleShare, simulated } = check;
  const [own] = simulated;
  if (own === undefined) return [];
  const rows = WAITS.map(([key, name]) => [
    `${waitName({ wait })}, ${name}`,
    observed === null ? 'not told' : textOf(key, observed[key]),
    `${textOf(key, own[key].estimate)} ${spokenEnds({ ...own[key], unit: key === 'share10s' ? 'share' : 's' })}`.trimEnd(),
  ]);
  const of = `in sample, ${countText(replications, 'replication')}`;
  const jobs = ['jobs compared', observed === null ? 'not told' : wholeText(observed.jobs), wholeText(own.jobs)];
  const idle =
    idleShare === null || observed === null || idleShare < TELLING
      ? []
      : sentence(
          `! ${roundShare(idleShare)} of the observed waiting passed while a runner that takes the job was idle: no size of a fleet explains that`,
          width,
          'inconclusive',
        );
  return [
    ...columns([[of, 'observed', 'simulated'], jobs, ...rows], width),
    ...comparedLines(check, load, width),
    ...absenceLines(check, width),
    ...idle,
  ];
}

/** Which jobs both sides are of. */
function comparedLines({ observed, leftOut }: FitResult['check'], load: FitResult['load'], width: number): Line[] {
  const without = leftOutJobs(leftOut);
  const which = `compared: jobs of the whole days that ${observed === null ? 'ran' : 'a runner had'}`;
  // Drawn pipelines have no job that was cancelled, and of the others nobody knows which of the history they would be.
  const where = load === 'days' ? 'left out on both sides' : 'of pipelines all that a runner takes; left out of the history';
  return sentence(without === '' ? which : `${which}; ${where}: ${without}`, width, 'quiet');
}

/** What is to be said of runners that were away: a forecast has none of it, the waits that it is held against have. */
function absenceLines({ absences, areAbsencesPlayed }: FitResult['check'], width: number): Line[] {
  const told = absences.filter(({ event }) => event !== null);
  const [first] = told;
  if (first === undefined) return [];
  const isClock = !/^\d+(\.\d+)?$/u.test(first.from);
  const longest = `${cleanText(first.runner)}, ${spanWords(first.from, first.to, { isClock })}`;
  const which =
    told.length === 1
      ? `a runner was away while jobs waited (${longest})`
      : `runners were away ${told.length} times while jobs waited (the longest: ${longest})`;
  const what = areAbsencesPlayed
    ? 'the scenario has it so'
    : 'the check above does not know that; it stands in the scenario as comments, and --absences makes events of them';
  return sentence(`! ${which}; ${what}`, width, 'inconclusive');
}

function loadLines({ simulated }: FitResult['check'], width: number): Line[] {
  const byLoad = [...simulated].sort((a, b) => a.load - b.load);
  const head = ['how much hangs on the load', ...byLoad.map(({ load }) => `× ${load}`)];
  const row = (key: Wait, name: string): string[] => [name, ...byLoad.map((own) => cell(own, key))];
  return columns([head, row('mean', 'mean'), row('p95', 'p95'), row('share10s', 'within 10 s')], width);
}

function cell(played: FitPlayed, key: Wait): string {
  return played.outcome === 'done' ? textOf(key, played[key].estimate) : 'the queue grows';
}

function textOf(key: Wait, value: number | null): string {
  if (value === null) return '-';
  return key === 'share10s' ? spokenShare(value) : spokenSeconds(value);
}

/** Rows of cells, the first of them a heading, each column as wide as its widest cell. */
function columns(rows: readonly (readonly string[])[], width: number): Line[] {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => columnsTaken(row[i]!))) + 2);
  return rows.map((row, index) => {
    const text = `  ${row.map((own, i) => padEnd(own, widths[i]!)).join('')}`.trimEnd();
    return { text: columnsTaken(text) > width ? `  ${row.join('  ')}` : text, ...(index === 0 ? { tone: 'quiet' as const } : {}) };
  });
}
