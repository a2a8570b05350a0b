/** Completes workloads: rates inlined, durations and projects in their one form. */
import type { Path } from '../text/path.js';
import { mapByName } from '../order.js';
import { readRateFile } from '../rate-file.js';
import type { ScenarioInput } from '../schema.js';
import type { CountDistribution, ScenarioProjects, ScenarioRate, ScenarioWorkload } from '../scenario.js';
import { isRate } from '../schema/values.js';
import { classesOf } from './classes.js';
import { sameDuration, type NormaliseContext } from './context.js';
import { normaliseDistribution } from './distribution.js';
import { instanceOf } from './fleet.js';
import { normaliseResample, normaliseTrace } from './histories.js';
import { checkZone } from './managers.js';
import { normaliseBatch, normaliseSchedules } from './schedules.js';
import { normaliseRetry, stagesOf, type WorkloadJobs } from './stages.js';
import { normaliseTransfers } from './transfers.js';

type WorkloadInput = ScenarioInput['workloads'][string];
type RateInput = NonNullable<WorkloadInput['pipelines']>['rate'];

function normaliseRate(context: NormaliseContext, path: Path, given: RateInput): ScenarioRate {
  if (typeof given !== 'string') return { per_hour_of_week: given.per_hour_of_week };
  if (isRate(given)) return given.replace(/\s+/gu, '');
  const text = context.file(path, given, 'a CSV file with the columns hour_of_week,pipelines_per_hour');
  if (text === undefined) return { per_hour_of_week: [] };
  const { rates, issues } = readRateFile(text, given);
  context.report.add(issues);
  return { per_hour_of_week: rates ?? [] };
}

/** Returns the jobs of a pipeline, all pending at once; none where it has stages. */
function batchOf(
  context: NormaliseContext,
  path: Path,
  { jobs, stages }: { readonly jobs?: CountDistribution | undefined; readonly stages?: unknown },
): { jobs?: CountDistribution } {
  return stages === undefined ? { jobs: normaliseBatch(context, path, jobs) } : {};
}

function normalisePipelines(context: NormaliseContext, path: Path, given: WorkloadInput, timezone: string): ScenarioWorkload['pipelines'] {
  const [key, source] = given.pipelines === undefined ? ['jobs', given.jobs] : ['pipelines', given.pipelines];
  if (source === undefined) return undefined;
  const zone = source.timezone ?? timezone;
  if (source.timezone !== undefined) checkZone(context, [...path, key, 'timezone'], zone);
  const rate = normaliseRate(context, [...path, key, 'rate'], source.rate);
  const jobs = given.pipelines === undefined ? { jobs: 1 } : batchOf(context, [...path, key, 'jobs'], given.pipelines);
  const variation = source.daily_variation;
  if (variation === undefined) return { rate, ...jobs, timezone: zone };
  const distribution = context.fill([...path, key, 'daily_variation', 'distribution'], variation.distribution, 'gamma');
  return { rate, ...jobs, timezone: zone, daily_variation: { cv: variation.cv, distribution } };
}

function normaliseEvery(context: NormaliseContext, path: Path, given: WorkloadInput['every']): ScenarioWorkload['every'] {
  if (given === undefined) return undefined;
  return {
    interval: sameDuration(given.interval),
    first: context.duration([...path, 'first'], given.first, '0s'),
    ...(given.count === undefined ? {} : { count: given.count }),
    ...batchOf(context, [...path, 'jobs'], given),
  };
}

function normaliseProjects(context: NormaliseContext, path: Path, name: string, given: WorkloadInput['projects']): ScenarioProjects {
  const whole = Array.isArray(given) ? { names: given } : given;
  const popularity = (stated: ScenarioProjects['popularity'] | undefined): ScenarioProjects['popularity'] =>
    context.fill([...path, 'popularity'], stated, 'uniform');
  if (whole === undefined) return { names: context.fill([...path, 'names'], undefined, [name]), popularity: 'uniform' };
  const { names, count } = whole as { names?: string[]; count?: number; prefix?: string; popularity?: ScenarioProjects['popularity'] };
  if (names !== undefined) {
    if (new Set(names).size < names.length) {
      const twice = names.find((project, i) => names.indexOf(project) !== i) ?? '';
      context.report.error(path, `the project '${twice}' is named twice; expected each name once`);
    }
    return { names, popularity: popularity((whole as ScenarioProjects).popularity) };
  }
  return {
    count: count ?? 1,
    prefix: context.fill([...path, 'prefix'], (whole as ScenarioProjects).prefix, `${name}-`),
    popularity: popularity((whole as ScenarioProjects).popularity),
  };
}

/** Returns the workload by whose draws this one is drawn, after noting where there is none, or that one has no draws of its own. */
function drawsOf(
  context: NormaliseContext,
  path: Path,
  name: string,
  workloads: ScenarioInput['workloads'],
): Pick<ScenarioWorkload, 'draws'> {
  const draws = workloads[name]?.draws;
  if (draws === undefined || draws === name || !context.known(path, 'workload', draws, Object.keys(workloads))) return {};
  const further = workloads[draws]?.draws;
  if (further === undefined || further === draws) return { draws };
  context.report.error(path, `${draws} is drawn as ${further} itself; expected a workload with draws of its own: name ${further} here`);
  return {};
}

/** Returns the complete workloads. */
export function normaliseWorkloads(context: NormaliseContext, input: ScenarioInput, timezone: string): Record<string, ScenarioWorkload> {
  return mapByName(input.workloads, (given, name) => {
    const path: Path = ['workloads', name];
    const at = (...keys: string[]): Path => [...path, ...keys];
    const tags = [...new Set(context.fill(at('tags'), given.tags, []))];
    const isProtected = context.fill(at('protected'), given.protected, false);
    const failure = context.fill(at('failure'), given.failure, '0%');
    const pipelines = normalisePipelines(context, path, given, timezone);
    const every = normaliseEvery(context, at('every'), given.every);
    const hasStages = (given.pipelines?.stages ?? given.every?.stages) !== undefined;
    const schedules = normaliseSchedules(context, at('schedules'), given.schedules, timezone, hasStages);
    const trace = given.trace === undefined ? undefined : normaliseTrace(context, at('trace'), given.trace, timezone);
    const resample = given.resample === undefined ? undefined : normaliseResample(context, at('resample'), given.resample, timezone);
    const isOfHistory = given.trace !== undefined || given.resample !== undefined;
    const { burst, stages, retry, transfers } = given;
    const instance = instanceOf(context, input, path, given.instance);
    const isWhole = isOfHistory && given.projects === undefined;
    const projects = isWhole ? undefined : normaliseProjects(context, at('projects'), name, given.projects);
    const burstAt = burst === undefined ? '0s' : context.duration(at('burst', 'at'), burst.at, '0s');
    const duration = given.duration && normaliseDistribution(context, at('duration'), given.duration, true);
    const own = { tags, protected: isProtected, failure };
    const classes = given.classes && classesOf(context, at('classes'), given.classes, own);
    const jobs: WorkloadJobs = { ...own, input: given, duration, classes };
    return {
      instance,
      ...drawsOf(context, at('draws'), name, input.workloads),
      ...(projects === undefined ? {} : { projects }),
      tags,
      protected: isProtected,
      ...(pipelines === undefined ? {} : { pipelines: { ...pipelines, ...stagesOf(context, at('pipelines'), given.pipelines, jobs) } }),
      ...(every === undefined ? {} : { every: { ...every, ...stagesOf(context, at('every'), given.every, jobs) } }),
      ...(burst === undefined ? {} : { burst: { at: burstAt, jobs: burst.jobs } }),
      ...(schedules === undefined ? {} : { schedules }),
      ...(trace === undefined ? {} : { trace }),
      ...(resample === undefined ? {} : { resample }),
      ...(isOfHistory ? {} : { max_jobs: given.max_jobs ?? ('unlimited' as const) }),
      ...(duration === undefined ? {} : { duration }),
      ...(classes === undefined ? {} : { classes }),
      failure,
      start: context.duration(at('start'), given.start, '50ms'),
      stages: {
        prepare: context.duration(at('stages', 'prepare'), stages?.prepare, '2s'),
        prepare_script: context.duration(at('stages', 'prepare_script'), stages?.prepare_script, '400ms'),
        get_sources: context.duration(at('stages', 'get_sources'), stages?.get_sources, '1.5s'),
        cleanup: context.duration(at('stages', 'cleanup'), stages?.cleanup, '200ms'),
      },
      prepare_when_over: context.duration(at('prepare_when_over'), given.prepare_when_over, '0s'),
      timeout: context.duration(at('timeout'), given.timeout, '1h'),
      ...(retry === undefined ? {} : { retry: normaliseRetry(context, at('retry'), retry) }),
      ...(transfers === undefined ? {} : { transfers: normaliseTransfers(context, at('transfers'), transfers) }),
    };
  });
}
