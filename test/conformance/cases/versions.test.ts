/**
 * Rows of the version matrix (specification 1.11) that change what the model does: one tiny fleet a row, run under the version just below
 * the row and at it. Nothing is drawn and every expectation is worked out by hand in the comment beside it, in seconds. Rows that are a
 * key of config.toml are in version-keys.test.ts.
 */
import { describe, expect, test } from 'vitest';
import { runnerFlags } from '../../../src/fleet/runner-version.js';
import { NOT_YET } from '../../../src/record/not-yet.js';
import { HOUR, MINUTE, SECOND } from '../../../src/units/time.js';
import type { FleetOptions, ManagerOptions } from '../../support/fleet-builder.js';
import { aFleet } from '../../support/fleet-builder.js';
import type { GivenOptions } from '../../support/given.js';
import { given } from '../../support/given.js';
import type { FleetOutcome } from '../../support/run-fleet.js';
import { runFleet } from '../../support/run-fleet.js';

type Options = Omit<FleetOptions, 'manager'> & { readonly manager?: ManagerOptions; readonly given?: GivenOptions };

/** The fleet under a version. Machines boot in 10 s and are removed in 10 s where nothing else is said. */
function under(version: string, { given: answers, ...options }: Options): FleetOutcome {
  const seconds = (value: number) => ({ kind: 'constant', value: value * SECOND }) as const;
  const fleet = aFleet({
    ...options,
    zone: { bootTime: seconds(10), deleteTime: seconds(10), ...options.zone },
    manager: { ...options.manager, flags: runnerFlags(version)! },
  });
  return runFleet(fleet, answers === undefined ? {} : { given: given(answers) });
}

/** Instants in seconds; NaN where the instant has not come. */
const s = (at: number | undefined): number => (at === undefined || at === NOT_YET ? NaN : at / SECOND);
const requestsAt = ({ requests }: FleetOutcome): number[] => requests.map(({ at }) => s(at));
const passesAt = ({ passes }: FleetOutcome): number[] => passes.map(({ at }) => s(at));
const createdAt = ({ machines }: FleetOutcome): number[] => machines.map(({ createAt }) => s(createAt));
const startedAt = ({ jobs }: FleetOutcome): number[] => jobs.map((job) => s(job.startedAt));
const scriptAt = ({ jobs }: FleetOutcome): number[] => jobs.map((job) => s(job.scriptAt));
const finishedAt = ({ jobs }: FleetOutcome): number[] => jobs.map((job) => s(job.finishedAt));
const every3 = (from: number, to: number): number[] => Array.from({ length: (to - from) / 3 + 1 }, (_, i) => from + 3 * i);

describe('11.1: a good check of a machine is remembered for five minutes', () => {
  // The machine is ready at 10. The pass at 12 picks it and checks it for 1 s; the answer at 13 lets it ask. 11.0 checks again in each
  // later pass and asks 1 s after each feed. 11.1 remembers until 313: it asks with the feeds 15 to 312 and checks again at 315 (316).
  const fleet: Options = { horizon: 320 * SECOND, zone: { connectLatency: SECOND }, manager: { entry: { machine: { idleCount: 1 } } } };

  test('11.0', () => expect(requestsAt(under('11.0', fleet))).toEqual(every3(13, 319)));
  test('11.1', () => expect(requestsAt(under('11.1', fleet))).toEqual([13, ...every3(15, 312), 316, 318]));
});

describe('12.5: machines that are creating count before their directory exists', () => {
  // IdleCount 2; a directory appears 5 s after its create command began, boots take 20. The pass at 0 makes two machines. At 3 they have no
  // directory: 12.4 sees none and makes two more. At 6 the first two are seen (since 5), at 9 all four: no more.
  const fleet: Options = {
    horizon: 15 * SECOND,
    manager: { entry: { machine: { idleCount: 2 } } },
    given: { boots: [20 * SECOND], directoryDelay: 5 * SECOND },
  };

  test('12.4', () => expect(createdAt(under('12.4', fleet))).toEqual([0, 0, 3, 3]));
  test('12.5', () => expect(createdAt(under('12.5', fleet))).toEqual([0, 0]));
});

describe('13.6: a job that waits for its machine takes any that becomes free', () => {
  // Two jobs at 0, on demand: both are handed out at 0 (the second by the re-offer). Machine 1 boots in 20, machine 2 in 100. Job 1 runs its
  // script from 20 to 50 and frees machine 1. From 13.6 on job 2 takes it at 50; before, it waits for machine 2 until 100.
  const fleet: Options = {
    manager: { entry: { machine: { idleTime: HOUR } } },
    jobs: [{ script: 30 * SECOND }, { script: 30 * SECOND }],
    given: { boots: [20 * SECOND, 100 * SECOND] },
  };
  const seen = (version: string): unknown => under(version, fleet).views.map(({ scriptAt, machine }) => [s(scriptAt), machine]);

  test('13.5', () =>
    expect(seen('13.5')).toEqual([
      [20, 1],
      [100, 2],
    ]));
  test('13.6', () =>
    expect(seen('13.6')).toEqual([
      [20, 1],
      [50, 1],
    ]));
});

describe('14.3: no provision commands after a failed create', () => {
  // The create command fails at 10. Before 14.3 three provisions of no length follow, 1 s before each, and all fail: failed for good at 13,
  // and counted as creating until then, so that the pass at 12 makes none and the one at 15 does. From 14.3 on it has failed at 10 and the
  // pass at 12 makes the next.
  const fleet: Options = {
    horizon: 16 * SECOND,
    manager: { entry: { machine: { idleCount: 1 } } },
    given: { boots: [{ us: 10 * SECOND, ok: false }] },
  };
  const seen = (version: string): unknown => {
    const outcome = under(version, fleet);
    return { failedAt: s(outcome.machines[0]?.failedAt), createdAt: createdAt(outcome) };
  };

  test('14.2', () => expect(seen('14.2')).toEqual({ failedAt: 13, createdAt: [0, 15] }));
  test('14.3', () => expect(seen('14.3')).toEqual({ failedAt: 10, createdAt: [0, 12] }));

  // The second provision, of 4 s, saves the machine: 10 + 1 + 0 (fails) + 1 + 4 = 16.
  test('14.2: a provision saves a machine that 14.3 gives up', () => {
    const saved: Options = {
      ...fleet,
      horizon: 20 * SECOND,
      given: {
        boots: [{ us: 10 * SECOND, ok: false }],
        provisions: [
          [
            { us: 0, ok: false },
            { us: 4 * SECOND, ok: true },
          ],
        ],
      },
    };
    expect(under('14.2', saved).machines.map(({ readyAt, failed }) => [s(readyAt), failed])).toEqual([[16, false]]);
    expect(under('14.3', saved).machines[0]).toMatchObject({ readyAt: NOT_YET, failed: true });
  });
});

describe('14.6: the idle test of the walk counts available machines, not idle ones alone', () => {
  // IdleCount 1, IdleTime 20, long polls of 50. Machine 1 is ready at 10 and gets the job at 12 (script to 28). The pass at 15 makes machine
  // 2, ready at 25. The feed at 27 polls with machine 2 until 77, the one at 30 with machine 1 until 80. The pass at 78 finds machine 1
  // acquired and machine 2 idle, its clock at 25 (a poll leaves it). 14.5: no idle machine before it, so it is kept. 14.6: one available
  // machine before it, IdleCount is met, 53 > 20: it goes.
  const fleet: Options = {
    horizon: 79 * SECOND,
    instance: { longPolling: 50 * SECOND },
    manager: { entry: { requestConcurrency: 2, machine: { idleCount: 1, idleTime: 20 * SECOND } } },
    jobs: [{ script: 16 * SECOND }],
  };
  const seen = (version: string): unknown =>
    under(version, fleet).machines.map(({ readyAt, removingAt, reasonRemoved }) => [s(readyAt), s(removingAt), reasonRemoved]);

  test('14.5', () =>
    expect(seen('14.5')).toEqual([
      [10, NaN, 'none'],
      [25, NaN, 'none'],
    ]));
  test('14.6', () =>
    expect(seen('14.6')).toEqual([
      [10, NaN, 'none'],
      [25, 78, 'idle_surplus'],
    ]));
});

describe('15.6: a removal that begins at the very end of the process has its stop command started', () => {
  // A single-use machine boots for its job until 10 and the script runs to 20; a stop takes 3. SIGQUIT at 15: the process ends at 20, as the removal begins.
  // The restart at 40 does without MaxBuilds; job 2 comes at 41. 15.5: machine 1 was not stopped, is found, answers, and job 2 runs on it with
  // the feed at 43. 15.6: machine 1 was stopped, is found at 40 and does not answer; job 2 needs machine 2, made at 43 and ready at 53.
  const fleet: Options = {
    zone: { stopTime: 3 * SECOND },
    manager: {
      configs: [{ entry: { machine: { maxBuilds: 1, idleTime: HOUR } } }, { entry: { machine: { maxBuilds: 0, idleTime: HOUR } } }],
    },
    jobs: [{ script: 10 * SECOND }, { at: 41 * SECOND, script: 10 * SECOND }],
    events: [
      { at: 15 * SECOND, kind: 'stop', manager: 0, signal: 'SIGQUIT' },
      { at: 30 * SECOND, kind: 'reload', manager: 0, config: 1 },
      { at: 40 * SECOND, kind: 'start', manager: 0 },
    ],
  };
  const seen = (version: string): unknown => {
    const { exits, views } = under(version, fleet);
    return { exits: exits.map(({ at }) => s(at)), jobs: views.map(({ scriptAt, machine }) => [s(scriptAt), machine]) };
  };
  const both = (second: readonly number[]): unknown => ({ exits: [20], jobs: [[10, 1], second] });

  test('15.5', () => expect(seen('15.5')).toEqual(both([43, 1])));
  test('15.6', () => expect(seen('15.6')).toEqual(both([53, 2])));
  test('11.4 was recorded to start the stop command too', () => expect(seen('11.4')).toEqual(both([53, 2])));
});

describe('16.5: limit and MaxGrowthRate hold a request back without an idle pool too', () => {
  // limit 1, single-use machines, removal takes 60. Job 1 has machine 1 from 10, is done at 20, and the removal takes until 80. Job 2 comes
  // at 1 and its worker is refused until 20 (limit of builds). 16.4 hands it out with the feed at 21; 16.5 counts the machine being removed
  // and waits for the feed at 81. Each then boots for 10.
  const limit: Options = {
    zone: { deleteTime: { kind: 'constant', value: MINUTE } },
    manager: { entry: { limit: 1, machine: { maxBuilds: 1, idleTime: HOUR } } },
    jobs: [{ script: 10 * SECOND }, { at: SECOND, script: 10 * SECOND }],
  };
  const seen = (version: string, fleet: Options): unknown => {
    const outcome = under(version, fleet);
    return { startedAt: startedAt(outcome), scriptAt: scriptAt(outcome) };
  };

  test('16.4, limit', () => expect(seen('16.4', limit)).toEqual({ startedAt: [0, 21], scriptAt: [10, 31] }));
  test('16.5, limit', () => expect(seen('16.5', limit)).toEqual({ startedAt: [0, 81], scriptAt: [10, 91] }));

  // MaxGrowthRate 1, job 2 at 1. 16.4 hands it out at 3; its creation waits for the growth slot until 10 and boots until 20. 16.5 does not
  // ask while machine 1 is creating: the feed at 12 gets it, and it boots from 12 to 22.
  const growth: Options = {
    manager: { entry: { machine: { maxBuilds: 1, maxGrowthRate: 1, idleTime: HOUR } } },
    jobs: [{ script: MINUTE }, { at: SECOND, script: MINUTE }],
  };

  test('16.4, MaxGrowthRate', () => expect(seen('16.4', growth)).toEqual({ startedAt: [0, 3], scriptAt: [10, 20] }));
  test('16.5, MaxGrowthRate', () => expect(seen('16.5', growth)).toEqual({ startedAt: [0, 12], scriptAt: [10, 22] }));
});

describe('17.9: limit, then request slot, then the pass', () => {
  // One request slot, long polls of 50. The pass at 12 picks the machine that is ready since 10 and polls until 62. 17.8 makes a pass with
  // each feed all the same; 17.9 makes none until the feed at 63.
  const polling: Options = {
    horizon: 65 * SECOND,
    instance: { longPolling: 50 * SECOND },
    manager: { entry: { machine: { idleCount: 1 } } },
  };

  test('17.8', () => expect(passesAt(under('17.8', polling))).toEqual(every3(0, 63)));
  test('17.9', () => expect(passesAt(under('17.9', polling))).toEqual([0, 3, 6, 9, 12, 63]));

  // No long polls, limit 1 and a job from 12 to 43. 17.8 goes on with its passes: the re-offer at 12 makes one too, and so do all feeds while
  // the entry is at its limit. 17.9 makes none from 15 to 42; the next feed is at 45.
  const full: Options = {
    horizon: 46 * SECOND,
    manager: { entry: { limit: 1, machine: { idleCount: 1 } } },
    jobs: [{ script: 31 * SECOND }],
  };
  test('17.8 at its limit', () => expect(passesAt(under('17.8', full))).toEqual([0, 3, 6, 9, 12, 12, ...every3(15, 45)]));
  test('17.9 at its limit', () => expect(passesAt(under('17.9', full))).toEqual([0, 3, 6, 9, 12, 45]));
});

describe('18.0: adaptive request concurrency', () => {
  // Two request slots and no jobs: the feeds at 0 and 3 poll until 50 and 53. From 18.0 on a quiet entry has one slot.
  const fleet: Options = {
    horizon: 49 * SECOND,
    instance: { longPolling: 50 * SECOND },
    manager: { entry: { machine: 'none', requestConcurrency: 2 } },
  };

  test('17.11', () => expect(requestsAt(under('17.11', fleet))).toEqual([0, 3]));
  test('18.0', () => expect(requestsAt(under('18.0', fleet))).toEqual([0]));
});

describe('18.5: the update "running" is made while the request slot is held', () => {
  // The update takes 1 s. 18.4: both jobs are handed out at 0 and run at once. 18.5: job 1 runs from 1; the re-offer after its update gets
  // job 2 at 1, which runs from 2.
  const fleet: Options = {
    instance: { updateLatency: SECOND },
    manager: { entry: { machine: 'none' } },
    jobs: [{ script: 10 * SECOND }, { script: 10 * SECOND }],
  };
  const seen = (version: string): unknown => {
    const outcome = under(version, fleet);
    return { startedAt: startedAt(outcome), scriptAt: scriptAt(outcome) };
  };

  test('18.4', () => expect(seen('18.4')).toEqual({ startedAt: [0, 0], scriptAt: [0, 0] }));
  test('18.5', () => expect(seen('18.5')).toEqual({ startedAt: [0, 1], scriptAt: [1, 2] }));
});

describe('18.9 and 18.10: settings that the model itself does not follow before', () => {
  // version-keys.test.ts has the keys, which the reader ignores before the model could. Three jobs on slots of the host: all at 0 by the
  // re-offers; strictly, each takes a feed of its own.
  const strict: Options = {
    manager: { entry: { machine: 'none', strictCheckInterval: true } },
    jobs: [{ script: MINUTE }, { script: MINUTE }, { script: MINUTE }],
  };
  test('18.8', () => expect(startedAt(under('18.8', strict))).toEqual([0, 0, 0]));
  test('18.9', () => expect(startedAt(under('18.9', strict))).toEqual([0, 3, 6]));

  // One idle machine since 10 and SIGQUIT at 20: the forced remove of the drain takes 7.
  const drained: Options = {
    zone: { forceDeleteTime: 7 * SECOND },
    manager: { drain: { enabled: true }, entry: { machine: { idleCount: 1 } } },
    events: [{ at: 20 * SECOND, kind: 'stop', manager: 0, signal: 'SIGQUIT' }],
  };
  const gone = (version: string): unknown => {
    const { exits, machines } = under(version, drained);
    return [s(exits[0]?.at), ...machines.map(({ goneAt }) => s(goneAt))];
  };
  test('18.9 leaves the pool', () => expect(gone('18.9')).toEqual([20, NaN]));
  test('18.10 drains it', () => expect(gone('18.10')).toEqual([27, 27]));
});

describe('19.0: a retried request halves the adaptive value', () => {
  // Requests take 0.9. Job 1 comes at 0.9 (value 1), job 2 at 1.8 (1.1); the third request is answered 500 at 2.7. 18.11: 1.1 x 0.95 = 1.045,
  // so two requests are allowed: the feeds at 3 and 6 both poll (till past the horizon). 19.0: 1.1 x 0.5, at least 1, so one is allowed: 3.
  const fleet: Options = {
    horizon: 50 * SECOND,
    instance: { requestLatency: 900_000, longPolling: 50 * SECOND },
    manager: { entry: { machine: 'none', requestConcurrency: 10 } },
    jobs: [{ script: HOUR }, { script: HOUR }],
    given: { failRequests: [{ from: 2 * SECOND, to: 3 * SECOND, status: 500 }] },
  };

  test('18.11', () => expect(requestsAt(under('18.11', fleet))).toEqual([0, 0.9, 1.8, 3, 6]));
  test('19.0', () => expect(requestsAt(under('19.0', fleet))).toEqual([0, 0.9, 1.8, 3]));
});

describe('19.0: the pause between prepare attempts can be cut', () => {
  // Every creation fails after 1 s; a try is that and 1 s, so the first attempt of three tries fails at 6. The job's limit is 7. 18.11 waits
  // for the whole pause of 3 s and times out at 9, 19.0 at 7.
  const fleet: Options = {
    manager: { entry: { machine: { idleTime: HOUR } } },
    jobs: [{ timeout: 7 * SECOND }],
    given: { boots: [{ us: SECOND, ok: false }] },
  };
  const seen = (version: string): unknown => under(version, fleet).jobs.map(({ status, finishedAt }) => [status, s(finishedAt)]);

  test('18.11', () => expect(seen('18.11')).toEqual([['timed_out', 9]]));
  test('19.0', () => expect(seen('19.0')).toEqual([['timed_out', 7]]));
});

describe('19.0: SIGTERM carries a job in prepare_script to the end of that stage', () => {
  // prepare takes 5 and prepare_script 10. SIGTERM at 8: 18.11 ends the job at once, 19.0 at 15. At 3, in prepare: 18.11 at 5, 19.0 at 15.
  const fleet = (at: number): Options => ({
    workload: { jobs: [{ script: HOUR }], stages: { prepare: 5 * SECOND, prepareScript: 10 * SECOND } },
    manager: { entry: { machine: 'none' } },
    events: [{ at: at * SECOND, kind: 'stop', manager: 0, signal: 'SIGTERM' }],
  });
  const seen = (version: string): unknown => [3, 8].flatMap((at) => finishedAt(under(version, fleet(at))));

  test('18.11', () => expect(seen('18.11')).toEqual([5, 8]));
  test('19.0', () => expect(seen('19.0')).toEqual([15, 15]));
});

describe('19.1: a removal is given up after its attempts', () => {
  // Boot to 10, script to 20, then every remove command fails after 10 and a pause of 30 follows: 30 rounds of 40 (the default) end at
  // 20 + 1200 = 1220, and the forced remove takes no time. 19.0 never gives up: round k begins at 20 + 40 (k-1).
  const fleet: Options = {
    zone: { deleteFailure: 1 },
    manager: { entry: { machine: { maxBuilds: 1 } } },
    jobs: [{ script: 10 * SECOND }],
  };
  const seen = (version: string): unknown =>
    under(version, fleet).machines.map(({ removingAt, goneAt, gaveUp }) => ({ removingAt: s(removingAt), goneAt: s(goneAt), gaveUp }));

  test('19.0', () => expect(seen('19.0')).toEqual([{ removingAt: 20, goneAt: NaN, gaveUp: false }]));
  test('19.1', () => expect(seen('19.1')).toEqual([{ removingAt: 20, goneAt: 1220, gaveUp: true }]));
});

describe('19.1: a job aborted by SIGTERM is interrupted, before a system failure', () => {
  const fleet: Options = {
    manager: { entry: { machine: 'none' } },
    jobs: [{ script: MINUTE }],
    events: [{ at: 20 * SECOND, kind: 'stop', manager: 0, signal: 'SIGTERM' }],
  };
  const seen = (version: string): unknown => under(version, fleet).views.map(({ result, finishedAt }) => [result, s(finishedAt)]);

  test('19.0', () => expect(seen('19.0')).toEqual([['system_failure', 20]]));
  test('19.1', () => expect(seen('19.1')).toEqual([['interrupted', 20]]));
});
