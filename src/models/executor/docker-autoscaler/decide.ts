/**
 * The scaling rule as arithmetic: how many instances there should be, which of them may go, how many jobs may be asked for. A reconstruction
 * (reference, sections 5 and 6): whatever rests on it is approximate.
 */
import type { DockerAutoscalerSpec, PolicySpec } from '../../../fleet/docker-autoscaler.js';
import type { ScaleView } from './tally.js';

/** Open demand beside what is on the instances. */
export interface Demand {
  /** Keys whose job is asked for, or does not look for its slot yet. */
  readonly reserved: number;
  /** Keys whose job waits for a slot. */
  readonly pending: number;
}

type Bounds = Pick<DockerAutoscalerSpec, 'capacity' | 'maxInstances' | 'throttlesReservations'>;

/** Idle slots that the policy wants beside so many jobs. */
export function desiredIdle(policy: PolicySpec, acquired: number): number {
  const share = Math.ceil(policy.scaleFactor * acquired);
  return Math.max(policy.idleCount, policy.scaleFactorLimit > 0 ? Math.min(share, policy.scaleFactorLimit) : share);
}

/** Instances that it takes to hold the jobs, so many unavailable slots, and the larger of the idle ones wanted and the jobs that wait. */
export function neededInstances(capacity: number, view: ScaleView, unavailable: number, wanted: number, pending: number): number {
  return Math.ceil((view.acquired + unavailable + Math.max(wanted, pending)) / capacity);
}

/** Instances that there should be: what is needed, within `max_instances` less those that are being deleted. */
export function requiredInstances(bounds: Bounds, view: ScaleView, wanted: number, pending: number): number {
  const needed = neededInstances(bounds.capacity, view, view.unavailable, wanted, pending);
  return bounds.maxInstances > 0 ? Math.min(needed, bounds.maxInstances - view.deleting) : needed;
}

/** Reservations that may be open at once. */
export function reservationRoom(bounds: Bounds, policy: PolicySpec, view: ScaleView): number {
  const { capacity, maxInstances } = bounds;
  const { idle } = view;
  let room = Infinity;
  if (policy.isPreemptive) room = idle;
  else if (maxInstances > 0) room = (maxInstances - view.deleting) * capacity - view.acquired - view.unavailable;
  // Without the floor of one an idle_count of one would never take a job.
  return bounds.throttlesReservations && idle > 0 ? Math.min(room, Math.max(1, idle - capacity)) : room;
}
