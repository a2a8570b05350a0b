/** The chart of queue time by workload, with the thresholds that it can be held against. */
import type { Chart } from '../../charts/chart.js';
import type { Aim, ShareChart } from '../../charts/share-chart.js';
import { cleanText } from '../../frame/numbers.js';
import { LINES } from '../../frame/palette.js';
import { cell } from '../../frame/table.js';
import { shareCurve } from './distribution.js';
import type { DelayStat } from '../../../study/figures/figure-key.js';
import type { Lookup } from '../../../study/figures/figure-lookup.js';
import type { StudyResult } from '../../../study/study-result.js';
import { isUpper } from '../../../study/thresholds/threshold.js';

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
    description: [
      ...said,
      ...(left > 0 ? [left === 1 ? 'The other workload is in the table only.' : `The other ${left} workloads are in the table only.`] : []),
    ].join(' '),
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
