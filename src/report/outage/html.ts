/** Draws a study of outages as one page that needs nothing else: no script, no file beside it, no network. The same study gives the same bytes. */
import type { OutageResult, SweepMap } from '../../study/outage/outage-result.js';
import { approximateWords } from '../frame/approximate.js';
import { heatChart, OPACITIES, type HeatMap } from '../charts/heat-chart.js';
import { heatMap, highestOf, shadeBorders, type HeatFigure } from './heat-map.js';
import { OUTAGE_TEMPLATE } from './template.js';
import { STYLE } from '../html/style.js';
import { PARTS } from '../html/parts.js';
import { cleanText, numberText, secondsText } from '../frame/numbers.js';
import { rerunText } from '../frame/rerun.js';
import { NOT_HELD } from './text.js';
import { availabilityWords, drawnTable, heldWords, outageLead, quietWords, worstWords } from './words.js';
import type { Chart, LegendItem } from '../charts/chart.js';
import { templating, type HtmlOptions } from '../html/templating.js';

/** Drawn outages that a page shows. */
const MOST = 50;

const FIGURES: readonly (readonly [figure: HeatFigure, title: string])[] = [
  ['late', 'Jobs late'],
  ['waitHours', 'Hours that jobs waited longer'],
  ['sloMinutes', 'Minutes in which the SLO was missed'],
];

/** Returns the page. */
export async function outageHtml(result: OutageResult, { sha256 }: HtmlOptions): Promise<string> {
  const eta = templating();
  for (const [name, template] of Object.entries(PARTS)) eta.loadTemplate(`@${name}`, template);
  eta.loadTemplate('@outage', OUTAGE_TEMPLATE);
  const { scenario, target } = result;
  const sections = await Promise.all(
    FIGURES.map(async ([figure, title]) => ({ title, charts: await Promise.all(charts(result, figure).map(drawn)) })),
  );
  return eta.render('@outage', {
    title: cleanText(`${scenario.name}: an outage of ${target.kind} ${target.name}`),
    lead: outageLead(result),
    findings: [worstWords(result), quietWords(result)].filter((sentence) => sentence !== ''),
    alarms: alarms(result),
    sections,
    availability: availabilityWords(result),
    drawn: drawnTable(result, MOST),
    file: cleanText(scenario.file),
    hash: scenario.hash,
    rerun: cleanText(rerunText(result, scenario)),
    runcast: result.runcast,
    style: STYLE,
    styleHash: `sha256-${sha256(STYLE)}`,
  });
}

function alarms(result: OutageResult): string[] {
  const { isCut, maps } = result;
  const out = [approximateWords(result.approximate), heldWords(result)].filter((sentence) => sentence !== '');
  if (isCut) out.push('A limit on events or pending jobs ended some runs: their numbers (>) are too low.');
  for (const { cells, durationSeconds } of maps) if (cells.length === 0) out.push(`${secondsText(durationSeconds)}: ${NOT_HELD}`);
  return out;
}

function charts(result: OutageResult, figure: HeatFigure): Chart<HeatMap>[] {
  const highest = highestOf(result.maps, figure);
  return result.maps.flatMap((map, i) =>
    map.cells.length === 0
      ? []
      : [
          {
            id: `${figure}-${i + 1}`,
            title: `An outage of ${secondsText(map.durationSeconds)}`,
            description: described(map, figure, highest),
            isTabled: false,
            legend: legend(highest),
            chart: heatMap(map, result, figure, highest),
          },
        ],
  );
}

/** What the shades stand for. */
function legend(highest: number): LegendItem[] {
  const item = (name: string, shade: number): LegendItem => ({ name, colour: 'line2', form: 'area', opacity: OPACITIES[shade] });
  const steps =
    highest > 0 ? shadeBorders(highest).map(([above, upTo], i) => item(`${numberText(above)} to ${numberText(upTo)}`, i + 1)) : [];
  return [item('none', 0), ...steps];
}

/** The map in sentences: what its shades are, and its highest cell. */
function described({ cells }: SweepMap, figure: HeatFigure, highest: number): string {
  if (highest <= 0) return 'Nothing at any start.';
  const values = cells.map((cell) => cell[figure].mean);
  const steps = shadeBorders(highest).map(([, upTo]) => numberText(upTo));
  const range = `from ${numberText(Math.min(...values))} to ${numberText(Math.max(...values))}`;
  return `Shades from light to dark: up to ${steps.join(', ')}. Here ${range}. -: not played; >: the fleet was not as before by the end of the run.`;
}

async function drawn(chart: Chart<HeatMap>): Promise<{ chart: Chart<HeatMap>; svg: string }> {
  return { chart, svg: await heatChart(chart.chart, chart) };
}
