/** The first table of the summary: what a planner asks first, one figure a line with its interval beside it. */
import type { StudyResult } from '../../../study/study-result.js';
import { boundNotes, boundsOf, cell, endsText, notesOf, type Row, type Table } from '../../frame/table.js';
import type { FigureKey } from '../../../study/figures/figure-key.js';
import type { Lookup } from '../../../study/figures/figure-lookup.js';
import { countWords } from '../../frame/numbers.js';
import { outagesInCost } from '../outages-in-cost.js';
import { neverMade } from '../never-made.js';

/** A figure of the whole, by what a reader calls it; the last is left out where that other figure is nought. */
const FIGURES = [
  ['jobs', 'jobs'],
  ['queue time p50', 'queueTime.p50'],
  ['queue time p95', 'queueTime.p95'],
  ['handed out within 1m', 'queueTime.shareBelow(60s)'],
  ['workers busy', 'utilisation'],
  ['machines on average', 'machines.all.average', 'machines.all.peak'],
  ['machines at the peak', 'machines.all.peak', 'machines.all.peak'],
  ['cost a month of 730 h', 'cost.perMonth', 'cost.perMonth'],
] as const satisfies readonly (readonly [name: string, figure: FigureKey, unlessNought?: FigureKey])[];

/** Returns the table. What was not there is left out: times of no jobs, machines of fixed hosts, costs that are nothing. */
export function shortTable(study: StudyResult, lookup: Lookup, found: readonly string[]): Table {
  const { replications, batches } = study;
  const hasEnds = replications > 1 || batches !== undefined;
  const rows = FIGURES.flatMap(([name, key, unlessNought]): Row[] => {
    const figure = lookup('all', 'all', key);
    if (figure === undefined || figure.estimate === null) return [];
    if (unlessNought !== undefined && (lookup('all', 'all', unlessNought)?.estimate ?? 0) === 0) return [];
    const { text } = cell(figure);
    return [{ name, cells: hasEnds ? [text, endsText(figure)] : [text], spread: [], bounds: boundsOf([figure]) }];
  });
  const failed = neverMade((figure) => lookup('all', 'all', figure));
  const notes = [
    ...found,
    ...((lookup('all', 'all', 'cost.perMonth')?.estimate ?? 0) > 0 ? outagesInCost(study) : []),
    ...(failed === undefined ? [] : [`Machines count from when they are asked for: ${countWords(failed)} could not be created.`]),
  ];
  return {
    section: 'short',
    isFolded: false,
    title: 'In short',
    head: 'figure',
    columns: hasEnds ? ['', ''] : [''],
    rows,
    notes: [...boundNotes(rows), ...notesOf('finding', notes)],
  };
}
