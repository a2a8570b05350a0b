/** Completes the stages of pipelines: what each needs, how long its scripts run, what a new push does to it. */
import type { Path } from '../text/path.js';
import { mapByName } from '../order.js';
import type { ScenarioClass, ScenarioRetry, ScenarioStage, ScenarioWorkload } from '../scenario.js';
import type { ScenarioInput } from '../schema.js';
import { RETRIED } from '../schema/stage.js';
import { classesOf, type OwnJobs } from './classes.js';
import type { NormaliseContext } from './context.js';
import { normaliseDistribution } from './distribution.js';

type WorkloadInput = ScenarioInput['workloads'][string];
type StageInput = NonNullable<NonNullable<WorkloadInput['pipelines']>['stages']>[number];

/** What a stage takes from its workload where it says nothing of its own. */
export interface WorkloadJobs extends OwnJobs {
  /** As written, for what its classes leave open. */
  readonly input: WorkloadInput;
  readonly duration: ScenarioWorkload['duration'];
  readonly classes: ScenarioWorkload['classes'];
}

/** Returns the circle of needs that begins and ends at `name`, or undefined where there is none. */
function circle(stages: readonly StageInput[], name: string, by: string, chain: readonly string[] = []): readonly string[] | undefined {
  if (by === name) return [name, ...chain, name];
  if (chain.includes(by)) return undefined;
  const needs = stages.find((stage) => stage.name === by)?.needs ?? [];
  for (const next of needs) {
    const found = circle(stages, name, next, [...chain, by]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function normaliseNeeds(context: NormaliseContext, path: Path, stages: readonly StageInput[], i: number): string[] {
  const { name, needs: given } = stages[i]!;
  const before = stages.slice(0, i).map((stage) => stage.name);
  const needs = context.fill([...path, 'needs'], given, i === 0 ? [] : [before.at(-1) ?? '']);
  given?.forEach((need, k) => {
    const at: Path = [...path, 'needs', k];
    if (need === name) context.report.error(at, `the stage '${name}' needs itself; expected stages above it; leave it out`);
    else if (given.indexOf(need) < k) context.report.error(at, `'${need}' is named twice; expected each stage once`);
    else if (!before.includes(need) && stages.some((stage) => stage.name === need)) {
      const round = circle(stages, name, need);
      const why = round === undefined ? `'${need}' comes after '${name}'` : `needs go in a circle: ${round.join(' -> ')}`;
      context.report.error(
        at,
        `${why}; expected stages above this one; ${round === undefined ? `move '${need}' up` : 'leave one of them out'}`,
      );
    } else context.known(at, 'stage', need, before);
  });
  return [...needs];
}

/** Returns how long the scripts of a stage run and what its jobs ask for: its own, else its workload's. */
function normaliseRun(
  context: NormaliseContext,
  path: Path,
  given: StageInput,
  workload: WorkloadJobs,
): Pick<ScenarioStage, 'duration' | 'classes' | 'tags' | 'protected' | 'failure'> {
  const own: OwnJobs = {
    tags: given.tags === undefined ? workload.tags : [...new Set(given.tags)],
    protected: given.protected ?? workload.protected,
    failure: given.failure ?? workload.failure,
  };
  if (given.classes !== undefined) return { classes: classesOf(context, [...path, 'classes'], given.classes, own) };
  if (given.duration !== undefined)
    return { duration: normaliseDistribution(context, [...path, 'duration'], given.duration, true), ...own };
  const { classes, duration, input } = workload;
  if (classes !== undefined) {
    // A class keeps what it says itself; the rest is the stage's.
    const taken = mapByName(classes, (value, name): ScenarioClass => {
      const said = input.classes?.[name];
      return {
        ...value,
        tags: said?.tags === undefined ? own.tags : value.tags,
        protected: said?.protected ?? own.protected,
        failure: said?.failure ?? own.failure,
      };
    });
    return { classes: taken };
  }
  if (duration === undefined) {
    context.report.error(
      path,
      `the stage '${given.name}' has no duration, and neither has the workload; expected how long its scripts run; add duration: 3m`,
      'key',
    );
  }
  return { duration: duration ?? '0s', ...own };
}

/** Returns the complete stages. */
function normaliseStages(context: NormaliseContext, path: Path, stages: readonly StageInput[], workload: WorkloadJobs): ScenarioStage[] {
  return stages.map((given, i) => {
    const own: Path = [...path, i];
    const at = (key: string): Path => [...own, key];
    if (stages.findIndex(({ name }) => name === given.name) < i) {
      context.report.error(at('name'), `there are two stages called '${given.name}'; expected each name once; rename one of them`);
    }
    return {
      name: given.name,
      jobs: normaliseDistribution(context, at('jobs'), context.fill(at('jobs'), given.jobs, 1), false),
      needs: normaliseNeeds(context, own, stages, i),
      // What GitLab does unless told otherwise is no assumption worth a word.
      delay: normaliseDistribution(context, at('delay'), given.delay ?? '0s', true),
      ...normaliseRun(context, own, given, workload),
      allow_failure: given.allow_failure ?? false,
      interruptible: given.interruptible ?? false,
    };
  });
}

/** What `pipelines` and `every` say of pipelines with stages. */
type Staged = Pick<NonNullable<ScenarioWorkload['pipelines']>, 'supersedes' | 'stages'>;

/** Returns the stages of the pipelines at `path`, with the share of them that replace the one before; nothing where they have no stages. */
export function stagesOf(
  context: NormaliseContext,
  path: Path,
  given: { readonly stages?: readonly StageInput[] | undefined; readonly supersedes?: string | undefined } | undefined,
  workload: WorkloadJobs,
): Staged {
  if (given?.stages === undefined) return {};
  return {
    supersedes: context.fill([...path, 'supersedes'], given.supersedes, '0%'),
    stages: normaliseStages(context, [...path, 'stages'], given.stages, workload),
  };
}

/** Returns what brings the jobs of a workload again, the ends in their usual order. */
export function normaliseRetry(context: NormaliseContext, path: Path, given: NonNullable<WorkloadInput['retry']>): ScenarioRetry {
  const { max, when } = typeof given === 'number' ? { max: given, when: undefined } : given;
  const stated = context.fill([...path, 'when'], when, [...RETRIED], "GitLab's own default: always");
  return { max, when: RETRIED.filter((end) => stated.includes(end)) };
}
