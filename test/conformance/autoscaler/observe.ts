/** Runs the engine on a case's input and writes down what happened in the case's own words. */
import type { FleetSpec } from '../../../src/fleet/fleet.js';
import type { Given } from '../../../src/models/given.js';
import type { InstanceView, JobView, ScaleView } from '../../../src/models/probe.js';
import { startFleet } from '../../../src/models/run.js';
import type { Row } from '../fields.js';
import type { CaseObserved } from './case.js';

/** The words of a case for reasons of removal. */
const REASONS: Readonly<Record<string, string>> = { idle_surplus: 'idle', drain: 'shutdown' };

/** Returns what happened to the jobs with these ids, in the order in which they are queued. Unwatched, as in a user's run, passes are counted and not listed: those that can change nothing are skipped then. */
export function observeCase(fleet: FleetSpec, given: Given, ids: readonly number[], watched: boolean): CaseObserved {
  const jobs: JobView[] = [];
  const instances: InstanceView[] = [];
  const passes: Row[] = [];
  const exits: Row[] = [];
  let last: ScaleView | undefined;
  let passCount = 0;
  let requestCount = 0;
  let emptyCount = 0;
  let refusedCount = 0;
  const scale = (view: ScaleView): void => {
    passCount++;
    const before = last;
    last = view;
    const row = passRow(view);
    if (before !== undefined && Object.entries(passRow(before)).every(([field, value]) => field === 'at' || row[field] === value)) return;
    passes.push(row);
  };
  const request = (_manager: number, _runner: number, _at: number, end: number, job: number): void => {
    requestCount++;
    if (end >= 0 && job === 0) emptyCount++;
  };
  const refusal = (): void => {
    refusedCount++;
  };
  const run = startFleet(fleet, {
    seed: 1,
    replication: 0,
    given,
    recorder: { job: () => undefined, machine: () => undefined },
    probe: {
      ...(watched ? { scale, request, refusal } : {}),
      job: (view) => jobs.push(view),
      instance: (view) => instances.push(view),
      exit: (_manager, at, clean) => exits.push({ at, clean }),
    },
  });
  while (run.advance(1e6) === 'more');
  for (const counters of watched ? [] : run.counters) {
    requestCount += counters.requests;
    emptyCount += counters.emptyRequests;
    passCount += counters.passes;
  }
  return {
    jobs: jobs.sort((a, b) => a.ordinal - b.ordinal).map((view) => jobRow(view, ids[view.ordinal - 1]!, fleet)),
    instances: instances.map(instanceRow),
    requests: { count: requestCount, empty: emptyCount, ...(watched ? { refused: refusedCount } : {}) },
    passes_count: passCount,
    ...(watched ? { passes } : {}),
    exits,
  };
}

function jobRow(view: JobView, id: number, { workloads }: FleetSpec): Row {
  const { arrivals } = workloads[0]!;
  const hasSlot = view.machine !== 0;
  return {
    id,
    queued_at: arrivals.kind === 'trace' ? arrivals.queuedAt[view.ordinal - 1]! : null,
    assigned_at: view.assignedAt,
    acquire_at: time(view.soughtAt),
    slot_at: time(view.usedAt),
    script_at: time(view.scriptAt),
    script_end: time(view.scriptEnd),
    finished_at: time(view.finishedAt),
    instance: hasSlot ? view.machine : null,
    slot: hasSlot ? view.slot : null,
    use: hasSlot ? view.use : null,
    result: view.result === 'none' ? null : view.result,
  };
}

function instanceRow(view: InstanceView): Row {
  return {
    instance: view.number,
    asked_at: view.requestedAt,
    running_at: time(view.readyAt),
    seen_at: time(view.seenAt),
    ready_at: time(view.preparedAt),
    remove_at: time(view.removingAt),
    gone_at: time(view.goneAt),
    dropped_at: time(view.forgottenAt),
    uses: view.uses,
    reason: view.reasonRemoved === 'none' ? null : (REASONS[view.reasonRemoved] ?? view.reasonRemoved),
  };
}

function passRow(view: ScaleView): Row {
  return {
    at: view.at,
    instances: view.instances,
    deleting: view.deleting,
    acquired: view.acquired,
    unavailable: view.unavailable,
    reserved: view.reserved,
    pending: view.pending,
    desired_idle: view.desiredIdle,
    required: view.required,
    created: view.created,
    removed: view.removed,
  };
}

function time(at: number): number | null {
  return at < 0 ? null : at;
}
