/** Makes the result of a plan out of what the search left. */
import { chosen } from './chosen.js';
import { planMoney, shareOf } from './figures.js';
import { meanOf, roomOf, runsToDecide, scaled, thresholdVerdict, type ErrorBudget } from './certainty.js';
import type { Field, TriedSetting } from './field.js';
import { countOf, everySetting, stepped } from './lattice.js';
import { judgedThreshold } from '../thresholds/judged.js';
import type { PlanQuestion, Setting } from './plan-question.js';
import { PLAN_VERSION, type PlanResult, type PlanStep, type PlanThreshold, type PlanVerdict, type Tried } from './plan-result.js';
import { isUpper } from '../thresholds/threshold.js';
import { isSettled } from './race.js';
import type { SettingRuns } from './setting-runs.js';

/** What a search left. */
export interface Played {
  readonly field: Field<SettingRuns>;
  /** The scenario as it is; one of those of the field where its values are among those that are allowed. */
  readonly today: SettingRuns;
  readonly refused: readonly { readonly setting: Setting; readonly why: string }[];
  readonly progress: PlanResult['progress'];
}

/** One row of what was tried. */
interface Row {
  readonly setting: Setting | undefined;
  readonly runs: SettingRuns;
}

/** Returns the result. */
export function planResultOf(question: PlanQuestion, { field, today, refused, progress }: Played): PlanResult {
  const rows = rowsOf(field, today);
  const indexOf = (own: TriedSetting<SettingRuns> | undefined): number | null =>
    own === undefined ? null : rows.findIndex(({ runs }) => runs === own.evidence);
  const best = chosen(field, question.variables);
  const nearest = best === undefined ? field.seemingBest() : undefined;
  const { budget } = field;
  const contenders = best === undefined ? [] : field.tried.filter((own) => field.isContender(own, best));
  const tried = withFrontier(
    rows.map((row) => triedOf(question, field, row, best)),
    rows.map(({ runs }) => roomOf(runs)),
    best?.evidence.objective ?? [],
  );
  const { facts } = question.plain.today.question;
  const { text: _text, ...scenario } = facts.scenario;
  const ended = (best ?? nearest)?.evidence ?? today;
  return {
    planVersion: PLAN_VERSION,
    runcast: question.runcast,
    scenario,
    seed: question.seed,
    isRandom: field.isRandom,
    ...(!field.isRandom && today.circumstances.some(({ isDrawn }) => isDrawn) ? { isAlike: true as const } : {}),
    window: today.plain.window,
    ...(facts.monthlyOutages === undefined ? {} : { monthlyOutages: facts.monthlyOutages }),
    outcome: ended.plain.cut,
    confidence: question.confidence,
    indifference: { ...question.indifference },
    zoneUsdPerMonth: best === undefined ? null : field.zone(best),
    waitingPrice: question.waitingPrice ?? null,
    variables: question.variables.map(({ name, today: own, values, orderFrom }, i) => ({
      name,
      today: own,
      plan: best === undefined ? null : values[best.setting[i]!]!,
      values: [...values],
      isMonotone: orderFrom !== undefined,
    })),
    outages: question.outages.map(({ label }) => label),
    verdict: verdictOf(field),
    isBest: best !== undefined && isSettled(field, best),
    isLocal: !field.options.isOrdered && field.tried.length + field.refusedCount < countOf(field.options.sizes),
    tried,
    today: 0,
    plan: indexOf(best),
    nearest: indexOf(nearest),
    saving: best === undefined || today.isBroken ? null : planMoney(today.objective, best.evidence.objective, budget),
    costSaving: best === undefined || today.isBroken ? null : planMoney(today.plain.cost, best.evidence.plain.cost, budget),
    binding: best === undefined ? null : bindingOf(field, best),
    steps: stepsOf(question, field, best ?? nearest, { indexOf, refused }),
    cheaperUndecided: contenders.flatMap((own) => indexOf(own) ?? []),
    refused: refused.map(({ setting, why }) => ({ values: valuesOf(question, setting), why })),
    used: { settings: rows.length, runs: field.used, jobs: rows.reduce((sum, { runs }) => sum + runs.jobs, 0) },
    progress,
    mostRuns: question.mostRuns,
    warnings: [...new Set([...facts.warnings, ...ended.plain.warnings])],
    rerun: question.rerun,
  };
}

/** Today first. */
function rowsOf(field: Field<SettingRuns>, today: SettingRuns): Row[] {
  const own = field.tried.map(({ setting, evidence }): Row => ({ setting, runs: evidence }));
  const first = own.find(({ runs }) => runs === today) ?? { setting: undefined, runs: today };
  return [first, ...own.filter((row) => row !== first)];
}

/**
 * Nothing that was allowed meets only where the most of everything is short of something, if all are in order; where each value of one variable misses, from what runs
 * tell of others; and where whatever was tried misses, if something is out of order.
 */
function verdictOf(field: Field<SettingRuns>): PlanVerdict {
  if (field.best() !== undefined) return 'met';
  const { sizes, orderFrom, isOrdered } = field.options;
  const isMissed = (setting: Setting): boolean => field.verdict(setting) === 'misses';
  const top = sizes.map((size) => size - 1);
  if (orderFrom.every((from) => from === 0) && field.isShort(top)) return 'infeasible';
  if (isOrdered) return everySetting(sizes).every(isMissed) ? 'infeasible' : 'undecided';
  if (!orderFrom.includes(Infinity) && !isMissed(top)) return 'undecided';
  return !field.isExhausted && field.tried.length > 0 && field.tried.every(({ setting }) => isMissed(setting)) ? 'infeasible' : 'undecided';
}

function valuesOf({ variables }: PlanQuestion, setting: Setting): string[] {
  return variables.map(({ values }, i) => values[setting[i]!]!);
}

function triedOf(
  question: PlanQuestion,
  field: Field<SettingRuns>,
  { setting, runs }: Row,
  best: TriedSetting<SettingRuns> | undefined,
): Tried {
  const { budget } = field;
  const thresholds = thresholdsOf(question, runs, budget);
  const margins = runs.margins.map(scaled);
  const least = margins.reduce((a, b) => Math.min(a, b), Infinity);
  const known = field.tried.find(({ evidence }) => evidence === runs);
  const own = thresholds.map(({ verdict }) => verdict);
  const alone = runs.isBroken || own.includes('misses') ? 'misses' : own.includes('undecided') ? 'undecided' : 'meets';
  return {
    values: setting === undefined ? question.variables.map(({ today }) => today) : valuesOf(question, setting),
    isToday: runs.plain.side === question.plain.today,
    set: setting === undefined ? [] : question.variables.flatMap(({ set }, i) => [...set(setting[i]!)]),
    runs: runs.runs,
    verdict: known === undefined ? alone : field.verdict(known.setting),
    costPerMonth: planMoney(runs.plain.cost, undefined, budget),
    waitingHoursPerMonth: runs.runs === 0 ? null : meanOf(runs.plain.waiting),
    objectivePerMonth: planMoney(runs.objective, undefined, budget),
    againstPlan: best === undefined || best.evidence === runs ? null : planMoney(runs.objective, best.evidence.objective, budget),
    waitingAgainstPlan:
      best === undefined || best.evidence === runs ? null : planMoney(runs.plain.waiting, best.evidence.plain.waiting, budget).estimate,
    thresholds,
    tightest: margins.length === 0 ? null : margins.indexOf(least),
    isOnFrontier: false,
    warnings: [...runs.plain.warnings],
  };
}

function thresholdsOf({ plain, outages }: PlanQuestion, runs: SettingRuns, budget: ErrorBudget): PlanThreshold[] {
  return runs.circumstances.flatMap((own, nth) => {
    const margins = own.margins();
    return own.side.question.facts.thresholds.map((threshold, index): PlanThreshold => {
      const answers = own.answers[index]!;
      const judged = judgedThreshold(threshold, answers, own.pooled[index]);
      const share = shareOf(threshold, answers, budget);
      return {
        under: nth === 0 ? plain.label : outages[nth - 1]!.label,
        threshold: budget.isRandom ? judged : { ...judged, low: null, high: null, halfWidth: null, spread: null },
        ...(share === undefined ? {} : { share }),
        verdict: thresholdVerdict(runs, margins[index]!, budget),
        runsToDecide: runsToDecide(runs, margins[index]!, budget),
      };
    });
  });
}

/** Marks what nothing beats in both money and room. Money is that of the plan, `best` run by run, and the paired difference to it: means over runs of their own are not comparable. */
function withFrontier(tried: readonly Tried[], rooms: readonly number[], best: readonly number[]): Tried[] {
  const plan = best.length === 0 ? 0 : meanOf(best);
  const moneyOf = ({ objectivePerMonth, againstPlan }: Tried): number =>
    againstPlan === null ? objectivePerMonth.estimate : plan + againstPlan.estimate;
  const at = tried.map((own, i) => ({ money: moneyOf(own), room: rooms[i]! }));
  return tried.map((own, i) => ({
    ...own,
    isOnFrontier: !at.some(
      (other, j) =>
        j !== i &&
        other.money <= at[i]!.money &&
        other.room >= at[i]!.room &&
        (other.money < at[i]!.money || other.room > at[i]!.room || j < i),
    ),
  }));
}

/** What is missed one step further down, the tightest of several; where nothing is, the tightest of all. A line that costs must stay below keeps no plan from being cheaper. */
function bindingOf(field: Field<SettingRuns>, best: TriedSetting<SettingRuns>): number | null {
  const missed = new Set<number>();
  for (const variable of field.options.sizes.keys()) {
    for (const by of [-1, 1]) {
      const setting = stepped(best.setting, variable, by, field.options.sizes);
      const beside = setting === undefined ? undefined : field.get(setting);
      if (beside === undefined || field.difference(beside, best) >= 0) continue;
      for (const [index, own] of beside.evidence.margins.entries()) if (scaled(own) < 0) missed.add(index);
    }
  }
  const [only] = missed;
  if (missed.size === 1) return only!;
  const isMissed = (index: number): boolean => missed.size === 0 || missed.has(index);
  const { margins, circumstances } = best.evidence;
  const isMoney = circumstances.flatMap(({ side }) =>
    side.question.facts.thresholds.map(({ question, operator }) => question.metric === 'cost' && isUpper(operator)),
  );
  const room = margins.map((own, index) => (isMoney[index] === true || !isMissed(index) ? Infinity : scaled(own)));
  const least = room.reduce((a, b) => Math.min(a, b), Infinity);
  return least === Infinity ? null : room.indexOf(least);
}

/** One step down and up in each variable. */
function stepsOf(
  { variables }: PlanQuestion,
  field: Field<SettingRuns>,
  from: TriedSetting<SettingRuns> | undefined,
  {
    indexOf,
    refused,
  }: { readonly indexOf: (own: TriedSetting<SettingRuns> | undefined) => number | null; readonly refused: Played['refused'] },
): PlanStep[] {
  if (from === undefined) return [];
  return variables.flatMap(({ values }, variable) =>
    ([-1, 1] as const).flatMap((by): PlanStep[] => {
      const setting = stepped(from.setting, variable, by, field.options.sizes);
      if (setting === undefined) return [];
      const why = refused.find((own) => own.setting.join() === setting.join())?.why;
      return [
        {
          variable,
          direction: by < 0 ? 'down' : 'up',
          value: values[setting[variable]!]!,
          tried: indexOf(field.get(setting)),
          ...(why === undefined ? {} : { refused: why }),
        },
      ];
    }),
  );
}
