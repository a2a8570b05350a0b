/** The local days of a run, held against the platform's own clock. */
import { describe, expect, test } from 'vitest';
import { localDays } from '../../../../src/scenario/periods/local-days.js';
import { parseInstant } from '../../../../src/units/instant.js';
import { DAY, HOUR } from '../../../../src/units/time.js';

const at = (text: string): number => parseInstant(text)!;
/** Instants, in hours since the start, of local times of a day. */
const hoursOf = (zone: string, start: string, horizon: number, day: number, ...clocks: number[]): number[] =>
  clocks.map((clock) => {
    const { pieces } = localDays(zone, at(start), horizon)[day]!;
    return (pieces.find(({ until }) => clock * HOUR < until)!.from + clock * HOUR) / HOUR;
  });

describe('local days', () => {
  test('are those that the run touches, by their dates', () => {
    const dates = (zone: string, start: string, horizon: number): number[] =>
      localDays(zone, at(start), horizon).map(({ date }) => date - at('2024-03-04T00:00:00Z') / DAY);
    expect(dates('UTC', '2024-03-04T00:00:00Z', 2 * DAY)).toEqual([0, 1]);
    expect(dates('UTC', '2024-03-04T00:00:00Z', 2 * DAY + 1)).toEqual([0, 1, 2]);
    expect(dates('America/New_York', '2024-03-04T00:00:00Z', DAY)).toEqual([-1, 0]);
    expect(dates('Asia/Kolkata', '2024-03-04T20:00:00Z', HOUR)).toEqual([1]);
  });

  test('count from their midnight, also before the start', () => {
    expect(hoursOf('Europe/Berlin', '2024-03-04T10:00:00Z', 2 * DAY, 0, 0, 11, 23)).toEqual([-11, 0, 12]);
    expect(hoursOf('Europe/Berlin', '2024-03-04T10:00:00Z', 2 * DAY, 1, 0)).toEqual([13]);
  });

  test('of 23 hours: a time that is leapt over comes as long after midnight as ever', () => {
    const start = '2024-03-30T23:00:00Z';
    expect(hoursOf('Europe/Berlin', start, DAY, 0, 0, 1.5, 2.5, 3, 23)).toEqual([0, 1.5, 2.5, 2, 22]);
    expect(hoursOf('Europe/Berlin', start, 2 * DAY, 1, 0)).toEqual([23]);
  });

  test('of 25 hours: a time that is passed twice is the first', () => {
    expect(hoursOf('Europe/Berlin', '2024-10-26T22:00:00Z', 2 * DAY, 0, 0, 2, 2.5, 3, 23)).toEqual([0, 2, 2.5, 4, 24]);
  });

  test('whose midnight is leapt over, and one that a place has never had', () => {
    // Cuba put its clocks from 00:00 to 01:00 on 10 March 2024.
    expect(hoursOf('America/Havana', '2024-03-10T05:00:00Z', DAY, 0, 0.5, 1, 2)).toEqual([0.5, 0, 1]);
    // Samoa went from 29 to 31 December 2011.
    const days = localDays('Pacific/Apia', at('2011-12-29T10:00:00Z'), 2 * DAY);
    expect(days.map(({ date }) => date - at('2011-12-29T00:00:00Z') / DAY)).toEqual([0, 2]);
    expect(days[1]!.pieces).toEqual([{ until: Infinity, from: DAY }]);
  });

  test('have one piece where the clock is not changed', () => {
    for (const { pieces } of localDays('Europe/Berlin', at('2024-06-01T00:00:00Z'), 30 * DAY)) expect(pieces).toHaveLength(1);
  });
});
