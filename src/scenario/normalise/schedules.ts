/** Completes the schedules of a workload: cron expressions checked, zones and numbers filled in. */
import type { Path } from '../text/path.js';
import { mapByName } from '../order.js';
import { CronError, parseCron } from '../periods/cron-expression.js';
import type { CountDistribution, ScenarioSchedule } from '../scenario.js';
import type { ScenarioInput } from '../schema.js';
import type { NormaliseContext } from './context.js';
import { normaliseDistribution } from './distribution.js';
import { checkZone } from './managers.js';

/** Returns a number of jobs or pipelines in its one form, 1 where it is not given. */
export function normaliseBatch(context: NormaliseContext, path: Path, given: CountDistribution | undefined): CountDistribution {
  return normaliseDistribution(context, path, context.fill(path, given, 1), false);
}

/** Returns a cron expression with single blanks, after noting what is wrong with it. Seconds and years are none of GitLab's schedules. */
export function normaliseCron(context: NormaliseContext, path: Path, given: string): string {
  const cron = given.trim().replace(/\s+/gu, ' ');
  const fields = cron.split(' ').length;
  try {
    parseCron(cron);
    if (fields !== 5 && !cron.startsWith('@')) throw new CronError(`'${cron}' has ${fields} fields`);
  } catch (error) {
    if (!(error instanceof CronError)) throw error;
    const why = fields === 5 || cron.startsWith('@') ? error.message : `'${cron}' has ${fields} field${fields === 1 ? '' : 's'}`;
    context.report.error(
      path,
      `${why}; expected a cron expression of five fields (minute, hour, day of the month, month, day of the week), such as '19 * * * *'`,
    );
  }
  return cron;
}

/** Returns the schedules in their one form, or undefined where there are none; their pipelines have the stages of the workload where it has some. */
export function normaliseSchedules(
  context: NormaliseContext,
  path: Path,
  given: ScenarioInput['workloads'][string]['schedules'],
  timezone: string,
  hasStages: boolean,
): Readonly<Record<string, ScenarioSchedule>> | undefined {
  if (given === undefined) return undefined;
  return mapByName(given, (schedule, name) => {
    const at = (key: string): Path => [...path, name, key];
    if (schedule.timezone !== undefined) checkZone(context, at('timezone'), schedule.timezone);
    if (hasStages && schedule.jobs !== undefined) {
      context.report.error(at('jobs'), 'the pipelines of this workload have stages, those of its schedules too; leave jobs out', 'key');
    }
    return {
      at: normaliseCron(context, at('at'), schedule.at),
      timezone: schedule.timezone ?? timezone,
      pipelines: normaliseBatch(context, at('pipelines'), schedule.pipelines),
      ...(hasStages ? {} : { jobs: normaliseBatch(context, at('jobs'), schedule.jobs) }),
      jitter: context.duration(at('jitter'), schedule.jitter, '0s'),
      ...(schedule.worker === undefined ? {} : { worker: normaliseCron(context, at('worker'), schedule.worker) }),
    };
  });
}
