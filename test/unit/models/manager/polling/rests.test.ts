/** Which processes at rest a job ends the rest of: those with a registration that may be given it. */
import { describe, expect, test } from 'vitest';
import { Rests } from '../../../../../src/models/manager/polling/rests.js';
import { anEntry } from '../../../../support/fleet-builder.js';

/** Three registrations, the last of them paused, and feeders that rest with rounds of some of them. */
function someAtRest(rounds: readonly (readonly number[])[]): { readonly rests: Rests; readonly woken: number[] } {
  const rests = new Rests({ isPaused: (runner) => runner === 2 }, rounds.length, 3);
  const woken: number[] = [];
  rounds.forEach((runners, number) => {
    const round = runners.map((runner) => anEntry({ runner }));
    const settle = (): void => {
      woken.push(number);
      rests.ended(number, round);
    };
    rests.enter(number, { settle });
    rests.begun(number, round);
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

  test('and whoever else changes what a process could see, ends its rest alone', () => {
    const { rests, woken } = someAtRest([[0], [0]]);
    rests.touched(1);
    rests.touched(1);
    expect(woken).toEqual([1]);
  });

  test('leaves those at rest whose registration is paused', () => {
    const { rests, woken } = someAtRest([[2], [2, 1]]);
    rests.queueing([2]);
    expect(woken).toEqual([]);
    rests.queueing([1, 2]);
    expect(woken).toEqual([1]);
  });
});
