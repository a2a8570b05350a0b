/** Who of a process works, against a plain list, over random comings and goings. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Employer } from '../../../../src/models/manager/employer.js';
import { Staff } from '../../../../src/models/manager/staff.js';
import type { Worker } from '../../../../src/models/manager/worker.js';
import type { Workers } from '../../../../src/models/manager/workers.js';

interface Hand {
  place: number;
  turn: number;
  isEmployed: boolean;
}

/** A staff whose workers are nothing but their numbers. */
function staffOf(): Staff {
  const idle: Hand[] = [];
  const take = (): Hand => idle.pop() ?? { place: 0, turn: 0, isEmployed: false };
  const giveBack = (hand: Hand): number => idle.push(hand);
  const staff = new Staff({} as Employer, { take, giveBack } as unknown as Workers);
  staff.begin(1000);
  return staff;
}

test('those who work are known by turn and by number, and whoever is dismissed is the next to be taken', () => {
  // Above 0: dismisses that one of those who work; 0: hands over.
  fc.assert(
    fc.property(fc.array(fc.nat(6), { maxLength: 100 }), (steps) => {
      const staff = staffOf();
      const working: Worker[] = [];
      let dismissed: Worker | undefined;
      let most = 0;
      for (const step of steps) {
        if (step === 0 || working.length === 0) {
          const worker = staff.take();
          if (dismissed !== undefined) expect(worker).toBe(dismissed);
          dismissed = undefined;
          staff.employ(worker);
          working.push(worker);
        } else {
          [dismissed] = working.splice(step % working.length, 1);
          staff.dismiss(dismissed!);
        }
        expect(staff.byTurn).toEqual(working);
        expect(staff.byNumber).toEqual([...working].sort((a, b) => a.place - b.place));
        expect(new Set(working.map(({ place }) => place)).size).toBe(working.length);
        most = Math.max(most, working.length);
        for (const { place } of working) expect(place).toBeLessThan(most);
        expect(staff.hasBusy).toBe(working.length > 0);
      }
      staff.end();
      expect([staff.hasBusy, staff.free]).toEqual([false, 0]);
    }),
  );
});

test('nobody is dismissed who does not work', () => {
  const staff = staffOf();
  const worker = staff.take();
  expect(() => staff.dismiss(worker)).toThrow('has an entry');
});
