/** Turns results into a flat list of named figures, each with its unit, and estimates them over replications. */
import type { Delay, JobScope, Level, PoolScope, RunResult } from '../results/run-result.js';
import { estimateMean } from '../stats/confidence.js';

/** Units of figures. */
export const FIGURE_UNITS = ['s', 'share', 'count', 'per hour', 'USD', 'USD per month'] as const;
export type FigureUnit = (typeof FIGURE_UNITS)[number];

/** Parts of the fleet that figures are of. */
export const SCOPE_KINDS = ['all', 'workload', 'instance', 'project', 'runner', 'group', 'manager', 'cloud', 'zone'] as const;
export type ScopeKind = (typeof SCOPE_KINDS)[number];

/** One figure over all replications. */
export interface Figure {
  readonly scope: ScopeKind;
  readonly name: string;
  /** Of projects. */
  readonly instance?: string | undefined;
  /** Path inside the scope, such as `queueTime.p95` or `cost.perMonth`. */
  readonly figure: string;
  readonly unit: FigureUnit;
  /** Replications that had the figure. */
  readonly n: number;
  /** Mean over replications, or the largest where the figure is itself a largest; null where no replication had it. */
  readonly estimate: number | null;
  /** Student's 95 % half-width; null for fewer than two replications and for a largest. */
  readonly halfWidth: number | null;
  readonly atLeast?: true | undefined;
  readonly atMost?: true | undefined;
}

interface Reading {
  readonly figure: string;
  readonly unit: FigureUnit;
  readonly value: number | null;
  readonly isMax: boolean;
  readonly atLeast: boolean;
  readonly atMost: boolean;
}

interface ScopeReadings {
  readonly scope: ScopeKind;
  readonly name: string;
  readonly instance: string | undefined;
  readonly readings: readonly Reading[];
}

/** Returns every figure of the results, in a fixed order. Projects that are not among the top of every replication are left out. */
export function estimateFigures(results: readonly RunResult[]): Figure[] {
  const perRun = results.map((result) => new Map(readingsOf(result).map((scope) => [keyOf(scope), scope])));
  const [first] = perRun;
  const figures: Figure[] = [];
  for (const [key, { scope, name, instance, readings }] of first ?? []) {
    const same = perRun.map((run) => run.get(key));
    if (scope === 'project' && same.includes(undefined)) continue;
    for (const [index, { figure, unit, isMax }] of readings.entries()) {
      const over = same.flatMap((other) => other?.readings[index] ?? []);
      figures.push({ scope, name, ...(instance === undefined ? {} : { instance }), figure, unit, ...estimate(over, isMax) });
    }
  }
  return figures;
}

function keyOf({ scope, name, instance }: ScopeReadings): string {
  return JSON.stringify([scope, name, instance ?? '']);
}

function estimate(over: readonly Reading[], isMax: boolean): Pick<Figure, 'n' | 'estimate' | 'halfWidth' | 'atLeast' | 'atMost'> {
  const values = over.flatMap(({ value }) => (value === null ? [] : [value]));
  const { mean, halfWidth } = isMax
    ? { mean: values.reduce((a, b) => Math.max(a, b), -Infinity), halfWidth: undefined }
    : estimateMean(values);
  return {
    n: values.length,
    estimate: values.length === 0 ? null : mean,
    halfWidth: halfWidth ?? null,
    ...(over.some(({ atLeast }) => atLeast) ? { atLeast: true as const } : {}),
    ...(over.some(({ atMost }) => atMost) ? { atMost: true as const } : {}),
  };
}

function readingsOf({ jobs, pools }: RunResult): ScopeReadings[] {
  const job = (scope: ScopeKind, own: JobScope): ScopeReadings => ({
    scope,
    name: own.name,
    instance: own.instance,
    readings: jobReadings(own),
  });
  const pool = (scope: ScopeKind, own: PoolScope): ScopeReadings => ({
    scope,
    name: own.name,
    instance: undefined,
    readings: poolReadings(own),
  });
  const both = (scope: ScopeKind, own: JobScope, fleet: PoolScope | undefined): ScopeReadings => ({
    ...job(scope, own),
    readings: [...jobReadings(own), ...(fleet === undefined ? [] : poolReadings(fleet))],
  });
  return [
    both('all', jobs.all, pools.all),
    ...jobs.workloads.map((own) => job('workload', own)),
    ...jobs.instances.map((own) => job('instance', own)),
    ...jobs.projects.map((own) => job('project', own)),
    ...jobs.runners.map((own, i) => both('runner', own, pools.runners[i])),
    ...jobs.groups.map((own, i) => both('group', own, pools.groups[i])),
    ...jobs.managers.map((own, i) => both('manager', own, pools.managers[i])),
    ...pools.clouds.map((own) => pool('cloud', own)),
    ...pools.zones.map((own) => pool('zone', own)),
  ];
}

function plain(figure: string, unit: FigureUnit, value: number | null, isMax = false): Reading {
  return { figure, unit, value, isMax, atLeast: false, atMost: false };
}

function jobReadings(scope: JobScope): Reading[] {
  return [
    plain('jobs', 'count', scope.jobs),
    plain('notStarted', 'count', scope.notStarted),
    plain('ended', 'count', scope.ended),
    plain('throughputPerHour', 'per hour', scope.throughputPerHour),
    ...Object.entries(scope.statuses).map(([status, n]) => plain(`statuses.${status}`, 'count', n)),
    ...delayReadings('queueTime', scope.queueTime),
    ...delayReadings('preparation', scope.preparation),
    ...delayReadings('startDelay', scope.startDelay),
    ...delayReadings('sojourn', scope.sojourn),
  ];
}

function delayReadings(name: string, delay: Delay): Reading[] {
  const stats = ['mean', 'p50', 'p75', 'p90', 'p95', 'p99', 'max'] as const;
  return [
    ...stats.map((stat): Reading => ({
      figure: `${name}.${stat}`,
      unit: 's',
      value: delay[stat].value,
      isMax: stat === 'max',
      atLeast: delay[stat].atLeast === true,
      atMost: false,
    })),
    ...delay.shareBelow.map(({ seconds, share }) => plain(`${name}.shareBelow(${seconds}s)`, 'share', share)),
  ];
}

function levelReadings(name: string, { average, peak, peakAtMost }: Level): Reading[] {
  return [plain(`${name}.average`, 'count', average), { ...plain(`${name}.peak`, 'count', peak, true), atMost: peakAtMost === true }];
}

function poolReadings(pool: PoolScope): Reading[] {
  const { machines, lives, cost } = pool;
  return [
    plain('capacity', 'count', pool.capacity),
    plain('utilisation', 'share', pool.utilisation),
    ...levelReadings('workersBusy', pool.workersBusy),
    ...(['creating', 'idle', 'acquired', 'used', 'removing', 'unattended', 'all'] as const).flatMap((state) =>
      levelReadings(`machines.${state}`, machines[state]),
    ),
    plain('idleEfficiency', 'share', pool.idleEfficiency),
    ...(['requests', 'emptyRequests', 'passes', 'machinesRequested', 'machinesCreated', 'creationsFailed', 'machinesRemoved'] as const).map(
      (key) => plain(key, 'count', pool[key]),
    ),
    plain('lives.count', 'count', lives.count),
    plain('lives.meanSeconds', 's', lives.meanSeconds),
    plain('lives.usesMean', 'count', lives.usesMean),
    plain('lives.usesMax', 'count', lives.usesMax, true),
    ...(['busy', 'idle', 'boot', 'teardown', 'rounding', 'hosts', 'total'] as const).map((part) =>
      plain(`cost.${part}`, 'USD', cost[part]),
    ),
    plain('cost.perMonth', 'USD per month', cost.perMonth),
  ];
}
