/** Outages as stories: what happened when, line by line, and what it did to jobs, in sentences. */
import type { RunResult } from '../results/run-result.js';
import type { Story } from '../results/story-schema.js';
import { estimateMean } from '../stats/confidence.js';
import type { StudyResult } from '../study/study-result.js';
import { instantWords } from './axes.js';
import { cleanText, countText, dollarsText, numberText, secondsText, shareText, wholeText } from './numbers.js';
import type { Table } from './table.js';

/** A story: its lines in order of time, then sentences. */
export interface StoryText {
  readonly title: string;
  readonly lines: readonly { readonly at: string; readonly words: string }[];
  readonly sentences: readonly string[];
}

/** Outages told one by one: those that delayed most jobs. */
const TOLD = 5;
/** Failovers of one outage told one by one. */
const TURNS = 3;
/** Events listed beside them. */
const LISTED = 30;

/** Returns the stories of the first replication in order of time. */
export function storyTexts({ first: whole, scenario, replications, paired }: StudyResult): StoryText[] {
  const { story: own = [], notes = [] } = whole;
  const cost = paired?.figures.find(({ figure }) => figure === 'cost');
  // What all outages of a run cost together is the cost of one where there is one.
  const story =
    own.length === 1 && cost !== undefined
      ? own.map((one) => ({ ...one, extraCost: { usd: cost.extra, halfWidth: cost.halfWidth } }))
      : own;
  const worst = [...story.keys()].sort((a, b) => story[b]!.jobsDelayed - story[a]!.jobsDelayed || a - b).slice(0, TOLD);
  const told = worst.sort((a, b) => a - b).map((index) => tell(story[index]!, scenario.start));
  const first = replications > 1 ? ' of the first replication' : '';
  if (story.length > TOLD) {
    const last = told.at(-1)!;
    const left = `${countText(story.length - TOLD, 'other outage')}${first} delayed fewer jobs and ${story.length - TOLD === 1 ? 'is' : 'are'} in summary.json.`;
    told[told.length - 1] = { ...last, sentences: [...last.sentences, left] };
  }
  const others = eventsStory(notes, story, scenario.start);
  return others === undefined ? told : [...told, others];
}

function tell(story: Story, start: string | undefined): StoryText {
  const events: { readonly at: number; readonly words: string }[] = [
    { at: story.start, words: `It begins. In the hour before, ${jobsText(story.backlogBefore)} waited on average.` },
    ...story.failovers.slice(0, TURNS).flatMap((failover) => failoverEvents(failover, story.start)),
    ...(story.end === null ? [] : [{ at: story.end, words: `It ends, after ${secondsText(story.end - story.start)}.` }]),
    { at: story.backlogPeakAt, words: `Most jobs wait: ${wholeText(story.backlogPeak)}.` },
    ...(story.recovered === null ? [] : [{ at: story.recovered, words: recoveredWords(story) }]),
  ];
  return {
    title: cleanText(story.outage),
    lines: events
      .map((event, index) => ({ ...event, index }))
      .sort((a, b) => a.at - b.at || a.index - b.index)
      .map(({ at, words }) => ({ at: instantWords(at, start), words })),
    sentences: sentences(story),
  };
}

function failoverEvents(failover: Story['failovers'][number], begin: number): { at: number; words: string }[] {
  const { name, since, noticed, failedOver, failingBack, failedBack } = failover;
  const own = cleanText(name);
  const event = (at: number | null, words: string): { at: number; words: string }[] => (at === null ? [] : [{ at, words }]);
  return [
    ...(since === undefined || since === noticed ? [] : event(since, `${own}: its rule holds.`)),
    ...event(noticed, `${own}: noticed, ${secondsText(noticed - begin)} after the begin.`),
    ...event(failedOver, `${own}: failed over, ${secondsText((failedOver ?? 0) - begin)} after the begin.`),
    ...(failingBack === failedBack ? [] : event(failingBack, `${own}: failing back; what runs there may end.`)),
    ...event(failedBack, `${own}: failed back.`),
  ];
}

function recoveredWords({ start, end, recovered }: Story): string {
  const after =
    end === null ? '' : recovered === end ? ', at once when it ended' : `, ${secondsText((recovered ?? 0) - end)} after the end`;
  return `Recovered: no more jobs wait than before; ${secondsText((recovered ?? 0) - start)} after the begin${after}.`;
}

function sentences(story: Story): string[] {
  const { slo, jobsQueued, jobsDelayed, jobsLost, minutesMissed, recovered, extraCost, end } = story;
  const until = recovered === null ? 'the end of the run' : 'the recovery';
  const within = secondsText(slo.seconds);
  const line = slo.isDefault ? 'no threshold says another line' : `the line of ${cleanText(slo.subject)}`;
  const share = jobsQueued > 0 ? ` (${shareText(jobsDelayed / jobsQueued)})` : '';
  return [
    ...(story.failovers.length > TURNS ? [`After that it failed over ${countText(story.failovers.length - TURNS, 'more time')}.`] : []),
    ...(recovered === null && end !== null ? ['The run ended before the backlog was as low as before.'] : []),
    ...(end === null ? ['It had not ended when the run did.'] : []),
    `From the begin to ${until} ${wholeText(jobsDelayed)}${share} of ${countText(jobsQueued, 'job')} waited ${within} or longer, and ${jobsLost === 0 ? 'none' : wholeText(jobsLost)} ${jobsLost === 1 ? 'was' : 'were'} lost with a machine or manager.`,
    `In ${countText(minutesMissed, 'minute')} fewer than ${shareText(slo.share)} of the jobs then queued were handed out within ${within}; ${line}.`,
    ...(extraCost === undefined
      ? []
      : [
          `It cost ${dollarsText(Math.abs(extraCost.usd))}${extraCost.halfWidth === null ? '' : ` ± ${dollarsText(extraCost.halfWidth)}`} ${extraCost.usd < 0 ? 'less' : 'more'} than the same run without it.`,
        ]),
  ];
}

function jobsText(mean: number): string {
  return mean === 0 ? 'no job' : mean === 1 ? '1 job' : `${numberText(mean)} jobs`;
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

const OUTAGE_COLUMNS = ['recovered after', 'peak', 'delayed', 'lost', 'min. missed'] as const;

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
        estimated(
          own.map(({ jobsLost }) => jobsLost),
          countWords,
          own.length,
        ),
        estimated(
          own.map(({ minutesMissed }) => minutesMissed),
          countWords,
          own.length,
        ),
      ];
      return { name: cleanText(one.outage), cells: columns.map(([text]) => text), spread: columns.map(([, spread]) => spread) };
    }),
    notes: [
      'Recovered: the backlog is back at its mean of the hour before, where the run reached that. Delayed and lost: jobs, from the begin to then.',
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
