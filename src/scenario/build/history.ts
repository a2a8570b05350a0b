/** Reads the history of a workload, and says what was done with rows that could not be taken as they are. */
import type { HistoryRows } from '../../fleet/arrivals.js';
import { formatDuration } from '../../units/duration.js';
import { PROTECTED_BIT } from '../../units/job-bits.js';
import type { Micros } from '../../units/time.js';
import { wholeText } from '../../units/whole.js';
import { microsOf, shareOf } from '../accepted.js';
import type { Path } from '../text/path.js';
import type { ScenarioHistory, ScenarioInstance, ScenarioWorkload } from '../scenario.js';
import { readTrace, type TraceTable } from '../../trace/table.js';
import { offsetsOf } from '../periods/zone.js';
import { spanOf, type RowOptions, type Span } from '../replay/history-rows.js';
import { changedHistory, scaledProjects } from './changes.js';
import type { BuildContext } from './context.js';
import { projectNames } from './projects.js';

/** The rows of a workload's history, with the project of each. */
export interface ReadHistory {
  readonly history: ScenarioHistory;
  readonly table: TraceTable;
  /** When its first and its last job were queued, before anything was changed. */
  readonly span: Span;
  /** What numbers of its rows are numbers of, as `72 rows`; where changes or multiples have left some out or added some, those that there are then. */
  readonly ofRows: string;
  /** Names of projects that rows belong to. */
  readonly projects: readonly string[];
  /** Index into `projects` of a row, -1 where it is left out. */
  projectOf(row: number): number;
}

/** Returns the means of what the model adds around a script: it is contained in GitLab's own durations. */
function addedTime(workload: ScenarioWorkload, instance: ScenarioInstance | undefined, history: ScenarioHistory): number {
  const { stages } = workload;
  const parts = [stages.prepare, stages.prepare_script, stages.get_sources, stages.cleanup, workload.start, history.history_boot];
  const updates = [instance?.update_latency ?? '0s', instance?.final_update_latency ?? '0s'];
  return [...parts, ...updates].reduce((sum, text) => sum + microsOf(text), 0);
}

/**
 * Returns the projects of the rows. A file that names projects has its own; projects the workload states then pick rows. One that does not: the only
 * project stated, or several dealt to its pipelines in turn; else each pipeline is taken for a project.
 */
function projectsOf(
  context: BuildContext,
  path: Path,
  name: string,
  workload: ScenarioWorkload,
  history: ScenarioHistory,
  table: TraceTable,
): Pick<ReadHistory, 'projects' | 'projectOf'> {
  const stated = workload.projects === undefined ? undefined : projectNames(workload.projects);
  const owner = (row: number): number => table.owner[row] ?? -1;
  const hasProjects = table.namesProjects;
  if (hasProjects && stated !== undefined) {
    const places = table.owners.map((project) => stated.indexOf(project));
    return { projects: stated, projectOf: (row) => (owner(row) === -1 ? -1 : (places[owner(row)] ?? -1)) };
  }
  if (stated !== undefined) {
    const turn = (row: number): number => (owner(row) === -1 ? row : owner(row)) % stated.length;
    return { projects: stated, projectOf: turn };
  }
  if (table.owners.length === 0) {
    context.report.warn(path, `the history has neither projects nor pipelines; all its jobs belong to one project, '${name}'`);
    return { projects: [name], projectOf: () => 0 };
  }
  if (!hasProjects)
    context.report.warn(path, 'the history has no projects; each pipeline is taken for a project of its own, which matters to fair usage');
  // Rows that name none belong to one project of the workload's own name.
  const projects = table.owner.some((index) => index === -1) ? [...table.owners, name] : table.owners;
  return { projects, projectOf: (row) => (owner(row) === -1 ? projects.length - 1 : owner(row)) };
}

function checkRows(context: BuildContext, path: Path, history: ScenarioHistory, table: TraceTable): void {
  const told = table.told.map(({ line, message }) => `${history.file}:${line}: ${message}`).join('; ');
  const more = table.bad > table.told.length ? `; and ${wholeText(table.bad - table.told.length)} more` : '';
  const share = shareOf(history.max_bad_rows);
  const wrong = `${wholeText(table.bad)} of ${wholeText(table.rows)} rows are wrong`;
  if (table.rows === 0) context.report.error(path, `the history ${history.file} has no rows; expected one a job`);
  else if (table.bad > share * table.rows) {
    context.report.error(
      path,
      `${wrong}, more than max_bad_rows (${history.max_bad_rows}) allows: ${told}${more}; correct the file or raise max_bad_rows`,
    );
  } else if (table.bad > 0) context.report.warn(path, `${wrong} and left out: ${told}${more}`);
  const left = (count: number, why: string): void => {
    if (count > 0) context.report.warn(path, `${wholeText(count)} of ${wholeText(table.rows)} rows are left out: ${why}`);
  };
  left(table.neverRan, 'these jobs never started');
  left(table.unfinished, 'these jobs are over, and have no end');
  left(table.otherInstance, 'they are of another instance');
  const warn = (count: number, message: string): void => {
    if (count > 0) context.report.warn(path, `${wholeText(count)} of ${wholeText(table.rows)} rows ${message}`);
  };
  const usual = 'the median of their name is assumed (of their tags, where none of that name has ended, else of all)';
  warn(table.stillPending, `were pending when the history ends, and how long they run is not known; ${usual}`);
  warn(
    table.stillRunning,
    `were running when the history ends, and how long they run is not known; ${usual}, and at least what they had run by then, unless none of their tags ever ran so long`,
  );
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

function ofRows(asWritten: TraceTable, { queuedAt }: TraceTable): string {
  if (queuedAt.length === asWritten.queuedAt.length) return `${wholeText(asWritten.rows)} rows`;
  return `${wholeText(queuedAt.length)} rows of the changed history`;
}

/** Returns the history of a workload, read, checked and changed as the scenario says, or undefined where it has none or that cannot be read. */
export function readWorkloadHistory(
  context: BuildContext,
  name: string,
  workload: ScenarioWorkload,
  scaled: Set<string>,
): ReadHistory | undefined {
  const history = workload.trace ?? workload.resample;
  if (history === undefined) return undefined;
  const path: Path = ['workloads', name, workload.trace === undefined ? 'resample' : 'trace'];
  const text = context.read(history.file);
  if (text === undefined) return undefined;
  const asWritten = readTrace(text, history.columns, workload.instance, {
    ...(history.timezone === undefined ? {} : { offsetsOf: offsetsOf(history.timezone) }),
    ...(history.tag_separator === undefined ? {} : { tag_separator: history.tag_separator }),
  });
  checkRows(context, path, history, asWritten);
  const table = scaledProjects(context, changedHistory(context, path, history, asWritten), scaled);
  return {
    history,
    table,
    span: spanOf(asWritten),
    ofRows: ofRows(asWritten, table),
    ...projectsOf(context, path, name, workload, history, table),
  };
}

/** Returns what becomes of every row, whenever it comes; `projectOf` gives the final index of a project. */
export function rowOptions(
  { scenario }: BuildContext,
  workload: ScenarioWorkload,
  read: ReadHistory,
  projectOf: (name: string) => number,
): RowOptions {
  const { history } = read;
  const indices = read.projects.map(projectOf);
  return {
    overhead: history.duration_includes === 'none' ? 0 : addedTime(workload, scenario.instances[workload.instance], history),
    bits: workload.protected ? PROTECTED_BIT : 0,
    projectOf: (row) => indices[read.projectOf(row)],
    tags: workload.tags,
  };
}

/** Warns of scripts that take no time and of those that the time limit will cut. */
export function warnOfScripts(
  { report }: BuildContext,
  path: Path,
  workload: ScenarioWorkload,
  { ofRows: all, history }: Pick<ReadHistory, 'ofRows' | 'history'>,
  found: { readonly clipped: number; readonly overhead: Micros; readonly arrivals: Pick<HistoryRows, 'script' | 'count'> },
): void {
  if (found.clipped > 0)
    report.warn(
      path,
      `${wholeText(found.clipped)} of ${all} are shorter than what the model adds (${formatDuration(found.overhead)}); their scripts take no time (duration_includes: ${history.duration_includes})`,
    );
  const timeout = microsOf(workload.timeout);
  const { script, count } = found.arrivals;
  const over = script.reduce((sum, time) => sum + (time >= timeout ? 1 : 0), 0);
  if (over > 0)
    report.warn(
      path,
      `${wholeText(over)} of ${wholeText(count)} scripts run for the time limit (timeout: ${workload.timeout}) or longer and will be cut; raise timeout if they were not`,
    );
}
