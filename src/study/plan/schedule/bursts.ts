/** How bursty the jobs of a pool come, as far as the closed form can tell it from what is set today. */
import { cellsOf, type Cell, type Levels, type Target } from './cells.js';
import type { SchedulePool } from './pool.js';
import type { WeekLoad } from './week-load.js';

const [LEAST, MOST] = [0.1, 50];

/**
 * Returns the bursts, alike at all hours, with which the closed form has as many late jobs in a week of today as runs had, at the line where most are late. Hours
 * in which nothing is kept are left out: there jobs are taken before they have a machine. 1 where nothing tells.
 */
export function todaysBursts(load: WeekLoad, pool: SchedulePool, levels: Levels, { lines }: Target): number {
  const boot = load.boot ?? 0;
  const days = Array.from({ length: 7 }, (_, day) => day);
  const cells = days.flatMap((day) => cellsOf(load, { days: [day] }, { boot, share: 1 / pool.processes, bursts: () => 1 }));
  const kept = cells.filter(({ hours }) => pool.week[hours[0]!]!.level > 0);
  const { jobs, late } = load.counted(kept.map(({ hours }) => hours[0]!));
  const line = late.reduce((best, own, i) => (own / lines[i]!.allowed > (late[best] ?? 0) / (lines[best]?.allowed ?? 1) ? i : best), 0);
  const within = lines[line]?.within;
  if (within === undefined || jobs === 0 || late[line] === 0) return 1;
  const seen = late[line]! / jobs;
  const weights = kept.map(({ quarters }) => quarters.reduce((sum, quarter) => sum + quarter.jobs, 0));
  const all = weights.reduce((sum, own) => sum + own, 0);
  const predicted = (bursts: number): number => {
    const lateIn = (cell: Cell): number => levels.late([{ ...cell, bursts }], pool.week[cell.hours[0]!]!.level, within);
    return kept.reduce((sum, cell, i) => sum + weights[i]! * lateIn(cell), 0) / all;
  };
  let [low, high] = [Math.log(LEAST), Math.log(MOST)];
  if (predicted(LEAST) >= seen || predicted(MOST) <= seen) return predicted(1) >= seen ? Math.min(1, LEAST) : 1;
  for (let i = 0; i < 30; i++) {
    const middle = (low + high) / 2;
    if (predicted(Math.exp(middle)) < seen) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}
