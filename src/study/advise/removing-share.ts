/** How much of what stands under the limits of a group is on its way out: a directory counts against `limit` until its machine is removed. */
import type { StudyResult } from '../study-result.js';
import type { Lookup } from '../figures/figure-lookup.js';

/**
 * Returns the share of a group's machines that are being removed, failed creates included: where the first replication has a timeline, while a
 * limit holds jobs, weighted by how many; otherwise of the averages over all replications. 0 for a group without machines.
 */
export function removingShare({ first }: StudyResult, lookup: Lookup, group: string): number {
  const signals = first.timeline?.signals ?? [];
  const held: number[] = [];
  for (const { name, cause, averages } of signals) {
    if (name === 'jobs_waiting' && cause === 'limit') for (const [bin, jobs] of averages.entries()) held[bin] = (held[bin] ?? 0) + jobs;
  }
  const weighed = (state: string): number =>
    signals
      .filter((signal) => signal.name === `machines_${state}` && signal.group === group)
      .reduce((sum, { averages }) => sum + averages.reduce((own, x, bin) => own + x * (held[bin] ?? 0), 0), 0);
  const all = weighed('all');
  if (all > 0) return weighed('removing') / all;
  const average = (state: 'all' | 'removing'): number => lookup('group', group, `machines.${state}.average`)?.estimate ?? 0;
  return average('all') > 0 ? average('removing') / average('all') : 0;
}
