/** The table of shares of jobs within times, which only pages have room for. */
import { secondsText } from '../../frame/numbers.js';
import { row, type Table } from '../../frame/table.js';
import type { FigureKey } from '../../../study/figures/figure-key.js';
import type { Lookup } from '../../../study/figures/figure-lookup.js';
import type { StudyResult } from '../../../study/study-result.js';

/** The share of jobs handed out within each border, by workload and, where there are several, of all. */
export function shareTable({ first }: StudyResult, lookup: Lookup): Table {
  const { all, workloads } = first.jobs;
  const borders = all.queueTime.shareBelow.map(({ seconds }) => seconds);
  const figures: FigureKey[] = ['jobs', ...borders.map((seconds) => `queueTime.shareBelow(${seconds}s)` as const)];
  const parts = [...workloads.map(({ name }) => ({ scope: 'workload' as const, name })), { scope: 'all' as const, name: 'all' }];
  return {
    section: 'waiting',
    isFolded: false,
    title: 'Handed out within',
    head: 'handed out within',
    columns: ['jobs', ...borders.map((seconds) => `< ${secondsText(seconds)}`)],
    rows: (workloads.length > 1 ? parts : parts.slice(0, 1)).map(({ scope, name }) =>
      row(
        scope === 'all' ? 'all jobs' : name,
        figures.map((figure) => lookup(scope, name, figure)),
      ),
    ),
    notes: [],
  };
}
