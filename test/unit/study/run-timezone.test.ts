/** The time zone of a run, as results have it. */
import { expect, test } from 'vitest';
import { runTimezone, runTimezoneSchema } from '../../../src/study/run-timezone.js';
import { DAY, HOUR } from '../../../src/units/time.js';

const start = Date.parse('2024-03-30T22:00:00Z');

test('has the offsets of the run, from its start on', () => {
  const zone = runTimezone('Europe/Berlin', { startEpochMs: start, horizon: 2 * DAY });
  expect(zone).toEqual({
    name: 'Europe/Berlin',
    offsets: [
      { from: 0, offset: 3600 },
      { from: 3 * 3600, offset: 7200 },
    ],
  });
  expect(runTimezoneSchema.parse(zone)).toEqual(zone);
  expect(runTimezone('Asia/Kolkata', { startEpochMs: start, horizon: HOUR })!.offsets).toEqual([{ from: 0, offset: 19_800 }]);
});

test('of UTC there is none', () => {
  expect(runTimezone('UTC', { startEpochMs: start, horizon: DAY })).toBeUndefined();
});
