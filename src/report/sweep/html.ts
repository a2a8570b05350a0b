/** Draws a sweep as one page that needs nothing else: no script, no file beside it, no network. The same sweep gives the same bytes. */
import type { FigureKey } from '../../study/figures/figure-key.js';
import { figureOf } from '../../study/sweep/point-lookup.js';
import type { SweepPoint, SweepResult } from '../../study/sweep/sweep-result.js';
import type { Chart, LegendItem } from '../charts/chart.js';
import { heatChart, OPACITIES } from '../charts/heat-chart.js';
import { scatterChart, type ScatterChart, type ScatterPoint, type ScatterValue } from '../charts/scatter-chart.js';
import { cleanText, numberText, secondsText, shareText } from '../frame/numbers.js';
import type { ColourName } from '../frame/palette.js';
import { VERDICT_WORDS } from '../frame/verdict-words.js';
import { rerunText } from '../frame/rerun.js';
import { PARTS } from '../html/parts.js';
import { STYLE } from '../html/style.js';
import { templating, type HtmlOptions } from '../html/templating.js';
import { alarmWords, baseWords, basisWords, frontierWords, headline, outagesWords, precisionWords } from './findings.js';
import { warningWords } from '../frame/warning-words.js';
import { chartOf, sweepMap, type SweepMap } from './heat-map.js';
import { cellText, COST, endsText, figureName, inOrder, shortNames, sweepColumns, valueOf } from './rows.js';
import { SWEEP_TEMPLATE } from './template.js';

/** Points that have a row; the CSV file has all. */
const MOST = 500;

/** Returns the page. */
export async function sweepHtml(result: SweepResult, { sha256 }: HtmlOptions): Promise<string> {
  const eta = templating();
  for (const [name, template] of Object.entries(PARTS)) eta.loadTemplate(`@${name}`, template);
  eta.loadTemplate('@sweep', SWEEP_TEMPLATE);
  const { scenario, rerun, runcast, of, warnings, points } = result;
  const { text, tone } = headline(result);
  return eta.render('@sweep', {
    title: cleanText(`${scenario.name}: settings`),
    headline: text,
    tone,
    basis: `${basisWords(result)}.`,
    alarms: alarmWords(result),
    scatter: await scatter(result),
    maps: (await Promise.all(weighedFirst(of).map((figure) => mapOf(result, figure)))).flatMap((map) => map ?? []),
    table: tableOf(result),
    notes: [
      ...[baseWords(result), frontierWords(result), outagesWords(result), precisionWords(result)]
        .filter((words) => words !== '')
        .map((words) => `${words}.`),
      ...warnings.map((warning) => `${warningWords(warning.text)} (${warning.points} of ${points.length} points)`),
    ],
    file: cleanText(scenario.file),
    hash: scenario.hash,
    rerun: cleanText(rerunText({ rerun, runcast }, scenario)),
    runcast,
    style: STYLE,
    styleHash: `sha256-${sha256(STYLE)}`,
  });
}

/** Both figures that points are weighed by. */
function weighedFirst(of: FigureKey): FigureKey[] {
  return [of, COST];
}

const MARKS = {
  pass: { form: 'disc', colour: 'pass' },
  fail: { form: 'cross', colour: 'fail' },
  inconclusive: { form: 'ring', colour: 'undecided' },
} as const satisfies Readonly<Record<string, Pick<ScatterPoint, 'form' | 'colour'>>>;
const UNJUDGED = { form: 'disc', colour: 'line3' } as const satisfies Pick<ScatterPoint, 'form' | 'colour'>;
const BASE_COLOUR: ColourName = 'ink';

async function scatter(result: SweepResult): Promise<{ chart: Chart<ScatterChart>; svg: string } | undefined> {
  const { points, base, of, best } = result;
  const found = [
    ...(base === null || points.some(({ isBase }) => isBase) ? [] : [drawn(base, of, 'as it is')]),
    ...points.map((point, index) => drawn(point, of, index === best ? point.label : point.isBase ? 'as it is' : '')),
  ].flatMap((point) => point ?? []);
  const unit = points.map((point) => figureOf(point, of)?.unit).find((own) => own !== undefined);
  if (found.length < 2 || (unit !== 's' && unit !== 'share')) return undefined;
  const chart: Chart<ScatterChart> = {
    id: 'frontier',
    title: `Cost against ${figureName(of)}`,
    description:
      'A mark a setting, with the 95 % interval of what is weighed; the broken line joins those that no other beats. The table below has the figures.',
    isTabled: false,
    legend: legendOf(base === null ? points : [...points, base], base !== null),
    chart: { points: found, xTitle: 'USD a month', yTitle: `${figureName(of)}${unit === 's' ? ' (logarithmic)' : ''}`, yUnit: unit },
  };
  return { chart, svg: await scatterChart(chart.chart, chart) };
}

function drawn(point: SweepPoint, of: FigureKey, label: string): ScatterPoint | undefined {
  const [cost, wait] = [valueIn(point, COST), valueIn(point, of)];
  if (point.outcome !== 'done' || cost === undefined || wait === undefined || cost.estimate === 0) return undefined;
  const words = weighedFirst(of).map((figure) => `${figureName(figure)} ${cellText(point, figure)} ${endsText(point, figure)}`.trimEnd());
  return {
    // Costs move together, for all points meet the same jobs: their own intervals would say less than is known.
    x: { estimate: cost.estimate, low: null, high: null },
    y: wait,
    ...(point.verdict === null ? UNJUDGED : MARKS[point.verdict]),
    ...(point.isBase ? { colour: BASE_COLOUR } : {}),
    label: cleanText(label),
    isBelow: point.isBase,
    text: [cleanText(point.label), ...words, ...(point.verdict === null ? [] : [VERDICT_WORDS[point.verdict]])].join('\n'),
    isOnLine: point.frontier === 'on',
  };
}

function valueIn(point: SweepPoint, figure: FigureKey): ScatterValue | undefined {
  const found = figureOf(point, figure);
  if (found === undefined || found.estimate === null) return undefined;
  return { estimate: found.estimate, low: found.low, high: found.high };
}

function legendOf(points: readonly SweepPoint[], hasBase: boolean): LegendItem[] {
  const item = (name: string, colour: ColourName): LegendItem => ({ name, colour, form: 'area' });
  const has = (verdict: SweepPoint['verdict']): boolean => points.some((point) => point.verdict === verdict);
  return [
    ...(has('pass') ? [item('meets all thresholds (disc)', MARKS.pass.colour)] : []),
    ...(has('inconclusive') ? [item('undecided (ring)', MARKS.inconclusive.colour)] : []),
    ...(has('fail') ? [item('misses one (cross)', MARKS.fail.colour)] : []),
    ...(has(null) ? [item('a setting', UNJUDGED.colour)] : []),
    ...(hasBase ? [item('as it is', BASE_COLOUR)] : []),
    ...(points.some(({ frontier }) => frontier === 'on')
      ? [{ name: 'none beats it', colour: 'line1', form: 'line', dash: [4, 3] } as const]
      : []),
  ];
}

async function mapOf(result: SweepResult, figure: FigureKey): Promise<{ chart: Chart<SweepMap>; down: string; svg: string } | undefined> {
  const map = sweepMap(result, figure);
  if (map === undefined || !result.points.some((point) => (figureOf(point, figure)?.estimate ?? 0) > 0)) return undefined;
  const name = figureName(figure);
  const chart: Chart<SweepMap> = {
    id: figure === COST ? 'map-cost' : 'map-wait',
    title: `${name[0]!.toUpperCase()}${name.slice(1)} by ${cleanText(map.down)} and ${cleanText(map.across)}`,
    description: `Shades from light to dark: from the best to the worst. The table below has the figures.`,
    isTabled: true,
    legend: shadesOf(map, result.points, figure),
    chart: map,
  };
  return { chart, down: cleanText(map.down), svg: await heatChart(chartOf(map), chart) };
}

/** What the shades stand for, from the best. */
function shadesOf({ borders }: SweepMap, points: readonly SweepPoint[], figure: FigureKey): LegendItem[] {
  const unit = points.map((point) => figureOf(point, figure)?.unit).find((own) => own !== undefined);
  const text = unit === 's' ? secondsText : unit === 'share' ? shareText : (usd: number): string => `${numberText(usd)} USD`;
  const item = (name: string, shade: number): LegendItem => ({ name, colour: 'line2', form: 'area', opacity: OPACITIES[shade] });
  if (borders.length === 0) return [];
  const isShare = unit === 'share';
  return [
    item(`${isShare ? 'above' : 'up to'} ${text(borders[0]!)}`, 0),
    ...borders.slice(1).map((border, i) => item(`${text(borders[i]!)} to ${text(border)}`, i + 1)),
    item(`${isShare ? 'below' : 'above'} ${text(borders.at(-1)!)}`, borders.length),
  ];
}

const PLACES = { on: '*', perhaps: '~', off: '' } as const;

/** A row a point, the scenario as it is before them. */
function tableOf(result: SweepResult): object {
  const { base, points, variables } = result;
  const columns = sweepColumns(result);
  const names = shortNames(variables);
  const row = (point: SweepPoint, name: string): object => ({
    name,
    cells: [
      ...columns.map(({ figure }) => cellText(point, figure)),
      point.verdict === null ? '' : VERDICT_WORDS[point.verdict],
      point.frontier === null ? '' : PLACES[point.frontier],
    ],
    spread: [...columns.map(({ figure }) => endsText(point, figure)), '', ''],
  });
  const shown = inOrder(result).slice(0, MOST);
  const nameOf = (point: SweepPoint): string =>
    variables.flatMap(({ path }, i) => (valueOf(point, path) === '' ? [] : [`${names[i]!} ${valueOf(point, path)}`])).join(', ');
  return {
    title: 'All points',
    head: names.join(', '),
    columns: [...columns.map(({ name }) => name), 'thresholds', 'unbeaten'],
    rows: [
      ...(base === null || points.some(({ isBase }) => isBase) ? [] : [row(base, 'as it is')]),
      ...shown.map(({ point }) => row(point, cleanText(nameOf(point)))),
    ],
    notes: points.length > MOST ? [{ text: `${points.length - MOST} more points are left out here; the CSV file has all.` }] : [],
    isSum: false,
  };
}
