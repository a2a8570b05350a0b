/** The levels of a schedule's periods as variables of a plan, which checks and repairs the whole by paired runs. */
import type { PlanVariable } from '../plan-question.js';
import { onClock } from '../variables/section-words.js';
import { firstOfOrder } from '../variables/single-use.js';
import type { Schedule, SchedulePeriod } from './schedule-question.js';

/** Values on each side of the start: single steps, then wider ones, for where the start is far off. */
const [STEPS, WIDER] = [8, 4];
/** The highest value, as a multiple of the start. */
const ROOM = 2;

/**
 * Returns a variable for each period, which begins at its level. They are written one behind the other: the first writes the sections, each its own level
 * into them. Hours of another time zone than `told`, that of the scenario, are named with it.
 */
export function scheduleVariables(schedule: Schedule, told: string): PlanVariable[] {
  const { pool, periods, set } = schedule;
  const key = pool.form === 'policy' ? 'idle_count' : 'IdleCount';
  return periods.map((period, index) => {
    const numbers = levelsAround(schedule, period);
    return {
      name: periods.length === 1 ? key : `${key}, ${onClock(period.name, { zone: pool.timezone, told })}`,
      values: numbers.map(String),
      numbers,
      today: rangeText(period.today),
      set: (value) => [...(index === 0 ? set : []), `${period.levelPath}=${numbers[value]}`],
      orderFrom: pool.isSingleUse && pool.form !== 'policy' ? firstOfOrder(numbers) : undefined,
      start: numbers.indexOf(period.level),
    };
  });
}

/** Returns the levels that are worth trying: a step is half of what anybody would act on, or one. */
function levelsAround({ pool, hourPrice, worth }: Schedule, { level, hours }: SchedulePeriod): number[] {
  const price = hourPrice * hours.length;
  const step = Math.max(1, Math.min(Math.ceil(level / STEPS), price > 0 ? Math.round(worth / 2 / price) : 1));
  const least = pool.week.some((own) => own.level === 0) ? 0 : 1;
  const most = Math.min(pool.most, Math.max(level * ROOM, level + STEPS * step));
  const steps = Array.from({ length: STEPS + 1 }, (_, i) => i * step);
  for (let wide = STEPS * step + WIDER * step; wide <= level * ROOM; wide += WIDER * step) steps.push(wide);
  const found = steps.flatMap((by) => [level - by, level + by]).filter((own) => own >= least && own <= most);
  return [...new Set([...found, level, most])].sort((a, b) => a - b);
}

function rangeText(levels: readonly number[]): string {
  const [first, last] = [levels[0], levels.at(-1)];
  return first === last ? String(first) : `${first} to ${last}`;
}
