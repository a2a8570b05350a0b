/**
 * What 11.4 was recorded to do otherwise beyond the version matrix (specification 1.13) and every version below 12.0 is assumed to do: one
 * tiny fleet a difference, under 11.11 and 12.0. Nothing is drawn and every expectation is worked out by hand, in seconds.
 */
import { describe, expect, test } from 'vitest';
import { isAssumedFrom2018, runnerFlags } from '../../../src/fleet/runner-version.js';
import { MINUTE, SECOND } from '../../../src/units/time.js';
import type { FleetOptions, ManagerOptions } from '../../support/fleet-builder.js';
import { aFleet } from '../../support/fleet-builder.js';
import type { GivenOptions } from '../../support/given.js';
import { given } from '../../support/given.js';
import type { FleetOutcome } from '../../support/run-fleet.js';
import { runFleet } from '../../support/run-fleet.js';

type Options = Omit<FleetOptions, 'manager'> & { readonly manager: ManagerOptions; readonly given?: GivenOptions };

function under(version: string, { given: answers, ...options }: Options): FleetOutcome {
  const fleet = aFleet({ ...options, manager: { ...options.manager, flags: runnerFlags(version)! } });
  return runFleet(fleet, answers === undefined ? {} : { given: given(answers) });
}

const HOST: ManagerOptions = { entry: { machine: 'none' } };
const requestsAt = ({ requests }: FleetOutcome): number[] => requests.map(({ at }) => at / SECOND);
const every3 = (to: number): number[] => Array.from({ length: to / 3 + 1 }, (_, i) => 3 * i);

describe('a machine obtained inside the job is released', () => {
  // Boot to 10, script to 20, final update to 25. A single-use machine, so that its removal shows the release.
  const fleet: Options = {
    instance: { finalUpdateLatency: 5 * SECOND },
    manager: { entry: { machine: { maxBuilds: 1 } } },
    jobs: [{ script: 10 * SECOND }],
    given: { boots: [10 * SECOND] },
  };
  const seen = (version: string): unknown => under(version, fleet).machines.map(({ removingAt }) => removingAt / SECOND);

  test('11.11: after the final update', () => expect(seen('11.11')).toEqual([25]));
  test('12.0: before it', () => expect(seen('12.0')).toEqual([20]));
});

describe('SIGQUIT while a request is open', () => {
  // The request at 0 polls until 50; the feeder is stopped at 10. The job at 20 goes to the open request, if there still is one.
  const fleet = (jobs: Options['jobs'] = []): Options => ({
    instance: { longPolling: 50 * SECOND },
    manager: HOST,
    jobs,
    events: [{ at: 10 * SECOND, kind: 'stop', manager: 0, signal: 'SIGQUIT' }],
  });
  const job = [{ at: 20 * SECOND, script: 7 * SECOND }];
  const seen = (version: string, jobs?: Options['jobs']): unknown => {
    const outcome = under(version, fleet(jobs));
    return [outcome.exits[0]!.at / SECOND, ...outcome.views.map(({ finishedAt }) => finishedAt / SECOND)];
  };

  test('11.11: it goes on, and a job that comes is run', () => {
    expect(seen('11.11')).toEqual([50]);
    expect(seen('11.11', job)).toEqual([27, 27]);
  });
  test('12.0: it is cut', () => {
    expect(seen('12.0')).toEqual([10]);
    expect(seen('12.0', job)).toEqual([10]);
  });
});

describe('the stage cleanup_file_variables', () => {
  // Script to 10, cleanup of 2.
  const fleet: Options = { workload: { jobs: [{ script: 10 * SECOND }], stages: { cleanup: 2 * SECOND } }, manager: HOST };
  const seen = (version: string): unknown => under(version, fleet).jobs.map(({ finishedAt }) => finishedAt / SECOND);

  test('11.11: there is none', () => expect(seen('11.11')).toEqual([10]));
  test('12.0', () => expect(seen('12.0')).toEqual([12]));
});

describe('a request that is answered 500', () => {
  // The only slot is held through a pause of 7 inside the request at 0, so the feeds at 3 and 6 are refused. From 12.0 on it is answered at 0.
  const fleet: Options = {
    horizon: 14 * SECOND,
    manager: HOST,
    given: { failRequests: [{ from: 0, to: SECOND, status: 500 }], backoff: [7 * SECOND] },
  };

  test('11.11: a pause inside it', () => expect(requestsAt(under('11.11', fleet))).toEqual([0, 9, 12]));
  test('12.0: answered at once', () => expect(requestsAt(under('12.0', fleet))).toEqual(every3(12)));
});

describe('a connection that breaks', () => {
  // 11.11 takes it for healthy and asks with each feed. 12.0 is unhealthy after the third, at 6, and silent for an hour.
  const fleet: Options = { horizon: MINUTE, manager: HOST, given: { failRequests: [{ from: 0, to: MINUTE, status: 0 }] } };

  test('11.11', () => expect(requestsAt(under('11.11', fleet))).toEqual(every3(57)));
  test('12.0', () => expect(requestsAt(under('12.0', fleet))).toEqual([0, 3, 6]));
});

test('a version that is taken to be as 11.4 without a recording says so', () => {
  const versions = ['9.0', '11.3', '11.4', 'v11.4.2', '11.5', '11.11', '12.0', '13.12', '19.4'];
  expect(versions.filter(isAssumedFrom2018)).toEqual(['9.0', '11.3', '11.5', '11.11']);
});
