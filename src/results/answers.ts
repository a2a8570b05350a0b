/** Answers questions from what one run kept. */
import type { FleetSpec } from '../fleet/fleet.js';
import type { ProjectIndex } from '../units/indices.js';
import { SECOND, type Micros } from '../units/time.js';
import { cellFilter, type JobCells } from './jobs/job-cells.js';
import type { JobStats } from './jobs/job-stats.js';
import type { PipelineStats } from './jobs/pipeline-stats.js';
import type { CostShare } from './jobs/job-scope-schema.js';
import { NO_COST, sumOfShares, type Paid } from './owners/payers.js';
import type { EntryInfo } from './entries.js';
import { machinesExisting, poolScope, type PoolFilter, type PoolSources } from './pools/pool-stats.js';
import { isDelay, type Labels, type Question, type Stat } from './question.js';
import type { Answer } from './run-result.js';
import type { Sample } from './samples/sample.js';

/** What answers are made of. `projectCells` holds the jobs of each project list that some question names, in the order of `projectLists`. */
export interface AnswerSources {
  readonly fleet: FleetSpec;
  /** Those whose registration took jobs at some time. */
  readonly entries: readonly EntryInfo[];
  readonly jobs: JobCells;
  readonly projectCells: ReadonlyMap<string, JobCells>;
  readonly pools: PoolSources;
  readonly pipelines: PipelineStats;
  readonly paid: Paid;
}

/** Returns the times that a question is about; undefined where it is about none. */
export function questioned({ metric, labels }: Question, sources: AnswerSources): Sample | undefined {
  if (isDelay(metric)) return jobStats(labels, sources).counts.sample(metric);
  if (metric !== 'pipeline_duration') return undefined;
  const of = (list: readonly number[] | undefined, index: number): boolean => list === undefined || list.includes(index);
  const { workloads } = sources.fleet;
  return sources.pipelines.durations((index) => of(labels.workload, index) && of(labels.instance, workloads[index]?.instance ?? -1));
}

/** Returns the answer: seconds, a share as a fraction, a count or USD; null where nothing was there to measure. `times` are those questioned. */
export function answer(question: Question, sources: AnswerSources, times: Sample | undefined = questioned(question, sources)): Answer {
  const { metric, labels, stat } = question;
  if (isDelay(metric) || metric === 'pipeline_duration') return times === undefined ? { value: null } : delayAnswer(times, stat);
  if (metric === 'jobs') {
    return { value: jobStats(labels, sources).counts.jobs };
  }
  if (metric === 'cost' && (labels.workload ?? labels.project) !== undefined) {
    const { total, perMonth } = paidBy(labels, sources.paid);
    return { value: stat.kind === 'per_month' ? perMonth : total };
  }
  const filter = poolFilter(labels, sources.fleet);
  const scope = poolScope('', sources.pools, filter);
  switch (metric) {
    case 'cost':
      return { value: stat.kind === 'per_month' ? scope.cost.perMonth : scope.cost.total };
    case 'utilisation':
      if (stat.kind !== 'max') return { value: scope.utilisation };
      return peakAnswer(scope.workersBusy.peak / scope.capacity, scope.workersBusy.peakAtMost);
    case 'idle_efficiency':
      return { value: scope.idleEfficiency };
    case 'machines':
      if (stat.kind === 'max') return peakAnswer(scope.machines.all.peak, scope.machines.all.peakAtMost);
      return {
        value:
          labels.zone === undefined && labels.cloud === undefined ? scope.machines.all.average : machinesExisting(sources.pools, filter),
      };
  }
}

/** What workloads or projects pay. */
function paidBy({ workload, project = [] }: Labels, { workloads, projects }: Paid): CostShare {
  return sumOfShares(
    workload === undefined ? project.map((index) => projects.get(index) ?? NO_COST) : workload.map((index) => workloads[index]!),
  );
}

/** The key under which the jobs of a list of projects are kept. */
export function projectKey(projects: readonly ProjectIndex[]): string {
  return projects.join(' ');
}

/** Returns the part of the fleet that labels select. */
export function poolFilter(labels: Labels, fleet: FleetSpec): PoolFilter {
  const of = (list: readonly number[] | undefined, index: number): boolean => list === undefined || list.includes(index);
  return {
    has: (manager, runner, zone) =>
      of(labels.instance, fleet.runners[runner]?.instance ?? -1) &&
      of(labels.runner, runner) &&
      of(labels.manager, manager) &&
      of(labels.group, fleet.managers[manager]?.group ?? -1) &&
      of(labels.zone, zone) &&
      of(labels.cloud, fleet.zones[zone]?.cloud ?? -1),
    hasCloud: (cloud) =>
      [labels.instance, labels.runner, labels.manager, labels.group, labels.zone].every((label) => label === undefined) &&
      of(labels.cloud, cloud),
    isPartOfProcess:
      labels.instance !== undefined || labels.runner !== undefined || labels.zone !== undefined || labels.cloud !== undefined,
  };
}

function jobStats(labels: Labels, sources: AnswerSources): JobStats {
  const cells = labels.project === undefined ? sources.jobs : sources.projectCells.get(projectKey(labels.project))!;
  return cells.merged(cellFilter(labels, sources.fleet, sources.entries));
}

function delayAnswer(sample: Sample, stat: Stat): Answer {
  if (sample.count === 0) return { value: null };
  if (stat.kind === 'share_below') return { value: sample.shareBelow(stat.below) };
  const bound = stat.kind === 'quantile' ? sample.quantile(stat.level) : stat.kind === 'max' ? sample.max() : sample.mean();
  return {
    value: seconds(bound.value),
    ...(bound.atLeast ? { atLeast: true } : {}),
    ...(stat.kind === 'quantile' && stat.border !== undefined ? { share: sample.shareBelow(stat.border) } : {}),
  };
}

function seconds(micros: Micros): number {
  return micros / SECOND;
}

function peakAnswer(peak: number, atMost: true | undefined): Answer {
  if (!Number.isFinite(peak)) return { value: null };
  return atMost === true ? { value: peak, atMost } : { value: peak };
}
