/**
 * What figures are called: every path that a reading may have, as a type. Whoever looks a figure up names it by this type, so that one that is
 * renamed, or that no run has, is found by the compiler.
 */
import type { JobStatus } from '../../record/job.js';
import type { PipelineStatus } from '../../record/pipeline.js';
import type { PreparationPart } from '../../record/preparation.js';
import type { WaitCause } from '../../record/wait-causes.js';
import type { JobScope } from '../../results/jobs/job-scope-schema.js';
import type { PoolScope } from '../../results/pools/pool-scope-schema.js';

/** Parts of the fleet that figures are of. */
export const SCOPE_KINDS = ['all', 'workload', 'instance', 'project', 'team', 'runner', 'group', 'manager', 'cloud', 'zone'] as const;
export type ScopeKind = (typeof SCOPE_KINDS)[number];

/** Times of a job, by the name their figures have; the pipelines' own beside them. */
export type JobDelayName = 'queueTime' | 'preparation' | 'startDelay' | 'sojourn';
export type DelayName = JobDelayName | 'pipelineDuration';
export const DELAY_STATS = ['mean', 'p50', 'p75', 'p90', 'p95', 'p99', 'max'] as const;
export type DelayStat = (typeof DELAY_STATS)[number];

/** What the part of a cause in the queue time is given for. */
export const WAIT_STATS = ['mean', 'p50', 'p95', 'p99'] as const;
export type WaitStat = (typeof WAIT_STATS)[number];

export const COST_PARTS = ['busy', 'idle', 'boot', 'teardown', 'orphan', 'rounding', 'egress', 'hosts', 'total'] as const;
export type CostPart = (typeof COST_PARTS)[number];

export const MACHINE_LEVELS = ['creating', 'idle', 'acquired', 'used', 'removing', 'unattended', 'all'] as const;
export type MachineLevel = (typeof MACHINE_LEVELS)[number];

/** What of a part of a result is one number. */
export type PlainKey<Scope> = Extract<{ [K in keyof Scope]: Scope[K] extends number | null ? K : never }[keyof Scope], string>;

type JobFigure =
  | PlainKey<JobScope>
  | `statuses.${JobStatus}`
  | `waits.${WaitStat}.${WaitCause}`
  | 'inOutage'
  | `preparationParts.${PreparationPart}`
  | 'overtaken.mean'
  | 'overtaken.max';
type DelayFigure = `${DelayName}.${DelayStat}` | `${DelayName}.shareBelow(${number}s)`;
type PipelineFigure = 'pipelines' | 'pipelineJobs' | `pipelineStatuses.${PipelineStatus}`;
type LevelFigure = `${'workersBusy' | `machines.${MachineLevel}`}.${'average' | 'peak'}`;
type CostShareFigure = 'waitedSeconds' | `cost.${'heldSeconds' | 'own' | 'shared' | 'nobodys'}`;
type PoolFigure = PlainKey<PoolScope> | `lives.${'count' | 'meanSeconds' | 'usesMean' | 'usesMax'}` | `cost.${CostPart | 'perMonth'}`;

/** Path of a figure inside its scope, such as `queueTime.p95` or `cost.perMonth`. */
export type FigureKey = JobFigure | DelayFigure | PipelineFigure | LevelFigure | PoolFigure | CostShareFigure;
