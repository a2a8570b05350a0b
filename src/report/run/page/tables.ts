/** Tables that only pages have room for: shares of jobs within times, managers, and cost by cloud. */
import type { StudyResult } from '../../../study/study-result.js';
import { cleanText, dollarsText, NOTHING, secondsText } from '../../frame/numbers.js';
import { byJobs, idleName, idleNotes } from '../tables/tables.js';
import { boundNotes, cell, row, type Table } from '../../frame/table.js';
import type { CostPart, FigureKey } from '../../../study/figure-key.js';
import type { Lookup } from '../../../study/figure-lookup.js';
import { COST_PARTS } from '../../frame/palette.js';

/** The share of jobs handed out within each border, by workload and, where there are several, of all. */
export function shareTable({ first }: StudyResult, lookup: Lookup): Table {
  const { all, workloads } = first.jobs;
  const borders = all.queueTime.shareBelow.map(({ seconds }) => seconds);
  const figures: FigureKey[] = ['jobs', ...borders.map((seconds) => `queueTime.shareBelow(${seconds}s)` as const)];
  const parts = [...workloads.map(({ name }) => ({ scope: 'workload' as const, name })), { scope: 'all' as const, name: 'all' }];
  return {
    title: 'Handed out within',
    columns: ['jobs', ...borders.map((seconds) => `< ${secondsText(seconds)}`)],
    rows: (workloads.length > 1 ? parts : parts.slice(0, 1)).map(({ scope, name }) =>
      row(
        scope === 'all' ? 'all jobs' : name,
        figures.map((figure) => lookup(scope, name, figure)),
      ),
    ),
    notes: [],
  };
}

const MANAGER_COLUMNS = [
  ['jobs', 'jobs'],
  ['queue p95', 'queueTime.p95'],
  ['workers', 'utilisation'],
  ['machines', 'machines.all.average'],
  ['peak', 'machines.all.peak'],
  ['created', 'machinesCreated'],
  ['failed', 'creationsFailed'],
  ['idle eff.', 'idleEfficiency'],
  ['cost a month', 'cost.perMonth'],
] as const;
const MACHINE_FIGURES = ['machines.all.average', 'machines.all.peak', 'machinesCreated', 'creationsFailed', 'idleEfficiency'];

/** What each manager process did. Columns that would be empty for all of them are left out. */
export function managerTable({ first }: StudyResult, lookup: Lookup): Table {
  const [busy, idle] = byJobs(
    first.jobs.managers.map(({ name }) => ({ scope: 'manager' as const, name })),
    lookup,
  );
  const hasMachines = (lookup('all', 'all', 'machines.all.peak')?.estimate ?? 0) > 0;
  const isPaid = (lookup('all', 'all', 'cost.total')?.estimate ?? 0) > 0;
  const columns = MANAGER_COLUMNS.filter(
    ([, figure]) => (hasMachines || !MACHINE_FIGURES.includes(figure)) && (isPaid || figure !== 'cost.perMonth'),
  );
  const rows = busy.map(({ name }) =>
    row(
      name,
      columns.map(([, figure]) => lookup('manager', name, figure)),
    ),
  );
  return {
    title: 'Managers',
    columns: columns.map(([name]) => name),
    rows,
    notes: [
      ...boundNotes(rows),
      ...idleNotes(idle.map((part) => idleName(part, lookup))),
      hasMachines
        ? 'Workers: share of concurrent (or limit, if less) that was busy. Machines: on average. Idle efficiency: 1 - (idle + acquired) / all.'
        : 'Workers: share of concurrent (or limit, if less) that was busy.',
    ],
  };
}

/** One line of the cost: a cloud's machines, the hosts, or all. */
export interface CostLine {
  readonly name: string;
  /** Unrounded, for the chart. */
  readonly parts: Readonly<Record<string, number>>;
  readonly cells: readonly string[];
}

/** Cost by cloud and part. */
export interface CloudCost {
  readonly columns: readonly string[];
  readonly lines: readonly CostLine[];
}

/** Returns what each cloud's machines cost and the hosts apart; undefined where nothing costs anything. The last line is the sum. */
export function cloudCost({ first }: StudyResult, lookup: Lookup): CloudCost | undefined {
  const total = lookup('all', 'all', 'cost.total')?.estimate ?? 0;
  if (total === 0) return undefined;
  const used = COST_PARTS.filter(([part]) => (lookup('all', 'all', `cost.${part}`)?.estimate ?? 0) > 0).map(([part]) => part);
  const value = (scope: 'all' | 'cloud', name: string, part: CostPart): number => lookup(scope, name, `cost.${part}`)?.estimate ?? 0;
  const line = (name: string, parts: Readonly<Record<string, number>>, sum: string): CostLine => ({
    name: cleanText(name),
    parts,
    cells: [...used.map((part) => ((parts[part] ?? 0) === 0 ? NOTHING : dollarsText(parts[part] ?? 0))), sum],
  });
  const partsOf = (scope: 'all' | 'cloud', name: string): Record<string, number> =>
    Object.fromEntries(COST_PARTS.map(([part]) => [part, value(scope, name, part)]));
  // Hosts of helpers stand with their cloud; what is left is the managers', and helpers that belong to none.
  const ofClouds = first.pools.clouds.reduce((sum, { name }) => sum + value('cloud', name, 'hosts'), 0);
  const all = value('all', 'all', 'hosts');
  const hosts = all - ofClouds > 1e-9 * all ? all - ofClouds : 0;
  const clouds = first.pools.clouds.filter(({ name }) => value('cloud', name, 'total') > 0);
  return {
    columns: [...used, 'total'],
    lines: [
      ...clouds.map(({ name }) => line(name, partsOf('cloud', name), cell(lookup('cloud', name, 'cost.total')).text)),
      ...(hosts > 0 ? [line('hosts', { hosts }, dollarsText(hosts))] : []),
      line('all', partsOf('all', 'all'), cell(lookup('all', 'all', 'cost.total')).text),
    ],
  };
}
