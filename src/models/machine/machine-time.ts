/** Of what a machine's time is booked to: what it is charged for, by what it did. */
import { NOT_YET } from '../../record/not-yet.js';
import type { Micros } from '../../units/time.js';
import type { MachineState } from './cloud-machine.js';
import { BOOT, BUSY, CHARGED_FROM, CHARGED_UNTIL, IDLE, ORPHAN, ORPHANED, STATE_SINCE, TEARDOWN } from './machine-clocks.js';

/** What tells the time. */
export interface Ticking {
  readonly now: Micros;
}

/** The measurement period. */
export interface Period {
  readonly warmup: Micros;
  readonly horizon: Micros;
}

/**
 * Books the time of a machine in this state, from its last change of state up to now, as far as it is charged for and lies in the period, into its
 * `clocks`. It is given the clock and the period themselves, not their instants: four doubles would be four objects a change of state.
 */
export function bookTime(state: MachineState, clocks: number[], clock: Ticking, { warmup, horizon }: Period): void {
  const chargedFrom = clocks[CHARGED_FROM]!;
  // Waiting for its turn, or for an API that hangs, it does not exist yet; its manager may be gone meanwhile.
  if (chargedFrom === NOT_YET) return;
  const from = Math.max(clocks[STATE_SINCE]!, warmup, chargedFrom);
  const to = Math.min(clock.now, horizon, clocks[CHARGED_UNTIL]!);
  if (to <= from) return;
  const orphanedAt = clocks[ORPHANED]!;
  let until = to;
  if (orphanedAt !== NOT_YET) {
    clocks[ORPHAN]! += Math.max(0, to - Math.max(from, orphanedAt));
    until = Math.min(to, orphanedAt);
    if (until <= from) return;
  }
  switch (state) {
    case 'creating':
      clocks[BOOT]! += until - from;
      break;
    case 'used':
      clocks[BUSY]! += until - from;
      break;
    case 'removing':
      clocks[TEARDOWN]! += until - from;
      break;
    default:
      clocks[IDLE]! += until - from;
  }
}
