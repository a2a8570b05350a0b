/** From what somebody asked of `runcast plan`, on the command line or in the scenario, to the question of the plan. */
import { pricePerHourOf, shareOf } from '../../../scenario/accepted.js';
import { formatIssue } from '../../../scenario/text/issue.js';
import type { PreparedScenario } from '../../../scenario/prepare.js';
import { parseVary, varyConflict, type Vary } from '../../sweep/vary-text.js';
import { circumstanceOf } from '../circumstances.js';
import {
  INDIFFERENCE,
  MOST_RUNS,
  PLAN_CONFIDENCE,
  unplannable,
  type Circumstance,
  type PlanQuestion,
  type PlanVariable,
} from '../plan-question.js';
import { defaultVaries, type DefaultVary } from './default-variables.js';
import { planVariable } from './plan-variable.js';
import { parseUnder, underSet } from './under-text.js';
import { whyUnmet } from './under-time.js';

/** What the periods of the week set themselves. */
const SET_BY_PERIODS = /(?:^|\.)(?:IdleCount|idle_count|OffPeak\w+)$|autoscaling|policy/u;

/** What was asked; what is undefined stands in the scenario, or has a default. */
export interface PlanRequest {
  /** The scenario's file, as results name it. */
  readonly file: string;
  readonly seed: number | string;
  readonly vary: readonly string[];
  readonly under: readonly string[];
  /** Periods of the week at most that the pool is to have; none are made where neither this nor the scenario says so. */
  readonly periods: number | undefined;
  /** USD an hour. */
  readonly waitingPrice: number | undefined;
  readonly confidence: number | undefined;
  readonly indifference: number | undefined;
  readonly mostRuns: number | undefined;
  /** Of each setting, before it is first judged. */
  readonly replications: number | undefined;
  readonly runcast: string;
  readonly rerun: string;
}

/** A pool by its group and its entry. */
interface PoolName {
  readonly group: string;
  readonly entry: string;
}

/** The periods of pools' weeks, as variables that come before all others. */
export interface Periods {
  readonly variables: readonly PlanVariable[];
  /** The pools that they are of: their own levels are then no variables. */
  readonly pools: readonly PoolName[];
  /** Pools that were to have periods and can have none: their levels vary as they are written. Default: none. */
  readonly refused?: readonly PoolName[];
  /** Whether only they, and what is stated, may vary. Default: yes. */
  readonly alone?: boolean;
}

/** Returns whether the request or its scenario says what may vary. */
export function isSaid(base: PreparedScenario, { vary }: Pick<PlanRequest, 'vary'>): boolean {
  return vary.length > 0 || Object.keys(base.scenario.plan?.vary ?? {}).length > 0;
}

/** Returns the question, or a sentence that says why there is none. */
export function planQuestion(base: PreparedScenario, request: PlanRequest, periods?: Periods): PlanQuestion | { readonly problem: string } {
  const variables = variablesOf(base, request, periods);
  if ('problem' in variables) return variables;
  const { file, seed, runcast, rerun } = request;
  const common = { file, seed, runcast, variables: variables.variables };
  const plain = circumstanceOf('', base, common);
  if ('refused' in plain) return { problem: plain.refused.join('; ') };
  const outages: Circumstance[] = [];
  const stated = base.scenario.plan ?? {};
  for (const text of [...(stated.outages ?? []), ...request.under]) {
    const under = parseUnder(text);
    if ('problem' in under) return { problem: `--under ${under.problem}` };
    const own = circumstanceOf(under.label, base, { ...common, set: [underSet(base, under)] });
    if ('refused' in own) return { problem: `--under ${text}: ${own.refused[0] ?? ''}` };
    const why = whyUnmet(base, own.today.question.fleet);
    if (why !== undefined) return { problem: `--under ${text}: ${why}` };
    outages.push(own);
  }
  const question: PlanQuestion = {
    plain,
    outages,
    variables: variables.variables,
    waitingPrice: request.waitingPrice ?? (stated.developer_time === undefined ? undefined : pricePerHourOf(stated.developer_time)),
    indifference: {
      ...INDIFFERENCE,
      share: request.indifference ?? (stated.indifference === undefined ? INDIFFERENCE.share : shareOf(stated.indifference)),
    },
    confidence: request.confidence ?? (stated.confidence === undefined ? PLAN_CONFIDENCE : shareOf(stated.confidence)),
    mostRuns: request.mostRuns ?? stated.runs ?? MOST_RUNS,
    seed,
    replications: request.replications ?? base.scenario.replications,
    timezone: base.scenario.timezone,
    runcast,
    rerun,
  };
  const why = unplannable(question) ?? hopeless(base, question, periods?.variables.length ?? 0);
  return why === undefined ? question : { problem: why };
}

/** The variables: those of the command line, and those of the scenario that it does not name, or where there are none those of the pools. */
function variablesOf(
  base: PreparedScenario,
  { vary }: PlanRequest,
  periods: Periods | undefined,
): { readonly variables: readonly PlanVariable[] } | { readonly problem: string } {
  const texts = [
    ...vary.map((text) => ({ text, from: '--vary ' })),
    ...Object.entries(base.scenario.plan?.vary ?? {})
      .filter(([path]) => !vary.some((own) => own.startsWith(`${path}=`)))
      .map(([path, values]) => ({ text: `${path}=${valuesText(values)}`, from: 'plan.vary: ' })),
  ];
  const varies: Vary[] = [];
  for (const { text, from } of texts) {
    const found = parseVary(text);
    if ('problem' in found) return { problem: `${from}${found.problem}` };
    varies.push(found);
  }
  const conflict = varyConflict(varies);
  if (conflict !== undefined) return { problem: `--vary: ${conflict}` };
  const set = periods === undefined ? undefined : varies.find(({ path }) => SET_BY_PERIODS.test(path));
  if (set !== undefined) return { problem: `--vary ${set.path}: the periods set it; leave one of the two out` };
  const isStated = varies.length > 0 || (periods !== undefined && periods.alone !== false);
  const wanted = isStated
    ? [...refusedVaries(base, periods), ...varies.map((own) => ({ ...own, name: own.path }))]
    : ownVaries(base, periods);
  if (wanted.length === 0 && periods === undefined) {
    return {
      problem: 'no pool of machines runs in this scenario, so nothing varies by itself; name what may, such as --vary concurrent=10..60:5',
    };
  }
  const variables: PlanVariable[] = [...(periods?.variables ?? [])];
  for (const own of wanted) {
    const variable = planVariable(base, own, own.name);
    if ('problem' in variable) return { problem: `--vary ${variable.problem}` };
    variables.push(variable);
  }
  return { variables };
}

/** What varies by itself beside the periods: the levels of the pools that have none, and how long machines stand idle. */
function ownVaries(base: PreparedScenario, periods: Periods | undefined): DefaultVary[] {
  return defaultVaries(base).filter((own) => !(own.isLevel && isOfAny(own, periods?.pools)));
}

/** What varies of the pools that can have no periods, though these were asked for. */
function refusedVaries(base: PreparedScenario, periods: Periods | undefined): DefaultVary[] {
  if (periods?.refused === undefined || periods.refused.length === 0) return [];
  return defaultVaries(base).filter((own) => own.isLevel && isOfAny(own, periods.refused));
}

function isOfAny({ group, entry }: DefaultVary, pools: readonly PoolName[] = []): boolean {
  return pools.some((pool) => pool.group === group && pool.entry === entry);
}

/** What the scenario lists, as it would be typed. */
function valuesText(values: string | readonly (string | number | boolean)[]): string {
  return typeof values === 'string' ? values : values.map(String).join(',');
}

/** Returns why a variable has no value that the scenario can have beside the others as they are today; undefined where each has one. */
function hopeless(base: PreparedScenario, { variables }: PlanQuestion, periods: number): string | undefined {
  // Periods are written one behind the other, and were played already.
  for (const { name, values, set, numbers } of variables.slice(periods)) {
    // Of numbers some may be too many; a word that cannot be is a name that does not exist.
    for (const [index, value] of numbers === undefined ? values.entries() : []) {
      const why = whyNot(base, set(index));
      if (why !== undefined) return `${name} cannot be ${value}: ${why}`;
    }
    const ends = [...new Set([0, values.length - 1])].map((end) => whyNot(base, set(end)));
    if (ends.includes(undefined)) continue;
    return `${name} can be neither ${values[0]} nor ${values.at(-1)}: ${ends[0]!}`;
  }
  return undefined;
}

/** Returns why the scenario cannot have these settings, on one line. */
function whyNot(base: PreparedScenario, set: readonly string[]): string | undefined {
  const made = base.withSet(set);
  const error = 'issues' in made ? made.issues.find(({ severity }) => severity === 'error') : undefined;
  if (error === undefined) return undefined;
  const { excerpt: _excerpt, ...told } = error;
  return formatIssue(told).replace(/\s+/gu, ' ');
}
