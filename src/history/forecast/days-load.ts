/** The load of a fitted scenario as whole days of its history, drawn anew for each day of the run. */
import type { DayClass } from '../fit/days.js';
import type { HistoryFit } from '../fit/fit.js';
import type { TagSeparator } from '../../trace/dialect.js';
import { durationText } from '../../units/duration.js';
import { HOUR } from '../../units/time.js';
import { estimateText } from './estimate-text.js';
import { scalar } from '../../scenario/init/yaml-text.js';

/** Where the jobs go, and where they are from. */
export interface LoadPlace {
  readonly instance: string;
  readonly history: string;
  readonly tagSeparator: TagSeparator | undefined;
  /** Whether the fleet is stated: then runners add to a script what GitLab's add. */
  readonly isStated: boolean;
}

/** Lines of a workload that jobs of the history have whatever they are drawn from: their time limit, and what a runner adds to their scripts. */
export function jobLines({ duration }: HistoryFit, { instance, isStated }: LoadPlace): string[] {
  const longest = duration?.longest ?? 0;
  return [
    `    instance: ${scalar(instance)}`,
    ...(longest >= HOUR
      ? [`    timeout: ${durationText((Math.floor(longest / HOUR) + 1) * HOUR)} # the longest job ran longer than the usual 1h`]
      : []),
    ...(isStated
      ? []
      : [
          '    start: 0s # the time of a job on its runner is the one of the history',
          '    stages: { prepare: 0s, prepare_script: 0s, get_sources: 0s, cleanup: 0s }',
        ]),
  ];
}

/** Returns the lines of the workload. */
export function daysLoad(fit: HistoryFit, place: LoadPlace): string[] {
  return [
    '# Each day of the run is a whole day of the history, drawn by chance; weekdays and weekends apart.',
    ...(fit.days?.classes ?? []).map(dayWords),
    ...durationWords(fit),
    'workloads:',
    '  history:',
    ...jobLines(fit, place),
    '    resample:',
    `      file: ${scalar(place.history)}`,
    '      unit: day',
    ...(place.tagSeparator === undefined ? [] : [`      tag_separator: '${place.tagSeparator}'`]),
    `      duration_includes: ${place.isStated ? 'preparation # as GitLab counts' : 'none'}`,
  ];
}

function dayWords({ name, days, jobs, jobHours, cv }: DayClass): string {
  const of = `${days} ${name === 'day' ? 'day' : name}${days === 1 ? '' : 's'}`;
  return `# ${of}: ${estimateText(jobs)} jobs a day that run for ${estimateText(jobHours)} h, varying by ${estimateText(cv)} of their mean`;
}

function durationWords({ duration }: HistoryFit): string[] {
  if (duration === undefined) return [];
  return [`# a job runs for ${estimateText(duration.mean)} s, varying by ${estimateText(duration.cv)} of the mean (${duration.jobs} jobs)`];
}
