/** Which figures a comparison shows, and what they are called: a figure that says nothing here has no row. */
import type { Difference, Variant } from '../../study/compare/compare-result.js';
import { differenceLookup, type DifferenceLookup } from '../../study/compare/difference-lookup.js';
import { spokenSeconds } from '../frame/spoken.js';

/** A figure of a comparison. */
export interface CompareRow {
  readonly name: string;
  /** Whether it is told also where several variants leave little room. */
  readonly isMain: boolean;
  readonly difference: Difference;
}

/** Borders of which the first is shown that more than half of the jobs of the base keep to, seconds: the same for all variants. */
const BORDERS = [10, 30, 60, 120, 300] as const;

/** Returns the rows of a variant: how long jobs wait, what it costs, what stands. */
export function compareRows(variant: Variant): CompareRow[] {
  const find = differenceLookup(variant);
  const row = (name: string, difference: Difference | undefined): CompareRow[] =>
    difference === undefined ? [] : [{ name, isMain: false, difference }];
  const main = (name: string, difference: Difference | undefined): CompareRow[] =>
    row(name, difference).map((one) => ({ ...one, isMain: true }));
  return [
    ...row('queue time mean', find('queueTime.mean')),
    ...main('queue time p95', find('queueTime.p95')),
    ...main(...within(find)),
    ...row('preparation p95', telling(find)),
    ...row('pipelines p95', known(find('pipelineDuration.p95'))),
    ...main('cost a month', costOf(find)),
    ...row('machines, mean', above(find('machines.all.average'))),
    ...row('machines, peak', above(find('machines.all.peak'))),
    ...row('workers busy', find('utilisation')),
  ];
}

function within(find: DifferenceLookup): [name: string, difference: Difference | undefined] {
  const shareOf = (seconds: (typeof BORDERS)[number]): Difference | undefined => find(`queueTime.shareBelow(${seconds}s)`);
  const border = BORDERS.find((seconds) => (shareOf(seconds)?.base ?? 0) > 0.5) ?? BORDERS.at(-1)!;
  return [`within ${spokenSeconds(border)}`, shareOf(border)];
}

/** Preparation is said only where it is long enough to matter to whoever waits, or changes. */
function telling(find: DifferenceLookup): Difference | undefined {
  const [wait, own] = [find('queueTime.p95'), find('preparation.p95')];
  if (own === undefined) return undefined;
  const isLong = Math.max(own.base, own.new) > Math.max(10, Math.max(wait?.base ?? 0, wait?.new ?? 0));
  return isLong || own.verdict === 'better' || own.verdict === 'worse' ? own : undefined;
}

/** Of two lower bounds nothing can be said; pipelines under way at the end make such in short runs. */
function known(difference: Difference | undefined): Difference | undefined {
  return difference?.baseAtLeast === true && difference.newAtLeast === true ? undefined : difference;
}

function costOf(find: DifferenceLookup): Difference | undefined {
  return above(find('cost.perMonth'));
}

/** What is nought on both sides is not there. */
function above(difference: Difference | undefined): Difference | undefined {
  return difference === undefined || (difference.base === 0 && difference.new === 0) ? undefined : difference;
}
