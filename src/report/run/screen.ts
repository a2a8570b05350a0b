/** The answer on one screen of a terminal: at most 40 lines, the verdict first, what to type next last. The rest is for `--full` and the report. */
import type { StudyResult } from '../../study/study-result.js';
import { assumedLines } from './assumed.js';
import { defaultLines } from './default-lines.js';
import { figureLookup } from '../../study/figures/figure-lookup.js';
import { cleanText } from '../frame/numbers.js';
import { causeLines } from './screen/cause-lines.js';
import { figureLines } from './screen/figures.js';
import { alarmLines, basisLines, countLines, verdictLines } from './screen/head.js';
import { painted, type Line } from '../frame/lines.js';
import { storyLines } from './screen/story-lines.js';
import { triedLinesOf } from './screen/tried-lines.js';
import { thresholdLines } from './screen/threshold-lines.js';
import { waitingLines } from './screen/waiting-line.js';
import { storyTexts } from './story/stories.js';
import { UNPAINTED, type TextOptions } from '../frame/tone.js';
import { columnsTaken, WIDTH } from '../frame/width.js';

/** Lines of a screen. */
const LINES = 40;
/** The most that thresholds and causes may take of it. */
const THRESHOLDS = 9;
const CAUSES = 9;
/** Kept for the first of several stories: its lines, a blank one, and the one that counts the others. */
const SEVERAL = 11;
const TRIED = 18;
const ALARMS = 3;

/** What else is asked for. */
export interface ScreenOptions extends TextOptions {
  /** Lists the assumptions too, however many lines that takes. */
  readonly assumptions?: boolean;
}

/**
 * Returns the answer, ending in a line break. No line is wider than `width` but the last, which repeats the run and can be copied whole. Sections
 * are given lines in the order of their weight; what finds no room is counted.
 */
export function oneScreen(
  study: StudyResult,
  { paint = UNPAINTED, isPlain = false, width = WIDTH, assumptions = false }: ScreenOptions = {},
): string {
  const lookup = figureLookup(study);
  const isMeasured = study.runs.some(({ window }) => window.to > window.from);
  const head = [...verdictLines(study, width), ...basisLines(study, lookup, width), ...alarmLines(study, width, ALARMS)];
  const figures = isMeasured ? figureLines(study, lookup, width) : [];
  const waiting = isMeasured ? waitingLines(study, width, isPlain) : [];
  const counts = countLines(study, width);
  const next = nextLines(study, width);
  let left = LINES - [head, figures, waiting, counts, next].reduce((sum, lines) => sum + spaced(lines).length, 0);
  const take = (most: number, lines: (most: number) => Line[]): Line[] => {
    const taken = left < 3 ? [] : lines(Math.min(most, left - 1));
    left -= spaced(taken).length;
    return taken;
  };
  const thresholds = take(THRESHOLDS, (most) => thresholdLines(study, width, most));
  const tried = take(TRIED, (most) => triedLinesOf(study, width, most));
  const happened = storyTexts(study);
  // What an outage did is told before why jobs waited, of which an outage is the cause; where there are several, the first of them.
  const ofFirst = left < 3 ? 0 : spaced(storyLines(happened.slice(0, 1), width, left - 1)).length;
  const room = happened.length > 1 ? Math.min(ofFirst, SEVERAL) : ofFirst;
  left -= room;
  const causes = isMeasured ? take(CAUSES, (most) => causeLines(study, lookup, width, most)) : [];
  left += room;
  const stories = take(Infinity, (most) => storyLines(happened, width, most));
  // What was missed comes before anything else.
  const first = study.verdict === 'pass' || study.verdict === null ? [figures, thresholds] : [thresholds, figures];
  const sections = [
    ...first,
    tried,
    stories,
    causes,
    waiting,
    counts,
    ...(assumptions ? [assumedLines(defaultLines(study.defaults), width)] : []),
    next,
  ];
  return painted([...head, ...sections.flatMap(spaced)], paint);
}

/** A section with a blank line before it; nothing where it is empty. */
function spaced(lines: readonly Line[]): Line[] {
  return lines.length === 0 ? [] : [{ text: '' }, ...lines];
}

/** The command that repeats the run, and where the rest is: behind it where there is room, as a comment that a shell passes over, else before it. */
function nextLines({ rerun }: StudyResult, width: number): Line[] {
  const command = `  ${cleanText(rerun)}`;
  const where = '# more: --full, --out DIR';
  return columnsTaken(command) + 3 + where.length <= width
    ? [{ text: `${command}   ${where}` }]
    : [{ text: `  ${where}`, tone: 'quiet' }, { text: command }];
}
