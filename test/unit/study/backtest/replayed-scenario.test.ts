/** Scenarios whose load is a history: when the run begins, how long it is, and what comes. */
import { describe, expect, test } from 'vitest';
import { epochOf } from '../../../../src/scenario/accepted.js';
import { sha256 } from '../../../../src/scenario/load-files.js';
import { ownWarnings, replayedScenario, replayStart, type ReplayedScenario } from '../../../../src/study/backtest/replayed-scenario.js';
import { DAY, MINUTE, SECOND } from '../../../../src/units/time.js';
import { plainFleet, replayOf } from '../../../support/backtests.js';
import { prepared } from '../../../support/scenario-files.js';

const { 'fleet.yaml': text, ...files } = plainFleet(2);
/** Two jobs, the second a minute after the first. */
const { history } = replayOf(`job,tags,runner,status,queued_at,started_at,finished_at
1,docker,r1,success,2018-10-03T10:20:30Z,2018-10-03T10:20:30Z,2018-10-03T10:25:30Z
2,docker,r2,success,2018-10-03T10:21:30Z,2018-10-03T10:21:40Z,2018-10-03T10:22:40Z
`);
const FROM = epochOf('2018-10-03T10:20:30Z');
const own = replayOf('job,tags,queued_at,started_at,finished_at\n1,docker,5000,5000,5300\n2,docker,5060,5060,5120\n').history;

function replayed(set: readonly string[] = [], of = history): ReplayedScenario {
  const found = replayedScenario(prepared({ files, set }, text), of, { hash: sha256, isOwnFile: () => false });
  if ('issues' in found) throw new Error(found.issues.map(({ message }) => message).join());
  return found;
}

/** Seconds since the start of the run at which jobs become pending. */
function comings({ prepared: { fleet } }: ReplayedScenario): number[] {
  const [{ arrivals }] = fleet.workloads as [(typeof fleet.workloads)[number]];
  if (arrivals.kind !== 'trace') throw new Error('a history is a trace');
  return [...arrivals.queuedAt].map((at) => at / SECOND);
}

describe('the run', () => {
  test('begins in the minute of the first job where the scenario states no start, and ends a day after the history', () => {
    const found = replayed();
    expect(replayStart(history)).toBe('2018-10-03T10:20:00Z');
    expect(found.prepared.scenario.start).toBe('2018-10-03T10:20:00Z');
    expect(found.origin).toBe(FROM - 30 * SECOND);
    expect(comings(found)).toEqual([30, 90]);
    // The first job ends last.
    expect(found.prepared.fleet.horizon).toBe(30 * SECOND + 5 * MINUTE + DAY);
    expect(found.prepared.fleet.warmup).toBe(0);
    expect(found.movedStart).toBeUndefined();
  });

  test('is of the history as it was, whatever multiple of its load the scenario asks for', () => {
    const found = replayed(['scale.pipelines=3']);
    expect(comings(found)).toEqual([30, 90]);
    expect(found.prepared.warnings).toEqual(replayed().prepared.warnings);
  });

  test('begins when the scenario says, where that is within a week before', () => {
    const found = replayed(['start=2018-09-26T10:20:30Z']);
    expect(found.origin).toBe(FROM - 7 * DAY);
    expect(comings(found)[0]).toBe(7 * 24 * 3600);
    expect(found.movedStart).toBeUndefined();
  });

  test.each(['2018-09-26T10:20:29Z', '2018-10-03T10:20:31Z'])('begins with the history where that is not: %s', (start) => {
    const found = replayed([`start=${start}`]);
    expect(found.origin).toBe(FROM - 30 * SECOND);
    expect(found.movedStart).toBe(start);
  });

  test('of a clock of its own begins with its first job, at the start that the scenario has', () => {
    const found = replayed(['start=2010-01-01T00:00:00Z'], own);
    expect(found.origin).toBe(5000 * SECOND);
    expect(found.prepared.scenario.start).toBe('2010-01-01T00:00:00Z');
    expect(comings(found)).toEqual([0, 60]);
    expect(found.movedStart).toBeUndefined();
  });
});

test('the history is the only workload, and each of its rows is traced', () => {
  const found = replayed();
  expect(Object.keys(found.prepared.scenario.workloads)).toEqual(['history']);
  expect(found.traced).toEqual({ firstLine: 2, rows: 2 });
  const [{ arrivals }] = found.prepared.fleet.workloads as [(typeof found.prepared.fleet.workloads)[number]];
  expect(arrivals).toMatchObject({ kind: 'trace', line: Int32Array.of(2, 3) });
  expect(found.workload.of).toEqual(['today']);
});

test('an event that lies before the start to which a run is moved is refused', () => {
  const set = ['start=2018-09-20T00:00:00Z', 'horizon=30d', 'events=[{ at: 2018-09-28T00:00:00Z, stop: { manager: r-1 } }]'];
  const found = replayedScenario(prepared({ files, set }, text), history, { hash: sha256, isOwnFile: () => false });
  expect('issues' in found ? found.issues.map(({ message }) => message).join() : 'accepted').toMatch(/before the start/u);
});

test('warnings of a replay are those that are not of its rows', () => {
  const warning = { severity: 'warning', file: 's.yaml', message: 'm' } as const;
  const [ofRows, ofFleet, ofNothing] = [{ ...warning, path: 'workloads.history' }, { ...warning, path: 'managers.r' }, warning];
  expect(ownWarnings({ warnings: [ofRows, ofFleet, ofNothing] as never })).toEqual([ofFleet, ofNothing]);
});
