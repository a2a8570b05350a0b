/** Updates of a job's status while its GitLab is down: the runner repeats them until it is back. */
import type { Micros } from '../../units/time.js';
import type { World } from '../world.js';

/** Returns how long after an update that ends now, and takes `latency`, it ends again: 0 = it was heard, GitLab is up. */
export function repeatDelay(world: World, instance: number, latency: Micros): Micros {
  const { faults, fleet, sim } = world;
  if (fleet.outages.length === 0 || faults.instanceStatus(instance) === 200) return 0;
  return faults.instanceBackAt(instance) + latency - sim.now;
}
