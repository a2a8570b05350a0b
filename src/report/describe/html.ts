/** Draws the description of a history as one page that needs nothing else: no script, no file beside it, no network. The same history gives the same bytes. */
import type { HistoryDescription } from '../../history/describe/description.js';
import { cleanText, countText, numberText, wholeText } from '../frame/numbers.js';
import { capital } from '../frame/sentence.js';
import { roundShare, spokenSeconds } from '../frame/spoken.js';
import type { PageTable } from '../frame/table.js';
import { PARTS } from '../html/parts.js';
import { STYLE } from '../html/style.js';
import { templating, type HtmlOptions } from '../html/templating.js';
import { courseCharts, weekChart, type DrawnChart } from './charts.js';
import { atOnceWords, endWords, idleWords, limitWords, loadWords, unevenWords } from './findings.js';
import { absenceTables, idleTables, limitTables, runnerTables, scheduleTables, spanTables, statusTables } from './tables.js';
import { DESCRIBE_TEMPLATE } from './template.js';
import { spanWords } from './words.js';

/** What a page of a history is called, and by which version it was drawn. */
export interface DescriptionPageOptions extends HtmlOptions {
  readonly name: string;
  readonly runcast: string;
}

/** A part of the page under a heading. */
interface PageSection {
  readonly id: string;
  readonly title: string;
  readonly sentences: readonly string[];
  readonly charts: readonly DrawnChart[];
  readonly tables: readonly PageTable[];
}

/** Returns the page. */
export async function descriptionHtml(description: HistoryDescription, { name, runcast, sha256 }: DescriptionPageOptions): Promise<string> {
  const eta = templating();
  for (const [part, template] of Object.entries(PARTS)) eta.loadTemplate(`@${part}`, template);
  eta.loadTemplate('@describe', DESCRIBE_TEMPLATE);
  const { jobs, days, from, to } = description;
  return eta.render('@describe', {
    title: cleanText(name),
    lead: `${countText(jobs, 'job')} in ${spokenSeconds(days * 86_400)}.`,
    basis: `${spanWords(from, to, description)}.`,
    alarms: alarmsOf(description),
    tiles: tilesOf(description),
    sections: await sectionsOf(description),
    runcast,
    style: STYLE,
    styleHash: `sha256-${sha256(STYLE)}`,
  });
}

/** What a plan made of this history has to know first. */
function alarmsOf({ absences, spans, ...own }: HistoryDescription): string[] {
  const { unfinished, lostEnds } = own;
  const held = unfinished - lostEnds;
  const open = [
    ...(held === 0
      ? []
      : [
          `${countText(held, 'job')} without an end: each counts as waiting or running until the history ends, and lifts what is told of both.`,
        ]),
    ...(lostEnds === 0
      ? []
      : [
          `${countText(lostEnds, 'job')} whose end nobody wrote down: open for longer than any with the same tags. Each counts as a job that came, and no more.`,
        ]),
  ];
  const [first] = absences;
  if (first === undefined) return open;
  const who = `${cleanText(first.runner)} took no job from ${spanWords(first.from, first.to, own)} while ${countText(first.passed, 'job')} that it takes went to others`;
  const more = absences.length - 1;
  return [...open, `${who}${more === 0 ? '' : `, and there ${more === 1 ? 'is' : 'are'} ${countText(more, 'more absence')} like it`}.`];
}

function tilesOf({
  load,
  spans,
  running,
  runners,
  idleWaits,
  isClock,
  ...own
}: HistoryDescription): { name: string; text: string; more: string }[] {
  const { all } = spans;
  const waited = (idleWaits ?? []).reduce((sum, hours) => sum + hours, 0);
  return [
    {
      name: 'jobs a day',
      text: numberText(load.jobsPerDay),
      more: load.pipelinesPerDay === null ? '' : `${numberText(load.pipelinesPerDay)} pipelines`,
    },
    ...(all.wait === null
      ? []
      : [{ name: 'waited, p95', text: spokenSeconds(all.wait.p95), more: `half ${spokenSeconds(all.wait.p50)} at most` }]),
    ...(all.duration === null
      ? []
      : [{ name: 'ran, p50', text: spokenSeconds(all.duration.p50), more: `p95 ${spokenSeconds(all.duration.p95)}` }]),
    ...(running.max === 0
      ? []
      : [{ name: 'ran at once, most', text: wholeText(running.max), more: `${numberText(running.mean)} on average` }]),
    ...(runners.length === 0
      ? []
      : [
          {
            name: 'places seen',
            text: wholeText(runners.reduce((sum, { atOnce }) => sum + atOnce, 0)),
            more: `${countText(runners.length, 'runner')} or pools`,
          },
        ]),
    ...(all.failedShare === null ? [] : [{ name: 'failed', text: roundShare(all.failedShare), more: 'of the jobs that ended' }]),
    ...(waited === 0
      ? []
      : [{ name: 'waiting for capacity', text: roundShare(idleWaits![0]! / waited), more: `of ${numberText(waited)} job-hours` }]),
    { name: 'jobs in all', text: wholeText(own.jobs), more: `in ${spokenSeconds(own.days * 86_400)}` },
  ];
}

async function sectionsOf(description: HistoryDescription): Promise<PageSection[]> {
  const { came, atOnce } = await courseCharts(description);
  const words = (texts: readonly string[]): string[] => texts.map((text) => `${capital(text)}.`);
  const sections: PageSection[] = [
    {
      id: 'load',
      title: 'What came',
      sentences: words([loadWords(description), ...unevenWords(description)]),
      charts: [...(await weekChart(description)), ...came],
      tables: scheduleTables(description),
    },
    { id: 'at-once-section', title: 'How many at once', sentences: words(atOnceWords(description)), charts: atOnce, tables: [] },
    { id: 'waits', title: 'How long jobs waited and ran', sentences: [], charts: [], tables: spanTables(description) },
    { id: 'ends', title: 'How jobs ended', sentences: words([endWords(description)]), charts: [], tables: statusTables(description) },
    {
      id: 'fleet',
      title: 'Who ran them',
      sentences: description.runners.length === 0 ? ['The history names no runner.'] : [],
      charts: [],
      tables: runnerTables(description),
    },
    {
      id: 'capacity',
      title: 'What capacity explains, and what it does not',
      sentences: words([...idleWords(description), ...description.limits.slice(0, 3).map(limitWords)]),
      charts: [],
      tables: [...idleTables(description), ...limitTables(description), ...absenceTables(description)],
    },
  ];
  return sections.filter(({ sentences, charts, tables }) => sentences.length + charts.length + tables.length > 0);
}
