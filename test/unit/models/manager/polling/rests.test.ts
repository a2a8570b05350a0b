/** Which processes at rest a job ends the rest of: those with a registration that may be given it. */
import { describe, expect, test } from 'vitest';
import { Rests, type Resting } from '../../../../../src/models/manager/polling/rests.js';
import { anEntry } from '../../../../support/fleet-builder.js';

/** Three registrations, the last of them paused, and feeders that rest with rounds of some of them. */
function someAtRest(rounds: readonly (readonly number[])[]): { readonly rests: Rests; readonly woken: number[] } {
  const rests = new Rests({ isPaused: (runner) => runner === 2 }, 3);
  const woken: number[] = [];
  rounds.forEach((runners, number) => {
    const round = runners.map((runner) => anEntry({ runner }));
    const feeder: Resting = {
      settle: () => {
        woken.push(number);
        rests.left(feeder, round);
      },
    };
    rests.entered(feeder, round);
  });
  return { rests, woken };
}

describe('a job that is queued', () => {
  test('ends the rest of every process that asks for a registration of it, once', () => {
    const { rests, woken } = someAtRest([[0], [1], [0, 1], [1], [0]]);
    rests.queueing([0]);
    expect(woken.sort()).toEqual([0, 2, 4]);
    rests.queueing([0]);
    expect(woken).toHaveLength(3);
    rests.queueing([0, 1]);
    expect(woken.sort()).toEqual([0, 1, 2, 3, 4]);
  });

  test('leaves those at rest whose registration is paused', () => {
    const { rests, woken } = someAtRest([[2], [2, 1]]);
    rests.queueing([2]);
    expect(woken).toEqual([]);
    rests.queueing([1, 2]);
    expect(woken).toEqual([1]);
  });
});
