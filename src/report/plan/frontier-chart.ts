/** What was tried, by what it costs and by how it keeps the threshold that binds. */
import type { PlanAnswer } from '../../study/plan/plan-answer.js';
import type { PlanThreshold, Tried } from '../../study/plan/plan-result.js';
import type { Chart } from '../charts/chart.js';
import { frontierChart as drawFrontier, isCutOff, type FrontierChart, type FrontierPoint } from '../charts/frontier-chart.js';
import { cleanText, dollarsText } from '../frame/numbers.js';
import { spoken, spokenShare } from '../frame/spoken.js';
import { moneyOf } from './rows.js';
import { telling } from './tried-table.js';
import { foundWords, settingWords, shareWords, thresholdName } from './words.js';

const MARKS = {
  meets: { colour: 'pass', form: 'disc' },
  undecided: { colour: 'undecided', form: 'square' },
  misses: { colour: 'fail', form: 'triangle' },
} as const satisfies Record<string, Pick<FrontierPoint, 'colour' | 'form'>>;

/** Returns the chart with its words; undefined where there is nothing to set against the cost. */
export function frontierChart(answer: PlanAnswer): { readonly chart: Chart<undefined>; readonly svg: string } | undefined {
  const { tried, plan, today, waitingPrice } = answer;
  const of = telling(answer);
  const held = of === null ? undefined : tried[0]!.thresholds[of];
  if (of === null || held === undefined) return undefined;
  const points = tried.flatMap((own, index): FrontierPoint[] => {
    const y = heightOf(own.thresholds[of]);
    if (y === undefined) return [];
    const usd = moneyOf(answer, own, 'objectivePerMonth');
    const name = index === plan ? 'plan: ' : index === today ? 'today: ' : '';
    return [
      {
        x: usd,
        y,
        ...MARKS[own.verdict],
        isOnFrontier: own.isOnFrontier,
        isMain: index === plan || index === today,
        text: `${name}${settingWords(answer, own)}\n${dollarsText(usd)} a month\n${pointWords(own, of)}`,
      },
    ];
  });
  if (points.length < 2) return undefined;
  const allowed = held.share === undefined ? held.threshold.limit : held.share.allowed;
  const cut = isCutOff({ points, allowed }) ? ' Some are higher than the upper edge at which they stand: the table has their figures.' : '';
  const chart: Chart<undefined> = {
    id: 'frontier',
    title: 'Cost against what is kept',
    description: `Each mark is a setting that was tried. Dashed: what ${thresholdName(held)} allows. Filled and joined: nothing that was tried is both cheaper and better. Large: today and the plan.${cut}`,
    isTabled: false,
    legend: (['meets', 'undecided', 'misses'] as const)
      .filter((verdict) => tried.some((own) => own.verdict === verdict))
      .map((verdict) => ({ name: `${verdict} (${MARKS[verdict].form})`, colour: MARKS[verdict].colour, form: 'area' })),
    chart: undefined,
  };
  const drawn: FrontierChart = {
    points,
    allowed,
    xTitle: waitingPrice === null ? 'USD a month' : 'USD a month, waiting at its price',
    yTitle:
      held.share === undefined
        ? cleanText(`${held.threshold.subject} ${held.threshold.condition}`)
        : `jobs ${held.share.of}, of ${thresholdName(held)}`,
    xText: (usd) => dollarsText(usd).replace(/ USD$/u, ''),
    yText: (y) => (held.share === undefined ? spoken({ unit: held.threshold.unit, estimate: y, low: null, high: null }) : spokenShare(y)),
  };
  return { chart, svg: drawFrontier(drawn, chart) };
}

function heightOf(held: PlanThreshold | undefined): number | undefined {
  return held?.share?.estimate ?? held?.threshold.estimate ?? undefined;
}

function pointWords({ thresholds }: Tried, of: number): string {
  const held = thresholds[of];
  return held === undefined ? '' : shareWords(held) || foundWords(held);
}
