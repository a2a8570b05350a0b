/** How often sides or points are played is one number for all of them: one that sets its own would be told what it set and played like the others. */
import { parsePath } from '../scenario/settings/set-text.js';

/** Returns true for the path of a `--set` that says how often a scenario is played. */
export function setsReplications(path: string): boolean {
  const keys = parsePath(path.trim());
  return keys?.length === 1 && keys[0] === 'replications';
}
