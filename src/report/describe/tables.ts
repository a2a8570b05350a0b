/** The tables of a page about a history. */
import type { HistoryDescription, HistorySpan } from '../../history/describe/description.js';
import { cleanText, NOTHING, numberText, wholeText } from '../frame/numbers.js';
import { roundShare, spokenSeconds } from '../frame/spoken.js';
import type { PageTable } from '../frame/table.js';
import { instantWords } from './words.js';

/** Rows of a table; the description itself has all. */
const MOST = 25;

function table(
  title: string,
  head: string,
  columns: readonly string[],
  rows: readonly (readonly [name: string, ...cells: string[]])[],
  notes: readonly string[] = [],
): PageTable[] {
  if (rows.length === 0) return [];
  const left = rows.length - MOST;
  return [
    {
      title,
      head,
      columns,
      rows: rows.slice(0, MOST).map(([name, ...cells]) => ({ name, cells, spread: [] })),
      notes: [...notes, ...(left > 0 ? [`${wholeText(left)} more are left out here; --json has all.`] : [])].map((text) => ({ text })),
    },
  ];
}

const SPAN_COLUMNS = ['jobs', 'hours run', 'wait p50', 'p95', 'most', 'ran p50', 'p95', 'failed'] as const;

/** Returns the waits and durations of all jobs, and by tags, runner and name where there are several. */
export function spanTables({ spans }: HistoryDescription): PageTable[] {
  const by = (title: string, head: string, list: readonly HistorySpan[]): PageTable[] =>
    list.length < 2
      ? []
      : table(title, head, SPAN_COLUMNS, [...list, ...(head === 'tags' ? [{ ...spans.all, name: 'all jobs' }] : [])].map(spanRow));
  const tags = by('By tags', 'tags', spans.byTags);
  return [
    ...(tags.length > 0 ? tags : table('All jobs', 'jobs', SPAN_COLUMNS, [spanRow({ ...spans.all, name: 'all jobs' })])),
    ...by('By runner', 'runner', spans.byRunner).map((own) => ({ ...own, isFolded: true })),
    ...by('By name of the job', 'job', spans.byName).map((own) => ({ ...own, isFolded: true })),
  ];
}

function spanRow({ name, jobs, jobHours, wait, duration, failedShare }: HistorySpan): [string, ...string[]] {
  const seconds = (value: number | undefined): string => (value === undefined ? NOTHING : spokenSeconds(value));
  return [
    cleanText(name) || '(none)',
    wholeText(jobs),
    numberText(jobHours),
    seconds(wait?.p50),
    seconds(wait?.p95),
    seconds(wait?.max),
    seconds(duration?.p50),
    seconds(duration?.p95),
    failedShare === null ? NOTHING : roundShare(failedShare),
  ];
}

/** Returns the runners and pools, and folded the tags of each. */
export function runnerTables({ runners }: HistoryDescription): PageTable[] {
  const tagged = runners.filter(({ tags }) => tags.length > 0);
  return [
    ...table(
      'Runners and pools',
      'runner',
      ['names', 'jobs', 'at once', 'busy'],
      runners.map(({ name, isPool, names, jobs, atOnce, busyShare }) => [
        cleanText(name),
        isPool ? `pool of ${wholeText(names)}` : NOTHING,
        wholeText(jobs),
        wholeText(atOnce),
        roundShare(busyShare),
      ]),
      [
        'At once: the most jobs that were seen to run at a time, taken as its places. Busy: share of them from its first job to its last. A pool: machines under ever new names, # for what differs.',
      ],
    ),
    // Tags may be many: they stand where a line may break.
    ...table(
      'Tags of each runner',
      'runner: tags',
      ['tags'],
      tagged.map(({ name, tags }) => [`${cleanText(name)}: ${tags.map(cleanText).join(', ')}`, wholeText(tags.length)]),
    ).map((own) => ({ ...own, isFolded: true })),
  ];
}

/** Returns how jobs ended. */
export function statusTables({ statuses, jobs }: HistoryDescription): PageTable[] {
  return table(
    'How jobs ended',
    'status',
    ['jobs', 'share'],
    statuses.map(({ status, jobs: own }) => [cleanText(status) || 'not told', wholeText(own), roundShare(own / jobs)]),
  );
}

/** Returns the pipelines that come by the clock. */
export function scheduleTables({ schedules }: HistoryDescription): PageTable[] {
  return table(
    'By the clock',
    'at',
    ['times', 'jobs'],
    schedules.map(({ at, times, jobs }) => [at, wholeText(times), wholeText(jobs)]),
  );
}

/** Returns runners that were away while jobs waited. */
export function absenceTables({ absences, ...own }: HistoryDescription): PageTable[] {
  return table(
    'Absences',
    'runner',
    ['from', 'to', 'jobs that others took'],
    absences.map(({ runner, from, to, passed }) => [cleanText(runner), instantWords(from, own), instantWords(to, own), wholeText(passed)]),
    [
      'It ran nothing although jobs that it takes waited and went to others. Replayed as it is the history looks worse than the fleet: let an event of the scenario say that it was away.',
    ],
  );
}

/** Returns where waiting and a limit of jobs at once go together. */
export function limitTables({ limits }: HistoryDescription): PageTable[] {
  return table(
    'Limits on jobs at once',
    'tags or pool',
    ['at once', 'waiting, hours', 'of it while so many ran'],
    limits.map(({ tags, pool, atOnce, waitingHours, share }) => [
      cleanText(pool ?? tags) || '(none)',
      wholeText(atOnce),
      numberText(waitingHours),
      roundShare(share),
    ]),
  );
}

/** Returns the hours of waiting by idle places. */
export function idleTables({ idleWaits }: HistoryDescription): PageTable[] {
  const hours = idleWaits ?? [];
  const all = hours.reduce((sum, own) => sum + own, 0);
  if (all === 0) return [];
  return table(
    'Waiting by idle places for the job',
    'idle places',
    ['job-hours', 'share'],
    hours.map((own, places) => [
      `${places}${places > 0 && places === hours.length - 1 ? ' or more' : ''}`,
      numberText(own),
      roundShare(own / all),
    ]),
  );
}
