/** Runs the engine on a recording's input and writes down what happened in the recording's own words. */
import type { FleetSpec } from '../../src/fleet/fleet.js';
import { startFleet } from '../../src/models/run.js';
import type { Given } from '../../src/models/given.js';
import type { JobView, PassView } from '../../src/models/probe.js';
import type { MachineRecord } from '../../src/record/machine.js';
import type { Row } from './fields.js';
import type { Observed } from './recording.js';

/** Counters of a pass that make it differ from the one before. */
const PASS_FIELDS = ['creating', 'idle', 'acquired', 'used', 'removing', 'stuck', 'made', 'dropped', 'picked'] as const;

/**
 * Returns what happened. Unwatched, passes and requests are counted and not listed, as in a user's run: ticks in which nothing can change
 * are skipped then.
 */
export function observe(
  fleet: FleetSpec,
  given: Given,
  tokenOf: (runner: number) => string,
  nameOf: (manager: number) => string,
  options: { readonly watched: boolean } = { watched: true },
): Observed {
  const jobs: JobView[] = [];
  const machines: MachineRecord[] = [];
  const passes: Row[] = [];
  const requestsLog: Row[] = [];
  const exits: Row[] = [];
  const calls: Row[] = [];
  const lastPass = new Map<string, PassView>();
  let requestCount = 0;
  let emptyCount = 0;
  let failedCount = 0;
  let passCount = 0;
  const pass = (view: PassView): void => {
    passCount++;
    const key = `${String(view.manager)} ${String(view.runner)}`;
    const before = lastPass.get(key);
    lastPass.set(key, { ...view });
    if (before !== undefined && PASS_FIELDS.every((field) => before[field] === view[field])) return;
    const { manager, runner, ...rest } = view;
    passes.push({ ...rest, end: time(rest.end), manager: nameOf(manager), runner: tokenOf(runner) });
  };
  const request = (manager: number, runner: number, at: number, end: number, job: number, status: number): void => {
    requestCount++;
    if (end >= 0 && (status >= 400 || status === 0)) failedCount++;
    if (end >= 0 && job === 0) emptyCount++;
    requestsLog.push({ at, end: time(end), manager: nameOf(manager), runner: tokenOf(runner), job: job === 0 ? null : job, status });
  };
  const run = startFleet(fleet, {
    seed: 1,
    replication: 0,
    given,
    recorder: { job: () => undefined, machine: (record) => machines.push({ ...record }) },
    probe: {
      ...(options.watched ? { pass, request } : {}),
      job: (view) => jobs.push(view),
      call: (job, kind, at, end) => calls.push({ at, end: time(end), job, kind }),
      exit: (manager, at, clean) => exits.push({ manager: nameOf(manager), at, clean }),
    },
  });
  while (run.advance(1e6) === 'more');
  for (const counters of options.watched ? [] : run.counters) {
    requestCount += counters.requests;
    emptyCount += counters.emptyRequests;
    passCount += counters.passes;
  }
  // As in the recordings, where calls are listed only if jobs make any.
  const tellsOfJobs = fleet.instances.some(({ trace }) => trace.output !== 'off');
  return {
    jobs: jobs.sort((a, b) => a.ordinal - b.ordinal).map((view) => jobRow(view, nameOf, tokenOf)),
    machines: numbered(
      machines.sort((a, b) => a.machine - b.machine).map((record) => machineRow(record, nameOf, tokenOf)),
      fleet.managers.length,
    ),
    requests: { count: requestCount, empty: emptyCount, ...(options.watched ? { failed: failedCount } : {}) },
    passes_count: passCount,
    ...(options.watched ? { passes, requests_log: requestsLog } : {}),
    ...(tellsOfJobs ? { trace_log: calls } : {}),
    exits,
  };
}

function jobRow(view: JobView, nameOf: (manager: number) => string, tokenOf: (runner: number) => string): Row {
  return {
    id: view.ordinal,
    manager: nameOf(view.manager),
    runner: tokenOf(view.runner),
    assigned_at: view.assignedAt,
    used_at: time(view.usedAt),
    script_at: time(view.scriptAt),
    script_end: time(view.scriptEnd),
    finished_at: time(view.finishedAt),
    machine: view.machine === 0 ? null : view.machine,
    result: view.result === 'none' ? null : view.result,
  };
}

function machineRow(record: MachineRecord, nameOf: (manager: number) => string, tokenOf: (runner: number) => string): Row {
  const ok = record.readyAt >= 0 ? true : record.failed ? false : null;
  return {
    machine: record.machine,
    manager: nameOf(record.manager),
    runner: tokenOf(record.runner),
    asked_at: record.requestedAt,
    create_at: time(record.createAt),
    created_at: time(record.readyAt),
    failed_at: time(record.failedAt),
    ok,
    remove_at: time(record.removingAt),
    gone_at: time(record.goneAt),
    uses: record.uses,
    reason: record.reasonRemoved === 'none' ? null : record.reasonRemoved + (record.gaveUp ? '+gave_up' : ''),
  };
}

/** With several managers a machine has a number within its own too. */
function numbered(machines: readonly Row[], managers: number): readonly Row[] {
  if (managers === 1) return machines;
  const last = new Map<unknown, number>();
  return machines.map((row) => {
    const nth = (last.get(row['manager']) ?? 0) + 1;
    last.set(row['manager'], nth);
    return { ...row, nth };
  });
}

function time(at: number): number | null {
  return at < 0 ? null : at;
}
