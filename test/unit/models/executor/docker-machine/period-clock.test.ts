/** The idle settings of the period that holds now. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IdleSettings } from '../../../../../src/fleet/executor.js';
import { PeriodClock } from '../../../../../src/models/executor/docker-machine/period-clock.js';
import { MINUTE, SECOND } from '../../../../../src/units/time.js';
import { aFleet, aMachine } from '../../../../support/fleet-builder.js';
import { runFleet } from '../../../../support/run-fleet.js';

function idle(idleCount: number): IdleSettings {
  return { idleCount, idleCountMin: 0, idleScaleFactor: 0, idleTime: 0 };
}

test('the plain settings hold for ever where there is no period', () => {
  const machine = aMachine({ idleCount: 3 });
  const clock = new PeriodClock();
  expect(clock.settingsAt(machine, 10 * MINUTE).idleCount).toBe(3);
  expect(clock.nextChange(machine, 10 * MINUTE)).toBe(Infinity);
});

test('at every instant the last switch that has come, and the next one, for several entries at once', () => {
  const gaps = fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 8 });
  const instants = fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 30 });
  fc.assert(
    fc.property(gaps, gaps, instants, (first, second, looks) => {
      const machines = [first, second].map((list) => {
        let at = 0;
        return aMachine({ timeline: [0, ...list].map((gap, i) => ({ at: (at += gap), idle: idle(i) })) });
      });
      const clock = new PeriodClock();
      for (const now of [...looks].sort((a, b) => a - b)) {
        for (const machine of machines) {
          expect(clock.settingsAt(machine, now)).toBe(machine.timeline.filter(({ at }) => at <= now).at(-1)!.idle);
          expect(clock.nextChange(machine, now)).toBe(machine.timeline.find(({ at }) => at > now)?.at ?? Infinity);
        }
      }
    }),
  );
});

test('a pass follows them: it creates at the first feed in the period and removes after it', () => {
  const timeline = [
    { at: 0, idle: idle(1) },
    { at: 60 * SECOND, idle: idle(3) },
    { at: 121 * SECOND, idle: idle(0) },
  ];
  const { machines } = runFleet(aFleet({ horizon: 5 * MINUTE, manager: { entry: { machine: { timeline } } } }));
  expect(machines.map(({ requestedAt, removingAt }) => [requestedAt / SECOND, removingAt / SECOND])).toEqual([
    [0, 123],
    [60, 123],
    [60, 123],
  ]);
});
