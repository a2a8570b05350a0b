/** The method of schedules: the load over the week out of runs, periods by the modified offered load, and their levels by runs. */
import { weekWords } from '../../scenario/periods/week-hours.js';
import { HOURS_PER_MONTH } from '../../units/money.js';
import { SECOND } from '../../units/time.js';
import type { SideQuestion } from '../compare/question.js';
import { todaysBursts } from '../plan/schedule/bursts.js';
import { Levels, type CellOptions } from '../plan/schedule/cells.js';
import { bestPeriods, type Period } from '../plan/schedule/periods.js';
import { scheduleNotes } from '../plan/schedule/notes.js';
import type { NoSchedule, Schedule, ScheduleQuestion } from '../plan/schedule/schedule-question.js';
import { netOf, PeriodStaffing } from '../plan/schedule/staffing.js';
import { QUARTER, slotLead, WeekLoad } from '../plan/schedule/week-load.js';
import { writtenWeek } from '../plan/schedule/write-week.js';
import { figuresOf, type Point } from '../point.js';
import { drawsOf } from '../sampling.js';
import type { StudiedFleet } from '../studied-fleet.js';
import { studiedFleet } from '../study-question.js';
import type { Batch, Method } from './method.js';
import { figuresPoint } from './replicate.js';

/** Rounds in which levels are tried, at most: a handful converges. */
const MOST_ROUNDS = 8;
/** Replications of a round at most: what a schedule begins is checked by whoever asked for it. */
const ROUND_RUNS = 2;
/** First rounds after which the hours are put into periods once more. */
const RECUTS = 2;

/**
 * Returns the periods and levels to begin with, as plain data. Today is played for the load, the boots and how bursty the jobs come; the hours are put into
 * periods by closed form; then levels are played, all periods at once, until none changes. After the first two rounds the periods are cut once more, by what they showed.
 */
export function schedule(question: ScheduleQuestion): Method<Schedule | NoSchedule> {
  const fleets: StudiedFleet[] = [studiedFleet(question.today.question)];
  const runsEach = Math.min(ROUND_RUNS, question.replications);
  let runs = runsEach * (1 + MOST_ROUNDS);
  return {
    fleets,
    get runs() {
      return runs;
    },
    *batches() {
      const made = new MadeSchedule(question, fleets, runsEach);
      const result = yield* made.batches();
      runs = made.used.runs;
      return result;
    },
  };
}

/** A schedule under way. */
class MadeSchedule {
  readonly used = { rounds: 0, runs: 0, jobs: 0 };
  readonly #question: ScheduleQuestion;
  readonly #fleets: StudiedFleet[];
  readonly #runsEach: number;
  #costPerMonth = 0;

  constructor(question: ScheduleQuestion, fleets: StudiedFleet[], runsEach: number) {
    this.#question = question;
    this.#fleets = fleets;
    this.#runsEach = runsEach;
  }

  *batches(): Generator<Batch, Schedule | NoSchedule, void> {
    const { pool, target, today, worth: asked } = this.#question;
    const load = yield* this.#play(today, 0);
    const { boot } = load;
    if (boot === undefined) return { why: `no machine of ${pool.entry} was made in a run, so nothing is known of its boots` };
    if (load.queued.every((jobs) => jobs === 0)) return { why: `no job came to ${pool.entry} in a run` };
    const worth = Math.max(asked.usdPerMonth, asked.share * this.#costPerMonth);
    const hourPrice = (pool.levelPrice * pool.processes * HOURS_PER_MONTH) / pool.week.length;
    const range = { least: pool.week.some(({ level }) => level === 0) ? 0 : 1, most: pool.most };
    // A look for jobs comes half a round late on average.
    const polling = pool.checkInterval / SECOND / 2;
    const levels = new Levels(netOf(target, polling), range, boot);
    const most = pool.form === 'off_peak' ? Math.min(2, this.#question.most) : this.#question.most;
    const cut = (bursts: CellOptions['bursts']): Period[] =>
      bestPeriods(load, { boot, share: 1 / pool.processes, bursts }, { levels, most, hourPrice, worth });
    const staffingOf = ({ cells, level }: Period): PeriodStaffing => new PeriodStaffing({ cells, boot, target, range, polling }, level);

    const first = todaysBursts(load, pool, levels, netOf(target, polling));
    let periods = cut(() => first);
    let staffed = periods.map(staffingOf);
    for (let round = 0; round < MOST_ROUNDS && staffed.some(({ isSettled }) => !isSettled); round++) {
      const side = this.#sideOf(periods, staffed);
      if ('why' in side) return side;
      const shown = yield* this.#play(side, this.#fleets.push(studiedFleet(side.question)) - 1);
      this.used.rounds++;
      staffed.forEach((own, i) => own.take(shown.counted(hoursOf(periods[i]!))));
      if (round >= RECUTS) continue;
      const bursts = new Map(periods.flatMap((period, i) => hoursOf(period).map((hour) => [hour, staffed[i]!.bursts] as const)));
      const again = cut((hour) => bursts.get(hour) ?? first);
      if (sameHours(again, periods)) continue;
      periods = again;
      staffed = periods.map(staffingOf);
    }
    return this.#result(periods, staffed, { boot, hourPrice, worth, load });
  }

  #sideOf(periods: readonly Period[], staffed: readonly PeriodStaffing[]): SideQuestion | NoSchedule {
    const { pool, side } = this.#question;
    const week = writtenWeek(
      pool,
      periods.map((period, i) => ({ hours: hoursOf(period), level: staffed[i]!.level })),
    );
    if (week === undefined) return { why: `OffPeak has room for two kinds of hours, and ${pool.entry} would need more` };
    const found = side(week.set);
    return 'refused' in found ? { why: found.refused[0] ?? 'the scenario cannot have such sections' } : found;
  }

  *#play({ question }: SideQuestion, fleet: number): Generator<Batch, WeekLoad, void> {
    const { pool, target, seed } = this.#question;
    const { startEpochMs, horizon } = question.fleet;
    const load = new WeekLoad({ startEpochMs, horizon, zone: pool.timezone }, target.lines.length);
    const lines = target.lines.map(({ within }) => Math.round(within * SECOND));
    const slots = { runner: pool.runner, width: QUARTER, lead: slotLead({ startEpochMs }), lines };
    const points = drawsOf({ seed, replications: this.#runsEach }).map((draws): Point => {
      const { figures, ...point } = figuresPoint(question, draws);
      return { ...point, fleet, rows: false, figures: { ...figures, questions: [], timeline: false, compact: true, slots } };
    });
    let cost = 0;
    yield {
      points,
      take: (outcome) => {
        const { result, slots: columns } = figuresOf(outcome);
        load.add(columns!);
        cost += result.pools.all.cost.perMonth / points.length;
        this.used.runs++;
        this.used.jobs += result.jobs.all.jobs;
      },
    };
    if (fleet === 0) this.#costPerMonth = cost;
    return load;
  }

  #result(
    periods: readonly Period[],
    staffed: readonly PeriodStaffing[],
    { load, ...facts }: Pick<Schedule, 'boot' | 'hourPrice' | 'worth'> & { readonly load: WeekLoad },
  ): Schedule | NoSchedule {
    const { pool } = this.#question;
    const week = writtenWeek(
      pool,
      periods.map((period, i) => ({ hours: hoursOf(period), level: staffed[i]!.level })),
    );
    if (week === undefined) return { why: `OffPeak has room for two kinds of hours, and ${pool.entry} would need more` };
    return {
      pool,
      set: week.set,
      ...facts,
      used: { ...this.used },
      notes: scheduleNotes(load, pool),
      periods: periods.map((period, i) => {
        const hours = hoursOf(period);
        return {
          name: weekWords(hours),
          hours,
          level: staffed[i]!.level,
          today: [...new Set(hours.map((hour) => pool.week[hour]!.level))].sort((a, b) => a - b),
          levelPath: week.levelPaths[i]!,
          isStuck: staffed[i]!.isStuck,
          late: staffed[i]!.late,
        };
      }),
    };
  }
}

function hoursOf({ cells }: Period): number[] {
  return cells.flatMap(({ hours }) => hours).sort((a, b) => a - b);
}

function sameHours(a: readonly Period[], b: readonly Period[]): boolean {
  const text = (periods: readonly Period[]): string => JSON.stringify(periods.map(hoursOf));
  return text(a) === text(b);
}
