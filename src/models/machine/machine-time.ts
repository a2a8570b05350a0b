/** Of what a machine's time is booked to: what it is charged for, by what it did. */
import type { MachineTime } from '../../record/machine.js';
import { NOT_YET } from '../../record/not-yet.js';
import type { Micros } from '../../units/time.js';
import type { CloudMachine } from './cloud-machine.js';

/** Books the time of a machine in its present state, from `from` to `to`, as far as it is charged for, into `time`. */
export function bookTime(
  machine: Pick<CloudMachine, 'state' | 'orphanedAt' | 'chargedFrom'>,
  from: Micros,
  to: Micros,
  time: MachineTime,
): void {
  const { orphanedAt, chargedFrom } = machine;
  let until = to;
  if (orphanedAt !== NOT_YET) {
    time.orphan += Math.max(0, to - Math.max(from, orphanedAt));
    until = Math.min(to, orphanedAt);
    if (until <= from) return;
  }
  switch (machine.state) {
    case 'creating':
      // Waiting for its turn, or for an API that hangs, is not charged: nothing exists yet.
      if (chargedFrom !== NOT_YET) time.boot += Math.max(0, until - Math.max(from, chargedFrom));
      break;
    case 'used':
      time.busy += until - from;
      break;
    case 'removing':
      time.teardown += until - from;
      break;
    default:
      time.idle += until - from;
  }
}
