/** Turns the result of one run into a flat list of named readings, each with its unit. */
import type { Delay, JobScope, Parts, PipelineScope } from '../../results/jobs/job-scope-schema.js';
import type { Level, PoolScope } from '../../results/pools/pool-scope-schema.js';
import type { RunResult } from '../../results/run-result.js';
import type { DelayMetric } from '../../results/question.js';
import { JOB_STATUSES } from '../../record/job.js';
import { PIPELINE_STATUSES } from '../../record/pipeline.js';
import { PREPARATION_PARTS } from '../../record/preparation.js';
import { WAIT_CAUSES } from '../../record/wait-causes.js';
import {
  COST_PARTS,
  DELAY_STATS,
  MACHINE_LEVELS,
  WAIT_STATS,
  type DelayName,
  type FigureKey,
  type PlainKey,
  type MachineLevel,
  type ScopeKind,
} from './figure-key.js';

/** Units of figures. */
export const FIGURE_UNITS = ['s', 'share', 'count', 'per hour', 'USD', 'USD per month'] as const;
export type FigureUnit = (typeof FIGURE_UNITS)[number];

/** What a figure is a quantile of: a time, or the part of queue time that a cause had in it. */
export interface QuantileOf {
  readonly of: DelayMetric | 'pipeline_duration' | 'waits';
  readonly level: number;
  /** Index into WAIT_CAUSES, of `waits`. */
  readonly cause?: number;
}

/** One figure of one run. */
export interface Reading {
  /** Path inside the scope, such as `queueTime.p95`. */
  readonly figure: FigureKey;
  readonly unit: FigureUnit;
  /** Null where there was nothing to measure. */
  readonly value: number | null;
  readonly isMax: boolean;
  readonly atLeast: boolean;
  readonly atMost: boolean;
  /** Of a quantile, which is estimated from the jobs of all runs together. */
  readonly quantile?: QuantileOf;
  /** Which of two is better; absent where neither is. */
  readonly better?: 'less' | 'more';
  /** Left out everywhere unless some replication of the whole has this figure above nought. */
  readonly onlyIf?: FigureKey;
  /** Left out everywhere unless the runs say why jobs waited. */
  readonly isOfWaits?: true;
}

/** The readings of one part of the fleet. */
export interface ScopeReadings {
  readonly scope: ScopeKind;
  readonly name: string;
  /** Of projects. */
  readonly instance: string | undefined;
  readonly readings: readonly Reading[];
}

const LEVELS = { p50: 0.5, p75: 0.75, p90: 0.9, p95: 0.95, p99: 0.99 } as const;
const DELAYS = {
  queueTime: 'queue_time',
  preparation: 'preparation',
  startDelay: 'start_delay',
  sojourn: 'sojourn',
  pipelineDuration: 'pipeline_duration',
} as const satisfies Record<DelayName, unknown>;

/** Returns every reading of a run, in a fixed order: runs of one scenario have the same, projects apart. */
export function readingsOf({ jobs, pools, pipelines, nobodysCost }: RunResult): ScopeReadings[] {
  const withParts: readonly ScopeKind[] = ['all', 'workload', 'instance', 'group'];
  const job = (scope: ScopeKind, own: JobScope): ScopeReadings => ({
    scope,
    name: own.name,
    instance: own.instance,
    readings: [
      ...jobReadings(own),
      ...payerReadings(own),
      ...(withParts.includes(scope) ? partReadings(own) : []),
      ...pipelineReadings(scope, own.name, pipelines),
    ],
  });
  const pool = (scope: ScopeKind, own: PoolScope): ScopeReadings => ({
    scope,
    name: own.name,
    instance: undefined,
    readings: poolReadings(own),
  });
  const both = (scope: ScopeKind, own: JobScope, fleet: PoolScope | undefined): ScopeReadings => ({
    ...job(scope, own),
    readings: [...job(scope, own).readings, ...(fleet === undefined ? [] : poolReadings(fleet))],
  });
  const nobodys: Reading = { ...plain('cost.nobodys', 'USD', nobodysCost ?? 0), better: 'less', onlyIf: 'cost.nobodys' };
  const all = both('all', jobs.all, pools.all);
  return [
    { ...all, readings: [...all.readings, nobodys] },
    ...jobs.workloads.map((own) => job('workload', own)),
    ...jobs.instances.map((own) => job('instance', own)),
    ...jobs.projects.map((own) => job('project', own)),
    ...(jobs.teams ?? []).map((own) => job('team', own)),
    ...jobs.runners.map((own, i) => both('runner', own, pools.runners[i])),
    ...jobs.groups.map((own, i) => both('group', own, pools.groups[i])),
    ...jobs.managers.map((own, i) => both('manager', own, pools.managers[i])),
    ...pools.clouds.map((own) => pool('cloud', own)),
    ...pools.zones.map((own) => pool('zone', own)),
  ];
}

function plain(figure: FigureKey, unit: FigureUnit, value: number | null, isMax = false): Reading {
  return { figure, unit, value, isMax, atLeast: false, atMost: false };
}

/** The figures that are one number of a result, in their order, with their units. */
const OF_JOBS: Readonly<Record<PlainKey<JobScope>, FigureUnit>> = {
  jobs: 'count',
  notStarted: 'count',
  ended: 'count',
  throughputPerHour: 'per hour',
};
const OF_WORKERS: Readonly<Record<'capacity' | 'utilisation', FigureUnit>> = { capacity: 'count', utilisation: 'share' };
const OF_MACHINES: Readonly<Record<Exclude<PlainKey<PoolScope>, keyof typeof OF_WORKERS>, FigureUnit>> = {
  idleEfficiency: 'share',
  requests: 'count',
  emptyRequests: 'count',
  passes: 'count',
  machinesRequested: 'count',
  machinesCreated: 'count',
  creationsFailed: 'count',
  machinesRemoved: 'count',
};

function plainReadings<Key extends FigureKey>(
  units: Readonly<Record<Key, FigureUnit>>,
  scope: Readonly<Record<Key, number | null>>,
): Reading[] {
  return (Object.keys(units) as Key[]).map((key) => plain(key, units[key], scope[key]));
}

function jobReadings(scope: JobScope): Reading[] {
  return [
    ...plainReadings(OF_JOBS, scope),
    ...JOB_STATUSES.map((status) => plain(`statuses.${status}`, 'count', scope.statuses[status] ?? 0)),
    ...delayReadings('queueTime', scope.queueTime),
    ...delayReadings('preparation', scope.preparation),
    ...delayReadings('startDelay', scope.startDelay),
    ...delayReadings('sojourn', scope.sojourn),
  ];
}

/** What falls to payers: the waiting of their jobs together, and what they cost; USD are left out where the fleet costs nothing. */
function payerReadings({ queueTime, waitedSeconds, cost }: JobScope): Reading[] {
  if (waitedSeconds === undefined || cost === undefined) return [];
  const usd = (figure: FigureKey, unit: FigureUnit, value: number): Reading => ({
    ...plain(figure, unit, value),
    better: 'less',
    onlyIf: 'cost.total',
  });
  return [
    {
      ...plain('waitedSeconds', 's', waitedSeconds),
      better: 'less',
      atLeast: queueTime.mean.atLeast === true,
    },
    plain('cost.heldSeconds', 's', cost.heldSeconds),
    usd('cost.own', 'USD', cost.own),
    usd('cost.shared', 'USD', cost.shared),
    usd('cost.total', 'USD', cost.total),
    usd('cost.perMonth', 'USD per month', cost.perMonth),
  ];
}

/** What the times are made of; a part that a run has not got is nought there. */
function partReadings({ waits, inOutage, preparationParts, overtaken }: JobScope): Reading[] {
  const value = (found: Parts | undefined, part: string): number | null => (found === undefined ? null : (found[part] ?? 0));
  const ofWaits = (reading: Reading, onlyIf?: FigureKey): Reading => ({
    ...reading,
    ...(onlyIf === undefined ? {} : { onlyIf }),
    better: 'less',
    isOfWaits: true,
  });
  return [
    ...WAIT_STATS.flatMap((stat) =>
      WAIT_CAUSES.map((cause, index): Reading => ({
        ...plain(`waits.${stat}.${cause}`, 's', value(waits?.[stat], cause)),
        ...(stat === 'mean' ? {} : { quantile: { of: 'waits', level: LEVELS[stat], cause: index } }),
        better: 'less',
        onlyIf: `waits.mean.${cause}`,
      })),
    ),
    ofWaits(plain('inOutage', 's', waits === undefined ? null : (inOutage ?? 0)), 'inOutage'),
    ...PREPARATION_PARTS.map((part) =>
      ofWaits(plain(`preparationParts.${part}`, 's', value(preparationParts, part)), `preparationParts.${part}`),
    ),
    ofWaits(plain('overtaken.mean', 'count', overtaken?.mean ?? null)),
    ofWaits(plain('overtaken.max', 'count', overtaken?.max ?? null, true)),
  ];
}

function pipelineReadings(scope: ScopeKind, name: string, own: RunResult['pipelines']): Reading[] {
  const found: PipelineScope | undefined =
    scope === 'all' ? own?.all : scope === 'workload' ? own?.workloads.find((workload) => workload.name === name) : undefined;
  if (found === undefined) return [];
  return [
    plain('pipelines', 'count', found.pipelines),
    ...PIPELINE_STATUSES.map((status) => plain(`pipelineStatuses.${status}`, 'count', found.statuses[status] ?? 0)),
    plain('pipelineJobs', 'count', found.jobsMean),
    ...delayReadings('pipelineDuration', found.duration),
  ];
}

function delayReadings(name: keyof typeof DELAYS, delay: Delay): Reading[] {
  return [
    ...DELAY_STATS.map((stat): Reading => ({
      figure: `${name}.${stat}`,
      unit: 's',
      value: delay[stat].value,
      isMax: stat === 'max',
      better: 'less',
      atLeast: delay[stat].atLeast === true,
      atMost: false,
      ...(stat in LEVELS ? { quantile: { of: DELAYS[name], level: LEVELS[stat as keyof typeof LEVELS] } } : {}),
    })),
    ...delay.shareBelow.map(({ seconds, share }) => ({
      ...plain(`${name}.shareBelow(${seconds}s)`, 'share', share),
      better: 'more' as const,
    })),
  ];
}

function levelReadings(name: 'workersBusy' | `machines.${MachineLevel}`, { average, peak, peakAtMost }: Level): Reading[] {
  return [plain(`${name}.average`, 'count', average), { ...plain(`${name}.peak`, 'count', peak, true), atMost: peakAtMost === true }];
}

function poolReadings(pool: PoolScope): Reading[] {
  const { machines, lives, cost } = pool;
  return [
    ...plainReadings(OF_WORKERS, pool),
    ...levelReadings('workersBusy', pool.workersBusy),
    ...MACHINE_LEVELS.flatMap((state) => levelReadings(`machines.${state}`, machines[state])),
    ...plainReadings(OF_MACHINES, pool),
    plain('lives.count', 'count', lives.count),
    plain('lives.meanSeconds', 's', lives.meanSeconds),
    plain('lives.usesMean', 'count', lives.usesMean),
    plain('lives.usesMax', 'count', lives.usesMax, true),
    ...COST_PARTS.map((part): Reading => {
      const reading: Reading = { ...plain(`cost.${part}`, 'USD', cost[part] ?? 0), better: 'less' };
      return part === 'orphan' || part === 'egress' ? { ...reading, onlyIf: reading.figure } : reading;
    }),
    { ...plain('cost.perMonth', 'USD per month', cost.perMonth), better: 'less' },
  ];
}
