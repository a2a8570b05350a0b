/** What the fleet asks of GitLab. */
import type { FleetSpec } from '../../fleet/fleet.js';
import type { EntryCounters } from '../../record/counters.js';
import { SECOND, type Micros } from '../../units/time.js';
import type { GitLabLoad } from './gitlab-load-schema.js';

/** Returns what each instance was asked a second, on average; nothing where jobs gave no sign of life. */
export function gitLabLoad({ instances, runners }: FleetSpec, counters: readonly EntryCounters[], length: Micros): GitLabLoad[] {
  if (length <= 0 || counters.every(({ statusUpdates, traceUpdates }) => statusUpdates + traceUpdates === 0)) return [];
  return instances.map(({ name }, index) => {
    const own = counters.filter(({ runner }) => runners[runner]?.instance === index);
    const perSecond = (key: 'requests' | 'statusUpdates' | 'traceUpdates'): number =>
      own.reduce((sum, counter) => sum + counter[key], 0) / (length / SECOND);
    return {
      instance: name,
      requestsPerSecond: perSecond('requests'),
      statusUpdatesPerSecond: perSecond('statusUpdates'),
      traceUpdatesPerSecond: perSecond('traceUpdates'),
    };
  });
}
