/** Of what a machine's time is booked to: what it is charged for, by what it did. */
import { NOT_YET } from '../../record/not-yet.js';
import type { Micros } from '../../units/time.js';
import type { CloudMachine } from './cloud-machine.js';
import { BOOT, BUSY, IDLE, ORPHAN, TEARDOWN } from './machine-clocks.js';

/** Books the time of a machine in its present state, from `from` to `to`, as far as it is charged for, into its `clocks`. */
export function bookTime(
  machine: Pick<CloudMachine, 'state' | 'orphanedAt' | 'chargedFrom'>,
  from: Micros,
  to: Micros,
  clocks: number[],
): void {
  const { orphanedAt, chargedFrom } = machine;
  let until = to;
  if (orphanedAt !== NOT_YET) {
    clocks[ORPHAN]! += Math.max(0, to - Math.max(from, orphanedAt));
    until = Math.min(to, orphanedAt);
    if (until <= from) return;
  }
  switch (machine.state) {
    case 'creating':
      // Waiting for its turn, or for an API that hangs, is not charged: nothing exists yet.
      if (chargedFrom !== NOT_YET) clocks[BOOT]! += Math.max(0, until - Math.max(from, chargedFrom));
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
