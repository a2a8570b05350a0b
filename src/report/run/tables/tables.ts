/** The tables of the summary: the times of jobs, queue time by part, the fleet and the cost. */
import type { StudyResult } from '../../../study/study-result.js';
import type { ScopeKind } from '../../../study/figure-key.js';
import { cleanText, secondsText, shareText } from '../../frame/numbers.js';
import { boundNotes, cell, row, type Table } from '../../frame/table.js';
import type { Lookup } from '../../../study/figure-lookup.js';

const DELAY_COLUMNS = ['mean', 'p50', 'p95', 'p99', 'max'] as const;

/** The four times of all jobs; without rows where there was no job. */
export function jobTable({ first }: StudyResult, lookup: Lookup): Table {
  if (lookup('all', 'all', 'jobs')?.estimate === 0) return { title: 'All jobs', columns: [], rows: [], notes: [] };
  const times = [
    ['queue time', 'queueTime'],
    ['preparation', 'preparation'],
    ['start delay', 'startDelay'],
    ['sojourn', 'sojourn'],
  ] as const;
  const shares = first.jobs.all.queueTime.shareBelow.map(({ seconds }) => {
    const { text } = cell(lookup('all', 'all', `queueTime.shareBelow(${seconds}s)`));
    return `${secondsText(seconds)} ${text}`;
  });
  const rows = times.map(([name, path]) =>
    row(
      name,
      DELAY_COLUMNS.map((column) => lookup('all', 'all', `${path}.${column}`)),
    ),
  );
  return {
    title: 'All jobs',
    columns: DELAY_COLUMNS,
    rows,
    notes: [
      ...boundNotes(rows),
      `Handed out within ${shares.join(', ')}. Ended: ${cell(lookup('all', 'all', 'throughputPerHour')).text}.`,
      'Queue time: pending until handed out. Preparation: from there to the script. Start delay: both. Sojourn: pending until ended.',
    ],
  };
}

/** Queue time by workload, instance and group, each where there is more than one. */
export function queueTable({ first }: StudyResult, lookup: Lookup): Table {
  const { workloads, instances, groups } = first.jobs;
  const parts = (
    [
      ['workload', workloads],
      ['instance', instances],
      ['group', groups],
    ] as const
  ).flatMap(([scope, list]) => (list.length > 1 ? list.map(({ name }) => ({ scope, name })) : []));
  const [busy, idle] = byJobs(parts, lookup);
  return {
    title: 'Queue time',
    columns: ['jobs', ...DELAY_COLUMNS],
    rows: busy.map(({ scope, name }) =>
      row(`${scope} ${name}`, [lookup(scope, name, 'jobs'), ...DELAY_COLUMNS.map((column) => lookup(scope, name, `queueTime.${column}`))]),
    ),
    notes: idleNotes(idle.map(({ scope, name }) => `${scope} ${cleanText(name)}`)),
  };
}

/** A part of the jobs. */
export interface Part {
  readonly scope: ScopeKind;
  readonly name: string;
}

/** Returns the parts with jobs and those without, which one line tells; where no part has any, they all count as having some. */
export function byJobs<P extends Part>(parts: readonly P[], lookup: Lookup): readonly [busy: readonly P[], idle: readonly P[]] {
  const busy = parts.filter(({ scope, name }) => lookup(scope, name, 'jobs')?.estimate !== 0);
  return busy.length === 0 ? [parts, []] : [busy, parts.filter((part) => !busy.includes(part))];
}

/** Returns the line about what had no job; none where all had. */
export function idleNotes(names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`Without a job: ${names.join(', ')}.`];
}

/** Returns the name of a part without jobs and the machines that it held all the same. */
export function idleName({ scope, name }: Part, lookup: Lookup): string {
  const machines = lookup(scope, name, 'machines.all.average');
  return (machines?.estimate ?? 0) === 0 ? cleanText(name) : `${cleanText(name)} (${cell(machines).text} machines on average)`;
}

const MACHINE_COLUMNS = [
  ['workers', 'utilisation'],
  ['machines', 'machines.all.average'],
  ['peak', 'machines.all.peak'],
  ['created', 'machinesCreated'],
  ['failed', 'creationsFailed'],
  ['uses', 'lives.usesMean'],
  ['idle eff.', 'idleEfficiency'],
] as const;
/** Of a fleet that makes no machines. */
const HOST_COLUMNS = [
  ['workers', 'utilisation'],
  ['busy', 'workersBusy.average'],
  ['peak', 'workersBusy.peak'],
  ['of', 'capacity'],
] as const;

/** Workers and machines by group. */
export function fleetTable({ first }: StudyResult, lookup: Lookup): Table {
  const { groups } = first.pools;
  const hasMachines = (lookup('all', 'all', 'machines.all.peak')?.estimate ?? 0) > 0;
  const columns = hasMachines ? MACHINE_COLUMNS : HOST_COLUMNS;
  const [busy, idle] = byJobs(
    groups.map(({ name }) => ({ scope: 'group' as const, name })),
    lookup,
  );
  const idleWords = idleNotes(idle.map((part) => idleName(part, lookup)));
  const rows = [...busy, ...(groups.length > 1 ? [{ scope: 'all' as const, name: 'all' }] : [])].map(({ scope, name }) =>
    row(
      name,
      columns.map(([, figure]) => lookup(scope, name, figure)),
    ),
  );
  const states = (['creating', 'idle', 'acquired', 'used', 'removing', 'unattended'] as const).flatMap((state) => {
    const figure = lookup('all', 'all', `machines.${state}.average`);
    return state === 'unattended' && figure?.estimate === 0 ? [] : [`${cell(figure).text} ${state}`];
  });
  return {
    title: 'Fleet by group',
    columns: columns.map(([name]) => name),
    rows,
    notes: hasMachines
      ? [
          ...boundNotes(rows),
          ...idleWords,
          `Machines on average: ${states.join(', ')}.`,
          'Workers: share of concurrent (or limit, if less) that was busy. Uses: jobs a machine served. Idle efficiency: 1 - (idle + acquired) / all.',
        ]
      : [...boundNotes(rows), ...idleWords, 'Workers: share of concurrent (or limit, if less) that was busy; busy: how many on average.'],
  };
}

/** The cost by what it was spent on. */
export function costTable(lookup: Lookup): Table {
  const total = lookup('all', 'all', 'cost.total');
  if (total === undefined || total.estimate === null || total.estimate === 0) return { title: 'Cost', columns: [], rows: [], notes: [] };
  const parts = ['busy', 'idle', 'boot', 'teardown', 'orphan', 'rounding', 'egress', 'hosts', 'total'] as const;
  const sum = total.estimate;
  return {
    title: 'Cost of the measured period',
    columns: ['cost', 'share'],
    rows: parts.flatMap((part) => {
      const figure = lookup('all', 'all', `cost.${part}`);
      if (figure?.estimate === 0 || figure === undefined) return [];
      const { name, cells, spread } = row(part, [figure]);
      return [{ name, cells: [...cells, shareText((figure.estimate ?? 0) / sum)], spread: [...spread, ''] }];
    }),
    notes: [],
  };
}
