/** Builds schedules: cron expressions as instants of the run, with what comes at each. */
import type { ScheduleSpec } from '../../fleet/arrivals.js';
import { DAY, SECOND, type Micros } from '../../units/time.js';
import { microsOf } from '../accepted.js';
import type { Path } from '../text/path.js';
import { entriesByName } from '../order.js';
import { parseCron } from '../periods/cron-expression.js';
import { localRuns } from '../periods/local-runs.js';
import { offsetSpans } from '../periods/zone.js';
import type { ScenarioWorkload } from '../scenario.js';
import type { BuildContext } from './context.js';
import { buildDistribution } from './distribution.js';

/** How far back a worker's turn before the run is looked for: longer than a month. */
const LOOK_BACK = 32 * DAY;

/**
 * Returns the instants in [from, to), micros since `start` (`from` may be below 0), at which a cron expression fires in a zone, ascending. It fires whenever the
 * local clock shows a time that matches: twice where the clock passes that time twice, never where it leaps over it.
 */
export function fireTimes(cron: string, zone: string, start: Micros, from: Micros, to: Micros): Micros[] {
  const expression = parseCron(cron);
  const first = Math.floor((start + from) / SECOND);
  const end = Math.ceil((start + to) / SECOND);
  const found: Micros[] = [];
  for (const span of offsetSpans(zone, first, end)) {
    for (const run of localRuns(expression, Math.max(span.from, first) + span.offset, Math.min(span.to, end) + span.offset)) {
      for (let second = run.from; second < run.to; second++) {
        const at = (second - span.offset) * SECOND - start;
        if (at >= from && at < to) found.push(at);
      }
    }
  }
  return found;
}

/**
 * Returns the turns of a worker, ascending as both lists are, at which something is due: since its turn before (for the first: ever) or right then. GitLab has such
 * a worker for pipeline schedules, so a schedule that is due more often than the worker runs comes once a turn.
 */
export function workerTurns(due: readonly Micros[], turns: readonly Micros[]): Micros[] {
  let next = 0;
  return turns.filter((turn) => {
    const before = next;
    while (next < due.length && due[next]! <= turn) next++;
    return next > before;
  });
}

function leastGap(at: readonly Micros[]): Micros {
  return at.reduce((least, time, i) => (i === 0 ? least : Math.min(least, time - at[i - 1]!)), Infinity);
}

/** Returns the schedules of a workload by name, after noting those that never fire or whose jitter would carry one turn into the next. */
export function buildSchedules(context: BuildContext, path: Path, given: ScenarioWorkload['schedules']): ScheduleSpec[] {
  const { report, start, horizon } = context;
  return entriesByName(given ?? {}).map(([name, schedule]) => {
    const at = (key: string): Path => [...path, name, key];
    const { worker, timezone } = schedule;
    const back = worker === undefined ? 0 : -LOOK_BACK;
    const due = fireTimes(schedule.at, timezone, start, back, horizon);
    // The worker's own cron is read in the zone of the server, for which UTC stands.
    const turns = worker === undefined ? due : workerTurns(due, fireTimes(worker, 'UTC', start, back, horizon)).filter((turn) => turn >= 0);
    if (turns.length === 0) report.warn(at('at'), `the schedule '${name}' never fires between the start and the horizon`);
    const jitter = microsOf(schedule.jitter);
    if (jitter > leastGap(turns)) {
      report.error(at('jitter'), `the jitter is longer than the time from one turn of the schedule to the next; expected at most that`);
    }
    return {
      name,
      at: Float64Array.from(turns),
      count: buildDistribution(report, at('pipelines'), schedule.pipelines),
      jitter,
      batch: buildDistribution(report, at('jobs'), schedule.jobs ?? 1),
    };
  });
}
