/** MaxGrowthRate over a reload that changes it: whoever asks for a growth slot counts every creation under way, by the rate of its own decision. */
import { expect, test } from 'vitest';
import type { RunnerFlags } from '../../../src/fleet/runner-flags.js';
import { HOUR, MINUTE, SECOND } from '../../../src/units/time.js';
import { aFleet, type MachineOptions } from '../../support/fleet-builder.js';
import { runFleet } from '../../support/run-fleet.js';

/** Returns when the create command of each machine begins, in seconds, by number of the machine. Boots take a minute; the second settings hold from 20 s on. */
function creates(
  settings: readonly [MachineOptions, MachineOptions],
  jobsAt: readonly number[],
  flags: Partial<RunnerFlags> = {},
): number[] {
  const { machines } = runFleet(
    aFleet({
      zone: { bootTime: { kind: 'constant', value: MINUTE } },
      manager: { flags, configs: settings.map((own) => ({ concurrent: 20, entry: { machine: { idleTime: HOUR, ...own } } })) },
      events: [{ at: 20 * SECOND, kind: 'reload', manager: 0, config: 1 }],
      jobs: jobsAt.map((at) => ({ at: at * SECOND, script: 400 * SECOND })),
    }),
  );
  return [...machines].sort((a, b) => a.machine - b.machine).map(({ createAt }) => createAt / SECOND);
}

test('creations that began without a rate are counted by one that a reload brings', () => {
  // One of the jobs' beside the three that boot, the next when one of these has ended.
  expect(creates([{ idleCount: 3 }, { maxGrowthRate: 4, maxBuilds: 1 }], [30, 30, 30])).toEqual([0, 0, 0, 30, 60]);
});

test('who waits by a lower rate than is under way goes behind the others, and holds nobody back', () => {
  // Before 16.5 jobs are asked for however many machines are being created.
  const at = creates([{ maxGrowthRate: 1 }, { maxGrowthRate: 3 }], [1, 1, 1, 40, 40, 40], { onDemandRespectsLimit: false });
  // At 42 s two begin by the rate of three beside the first. When that ends, at 63 s, the second looks, by a rate of one, and goes behind; so does the third
  // when the fourth ends, and at the end of the fifth it is the sixth's turn.
  expect(at).toEqual([3, 162, 222, 42, 42, 102]);
});
