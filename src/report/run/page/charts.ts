/** What the charts of a page show, and in sentences what they say: those who cannot see a chart read the same figures. */
import type { StudyResult } from '../../../study/study-result.js';
import { instantWords } from '../../frame/axes.js';
import type { CostBar } from '../../charts/cost-chart.js';
import type { Aim, ShareChart } from '../../charts/share-chart.js';
import { topOf, type TimeChart } from '../../charts/time-chart.js';
import { shareCurve } from './distribution.js';
import { cleanText, dollarsText, numberText, secondsText, shareText } from '../../frame/numbers.js';
import type { CloudCost } from './tables.js';
import { CAUSES, COST_PARTS, LINES, MACHINE_STATES, type ColourName } from '../../frame/palette.js';
import { byJobs, idleName, idleNotes } from '../tables/tables.js';
import { highest, sumSignals, type Series } from '../../frame/series.js';
import { cell } from '../../frame/table.js';
import { isUpper } from '../../../study/threshold.js';
import type { DelayStat, MachineLevel } from '../../../study/figure-key.js';
import type { Lookup } from '../../../study/figure-lookup.js';
import { CAUSE_WORDS } from '../wait-words.js';

/** A sign of the legend. */
export interface LegendItem {
  readonly name: string;
  readonly colour: ColourName;
  readonly form: 'area' | 'line' | 'mark';
  /** Of an area. Default: 1. */
  readonly opacity?: number | undefined;
  /** Dashes of a line. */
  readonly dash?: readonly number[] | undefined;
}

/** A chart with its words. */
export interface Chart<T> {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Whether a table of the page says the same, so that the description is only for those who cannot see the chart. */
  readonly isTabled: boolean;
  readonly legend: readonly LegendItem[];
  readonly chart: T;
}

/** Queue time by workload; undefined where no histogram was kept or no job was there. */
export function queueTimeChart(study: StudyResult, lookup: Lookup, dashes: readonly (readonly number[])[]): Chart<ShareChart> | undefined {
  const workloads = study.first.jobs.workloads;
  const busiest = [...workloads.keys()].sort((a, b) => workloads[b]!.jobs - workloads[a]!.jobs || a - b).slice(0, LINES.length);
  const lines = busiest
    .sort((a, b) => a - b)
    .map((index) => ({
      name: cleanText(workloads[index]!.name),
      key: workloads[index]!.name,
      points: shareCurve(study.distributions.filter((one) => one.scope === 'workload' && one.name === workloads[index]!.name)),
    }))
    .filter(({ points }) => points.length > 0);
  if (lines.length === 0) return undefined;
  const aims = aimsOf(study);
  const said = lines.map(({ name, key }) => {
    const text = (stat: DelayStat): string => cell(lookup('workload', key, `queueTime.${stat}`)).text;
    return `${name}: half within ${text('p50')}, 95% within ${text('p95')}, 99% within ${text('p99')}, the longest ${text('max')}.`;
  });
  const left = workloads.length - busiest.length;
  return {
    id: 'queue-time',
    title: 'Share of jobs handed out within a time, by workload',
    isTabled: true,
    description: [...said, ...(left > 0 ? [`The other ${left} workloads are in the table only.`] : [])].join(' '),
    legend: [
      ...lines.map(({ name }, i) => ({ name, colour: LINES[i]!, form: 'line' as const, dash: dashes[i] })),
      ...(aims.length > 0
        ? [{ name: 'threshold: the line of its jobs must pass above', colour: 'ink' as const, form: 'mark' as const }]
        : []),
    ],
    chart: { lines, aims },
  };
}

/** Thresholds on queue time that a curve can be held against. */
function aimsOf({ thresholds }: StudyResult): Aim[] {
  return thresholds.flatMap(({ metric, stat, operator, limit }): Aim[] => {
    if (metric !== 'queue_time') return [];
    if (stat.kind === 'quantile' && isUpper(operator)) return [{ seconds: limit, share: stat.level }];
    if (stat.kind === 'share_below' && !isUpper(operator)) return [{ seconds: stat.seconds, share: limit }];
    return [];
  });
}

/** Machines by state, of all groups and, where several have machines, of each. */
export function machineCharts(study: StudyResult, lookup: Lookup): Chart<TimeChart>[] {
  const { timeline, pools } = study.first;
  if (timeline === undefined) return [];
  const has = (scope: 'all' | 'group', name: string): boolean => (lookup(scope, name, 'machines.all.peak')?.estimate ?? 0) > 0;
  const withMachines = pools.groups.map(({ name }) => ({ scope: 'group' as const, name })).filter(({ name }) => has('group', name));
  const [busy, idleGroups] = byJobs(withMachines, lookup);
  const groups = busy.map(({ name }) => name);
  if (!has('all', 'all')) return [];
  const wanted = withMachines.length > 1 ? [undefined, ...groups] : [undefined];
  return wanted.map((group, index) => {
    const of = (name: string): Series | undefined =>
      sumSignals(timeline, (signal) => signal.name === name && (group === undefined || signal.group === group));
    const [scope, name] = group === undefined ? (['all', 'all'] as const) : (['group', group] as const);
    const states = MACHINE_STATES.filter(
      (state) => state !== 'unattended' || (lookup(scope, name, 'machines.unattended.peak')?.estimate ?? 0) > 0,
    );
    const average = (state: MachineLevel): string => cell(lookup(scope, name, `machines.${state}.average`)).text;
    const layers = states.flatMap((state) => {
      const series = of(`machines_${state}`);
      return series === undefined ? [] : [{ name: state, colour: state, series }];
    });
    const idle = of('idle_target');
    const target = idle === undefined ? undefined : { name: 'idle target', series: idle };
    const chart = { ...timeChart(study, layers, 'machines', target), isSmall: index > 0 };
    const title = group === undefined ? (withMachines.length > 1 ? 'All machines by state' : 'Machines by state') : cleanText(group);
    return {
      id: `machines-${index}`,
      title,
      isTabled: false,
      description:
        `On average ${average('all')} machines: ${states.map((state) => `${average(state)} ${state}`).join(', ')}. ` +
        `${peakWords(of('machines_all'), study)} Peak at any instant: ${cell(lookup(scope, name, 'machines.all.peak')).text}.${cutWords(chart)}` +
        (group === undefined
          ? idleNotes(idleGroups.map((part) => idleName(part, lookup)))
              .map((note) => ` ${note}`)
              .join('')
          : ''),
      // Said once: the groups have the same colours.
      legend:
        index > 0
          ? []
          : [
              ...layers.map(({ name: state, colour }) => ({ name: state, colour, form: 'area' as const })),
              ...(target === undefined ? [] : [{ name: 'idle target', colour: 'ink' as const, form: 'line' as const }]),
            ],
      chart,
    };
  });
}

/** Jobs that wait, by workload; undefined without a timeline. */
export function queueLengthChart(study: StudyResult): Chart<TimeChart> | undefined {
  const { timeline, jobs } = study.first;
  if (timeline === undefined) return undefined;
  const names = jobs.workloads.map(({ name }) => name);
  const own = names.slice(0, names.length > LINES.length ? LINES.length - 1 : LINES.length);
  const parts = own.map((name) => ({ name, is: (workload: string | undefined) => workload === name }));
  if (own.length < names.length) parts.push({ name: 'other workloads', is: (workload) => !own.includes(workload ?? '') });
  const layers = parts.flatMap(({ name, is }, i) => {
    const series = sumSignals(timeline, (signal) => signal.name === 'jobs_pending' && is(signal.workload));
    return series === undefined ? [] : [{ name: cleanText(name), colour: LINES[i]!, series }];
  });
  const all = sumSignals(timeline, ({ name }) => name === 'jobs_pending');
  if (all === undefined || layers.length === 0) return undefined;
  const chart = timeChart(study, layers, 'jobs waiting', undefined);
  return {
    id: 'queue-length',
    title: layers.length > 1 ? 'Jobs waiting, by workload' : 'Jobs waiting',
    isTabled: false,
    description: `${peakWords(all, study)}${cutWords(chart)}`,
    legend: layers.length > 1 ? layers.map(({ name, colour }) => ({ name, colour, form: 'area' as const })) : [],
    chart,
  };
}

/** Jobs that wait, by what held them; undefined without a timeline, or where nothing ever did. */
export function waitingChart(study: StudyResult): Chart<TimeChart> | undefined {
  const { timeline } = study.first;
  if (timeline === undefined) return undefined;
  const layers = CAUSES.flatMap(([cause, colour]) => {
    const series = sumSignals(timeline, (signal) => signal.name === 'jobs_waiting' && signal.cause === cause);
    return series === undefined ? [] : [{ name: CAUSE_WORDS[cause], colour, series }];
  });
  if (layers.length === 0) return undefined;
  const all = sumSignals(timeline, ({ name }) => name === 'jobs_waiting');
  const chart = timeChart(study, layers, 'jobs waiting', undefined);
  return {
    id: 'waiting',
    title: 'Jobs waiting, by what held them',
    isTabled: false,
    // The shares are the table's, which is of the measured period and of all replications.
    description: `${peakWords(all, study)}${cutWords(chart)}`,
    legend: layers.map(({ name, colour }) => ({ name, colour, form: 'area' as const })),
    chart,
  };
}

function timeChart(study: StudyResult, layers: TimeChart['layers'], quantity: string, line: TimeChart['line']): TimeChart {
  const { from, to } = study.first.window;
  const shades = from > 0 ? ([[0, from, 'shade']] as const) : [];
  return { layers, line, quantity, from: 0, to, shades, scaledFrom: from, start: study.scenario.start };
}

/** Says so where the warm-up is higher than what is drawn. */
function cutWords(chart: TimeChart): string {
  const lengths = chart.layers.map(({ series }) => series.averages.length);
  const { binSeconds } = chart.layers[0]?.series ?? { binSeconds: 1 };
  let most = 0;
  for (let bin = 0; bin < Math.min(Math.max(...lengths), chart.scaledFrom / binSeconds); bin++) {
    most = Math.max(
      most,
      chart.layers.reduce((sum, { series }) => sum + (series.averages[bin] ?? 0), 0),
    );
  }
  return most > topOf(chart) ? ` The warm-up reaches ${numberText(most)} and is cut off.` : '';
}

function peakWords(series: Series | undefined, study: StudyResult): string {
  if (series === undefined) return '';
  const { at, value } = highest(series, study.first.window.from);
  const bin = secondsText(series.binSeconds);
  if (value === 0) return `None in any ${bin} of the measured period.`;
  return `The highest average of ${bin} is ${numberText(value)}, from ${instantWords(at, study.scenario.start)}.`;
}

/** The cost by cloud and part; undefined where nothing costs anything. */
export function costBars(cost: CloudCost | undefined): Chart<readonly CostBar[]> | undefined {
  if (cost === undefined) return undefined;
  const sum = cost.lines.at(-1)!;
  const total = COST_PARTS.reduce((all, [part]) => all + (sum.parts[part] ?? 0), 0);
  const parts = COST_PARTS.filter(([part]) => (sum.parts[part] ?? 0) > 0);
  const said = parts.map(([part]) => `${part} ${dollarsText(sum.parts[part] ?? 0)} (${shareText((sum.parts[part] ?? 0) / total)})`);
  return {
    id: 'cost',
    title: 'Cost by cloud and by what it was spent on',
    isTabled: true,
    description: `In all ${sum.cells.at(-1) ?? ''}: ${said.join(', ')}.`,
    legend: parts.map(([name, colour]) => ({ name, colour, form: 'area' as const })),
    chart: cost.lines.slice(0, -1).map(({ name, parts: own }) => ({ name, parts: own })),
  };
}
