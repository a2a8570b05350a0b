/** Builds load from whole days of a job history, and says which days those are and what of the history is left out. */
import type { ResampledArrivals } from '../../fleet/arrivals.js';
import { wholeText } from '../../units/whole.js';
import type { Path } from '../text/path.js';
import type { ScenarioResample, ScenarioWorkload } from '../scenario.js';
import { localDays, type DatedDay } from '../periods/local-days.js';
import { offsetsOf } from '../periods/zone.js';
import { grownDays } from '../replay/grown-days.js';
import { dateText, dayName, resample, WEEKEND, type Resampled } from '../replay/resample.js';
import { wholeDays, type WholeDays } from '../replay/whole-days.js';
import { growthOf } from './changes.js';
import type { BuildContext } from './context.js';
import { rowOptions, warnOfScripts, type ReadHistory } from './history.js';

/** What the days of each class are called. */
const CLASSES = ['weekday', 'day of a weekend'];

/** Returns the arrivals of a workload whose days are drawn from those of a history, or undefined after noting why there are none. */
export function buildResampled(
  context: BuildContext,
  path: Path,
  workload: ScenarioWorkload & { readonly resample: ScenarioResample },
  read: ReadHistory,
  projectOf: (name: string) => number,
): ResampledArrivals | undefined {
  const { table } = read;
  if (table.queuedAt.length === 0) {
    if (!context.report.failed)
      context.report.error(path, 'the history has no job that ran; expected one or more rows with a start and an end');
    return undefined;
  }
  const zone = workload.resample.timezone ?? context.scenario.timezone;
  const whole = wholeDays(table, offsetsOf(zone), read.span);
  const days = localDays(zone, context.start, context.horizon);
  const options = { ...rowOptions(context, workload, read, projectOf), days };
  if (whole.count === 0) {
    context.report.error(
      path,
      `the history holds no whole day of ${zone}, from midnight to midnight: expected one of two days or more; replay it as it is: trace: { file: ${workload.resample.file} }`,
    );
    return undefined;
  }
  const result = resample(table, whole, options);
  if ('problem' in result) {
    context.report.error(path, result.problem);
    return undefined;
  }
  tellOfDays(context, path, whole, read);
  if (!hasDays(context, path, result.arrivals, days)) return undefined;
  tellOfRows(context, path, workload, read, { ...result, overhead: options.overhead });
  const growth = growthOf(workload.resample.scale);
  return growth.pipelines === 1 ? result.arrivals : grownDays(result.arrivals, growth);
}

function tellOfDays({ report }: BuildContext, path: Path, whole: WholeDays, { table, ofRows }: ReadHistory): void {
  if (!table.isClock)
    report.warn(
      path,
      `the times of the history are of a clock of its own: its zero is taken for a midnight, and each day of the run is drawn from all ${whole.count} whole days, for nothing says which were weekends`,
    );
  if (whole.movedRows > 0)
    report.warn(
      path,
      `${wholeText(whole.movedRows)} of ${ofRows} are left out: what is changed has moved them beyond the days of the history; a shorter spread keeps more of them`,
    );
  if (whole.cutRows === 0) return;
  const which = whole.cut.map((day) => dayName(day, table.isClock)).join(' and ');
  report.warn(
    path,
    `${wholeText(whole.cutRows)} of ${ofRows} are left out: ${which} ${whole.cut.length === 1 ? 'is' : 'are'} not wholly in the history`,
  );
}

/** Whether every day of the run has days to be drawn from; notes where it has none, or always the same. */
function hasDays({ report }: BuildContext, path: Path, { pools, days }: ResampledArrivals, dated: readonly DatedDay[]): boolean {
  for (const [pool, of] of pools.entries()) {
    const found = days.findIndex((day) => day.pool === pool);
    if (found === -1) continue;
    const kind = pools.length === 1 ? 'day' : CLASSES[pool]!;
    if (of.length === 0) {
      const first = dateText(dated[found]!.date);
      const advice = pool === WEEKEND ? 'end the run before it' : 'start the run after it, and end it before the next';
      report.error(
        path,
        `the history has no whole ${kind}, and the run has one (${first}); expected a history with one or more; ${advice}, or give a longer history`,
      );
      return false;
    }
    if (of.length === 1)
      report.warn(path, `the history has one whole ${kind}: each such day of the run is that one, and chance has no part in it`);
  }
  return true;
}

function tellOfRows(
  context: BuildContext,
  path: Path,
  workload: ScenarioWorkload,
  read: ReadHistory,
  result: Resampled & { readonly overhead: number },
): void {
  const { report } = context;
  if (result.otherProject > 0)
    report.warn(
      path,
      `${wholeText(result.otherProject)} of ${read.ofRows} are of projects that the workload does not name and are left out`,
    );
  warnOfScripts(context, path, workload, read, result);
  if (result.arrivals.count === 0 && !report.failed)
    report.error(path, 'no row of the history is in its whole days; check the projects of the workload and the file');
}
