/** Which projects a workload's jobs belong to, and how the load is spread over them. */
import type { ScenarioProjects } from '../scenario.js';

/** Returns the names of the projects a workload states, in the order of their popularity. */
export function projectNames(projects: ScenarioProjects): string[] {
  if (projects.names !== undefined) return [...projects.names];
  const count = projects.count ?? 0;
  const width = String(count).length;
  return Array.from({ length: count }, (_, i) => `${projects.prefix ?? ''}${String(i + 1).padStart(width, '0')}`);
}

/** Returns the cumulative share of each of `count` projects, the last exactly 1. Zipf: the k-th has a share in proportion to k^-s. */
export function projectShares(count: number, popularity: ScenarioProjects['popularity']): Float64Array {
  const shares = new Float64Array(count);
  let sum = 0;
  for (let k = 0; k < count; k++) {
    sum += popularity === 'uniform' ? 1 : Math.exp(-popularity.zipf * Math.log(k + 1));
    shares[k] = sum;
  }
  for (let k = 0; k < count; k++) shares[k] = (shares[k] ?? 0) / sum;
  shares[count - 1] = 1;
  return shares;
}
