/** The load of a pool by quarter of an hour of the week, on the local clock, put together from runs. */
import { offsetSpans } from '../../../scenario/periods/zone.js';
import { weekdayOf } from '../../../units/instant.js';
import { MINUTE, SECOND, type Micros, type Milliseconds, type Seconds } from '../../../units/time.js';
import type { SlotColumns } from '../../kept/runner-slots.js';

/** Quarters of an hour: of a day, and of a week from Monday 00:00. No time zone of today is off by less. */
export const [DAY_QUARTERS, WEEK_QUARTERS] = [96, 672];
export const QUARTER: Micros = 15 * MINUTE;
const [QUARTER_S, DAY_S]: readonly [Seconds, Seconds] = [900, 86_400];

/** What was counted in a part of the week. */
export interface Counted {
  readonly jobs: number;
  /** By line. */
  readonly late: readonly number[];
  /** Seconds. */
  readonly waited: number;
}

/** When runs are. */
export interface RunWindow {
  readonly startEpochMs: Milliseconds;
  readonly horizon: Micros;
  readonly zone: string;
}

/** Returns how long before a run begins the quarter of an hour began that it begins in. */
export function slotLead({ startEpochMs }: Pick<RunWindow, 'startEpochMs'>): Micros {
  return (((startEpochMs % (QUARTER_S * 1000)) + QUARTER_S * 1000) % (QUARTER_S * 1000)) * 1000;
}

/** What runs showed, by quarter of the week. */
export class WeekLoad {
  /** Seconds that were played. */
  readonly seen = new Float64Array(WEEK_QUARTERS);
  /** Jobs that were queued. */
  readonly queued = new Float64Array(WEEK_QUARTERS);
  readonly #jobs = new Float64Array(WEEK_QUARTERS);
  readonly #late: readonly Float64Array[];
  readonly #waited = new Float64Array(WEEK_QUARTERS);
  readonly #window: RunWindow;
  #boots = { count: 0, seconds: 0 };

  constructor(window: RunWindow, lines: number) {
    this.#window = window;
    this.#late = Array.from({ length: lines }, () => new Float64Array(WEEK_QUARTERS));
  }

  /** Adds what a run of the window counted in slots of a quarter of an hour. */
  add({ queued, jobs, late, waited, boots }: SlotColumns): void {
    const quarters = quartersOf(this.#window, queued.length);
    const lead = slotLead(this.#window);
    for (let slot = 0; slot < queued.length; slot++) {
      const quarter = quarters[slot]!;
      const [from, to] = [Math.max(0, slot * QUARTER - lead), Math.min(this.#window.horizon, (slot + 1) * QUARTER - lead)];
      this.seen[quarter]! += (to - from) / SECOND;
      this.queued[quarter]! += queued[slot]!;
      this.#jobs[quarter]! += jobs[slot]!;
      this.#waited[quarter]! += waited[slot]!;
      this.#late.forEach((own, line) => (own[quarter]! += late[line]![slot]!));
    }
    this.#boots = { count: this.#boots.count + boots.count, seconds: this.#boots.seconds + boots.seconds };
  }

  /** Mean seconds of a boot; undefined where no machine was made. */
  get boot(): Seconds | undefined {
    return this.#boots.count === 0 ? undefined : this.#boots.seconds / this.#boots.count;
  }

  /** Returns what was counted in these hours of the week. */
  counted(hours: readonly number[]): Counted {
    const sum = (of: Float64Array): number =>
      hours.reduce((all, hour) => all + of[4 * hour]! + of[4 * hour + 1]! + of[4 * hour + 2]! + of[4 * hour + 3]!, 0);
    return { jobs: sum(this.#jobs), late: this.#late.map((own) => sum(own)), waited: sum(this.#waited) };
  }
}

/** Returns the quarter of the local week that each slot of a run lies in. */
export function quartersOf(window: RunWindow, slots: number): Int32Array {
  const first = Math.round(window.startEpochMs / 1000 - slotLead(window) / SECOND);
  const spans = offsetSpans(window.zone, first, first + slots * QUARTER_S);
  return Int32Array.from({ length: slots }, (_, slot) => {
    const at = first + slot * QUARTER_S;
    const local = at + (spans.find(({ to }) => at < to) ?? spans.at(-1)!).offset;
    const day = Math.floor(local / DAY_S);
    return weekdayOf(day) * DAY_QUARTERS + Math.floor((local - day * DAY_S) / QUARTER_S);
  });
}
