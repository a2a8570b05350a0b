/** What keeps a scaler from taking one more job, in the words of waits (wait/causes.ts). */
import type { DockerAutoscalerSpec } from '../../../fleet/docker-autoscaler.js';
import { API_LIMIT, BOOT, GROWTH_RATE, LIMIT, NEXT_POLL, OUTAGE, QUOTA, REQUEST_SLOT } from '../../wait/causes.js';
import type { World } from '../../world.js';
import type { Scaler } from './scaler.js';

/**
 * NEXT_POLL: nothing does, or a job is asked for without an instance. A reservation that is only throttled waits as for a request slot. Without
 * a slot to be had it is what keeps the scaler from an instance more: the place of its instances, max_instances, its throttle or back-off;
 * else one boots, or is asked for by the next pass.
 */
export function causeOf<I extends { readonly number: number }>(
  { faults, clouds }: World,
  manager: number,
  { zone, machineType, maxInstances }: DockerAutoscalerSpec,
  scaler: Scaler<I>,
): number {
  const { policy, reservations, roster } = scaler;
  if (reservations.hasRoom(policy)) return NEXT_POLL;
  const { view } = roster;
  if (view.idle > reservations.reserved + reservations.pending) return REQUEST_SLOT;
  if (faults.makesNone(zone)) return OUTAGE;
  if (!policy.isPreemptive) return LIMIT;
  if (maxInstances > 0 && view.instances + view.deleting >= maxInstances) return roster.isBooting ? BOOT : LIMIT;
  if (clouds.isQuotaFull(zone, machineType)) return QUOTA;
  if (clouds.isApiLimited(zone, manager)) return API_LIMIT;
  return roster.isBooting ? BOOT : scaler.isHeldBack ? GROWTH_RATE : BOOT;
}
