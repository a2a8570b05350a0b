/** Builds load from a job history as it was, and says what of it is not replayed. */
import type { TraceArrivals } from '../../fleet/arrivals.js';
import { durationText } from '../../units/duration.js';
import { wholeText } from '../../units/whole.js';
import { microsOf } from '../accepted.js';
import type { Path } from '../text/path.js';
import type { ScenarioTrace, ScenarioWorkload } from '../scenario.js';
import { replay, type Replay } from '../replay/replay.js';
import { growthOf } from './changes.js';
import type { BuildContext } from './context.js';
import { rowOptions, warnOfScripts, type ReadHistory } from './history.js';

function tellOf(context: BuildContext, path: Path, workload: ScenarioWorkload, read: ReadHistory, result: Replay, overhead: number): void {
  const warn = (count: number, message: string): void => {
    if (count > 0) context.report.warn(path, `${wholeText(count)} of ${read.ofRows} ${message}`);
  };
  warn(result.beforeStart, 'lie before the start of the scenario and are left out; align: start moves the first row to the start');
  if (workload.trace?.loop === false)
    warn(result.afterHorizon, `lie at or after the horizon (${durationText(context.horizon)}) and are left out`);
  warn(result.otherProject, 'are of projects that the workload does not name and are left out');
  warnOfScripts(context, path, workload, read, { ...result, overhead });
  if (result.arrivals.count === 0 && !context.report.failed)
    context.report.error(path, 'no row of the trace falls into the run; check align, shift, scale and the horizon');
}

/** Returns the arrivals of a workload that replays a history. */
export function buildTraced(
  context: BuildContext,
  path: Path,
  workload: ScenarioWorkload & { readonly trace: ScenarioTrace },
  read: ReadHistory,
  projectOf: (name: string) => number,
): TraceArrivals | undefined {
  const { trace } = workload;
  const options = rowOptions(context, workload, read, projectOf);
  const result = replay(read.table, {
    ...options,
    align: trace.align,
    start: context.start,
    horizon: context.horizon,
    shift: microsOf(trace.shift),
    growth: growthOf(trace.scale),
    span: read.span,
    loop: typeof trace.loop === 'string' ? microsOf(trace.loop) : trace.loop,
  });
  if ('problem' in result) {
    context.report.error(path, result.problem);
    return undefined;
  }
  tellOf(context, path, workload, read, result, options.overhead);
  return result.arrivals;
}
