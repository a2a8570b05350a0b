/** The table of what jobs moved. */
import type { RunResult } from '../../../results/run-result.js';
import type { StudyResult } from '../../../study/study-result.js';
import { meansTable } from './means-table.js';
import { countWords, dollarsText, numberText } from '../../frame/numbers.js';
import { notesOf, type Table } from '../../frame/table.js';

type Traffic = NonNullable<RunResult['traffic']>[number];

/** What jobs moved, by helper and cloud. */
export function trafficTable({ runs }: StudyResult): Table {
  return meansTable(
    { title: 'Traffic', head: 'between' },
    runs.map(({ traffic }) => traffic ?? []),
    ({ helper, cloud }: Traffic) => (cloud === '' ? helper : `${helper} and ${cloud}`),
    [
      ['transfers', ({ transfers }) => transfers, countWords],
      ['refused', ({ refused }) => refused, countWords],
      ['GiB to', ({ gibOut }) => gibOut, numberText],
      ['GiB from', ({ gibIn }) => gibIn, numberText],
      ['cost', ({ cost }) => cost, dollarsText],
    ],
    notesOf('meaning', ['To and from the machines. Egress is paid where the helper is not of their cloud.']),
  );
}
