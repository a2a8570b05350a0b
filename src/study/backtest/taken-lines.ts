/** Which rows of a replayed history a runner of the fleet takes. */
import type { FleetSpec } from '../../fleet/fleet.js';
import { mayTake } from '../../fleet/runner.js';
import { PROTECTED_BIT } from '../../units/job-bits.js';

/** Returns whether a registration may take the job of the row on a line; of a line that the fleet does not replay none may. */
export function takenLines({ workloads, runners }: Pick<FleetSpec, 'workloads' | 'runners'>): (line: number) => boolean {
  const taken = new Set<number>();
  for (const { arrivals, instance } of workloads) {
    if (arrivals.kind !== 'trace') continue;
    const own = runners.filter((runner) => runner.instance === instance);
    const known = new Map<string, boolean>();
    for (let row = 0; row < arrivals.count; row++) {
      const [tags, project, bits] = [arrivals.tags[row]!, arrivals.project[row]!, arrivals.bits[row]!];
      const key = `${tags} ${project} ${bits & PROTECTED_BIT}`;
      let isTaken = known.get(key);
      if (isTaken === undefined) {
        const job = { tags: arrivals.tagSets[tags]!, protected: (bits & PROTECTED_BIT) !== 0, project };
        known.set(key, (isTaken = own.some((runner) => mayTake(runner, job))));
      }
      if (isTaken) taken.add(arrivals.line?.[row] ?? 0);
    }
  }
  return (line) => taken.has(line);
}
