/** The first table of the summary: what a planner asks first, one figure a line with its half-width beside it. */
import type { StudyResult } from '../../../study/study-result.js';
import { boundNotes, cell, type Row, type Table } from '../../frame/table.js';
import type { Lookup } from '../../../study/figure-lookup.js';

/** A figure of the whole, by what a reader calls it. */
const FIGURES = [
  ['jobs', 'jobs'],
  ['queue time p50', 'queueTime.p50'],
  ['queue time p95', 'queueTime.p95'],
  ['handed out within 1m', 'queueTime.shareBelow(60s)'],
  ['workers busy', 'utilisation'],
  ['machines on average', 'machines.all.average'],
  ['machines at the peak', 'machines.all.peak'],
  ['cost a month of 730 h', 'cost.perMonth'],
] as const;

/** Returns the table. What was not there is left out: times of no jobs, machines of fixed hosts, costs that are nothing. */
export function shortTable({ replications }: StudyResult, lookup: Lookup, notes: readonly string[]): Table {
  const hasMachines = (lookup('all', 'all', 'machines.all.peak')?.estimate ?? 0) > 0;
  const rows = FIGURES.flatMap(([name, path]): Row[] => {
    const figure = lookup('all', 'all', path);
    if (figure === undefined || figure.estimate === null) return [];
    if (path.startsWith('machines.') && !hasMachines) return [];
    if (path === 'cost.perMonth' && figure.estimate === 0) return [];
    const { text, spread } = cell(figure);
    return [{ name, cells: replications > 1 ? [text, spread] : [text], spread: [] }];
  });
  return { title: 'In short', columns: replications > 1 ? ['', ''] : [''], rows, notes: [...boundNotes(rows), ...notes] };
}
