/** What the recordings leave out: a pending job that is cancelled, and a second signal to a process that stops. */
import { describe, expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../../src/units/time.js';
import { aFleet } from '../../support/fleet-builder.js';
import { runFleet } from '../../support/run-fleet.js';

const busyHost = { concurrent: 1, checkInterval: SECOND, entry: { machine: 'none' as const } };

describe('a pending job whose user cancels it', () => {
  const jobs = [{ script: 5 * MINUTE }, { at: SECOND, cancelAt: MINUTE }, { at: 2 * SECOND }];

  test('leaves the queue at once and is never handed out', () => {
    const { jobs: records } = runFleet(aFleet({ horizon: 10 * MINUTE, manager: busyHost, jobs }));
    expect(records.map(({ status, startedAt, finishedAt }) => [status, startedAt >= 0, finishedAt >= 0])).toEqual([
      ['success', true, true],
      ['cancelled', false, true],
      ['success', true, true],
    ]);
    expect(records[1]!.finishedAt).toBe(MINUTE);
    expect(records[2]!.startedAt).toBe(5 * MINUTE);
  });

  test('is still handed out where the instance does so', () => {
    const { jobs: records } = runFleet(aFleet({ horizon: 10 * MINUTE, instance: { cancelPending: false }, manager: busyHost, jobs }));
    expect(records[1]).toMatchObject({ status: 'cancelled', startedAt: 5 * MINUTE });
  });

  test('is not touched by the cancel of another job that had its place in the table', () => {
    // Job 1 is over before its own cancel; job 2 takes its place in the table and waits when that cancel comes.
    const { jobs: records } = runFleet(
      aFleet({
        horizon: 20 * MINUTE,
        manager: busyHost,
        jobs: [{ script: SECOND, cancelAt: 5 * MINUTE }, { at: MINUTE, script: 10 * MINUTE }, { at: 2 * MINUTE }],
      }),
    );
    expect(records.map(({ status }) => status)).toEqual(['success', 'success', 'success']);
  });
});

describe('a second signal', () => {
  const running = { manager: { ...busyHost, concurrent: 2 }, jobs: [{ script: 10 * MINUTE }] };
  const stop = (at: number, signal: 'SIGQUIT' | 'SIGTERM') => ({ at, kind: 'stop' as const, manager: 0, signal });

  test('makes a graceful stop forceful', () => {
    const { views, exits } = runFleet(
      aFleet({ ...running, horizon: 20 * MINUTE, events: [stop(MINUTE, 'SIGQUIT'), stop(2 * MINUTE, 'SIGQUIT')] }),
    );
    expect(views[0]).toMatchObject({ result: 'interrupted', finishedAt: 2 * MINUTE });
    expect(exits).toEqual([expect.objectContaining({ at: 2 * MINUTE, clean: true })]);
  });

  test('ends a forceful stop at once', () => {
    const { views, exits } = runFleet(
      aFleet({
        ...running,
        horizon: 20 * MINUTE,
        instance: { finalUpdateLatency: MINUTE },
        events: [stop(MINUTE, 'SIGTERM'), stop(MINUTE + SECOND, 'SIGTERM')],
      }),
    );
    expect(views[0]!.result).toBe('lost');
    expect(exits).toEqual([expect.objectContaining({ at: MINUTE + SECOND, clean: false })]);
  });
});
