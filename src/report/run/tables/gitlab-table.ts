/** The table of what the fleet asks of GitLab. */
import type { RunResult } from '../../../results/run-result.js';
import type { StudyResult } from '../../../study/study-result.js';
import { meansTable } from './means-table.js';
import { numberText } from '../../frame/numbers.js';
import type { Table } from '../../frame/table.js';

type Load = NonNullable<RunResult['gitlab']>[number];

/** What the fleet asks of GitLab. */
export function gitLabTable({ runs }: StudyResult): Table {
  return meansTable(
    { title: 'Asked of GitLab a second', head: 'of' },
    runs.map(({ gitlab }) => gitlab ?? []),
    ({ instance }: Load) => instance,
    [
      ['job requests', ({ requestsPerSecond }) => requestsPerSecond, numberText],
      ['status updates', ({ statusUpdatesPerSecond }) => statusUpdatesPerSecond, numberText],
      ['trace updates', ({ traceUpdatesPerSecond }) => traceUpdatesPerSecond, numberText],
    ],
    [],
  );
}
