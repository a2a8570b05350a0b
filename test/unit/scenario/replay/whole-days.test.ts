/** Which days of a history are wholly in it. */
import { describe, expect, test } from 'vitest';
import { offsetsOf } from '../../../../src/scenario/periods/zone.js';
import { wholeDays, type WholeDays } from '../../../../src/scenario/replay/whole-days.js';
import { parseInstant } from '../../../../src/units/instant.js';
import { DAY, HOUR, MINUTE } from '../../../../src/units/time.js';

const days = (zone: string, ...times: string[]): WholeDays => {
  const queuedAt = times.map((time) => parseInstant(`${time}Z`)!);
  return wholeDays({ queuedAt, line: times.map((_, i) => i + 2), isClock: true }, offsetsOf(zone));
};
const MONDAY = parseInstant('2024-02-05T00:00:00Z')! / DAY;

describe('the whole days of a history', () => {
  test('are those between its first and its last, and these where they lack an hour at most', () => {
    expect(days('UTC', '2024-02-05T01:00:00', '2024-02-06T12:00:00', '2024-02-07T23:00:00')).toMatchObject({
      first: MONDAY,
      count: 3,
      cut: [],
      cutRows: 0,
    });
    expect(days('UTC', '2024-02-05T01:00:01', '2024-02-06T12:00:00', '2024-02-07T22:59:59')).toMatchObject({
      first: MONDAY + 1,
      count: 1,
      cut: [MONDAY, MONDAY + 2],
      cutRows: 2,
    });
    expect(days('UTC', '2024-02-05T12:00:00', '2024-02-06T12:00:00').count).toBe(0);
  });

  test('are days of the zone; one without jobs is one too', () => {
    const found = days('Asia/Kolkata', '2024-02-05T18:40:00', '2024-02-06T18:20:00', '2024-02-08T18:00:00');
    expect(found).toMatchObject({ first: MONDAY + 1, count: 3, cut: [] });
    expect([...found.day]).toEqual([0, 0, 2]);
    expect([...found.clock]).toEqual([10 * MINUTE, 23 * HOUR + 50 * MINUTE, 23 * HOUR + 30 * MINUTE]);
  });

  test('have their rows by the local clock, also on a day that passes an hour twice', () => {
    const found = days('Europe/Berlin', '2024-10-26T22:10:00', '2024-10-27T00:30:00', '2024-10-27T01:20:00', '2024-10-27T22:40:00');
    expect([...found.rows]).toEqual([0, 2, 1, 3]);
    expect([...found.clock].map((time) => time / MINUTE)).toEqual([10, 140, 150, 23 * 60 + 40]);
    expect(found.count).toBe(1);
  });
});
