/** The table of workers and machines by group. */
import { boundNotes, cell, notesOf, row, type Table } from '../../frame/table.js';
import { byJobs, idleName, idleTexts } from './parts.js';
import type { Lookup } from '../../../study/figures/figure-lookup.js';
import type { StudyResult } from '../../../study/study-result.js';

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
  const without = notesOf('left_out', idleTexts(idle.map((part) => idleName(part, lookup))));
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
    section: 'fleet',
    isFolded: false,
    title: 'Fleet by group',
    head: 'group',
    columns: columns.map(([name]) => name),
    rows,
    notes: [
      ...boundNotes(rows),
      ...without,
      ...(hasMachines ? notesOf('finding', [`Machines on average: ${states.join(', ')}.`]) : []),
      {
        kind: 'meaning',
        text: hasMachines
          ? 'Workers: share of concurrent (or limit, if less) that was busy. Uses: jobs a machine served. Idle efficiency: 1 - (idle + acquired) / all.'
          : 'Workers: share of concurrent (or limit, if less) that was busy; busy: how many on average.',
      },
    ],
  };
}
