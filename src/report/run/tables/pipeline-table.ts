/** The table of pipelines; it has rows only where there are some. */
import type { Lookup } from '../../../study/figure-lookup.js';
import type { StudyResult } from '../../../study/study-result.js';
import { numberText } from '../../frame/numbers.js';
import { row, type Table } from '../../frame/table.js';

const PIPELINE_COLUMNS = ['mean', 'p50', 'p95', 'p99', 'max'] as const;

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
    title: 'Pipelines',
    columns: ['pipelines', ...PIPELINE_COLUMNS],
    rows:
      (lookup('all', 'all', 'pipelines')?.estimate ?? 0) === 0
        ? []
        : parts.map(({ scope, name }) =>
            row(scope === 'all' ? 'all pipelines' : name, [
              lookup(scope, name, 'pipelines'),
              ...PIPELINE_COLUMNS.map((column) => lookup(scope, name, `pipelineDuration.${column}`)),
            ]),
          ),
    notes: [
      'From the creation of a pipeline to the last end of a job of it; one that runs on counts with its time so far.',
      ...(cancelled > 0 ? [`${numberText(cancelled)} were cancelled and are left out.`] : []),
    ],
  };
}
