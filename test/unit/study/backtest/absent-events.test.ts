/** Events for runners that were away: which process of the fleet each is of, and how it is written. */
import { describe, expect, test } from 'vitest';
import type { FleetSpec } from '../../../../src/fleet/fleet.js';
import type { Absence } from '../../../../src/history/describe/absences.js';
import type { SeenRunner } from '../../../../src/history/describe/runners.js';
import { absentEvents } from '../../../../src/study/backtest/absent-events.js';
import type { BacktestAbsence } from '../../../../src/study/backtest/backtest-result.js';
import { parseDuration } from '../../../../src/units/duration.js';
import { HOUR, MINUTE, SECOND } from '../../../../src/units/time.js';
import { aFleet, type EntryOptions, type ManagerOptions } from '../../../support/fleet-builder.js';
import { MONDAY } from '../../../support/history.js';

const away = (runner: string, from = 9, to = 11): Absence => ({ runner, from: MONDAY + from * HOUR, to: MONDAY + to * HOUR, passed: 4 });
const seen = (name: string, ...tags: readonly string[]): SeenRunner => ({ name, tags: new Set(tags) }) as unknown as SeenRunner;

/** Processes of two groups: the first two take what is tagged `docker`, the last what is tagged `gpu`. */
const fleetOf = (...managers: readonly ManagerOptions[]): FleetSpec =>
  aFleet({
    groups: ['hosts', 'gpus'],
    runners: [
      { name: 'docker-runner', tags: ['docker'] },
      { name: 'gpu-runner', tags: ['gpu'] },
    ],
    managers,
  });
const entry = (name: string, runner: number): EntryOptions => ({ machine: 'none', name, runner });
const FLEET = fleetOf(
  { name: 'r-1', entry: entry('docker', 0) },
  { name: 'r-2', entry: entry('docker', 0) },
  { name: 'g', group: 1, entry: entry('gpu', 1) },
);
const CLOCK = { isClock: true, origin: MONDAY };

function events(absences: readonly Absence[], runners: readonly SeenRunner[] = [], fleet = FLEET): BacktestAbsence[] {
  return absentEvents(absences, runners, fleet, CLOCK);
}
/** The process of each event, and whether it is assumed. */
const processes = (found: readonly BacktestAbsence[]): unknown[] =>
  found.map(({ event, isAssumed }) => [/manager: (.*) \} \}$/u.exec(event ?? '')?.[1], isAssumed]);

describe('the process', () => {
  test('is that of the name, whatever stands between its parts', () => {
    expect(processes(events([away('r-2'), away('R_1')]))).toEqual([
      ['r-2', false],
      ['r-1', false],
    ]);
  });

  test('is else one of the group, the entry or the registration of that name', () => {
    expect(processes(events([away('gpus'), away('docker', 12, 13), away('gpu-runner', 14, 15)]))).toEqual([
      ['g', false],
      ['r-1', false],
      ['g', false],
    ]);
  });

  test('is else assumed: one that takes all tags of its jobs', () => {
    expect(processes(events([away('x')], [seen('x', 'gpu')]))).toEqual([['g', true]]);
    expect(processes(events([away('x')], [seen('x', 'gpu', 'docker')]))).toEqual([[undefined, false]]);
  });

  test('is another one where two were away at the same time, and none where there is no other', () => {
    const runners = ['x', 'y', 'z'].map((name) => seen(name, 'docker'));
    expect(processes(events([away('x', 9, 11), away('y', 10, 12), away('z', 10, 11)], runners))).toEqual([
      ['r-1', true],
      ['r-2', true],
      [undefined, false],
    ]);
    // One after the other may be of the same.
    expect(processes(events([away('x', 9, 11), away('y', 11, 12)], runners))).toEqual([
      ['r-1', true],
      ['r-1', true],
    ]);
  });
});

describe('the event', () => {
  test('begins and ends on whole seconds around the absence', () => {
    const absence = { ...away('r-1'), from: MONDAY + 9 * HOUR + 1.5 * SECOND, to: MONDAY + 9 * HOUR + 30 * MINUTE + 0.2 * SECOND };
    expect(events([absence])).toEqual([
      {
        runner: 'r-1',
        passed: 4,
        from: '2018-10-01T09:00:01.500000Z',
        to: '2018-10-01T09:30:00.200000Z',
        event: '{ at: 2018-10-01T09:00:01Z, for: 30m, outage: { manager: r-1 } }',
        isAssumed: false,
      },
    ]);
  });

  test('is as long as the absence to the second, however long that is', () => {
    const long = { ...away('r-1'), to: MONDAY + 9 * HOUR + (8 * 24 + 7) * HOUR + 29 * MINUTE + 5 * SECOND };
    const [{ event }] = events([long]) as [BacktestAbsence];
    expect(parseDuration(/for: (.*?),/u.exec(event!)![1]!)).toBe(long.to - long.from);
    const later = { runner: 'r-1', from: 100_000 * SECOND, to: 110_000 * SECOND, passed: 3 };
    const [own] = absentEvents([later], [], FLEET, { isClock: false, origin: SECOND }) as [BacktestAbsence];
    expect(parseDuration(/at: (.*?),/u.exec(own.event!)![1]!)).toBe(99_999 * SECOND);
  });

  test('of a clock of its own counts from the start of the run, and none begins before it', () => {
    const absence = { runner: 'r-1', from: 3600 * SECOND, to: 7200 * SECOND, passed: 3 };
    const at = (origin: number): string => absentEvents([absence], [], FLEET, { isClock: false, origin })[0]!.event!;
    expect(at(600 * SECOND)).toBe('{ at: 50m, for: 1h, outage: { manager: r-1 } }');
    expect(at(5400 * SECOND)).toBe('{ at: 0s, for: 30m, outage: { manager: r-1 } }');
  });

  test('has names in quotes that YAML would not read as texts', () => {
    const written = (name: string): string | null => events([away(name)], [], fleetOf({ name, entry: entry('e', 0) }))[0]!.event;
    expect(written('a: {b}')).toContain('manager: "a: {b}"');
    expect(written('17')).toContain('manager: "17"');
    expect(written('no')).toContain('manager: "no"');
    expect(written('host-1.eu')).toContain('manager: host-1.eu ');
  });
});
