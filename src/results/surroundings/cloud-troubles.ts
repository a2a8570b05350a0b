/** What a run says of each cloud: calls to its API, what it refused, its troubles, and the machines that stand in it. */
import type { FleetSpec } from '../../fleet/fleet.js';
import type { CloudCounters } from '../../record/counters.js';
import type { CloudTroubles } from './cloud-troubles-schema.js';
import { levelOf, type KeptSignal } from '../pools/pool-stats.js';
import type { CloudIndex } from '../../units/indices.js';

/** Returns the clouds that had something to say. */
export function cloudTroubles(fleet: FleetSpec, counters: readonly CloudCounters[], signals: readonly KeptSignal[]): CloudTroubles[] {
  return counters.flatMap(({ cloud, ...counts }) => {
    const orphans = levelOf(signals.filter(({ name, labels }) => name === 'machines_orphaned' && labels.cloud === cloud));
    if (orphans.peak <= 0 && Object.values(counts).every((n) => n === 0)) return [];
    const quota = accountQuota(fleet, cloud);
    return [
      {
        cloud: fleet.clouds[cloud]?.name ?? '',
        ...counts,
        ...(orphans.peak > 0 ? { orphans } : {}),
        machines: levelOf(standingIn(signals, cloud)),
        ...(quota < Infinity ? { machinesQuota: quota } : {}),
      },
    ];
  });
}

/** Returns the signals of what the account of a cloud holds: what its exporter counts and its service discovery finds. */
export function standingIn(signals: readonly KeptSignal[], cloud: CloudIndex): KeptSignal[] {
  return signals.filter(({ name, labels }) => name === 'machines_standing' && labels.cloud === cloud);
}

/** Returns how many machines a cloud's account may have: its own quota, else those of its zones together; Infinity where there is none. */
export function accountQuota({ clouds, zones }: FleetSpec, cloud: CloudIndex): number {
  const own = clouds[cloud]!.quota.machines;
  return own < Infinity ? own : zones.reduce((sum, zone) => (zone.cloud === cloud ? sum + zone.quota : sum), 0);
}
