/** What each hour of the day needs, on days that are alike: its load, and the least level that keeps the share of late jobs. */
import type { Seconds } from '../../../units/time.js';
import { lateShare, leastLevel, meanWait } from './late-share.js';
import { modifiedOfferedLoad } from './offered-load.js';
import { DAY_QUARTERS, type WeekLoad } from './week-load.js';

const [DAY_HOURS, QUARTER_S] = [24, 900];

/** What must hold of the jobs of a period. */
export interface Target {
  /** At most this share of the jobs waits so many seconds or more for a machine. */
  readonly lines: readonly { readonly within: Seconds; readonly allowed: number }[];
  /** Mean seconds that jobs wait for a machine at most. */
  readonly mean?: Seconds | undefined;
}

/** One hour of the day on days that are alike. */
export interface Cell {
  /** Its hours of the week. */
  readonly hours: readonly number[];
  /** By quarter: mean boots under way, and jobs a week. */
  readonly quarters: readonly { readonly offered: number; readonly jobs: number }[];
  readonly bursts: number;
}

/** Days that are taken to be alike. */
export interface DayClass {
  /** 0 is Monday. */
  readonly days: readonly number[];
}

/** How cells are made of a load. */
export interface CellOptions {
  readonly boot: Seconds;
  /** Levels a job takes: 1 divided by the pools that share the jobs. */
  readonly share: number;
  /** By hour of the week. */
  readonly bursts: (hour: number) => number;
}

/**
 * Returns the cells of the hours that were played on any of the days, in order of the hour. The load of a quarter is the modified offered load of the boots;
 * where boots are longer than half a quarter it is that of so much later, for a machine that is ready then was begun now.
 */
export function cellsOf(load: WeekLoad, { days }: DayClass, { boot, share, bursts }: CellOptions): Cell[] {
  const [seen, queued] = [load.seen, load.queued].map((own) =>
    Float64Array.from({ length: DAY_QUARTERS }, (_, quarter) => days.reduce((sum, day) => sum + own[day * DAY_QUARTERS + quarter]!, 0)),
  ) as [Float64Array, Float64Array];
  const rates = queued.map((jobs, quarter) => (seen[quarter]! > 0 ? jobs / seen[quarter]! : 0));
  const offered = modifiedOfferedLoad({ rates, width: QUARTER_S, isCyclic: true }, boot);
  const ahead = Math.round(boot / QUARTER_S);
  return Array.from({ length: DAY_HOURS }, (_, hour) => hour)
    .filter((hour) => [0, 1, 2, 3].every((k) => seen[4 * hour + k]! > 0))
    .map((hour) => ({
      hours: days.map((day) => day * DAY_HOURS + hour),
      quarters: [0, 1, 2, 3].map((k) => {
        const quarter = (4 * hour + k + ahead) % DAY_QUARTERS;
        return { offered: offered[quarter]! * share, jobs: rates[quarter]! * QUARTER_S * days.length };
      }),
      bursts: bursts(days[0]! * DAY_HOURS + hour),
    }));
}

/** The levels of a pool. */
export interface LevelRange {
  readonly least: number;
  readonly most: number;
}

/** Finds the levels that periods need. */
export class Levels {
  readonly #target: Target;
  readonly #range: LevelRange;
  readonly #boot: Seconds;

  constructor(target: Target, range: LevelRange, boot: Seconds) {
    this.#target = target;
    this.#range = range;
    this.#boot = boot;
  }

  /** Returns the least level that keeps the target over all jobs of these cells; the greatest there may be where none does. */
  of(cells: readonly Cell[]): number {
    const { least, most } = this.#range;
    return leastLevel((level) => this.holds(cells, level), most, least);
  }

  holds(cells: readonly Cell[], level: number): boolean {
    const { lines, mean } = this.#target;
    return (
      lines.every(({ within, allowed }) => this.late(cells, level, within) <= allowed) &&
      (mean === undefined || this.#over(cells, (load) => meanWait(load, level)) <= mean)
    );
  }

  /** Returns the share of the jobs of these cells that would wait so long or longer. */
  late(cells: readonly Cell[], level: number, within: Seconds): number {
    return this.#over(cells, (load) => lateShare(load, level, within));
  }

  #over(cells: readonly Cell[], of: (load: { offered: number; boot: number; bursts: number }) => number): number {
    let [sum, all] = [0, 0];
    for (const { quarters, bursts } of cells) {
      for (const { offered, jobs } of quarters) {
        if (jobs === 0) continue;
        sum += jobs * of({ offered, boot: this.#boot, bursts });
        all += jobs;
      }
    }
    return all === 0 ? 0 : sum / all;
  }
}
