/** Builds the stages of pipelines, and what brings a job again. */
import { distribution } from '../../sim/random/index.js';
import { NO_RETRY, type PipelineSpec, type RetrySpec, type StageSpec } from '../../fleet/pipeline.js';
import { shareOf } from '../accepted.js';
import type { Path } from '../text/path.js';
import type { ScenarioWorkload } from '../scenario.js';
import type { BuildContext } from './context.js';
import { buildDistribution } from './distribution.js';
import { buildClasses } from './job-classes.js';

/** Returns the shape of the pipelines of a workload, or undefined where all their jobs are pending at once. */
export function buildPipeline({ report }: BuildContext, path: Path, workload: ScenarioWorkload): PipelineSpec | undefined {
  const key = workload.pipelines?.stages === undefined ? 'every' : 'pipelines';
  const { stages, supersedes } = workload[key] ?? {};
  if (stages === undefined) return undefined;
  const names = stages.map(({ name }) => name);
  const built = stages.map((stage, i): StageSpec => {
    const at: Path = [...path, key, 'stages', i];
    return {
      name: stage.name,
      jobs: buildDistribution(report, [...at, 'jobs'], stage.jobs),
      needs: stage.needs.map((need) => names.indexOf(need)).sort((a, b) => a - b),
      delay: buildDistribution(report, [...at, 'delay'], stage.delay),
      classes: buildClasses(report, at, stage),
      allowFailure: stage.allow_failure,
      interruptible: stage.interruptible,
    };
  });
  if (built.every(({ jobs }) => distribution(jobs).mean === 0)) {
    report.error([...path, key, 'stages'], 'no stage has jobs; expected at least one that has; raise jobs', 'key');
  }
  return { stages: built, supersedes: shareOf(supersedes ?? '0%') };
}

/** Returns what brings the jobs of a workload again. */
export function buildRetry({ retry }: ScenarioWorkload): RetrySpec {
  return retry === undefined || retry.max === 0 ? NO_RETRY : { max: retry.max, when: retry.when };
}
