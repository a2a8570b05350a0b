/** Draws the description of a history on one screen: what came, how it waited, who ran it, and what the file cannot explain. */
import type { HistoryDescription, HistoryRunner, HistorySpan } from '../../history/describe/description.js';
import { painted, set, type Line } from '../frame/lines.js';
import { cleanText, countText, numberText, wholeText } from '../frame/numbers.js';
import { roundShare, spokenSeconds } from '../frame/spoken.js';
import { UNPAINTED, type TextOptions } from '../frame/tone.js';
import { columnsTaken, padEnd, padStart, WIDTH, breakable } from '../frame/width.js';
import { levelsOf, sparkText } from '../frame/spark.js';
import { atOnceWords, endWords, idleWords, limitWords, loadWords, unevenWords } from './findings.js';
import { spanWords } from './words.js';
import { WEEKDAYS } from '../../units/instant.js';

/** Rows of a list that are shown; `--full` shows all that the description has. */
const SHOWN = 5;

/** How much is shown. */
export interface DescriptionOptions extends TextOptions {
  /** Whether lists are shown whole. Default: no. */
  readonly isFull?: boolean;
  /** What to type next; left out where nothing is named that could be. */
  readonly next?: string | undefined;
}

/** Returns the text, ending in a line break. `name` is what the history is called. */
export function descriptionText(
  name: string,
  description: HistoryDescription,
  { paint = UNPAINTED, width = WIDTH, isFull = false, isPlain = false, next }: DescriptionOptions = {},
): string {
  const most = isFull ? Infinity : SHOWN;
  const lines: Line[] = [
    { text: `${cleanText(name)}: ${countText(description.jobs, 'job')} in ${spokenSeconds(description.days * 86_400)}`, tone: 'heading' },
    { text: `  ${spanWords(description.from, description.to, description)}`, tone: 'quiet' },
    ...section(loadLines(description, width)),
    ...section(profileLines(description, isPlain, width)),
    ...section(spanTable('', [description.spans.all])),
    ...section(spanTable('by tags', description.spans.byTags.slice(0, most))),
    ...section(spanTable('by name', isFull ? description.spans.byName : [])),
    ...section(spanTable('by runner', isFull ? description.spans.byRunner : [])),
    ...section(runnerLines(description, most, width)),
    ...section(trouble(description, most, width)),
    ...section(next === undefined ? [] : [{ text: `  ${cleanText(next)}` }]),
  ];
  return painted(lines, paint);
}

function section(lines: readonly Line[]): Line[] {
  return lines.length === 0 ? [] : [{ text: '' }, ...lines];
}

function sentence(text: string, width: number, tone?: Line['tone']): Line[] {
  return set(breakable(text), { first: '  ', later: '    ', width }).map((own) => ({ text: own, tone }));
}

function loadLines(description: HistoryDescription, width: number): Line[] {
  const words = [loadWords(description), ...unevenWords(description), ...atOnceWords(description), endWords(description)];
  const { schedules } = description;
  return [...words, ...(schedules.length === 0 ? [] : [clockList(schedules)])].flatMap((text) => sentence(text, width));
}

function clockList(schedules: HistoryDescription['schedules']): string {
  const shown = schedules.slice(0, SHOWN).map(({ at, times, jobs }) => `${at} (${times} times, ${countText(jobs, 'job')})`);
  return `by the clock: ${shown.join(', ')}`;
}

/** Jobs an hour by day of the week, an hour a sign. */
function profileLines({ load: { hourOfWeek }, timezone }: HistoryDescription, isPlain: boolean, width: number): Line[] {
  if (hourOfWeek === null) return [];
  const most = Math.max(...hourOfWeek.map((own) => own ?? 0));
  if (most === 0) return [];
  // A history seldom begins and ends with an hour, so that the sums are not quite the jobs of its days.
  const head = `jobs an hour (${cleanText(timezone)}), 00 to 23 h, and their sum, hours that are held in part as if held whole; the most ${numberText(most)}`;
  return [
    ...sentence(head, width, 'quiet'),
    ...WEEKDAYS.flatMap((day, index): Line[] => {
      const own = hourOfWeek.slice(24 * index, 24 * (index + 1));
      if (own.every((hour) => hour === null)) return [];
      const signs = own.map((hour) => (hour === null ? ' ' : sparkText(levelsOf([hour], most), isPlain)));
      const sum = own.reduce<number>((total, hour) => total + (hour ?? 0), 0);
      return [{ text: `  ${day}  ${signs.join('')}  ${numberText(sum)}` }];
    }),
  ];
}

const SPAN_HEAD = ['jobs', 'wait p50', 'p95', 'ran p50', 'p95', 'failed'] as const;
const NAME_WIDTH = 24;

function spanTable(title: string, spans: readonly HistorySpan[]): Line[] {
  if (spans.length === 0) return [];
  const rows = spans.map(({ name, jobs, wait, duration, failedShare }) => ({
    name: title === '' ? 'all jobs' : cleanText(name) || '(none)',
    cells: [
      wholeText(jobs),
      ...[wait?.p50, wait?.p95, duration?.p50, duration?.p95].map((seconds) => (seconds === undefined ? '-' : spokenSeconds(seconds))),
      failedShare === null ? '-' : roundShare(failedShare),
    ],
  }));
  const widths = SPAN_HEAD.map((head, i) => Math.max(head.length, ...rows.map(({ cells }) => columnsTaken(cells[i]!))));
  const line = (name: string, cells: readonly string[]): string =>
    `  ${padEnd(name, NAME_WIDTH)}${cells.map((cell, i) => padStart(cell, widths[i]! + (i === 0 ? 0 : 2))).join('')}`.trimEnd();
  return [
    { text: line(title, SPAN_HEAD), tone: 'quiet' },
    // A name that has no room stands on a line of its own: cut short it might be taken for another.
    ...rows.flatMap(({ name, cells }): Line[] =>
      columnsTaken(name) <= NAME_WIDTH - 1 ? [{ text: line(name, cells) }] : [{ text: `  ${name}` }, { text: line('', cells) }],
    ),
  ];
}

function runnerLines({ runners, limits }: HistoryDescription, most: number, width: number): Line[] {
  if (runners.length === 0) return sentence('who ran them: the history names no runner', width, 'quiet');
  const shown = runners.slice(0, most);
  const left = runners.length - shown.length;
  return [
    { text: `  who ran them: ${countText(runners.length, 'runner')} or pools`, tone: 'quiet' },
    ...shown.flatMap((runner) => sentence(runnerWords(runner), width)),
    ...(left === 0 ? [] : [{ text: `  and ${left} more (--full)`, tone: 'quiet' as const }]),
    ...limits.slice(0, most).flatMap((limit) => sentence(limitWords(limit), width)),
  ];
}

function runnerWords({ name, isPool, names, jobs, tags, atOnce, busyShare }: HistoryRunner): string {
  const what = isPool ? `a pool of ${wholeText(names)} names` : 'a runner';
  const labels = tags.length === 0 ? '' : `; tags ${tags.map(cleanText).join(' ')}`;
  return `${cleanText(name)}: ${what}, ${countText(jobs, 'job')}, ${wholeText(atOnce)} at once, ${roundShare(busyShare)} busy${labels}`;
}

/** What a plan made of this history has to know. */
function trouble(description: HistoryDescription, most: number, width: number): Line[] {
  const { absences, ...own } = description;
  const shown = absences.slice(0, most);
  const left = absences.length - shown.length;
  return [
    ...shown.flatMap(({ runner, from, to, passed }) =>
      sentence(
        `! ${cleanText(runner)} took no job from ${spanWords(from, to, own)} while ${wholeText(passed)} that it takes waited and went to others`,
        width,
        'inconclusive',
      ),
    ),
    ...(left === 0 ? [] : [{ text: `  and ${left} more absences (--full)`, tone: 'quiet' as const }]),
    ...idleWords(description).flatMap((text) => sentence(text, width)),
  ];
}
