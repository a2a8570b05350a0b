/** The table of pipelines; it has rows only where there are some. */
import { DELAY_COLUMNS } from './columns.js';
import type { Lookup } from '../../../study/figures/figure-lookup.js';
import type { StudyResult } from '../../../study/study-result.js';
import { numberText } from '../../frame/numbers.js';
import { notesOf, row, type Table } from '../../frame/table.js';

/** How long pipelines took, of all and by workload where several have some. */
export function pipelineTable({ first }: StudyResult, lookup: Lookup): Table {
  const workloads = first.jobs.workloads
    .map(({ name }) => name)
    .filter((name) => (lookup('workload', name, 'pipelines')?.estimate ?? 0) > 0);
  const parts = [
    ...(workloads.length > 1 ? workloads.map((name) => ({ scope: 'workload' as const, name })) : []),
    { scope: 'all' as const, name: 'all' },
  ];
  const cancelled = lookup('all', 'all', 'pipelineStatuses.cancelled')?.estimate ?? 0;
  return {
    section: 'waiting',
    isFolded: true,
    title: 'Pipelines',
    head: 'pipelines of',
    columns: ['pipelines', ...DELAY_COLUMNS],
    rows:
      (lookup('all', 'all', 'pipelines')?.estimate ?? 0) === 0
        ? []
        : parts.map(({ scope, name }) =>
            row(scope === 'all' ? 'all pipelines' : name, [
              lookup(scope, name, 'pipelines'),
              ...DELAY_COLUMNS.map((column) => lookup(scope, name, `pipelineDuration.${column}`)),
            ]),
          ),
    notes: [
      {
        kind: 'meaning',
        text: 'From the creation of a pipeline to the last end of a job of it; one that runs on counts with its time so far.',
      },
      ...notesOf(
        'left_out',
        cancelled > 0 ? [`${numberText(cancelled)} ${cancelled === 1 ? 'was cancelled and is' : 'were cancelled and are'} left out.`] : [],
      ),
    ],
  };
}
