/** What if a history had been another one: some of its rows with other tags, gone, later, or more or less often. Pure: a table in, a table out. */
import type { TraceTable } from '../../trace/table.js';
import type { Micros } from '../../units/time.js';
import { delayOf, GrownPipelines, type Growth } from './growth.js';
import { rowsInTime } from './history-rows.js';

/** Returns the table with other tags for rows that are picked; `tagsOf` says which, of those that each has. */
export function withTags(
  table: TraceTable,
  isPicked: (row: number) => boolean,
  tagsOf: (tags: readonly string[]) => readonly string[],
): TraceTable {
  const tagSets = [...table.tagSets];
  const known = new Map(tagSets.map((set, i) => [JSON.stringify(set), i]));
  const changed = table.tagSets.map((set) => {
    const tags = [...new Set(tagsOf(set))].sort();
    const key = JSON.stringify(tags);
    const place = known.get(key) ?? tagSets.push(tags) - 1;
    known.set(key, place);
    return place;
  });
  return { ...table, tagSets, tags: table.tags.map((set, row) => (isPicked(row) ? changed[set]! : set)) };
}

/** Returns the table without rows that are picked. */
export function withoutRows(table: TraceTable, isPicked: (row: number) => boolean): TraceTable {
  return taken(
    table,
    [...table.queuedAt.keys()].filter((row) => !isPicked(row)).map((row) => ({ row, later: 0, pipeline: table.pipeline[row] ?? -1 })),
  );
}

/** Returns the table with each pipeline of which rows are picked later by a part of `spread`, with those rows of it. */
export function spreadOut(table: TraceTable, isPicked: (row: number) => boolean, spread: Micros): TraceTable {
  const { unitOf } = unitsOf(table);
  return taken(
    table,
    [...table.queuedAt.keys()].map((row) => ({
      row,
      later: isPicked(row) ? Math.floor(delayOf(unitOf(row)) * spread) : 0,
      pipeline: table.pipeline[row] ?? -1,
    })),
  );
}

/** Returns the table with so many times the pipelines of rows that are picked, those of other rows as they are. */
export function scaledRows(table: TraceTable, isPicked: (row: number) => boolean, growth: Growth): TraceTable {
  const grown = new GrownPipelines(table, rowsInTime(table).rows.filter(isPicked), growth);
  let next = unitsOf(table).named;
  const copied = new Map<string, number>();
  const pipelineOf = (row: number, copy: number): number => {
    const own = table.pipeline[row] ?? -1;
    if (copy === 0 || own === -1) return own;
    const key = `${own}/${copy}`;
    const number = copied.get(key) ?? next++;
    copied.set(key, number);
    return number;
  };
  const found: Taken[] = [];
  for (let row = 0; row < table.queuedAt.length; row++) {
    const copies = isPicked(row) ? grown.copies(row, 0) : 1;
    for (let copy = 0; copy < copies; copy++)
      found.push({ row, later: copy === 0 ? 0 : grown.offset(row, 0, copy), pipeline: pipelineOf(row, copy) });
  }
  return taken(table, found);
}

/** Numbers pipelines as `GrownPipelines` does: a row that names none is one of its own, after the others. */
export function unitsOf({ pipeline }: Pick<TraceTable, 'pipeline'>): { readonly named: number; readonly unitOf: (row: number) => number } {
  const named = pipeline.reduce((most, one) => Math.max(most, one + 1), 0);
  return { named, unitOf: (row) => ((pipeline[row] ?? -1) >= 0 ? pipeline[row]! : named + row) };
}

/** A row of the changed table: which one it was, how much later it comes, and its pipeline. */
interface Taken {
  readonly row: number;
  readonly later: Micros;
  readonly pipeline: number;
}

function taken(table: TraceTable, rows: readonly Taken[]): TraceTable {
  const of = <T>(column: readonly T[]): T[] => rows.map(({ row }) => column[row]!);
  const later = (column: readonly Micros[]): Micros[] => rows.map(({ row, later: by }) => column[row]! + by);
  return {
    ...table,
    line: of(table.line),
    job: table.job.length === 0 ? [] : of(table.job),
    arrivedAt: later(table.arrivedAt),
    queuedAt: later(table.queuedAt),
    cancelAt: later(table.cancelAt),
    duration: of(table.duration),
    owner: of(table.owner),
    pipeline: table.pipeline.length === 0 ? [] : rows.map(({ pipeline }) => pipeline),
    tags: of(table.tags),
    bits: of(table.bits),
    timeout: of(table.timeout),
  };
}
