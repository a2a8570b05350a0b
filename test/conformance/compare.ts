/** Lays what a run did beside what a recording observed: the first difference, and what could not be compared. */
import type { Row } from './fields.js';

/** What is compared: lists of rows, and counts. */
export interface Comparable {
  readonly jobs: readonly Row[];
  readonly machines?: readonly Row[];
  readonly instances?: readonly Row[];
  readonly requests: Readonly<Record<string, number>>;
  readonly passes_count: number;
  readonly passes?: readonly Row[];
  readonly requests_log?: readonly Row[];
  readonly trace_log?: readonly Row[];
  readonly exits: readonly Row[];
}

/** The lists of what is observed, by what a row is called and what names it. */
const LISTS = [
  { list: 'jobs', row: 'job', id: 'id' },
  { list: 'machines', row: 'machine', id: 'machine' },
  { list: 'instances', row: 'instance', id: 'instance' },
  { list: 'exits', row: 'exit', id: 'at' },
  { list: 'trace_log', row: 'call', id: 'at' },
  { list: 'requests_log', row: 'request', id: 'at' },
  { list: 'passes', row: 'pass', id: 'at' },
] as const;

/** What names a row of a log beside its instant: rows of one instant are laid beside each other in this order. */
const LOGGED = ['at', 'manager', 'runner', 'job', 'end', 'kind'];

/** Returns the first difference, or undefined where all that was recorded, and is observed, is equal. */
export function difference(expected: Comparable, got: Comparable): string | undefined {
  for (const { list, row, id } of LISTS) {
    const [a, b] = [ordered(list, expected), ordered(list, got)];
    const found = a && b && listDifference(row, id, a, b);
    if (found !== undefined) return `${found}${firstCause(expected, got)}`;
    // The counts say less than jobs, machines and exits, and more than the logs.
    const count = list === 'exits' ? countDifference(expected, got) : undefined;
    if (count !== undefined) return `${count}${firstCause(expected, got)}`;
  }
  return undefined;
}

/** Returns what a run says and a recording does not: lists, counts and fields (`machines.failed_at`), which are not compared. */
export function notCompared(expected: Comparable, got: Comparable): string[] {
  const counts = Object.keys(got.requests).filter((name) => expected.requests[name] === undefined);
  const lists = LISTS.flatMap(({ list }) => {
    if (got[list] === undefined) return [];
    if (expected[list] === undefined) return [list];
    // Of a list without rows nothing is known but that it has none.
    if (expected[list].length === 0) return [];
    const recorded = fieldsOf(expected[list]);
    return [...fieldsOf(got[list])].filter((field) => !recorded.has(field)).map((field) => `${list}.${field}`);
  });
  return [...counts.map((name) => `requests.${name}`), ...lists];
}

/** Returns what a recording says and a run did not look at: lists and counts. */
export function notObserved(expected: Comparable, got: Comparable): string[] {
  const counts = Object.keys(expected.requests).filter((name) => got.requests[name] === undefined);
  const lists = LISTS.filter(({ list }) => expected[list] !== undefined && got[list] === undefined);
  return [...counts.map((name) => `requests.${name}`), ...lists.map(({ list }) => list)];
}

function fieldsOf(rows: readonly Row[]): Set<string> {
  return new Set(rows.flatMap((row) => Object.keys(row)));
}

function ordered(list: (typeof LISTS)[number]['list'], observed: Comparable): readonly Row[] | undefined {
  const rows = observed[list];
  if (rows === undefined || !(list.endsWith('_log') || list === 'passes')) return rows;
  const isBefore = (a: Row, b: Row): number => {
    for (const field of LOGGED) {
      const [x, y] = [a[field] ?? Infinity, b[field] ?? Infinity];
      if (x !== y) return x < y ? -1 : 1;
    }
    return 0;
  };
  return [...rows].sort(isBefore);
}

function countDifference(expected: Comparable, got: Comparable): string | undefined {
  for (const [name, value] of Object.entries(expected.requests)) {
    if (got.requests[name] !== undefined && got.requests[name] !== value)
      return `requests.${name}: expected ${value}, got ${String(got.requests[name])}`;
  }
  if (expected.passes_count === got.passes_count) return undefined;
  return `passes_count: expected ${expected.passes_count}, got ${got.passes_count}`;
}

function listDifference(what: string, id: string, expected: readonly Row[], got: readonly Row[]): string | undefined {
  for (let i = 0; i < Math.max(expected.length, got.length); i++) {
    const [a, b] = [expected[i], got[i]];
    if (a === undefined) return `${what} ${String(b![id])}: not expected, got ${JSON.stringify(b)}`;
    if (b === undefined) return `${what} ${String(a[id])}: missing, expected ${JSON.stringify(a)}`;
    const field = Object.keys(a).find((name) => a[name] !== b[name]);
    if (field !== undefined) return `${what} ${String(a[id])} ${field}: expected ${String(a[field])}, got ${String(b[field])}`;
  }
  return undefined;
}

/** The first pass or request that differs, where the recording holds them: the cause of what differs later. */
function firstCause(expected: Comparable, got: Comparable): string {
  const first = (['passes', 'requests_log'] as const)
    .map((list) => ({ kind: list === 'passes' ? 'pass' : 'request', row: firstRow(ordered(list, expected), ordered(list, got)) }))
    .sort((a, b) => (a.row?.at ?? Infinity) - (b.row?.at ?? Infinity))[0]!;
  return first.row === undefined ? '' : `; first cause: ${first.kind} ${first.row.text}`;
}

function firstRow(expected: readonly Row[] | undefined, got: readonly Row[] | undefined): { at: number; text: string } | undefined {
  if (expected === undefined || got === undefined) return undefined;
  for (let i = 0; i < Math.max(expected.length, got.length); i++) {
    const [a, b] = [expected[i], got[i]];
    if (a !== undefined && b !== undefined && Object.keys(a).every((name) => a[name] === b[name])) continue;
    const at = Math.min(Number(a?.['at'] ?? Infinity), Number(b?.['at'] ?? Infinity));
    return { at, text: `at ${at}: expected ${JSON.stringify(a)}, got ${JSON.stringify(b)}` };
  }
  return undefined;
}
