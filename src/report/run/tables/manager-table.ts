/** The table of manager processes, which only pages have room for. */
import { boundNotes, notesOf, row, type Table } from '../../frame/table.js';
import { outagesInCost } from '../outages-in-cost.js';
import { byJobs, idleName, idleTexts } from './parts.js';
import type { FigureKey } from '../../../study/figures/figure-key.js';
import type { Lookup } from '../../../study/figures/figure-lookup.js';
import type { StudyResult } from '../../../study/study-result.js';

/** Columns; the last are left out where another figure of the whole is nought. */
const MANAGER_COLUMNS = [
  ['jobs', 'jobs'],
  ['queue p95', 'queueTime.p95'],
  ['workers', 'utilisation'],
  ['machines', 'machines.all.average', 'machines.all.peak'],
  ['peak', 'machines.all.peak', 'machines.all.peak'],
  ['created', 'machinesCreated', 'machines.all.peak'],
  ['failed', 'creationsFailed', 'machines.all.peak'],
  ['idle eff.', 'idleEfficiency', 'machines.all.peak'],
  ['cost a month', 'cost.perMonth', 'cost.total'],
] as const satisfies readonly (readonly [name: string, figure: FigureKey, unlessNought?: FigureKey])[];

/** What each manager process did. */
export function managerTable(study: StudyResult, lookup: Lookup): Table {
  const { first } = study;
  const [busy, idle] = byJobs(
    first.jobs.managers.map(({ name }) => ({ scope: 'manager' as const, name })),
    lookup,
  );
  const isThere = (figure: FigureKey): boolean => (lookup('all', 'all', figure)?.estimate ?? 0) > 0;
  const columns = MANAGER_COLUMNS.filter(([, , unlessNought]) => unlessNought === undefined || isThere(unlessNought));
  const workers = 'Workers: share of concurrent (or limit, if less) that was busy.';
  const rows = busy.map(({ name }) =>
    row(
      name,
      columns.map(([, figure]) => lookup('manager', name, figure)),
    ),
  );
  return {
    section: 'fleet',
    isFolded: true,
    title: 'Managers',
    head: 'manager',
    columns: columns.map(([name]) => name),
    rows,
    notes: [
      ...boundNotes(rows),
      ...notesOf('finding', isThere('cost.total') ? outagesInCost(study) : []),
      ...notesOf('left_out', idleTexts(idle.map((part) => idleName(part, lookup)))),
      {
        kind: 'meaning',
        text: isThere('machines.all.peak') ? `${workers} Machines: on average. Idle efficiency: 1 - (idle + acquired) / all.` : workers,
      },
    ],
  };
}
