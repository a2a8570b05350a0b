/** What belongs to an entry of a manager is kept by the two indices. */
import type { ManagerIndex, RunnerIndex } from '../units/indices.js';

/** Returns the key of an entry in maps. */
export function entryKey(manager: ManagerIndex, runner: RunnerIndex): string {
  return `${manager} ${runner}`;
}
