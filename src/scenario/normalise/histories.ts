/** Completes what a workload says of its history: columns found in the header of the file, growth and durations in their one form. */
import type { Path } from '../text/path.js';
import { suggestion } from '../text/issue.js';
import type { ScenarioInput } from '../schema.js';
import type { ScenarioHistory, ScenarioResample, ScenarioTrace } from '../scenario.js';
import { TRACE_COLUMNS, traceHeader, type TraceColumn } from '../../trace/columns.js';
import { normaliseChanges } from './changes.js';
import { sameDuration, type NormaliseContext } from './context.js';
import { normaliseScale } from './growth.js';
import { checkZone } from './managers.js';

type WorkloadInput = ScenarioInput['workloads'][string];
type TraceInput = Exclude<NonNullable<WorkloadInput['trace']>, string>;
type ResampleInput = Exclude<NonNullable<WorkloadInput['resample']>, string>;

/** Returns a complete trace, or undefined where its file cannot be read. */
export function normaliseTrace(
  context: NormaliseContext,
  path: Path,
  written: NonNullable<WorkloadInput['trace']>,
  timezone: string,
): ScenarioTrace | undefined {
  const given: TraceInput = typeof written === 'string' ? { file: written } : written;
  const columns = columnsOf(context, path, given, written);
  if (columns === undefined) return undefined;
  const at = (key: string): Path => [...path, key];
  const loop = context.fill(at('loop'), given.loop, false);
  return {
    file: given.file,
    columns,
    scale: normaliseScale(context, at('scale'), given.scale, columns.pipeline !== undefined),
    shift: context.duration(at('shift'), given.shift, '0s'),
    loop: typeof loop === 'string' ? sameDuration(loop) : loop,
    align: context.fill(at('align'), given.align, 'start'),
    ...readingOf(context, path, given, columns, timezone),
  };
}

/** Returns a complete resampling, or undefined where its file cannot be read. */
export function normaliseResample(
  context: NormaliseContext,
  path: Path,
  written: NonNullable<WorkloadInput['resample']>,
  timezone: string,
): ScenarioResample | undefined {
  const given: ResampleInput = typeof written === 'string' ? { file: written } : written;
  const columns = columnsOf(context, path, given, written);
  if (columns === undefined) return undefined;
  return {
    file: given.file,
    columns,
    unit: context.fill([...path, 'unit'], given.unit, 'day'),
    scale: normaliseScale(context, [...path, 'scale'], given.scale, columns.pipeline !== undefined),
    ...readingOf(context, path, given, columns, timezone),
  };
}

/** Returns the columns of a history under the names that they have in its file, or undefined where that cannot be read. */
function columnsOf(
  context: NormaliseContext,
  path: Path,
  given: TraceInput | ResampleInput,
  written: unknown,
): ScenarioHistory['columns'] | undefined {
  const text = context.file(typeof written === 'string' ? path : [...path, 'file'], given.file, 'a job history in CSV');
  if (text === undefined) return undefined;
  const header = traceHeader(text);
  const columns = normaliseColumns(context, path, given.columns, header);
  const has = (column: TraceColumn): boolean => columns[column] !== undefined;
  const needs = (what: string, advice: string): void =>
    context.report.error(
      path,
      `a history needs ${what}; the file ${given.file} has the columns ${header.join(', ') || '(none)'}; ${advice}`,
    );
  if (!has('queued_at') && !has('created_at') && !(has('queued_duration') && has('started_at')))
    needs('queued_at or created_at, or queued_duration beside started_at', 'name the one that holds it: columns: { queued_at: name }');
  if (!has('duration') && !(has('started_at') && has('finished_at')))
    needs('started_at and finished_at, or duration', 'name those that hold them in columns');
  if (given.timezone !== undefined) checkZone(context, [...path, 'timezone'], given.timezone);
  return columns;
}

/** Returns how the rows of a history are read. */
function readingOf(
  context: NormaliseContext,
  path: Path,
  given: TraceInput | ResampleInput,
  columns: ScenarioHistory['columns'],
  timezone: string,
): Omit<ScenarioHistory, 'file' | 'columns' | 'scale'> {
  const hasPipelines = columns.pipeline !== undefined;
  const changes = normaliseChanges(context, [...path, 'changes'], given.changes, { hasPipelines, timezone: given.timezone ?? timezone });
  const hasStart = columns.started_at !== undefined;
  return {
    duration_includes: context.fill(
      [...path, 'duration_includes'],
      given.duration_includes,
      hasStart ? 'preparation' : 'none',
      hasStart ? 'GitLab counts preparation into the duration of a job' : 'the file has no started_at',
    ),
    history_boot: context.duration([...path, 'history_boot'], given.history_boot, '0s'),
    ...(given.timezone === undefined ? {} : { timezone: given.timezone }),
    ...(given.tag_separator === undefined ? {} : { tag_separator: given.tag_separator }),
    max_bad_rows: context.fill([...path, 'max_bad_rows'], given.max_bad_rows, '1%'),
    ...(changes === undefined ? {} : { changes }),
  };
}

/** Returns the name in the file of every column that is there, or undefined after noting what is wrong with the header. */
function normaliseColumns(
  context: NormaliseContext,
  path: Path,
  given: Readonly<Partial<Record<TraceColumn, string | undefined>>> | undefined,
  header: readonly string[],
): Partial<Record<TraceColumn, string>> {
  const columns: Partial<Record<TraceColumn, string>> = {};
  for (const column of TRACE_COLUMNS) {
    const mapped = given?.[column];
    const name = mapped ?? column;
    if (header.includes(name, header.indexOf(name) + 1)) {
      context.report.error(path, `the file has the column ${name} twice; rename the one that is not meant`);
    } else if (header.includes(name)) columns[column] = name;
    else if (mapped !== undefined) {
      const meant = suggestion(mapped, header);
      context.report.error(
        [...path, 'columns', column],
        `the file has no column '${mapped}'; ${meant === undefined ? `it has ${header.join(', ')}` : `did you mean ${meant}?`}`,
      );
    }
  }
  return columns;
}
