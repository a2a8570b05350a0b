/** The question of `runcast plan`: what may vary, what must hold, what is paid for, and how sure the answer is to be. */
import type { GroupIndex, RunnerIndex } from '../../units/indices.js';
import type { SideQuestion } from '../compare/question.js';
import type { Sampling } from '../sampling.js';

/** Something that may vary: a list of settings from less to more. */
export interface PlanVariable {
  /** As people say it, such as `IdleCount` or `IdleCount, Mon-Fri 07-19`. */
  readonly name: string;
  /** Every value as it is shown, ascending where there is an order. At least one. */
  readonly values: readonly string[];
  /** The same as numbers, where they are numbers. */
  readonly numbers?: readonly number[] | undefined;
  /** What is set today, as it is shown; it need not be one of the values. */
  readonly today: string;
  /** Returns the texts, as of `--set`, that make the value at an index of `values` hold. */
  readonly set: (index: number) => readonly string[];
  /** The index from which on a greater value never makes a threshold worse and never costs less: IdleCount of a single-use pool, from 1 on. Absent: from none. */
  readonly orderFrom?: number | undefined;
  /** The pool whose machines it sets the number of, each process of its own. */
  readonly pool?: VariedPool | undefined;
  /** The index to begin at, where something is known: a closed form, a schedule. */
  readonly start?: number | undefined;
}

/** A pool, by its group and its registration. */
export interface VariedPool {
  readonly group: GroupIndex;
  readonly runner: RunnerIndex;
  /** Processes that have such a pool each. */
  readonly processes: number;
}

/** A setting of every variable: an index into the values of each, in their order. */
export type Setting = readonly number[];

/** A setting that the scenario cannot have. */
export interface RefusedSetting {
  /** Why, one sentence each. */
  readonly refused: readonly string[];
}

/** A state of the world in which the thresholds must hold. */
export interface Circumstance {
  /** What it is called, such as `gce gone on Mon 14:00`; empty for the scenario as it is. */
  readonly label: string;
  /** The scenario as it is set today. */
  readonly today: SideQuestion;
  /** Returns the scenario under a setting; asked once for each. */
  readonly side: (setting: Setting) => SideQuestion | RefusedSetting;
}

/** What is to be planned. */
export interface PlanQuestion extends Sampling {
  /** The scenario as it is: what it costs is what is minimised. */
  readonly plain: Circumstance;
  /** Outages under which the same thresholds must hold too. */
  readonly outages: readonly Circumstance[];
  /** At least one. */
  readonly variables: readonly PlanVariable[];
  /** USD that an hour of waiting costs; absent: waiting costs nothing beside the thresholds. */
  readonly waitingPrice?: number | undefined;
  /** The least difference in money that a person would act on: this share of the cost, and at least so many USD a month. */
  readonly indifference: Indifference;
  /** That the answer is right, between 0 and 1. */
  readonly confidence: number;
  /** Runs at most, those of today counted. */
  readonly mostRuns: number;
  /** Of the clock on which hours are told. Default: UTC. */
  readonly timezone?: string;
  /** The version of runcast that the result names. */
  readonly runcast: string;
  /** The command that repeats the plan. */
  readonly rerun: string;
}

/** An indifference zone in money. */
export interface Indifference {
  readonly share: number;
  readonly usdPerMonth: number;
}

/** What nobody acts on unless something else is said. */
export const INDIFFERENCE: Indifference = { share: 0.01, usdPerMonth: 10 };
/** How sure a plan is unless something else is said. */
export const PLAN_CONFIDENCE = 0.95;
/** Runs of a plan at most unless something else is said. */
export const MOST_RUNS = 400;

/** Returns a sentence that says why a plan cannot be made; undefined where it can. */
export function unplannable({ plain, variables, waitingPrice, indifference, confidence, replications }: PlanQuestion): string | undefined {
  const { fleet, facts } = plain.today.question;
  if (variables.length === 0) return 'nothing may vary; name what may, such as --vary IdleCount=1..60';
  const stuck = variables.find(({ values }) => values.length === 0);
  if (stuck !== undefined) return `${stuck.name} has no value to take; give it a range such as ${stuck.name}=0..60`;
  if (variables.every(({ values, today }) => values.length === 1 && values[0] === today)) {
    return `${variables[0]!.name} may only be what it is today; give it room, such as a range around it`;
  }
  if (facts.thresholds.length === 0 && waitingPrice === undefined) {
    return "there is nothing to meet: without thresholds the cheapest settings are the smallest; state what must hold, such as --threshold 'queue_time p(95) < 1m', or what waiting costs, such as --developer-time '60 USD/h'";
  }
  if (!fleet.machineTypes.some(({ pricePerHour }) => pricePerHour > 0)) {
    return 'nothing has a price, so no settings are cheaper than others; state machine_types of a cloud and the host of managers with their prices';
  }
  if (!(confidence > 0.5 && confidence < 1)) return `a confidence is between 50 % and 100 %, not ${confidence * 100} %`;
  if (!(indifference.share >= 0 && indifference.usdPerMonth >= 0)) return 'an indifference zone is not below nought';
  if (!Number.isInteger(replications) || replications < 1) return `replications are a whole number from 1 on, not ${replications}`;
  return undefined;
}
