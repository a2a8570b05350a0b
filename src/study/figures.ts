/** Turns results into a flat list of named figures, each with its unit, and estimates them over replications. */
import type { Delay, JobScope, Level, Parts, PipelineScope, PoolScope, RunResult } from '../results/run-result.js';
import { estimateMean } from '../stats/confidence.js';
import { sortedQuantile } from '../stats/quantiles.js';
import { PREPARATION_PARTS, WAIT_CAUSES } from '../units/record.js';

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
  /** Ends of the 95 % interval of the estimate; both null where it has none: fewer than two replications, or a largest. */
  readonly low: number | null;
  readonly high: number | null;
  /** Student's half-width of a mean, a share or a cost; null where there is no interval, and for a quantile, whose interval has two sides. */
  readonly halfWidth: number | null;
  /** What a single future looks like: 5th to 95th percentile over replications; null for fewer than two. */
  readonly spread: { readonly low: number; readonly high: number } | null;
  readonly atLeast?: true | undefined;
  readonly atMost?: true | undefined;
}

interface Reading {
  readonly figure: string;
  readonly unit: FigureUnit;
  readonly value: number | null;
  readonly isMax: boolean;
  readonly isQuantile?: boolean;
  readonly atLeast: boolean;
  readonly atMost: boolean;
}

interface ScopeReadings {
  readonly scope: ScopeKind;
  readonly name: string;
  readonly instance: string | undefined;
  readonly readings: readonly Reading[];
}

/** Which figures there are: those that some replication has use for. All replications have the same, in the same order. */
interface Shape {
  /** Some jobs waited in an outage. */
  readonly hasOutages: boolean;
  readonly causes: readonly string[];
  readonly parts: readonly string[];
  readonly costs: readonly CostPart[];
  /** Pipelines of a replication that has some. */
  readonly pipelines: RunResult['pipelines'];
}

/** Levels between which a single future lies nine times of ten. */
const SINGLE_FUTURE = { low: 0.05, high: 0.95 } as const;

const COST_PARTS = ['busy', 'idle', 'boot', 'teardown', 'orphan', 'rounding', 'egress', 'hosts', 'total'] as const;
type CostPart = (typeof COST_PARTS)[number];

/** Returns every figure of the results, in a fixed order. Projects that are not among the top of every replication are left out. */
export function estimateFigures(results: readonly RunResult[]): Figure[] {
  const shape = shapeOf(results);
  const perRun = results.map((result) => new Map(readingsOf(result, shape).map((scope) => [keyOf(scope), scope])));
  const [first] = perRun;
  const figures: Figure[] = [];
  for (const [key, { scope, name, instance, readings }] of first ?? []) {
    const same = perRun.map((run) => run.get(key));
    if (scope === 'project' && same.includes(undefined)) continue;
    for (const [index, { figure, unit, isMax, isQuantile }] of readings.entries()) {
      const over = same.flatMap((other) => other?.readings[index] ?? []);
      figures.push({
        scope,
        name,
        ...(instance === undefined ? {} : { instance }),
        figure,
        unit,
        ...estimate(over, isMax, isQuantile === true),
      });
    }
  }
  return figures;
}

function shapeOf(results: readonly RunResult[]): Shape {
  const all = results.map(({ jobs }) => jobs.all);
  return {
    hasOutages: all.some(({ inOutage }) => inOutage !== undefined),
    causes: WAIT_CAUSES.filter((cause) => all.some(({ waits }) => waits?.mean[cause] !== undefined)),
    parts: PREPARATION_PARTS.filter((part) => all.some(({ preparationParts }) => preparationParts?.[part] !== undefined)),
    costs: COST_PARTS.filter(
      (part) => (part !== 'orphan' && part !== 'egress') || results.some(({ pools }) => pools.all.cost[part] !== undefined),
    ),
    pipelines: results.find(({ pipelines }) => pipelines !== undefined)?.pipelines,
  };
}

function keyOf({ scope, name, instance }: ScopeReadings): string {
  return JSON.stringify([scope, name, instance ?? '']);
}

type Estimated = Pick<Figure, 'n' | 'estimate' | 'low' | 'high' | 'halfWidth' | 'spread' | 'atLeast' | 'atMost'>;

function estimate(over: readonly Reading[], isMax: boolean, isQuantile: boolean): Estimated {
  const values = over.flatMap(({ value }) => (value === null ? [] : [value]));
  const { mean, halfWidth } = isMax
    ? { mean: values.reduce((a, b) => Math.max(a, b), -Infinity), halfWidth: undefined }
    : estimateMean(values);
  return {
    n: values.length,
    estimate: values.length === 0 ? null : mean,
    low: halfWidth === undefined ? null : mean - halfWidth,
    high: halfWidth === undefined ? null : mean + halfWidth,
    halfWidth: isQuantile ? null : (halfWidth ?? null),
    spread: spreadOf(values),
    ...(over.some(({ atLeast }) => atLeast) ? { atLeast: true as const } : {}),
    ...(over.some(({ atMost }) => atMost) ? { atMost: true as const } : {}),
  };
}

/** The 5th to 95th percentile of values, one a replication; null for fewer than two. */
export function spreadOf(values: readonly number[]): Figure['spread'] {
  if (values.length < 2) return null;
  const sorted = Float64Array.from(values).sort();
  return { low: sortedQuantile(sorted, SINGLE_FUTURE.low), high: sortedQuantile(sorted, SINGLE_FUTURE.high) };
}

function readingsOf({ jobs, pools, pipelines }: RunResult, shape: Shape): ScopeReadings[] {
  const withParts: readonly ScopeKind[] = ['all', 'workload', 'instance', 'group'];
  const job = (scope: ScopeKind, own: JobScope): ScopeReadings => ({
    scope,
    name: own.name,
    instance: own.instance,
    readings: [
      ...jobReadings(own),
      ...(withParts.includes(scope) ? partReadings(own, shape) : []),
      ...pipelineReadings(scope, own.name, pipelines, shape),
    ],
  });
  const pool = (scope: ScopeKind, own: PoolScope): ScopeReadings => ({
    scope,
    name: own.name,
    instance: undefined,
    readings: poolReadings(own, shape),
  });
  const both = (scope: ScopeKind, own: JobScope, fleet: PoolScope | undefined): ScopeReadings => ({
    ...job(scope, own),
    readings: [...job(scope, own).readings, ...(fleet === undefined ? [] : poolReadings(fleet, shape))],
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

/** What the times are made of; a part that a replication has not got is nought there. */
function partReadings({ waits, inOutage, preparationParts, overtaken }: JobScope, { hasOutages, causes, parts }: Shape): Reading[] {
  const of = (name: string, names: readonly string[], found: Parts | undefined): Reading[] =>
    names.map((part) => plain(`${name}.${part}`, 's', found === undefined ? null : (found[part] ?? 0)));
  if (causes.length === 0) return [];
  return [
    ...(['mean', 'p50', 'p95', 'p99'] as const).flatMap((stat) => of(`waits.${stat}`, causes, waits?.[stat])),
    ...(hasOutages ? [plain('inOutage', 's', waits === undefined ? null : (inOutage ?? 0))] : []),
    ...of('preparationParts', parts, preparationParts),
    plain('overtaken.mean', 'count', overtaken?.mean ?? null),
    plain('overtaken.max', 'count', overtaken?.max ?? null, true),
  ];
}

function pipelineReadings(scope: ScopeKind, name: string, own: RunResult['pipelines'], { pipelines }: Shape): Reading[] {
  const find = (among: RunResult['pipelines']): PipelineScope | undefined =>
    scope === 'all' ? among?.all : scope === 'workload' ? among?.workloads.find((workload) => workload.name === name) : undefined;
  const like = find(pipelines);
  if (like === undefined) return [];
  const found = find(own);
  const readings = (of: PipelineScope): Reading[] => [
    plain('pipelines', 'count', of.pipelines),
    ...Object.entries(of.statuses).map(([status, n]) => plain(`pipelineStatuses.${status}`, 'count', n)),
    plain('pipelineJobs', 'count', of.jobsMean),
    ...delayReadings('pipelineDuration', of.duration),
  ];
  return found === undefined ? readings(like).map((reading) => ({ ...reading, value: null })) : readings(found);
}

function delayReadings(name: string, delay: Delay): Reading[] {
  const stats = ['mean', 'p50', 'p75', 'p90', 'p95', 'p99', 'max'] as const;
  return [
    ...stats.map((stat): Reading => ({
      figure: `${name}.${stat}`,
      unit: 's',
      value: delay[stat].value,
      isMax: stat === 'max',
      isQuantile: stat.startsWith('p'),
      atLeast: delay[stat].atLeast === true,
      atMost: false,
    })),
    ...delay.shareBelow.map(({ seconds, share }) => plain(`${name}.shareBelow(${seconds}s)`, 'share', share)),
  ];
}

function levelReadings(name: string, { average, peak, peakAtMost }: Level): Reading[] {
  return [plain(`${name}.average`, 'count', average), { ...plain(`${name}.peak`, 'count', peak, true), atMost: peakAtMost === true }];
}

function poolReadings(pool: PoolScope, { costs }: Shape): Reading[] {
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
    ...costs.map((part) => plain(`cost.${part}`, 'USD', cost[part] ?? 0)),
    plain('cost.perMonth', 'USD per month', cost.perMonth),
  ];
}
