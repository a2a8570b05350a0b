/** The whole days of a history with more or fewer pipelines, as `growth.ts` has it: each day keeps its own, and what is added comes on its day. */
import type { ResampledArrivals } from '../../fleet/arrivals.js';
import { DAY, type Micros } from '../../units/time.js';
import { GrownPipelines, type Growth } from './growth.js';
import { firstRows } from './resample.js';

/** A row of a grown day: which of the history, as the how-manieth copy, of which day, and when it comes. */
interface GrownRow {
  readonly row: number;
  readonly copy: number;
  readonly day: number;
  readonly clock: Micros;
}

/** The last instant of a day. */
const LAST = DAY - 1;

/** Returns the days with so many times their pipelines, rounded over all days together: where each has few, they grow too. */
export function grownDays(arrivals: ResampledArrivals, growth: Growth): ResampledArrivals {
  const { firstRow } = arrivals;
  const grown: GrownRow[] = [];
  const share = growth.pipelines % 1;
  let before = 0;
  for (let day = 0; day + 1 < firstRow.length; day++) {
    const pipelines = pipelinesOf(arrivals, day);
    const further = Math.round((before + pipelines.count) * share) - Math.round(before * share);
    before += pipelines.count;
    const times = Math.floor(growth.pipelines) + (pipelines.count === 0 ? 0 : further / pipelines.count);
    grown.push(...grownDay(arrivals, day, pipelines.numbers, { ...growth, pipelines: times }));
  }
  const reals = (own: Float64Array): Float64Array => Float64Array.from(grown, ({ row }) => own[row]!);
  const whole = (own: Int32Array): Int32Array => Int32Array.from(grown, ({ row }) => own[row]!);
  const { job, line, pipeline } = arrivals;
  return {
    ...arrivals,
    count: grown.length,
    script: reals(arrivals.script),
    project: whole(arrivals.project),
    tags: whole(arrivals.tags),
    bits: Uint8Array.from(grown, ({ row }) => arrivals.bits[row]!),
    pipeline: pipeline.length === 0 ? pipeline : renumbered(pipeline, grown),
    timeout: reals(arrivals.timeout),
    clock: Float64Array.from(grown, ({ clock }) => clock),
    createdBefore: reals(arrivals.createdBefore),
    cancelAfter: reals(arrivals.cancelAfter),
    firstRow: firstRows(
      Int32Array.from(grown, ({ day }) => day),
      firstRow.length - 1,
    ),
    ...(job === undefined || job.length === 0 ? {} : { job: grown.map(({ row }) => job[row]!) }),
    ...(line === undefined ? {} : { line: whole(line) }),
  };
}

/** Numbers the pipelines of one day from 0; a row that names none is one of its own (-1). */
function pipelinesOf({ pipeline, firstRow }: ResampledArrivals, day: number): { numbers: number[]; count: number } {
  const known = new Map<number, number>();
  const numbers: number[] = [];
  let alone = 0;
  for (let row = firstRow[day]!; row < firstRow[day + 1]!; row++) {
    const named = pipeline[row] ?? 0;
    if (named !== 0 && !known.has(named)) known.set(named, known.size);
    if (named === 0) alone++;
    numbers.push(known.get(named) ?? -1);
  }
  return { numbers, count: known.size + alone };
}

/** Returns the rows of one day, in order of time; each day picks others. */
function grownDay({ clock, firstRow }: ResampledArrivals, day: number, pipeline: number[], growth: Growth): GrownRow[] {
  const first = firstRow[day]!;
  const queuedAt = Array.from(clock.subarray(first, firstRow[day + 1]));
  const own = new GrownPipelines({ queuedAt, pipeline }, Int32Array.from(queuedAt.keys()), growth);
  const found: GrownRow[] = [];
  for (const [row, time] of queuedAt.entries()) {
    const copies = own.copies(row, day);
    // A copy begins between the first and the last pipeline of the day; its last jobs may come after midnight, and are left at the end of the day.
    for (let copy = 0; copy < copies; copy++)
      found.push({ row: first + row, copy, day, clock: Math.min(time + own.offset(row, day, copy), LAST) });
  }
  return found.sort((a, b) => a.clock - b.clock || a.row - b.row || a.copy - b.copy);
}

/** Numbers pipelines from 1 in the order of their first jobs, those of a copy apart from those of its original. */
function renumbered(pipeline: Int32Array, grown: readonly GrownRow[]): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from(grown, ({ row, copy }) => {
    if (pipeline[row] === 0) return 0;
    const key = `${pipeline[row]}/${copy}`;
    const number = known.get(key) ?? known.size + 1;
    known.set(key, number);
    return number;
  });
}
