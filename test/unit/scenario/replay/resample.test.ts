/** Whole days of a history as arrivals: by hand on four days from a Friday on. */
import { describe, expect, test } from 'vitest';
import { localDays, type DatedDay } from '../../../../src/scenario/periods/local-days.js';
import { offsetsOf } from '../../../../src/scenario/periods/zone.js';
import { firstRows, resample, WEEKDAY, WEEKEND, type Resampled, type ResampleOptions } from '../../../../src/scenario/replay/resample.js';
import { wholeDays } from '../../../../src/scenario/replay/whole-days.js';
import { readTrace, type TraceTable } from '../../../../src/trace/table.js';
import { parseInstant } from '../../../../src/units/instant.js';
import { DAY, HOUR, MINUTE, SECOND } from '../../../../src/units/time.js';

/** Friday to Monday; nothing on Sunday. The pipeline `late` comes on two days. */
const HISTORY = `project,pipeline,created_at,queued_at,duration,cancel_at
p,early,2024-02-09T00:19:00Z,2024-02-09T00:20:00Z,60,
q,late,2024-02-09T12:00:00Z,2024-02-09T12:00:00Z,5,
p,late,2024-02-10T12:00:00Z,2024-02-10T12:00:00Z,60,2024-02-10T12:02:00Z
p,,2024-02-12T10:00:00Z,2024-02-12T10:00:00Z,5,
p,late,2024-02-12T23:40:00Z,2024-02-12T23:40:00Z,60,
`;
const COLUMNS = {
  project: 'project',
  pipeline: 'pipeline',
  created_at: 'created_at',
  queued_at: 'queued_at',
  duration: 'duration',
  cancel_at: 'cancel_at',
};
const history = readTrace(HISTORY, COLUMNS, 'a');
/** A run from Thursday noon to Saturday noon. */
const days = localDays('UTC', parseInstant('2024-03-07T12:00:00Z')!, 2 * DAY);

function resampled(table: TraceTable = history, options: Partial<ResampleOptions> = {}): Resampled {
  const result = resample(table, wholeDays(table, offsetsOf('UTC')), {
    overhead: 0,
    bits: 0,
    projectOf: () => 0,
    tags: [],
    days,
    ...options,
  });
  if ('problem' in result) throw new Error(result.problem);
  return result;
}

describe('days as arrivals', () => {
  const { arrivals, otherProject, clipped } = resampled();

  test('have the rows of each day at their local times', () => {
    expect(arrivals).toMatchObject({ kind: 'resample', count: 5 });
    expect([...arrivals.firstRow]).toEqual([0, 2, 3, 3, 5]);
    expect(arrivals.names).toEqual(['2024-02-09', '2024-02-10', '2024-02-11', '2024-02-12']);
    expect([...arrivals.clock].map((time) => time / MINUTE)).toEqual([20, 720, 720, 600, 23 * 60 + 40]);
    expect([otherProject, clipped]).toEqual([0, 0]);
  });

  test('are drawn by their class: weekdays for weekdays, those of a weekend for those', () => {
    expect(arrivals.pools.map((pool) => [...pool])).toEqual([
      [0, 3],
      [1, 2],
    ]);
    expect(arrivals.days.map(({ pool }) => pool)).toEqual([WEEKDAY, WEEKDAY, WEEKEND]);
    expect(arrivals.days.map(({ pieces }) => pieces)).toEqual([-12, 12, 36].map((hours) => [{ until: Infinity, from: hours * HOUR }]));
  });

  test('have a pipeline that comes on two days twice', () => {
    expect([...arrivals.pipeline]).toEqual([1, 2, 3, 0, 4]);
  });

  test('say how long before it came a job was created, and how long after it is cancelled', () => {
    expect([...arrivals.createdBefore]).toEqual([MINUTE, 0, 0, 0, 0]);
    expect([...arrivals.cancelAfter]).toEqual([Infinity, Infinity, 2 * MINUTE, Infinity, Infinity]);
  });
});

test('rows of other projects are left out and counted, and so are scripts that the model leaves no time', () => {
  const { arrivals, otherProject, clipped } = resampled(history, {
    projectOf: (row) => (row === 1 ? undefined : 3),
    overhead: 10 * SECOND,
    tags: ['more'],
  });
  expect([otherProject, clipped]).toEqual([1, 1]);
  expect([...arrivals.firstRow]).toEqual([0, 1, 2, 2, 4]);
  expect([...arrivals.project]).toEqual([3, 3, 3, 3]);
  expect([...arrivals.script].map((time) => time / SECOND)).toEqual([50, 50, 0, 50]);
  expect(arrivals.tagSets[arrivals.tags[0]!]).toEqual(['more']);
});

test('a clock of its own knows no weekends', () => {
  const rows = Array.from({ length: 3 * 24 }, (_, hour) => `${hour * 3600},5`);
  const own = readTrace(['queued_at,duration', ...rows].join('\n'), { queued_at: 'queued_at', duration: 'duration' }, 'a');
  const { arrivals } = resampled(own);
  expect(arrivals.pools.map((pool) => [...pool])).toEqual([[0, 1, 2]]);
  expect(arrivals.days.map(({ pool }) => pool)).toEqual([0, 0, 0]);
  expect(arrivals.pipeline).toHaveLength(0);
});

test('more rows times days than jobs have numbers are refused with what to do', () => {
  const far = { length: 500_000_000 } as unknown as readonly DatedDay[];
  expect(() => resampled(history, { days: far })).toThrow(
    /^5 rows are too many for a run of 500,000,000 days; expected at most 2,147,483,647 rows times days; lower the horizon$/u,
  );
});

test('the first rows of days are where they begin, and the end', () => {
  expect([...firstRows(Int32Array.of(0, 0, 2, 2, 2), 4)]).toEqual([0, 2, 2, 5, 5]);
  expect([...firstRows(new Int32Array(0), 2)]).toEqual([0, 0, 0]);
});
