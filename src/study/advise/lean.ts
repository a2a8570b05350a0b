/** Where a difference of a change that was tried leans. */
import type { Difference } from '../compare/difference.js';
import { indifferenceZone } from '../compare/verdict.js';

export type Lean = 'better' | 'worse' | 'same' | 'unclear';

/** Returns its verdict; of one replication, which has no interval, what the difference itself says. Every figure that is told is better when it is less. */
export function leanOf({ verdict, low, high, difference, unit, base }: Difference): Lean {
  if (verdict === 'better' || verdict === 'worse' || verdict === 'same') return verdict;
  if (low !== null || high !== null) return 'unclear';
  if (Math.abs(difference) <= indifferenceZone(unit, base)) return 'same';
  return difference < 0 ? 'better' : 'worse';
}
