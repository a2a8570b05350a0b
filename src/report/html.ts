/** Draws a study as one page that needs nothing else: no script, no file beside it, no network. The same study gives the same bytes. */
import { Eta } from 'eta/core';
import type { TopLevelSpec } from 'vega-lite';
import type { StudyResult } from '../study/study-result.js';
import { costChartSpec } from './charts/cost-chart.js';
import { drawChart } from './charts/draw.js';
import { shareChartSpec } from './charts/share-chart.js';
import { SIZES, type ChartSize } from './charts/sizes.js';
import { thresholdMark } from './charts/threshold-mark.js';
import { timeChartSpec } from './charts/time-chart.js';
import { STYLE } from './html/style.js';
import { TEMPLATES } from './html/templates.js';
import type { Chart } from './page-charts.js';
import { PAIRED_TITLE } from './paired-table.js';
import { pageModel, type PageModel } from './page-model.js';
import type { Table } from './table.js';
import { VERDICT_WORDS } from './verdict-words.js';
import { WAIT_TITLE } from './wait-table.js';

/** What the page needs of the world. */
export interface HtmlOptions {
  /** SHA-256 of a text in base64: the content security policy lets exactly our style sheet through. */
  readonly sha256: (text: string) => string;
}

/** Returns the page. */
export async function htmlReport(study: StudyResult, { sha256 }: HtmlOptions): Promise<string> {
  const model = pageModel(study);
  const eta = new Eta({ autoEscape: true, autoTrim: [false, false] });
  for (const [name, template] of Object.entries(TEMPLATES)) eta.loadTemplate(`@${name}`, template);
  const { summary } = model;
  const charts = await drawn(model);
  return eta.render('@page', {
    model,
    style: STYLE,
    styleHash: `sha256-${sha256(STYLE)}`,
    verdict: summary.verdict === null ? undefined : VERDICT_WORDS[summary.verdict],
    headline: sentence(summary.headline),
    lead: unbroken(model.inWords),
    thresholds: summary.thresholds.map((line, i) => ({
      ...line,
      word: VERDICT_WORDS[line.verdict],
      found: unbroken(line.found.replace(/^found /u, '')),
      mark: thresholdMark(study.thresholds[i]!),
    })),
    ...placed(model),
    ...charts,
  });
}

/** A table as the template takes it. */
interface PlacedTable {
  readonly title: string;
  /** What the rows are. */
  readonly head: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly string[]; readonly spread?: readonly string[] }[];
  readonly notes?: readonly string[];
  /** Whether the last row is the sum of the others. */
  readonly isSum?: boolean;
}

const HEADS: Readonly<Record<string, string>> = {
  'Handed out within': 'handed out within',
  'All jobs': 'time',
  'Queue time': 'jobs of',
  [WAIT_TITLE]: 'held by',
  Pipelines: 'pipelines of',
  Outages: 'outage',
  Traffic: 'between',
  'Fleet by group': 'group',
  Managers: 'manager',
  'Cost of the measured period': 'spent on',
  [PAIRED_TITLE]: 'figure',
};

/** Puts every table of the summary into a section; one that is not known here stands with the fleet. */
function placed({ summary, shares, cloudCost, managers, around }: PageModel): Record<string, unknown> {
  const headed = (table: Table): PlacedTable => ({ ...table, head: HEADS[table.title] ?? 'of' });
  const named = (title: string): PlacedTable[] => summary.tables.filter((table) => table.title === title).map(headed);
  const known = ['In short', 'All jobs', 'Queue time', WAIT_TITLE, 'Pipelines', 'Outages', PAIRED_TITLE, 'Cost of the measured period'];
  const cost = named('Cost of the measured period').map((table) => ({ ...table, isSum: true }));
  const clouds: PlacedTable[] =
    cloudCost === undefined || cloudCost.lines.length < 3
      ? []
      : [{ title: 'Cost by cloud', columns: cloudCost.columns, rows: cloudCost.lines, isSum: true, head: 'cloud' }];
  return {
    short: named('In short')[0],
    shares: headed(shares),
    storyTables: [...named('Outages'), ...named(PAIRED_TITLE)],
    jobTables: [...named('All jobs'), ...named('Queue time'), ...named('Pipelines')],
    waitTables: named(WAIT_TITLE),
    costTables: [...cost, ...clouds],
    fleetTables: [...summary.tables.filter(({ title }) => !known.includes(title)), managers, ...around].map(headed),
  };
}

/** A figure keeps its half-width and its unit beside it where the line ends. */
function unbroken(text: string): string {
  return text.replace(/± (?=\d)/gu, '±\u00a0').replace(/(?<=\d) (?=±|USD\b)/gu, '\u00a0');
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** A chart with its drawings in every size. */
interface Drawn {
  readonly chart: Chart<unknown>;
  readonly drawings: readonly { readonly name: string; readonly svg: string }[];
}

async function drawn(model: PageModel): Promise<Record<string, Drawn | undefined | readonly Drawn[]>> {
  const one = <T>(chart: Chart<T> | undefined, spec: (chart: T, size: ChartSize) => TopLevelSpec): Promise<Drawn | undefined> =>
    chart === undefined ? Promise.resolve(undefined) : draw(chart, spec);
  return {
    queueTime: await one(model.queueTime, shareChartSpec),
    machines: await Promise.all(model.machines.map((chart) => draw(chart, timeChartSpec))),
    queueLength: await one(model.queueLength, timeChartSpec),
    waiting: await one(model.waiting, timeChartSpec),
    cost: await one(model.cost, costChartSpec),
  };
}

async function draw<T>(chart: Chart<T>, spec: (chart: T, size: ChartSize) => TopLevelSpec): Promise<Drawn> {
  const drawings = await Promise.all(
    SIZES.map(async (size) => {
      const words = { id: `${chart.id}-${size.name}`, title: chart.title, description: chart.description };
      return { name: size.name, svg: await drawChart(spec(chart.chart, size), words) };
    }),
  );
  return { chart, drawings };
}
