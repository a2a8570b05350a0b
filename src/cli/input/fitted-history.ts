/** Reads the history that a scenario is fitted to: its jobs, and the file that the scenario will name. */
import { FIRST_LINE } from '../../history/backtest/replay-rows.js';
import { HistoryJobs, type History, type HistoryJob } from '../../history/describe/history-jobs.js';
import { boundTag } from '../../history/fit/tags.js';
import { importParts } from '../../history/import-text.js';
import type { ImportReport } from '../../history/importer.js';
import type { SourceKind } from '../../history/sources/source.js';
import { HEADER, TAG_SEPARATOR, traceRow } from '../../history/trace-rows.js';
import { countText, wholeText } from '../../report/frame/numbers.js';
import { readInput } from '../../scenario/load-files.js';
import { TRACE_COLUMNS, traceHeader } from '../../trace/columns.js';
import type { TagSeparator } from '../../trace/dialect.js';
import { seenText } from '../../units/text-cell.js';
import { readHistory, type HistoryArguments } from './history-input.js';
import { fromOut } from './named-files.js';

/** A history that is read. */
export interface FittedHistory {
  readonly jobs: History;
  readonly isGitlab: boolean;
  /** The file with its rows as the scenario names it, and its text. */
  readonly name: string;
  readonly text: string;
  /** The line there on which the row of a job begins. */
  readonly lineOf: (job: HistoryJob) => number;
  /** What stands between tags there; undefined: it need not be said. */
  readonly tagSeparator: TagSeparator | undefined;
  /** What became of jobs that could not be taken as they are, in sentences. */
  readonly doubts: readonly string[];
  /** Whether waits are those of a place, and hold no earlier stages. */
  readonly hasOwnWaits: boolean;
  /** Where it has to be written; undefined: it is there. */
  readonly written: string | undefined;
}

/** Share of jobs that may have come with their pipeline, for waits to be those of a place. */
const SHARED = 0.1;

/** Columns that a history may have beside those of a scenario. */
const OTHERS = ['attempt'];

/**
 * Returns a history for the scenario in `out`. One in the columns of a scenario of which nothing was left out or repaired is named where it lies; of any other
 * the rows are to be written beside the scenario.
 */
export async function readFittedHistory(args: HistoryArguments & { readonly maxInput: number }, out: string): Promise<FittedHistory> {
  const jobs = new HistoryJobs();
  const rows: string[] = [`${HEADER}\n`];
  let hasUnseen = false;
  /** Line of the row of each job, in the file as it lies there. */
  const lines = new Map<HistoryJob, number>();
  const { report, kind } = await readHistory(args, (job, place) => {
    // A scenario takes no tag with control characters, and a cell of the history that is written has none.
    const tags = job.told.tags.map(seenText);
    hasUnseen ||= tags.some((tag, i) => tag !== job.told.tags[i]);
    lines.set(jobs.add(tags.length === 0 ? job : { ...job, told: { ...job.told, tags: tags.map(boundTag) } }), place);
    rows.push(traceRow(job));
  });
  const own = { jobs: jobs.history(), isGitlab: kind.name === 'gitlab', doubts: doubtsOf(report), hasOwnWaits: hasOwnWaits(report) };
  const text = !hasUnseen && isUntouched(args, report, kind) ? traceText(args) : undefined;
  const lineOf = (job: HistoryJob): number => lines.get(job)!;
  if (text !== undefined)
    return { ...own, name: fromOut(args.history, out), text, tagSeparator: args.tagSeparator, written: undefined, lineOf };
  for (const [index, job] of [...lines.keys()].entries()) lines.set(job, index + FIRST_LINE);
  const written = `${out.replace(/\.ya?ml$/iu, '')}.history.csv`;
  return { ...own, name: fromOut(written, out), text: rows.join(''), tagSeparator: TAG_SEPARATOR, written, lineOf };
}

function isUntouched(
  { history, map }: HistoryArguments,
  { told, kept, repaired, unreadable, hasBlankTags }: ImportReport,
  { name }: SourceKind,
): boolean {
  return (
    history !== '-' &&
    name === 'csv' &&
    map.length === 0 &&
    told === kept &&
    unreadable.count === 0 &&
    !hasBlankTags &&
    Object.keys(repaired).length === 0
  );
}

/** The text of a file whose columns have the names that scenarios give them. */
function traceText({ history, maxInput }: HistoryArguments & { readonly maxInput: number }): string | undefined {
  const found = readInput(history, maxInput);
  if (!('text' in found)) return undefined;
  const known: readonly string[] = [...TRACE_COLUMNS, ...OTHERS];
  return traceHeader(found.text).every((name) => known.includes(name)) ? found.text : undefined;
}

function hasOwnWaits({ kept, doubtful }: ImportReport): boolean {
  return (doubtful.arrival_shared?.count ?? 0) <= SHARED * kept;
}

/** What a forecast has to know of the jobs: without the lack of projects and pipelines, which a scenario is warned of by itself. */
function doubtsOf(report: ImportReport): string[] {
  const { no_project: _project, no_pipeline: _pipeline, ...doubtful } = report.doubtful;
  return importParts({ ...report, doubtful, arrivals: {} }).flatMap(({ title, lines }) =>
    lines.map(({ count, text }) => `${countText(count, 'job')} of ${wholeText(report.told)} ${title}: ${text}`),
  );
}
