/**
 * Creates that fail before runner 14.3: three provision commands follow, each after a second, until the last of which the machine counts as creating.
 * A pool of one idle machine and a limit of one; passes every 4 s, a removal takes 10 s. Times in seconds.
 */
import { describe, expect, test } from 'vitest';
import type { OutageSpec } from '../../../src/fleet/outage.js';
import type { RunnerFlags } from '../../../src/fleet/runner-flags.js';
import { HOUR, SECOND } from '../../../src/units/time.js';
import { aFleet } from '../../support/fleet-builder.js';
import { given, type GivenOptions } from '../../support/given.js';
import { runFleet, type FleetOutcome } from '../../support/run-fleet.js';
import { seconds } from '../../support/run-tables.js';

/** An outage of the zone for so many seconds. */
const outage = (from: number, to: number, effect: OutageSpec['effect']): OutageSpec => ({
  name: 'outage',
  target: { kind: 'zone', index: 0 },
  times: { kind: 'fixed', windows: [{ from: from * SECOND, to: to * SECOND }] },
  effect,
});
const slow = outage(20, 3600, { kind: 'degraded', bootFactor: 1, bootFailure: 0, apiLatency: 2 * SECOND });

function play(drawn: GivenOptions, flags: Partial<RunnerFlags> = {}, outages: readonly OutageSpec[] = []): FleetOutcome {
  const older = { creationFailsAtOnce: false, seesCreatingWithoutDirectory: false };
  return runFleet(
    aFleet({
      horizon: 100 * SECOND,
      manager: {
        checkInterval: 4 * SECOND,
        flags: { ...older, ...flags },
        entry: { limit: 1, machine: { idleCount: 1, idleTime: HOUR } },
      },
      outages,
    }),
    { given: given({ deletes: [10 * SECOND], provisionElse: { us: 5 * SECOND, ok: false }, ...drawn }) },
  );
}
/** Request, ready, failed, gone. */
const rows = ({ machines }: FleetOutcome): number[][] =>
  machines.map(({ requestedAt, readyAt, failedAt, goneAt }) => [requestedAt, readyAt, failedAt, goneAt].map(seconds));

const bad = (dir: boolean) => ({ us: 30 * SECOND, ok: false, dir });
const good = 30 * SECOND;

describe('a create that fails and leaves a directory', () => {
  test('has failed when the third provision command has; its place is free when it is removed', () => {
    // 30 s, three times 1 + 5 s, and 10 s.
    expect(rows(play({ boots: [bad(true), good] }))).toEqual([
      [0, -1, 48, 58],
      [60, 90, -1, -1],
    ]);
  });

  test('comes up with the provision command that succeeds', () => {
    const provisions = [
      [
        { us: 5 * SECOND, ok: false },
        { us: 2 * SECOND, ok: true },
      ],
    ];
    expect(rows(play({ boots: [bad(true), good], provisions }))).toEqual([[0, 39, -1, -1]]);
  });

  test('does not come up where the machines of its zone have died meanwhile, also when they live again', () => {
    const provisions = [
      [
        { us: 5 * SECOND, ok: false },
        { us: 2 * SECOND, ok: true },
      ],
    ];
    const ofMachines = { kind: 'down', api: 'up', machines: 'die' } as const;
    // The first provision command ends at 36 s, the second, which would have saved it, at 39 s.
    for (const [from, to] of [
      [30, 31],
      [32, 34],
      [37, 60],
    ] as const) {
      expect(rows(play({ boots: [bad(true), good], provisions }, {}, [outage(from, to, ofMachines)]))[0]).toEqual([0, -1, 45, 55]);
    }
    // It came up, and died as any other.
    expect(rows(play({ boots: [bad(true), good], provisions }, {}, [outage(40, 60, ofMachines)]))[0]).toEqual([0, 39, -1, 50]);
  });

  test('takes longer while the API is slow: each command waits for it', () => {
    // Three times 1 + 5 + 2 s after 30 s; the removal's stop and remove commands wait too.
    expect(rows(play({ boots: [bad(true), good] }, {}, [slow]))[0]).toEqual([0, -1, 54, 68]);
  });

  test('has failed at once from 14.3 on', () => {
    expect(rows(play({ boots: [bad(true), good] }, { creationFailsAtOnce: true }))[0]).toEqual([0, -1, 30, 40]);
  });
});

describe('a create that fails and leaves nothing', () => {
  test('has nothing to be provisioned: the commands take no time, slow API or not', () => {
    expect(rows(play({ boots: [bad(false), good] }))[0]).toEqual([0, -1, 33, 30]);
    expect(rows(play({ boots: [bad(false), good] }, {}, [slow]))[0]).toEqual([0, -1, 33, 30]);
  });

  test('is not seen by the passes meanwhile, so that another is made; versions that see it wait for its end', () => {
    expect(rows(play({ boots: [bad(false), good] }))[1]).toEqual([32, 62, -1, -1]);
    expect(rows(play({ boots: [bad(false), good] }, { seesCreatingWithoutDirectory: true }))[1]).toEqual([36, 66, -1, -1]);
  });
});
