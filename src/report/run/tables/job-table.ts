/** The table of the four times of a job. */
import { secondsText } from '../../frame/numbers.js';
import { boundNotes, cell, row, type Table } from '../../frame/table.js';
import { DELAY_COLUMNS } from './columns.js';
import type { Lookup } from '../../../study/figures/figure-lookup.js';
import type { StudyResult } from '../../../study/study-result.js';

/** The four times of all jobs; without rows where there was no job. */
export function jobTable({ first }: StudyResult, lookup: Lookup): Table {
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
  const isEmpty = lookup('all', 'all', 'jobs')?.estimate === 0;
  const rows = (isEmpty ? [] : times).map(([name, path]) =>
    row(
      name,
      DELAY_COLUMNS.map((column) => lookup('all', 'all', `${path}.${column}`)),
    ),
  );
  return {
    section: 'waiting',
    isFolded: false,
    title: 'All jobs',
    head: 'time',
    columns: DELAY_COLUMNS,
    rows,
    notes: [
      ...boundNotes(rows),
      {
        kind: 'finding',
        text: `Handed out within ${shares.join(', ')}. Jobs that ended: ${cell(lookup('all', 'all', 'throughputPerHour')).text}.`,
      },
      {
        kind: 'meaning',
        text: 'Queue time: pending until handed out. Preparation: from there to the script. Start delay: both. Sojourn: pending until ended.',
      },
    ],
  };
}
