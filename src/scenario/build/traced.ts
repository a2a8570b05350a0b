/** Builds load from a job history, and says what was done with rows that could not be taken as they are. */
import type { TraceArrivals } from '../../fleet/arrivals.js';
import { durationText, formatDuration } from '../../units/duration.js';
import { microsOf, shareOf } from '../accepted.js';
import type { Path } from '../document.js';
import type { ScenarioInstance, ScenarioTrace, ScenarioWorkload } from '../scenario.js';
import { replay, type Replay } from '../replay/replay.js';
import { PROTECTED_BIT } from '../../units/job-bits.js';
import { readTrace, type TraceTable } from '../../trace/table.js';
import { offsetsOf } from '../periods/zone.js';
import type { BuildContext } from './context.js';
import { projectNames } from './projects.js';

/** The rows of a workload's history, with the project of each. */
export interface ReadTrace {
  readonly trace: ScenarioTrace;
  readonly table: TraceTable;
  /** Names of projects that rows belong to. */
  readonly projects: readonly string[];
  /** Index into `projects` of a row, -1 where it is left out. */
  projectOf(row: number): number;
}

/** Returns the means of what the model adds around a script: it is contained in GitLab's own durations. */
function addedTime(workload: ScenarioWorkload, instance: ScenarioInstance | undefined, trace: ScenarioTrace): number {
  const { stages } = workload;
  const parts = [stages.prepare, stages.prepare_script, stages.get_sources, stages.cleanup, workload.start, trace.history_boot];
  const updates = [instance?.update_latency ?? '0s', instance?.final_update_latency ?? '0s'];
  return [...parts, ...updates].reduce((sum, text) => sum + microsOf(text), 0);
}

/**
 * Returns the projects of the rows. A file with a project column has its own; projects the workload states then pick rows. A file without one: the only
 * project stated, or several dealt to its pipelines in turn; else each pipeline is taken for a project.
 */
function projectsOf(
  context: BuildContext,
  path: Path,
  name: string,
  workload: ScenarioWorkload,
  table: TraceTable,
): Omit<ReadTrace, 'trace' | 'table'> {
  const stated = workload.projects === undefined ? undefined : projectNames(workload.projects);
  const owner = (row: number): number => table.owner[row] ?? -1;
  const hasProjects = workload.trace?.columns.project !== undefined;
  if (hasProjects && stated !== undefined) {
    const places = table.owners.map((project) => stated.indexOf(project));
    return { projects: stated, projectOf: (row) => (owner(row) === -1 ? -1 : (places[owner(row)] ?? -1)) };
  }
  if (stated !== undefined) {
    const turn = (row: number): number => (owner(row) === -1 ? row : owner(row)) % stated.length;
    return { projects: stated, projectOf: turn };
  }
  if (table.owners.length === 0) {
    context.report.warn(path, `the trace has neither projects nor pipelines; all its jobs belong to one project, '${name}'`);
    return { projects: [name], projectOf: () => 0 };
  }
  if (!hasProjects)
    context.report.warn(path, 'the trace has no projects; each pipeline is taken for a project of its own, which matters to fair usage');
  // Rows that name none belong to one project of the workload's own name.
  const projects = table.owner.some((index) => index === -1) ? [...table.owners, name] : table.owners;
  return { projects, projectOf: (row) => (owner(row) === -1 ? projects.length - 1 : owner(row)) };
}

function checkRows(context: BuildContext, path: Path, trace: ScenarioTrace, table: TraceTable): void {
  const told = table.told.map(({ line, message }) => `${trace.file}:${line}: ${message}`).join('; ');
  const more = table.bad > table.told.length ? `; and ${table.bad - table.told.length} more` : '';
  const share = shareOf(trace.max_bad_rows);
  const wrong = `${table.bad} of ${table.rows} rows are wrong`;
  if (table.rows === 0) context.report.error(path, `the trace ${trace.file} has no rows; expected one a job`);
  else if (table.bad > share * table.rows) {
    context.report.error(
      path,
      `${wrong}, more than max_bad_rows (${trace.max_bad_rows}) allows: ${told}${more}; correct the file or raise max_bad_rows`,
    );
  } else if (table.bad > 0) context.report.warn(path, `${wrong} and left out: ${told}${more}`);
  const left = (count: number, why: string): void => {
    if (count > 0) context.report.warn(path, `${count} of ${table.rows} rows are left out: ${why}`);
  };
  left(table.neverRan, 'these jobs never started');
  left(table.unfinished, 'these jobs have no end');
  left(table.otherInstance, 'they are of another instance');
  const warn = (count: number, message: string): void => {
    if (count > 0) context.report.warn(path, `${count} of ${table.rows} rows ${message}`);
  };
  warn(
    table.negativeWaits,
    'started before they were queued, by two clocks or a retry; they are queued as stated, and what they waited is not known',
  );
  warn(table.cancelledWaiting, 'were cancelled and name no runner: they wait until their end and do no work');
  warn(
    table.sharedArrivals,
    'have created_at alone and share it with all of their pipeline, though they started at different times: those that waited for others (stages, needs) count as pending from its begin; give queued_at or queued_duration',
  );
}

/** Returns the history of a workload, read and checked, or undefined where it cannot be read. */
export function readWorkloadTrace(context: BuildContext, path: Path, name: string, workload: ScenarioWorkload): ReadTrace | undefined {
  const { trace } = workload;
  if (trace === undefined) return undefined;
  const text = context.read(trace.file);
  if (text === undefined) return undefined;
  const table = readTrace(text, trace.columns, workload.instance, {
    ...(trace.timezone === undefined ? {} : { offsetsOf: offsetsOf(trace.timezone) }),
    ...(trace.tag_separator === undefined ? {} : { tag_separator: trace.tag_separator }),
  });
  checkRows(context, path, trace, table);
  return { trace, table, ...projectsOf(context, path, name, workload, table) };
}

function tellOf(context: BuildContext, path: Path, workload: ScenarioWorkload, read: ReadTrace, result: Replay, overhead: number): void {
  const { table, trace } = read;
  const warn = (count: number, message: string): void => {
    if (count > 0) context.report.warn(path, `${count} of ${table.rows} rows ${message}`);
  };
  warn(
    result.clipped,
    `are shorter than what the model adds (${formatDuration(overhead)}); their scripts take no time (duration_includes: ${trace.duration_includes})`,
  );
  warn(result.beforeStart, 'lie before the start of the scenario and are left out; align: start moves the first row to the start');
  if (trace.loop === false) warn(result.afterHorizon, `lie at or after the horizon (${durationText(context.horizon)}) and are left out`);
  warn(result.otherProject, 'are of projects that the workload does not name and are left out');
  const timeout = microsOf(workload.timeout);
  const { script, count } = result.arrivals;
  const over = script.reduce((sum, time) => sum + (time >= timeout ? 1 : 0), 0);
  if (over > 0)
    context.report.warn(
      path,
      `${over} of ${count} scripts run for the time limit (timeout: ${workload.timeout}) or longer and will be cut; raise timeout if they were not`,
    );
  if (count === 0 && !context.report.failed)
    context.report.error(path, 'no row of the trace falls into the run; check align, shift, scale and the horizon');
}

/** Returns the arrivals of a workload that replays a history. */
export function buildTraced(
  context: BuildContext,
  path: Path,
  workload: ScenarioWorkload,
  read: ReadTrace,
  projectOf: (name: string) => number,
): TraceArrivals | undefined {
  const { trace, table } = read;
  const indices = read.projects.map(projectOf);
  const overhead = trace.duration_includes === 'none' ? 0 : addedTime(workload, context.scenario.instances[workload.instance], trace);
  const result = replay(table, {
    align: trace.align,
    start: context.start,
    horizon: context.horizon,
    shift: microsOf(trace.shift),
    growth:
      typeof trace.scale === 'number'
        ? { pipelines: trace.scale, spread: 0 }
        : { pipelines: trace.scale.pipelines, spread: microsOf(trace.scale.spread) },
    loop: typeof trace.loop === 'string' ? microsOf(trace.loop) : trace.loop,
    overhead,
    bits: workload.protected ? PROTECTED_BIT : 0,
    projectOf: (row) => indices[read.projectOf(row)],
    tags: workload.tags,
  });
  if ('problem' in result) {
    context.report.error(path, result.problem);
    return undefined;
  }
  tellOf(context, path, workload, read, result, overhead);
  return result.arrivals;
}
