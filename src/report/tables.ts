/** The tables of the summary: the times of jobs, queue time by part, the fleet and the cost, each figure rounded once. */
import type { Figure, FigureUnit, ScopeKind } from '../study/figures.js';
import type { StudyResult } from '../study/study-result.js';
import { cleanText, dollarsText, NOTHING, numberText, secondsText, shareText, wholeText } from './numbers.js';

/** A row of a table; `spread` holds the half-width below each cell, where there is one. */
export interface Row {
  readonly name: string;
  readonly cells: readonly string[];
  readonly spread: readonly string[];
}

/** A table with its title above the names. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** Sentences under it. */
  readonly notes: readonly string[];
}

/** Figures by scope, name and path. */
export type Lookup = (scope: ScopeKind, name: string, figure: string) => Figure | undefined;

const DELAY_COLUMNS = ['mean', 'p50', 'p95', 'p99', 'max'] as const;

/** Returns what stands before a figure that is a bound. */
export function sign({ atLeast, atMost }: { readonly atLeast?: true | undefined; readonly atMost?: true | undefined }): string {
  return atLeast === true ? '>= ' : atMost === true ? '<= ' : '';
}

/** The text of a figure by its unit, and of its half-width. */
function cell(figure: Figure | undefined): { readonly text: string; readonly spread: string } {
  if (figure === undefined || figure.estimate === null) return { text: NOTHING, spread: '' };
  const text = unitText(figure.unit);
  return { text: `${sign(figure)}${text(figure.estimate)}`, spread: figure.halfWidth === null ? '' : `± ${text(figure.halfWidth)}` };
}

function unitText(unit: FigureUnit): (x: number) => string {
  switch (unit) {
    case 's':
      return secondsText;
    case 'share':
      return shareText;
    case 'USD':
    case 'USD per month':
      return dollarsText;
    case 'count':
      // Jobs and machines are countable: from a hundred on the fraction of a mean says nothing.
      return (x) => (Number.isInteger(x) || x >= 100 ? wholeText(x) : numberText(x));
    case 'per hour':
      return (x) => `${numberText(x)}/h`;
  }
}

function row(name: string, figures: readonly (Figure | undefined)[]): Row {
  const cells = figures.map(cell);
  return { name: cleanText(name), cells: cells.map(({ text }) => text), spread: cells.map(({ spread }) => spread) };
}

/** The four times of all jobs. */
export function jobTable({ runs }: StudyResult, lookup: Lookup): Table {
  const times = [
    ['queue time', 'queueTime'],
    ['preparation', 'preparation'],
    ['start delay', 'startDelay'],
    ['sojourn', 'sojourn'],
  ] as const;
  const shares = runs[0]!.jobs.all.queueTime.shareBelow.map(({ seconds }) => {
    const { text } = cell(lookup('all', 'all', `queueTime.shareBelow(${seconds}s)`));
    return `${secondsText(seconds)} ${text}`;
  });
  const get = (figure: string): string => cell(lookup('all', 'all', figure)).text;
  return {
    title: 'All jobs',
    columns: DELAY_COLUMNS,
    rows: times.map(([name, path]) =>
      row(
        name,
        DELAY_COLUMNS.map((column) => lookup('all', 'all', `${path}.${column}`)),
      ),
    ),
    notes: [
      `${get('jobs')} jobs, ${get('throughputPerHour')} ended. Handed out within ${shares.join(', ')}.`,
      'Queue time: pending until handed out. Preparation: from there to the script. Start delay: both. Sojourn: pending until ended.',
    ],
  };
}

/** Queue time by workload, instance and group, where there is more than one. */
export function queueTable({ runs }: StudyResult, lookup: Lookup): Table {
  const { workloads, instances, groups } = runs[0]!.jobs;
  const parts = (
    [
      ['workload', workloads],
      ['instance', instances.length > 1 ? instances : []],
      ['group', groups],
    ] as const
  ).flatMap(([scope, list]) => list.map(({ name }) => ({ scope, name })));
  return {
    title: 'Queue time',
    columns: ['jobs', ...DELAY_COLUMNS],
    rows: parts.map(({ scope, name }) =>
      row(`${scope} ${name}`, [lookup(scope, name, 'jobs'), ...DELAY_COLUMNS.map((column) => lookup(scope, name, `queueTime.${column}`))]),
    ),
    notes: [],
  };
}

/** Workers and machines by group. */
export function fleetTable({ runs }: StudyResult, lookup: Lookup): Table {
  const { groups } = runs[0]!.pools;
  const columns = [
    'utilisation',
    'machines.all.average',
    'machines.all.peak',
    'machinesCreated',
    'creationsFailed',
    'lives.usesMean',
    'idleEfficiency',
  ];
  const names = groups.map(({ name }) => ({ scope: 'group' as const, name }));
  const rows = [...names, ...(groups.length > 1 ? [{ scope: 'all' as const, name: 'all' }] : [])].map(({ scope, name }) =>
    row(
      name,
      columns.map((column) => lookup(scope, name, column)),
    ),
  );
  const states = ['creating', 'idle', 'acquired', 'used', 'removing', 'unattended'].flatMap((state) => {
    const figure = lookup('all', 'all', `machines.${state}.average`);
    return state === 'unattended' && figure?.estimate === 0 ? [] : [`${cell(figure).text} ${state}`];
  });
  const hasMachines = (lookup('all', 'all', 'machines.all.peak')?.estimate ?? 0) > 0;
  return {
    title: 'Fleet by group',
    columns: ['workers', 'machines', 'peak', 'created', 'failed', 'uses', 'idle eff.'],
    rows,
    notes: hasMachines
      ? [
          `Machines on average: ${states.join(', ')}.`,
          'Workers: share of concurrent that was busy. Uses: jobs a machine served. Idle efficiency: 1 - (idle + acquired) / all.',
        ]
      : ['Workers: share of concurrent that was busy.'],
  };
}

/** The cost by what it was spent on. */
export function costTable(lookup: Lookup): Table {
  const total = lookup('all', 'all', 'cost.total');
  if (total === undefined || total.estimate === null || total.estimate === 0) return { title: 'Cost', columns: [], rows: [], notes: [] };
  const parts = ['busy', 'idle', 'boot', 'teardown', 'rounding', 'hosts', 'total'] as const;
  const sum = total.estimate;
  const perMonth = cell(lookup('all', 'all', 'cost.perMonth'));
  return {
    title: 'Cost of the measured period',
    columns: ['cost', 'share'],
    rows: parts.flatMap((part) => {
      const figure = lookup('all', 'all', `cost.${part}`);
      if (figure?.estimate === 0 || figure === undefined) return [];
      const { name, cells, spread } = row(part, [figure]);
      return [{ name, cells: [...cells, shareText((figure.estimate ?? 0) / sum)], spread: [...spread, ''] }];
    }),
    notes: [`${perMonth.text}${perMonth.spread === '' ? '' : ` ${perMonth.spread}`} a month of 730 h.`],
  };
}
