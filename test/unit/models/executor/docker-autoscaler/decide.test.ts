/** The scaling rule as arithmetic, each line computed by hand from the reference (sections 5 and 6, and its own cases F4 to F6 and F9). */
import { describe, expect, test } from 'vitest';
import {
  desiredIdle,
  neededInstances,
  requiredInstances,
  reservationRoom,
} from '../../../../../src/models/executor/docker-autoscaler/decide.js';
import type { ScaleView } from '../../../../../src/models/executor/docker-autoscaler/tally.js';
import { policyOf } from '../../../../support/instance-group.js';

function view(some: Partial<ScaleView>): ScaleView {
  return { instances: 0, deleting: 0, acquired: 0, unavailable: 0, idle: 0, ...some };
}

function bounds(capacity: number, maxInstances: number, throttlesReservations = true) {
  return { capacity, maxInstances, throttlesReservations };
}

describe('idle slots wanted', () => {
  test.each([
    ['F4', { idleCount: 2, scaleFactor: 0.5 }, 0, 2],
    ['F4', { idleCount: 2, scaleFactor: 0.5 }, 1, 2],
    ['F4', { idleCount: 2, scaleFactor: 0.5 }, 3, 2],
    ['F4', { idleCount: 2, scaleFactor: 0.5 }, 10, 5],
    ['F5', { idleCount: 2, scaleFactor: 0.5, scaleFactorLimit: 4 }, 10, 4],
    ['F5', { idleCount: 2, scaleFactor: 0.5, scaleFactorLimit: 4 }, 100, 4],
    ['one double product, rounded up', { scaleFactor: 1.1 }, 10, 11],
    ['1.1 x 3 is a little more than 3.3 in doubles', { scaleFactor: 1.1 }, 3, 4],
    ['0.1 x 30 is three', { scaleFactor: 0.1 }, 30, 3],
    ['the limit bounds the factor, not idle_count', { idleCount: 6, scaleFactor: 2, scaleFactorLimit: 4 }, 5, 6],
  ] as const)('%s: %j beside %d jobs: %d', (_, policy, acquired, wanted) => {
    expect(desiredIdle(policyOf(policy), acquired)).toBe(wanted);
  });
});

describe('instances', () => {
  test('F6: idle 5, at most 3', () => {
    expect(requiredInstances(bounds(1, 3), view({}), 5, 0)).toBe(3);
  });

  test('F9: idle 8 of capacity 4 are two', () => {
    expect(requiredInstances(bounds(4, 5), view({}), 8, 0)).toBe(2);
    expect(requiredInstances(bounds(4, 5), view({ instances: 2 }), 8, 0)).toBe(2);
  });

  test('idle slots and waiting jobs are not added up, jobs and unavailable slots are', () => {
    expect(neededInstances(2, view({ acquired: 3 }), 1, 2, 1)).toBe(3);
    expect(neededInstances(2, view({ acquired: 3 }), 1, 2, 5)).toBe(5);
  });

  test('those being deleted count to the bound, also below what there is', () => {
    expect(requiredInstances(bounds(1, 2), view({ instances: 2, deleting: 1, acquired: 2 }), 1, 0)).toBe(1);
    expect(requiredInstances(bounds(1, 0), view({ instances: 2, deleting: 1, acquired: 2 }), 1, 0)).toBe(3);
  });
});

describe('room for reservations', () => {
  const preemptive = policyOf({ idleCount: 1 });
  const onDemand = policyOf({});

  test.each([
    ['preemptive: the ready slots, less those of one instance', preemptive, bounds(1, 6), { idle: 3 }, 2],
    ['never less than one while one is idle', preemptive, bounds(1, 6), { idle: 1 }, 1],
    ['of capacity 4', preemptive, bounds(4, 6), { idle: 6 }, 2],
    ['not throttled', preemptive, bounds(1, 6, false), { idle: 3 }, 3],
    ['preemptive with nothing ready', preemptive, bounds(1, 6), { idle: 0 }, 0],
    ['on demand: all that could be there', onDemand, bounds(2, 3), {}, 6],
    ['less jobs, unavailable slots and what is being deleted', onDemand, bounds(2, 3), { deleting: 1, acquired: 2, unavailable: 1 }, 1],
    ['on demand beside idle slots: throttled too', onDemand, bounds(1, 5), { acquired: 1, idle: 2 }, 1],
    ['on demand without bound', onDemand, bounds(1, 0), { acquired: 7 }, Infinity],
  ] as const)('%s', (_, policy, settings, some, room) => {
    expect(reservationRoom(settings, policy, view(some))).toBe(room);
  });
});
