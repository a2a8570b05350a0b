/** What keeps a scaler from one more job: each cause by its rule, and which goes before which. */
import { describe, expect, test } from 'vitest';
import type { DockerAutoscalerSpec } from '../../../../../src/fleet/docker-autoscaler.js';
import { WAIT_CAUSES } from '../../../../../src/record/wait-causes.js';
import { causeOf } from '../../../../../src/models/executor/docker-autoscaler/cause.js';
import type { Scaler } from '../../../../../src/models/executor/docker-autoscaler/scaler.js';
import type { World } from '../../../../../src/models/world.js';

/** All that a cause hangs on; by default there is no room, nothing is idle, and the next pass creates. */
const NOTHING = {
  hasRoom: false,
  idle: 0,
  reserved: 0,
  pending: 0,
  isGone: false,
  isPreemptive: true,
  maxInstances: 10,
  instances: 4,
  deleting: 0,
  isBooting: false,
  isHeldBack: false,
  isQuotaFull: false,
  isApiLimited: false,
};

function causeWith(state: Partial<typeof NOTHING>): string {
  const all = { ...NOTHING, ...state };
  const world = {
    faults: { makesNone: (zone: number) => zone === 3 && all.isGone },
    clouds: {
      isQuotaFull: (zone: number, type: number) => zone === 3 && type === 5 && all.isQuotaFull,
      isApiLimited: (zone: number, manager: number) => zone === 3 && manager === 7 && all.isApiLimited,
    },
  } as unknown as World;
  const policy = { isPreemptive: all.isPreemptive };
  const scaler = {
    policy,
    reservations: { hasRoom: (asked: unknown) => asked === policy && all.hasRoom, reserved: all.reserved, pending: all.pending },
    roster: { view: { idle: all.idle, instances: all.instances, deleting: all.deleting }, isBooting: all.isBooting },
    isHeldBack: all.isHeldBack,
  } as unknown as Scaler<{ number: number }>;
  const spec = { zone: 3, machineType: 5, maxInstances: all.maxInstances } as DockerAutoscalerSpec;
  return WAIT_CAUSES[causeOf(world, 7, spec, scaler)]!;
}

describe('what keeps a scaler from one more job', () => {
  test.each([
    ['a job is asked for', { hasRoom: true, isGone: true }, 'next_poll'],
    [
      'a slot is idle beyond those reserved and asked for: the reservation is throttled',
      { idle: 3, reserved: 1, pending: 1 },
      'request_slot',
    ],
    ['all idle slots are spoken for', { idle: 2, reserved: 1, pending: 1 }, 'boot'],
    ['the place of its instances is gone', { isGone: true, maxInstances: 4 }, 'outage'],
    ['a job may not come before a slot is there, and none is made for it', { isPreemptive: false, isBooting: true }, 'limit'],
    ['max_instances stand', { maxInstances: 4 }, 'limit'],
    ['max_instances stand, those being deleted counted', { maxInstances: 6, deleting: 2 }, 'limit'],
    ['max_instances stand, and one of them boots', { maxInstances: 4, isBooting: true }, 'boot'],
    ['one fewer than max_instances', { maxInstances: 7, deleting: 2 }, 'boot'],
    ['no bound of instances', { maxInstances: 0, isQuotaFull: true }, 'quota'],
    ['the account is full', { isQuotaFull: true, isApiLimited: true }, 'quota'],
    ['the API takes no more calls', { isApiLimited: true, isHeldBack: true }, 'api_limit'],
    ['the throttle holds creations back', { isHeldBack: true }, 'growth_rate'],
    ['the throttle holds creations back, but one boots', { isHeldBack: true, isBooting: true }, 'boot'],
    ['the next pass creates', {}, 'boot'],
  ] as const)('%s', (_, state, cause) => {
    expect(causeWith(state)).toBe(cause);
  });
});
