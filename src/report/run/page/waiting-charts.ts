/** The charts of jobs that wait over time, by workload and by what held them. */
import type { Chart } from '../../charts/chart.js';
import type { TimeChart } from '../../charts/time-chart.js';
import { cleanText } from '../../frame/numbers.js';
import { LINES } from '../../frame/palette.js';
import { sumSignals } from '../../frame/series.js';
import { cutWords, peakWords, timeChart } from './over-time.js';
import { CAUSES } from '../causes.js';
import type { StudyResult } from '../../../study/study-result.js';

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
  const layers = Object.entries(CAUSES).flatMap(([cause, { words, colour }]) => {
    const series = sumSignals(timeline, (signal) => signal.name === 'jobs_waiting' && signal.cause === cause);
    return series === undefined ? [] : [{ name: words, colour, series }];
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
