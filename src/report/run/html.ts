/** Draws a study as one page that needs nothing else: no script, no file beside it, no network. The same study gives the same bytes. */
import type { StudyResult } from '../../study/study-result.js';
import { costChart } from '../charts/cost-chart.js';
import type { Words } from '../charts/drawing.js';
import { outageChart } from '../charts/outage-chart.js';
import { shareChart } from '../charts/share-chart.js';
import { thresholdMark } from '../charts/threshold-mark.js';
import { timeChart } from '../charts/time-chart.js';
import { STYLE } from '../html/style.js';
import { PARTS } from '../html/parts.js';
import { PAGE_TEMPLATES } from './html-templates.js';
import type { Chart } from '../charts/chart.js';
import { foundText } from './model.js';
import { pageModel, type PageModel } from './page/model.js';
import { contents, placed } from './page/sections.js';
import type { StoryText } from './story/stories.js';
import { capital } from '../frame/sentence.js';
import { VERDICT_WORDS } from '../frame/verdict-words.js';
import { templating, type HtmlOptions } from '../html/templating.js';

/** Returns the page. */
export async function htmlReport(study: StudyResult, { sha256 }: HtmlOptions): Promise<string> {
  const model = pageModel(study);
  const eta = templating();
  for (const [name, template] of Object.entries({ ...PARTS, ...PAGE_TEMPLATES })) eta.loadTemplate(`@${name}`, template);
  const { summary } = model;
  const charts = await drawn(model);
  return eta.render('@page', {
    model,
    style: STYLE,
    styleHash: `sha256-${sha256(STYLE)}`,
    verdict: summary.verdict === null ? undefined : VERDICT_WORDS[summary.verdict],
    headline: `${capital(summary.headline)}.`,
    lead: unbroken(model.inWords).replaceAll(' ±', `${BLANK}±`),
    contents: contents(model),
    assumedCount: summary.defaults.reduce((count, { values }) => count + values.length, 0),
    thresholds: summary.thresholds.map((line, i) => ({
      ...line,
      // Between a metric and its labels a line may end.
      subject: [line.metric, line.subject.slice(line.metric.length)],
      word: VERDICT_WORDS[line.verdict],
      found: unbroken(foundText(line)),
      mark: thresholdMark(study.thresholds[i]!),
    })),
    ...placed(model),
    ...charts,
    ...stories(summary.stories, charts.pictures),
  });
}

const BLANK = '\u00a0';

/** What belongs together stays together where a line ends: a half-width, an interval, a duration, an amount and its unit. */
function unbroken(text: string): string {
  return text.replace(/(?<=±) | … | (?=USD\b)|(?<=\d[wdhms]) (?=\d+(?:ms|[dhms])\b)/gu, (found) => found.replaceAll(' ', BLANK));
}

/** A chart with its drawing. */
interface Drawn {
  readonly chart: Chart<unknown>;
  readonly svg: string;
}

interface DrawnCharts {
  readonly queueTime: Drawn | undefined;
  /** Of the stories, in their order. */
  readonly pictures: readonly (Drawn | undefined)[];
  readonly machines: readonly Drawn[];
  readonly queueLength: Drawn | undefined;
  readonly waiting: Drawn | undefined;
  readonly cost: Drawn | undefined;
}

/** The first story stands open, with its picture; the others are folded. */
function stories(all: readonly StoryText[], pictures: readonly (Drawn | undefined)[]): Record<string, unknown> {
  const told = all.map((story, i) => ({ story, picture: pictures[i] }));
  return { stories: told.slice(0, 1), otherStories: told.slice(1) };
}

async function drawn(model: PageModel): Promise<DrawnCharts> {
  const draw = async <T>(chart: Chart<T>, svg: (chart: T, words: Words) => Promise<string>): Promise<Drawn> => ({
    chart,
    svg: await svg(chart.chart, chart),
  });
  const one = <T>(chart: Chart<T> | undefined, svg: (chart: T, words: Words) => Promise<string>): Promise<Drawn | undefined> =>
    chart === undefined ? Promise.resolve(undefined) : draw(chart, svg);
  return {
    queueTime: await one(model.queueTime, shareChart),
    pictures: await Promise.all(model.pictures.map((chart) => one(chart, outageChart))),
    machines: await Promise.all(model.machines.map((chart) => draw(chart, timeChart))),
    queueLength: await one(model.queueLength, timeChart),
    waiting: await one(model.waiting, timeChart),
    cost: await one(model.cost, costChart),
  };
}
