/** The table of queue time by workload, instance and group. */
import { DELAY_COLUMNS } from './columns.js';
import { cleanText } from '../../frame/numbers.js';
import { notesOf, row, type Table } from '../../frame/table.js';
import { byJobs, idleTexts } from './parts.js';
import type { Lookup } from '../../../study/figure-lookup.js';
import type { StudyResult } from '../../../study/study-result.js';

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
    section: 'waiting',
    isFolded: true,
    title: 'Queue time',
    head: 'jobs of',
    columns: ['jobs', ...DELAY_COLUMNS],
    rows: busy.map(({ scope, name }) =>
      row(`${scope} ${name}`, [lookup(scope, name, 'jobs'), ...DELAY_COLUMNS.map((column) => lookup(scope, name, `queueTime.${column}`))]),
    ),
    notes: notesOf('left_out', idleTexts(idle.map(({ scope, name }) => `${scope} ${cleanText(name)}`))),
  };
}
