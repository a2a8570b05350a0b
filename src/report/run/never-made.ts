/** Machines that count as such from the decision to make them, and never were. */
import type { FigureKey } from '../../study/figures/figure-key.js';
import type { Lookup } from '../../study/figures/figure-lookup.js';

/** Returns how many creates failed where they are more than those that went well, as in an outage of the cloud's API; else undefined. */
export function neverMade(of: (figure: FigureKey) => ReturnType<Lookup>): number | undefined {
  const failed = of('creationsFailed')?.estimate ?? 0;
  return failed > (of('machinesCreated')?.estimate ?? 0) ? failed : undefined;
}
