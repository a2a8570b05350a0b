/** Draws a comparison on one screen of a terminal: what it comes to first, the figures of both sides, and the command that repeats it last. */
import type { CompareResult, Variant } from '../../study/compare/compare-result.js';
import { painted, set, toned, type Line } from '../frame/lines.js';
import { cleanText } from '../frame/numbers.js';
import { spoken } from '../frame/spoken.js';
import { UNPAINTED, type TextOptions } from '../frame/tone.js';
import { columnsTaken, padEnd, WIDTH, breakable } from '../frame/width.js';
import { alarmWords, basisWords, headline, noteWords, thresholdPairs, type ThresholdPair } from './findings.js';
import { compareRows, type CompareRow } from './rows.js';
import { sideBySide } from './side-by-side.js';
import { differenceEnds, differenceText, sideText, verdictWords } from '../frame/difference-words.js';

const SIGNS = { pass: '✓', fail: '✗', inconclusive: '?' } as const;
/** Thresholds that are shown of a variant. */
const MOST = 6;

/** Returns the text, ending in a line break. No line is wider than `width` but the last, which repeats the comparison and can be copied whole. */
export function comparisonText(result: CompareResult, { paint = UNPAINTED, width = WIDTH }: TextOptions = {}): string {
  const { base, variants } = result;
  const isOne = variants.length === 1;
  const rows = variants.map((variant) => compareRows(variant).filter(({ isMain }) => isOne || isMain));
  const table = isOne ? figureLines(rows[0]!, width) : sideBySide(result, rows, width);
  const lines: Line[] = [
    ...variants.flatMap((variant) => headLines(variant, width)),
    ...toned(set(breakable(`against ${cleanText(base.label)}; ${basisWords(result)}`), { first: '  ', later: '  ', width }), 'quiet'),
    ...alarmWords(result).flatMap((text) => toned(set(breakable(text), { first: '  ! ', later: '    ', width }), 'fail')),
    ...section(table),
    ...variants.flatMap((variant) => section(thresholdLines(isOne ? undefined : variant.label, thresholdPairs(base, variant), width))),
    ...section(
      noteWords(
        rows.flat().map(({ difference }) => difference),
        result,
      ).flatMap((text) => toned(set(breakable(text), { first: '  ', later: '    ', width }), 'quiet')),
    ),
    { text: '' },
    { text: `  ${cleanText(result.rerun)}` },
  ];
  return painted(lines, paint);
}

function section(lines: readonly Line[]): Line[] {
  return lines.length === 0 ? [] : [{ text: '' }, ...lines];
}

/** What a variant comes to, with the sign of its thresholds. */
function headLines(variant: Variant, width: number): Line[] {
  const { verdict, label } = variant;
  const text = `${verdict === null ? '' : `${SIGNS[verdict]} `}${cleanText(label)}: ${headline(variant)}`;
  return toned(set(breakable(text), { later: '  ', width, most: 2 }), verdict ?? 'heading');
}

/** Base, new and difference of each figure, the ends of the interval below where a line has no room for them. */
function figureLines(rows: readonly CompareRow[], width: number): Line[] {
  if (rows.length === 0) return [];
  const cells = rows.map(({ name, difference }) => [
    `  ${name}`,
    sideText(difference, 'base'),
    sideText(difference, 'new'),
    differenceText(difference),
    differenceEnds(difference),
    verdictWords(difference),
  ]);
  const all = [['', 'base', 'new', 'difference', '', ''], ...cells];
  const widths = all[0]!.map((_, i) => Math.max(...all.map((row) => columnsTaken(row[i]!))));
  const needed = widths.reduce((sum, own) => sum + own, 0);
  const gap = needed + 2 * (widths.length - 1) <= width ? 2 : 1;
  const fits = needed + gap * (widths.length - 1) <= width;
  const line = (row: readonly string[]): string =>
    row
      .flatMap((text, i) => (i === 4 && !fits ? [] : [padEnd(text, widths[i]!)]))
      .join(' '.repeat(gap))
      .trimEnd();
  const below = ' '.repeat(widths.slice(0, 3).reduce((sum, own) => sum + own + gap, 0));
  return all.flatMap((row, i): Line[] => [
    { text: line(row), tone: i === 0 ? 'quiet' : toneOf(rows[i - 1]!) },
    ...(fits || row[4] === '' ? [] : [{ text: `${below}${row[4]}`, tone: 'quiet' as const }]),
  ]);
}

function toneOf({ difference: { verdict } }: CompareRow): Line['tone'] {
  if (verdict === 'better') return 'pass';
  return verdict === 'worse' ? 'fail' : verdict === 'cannot_tell' ? 'inconclusive' : undefined;
}

/** The thresholds of a variant: what they were and are, missed ones first. */
function thresholdLines(label: string | undefined, pairs: readonly ThresholdPair[], width: number): Line[] {
  // Of several variants only what they miss or change is told: their first lines have the rest.
  const told = label === undefined ? pairs : pairs.filter(({ own, base }) => own.verdict !== 'pass' || base?.verdict !== own.verdict);
  const shown = told.slice(0, MOST);
  const lines = shown.flatMap(({ own, base }): Line[] => {
    const signs =
      base === undefined || base.verdict === own.verdict ? SIGNS[own.verdict] : `${SIGNS[base.verdict]} -> ${SIGNS[own.verdict]}`;
    const [before, after] = [base, own].map((threshold) => spoken(threshold) || 'nothing to measure');
    const found = base === undefined || before === after ? after! : `${before} -> ${after}`;
    const text = `${signs} ${cleanText(`${own.subject} ${own.condition}`)}  ${found}`;
    return toned(set(breakable(text), { first: '  ', later: '      ', width }), own.verdict);
  });
  const left = told.length - shown.length;
  const title =
    label === undefined || lines.length === 0
      ? []
      : toned(set(breakable(cleanText(label)), { first: '  ', later: '    ', width }), 'quiet');
  return [...title, ...lines, ...(left > 0 ? [{ text: `  and ${left} more (--json)`, tone: 'quiet' as const }] : [])];
}
