/** The table of queue time by workload, instance and group. */
import { DELAY_COLUMNS } from './columns.js';
import { cleanText } from '../../frame/numbers.js';
import { notesOf, row, type Table } from '../../frame/table.js';
import { byJobs, idleTexts, severalParts } from './parts.js';
import type { Lookup } from '../../../study/figures/figure-lookup.js';
import type { StudyResult } from '../../../study/study-result.js';

/** Queue time by workload, instance and group, each where there is more than one. */
export function queueTable(study: StudyResult, lookup: Lookup): Table {
  const [busy, idle] = byJobs(severalParts(study), lookup);
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
