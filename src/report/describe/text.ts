/** Draws the description of a history on one screen: what came, how it waited, who ran it, and what the file cannot explain. */
import type { HistoryDescription, HistoryRunner, HistorySpan } from '../../history/describe/description.js';
import { painted, set, type Line } from '../frame/lines.js';
import { cleanText, countText, numberText, wholeText } from '../frame/numbers.js';
import { roundShare, spokenSeconds } from '../frame/spoken.js';
import { UNPAINTED, type TextOptions } from '../frame/tone.js';
import { columnsTaken, padEnd, padStart, WIDTH } from '../frame/width.js';
import { levelsOf, sparkText } from '../frame/spark.js';
import { instantWords } from './words.js';

/** Rows of a list that are shown; `--full` shows all that the description has. */
const SHOWN = 5;
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const WAIT_SHOWN = 1;

/** How much is shown. */
export interface DescriptionOptions extends TextOptions {
  /** Whether lists are shown whole. Default: no. */
  readonly isFull?: boolean;
}

/** Returns the text, ending in a line break. `name` is what the history is called. */
export function descriptionText(
  name: string,
  description: HistoryDescription,
  { paint = UNPAINTED, width = WIDTH, isFull = false, isPlain = false }: DescriptionOptions = {},
): string {
  const most = isFull ? Infinity : SHOWN;
  const lines: Line[] = [
    { text: `${cleanText(name)}: ${countText(description.jobs, 'job')} in ${spokenSeconds(description.days * 86_400)}`, tone: 'heading' },
    { text: `  ${instantWords(description.from, description)} to ${instantWords(description.to, description)}`, tone: 'quiet' },
    ...section(loadLines(description, width)),
    ...section(profileLines(description, isPlain)),
    ...section(spanTable('', [description.spans.all])),
    ...section(spanTable('by tags', description.spans.byTags.slice(0, most))),
    ...section(spanTable('by name', isFull ? description.spans.byName : [])),
    ...section(runnerLines(description, most, width)),
    ...section(trouble(description, most, width)),
  ];
  return painted(lines, paint);
}

function section(lines: readonly Line[]): Line[] {
  return lines.length === 0 ? [] : [{ text: '' }, ...lines];
}

function sentence(text: string, width: number, tone?: Line['tone']): Line[] {
  return set(text.split(/ (?!%)/u), { first: '  ', later: '    ', width }).map((own) => ({ text: own, tone }));
}

function loadLines(
  { load, running, waiting, schedules, statuses, jobs, waitedOnly, unfinished, untimed, ...own }: HistoryDescription,
  width: number,
): Line[] {
  const { jobsPerDay, pipelinesPerDay, pipelineSize, weekdayToWeekend, dispersion } = load;
  const pipelines =
    pipelinesPerDay === null || pipelineSize === null
      ? ''
      : `; ${numberText(pipelinesPerDay)} pipelines of ${numberText(pipelineSize.mean)} jobs (p50 ${pipelineSize.p50}, p95 ${pipelineSize.p95}, most ${wholeText(pipelineSize.max)})`;
  const week = weekdayToWeekend === null ? '' : `; ${numberText(weekdayToWeekend)} times as many on weekdays`;
  const uneven = dispersion.flatMap(({ seconds, jobs: found }) =>
    found === null ? [] : [`${numberText(found)} in ${spokenSeconds(seconds)}`],
  );
  const ends = statuses.map(({ status, jobs: count }) => `${cleanText(status) || 'not told'} ${roundShare(count / jobs)}`);
  const without = [
    ...(waitedOnly === 0 ? [] : [`${countText(waitedOnly, 'job')} cancelled while waiting`]),
    ...(unfinished === 0 ? [] : [`${countText(unfinished, 'job')} without an end`]),
    ...(untimed === 0 ? [] : [`${countText(untimed, 'job')} of which nobody says when they ran`]),
  ];
  return [
    ...sentence(`a day: ${numberText(jobsPerDay)} jobs${pipelines}${week}`, width),
    ...(uneven.length === 0 ? [] : sentence(`unevenness (variance over mean of jobs; 1: Poisson): ${uneven.join(', ')}`, width)),
    ...(running.max === 0
      ? []
      : sentence(
          `at once: ${numberText(running.mean)} ran on average, ${wholeText(running.max)} the most (${instantWords(running.maxAt, own)}); ${numberText(waiting.mean)} waited, ${wholeText(waiting.max)} the most (${instantWords(waiting.maxAt, own)})`,
          width,
        )),
    ...sentence(`ends: ${[...ends, ...without].join(', ')}`, width),
    ...(schedules.length === 0
      ? []
      : sentence(
          `by the clock: ${schedules
            .slice(0, SHOWN)
            .map(({ at, times, jobs: count }) => `${at} (${times} times, ${countText(count, 'job')})`)
            .join(', ')}`,
          width,
        )),
  ];
}

/** Jobs an hour by day of the week, an hour a sign. */
function profileLines({ load: { hourOfWeek }, timezone }: HistoryDescription, isPlain: boolean): Line[] {
  if (hourOfWeek === null) return [];
  const most = Math.max(...hourOfWeek.map((own) => own ?? 0));
  if (most === 0) return [];
  return [
    { text: `  jobs an hour (${cleanText(timezone)}), 00 to 23 h; the most ${numberText(most)}`, tone: 'quiet' },
    ...DAYS.flatMap((day, index): Line[] => {
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
    ...limits
      .slice(0, most)
      .flatMap(({ tags, atOnce, share }) =>
        sentence(
          `limit: never more than ${atOnce} at once of ${cleanText(tags) || 'jobs without tags'}; ${roundShare(share)} of their waiting passed while so many ran`,
          width,
        ),
      ),
  ];
}

function runnerWords({ name, isPool, names, jobs, tags, atOnce, busyShare }: HistoryRunner): string {
  const what = isPool ? `a pool of ${wholeText(names)} names` : 'a runner';
  const labels = tags.length === 0 ? '' : `; tags ${tags.map(cleanText).join(' ')}`;
  return `${cleanText(name)}: ${what}, ${countText(jobs, 'job')}, ${wholeText(atOnce)} at once, ${roundShare(busyShare)} busy${labels}`;
}

/** What a plan made of this history has to know. */
function trouble({ absences, idleWaits, ...own }: HistoryDescription, most: number, width: number): Line[] {
  const shown = absences.slice(0, most);
  const left = absences.length - shown.length;
  return [
    ...shown.flatMap(({ runner, from, to, passed }) =>
      sentence(
        `! ${cleanText(runner)} took no job from ${instantWords(from, own)} to ${instantWords(to, own)} while ${wholeText(passed)} that it takes waited and went to others`,
        width,
        'inconclusive',
      ),
    ),
    ...(left === 0 ? [] : [{ text: `  and ${left} more absences (--full)`, tone: 'quiet' as const }]),
    ...(idleWaits === null ? [] : idleLines(idleWaits, width)),
  ];
}

function idleLines(idleWaits: readonly number[], width: number): Line[] {
  const all = idleWaits.reduce((sum, hours) => sum + hours, 0);
  if (all < WAIT_SHOWN) return [];
  const busy = idleWaits[0]!;
  return sentence(
    `of ${numberText(all)} job-hours of waiting ${roundShare(busy / all)} passed with no idle place for the job: capacity; ${roundShare((all - busy) / all)} with one or more: polling, boots, locks, offline runners or another limit`,
    width,
  );
}
