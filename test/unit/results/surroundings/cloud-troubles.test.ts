/** How many machines an account may have. */
import { expect, test } from 'vitest';
import { accountQuota } from '../../../../src/results/surroundings/cloud-troubles.js';
import { aFleet } from '../../../support/fleet-builder.js';

test("an account may have what its cloud's quota says, else what its zones' say together, where each has one", () => {
  const fleet = aFleet({
    clouds: [{ quota: { machines: 50, cpus: 0, diskGib: Infinity } }, {}, {}],
    zones: [
      { cloud: 0, quota: 10 },
      { cloud: 1, quota: 10 },
      { cloud: 1, quota: 20 },
      { cloud: 2, quota: 10 },
      { cloud: 2, quota: Infinity },
    ],
  });
  expect([0, 1, 2].map((cloud) => accountQuota(fleet, cloud))).toEqual([50, 30, Infinity]);
});
