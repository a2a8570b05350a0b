/** Jobs that are left out when waits are compared: one rule, and one count, for replays, forecasts and fits. Both sides leave out the same. */
import { z } from 'zod';
import type { WaitKnown } from '../../history/wait-known.js';

const count = z.number().int().nonnegative();

/** Jobs by why they are left out, the first reason of each. */
export const LEFT_OUT = {
  cancelledWaiting: count.meta({ description: 'They wait until they were cancelled, and are not compared; the next three neither.' }),
  pending: count.meta({ description: 'They wait when the history ends.' }),
  untimed: count.meta({ description: 'Nobody says when they ran.' }),
  unmatched: count.meta({ description: 'No runner of the scenario takes them.' }),
} as const;

/** Why a job is left out. */
export type LeftOut = keyof typeof LEFT_OUT;
export type LeftOutCounts = Readonly<Record<LeftOut, number>>;

/** Returns why a job of a history is left out, or undefined where its wait is compared. */
export function leftOutFor(waitKnown: WaitKnown, isTaken: boolean): LeftOut | undefined {
  switch (waitKnown) {
    case 'cancelled':
      return 'cancelledWaiting';
    case 'pending':
      return 'pending';
    case 'none':
      return 'untimed';
    case 'whole':
      return isTaken ? undefined : 'unmatched';
  }
}

/** Returns the counts before the first job. */
export function noneLeftOut(): Record<LeftOut, number> {
  return { cancelledWaiting: 0, pending: 0, untimed: 0, unmatched: 0 };
}
