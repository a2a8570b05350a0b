/** What a threshold is: a question, a comparison and a limit, and the units each metric is stated in. */
import type { Label, Metric, Question, Stat } from '../../results/question.js';

/** The comparisons. */
export const OPERATORS = ['<=', '>=', '<', '>'] as const;
export type Operator = (typeof OPERATORS)[number];

/** In what a limit is stated: a duration, a percentage, a bare number or US dollars. */
export type LimitUnit = 'duration' | 'share' | 'number' | 'USD';

/** The names that labels were given; a label left out means all. */
export type LabelNames = { readonly [label in Label]?: string };

/** A threshold as parsed. */
export interface Threshold {
  /** The metric with its labels, as written. */
  readonly subject: string;
  /** `stat op value`, as written. */
  readonly condition: string;
  /** Where the line comes from, such as an alert or an aim: what was written behind a #. */
  readonly note?: string;
  readonly labels: LabelNames;
  readonly question: Question;
  readonly operator: Operator;
  /** Seconds, a fraction of one, a number or USD. */
  readonly limit: number;
  readonly unit: LimitUnit;
}

type StatKind = Stat['kind'];

/** What may be asked of a metric. */
export interface MetricRule {
  readonly unit: LimitUnit;
  readonly stats: readonly StatKind[];
  readonly labels: readonly Label[];
}

const JOB_LABELS: readonly Label[] = ['workload', 'instance', 'project', 'team', 'runner', 'group', 'manager', 'cloud', 'zone'];
const POOL_LABELS: readonly Label[] = ['instance', 'runner', 'group', 'manager', 'cloud', 'zone'];
const DELAY: MetricRule = { unit: 'duration', stats: ['avg', 'quantile', 'max', 'share_below'], labels: JOB_LABELS };

/** Labels of whoever pays, each of which stands alone: cost is shared over the whole fleet. */
export const PAYERS: readonly Label[] = ['workload', 'project', 'team'];

/** The rules, by metric. Workers and machines belong to no workload and no project; what they cost does. */
export const METRIC_RULES: Readonly<Record<Metric, MetricRule>> = {
  queue_time: DELAY,
  preparation: DELAY,
  start_delay: DELAY,
  sojourn: DELAY,
  pipeline_duration: { unit: 'duration', stats: DELAY.stats, labels: ['workload', 'instance'] },
  jobs: { unit: 'number', stats: ['avg', 'max'], labels: JOB_LABELS },
  utilisation: { unit: 'share', stats: ['avg', 'max'], labels: POOL_LABELS },
  idle_efficiency: { unit: 'share', stats: ['avg'], labels: POOL_LABELS },
  machines: { unit: 'number', stats: ['avg', 'max'], labels: POOL_LABELS },
  cost: { unit: 'USD', stats: ['per_month', 'avg', 'max'], labels: [...PAYERS, ...POOL_LABELS] },
};

/** How each statistic is written. */
export const STAT_FORMS: Readonly<Record<StatKind, string>> = {
  avg: 'avg',
  max: 'max',
  quantile: 'p(95)',
  share_below: 'share_below(10s)',
  per_month: 'per_month',
};

/** Returns a level as it is meant, to six decimals, as ranks are: 99.9 / 100 is not 0.999. */
export function meantLevel(level: number): number {
  return Math.round(level * 1e6) / 1e6;
}

/** Returns whether what is found must be below the limit. */
export function isUpper(operator: Operator): boolean {
  return operator === '<' || operator === '<=';
}

/** Returns the unit in which the answer to a question is stated. */
export function unitOf(metric: Metric, stat: Stat): LimitUnit {
  return stat.kind === 'share_below' ? 'share' : METRIC_RULES[metric].unit;
}
