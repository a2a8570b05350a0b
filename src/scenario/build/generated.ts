/** Builds generated load: when batches come, how large they are, what their jobs are like. */
import type { GeneratedArrivals } from '../../fleet/arrivals.js';
import { gammaFromMeanCv, lognormalFromMeanCv } from '../../sim/random/index.js';
import { microsOf, rateOf } from '../accepted.js';
import type { Path } from '../text/path.js';
import type { ScenarioRate, ScenarioWorkload } from '../scenario.js';
import type { BuildContext } from './context.js';
import { buildDistribution } from './distribution.js';
import { buildClasses } from './job-classes.js';
import { buildPipeline } from './pipelines.js';
import { projectNames, projectShares } from './projects.js';
import { buildSchedules } from './schedules.js';
import { byDay, profile } from './weekly.js';

type Pattern = GeneratedArrivals['pattern'];

function ratePattern(context: BuildContext, rate: ScenarioRate, timezone: string): Extract<Pattern, { kind: 'poisson' }> {
  if (typeof rate === 'string') return { kind: 'poisson', at: [0], rates: [rateOf(rate)] };
  // Neighbours of one rate are merged, so a profile that is flat draws as the constant rate does.
  return { kind: 'poisson', ...profile(rate.per_hour_of_week, timezone, context.start, context.horizon) };
}

/** Returns the pattern with a factor of mean 1 on the rate of each day, where the scenario has one that varies. */
function varied(
  context: BuildContext,
  pattern: Extract<Pattern, { kind: 'poisson' }>,
  { daily_variation: variation, timezone }: NonNullable<ScenarioWorkload['pipelines']>,
): Pattern {
  if (variation === undefined || variation.cv === 0) return pattern;
  const { at, rates, day } = byDay(pattern, timezone, context.start, context.horizon);
  const factor = (variation.distribution === 'gamma' ? gammaFromMeanCv : lognormalFromMeanCv)(1, variation.cv);
  return { kind: 'poisson', at, rates, variation: { day, factor } };
}

function patternOf(context: BuildContext, path: Path, workload: ScenarioWorkload): Pattern {
  const { pipelines, every, burst } = workload;
  if (pipelines !== undefined) return varied(context, ratePattern(context, pipelines.rate, pipelines.timezone), pipelines);
  if (every !== undefined) {
    const count = every.count ?? Infinity;
    return { kind: 'deterministic', first: microsOf(every.first), every: microsOf(every.interval), count };
  }
  if (burst === undefined) return { kind: 'none' };
  const at = microsOf(burst.at);
  if (at >= context.horizon) context.report.warn([...path, 'burst', 'at'], 'the burst lies at or after the horizon and never comes');
  return { kind: 'all_at_once', at };
}

/** Returns the arrivals of a workload that is no trace. */
export function buildGenerated(
  context: BuildContext,
  path: Path,
  workload: ScenarioWorkload,
  projectOf: (name: string) => number,
): GeneratedArrivals {
  const pattern = patternOf(context, path, workload);
  const batchPath: Path = [...path, workload.every === undefined ? 'pipelines' : 'every', 'jobs'];
  const batch = buildDistribution(context.report, batchPath, workload.pipelines?.jobs ?? workload.every?.jobs ?? workload.burst?.jobs ?? 1);
  const schedules = buildSchedules(context, [...path, 'schedules'], workload.schedules);
  const names = projectNames(workload.projects ?? { names: [], popularity: 'uniform' });
  const maxJobs = typeof workload.max_jobs === 'number' ? workload.max_jobs : Infinity;
  const pipeline = buildPipeline(context, path, workload);
  return {
    kind: 'generated',
    pipeline,
    pattern,
    schedules,
    batch,
    maxJobs,
    // Of pipelines with stages: every class a job of them may have.
    classes: pipeline?.stages.flatMap(({ classes }) => classes) ?? buildClasses(context.report, path, workload),
    projects: names.map(projectOf),
    projectShare: projectShares(names.length, workload.projects?.popularity ?? 'uniform'),
  };
}
