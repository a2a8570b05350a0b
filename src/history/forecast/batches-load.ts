/** The load of a fitted scenario as processes of pipelines, one workload a kind of them. */
import type { BatchFit, ClockPipelines, RandomPipelines } from '../fit/batches.js';
import type { HistoryFit } from '../fit/fit.js';
import type { JobKind } from '../fit/job-kinds.js';
import { Slugs } from '../../scenario/init/slugs.js';
import { flow, scalar } from '../../scenario/init/yaml-text.js';
import { jobLines, type LoadPlace } from './days-load.js';
import { estimateText } from './estimate-text.js';
import { plain } from './plain.js';

/** Values of a list on one line. */
const A_LINE = 12;
/** Hours of a day on one line of rates. */
const DAY_HOURS = 24;

/** Returns the lines of the workloads. */
export function batchesLoad(fit: HistoryFit, batches: BatchFit, place: LoadPlace): string[] {
  const slugs = new Slugs();
  return [
    '# Pipelines come at random, with a rate for each hour of the week; sizes, gaps and jobs are drawn by themselves.',
    '# Durations are lognormals with the mean and the variation of the history.',
    'workloads:',
    ...batches.random.flatMap((own) => randomLines(fit, own, batches, place, slugs.of(own.name ?? 'pipelines', 'pipelines'))),
    ...batches.clock.flatMap((own) => clockLines(fit, own, place, slugs.of(`at ${clockName(own)}`, 'at'))),
  ];
}

/** Generated scripts run as long as jobs of the history did on their runner, whatever the fleet. */
function workloadLines(fit: HistoryFit, place: LoadPlace, projects: number): string[] {
  return [...jobLines(fit, { ...place, isStated: false }), ...(projects > 1 ? [`    projects: { count: ${projects} }`] : [])];
}

function randomLines(fit: HistoryFit, own: RandomPipelines, { variation }: BatchFit, place: LoadPlace, slug: string): string[] {
  const { name, aDay, size, rates, kinds, projects, pipelines } = own;
  const error = rates.relativeError === null ? 'none' : `${Math.round(100 * rates.relativeError)} %`;
  return [
    `  # ${name === undefined ? 'pipelines' : plain(`pipelines that begin with ${name}`)}: ${estimateText(aDay)} a day of ${estimateText(size)} jobs (${pipelines} pipelines)`,
    `  ${scalar(slug)}:`,
    ...workloadLines(fit, place, projects),
    '    pipelines:',
    `      timezone: ${scalar(fit.timezone)}`,
    ...(variation === undefined || variation.value === 0
      ? []
      : [
          `      daily_variation: { cv: ${Math.min(3, variation.value).toFixed(3)} } # ${estimateText(variation)}, of ${fit.days?.days ?? 0} days`,
        ]),
    `      rate: # an hour; an hour's own is known to ± ${error}`,
    '        per_hour_of_week:',
    ...rateLines(rates.perHour),
    ...(hasGaps(own) ? stageLines(own) : [`      jobs: ${sizesText(own.sizes, 0)}`]),
    ...kindLines(kinds),
  ];
}

function rateLines(perHour: readonly number[]): string[] {
  const texts = perHour.map((rate) => String(Number(rate.toPrecision(4))));
  return Array.from({ length: texts.length / DAY_HOURS }, (_, day) => {
    const own = texts.slice(day * DAY_HOURS, (day + 1) * DAY_HOURS).join(', ');
    return `          ${day === 0 ? '[' : ' '}${own}${day === texts.length / DAY_HOURS - 1 ? ']' : ','}`;
  });
}

/** Whether the jobs of a pipeline come one after another. */
function hasGaps({ gaps }: Pick<RandomPipelines, 'gaps'>): boolean {
  return gaps.some((gap) => gap !== 0);
}

/** The first job comes with its pipeline, the others after gaps. */
function stageLines({ sizes, gap, gaps }: Pick<RandomPipelines, 'sizes' | 'gap' | 'gaps'>): string[] {
  const values = gaps.map((own) => `${Number(own.toFixed(1))}s`);
  return [
    '      stages:',
    '        - { name: first }',
    '        - name: others',
    '          needs: []',
    `          jobs: ${sizesText(sizes, 1)}`,
    `          delay: # behind the first: ${gap === undefined ? '' : `${estimateText(gap)} s on average`}`,
    '            empirical:',
    '              values:',
    ...lined(values).map((line, i, all) => `                ${i === 0 ? '[' : ' '}${line}${i === all.length - 1 ? ']' : ','}`),
  ];
}

function lined(values: readonly string[]): string[] {
  return Array.from({ length: Math.ceil(values.length / A_LINE) }, (_, i) => values.slice(i * A_LINE, (i + 1) * A_LINE).join(', '));
}

/** Sizes by how often they came, `less` taken off each. */
function sizesText(sizes: RandomPipelines['sizes'], less: number): string {
  const [only] = sizes;
  if (sizes.length === 1 && only !== undefined) return String(only.jobs - less);
  const members = sizes.map(({ jobs, pipelines }) => `{ value: ${jobs - less}, weight: ${pipelines} }`);
  return `{ discrete: [${members.join(', ')}] }`;
}

function kindLines(kinds: readonly JobKind[]): string[] {
  const slugs = new Slugs();
  return ['    classes:', ...kinds.map((kind) => kindLine(kind, slugs.of(kind.name ?? `others ${kind.tags.join(' ')}`, 'job')))];
}

function kindLine({ tags, jobs, mean, cv, failed }: JobKind, slug: string): string {
  const keys: (readonly [string, string])[] = [
    ['weight', String(jobs)],
    ['duration', durationText(mean.value, cv.value)],
    ...(tags.length === 0 ? [] : [['tags', `[${tags.map((tag) => JSON.stringify(tag)).join(', ')}]`] as const]),
    ...(failed.value === 0 ? [] : [['failure', `${Number((100 * failed.value).toFixed(2))}%`] as const]),
  ];
  return `      ${scalar(slug)}: ${flow(keys)} # mean ${estimateText(mean)}, cv ${estimateText(cv)}, failed ${estimateText(failed)}`;
}

function durationText(mean: number, cv: number): string {
  const seconds = `${Number(mean.toFixed(3))}s`;
  return cv === 0 || mean < 0.001 ? seconds : `{ lognormal: { mean: ${seconds}, cv: ${cv.toFixed(3)} } }`;
}

function clockName({ time: { minute, hour } }: ClockPipelines): string {
  const two = String(minute).padStart(2, '0');
  return hour === undefined ? `each hour ${two}` : `${String(hour).padStart(2, '0')} ${two}`;
}

function clockLines(fit: HistoryFit, own: ClockPipelines, place: LoadPlace, slug: string): string[] {
  const {
    time: { minute, hour },
    atOnce,
    sizes,
    size,
    kinds,
    projects,
    pipelines,
  } = own;
  const members = atOnce.map((some) => `{ value: ${some.pipelines}, weight: ${some.times} }`);
  return [
    `  # pipelines by the clock, of ${estimateText(size)} jobs (${pipelines} pipelines)`,
    `  ${scalar(slug)}:`,
    ...workloadLines(fit, place, projects),
    // The pipelines of schedules have the stages of their workload, which has no others.
    ...(hasGaps(own) ? ['    pipelines:', '      rate: 0/h # those of the schedule alone', ...stageLines(own)] : []),
    '    schedules:',
    `      ${scalar(slug)}:`,
    `        at: '${minute} ${hour ?? '*'} * * *'`,
    `        timezone: ${scalar(fit.timezone)}`,
    `        pipelines: { discrete: [${members.join(', ')}] }`,
    ...(hasGaps(own) ? [] : [`        jobs: ${sizesText(sizes, 0)}`]),
    ...kindLines(kinds),
  ];
}
