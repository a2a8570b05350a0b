/** The method of plans: settings are searched for the cheapest that meet the thresholds, all with the same draws (common random numbers). */
import { looksUpTo } from '../../stats/looks.js';
import { invariant } from '../../sim/invariant.js';
import type { SideQuestion } from '../compare/question.js';
import { chosen } from '../plan/chosen.js';
import { idleCountFor, loadOf, thresholdsOn } from '../plan/closed-form.js';
import { maySave } from '../plan/competition.js';
import { Field, type Wish } from '../plan/field.js';
import { keyOf } from '../plan/lattice.js';
import { ofMore } from '../plan/margins.js';
import { nearestTo } from '../plan/nearest-value.js';
import { planResultOf } from '../plan/outcome.js';
import type { PlanQuestion, PlanVariable, Setting } from '../plan/plan-question.js';
import type { PlanResult } from '../plan/plan-result.js';
import { search } from '../plan/search.js';
import { CircumstanceRuns, SettingRuns } from '../plan/setting-runs.js';
import { countedByTime, worstHour } from '../plan/worst-hour.js';
import { figuresOf, type Point } from '../point.js';
import type { StudiedFleet } from '../studied-fleet.js';
import { studiedFleet } from '../study-question.js';
import type { Batch, Method } from './method.js';
import { figuresPoint } from './replicate.js';

/** Replications at the first look from which something may be certain, at least: the spread of fewer says too little. */
const LEAST_FIRST = 4;
/** Replications of a plan as long as nothing is known of it. */
const GUESS = 40;

/**
 * Returns the plan that a question asks for. Its number of runs is a guess that grows. Of a setting it keeps two numbers a run, and the pooled times of
 * each threshold on a quantile. Playing it throws for nothing that `unplannable` has no objection to.
 */
export function plan(question: PlanQuestion): Method<PlanResult> {
  const fleets: StudiedFleet[] = [];
  const sides = new Map<string, readonly Placed[] | { readonly why: string }>();
  let runs = Math.min(question.mostRuns, GUESS * (1 + question.outages.length));
  const place = (side: SideQuestion): Placed => ({ side, fleet: fleets.push(studiedFleet(side.question)) - 1 });
  const today = [question.plain, ...question.outages].map((own) => place(own.today));
  return {
    fleets,
    get runs() {
      return runs;
    },
    *batches() {
      const played = new PlayedPlan(question, today, (setting) => {
        let known = sides.get(keyOf(setting));
        if (known === undefined) sides.set(keyOf(setting), (known = sidesOf(question, setting, place)));
        return known;
      });
      for (const batch of played.batches()) {
        runs = Math.max(runs, played.field.used + batch.points.length);
        yield batch;
      }
      const result = played.result();
      const worst = yield* played.worst(result);
      runs = played.field.used;
      return worst === undefined ? result : { ...result, worst };
    },
  };
}

/** A side with its fleet's index in the method. */
interface Placed {
  readonly side: SideQuestion;
  readonly fleet: number;
}

/** Gives the sides of a setting in all circumstances, or why there are none. */
type SidesOf = (setting: Setting) => readonly Placed[] | { readonly why: string };

/** Returns the sides of a setting in all circumstances, or why there are none. */
function sidesOf(
  { plain, outages }: PlanQuestion,
  setting: Setting,
  place: (side: SideQuestion) => Placed,
): readonly Placed[] | { readonly why: string } {
  const found = [plain, ...outages].map((own) => own.side(setting));
  const [why] = found.flatMap((own) => ('refused' in own ? own.refused : []));
  return why === undefined ? found.flatMap((own) => ('refused' in own ? [] : [place(own)])) : { why };
}

/** A plan under way. */
class PlayedPlan {
  readonly field: Field<SettingRuns>;
  readonly #question: PlanQuestion;
  readonly #today: SettingRuns;
  readonly #todaySetting: Setting | undefined;
  readonly #sidesOf: SidesOf;
  readonly #refused: { readonly setting: Setting; readonly why: string }[] = [];
  readonly #progress: PlanResult['progress'] = [];

  constructor(question: PlanQuestion, today: readonly Placed[], sides: SidesOf) {
    this.#question = question;
    this.#sidesOf = sides;
    this.#today = runsOf(question, today);
    const { variables, outages, waitingPrice, confidence, indifference, mostRuns, replications } = question;
    const runsEach = 1 + outages.length;
    const orderFrom = variables.map((own) => own.orderFrom ?? Infinity);
    this.field = new Field<SettingRuns>({
      sizes: variables.map(({ values }) => values.length),
      orderFrom,
      isOrdered: variables.length === 1 && orderFrom[0] !== Infinity && waitingPrice === undefined && isOrderKnown(question),
      error: 1 - confidence,
      looks: looksUpTo(Math.max(LEAST_FIRST, replications), Math.floor(mostRuns / runsEach)),
      indifference,
      mostRuns,
      runsEach,
    });
    const setting = variables.map(({ values, today: own }) => values.indexOf(own));
    this.#todaySetting = setting.every((index) => index >= 0) ? setting : undefined;
    if (this.#todaySetting !== undefined) this.field.add(this.#todaySetting, this.#today);
  }

  *batches(): Generator<Batch, void, void> {
    const { variables } = this.#question;
    // Today is looked at first, twice: whether anything is drawn is known from then on.
    yield* this.#play([{ runs: this.#today, until: Math.min(2, this.#most(0)) }]);
    this.field.isRandom = this.#today.circumstances.some(({ isRandom }) => isRandom);
    // Whatever is found is held against it: where there is much to try, it has its runs before they are out.
    if (!this.field.options.isOrdered) {
      yield* this.#play([{ runs: this.#today, until: Math.min(this.field.first, this.#most(this.#today.runs)) }]);
    }
    const known = variables.map((own) => own.start ?? this.#startOf(own));
    const setting = variables.map(({ values, today }, i) => known[i] ?? nearestTo(today, values));
    const isKnown = known.every((own) => own !== undefined);
    // What a schedule begins with was found by runs.
    const isPlayed = isKnown && variables.some((own) => own.start !== undefined);
    for (const wishes of search(this.field, { setting, isKnown, isPlayed })) yield* this.#fulfil(wishes);
    const best = this.field.best() ?? this.field.seemingBest();
    const until = Math.min(Math.max(this.field.first, best?.evidence.runs ?? 0), this.#most(this.#today.runs));
    yield* this.#play([{ runs: this.#today, until }]);
  }

  /** Replications at most that a setting with so many may have. */
  #most(runs: number): number {
    return runs + Math.floor(this.field.left / this.field.options.runsEach);
  }

  result(): PlanResult {
    return planResultOf(this.#question, { field: this.field, today: this.#today, refused: this.#refused, progress: this.#progress });
  }

  /** Plays the first replication of the plan once more, to see in which hour the binding threshold is worst. */
  *worst({ binding }: PlanResult): Generator<Batch, PlanResult['worst'], void> {
    const { seed, timezone = 'UTC' } = this.#question;
    const best = chosen(this.field, this.#question.variables)?.evidence;
    const held = best?.circumstances.flatMap((own) => own.side.question.facts.thresholds.map((threshold) => ({ own, threshold })))[
      binding ?? -1
    ];
    if (held === undefined) return undefined;
    const { own, threshold } = held;
    const { fleet } = own.side.question;
    const times = countedByTime(threshold, fleet);
    if (times === undefined) return undefined;
    const { figures, ...point } = figuresPoint(own.side.question, { seed, replication: 0 });
    const asked = { ...figures, questions: [], timeline: false, compact: true, times };
    let worst: PlanResult['worst'];
    yield {
      points: [{ ...point, rows: false, fleet: own.fleet, figures: asked }],
      take: (outcome) => (worst = worstHour(threshold, figuresOf(outcome).times!, { ...fleet, zone: timezone })),
    };
    return worst;
  }

  /** Where queueing theory says that a variable should stand; undefined where it says nothing. */
  #startOf({ pool, numbers }: PlanVariable): number | undefined {
    if (pool === undefined || numbers === undefined) return undefined;
    const { boots, side } = this.#today.plain;
    const wanted = idleCountFor(loadOf(boots, pool), thresholdsOn(pool, side.question.facts.thresholds));
    if (wanted === undefined) return undefined;
    const index = numbers.findIndex((own) => own >= wanted);
    return index < 0 ? numbers.length - 1 : index;
  }

  /** Plays what is wished for, as far as runs go. */
  *#fulfil(wishes: readonly Wish[]): Generator<Batch, void, void> {
    const { field } = this;
    const todo: Todo[] = [];
    let { left } = field;
    for (const { setting, runs: until } of wishes) {
      const known = field.get(setting)?.evidence ?? this.#made(setting);
      if (known === undefined) continue;
      const cost = Math.max(0, until - known.runs) * field.options.runsEach;
      if (cost > left) {
        field.isExhausted = true;
        continue;
      }
      left -= cost;
      todo.push({ runs: known, until });
      if (!field.isKnown(setting)) field.add(setting, known);
    }
    yield* this.#play(todo);
    this.#note();
  }

  /** The runs of a setting that is new; undefined where the scenario cannot have it. */
  #made(setting: Setting): SettingRuns | undefined {
    const { field } = this;
    if (field.isKnown(setting)) return undefined;
    const found = this.#sidesOf(setting);
    if ('why' in found) {
      field.refuse(setting);
      this.#refused.push({ setting, why: found.why });
      return undefined;
    }
    return runsOf(this.#question, found);
  }

  *#play(todo: readonly Todo[]): Generator<Batch, void, void> {
    const { seed } = this.#question;
    const tasks = todo.flatMap(({ runs, until }) =>
      Array.from({ length: Math.max(0, until - runs.runs) }, (_, i) =>
        runs.circumstances.map((own) => ({ own, replication: runs.runs + i })),
      ).flat(),
    );
    if (tasks.length === 0) return;
    const points = tasks.map(({ own, replication }): Point => {
      const { figures, ...point } = figuresPoint(own.side.question, { seed, replication });
      return { ...point, rows: false, fleet: own.fleet, figures: { ...figures, timeline: false, compact: true } };
    });
    yield { points, take: (outcome, index) => tasks[index]!.own.add(figuresOf(outcome)) };
    this.field.used += points.length;
  }

  /** Notes the best so far. */
  #note(): void {
    const { field } = this;
    const best = field.seemingBest();
    invariant(best !== undefined || field.tried.length === 0, 'one of those tried looks best');
    const isGood = best !== undefined && field.seemsToMeet(best);
    this.#progress.push({
      runs: field.used,
      objective: isGood ? best.evidence.objective.reduce((sum, usd) => sum + usd, 0) / best.evidence.runs : null,
      setting: isGood ? this.#rowOf(best.evidence) : null,
    });
  }

  /** The index that a setting has in the result: today comes first. */
  #rowOf(runs: SettingRuns): number {
    if (runs === this.#today) return 0;
    const others = this.field.tried.filter(({ evidence }) => evidence !== this.#today);
    return 1 + others.findIndex(({ evidence }) => evidence === runs);
  }
}

/** A setting that is to have replications up to a number. */
interface Todo {
  readonly runs: SettingRuns;
  readonly until: number;
}

/** Whether more idle machines cost more, and it is known of every threshold what they do to it, in every circumstance. */
function isOrderKnown({ plain, outages }: PlanQuestion): boolean {
  if (maySave(plain.today.question.fleet)) return false;
  return [plain, ...outages].every(({ today: { question } }) =>
    question.facts.thresholds.every((threshold) => ofMore(threshold, question.fleet) !== 'unknown'),
  );
}

function runsOf({ waitingPrice }: PlanQuestion, sides: readonly Placed[]): SettingRuns {
  return new SettingRuns(
    sides.map(({ side, fleet }) => new CircumstanceRuns(side, fleet)),
    waitingPrice,
  );
}
