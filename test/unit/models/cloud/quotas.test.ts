/** What stands in zones and clouds against what may stand there, machine by machine. */
import { describe, expect, test } from 'vitest';
import { NO_QUOTA } from '../../../../src/fleet/cloud.js';
import { Quotas } from '../../../../src/models/cloud/quotas.js';
import { aFleet, type FleetOptions } from '../../../support/fleet-builder.js';

/** Type 0 takes 2 CPUs and 30 GiB, type 1 takes 4 and 10, type 2 is of another cloud and takes far more. */
function quotas(options: FleetOptions) {
  let told = 0;
  const fleet = aFleet({
    clouds: [{}, {}],
    machineTypes: [
      { cpus: 2, diskGib: 30 },
      { cpus: 4, diskGib: 10 },
      { cloud: 1, cpus: 99, diskGib: 999 },
    ],
    ...options,
  });
  const own = new Quotas(fleet, () => {
    told++;
  });
  return {
    enter: (zone: number, type: number, by: 1 | -1 = 1): void => own.enter(zone, type, by),
    full: (zone: number): boolean[] => [0, 1].map((type) => own.isFull(zone, type)),
    inZone: (zone: number) => own.inZone(zone),
    told: () => told,
  };
}

describe('a zone', () => {
  test('of so many machines is full with the last of them', () => {
    const { enter, full, inZone } = quotas({ zones: [{ quota: 2 }, {}] });
    expect([full(0), inZone(0)]).toEqual([[false, false], 0]);
    enter(0, 0);
    expect([full(0), inZone(0)]).toEqual([[false, false], 1]);
    enter(0, 1);
    expect([full(0), full(1), inZone(0), inZone(1)]).toEqual([[true, true], [false, false], 2, 0]);
    enter(0, 0, -1);
    expect([full(0), inZone(0)]).toEqual([[false, false], 1]);
  });

  test('of so many CPUs has room for what just fits', () => {
    const { enter, full } = quotas({ zone: { cpuQuota: 8 } });
    enter(0, 1);
    expect(full(0)).toEqual([false, false]);
    enter(0, 0);
    expect(full(0)).toEqual([false, true]);
    enter(0, 0);
    expect(full(0)).toEqual([true, true]);
    enter(0, 1, -1);
    expect(full(0)).toEqual([false, false]);
  });

  test('of so much disk', () => {
    const { enter, full } = quotas({ zone: { diskQuotaGib: 70 } });
    enter(0, 0);
    enter(0, 1);
    expect(full(0)).toEqual([false, false]);
    enter(0, 1);
    expect(full(0)).toEqual([true, false]);
  });
});

test('what a cloud holds is that of all its zones, and none of another cloud', () => {
  const { enter, full } = quotas({
    clouds: [{ quota: { ...NO_QUOTA, machines: 2 } }, { quota: NO_QUOTA }],
    zones: [{}, {}, { cloud: 1 }],
  });
  enter(0, 0);
  enter(2, 2);
  expect([full(0), full(1)].flat()).toEqual([false, false, false, false]);
  enter(1, 0);
  expect([full(0), full(1)].flat()).toEqual([true, true, true, true]);
  expect(full(2)).toEqual([false, false]);
});

describe('a change is told of', () => {
  test('when the largest type of the cloud may find no room, and when it may find some again', () => {
    // Of 8 CPUs: 2, 4, 6, so that 4 do not fit any more, 8, and back.
    const { enter, told } = quotas({ zone: { cpuQuota: 8 } });
    const after = [1, 1, 1, 1, -1, -1, -1].map((by) => {
      enter(0, 0, by as 1 | -1);
      return told();
    });
    expect(after).toEqual([0, 0, 1, 2, 3, 4, 4]);
  });

  test('by the disk of the type that takes most of it', () => {
    // Of 60 GiB: 10, 20, 30, then 40, so that 30 do not fit.
    const { enter, told } = quotas({ zone: { diskQuotaGib: 60 } });
    const after = [1, 1, 1, 1].map(() => {
      enter(0, 1);
      return told();
    });
    expect(after).toEqual([0, 0, 0, 1]);
  });

  test('not where nothing is bounded', () => {
    const { enter, told } = quotas({});
    for (let i = 0; i < 5; i++) enter(0, 0);
    expect(told()).toBe(0);
  });

  test('where the cloud alone is bounded', () => {
    const { enter, told } = quotas({ cloud: { quota: { ...NO_QUOTA, machines: 1 } }, clouds: undefined as never });
    enter(0, 0);
    expect(told()).toBe(1);
  });
});
