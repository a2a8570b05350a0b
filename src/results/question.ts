/** What can be asked of a run: a metric, the labels that select a part of the fleet, and a statistic. */
import type {
  CloudIndex,
  GroupIndex,
  InstanceIndex,
  ManagerIndex,
  ProjectIndex,
  RunnerIndex,
  WorkloadIndex,
  ZoneIndex,
} from '../units/indices.js';
import type { Micros } from '../units/time.js';

/** Metrics that have one value a job, times in micros. */
export const DELAY_METRICS = ['queue_time', 'preparation', 'start_delay', 'sojourn'] as const;
export type DelayMetric = (typeof DELAY_METRICS)[number];

/** All metrics. */
export const METRICS = [...DELAY_METRICS, 'pipeline_duration', 'jobs', 'utilisation', 'idle_efficiency', 'machines', 'cost'] as const;
export type Metric = (typeof METRICS)[number];

/** Labels a metric may be restricted by; one left out means all. */
export const LABELS = ['workload', 'instance', 'project', 'team', 'runner', 'group', 'manager', 'cloud', 'zone'] as const;
export type Label = (typeof LABELS)[number];

/** What an index of each label is. */
interface IndexOf {
  readonly workload: WorkloadIndex;
  readonly instance: InstanceIndex;
  readonly project: ProjectIndex;
  readonly runner: RunnerIndex;
  readonly group: GroupIndex;
  readonly manager: ManagerIndex;
  readonly cloud: CloudIndex;
  readonly zone: ZoneIndex;
}

/** Indices into the lists of the fleet. A project or zone name may stand for several (one an instance or a cloud), hence lists. A team stands for its projects. */
export type Labels = { readonly [label in keyof IndexOf]?: readonly IndexOf[label][] };

/** A statistic; levels and shares are fractions of one. */
export type Stat =
  | { readonly kind: 'avg' }
  | { readonly kind: 'max' }
  /** `border`: the share of jobs known to be below it is answered too. */
  | { readonly kind: 'quantile'; readonly level: number; readonly border?: Micros }
  | { readonly kind: 'share_below'; readonly below: Micros }
  | { readonly kind: 'per_month' };

/** One question. */
export interface Question {
  readonly metric: Metric;
  readonly labels: Labels;
  readonly stat: Stat;
}

/** Returns whether a boot that a job waits for after it was handed out, in its preparation, is part of the metric. */
export function holdsBoots(metric: Metric): boolean {
  return metric === 'preparation' || metric === 'start_delay' || metric === 'sojourn' || metric === 'pipeline_duration';
}

/** Returns whether the metric has one value a job. */
export function isDelay(metric: Metric): metric is DelayMetric {
  return (DELAY_METRICS as readonly string[]).includes(metric);
}
