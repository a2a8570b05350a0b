/** Draws a plan on one screen of a terminal: the verdict first, today beside the plan, how near the line it is, the patch, and what to type next last. */
import type { PlanAnswer, PlanPatch } from '../../study/plan/plan-answer.js';
import { quote } from '../../units/shell-word.js';
import { painted, set, toned, type Line } from '../frame/lines.js';
import { cleanText } from '../frame/numbers.js';
import { UNPAINTED, type TextOptions } from '../frame/tone.js';
import { columnsTaken, padEnd, WIDTH, breakable } from '../frame/width.js';
import {
  bindingWords,
  effortWords,
  headline,
  nearestWords,
  noteWords,
  stepWords,
  undecidedWords,
  verdictOf,
  VERDICT_SIGNS,
  VERDICT_TONES,
} from './findings.js';
import { costRows, settingRows, thresholdRows, type PlanRow } from './rows.js';

const ROW_TONES = { meets: undefined, misses: 'fail', undecided: 'inconclusive' } as const;
/** Columns of names, which take more than one line where they are longer, and of today. */
const [NAME, TODAY] = [30, 12] as const;
/** What takes more columns than this has lines of its own: a value that is a list. */
const WIDEST = 24;
/** Lines of all patches together that are shown. */
const MOST = 16;

/** What is done with the answer already, so that nobody is told to do it. */
export interface PlanTextOptions extends TextOptions {
  /** The lines are being written. Default: no. */
  readonly isApplied?: boolean;
  /** All that was tried is being written. Default: no. */
  readonly isKept?: boolean;
}

/** Returns the text, ending in a line break. No line is wider than `width` but the last, which repeats the plan and can be copied whole. */
export function planText(answer: PlanAnswer, options: PlanTextOptions = {}): string {
  const { paint = UNPAINTED, width = WIDTH } = options;
  const sentences = [nearestWords(answer), bindingWords(answer), ...stepWords(answer), undecidedWords(answer)].filter(
    (text) => text !== '',
  );
  const verdict = verdictOf(answer);
  const lines: Line[] = [
    ...toned(set(breakable(`${VERDICT_SIGNS[verdict]} ${headline(answer)}`), { later: '  ', width }), VERDICT_TONES[verdict]),
    ...toned(set(breakable(effortWords(answer)), { first: '  ', later: '  ', width }), 'quiet'),
    ...section(tableLines(answer, width)),
    ...section(sentences.flatMap((text) => toned(set(breakable(text), { first: '  ', later: '    ', width })))),
    ...section(noteWords(answer).flatMap((text) => toned(set(breakable(text), { first: '  ', later: '    ', width }), 'quiet'))),
    ...patchSection(answer, width, options),
    { text: '' },
    { text: `  ${cleanText(answer.rerun)}` },
  ];
  return painted(lines, paint);
}

function section(lines: readonly Line[]): Line[] {
  return lines.length === 0 ? [] : [{ text: '' }, ...lines];
}

function tableLines(answer: PlanAnswer, width: number): Line[] {
  const rows = [...settingRows(answer), ...thresholdRows(answer), ...costRows(answer)];
  const today = Math.max(TODAY, ...rows.map((row) => columnsTaken(row.today) + 2).filter((columns) => columns <= WIDEST));
  const title = answer.plan !== null ? 'plan' : answer.nearest !== null ? 'nearest' : '';
  return [
    { text: `  ${padEnd('', NAME)}${padEnd('today', today)}${title}`.trimEnd(), tone: 'quiet' },
    ...rows.flatMap((row) => (columnsTaken(row.today) + 2 > today ? listLines(row, title, width) : rowLines(row, today, width))),
  ];
}

function rowLines({ name, today, plan, verdict }: PlanRow, room: number, width: number): Line[] {
  const tone = verdict === undefined ? undefined : ROW_TONES[verdict];
  const cells = (first: string): Line[] => {
    const line = `  ${padEnd(first, NAME)}${padEnd(today, room)}`;
    if (columnsTaken(line) + columnsTaken(plan) <= width) return toned([`${line}${plan}`.trimEnd()], tone);
    // What has no room is set below, under its column.
    const column = columnsTaken(line);
    return toned(
      set(breakable(plan), { width: width - column }).map((text, i) => `${i === 0 ? line : ' '.repeat(column)}${text}`),
      tone,
    );
  };
  if (columnsTaken(name) + 2 <= NAME) return cells(name);
  return [...toned(set(breakable(name), { first: '  ', later: '    ', width }), tone), ...cells('')];
}

function listLines({ name, today, plan, verdict }: PlanRow, title: string, width: number): Line[] {
  const below = (word: string, value: string): string[] => set(breakable(`${word}: ${value}`), { first: '    ', later: '      ', width });
  const lines = [...set(breakable(name), { first: '  ', later: '    ', width }), ...below('today', today)];
  return toned([...lines, ...(title === '' ? [] : below(title, plan))], verdict === undefined ? undefined : ROW_TONES[verdict]);
}

/** The lines of each file that change, and how they are written. */
function patchSection({ patches }: PlanAnswer, width: number, done: PlanTextOptions): Line[] {
  if (patches.length === 0) return [];
  const shown = patches.flatMap(({ file, diff }): Line[] => [
    { text: `  @@ ${cleanText(file)} @@`, tone: 'quiet' },
    ...changedLines(diff).map((line): Line => ({
      text: set([cleanText(line)], { first: '  ', width, most: 1 })[0]!,
      tone: line.startsWith('+') ? 'pass' : 'fail',
    })),
  ]);
  const left = shown.length - MOST;
  const words = applyWords(patches, done);
  return [
    ...section(left > 1 ? [...shown.slice(0, MOST), { text: `  and ${left} lines more (--json)`, tone: 'quiet' }] : shown),
    ...(words.length === 0 ? [] : toned(set(words, { first: '  ', later: '  ', width }), 'quiet')),
  ];
}

function changedLines(diff: string): string[] {
  return diff.split('\n').filter((line) => /^[-+]/u.test(line) && !/^(?:---|\+\+\+) /u.test(line));
}

function applyWords(patches: readonly PlanPatch[], { isApplied = false, isKept = false }: PlanTextOptions): string[] {
  const write = isApplied ? [] : patches.map(({ file }, i) => `${i === 0 ? 'write it: ' : ''}--apply ${quote(file)}`);
  const keep = isKept ? [] : ['all settings tried: --out DIR'];
  return [...write, ...(write.length > 0 && keep.length > 0 ? ['    '] : []), ...keep];
}
