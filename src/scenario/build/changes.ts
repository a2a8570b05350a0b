/** Applies what a scenario changes about a history to its rows, and says how many rows each change touches. */
import { HOUR, MINUTE } from '../../units/time.js';
import { wholeText } from '../../units/whole.js';
import { microsOf } from '../accepted.js';
import type { Path } from '../text/path.js';
import { namePattern } from '../name-pattern.js';
import { scaledRows, spreadOut, unitsOf, withoutRows, withTags } from '../replay/changes.js';
import type { Growth } from '../replay/growth.js';
import type { ScenarioChange, ScenarioHistory } from '../scenario.js';
import type { TraceTable } from '../../trace/table.js';
import { rowsInTime } from '../replay/history-rows.js';
import type { BuildContext } from './context.js';
import { fireTimes } from './schedules.js';

/** Copies of pipelines of a project that grows begin at most this long before or after their original. */
const SPREAD = HOUR;

/** Returns how a part of a load grows. */
export function growthOf(scale: ScenarioHistory['scale']): Growth {
  return typeof scale === 'number' ? { pipelines: scale, spread: 0 } : { pipelines: scale.pipelines, spread: microsOf(scale.spread) };
}

/** Returns the history as its changes make it, after noting how many rows each touches, or that one touches none. */
export function changedHistory(context: BuildContext, path: Path, history: ScenarioHistory, table: TraceTable): TraceTable {
  return (history.changes ?? []).reduce((own, change, i) => {
    const at = [...path, 'changes', i];
    const isMeant = picked(context, at, history, change, own);
    if (isMeant === undefined) return own;
    const isOther = change.tags === undefined ? undefined : hasOtherTags(own, change.tags);
    const isPicked = (row: number): boolean => isMeant(row) && isOther?.(row) !== false;
    const count = countOf(own, isPicked);
    if (count > 0) context.report.warn(at, `changes ${wholeText(count)} of ${wholeText(own.queuedAt.length)} jobs of the history`);
    else if (countOf(own, isMeant) === 0) context.report.error(at, `no job of the history is meant; ${adviceOf(own, change)}`);
    else context.report.error([...at, 'tags'], `no job that is meant gets other tags by this; they have ${tagsOfMeant(own, isMeant)}`);
    return changed(own, change, isPicked);
  }, table);
}

/** Returns the history with its projects grown as `scale.projects` says; names that mean rows of it are added to `found`. */
export function scaledProjects({ scenario }: BuildContext, table: TraceTable, found: Set<string>): TraceTable {
  if (!table.namesProjects) return table;
  return Object.entries(scenario.scale?.projects ?? {}).reduce((own, [project, pipelines]) => {
    const isPicked = ofProjects(own, [project]);
    if (!own.owner.some((_, row) => isPicked(row))) return own;
    found.add(project);
    return scaledRows(own, isPicked, { pipelines, spread: SPREAD });
  }, table);
}

/** Notes names in `scale.projects` that mean no row of any history. */
export function checkScaledProjects({ scenario, report }: BuildContext, found: ReadonlySet<string>): void {
  for (const project of Object.keys(scenario.scale?.projects ?? {})) {
    if (found.has(project)) continue;
    report.error(
      ['scale', 'projects', project],
      `no history has jobs of a project '${project}'; expected one of a workload with trace or resample whose file names projects; the load of a generated workload grows by its name: scale: { workloads: { NAME: 2 } }`,
    );
  }
}

function changed(table: TraceTable, change: ScenarioChange, isPicked: (row: number) => boolean): TraceTable {
  const { tags, scale, spread } = change;
  if (tags !== undefined) return withTags(table, isPicked, retagged(tags));
  if (scale !== undefined) return scaledRows(table, isPicked, growthOf(scale));
  return spread === undefined ? withoutRows(table, isPicked) : spreadOut(table, isPicked, microsOf(spread));
}

type ChangedTags = NonNullable<ScenarioChange['tags']>;

/** Returns which tags become of those that a job has. */
function retagged({ replace, add = [], remove = [] }: ChangedTags): (own: readonly string[]) => readonly string[] {
  return (own) => replace ?? [...own.filter((tag) => !remove.includes(tag)), ...add];
}

/** Whether a row has other tags after the change. */
function hasOtherTags(table: TraceTable, tags: ChangedTags): (row: number) => boolean {
  const after = retagged(tags);
  const isOther = table.tagSets.map((set) => {
    const [before, now] = [new Set(set), new Set(after(set))];
    return before.size !== now.size || [...now].some((tag) => !before.has(tag));
  });
  return (row) => isOther[table.tags[row]!]!;
}

function countOf(table: TraceTable, isPicked: (row: number) => boolean): number {
  return table.queuedAt.reduce((sum, _, row) => sum + (isPicked(row) ? 1 : 0), 0);
}

/** Returns whether a row is meant, or undefined after noting why nothing can be. */
function picked(
  context: BuildContext,
  path: Path,
  history: ScenarioHistory,
  { projects, tagged, pipelines_of: cron, within, timezone }: ScenarioChange,
  table: TraceTable,
): ((row: number) => boolean) | undefined {
  const tests: ((row: number) => boolean)[] = [];
  if (projects !== undefined) {
    if (!table.namesProjects) {
      context.report.error(
        [...path, 'projects'],
        'the file names no projects; name the column that holds them: columns: { project: name }',
      );
      return undefined;
    }
    tests.push(ofProjects(table, projects));
  }
  if (tagged !== undefined) {
    const fits = table.tagSets.map((set) => tagged.every((tag) => set.includes(tag)));
    tests.push((row) => fits[table.tags[row]!]!);
  }
  if (cron !== undefined) {
    if (!table.isClock) {
      context.report.error([...path, 'pipelines_of'], 'the times of the history are of a clock of its own, which no cron expression knows');
      return undefined;
    }
    tests.push(ofSchedule(table, cron, timezone ?? 'UTC', within === undefined ? MINUTE : microsOf(within)));
  }
  return (row) => tests.every((test) => test(row));
}

function ofProjects(table: TraceTable, patterns: readonly string[]): (row: number) => boolean {
  const tests = patterns.map(namePattern);
  const fits = table.owners.map((project) => tests.some((test) => test(project)));
  return (row) => fits[table.owner[row]!] ?? false;
}

/** Whether a row is of a pipeline whose first job came at most `within` after the expression was due. */
function ofSchedule(table: TraceTable, cron: string, zone: string, within: number): (row: number) => boolean {
  const { unitOf } = unitsOf(table);
  const { rows } = rowsInTime(table);
  const seen = new Map<number, boolean>();
  if (rows.length > 0) {
    const [first, last] = [table.queuedAt[rows[0]!]!, table.queuedAt[rows.at(-1)!]!];
    const due = fireTimes(cron, zone, 0, first - within, last + 1);
    let next = 0;
    for (const row of rows) {
      const unit = unitOf(row);
      const at = table.queuedAt[row]!;
      while (next < due.length && due[next]! + within < at) next++;
      if (!seen.has(unit)) seen.set(unit, next < due.length && due[next]! <= at);
    }
  }
  return (row) => seen.get(unitOf(row)) ?? false;
}

/** The tags of jobs that are meant, the first of many. */
function tagsOfMeant(table: TraceTable, isMeant: (row: number) => boolean): string {
  const sets = new Set([...table.tags].filter((_, row) => isMeant(row)));
  return few([...new Set([...sets].flatMap((set) => table.tagSets[set]!))]) || 'no tags';
}

function few(names: readonly string[]): string {
  return `${names.slice(0, 8).join(', ')}${names.length > 8 ? `, and ${names.length - 8} more` : ''}`;
}

/** What the history has of that which was looked for. */
function adviceOf(table: TraceTable, { projects, tagged, pipelines_of: cron }: ScenarioChange): string {
  if (cron !== undefined) return 'check the expression and its timezone, or let pipelines begin later: within: 10m';
  if (projects !== undefined)
    return `check projects; it has ${few([...new Set(table.owner)].map((owner) => table.owners[owner] ?? '').filter(Boolean)) || 'none'}`;
  if (tagged !== undefined) return `check tagged; it has ${few([...new Set(table.tagSets.flat())]) || 'no tags'}`;
  return 'it has none';
}
