/** What a reader must know of the week that a schedule was made from. */
import { weekWords } from '../../../scenario/periods/week-hours.js';
import { dayClasses } from './periods.js';
import type { SchedulePool } from './pool.js';
import type { WeekLoad } from './week-load.js';

/** Returns what is not known of the week: days that are taken to be like others, and hours that stay as they are. */
export function scheduleNotes(load: WeekLoad, { timezone }: SchedulePool): string[] {
  const isSeen = (hour: number): boolean => [0, 1, 2, 3].every((k) => load.seen[4 * hour + k]! > 0);
  const hours = Array.from({ length: 168 }, (_, hour) => hour);
  const seen = hours.filter(isSeen);
  if (seen.length === hours.length) return [];
  // The classes of the finest cut: what is said of them holds of all.
  const days = dayClasses(load)[0]!.flatMap((own) => own.days);
  const alike = hours.filter(
    (hour) => !isSeen(hour) && days.includes(Math.floor(hour / 24)) && days.some((day) => isSeen(day * 24 + (hour % 24))),
  );
  const rest = hours.filter((hour) => !isSeen(hour) && !alike.includes(hour));
  return [
    `the run holds ${weekWords(seen)} (${timezone}) of the week`,
    ...(alike.length === 0 ? [] : [`${weekWords(alike)} is taken to be as those days are`]),
    ...(rest.length === 0 ? [] : [`${weekWords(rest)} stays as it is set today`]),
  ];
}
