/** Lays what a run did beside what a recording observed and names the first difference. */
import type { Observed, Row } from './recording.js';

/** Returns the first difference, or undefined where all is equal. Jobs, machines, exits, requests and passes_count decide. */
export function difference(expected: Observed, got: Observed): string | undefined {
  const found =
    lists('job', 'id', expected.jobs, got.jobs) ??
    lists('machine', 'machine', expected.machines, got.machines) ??
    lists('exit', 'manager', expected.exits, got.exits) ??
    counts(expected, got);
  return found === undefined ? undefined : `${found}${firstCause(expected, got)}`;
}

function counts(expected: Observed, got: Observed): string | undefined {
  for (const [name, value] of Object.entries(expected.requests)) {
    if (got.requests[name] !== undefined && got.requests[name] !== value)
      return `requests.${name}: expected ${value}, got ${String(got.requests[name])}`;
  }
  if (expected.passes_count === got.passes_count) return undefined;
  return `passes_count: expected ${expected.passes_count}, got ${got.passes_count}`;
}

function lists(what: string, id: string, expected: readonly Row[], got: readonly Row[]): string | undefined {
  for (let i = 0; i < Math.max(expected.length, got.length); i++) {
    const [a, b] = [expected[i], got[i]];
    if (a === undefined) return `${what} ${String(b![id])}: not expected, got ${JSON.stringify(b)}`;
    if (b === undefined) return `${what} ${String(a[id])}: missing, expected ${JSON.stringify(a)}`;
    // A number within its manager only repeats the order of the numbers over all.
    const field = Object.keys(a).find((name) => name !== 'nth' && a[name] !== b[name]);
    if (field !== undefined) return `${what} ${String(a[id])} ${field}: expected ${String(a[field])}, got ${String(b[field])}`;
  }
  return undefined;
}

/** The first pass or request that differs, where the recording holds them: the cause of what differs later. */
function firstCause(expected: Observed, got: Observed): string {
  const pass = expected.passes && got.passes && firstRow(expected.passes, got.passes);
  const request = expected.requests_log && got.requests_log && firstRow(expected.requests_log, got.requests_log);
  const first = [pass && { kind: 'pass', ...pass }, request && { kind: 'request', ...request }]
    .filter((row) => row !== undefined)
    .sort((a, b) => a.at - b.at)[0];
  return first === undefined ? '' : `; first cause: ${first.kind} ${first.text}`;
}

function firstRow(expected: readonly Row[], got: readonly Row[]): { at: number; text: string } | undefined {
  for (let i = 0; i < Math.max(expected.length, got.length); i++) {
    const [a, b] = [expected[i], got[i]];
    if (a !== undefined && b !== undefined && Object.keys(a).every((name) => a[name] === b[name])) continue;
    const at = Math.min(Number(a?.['at'] ?? Infinity), Number(b?.['at'] ?? Infinity));
    return { at, text: `at ${at}: expected ${JSON.stringify(a)}, got ${JSON.stringify(b)}` };
  }
  return undefined;
}
