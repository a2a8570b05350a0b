/** Draws a backtest on one screen of a terminal: the verdict first, both sides figure by figure, then what the history cannot tell. */
import { WAIT_FIGURES, type WaitFigure } from '../../history/backtest/wait-figures.js';
import type { BacktestAbsence, BacktestGroup, BacktestResult } from '../../study/backtest/backtest-result.js';
import { painted, set, toned, type Line } from '../frame/lines.js';
import { cleanText, countText, wholeText } from '../frame/numbers.js';
import { UNPAINTED, type TextOptions, type Tone } from '../frame/tone.js';
import { beginning, columnsTaken, padEnd, padStart, WIDTH, breakable } from '../frame/width.js';
import {
  absenceWords,
  agreementWords,
  basisWords,
  dayWords,
  errorEnds,
  errorText,
  figureName,
  figureOf,
  figureText,
  groupWords,
  headline,
  leftOutWords,
  pickUpWords,
  rowWords,
  runningWords,
  severalWords,
  waitName,
} from './words.js';

/** Figures of the one screen; `--full` shows all. */
const SHOWN: readonly WaitFigure[] = ['mean', 'p50', 'p90', 'p95', 'share10s', 'share60s'];
/** Columns: name, observed, simulated, error, its interval, plain queue. */
const WIDTHS = [13, 12, 12, 11, 16, 14] as const;
/** Groups and absences of the one screen. */
const MOST = 8;

/** How much is shown. */
export interface BacktestTextOptions extends TextOptions {
  /** Default: no. */
  readonly isFull?: boolean;
}

/** Returns the text, ending in a line break. */
export function backtestText(
  result: BacktestResult,
  { paint = UNPAINTED, width = WIDTH, isFull = false }: BacktestTextOptions = {},
): string {
  const tone = result.verdict;
  const head = `${tone === 'pass' ? '✓' : '✗'} ${cleanText(result.scenario.name)}: ${headline(result)}`;
  const most = isFull ? Infinity : MOST;
  const words = groupWords(result);
  const lines: Line[] = [
    ...toned(set(breakable(head), { later: '  ', width }), tone),
    ...toned(sentence(basisWords(result), width), 'quiet'),
    { text: '' },
    ...figureLines(result, isFull),
    { text: '' },
    ...[agreementWords(result), dayWords(result), pickUpWords(result), runningWords(result), rowWords(result)].flatMap((words) =>
      words === '' ? [] : toned(sentence(words, width)),
    ),
    ...result.notes.flatMap((note) => toned(sentence(cleanText(note), width), 'quiet')),
    ...groupLines(result.groups, most, width),
    ...(words === '' ? [] : [{ text: '' }, ...toned(sentence(words, width), 'quiet')]),
    ...troubleLines(result, most, width),
    { text: '' },
    { text: `  ${cleanText(result.rerun)}` },
  ];
  return painted(lines, paint);
}

function sentence(text: string, width: number): string[] {
  return set(breakable(text), { first: '  ', later: '    ', width });
}

function row(cells: readonly string[]): string {
  return `  ${cells.map((cell, i) => (i === 0 ? padEnd(cell, WIDTHS[0]) : padStart(` ${cell}`, WIDTHS[i]!))).join('')}`.trimEnd();
}

function figureLines(result: BacktestResult, isFull: boolean): Line[] {
  const { judged, tolerances } = result;
  const figures = WAIT_FIGURES.filter((figure) => isFull || SHOWN.includes(figure) || tolerances.some((own) => own.figure === figure)).map(
    (figure) => figureOf(judged, figure),
  );
  const hasEnds = figures.some(({ errorLow }) => errorLow !== null);
  const title = row([waitName(result), 'observed', 'simulated', 'error', hasEnds ? '95 % by days' : '', 'plain queue']);
  const toneOf = (figure: WaitFigure): Tone | undefined => {
    const own = tolerances.find((one) => one.figure === figure);
    return own === undefined ? undefined : own.isKept ? 'pass' : 'fail';
  };
  return [
    { text: title, tone: 'quiet' },
    ...figures.map(({ figure, observed, simulated, error, ideal, ...ends }) => ({
      text: row([
        figureName(figure),
        figureText(figure, observed),
        figureText(figure, simulated),
        errorText(figure, error),
        errorEnds({ figure, ...ends }),
        figureText(figure, ideal),
      ]),
      tone: toneOf(figure),
    })),
  ];
}

/** Groups with the figures that tell most: of each the mean and the 95 % line on both sides. */
function groupLines(groups: readonly BacktestGroup[], most: number, width: number): Line[] {
  const kinds = [...new Set(groups.map(({ by }) => by))];
  return kinds.flatMap((by): Line[] => {
    const own = groups.filter((group) => group.by === by);
    const room = Math.max(14, Math.min(width - 60, Math.max(...own.map(({ name }) => columnsTaken(cleanText(name)))) + 2));
    const line = (name: string, cells: readonly string[]): string =>
      `  ${padEnd(columnsTaken(name) < room ? name : `${beginning(name, room - 2)}…`, room)}${cells.map((cell, i) => padStart(` ${cell}`, i === 0 ? 8 : 11)).join('')}`.trimEnd();
    const shown = own.slice(0, most);
    return [
      { text: '' },
      { text: line(`by ${by}`, ['jobs', 'observed', 'simulated', 'error', 'p95 error']), tone: 'quiet' },
      ...shown.map((group) => groupLine(group, line)),
      ...(own.length > shown.length
        ? [{ text: `  and ${wholeText(own.length - shown.length)} more (--full)`, tone: 'quiet' as const }]
        : []),
    ];
  });
}

function groupLine(group: BacktestGroup, line: (name: string, cells: readonly string[]) => string): Line {
  const { name, jobs, isLeftOut } = group;
  const [mean, p95] = [figureOf(group, 'mean'), figureOf(group, 'p95')];
  const cells = [
    wholeText(jobs),
    figureText('mean', mean.observed),
    figureText('mean', mean.simulated),
    errorText('mean', mean.error),
    isLeftOut ? 'left out' : errorText('p95', p95.error),
  ];
  return { text: line(cleanText(name) || '(none)', cells), tone: isLeftOut ? 'quiet' : undefined };
}

/** What the history shows that no simulation of the fleet as stated reproduces. */
function troubleLines(result: BacktestResult, most: number, width: number): Line[] {
  const warn = (text: string): Line[] => toned(set(breakable(text), { first: '  ! ', later: '    ', width }), 'inconclusive');
  const { absences } = result;
  const left = absences.length - most;
  const lines = [
    ...absences.slice(0, most).flatMap((absence) => [...warn(absenceWords(absence, result)), ...eventLines(absence, width)]),
    ...(left > 0 ? warn(`and ${countText(left, 'more absence')} (--full)`) : []),
    ...[leftOutWords(result), severalWords(result)].flatMap((words) => (words === '' ? [] : warn(words))),
  ];
  return lines.length === 0 ? [] : [{ text: '' }, ...lines];
}

/** The event, which may be copied: it breaks behind commas, where YAML lets it. */
function eventLines({ event }: BacktestAbsence, width: number): Line[] {
  if (event === null) return [];
  return toned(set(`- ${event}`.split(/(?<=,) /u), { first: '    ', later: '      ', width }));
}
