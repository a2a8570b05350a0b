/** The thresholds of the one screen: missed ones first, each with what was found. */
import type { JudgedThreshold, StudyResult } from '../../../study/study-result.js';
import { cleanText, NOTHING } from '../../frame/numbers.js';
import { spoken, spokenEnds } from '../../frame/spoken.js';
import { columnsTaken, padEnd, breakable } from '../../frame/width.js';
import { fitting, set, toned, type Line } from '../../frame/lines.js';

const SIGNS = { pass: '✓', fail: '✗', inconclusive: '?' } as const;
const ORDER = ['fail', 'inconclusive', 'pass'] as const;
/** Columns in front of a name. */
const INDENT = 4;

/** The reason that says no more than what stands in the place of the figure. */
const NOWHERE = 'there was nothing to measure';

/** Returns the thresholds in at most `most` lines; those that find no room are counted. */
export function thresholdLines({ thresholds }: StudyResult, width: number, most: number): Line[] {
  const sorted = ORDER.flatMap((verdict) => thresholds.filter((threshold) => threshold.verdict === verdict));
  const names = sorted.map((threshold) => columnsTaken(nameOf(threshold)));
  const values = sorted.map((threshold) => columnsTaken(spoken(threshold)));
  // Names are padded to the longest that leaves room for every value behind it; a longer one has its value below.
  const room = Math.max(0, ...names.filter((columns) => INDENT + columns + 2 + Math.max(0, ...values) <= width));
  const items = sorted.map((threshold) => toned(lineOf(threshold, room, width), threshold.verdict));
  return fitting(items, most, (left) => {
    const rest = sorted.slice(-left);
    const all = rest.every(({ verdict }) => verdict === 'pass') ? ', all met' : '';
    return { text: `    and ${left} more${all}   (--full)`, tone: rest[0]!.verdict };
  });
}

/** The threshold, what was found, its interval where there is room, and below why the verdict is what it is where that needs a sentence. */
function lineOf(threshold: JudgedThreshold, room: number, width: number): string[] {
  const { verdict, reason, note } = threshold;
  const name = nameOf(threshold);
  const [sign, below] = [`  ${SIGNS[verdict]} `, ' '.repeat(INDENT + 2)];
  const fits = columnsTaken(name) <= room;
  const lines = fits ? [] : set(breakable(name), { first: sign, later: ' '.repeat(INDENT), width });
  const begin = fits ? `${sign}${padEnd(name, room)}  ` : below;
  const value = spoken(threshold) || (reason === undefined || reason === NOWHERE ? 'nothing to measure' : NOTHING);
  const both = [value, spokenEnds(threshold)].join(' ').trimEnd();
  lines.push(`${begin}${columnsTaken(begin) + columnsTaken(both) <= width ? both : value}`);
  const why = [
    ...(reason === undefined || reason === NOWHERE ? [] : [reason]),
    ...(note === undefined ? [] : [`target: ${cleanText(note)}`]),
  ].join('; ');
  return why === '' ? lines : [...lines, ...set(breakable(why), { first: below, later: below, width, most: 2 })];
}

function nameOf({ subject, condition }: JudgedThreshold): string {
  return cleanText(`${subject} ${condition}`);
}
