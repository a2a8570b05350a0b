/** The charts of machines by state over time. */
import type { Chart } from '../../charts/chart.js';
import type { TimeChart } from '../../charts/time-chart.js';
import { cleanText, things } from '../../frame/numbers.js';
import { MACHINE_STATES } from '../../frame/palette.js';
import { sumSignals, type Series } from '../../frame/series.js';
import { cell } from '../../frame/table.js';
import { cutWords, peakWords, timeChart } from './over-time.js';
import { byJobs, idleName, idleTexts } from '../tables/parts.js';
import type { MachineLevel } from '../../../study/figures/figure-key.js';
import type { Lookup } from '../../../study/figures/figure-lookup.js';
import type { StudyResult } from '../../../study/study-result.js';

/** Machines by state, of all groups and, where several have machines, of each. */
export function machineCharts(study: StudyResult, lookup: Lookup): Chart<TimeChart>[] {
  const { timeline, pools } = study.first;
  if (timeline === undefined) return [];
  const has = (scope: 'all' | 'group', name: string): boolean => (lookup(scope, name, 'machines.all.peak')?.estimate ?? 0) > 0;
  const withMachines = pools.groups.map(({ name }) => ({ scope: 'group' as const, name })).filter(({ name }) => has('group', name));
  const [busy, idleGroups] = byJobs(withMachines, lookup);
  const groups = busy.map(({ name }) => name);
  if (!has('all', 'all')) return [];
  // The chart is of the first replication, and may be far below what another came to.
  const whose = study.replications > 1 ? `, the largest of ${study.replications} replications` : '';
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
        `On average ${things(average('all'), 'machine')}: ${states.map((state) => `${average(state)} ${state}`).join(', ')}. ` +
        `${peakWords(of('machines_all'), study)} Peak at any instant${whose}: ${cell(lookup(scope, name, 'machines.all.peak')).text}.${cutWords(chart)}` +
        (group === undefined
          ? idleTexts(idleGroups.map((part) => idleName(part, lookup)))
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
