/** What the tests of this folder compare: notes, jobs and machines as rows of whole seconds. */
import type { FleetOutcome } from './run-fleet.js';
import { SECOND } from '../../src/units/time.js';

/** A time in seconds; NOT_YET stays -1. */
export function seconds(micros: number): number {
  return micros < 0 ? micros : micros / SECOND;
}

/** Second, kind and subject of each note; of a rule's also since when. */
export function notes({ notes: all }: FleetOutcome): unknown[][] {
  return all.map(({ at, kind, subject, since }) => [seconds(at), kind, subject, ...(since === undefined ? [] : [seconds(since)])]);
}

/** Job, manager, start, end, status and machine. */
export function jobs({ jobs: all }: FleetOutcome): unknown[][] {
  return all.map((job) => [job.job, job.manager, seconds(job.startedAt), seconds(job.finishedAt), job.status, job.machine]);
}

/** Machine, manager, request, ready, first removal, gone, uses and why it was removed. */
export function machines({ machines: all }: FleetOutcome): unknown[][] {
  return all.map((one) => [
    one.machine,
    one.manager,
    seconds(one.requestedAt),
    seconds(one.readyAt),
    seconds(one.removingAt),
    seconds(one.goneAt),
    one.uses,
    one.reasonRemoved,
  ]);
}
