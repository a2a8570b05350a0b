/** What a reader must know of the week that was played. */
import { expect, test } from 'vitest';
import { scheduleNotes } from '../../../../../src/study/plan/schedule/notes.js';
import type { SchedulePool } from '../../../../../src/study/plan/schedule/pool.js';
import { weekLoad } from '../../../../support/week-loads.js';

const pool = { timezone: 'Europe/Berlin' } as SchedulePool;
const notes = (hours: number): string[] =>
  scheduleNotes(
    weekLoad((hour) => (hour < hours ? 1 : undefined)),
    pool,
  );

test('of a whole week there is nothing to say', () => {
  expect(notes(168)).toStrictEqual([]);
});

test('of a part: what was played, which days are like it, and what stays', () => {
  expect(notes(24)).toStrictEqual([
    'the run holds Mon (Europe/Berlin) of the week',
    'Tue-Fri is taken to be as those days are',
    'Sat-Sun stays as it is set today',
  ]);
  expect(notes(144).slice(1)).toStrictEqual(['Sun is taken to be as those days are']);
  expect(notes(12)[0]).toBe('the run holds Mon 00-12 (Europe/Berlin) of the week');
});
