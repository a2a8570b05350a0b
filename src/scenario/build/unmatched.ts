/** Jobs that no registration may take: they wait for ever and fail a run, so they are told before it. */
import type { FleetSpec } from '../../fleet/fleet.js';
import type { RunnerSpec } from '../../fleet/runner.js';
import type { WorkloadSpec } from '../../fleet/workload.js';
import { mayTake } from '../../fleet/runner.js';
import { PROTECTED_BIT } from '../../units/job-bits.js';
import type { BuildContext } from './context.js';
import type { ProjectIndex } from '../../units/indices.js';
import { wholeText } from '../../units/whole.js';

/** Jobs of one kind. */
export interface JobKind {
  readonly tags: readonly string[];
  readonly protected: boolean;
  readonly project: ProjectIndex;
}

const NOT_SERVED = 'those that would do not serve the project';

/** Reasons that are told for one workload. */
const TOLD = 3;

/** Warns of each kind of job that no registration of its instance may take, with the tag that is missing. */
export function warnOfUnmatched(
  context: BuildContext,
  { runners, workloads, instances, projects }: Pick<FleetSpec, 'runners' | 'workloads' | 'instances' | 'projects'>,
): void {
  if (context.scenario.allow_unmatched_jobs) return;
  for (const workload of workloads) {
    const own = runners.filter(({ instance }) => instance === workload.instance);
    const lost = new Map<string, { jobs: number; projects: Set<number> }>();
    for (const [kind, jobs] of kindsOf(
      workload,
      own.some((runner) => runner.projects !== undefined),
    )) {
      if (own.some((runner) => mayTake(runner, kind))) continue;
      const why = reason(own, kind, instances[workload.instance]?.name ?? '');
      const { jobs: before, projects: of } = lost.get(why) ?? { jobs: 0, projects: new Set<number>() };
      lost.set(why, { jobs: before + jobs, projects: of.add(kind.project) });
    }
    [...lost].slice(0, TOLD).forEach(([why, { jobs, projects: of }]) => {
      const which =
        workload.arrivals.kind === 'generated' ? 'jobs of it' : `${wholeText(jobs)} of its ${wholeText(workload.arrivals.count)} jobs`;
      const [first = 0] = of;
      const whose =
        why === NOT_SERVED ? ` ${projects[first]?.name ?? ''}${of.size > 1 ? ` (and ${wholeText(of.size - 1)} others)` : ''}` : '';
      context.report.warn(
        ['workloads', workload.name],
        `no runner may take ${which}: ${why}${whose}; they wait for ever and fail the run (exit code 99); add a runner for them, or say allow_unmatched_jobs: true`,
        'key',
      );
    });
  }
}

/** Yields every kind of job of a workload with how many there are (1 for a generated one), each once; by project only where `anyBound`. */
export function* kindsOf({ arrivals }: WorkloadSpec, anyBound: boolean): Generator<readonly [JobKind, number]> {
  if (arrivals.kind === 'generated') {
    const projects = anyBound ? arrivals.projects : arrivals.projects.slice(0, 1);
    for (const { tags, protected: isProtected, weight } of arrivals.classes) {
      if (weight > 0) for (const project of projects) yield [{ tags, protected: isProtected, project }, 1];
    }
    return;
  }
  const counts = new Map<number, number>();
  const size = arrivals.tagSets.length * 2;
  for (let row = 0; row < arrivals.count; row++) {
    const project = anyBound ? arrivals.project[row]! : 0;
    const key = project * size + arrivals.tags[row]! * 2 + (arrivals.bits[row]! & PROTECTED_BIT);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  for (const [key, jobs] of counts) {
    const tags = arrivals.tagSets[Math.floor((key % size) / 2)] ?? [];
    yield [{ tags, protected: key % 2 === 1, project: Math.floor(key / size) }, jobs];
  }
}

function reason(runners: readonly RunnerSpec[], { tags, protected: isProtected, project }: JobKind, instance: string): string {
  if (runners.length === 0) return `${instance} has no runner`;
  const missing = tags.filter((tag) => !runners.some((runner) => runner.tags.includes(tag)));
  if (missing.length > 0) return `no runner at ${instance} has the tag${missing.length > 1 ? 's' : ''} ${missing.join(', ')}`;
  const fits = (without: Partial<JobKind>): boolean =>
    runners.some((runner) => mayTake(runner, { tags, protected: isProtected, project, ...without }));
  if (fits({ protected: true }))
    return `those with ${tags.length === 0 ? 'run_untagged' : `the tags ${tags.join(', ')}`} take jobs of protected refs only`;
  const bound = runners.some((runner) => mayTake({ ...runner, projects: undefined }, { tags, protected: isProtected, project }));
  if (bound) return NOT_SERVED;
  return tags.length === 0
    ? `they have no tags, and no runner at ${instance} has run_untagged: true`
    : `no single runner at ${instance} has all of the tags ${tags.join(', ')}`;
}
