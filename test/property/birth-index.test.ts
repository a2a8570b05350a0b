/** The index of a pool answers what a plain walk over the list answers, over random histories of machines. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Indexed } from '../../src/models/executor/docker-machine/birth-index.js';
import { BirthIndex } from '../../src/models/executor/docker-machine/birth-index.js';
import type { MachineState } from '../../src/models/machine/cloud-machine.js';

/** A machine that can be changed by hand. */
type Stub = { -readonly [K in keyof Indexed]: Indexed[K] };

const STATES: readonly MachineState[] = ['creating', 'idle', 'acquired', 'used', 'removing', 'unattended'];

const isAvailable = ({ state, isHidden }: Stub): boolean => state === 'idle' || state === 'acquired' || (state === 'creating' && !isHidden);

/** By the definition of the walk: the idle clocks of machines with at least `rank` counted ones before them. */
function oldestBehind(list: readonly Stub[], rank: number, counts: (machine: Stub) => boolean): number {
  let before = 0;
  let oldest = Infinity;
  for (const machine of list) {
    if (machine.state === 'idle' && before >= rank) oldest = Math.min(oldest, machine.usedAt);
    if (counts(machine)) before++;
  }
  return oldest;
}

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('append' as const) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      which: fc.nat(),
      state: fc.nat(5),
      usedAt: fc.nat(50),
      hidden: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), which: fc.nat() }) },
);

test('equals a walk over the plain list, whatever came, changed and left', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 600 }), fc.nat(40), fc.nat(400), fc.boolean(), (steps, rank, bound, isByIdle) => {
      const index = new BirthIndex<Stub>();
      // It keeps the counts that it was asked for last.
      index.oldestClockBehind(rank, isByIdle ? 'idle' : 'available');
      let list: Stub[] = [];
      let births = 0;
      for (const action of steps) {
        if (action.do === 'append') {
          const machine: Stub = {
            birth: ++births,
            place: 0,
            state: 'creating',
            usedAt: 0,
            isHidden: false,
            placed(place) {
              this.place = place;
            },
          };
          list.push(machine);
          index.append(machine);
        } else if (list.length > 0) {
          const machine = list[action.which % list.length]!;
          if (action.do === 'change') {
            machine.state = STATES[action.state]!;
            machine.usedAt = action.usedAt;
            machine.isHidden = action.hidden && machine.state === 'creating';
            index.update(machine);
          } else {
            index.remove(machine);
            list = list.filter((other) => other !== machine);
          }
        }
      }
      expect([...index].map(({ birth }) => birth)).toEqual(list.map(({ birth }) => birth));
      expect(index.size).toBe(list.length);
      const idle = list.filter(({ state }) => state === 'idle');
      expect(index.newestIdle()?.birth).toBe(idle.at(-1)?.birth);
      expect(index.newestIdleBefore(births + 1)?.birth).toBe(idle.at(-1)?.birth);
      expect(index.newestIdleBefore(bound)?.birth).toBe(idle.filter(({ birth }) => birth < bound).at(-1)?.birth);
      expect(index.oldestClock).toBe(Math.min(Infinity, ...idle.map(({ usedAt }) => usedAt)));
      const byIdle = oldestBehind(list, rank, ({ state }) => state === 'idle');
      if (isByIdle) expect(index.oldestClockBehind(rank, 'idle')).toBe(byIdle);
      expect(index.oldestClockBehind(rank, 'available')).toBe(oldestBehind(list, rank, isAvailable));
      expect(index.oldestClockBehind(rank, 'idle')).toBe(byIdle);
    }),
    { numRuns: 300 },
  );
});
