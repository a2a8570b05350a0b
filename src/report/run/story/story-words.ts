/** Outages as stories: what happened when, line by line, and what it did to jobs, in sentences; over all replications. */
import type { RunResult } from '../../../results/run-result.js';
import { TOLD, worstOf } from '../../../results/story.js';
import type { Story } from '../../../results/story-schema.js';
import { estimateMean } from '../../../stats/confidence.js';
import type { StudyResult } from '../../../study/study-result.js';
import { instantWords, shortInstant, spanWords } from '../../frame/axes.js';
import { cleanText, countText, dollarsText, numberText, secondsText, shareText, wholeText } from '../../frame/numbers.js';
import { rangeText } from '../../frame/range-words.js';
import type { Table } from '../../frame/table.js';

/** A story: its lines in order of time, then sentences. */
export interface StoryText {
  readonly title: string;
  readonly lines: readonly { readonly at: string; readonly words: string }[];
  readonly sentences: readonly string[];
}

/** Failovers of one outage told one by one, and waves of jobs. */
const TURNS = 3;
/** Events listed beside them. */
const LISTED = 30;

/** One outage as every replication has it. */
interface Told {
  readonly own: readonly [Story, ...Story[]];
  /** Drawn outages differ: they are told of the first replication alone. */
  readonly isOfFirst: boolean;
}

/** Returns the stories in order of time: of all replications where each has the outage, else of the first. */
export function storyTexts({ first, runs, scenario, paired }: StudyResult): StoryText[] {
  const { story: own = [], notes = [] } = first;
  const cost = own.length === 1 ? paired?.figures.find(({ figure }) => figure === 'cost') : undefined;
  const told = worstOf(own, TOLD)
    .sort((a, b) => a - b)
    .map((index) => tell(everyOne(own[index]!, runs), scenario.start, cost));
  if (own.length > TOLD) {
    const last = told.at(-1)!;
    const others = own.length - TOLD;
    const left = `${countText(others, 'other outage')}${runs.length > 1 ? ' of the first replication' : ''} delayed fewer jobs and ${others === 1 ? 'is' : 'are'} in summary.json.`;
    told[told.length - 1] = { ...last, sentences: [...last.sentences, left] };
  }
  const others = eventsStory(notes, own, scenario.start);
  return others === undefined ? told : [...told, others];
}

function everyOne(first: Story, runs: StudyResult['runs']): Told {
  const others = runs.slice(1).map(({ story = [] }) => find(story, first));
  if (others.some((one) => one === undefined)) return { own: [first], isOfFirst: true };
  return { own: [first, ...others.filter((one) => one !== undefined)], isOfFirst: false };
}

type Cost = Pick<NonNullable<StudyResult['paired']>['figures'][number], 'extra' | 'halfWidth'>;

function tell({ own, isOfFirst }: Told, start: string | undefined, cost: Cost | undefined): StoryText {
  const [first] = own;
  const clock = (seconds: number): string => shortInstant(seconds, first.start, start);
  const basis = isOfFirst ? ' (first replication)' : own.length > 1 ? ` (mean of ${wholeText(own.length)} runs, least … most)` : '';
  return {
    title: `${cleanText(first.outage)}, ${spanWords(first.start, first.end, start)}${basis}`,
    lines: eventsOf(own)
      .map((event, index) => ({ ...event, index, mean: estimateMean(event.at).mean }))
      .sort((a, b) => a.mean - b.mean || a.index - b.index)
      .map(({ at, mean, words }) => {
        const some = at.length < own.length ? ` (in ${wholeText(at.length)} of ${wholeText(own.length)})` : '';
        return { at: rangeText(at, clock, mean), words: `${words}${some}` };
      }),
    sentences: sentences(own, cost),
  };
}

interface Event {
  /** One instant a replication that has it. */
  readonly at: readonly number[];
  readonly words: string;
}

function eventsOf(own: Told['own']): Event[] {
  const events: Event[] = [];
  const add = (words: string, at: readonly (number | null | undefined)[]): void => {
    const known = at.flatMap((one) => one ?? []);
    if (known.length > 0) events.push({ at: known, words });
  };
  const names = [...new Set(own.flatMap(({ failovers }) => failovers.map(({ name }) => name)))].sort();
  const of = (name: string): string => (names.length > 1 ? `${cleanText(name)}: ` : '');
  for (const name of names) {
    for (let nth = 0; nth < TURNS; nth++) {
      const turns = own.map(({ failovers }) => failovers.filter((turn) => turn.name === name)[nth]);
      const by = turns.some((turn) => turn?.since !== undefined) ? 'rule ' : '';
      add(
        `noticed (${by}${cleanText(name)})`,
        turns.map((turn) => turn?.noticed),
      );
      add(
        `${of(name)}failed over`,
        turns.map((turn) => turn?.failedOver),
      );
      const backs = turns.flatMap((turn) => turn?.failingBack ?? []);
      const isWave = own.some(({ waves }) =>
        waves.some(({ from, failback, jobsDelayed }) => failback === name && backs.includes(from) && jobsDelayed > 0),
      );
      const isSlow = turns.some((turn) => turn !== undefined && turn.failingBack !== turn.failedBack);
      add(
        `${of(name)}${isSlow ? 'failing' : 'failed'} back${isWave ? '; another wave of late jobs' : ''}`,
        turns.map((turn) => turn?.failingBack),
      );
      if (isSlow)
        add(
          `${of(name)}failed back`,
          turns.map((turn) => turn?.failedBack),
        );
    }
  }
  for (let nth = 0; nth <= TURNS; nth++) {
    const waves = own.flatMap((one) => one.waves[nth] ?? []);
    if (waves.length === 0 || (nth > 0 && waves.every(({ jobsDelayed }) => jobsDelayed === 0))) continue;
    const least = waves.map(({ backlogPeak }) => backlogPeak);
    add(
      `${rangeText(least, countWords)} ${least.every((jobs) => jobs === 1) ? 'job waits' : 'jobs wait'}, the most${nth === 0 ? '' : ' of this wave'}`,
      waves.map(({ backlogPeakAt }) => backlogPeakAt),
    );
  }
  const usual = estimateMean(own.map(({ backlogBefore }) => backlogBefore)).mean;
  add(
    `as before: ${numberText(usual)} ${usual === 1 ? 'job waits' : 'jobs wait'} on average`,
    own.map(({ recovered }) => recovered),
  );
  return events;
}

function sentences(own: Told['own'], cost: Cost | undefined): string[] {
  const more = own.map(({ failovers }) => Math.max(0, ...countsOf(failovers)) - TURNS);
  return [
    ...(more.some((turns) => turns > 0) ? [`After that it failed over up to ${countText(Math.max(...more), 'more time')}.`] : []),
    ...openWords(own),
    [lateWords(own), lostWords(own), ...costWords(cost)].join(' '),
  ];
}

/** A figure over the replications, which is a least one where one of them did not see the end. */
function figure(own: Told['own'], of: (story: Story) => number): string {
  return `${own.some(({ recovered }) => recovered === null) ? 'at least ' : ''}${rangeText(own.map(of), countWords)}`;
}

function lateWords(own: Told['own']): string {
  const [{ slo }] = own;
  const queued = estimateMean(own.map(({ jobsQueued }) => jobsQueued)).mean;
  const held = own.some(({ jobsHeld }) => jobsHeld > 0) ? `; ${figure(own, ({ jobsHeld }) => jobsHeld)} more hung in preparation` : '';
  const late = figure(own, ({ jobsDelayed }) => jobsDelayed);
  return capital(`${late} of ${countWords(queued)} jobs late (${secondsText(slo.seconds)} or more)${wavesWords(own)}${held}.`);
}

/** Late jobs of each wave, where some came after a failback. */
function wavesWords(own: Told['own']): string {
  const late = (isFirst: boolean): number[] =>
    own.map(({ waves }) => waves.reduce((sum, { failback, jobsDelayed }) => sum + ((failback === null) === isFirst ? jobsDelayed : 0), 0));
  const after = late(false);
  if (after.every((jobs) => jobs === 0)) return '';
  return `, ${rangeText(late(true), countWords)} before and ${rangeText(after, countWords)} after the failback`;
}

function lostWords(own: Told['own']): string {
  const [{ slo }] = own;
  const share = `${shareText(slo.share)}${slo.isDefault ? ' (assumed)' : ''}`;
  const missed = figure(own, ({ minutesMissed }) => minutesMissed);
  return `${isPaired(own) ? 'Lost' : 'Lost then, for whatever reason'}: ${figure(own, lostOf(own))}. Minutes with less than ${share} in time: ${missed}.`;
}

/** Whether what was lost because of the outage is known. */
function isPaired(own: readonly Story[]): boolean {
  return own.every(({ jobsLost }) => jobsLost !== null);
}

/** What is told as lost: of all replications because of the outage, or of all for whatever reason. */
function lostOf(own: readonly Story[]): (story: Story) => number {
  const isKnown = isPaired(own);
  return ({ jobsLost, jobsLostInAll }) => (isKnown ? (jobsLost ?? 0) : jobsLostInAll);
}

function costWords(cost: Cost | undefined): string[] {
  if (cost === undefined) return [];
  const spread = cost.halfWidth === null ? '' : ` ± ${dollarsText(cost.halfWidth)}`;
  const side = cost.extra < 0 ? 'less' : 'more';
  return [`It cost ${dollarsText(Math.abs(cost.extra))}${spread} ${side} than the same run without it.`];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function openWords(own: Told['own']): string[] {
  const open = own.filter(({ recovered }) => recovered === null);
  if (open.length === 0) return [];
  const which = own.length > 1 ? `In ${wholeText(open.length)} of ${wholeText(own.length)} replications the` : 'The';
  const what = open.every(({ end }) => end === null)
    ? 'run ended before the outage'
    : 'run ended before the fleet was seen to be as before';
  return [`${which} ${what}.`];
}

/** Turns of each failover. */
function countsOf(failovers: Story['failovers']): number[] {
  const counts = new Map<string, number>();
  for (const { name } of failovers) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts.values()];
}

const EVENT_WORDS = {
  noticed: 'noticed',
  failed_over: 'failed over',
  failing_back: 'failing back',
  failed_back: 'failed back',
  upgrade_begins: 'upgrade begins',
  manager_stopping: 'stops taking jobs',
  manager_stopped: 'stopped',
  manager_started: 'started',
  upgrade_ends: 'upgrade ends',
  config_in_force: 'new configuration in force',
} as const;

/** What happened beside the outages. */
function eventsStory(notes: NonNullable<RunResult['notes']>, story: readonly Story[], start: string | undefined): StoryText | undefined {
  const toldBy = new Set(story.flatMap(({ failovers }) => failovers.map(({ name }) => name)));
  const left = notes.filter(({ kind, subject }) => !/^(?:noticed|fail)/u.test(kind) || !toldBy.has(subject));
  if (left.length === 0) return undefined;
  const more = left.length - LISTED;
  return {
    title: 'Changes to the fleet',
    lines: left.slice(0, LISTED).map(({ at, kind, subject }) => ({
      at: instantWords(at, start),
      words: `${cleanText(subject)}: ${EVENT_WORDS[kind as keyof typeof EVENT_WORDS] ?? kind}`,
    })),
    sentences: more > 0 ? [`And ${wholeText(more)} more.`] : [],
  };
}

const OUTAGE_COLUMNS = ['as before after', 'peak', 'late', 'lost', 'min. missed'] as const;

/** The outages that all replications have, with means and half-widths; without rows for one replication, of which the stories tell. */
export function outageTable({ runs }: StudyResult): Table {
  const [first] = runs;
  const shared =
    runs.length === 1 ? [] : (first!.story ?? []).filter((one) => runs.every(({ story = [] }) => find(story, one) !== undefined));
  return {
    title: 'Outages',
    columns: OUTAGE_COLUMNS,
    rows: shared.map((one) => {
      const own = runs.map(({ story = [] }) => find(story, one)!);
      const columns = [
        estimated(
          own.flatMap(({ start, recovered }) => (recovered === null ? [] : [recovered - start])),
          secondsText,
          own.length,
        ),
        estimated(
          own.map(({ backlogPeak }) => backlogPeak),
          countWords,
          own.length,
        ),
        estimated(
          own.map(({ jobsDelayed }) => jobsDelayed),
          countWords,
          own.length,
        ),
        estimated(own.map(lostOf(own)), countWords, own.length),
        estimated(
          own.map(({ minutesMissed }) => minutesMissed),
          countWords,
          own.length,
        ),
      ];
      return { name: cleanText(one.outage), cells: columns.map(([text]) => text), spread: columns.map(([, spread]) => spread) };
    }),
    notes: [
      `As before: pools stand, what failed over is back, and no more jobs wait than in the hour before. Late and lost: jobs, from the begin to then; lost ${
        shared.every((one) => isPaired(runs.map(({ story = [] }) => find(story, one)!)))
          ? 'more than without the outage'
          : 'for whatever reason'
      }.`,
    ],
  };
}

function find(story: readonly Story[], { outage, start }: Story): Story | undefined {
  return story.find((other) => other.outage === outage && other.start === start);
}

function countWords(x: number): string {
  return Number.isInteger(x) || x >= 100 ? wholeText(x) : numberText(x);
}

/** The mean and its half-width; of those that are known, if not all are. */
function estimated(values: readonly number[], text: (x: number) => string, of: number): readonly [string, string] {
  if (values.length === 0) return ['not yet', ''];
  const { mean, halfWidth } = estimateMean(values);
  const bound = values.length < of ? '>= ' : '';
  return [`${bound}${text(mean)}`, halfWidth === undefined ? '' : `± ${text(halfWidth)}`];
}
