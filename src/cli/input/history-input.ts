/** Reads a history of any kind that is known, judges its jobs, and refuses it with what is wrong where rows are torn or none is left. */
import { importParts } from '../../history/import-text.js';
import { Importer, type ImportOptions, type ImportReport } from '../../history/importer.js';
import type { KeptJob } from '../../history/judge.js';
import { NeededEnds, needsRule } from '../../history/needs.js';
import { SOURCES, sourceOf } from '../../history/sources/index.js';
import type { SourceKind } from '../../history/sources/source.js';
import type { Place } from '../../history/told-job.js';
import { MapError, TABLE_COLUMNS } from '../../history/sources/table.js';
import { wholeText } from '../../report/frame/numbers.js';
import { suggestion } from '../../scenario/text/issue.js';
import { offsetsOf, zoneProblem } from '../../scenario/periods/zone.js';
import type { TagSeparator } from '../../trace/dialect.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { CommandError } from '../terminal.js';
import { isParquet, parquetText } from '../parquet/parquet-text.js';
import { inputName, textPieces } from './text-pieces.js';

/** How a history is read. */
export interface HistoryArguments {
  /** The file, or `-` for standard input. */
  readonly history: string;
  /** Name of a source; undefined: told by the file's looks. */
  readonly from: string | undefined;
  /** `column=name in the file`. */
  readonly map: readonly string[];
  readonly timezone: string | undefined;
  readonly tagSeparator: TagSeparator | undefined;
  /** `job=job that it needs`. */
  readonly needs: readonly string[];
  readonly skipsTorn: boolean;
}

/** What became of a history, and what it was. */
export interface ReadHistory {
  readonly report: ImportReport;
  readonly kind: SourceKind;
}

/** Characters that are looked at to tell what a file is. */
const LOOKED_AT = 1 << 16;

/**
 * Reads a history and hands on each job that is kept, and where it stands. A `CommandError` says what is wrong with it; what was handed on until then is of no use.
 * `pieces` gives its text from the begin, unless it is that of the file.
 */
export async function readHistory(
  args: HistoryArguments,
  keep: (job: KeptJob, place: Place) => void,
  pieces?: () => AsyncIterable<string>,
): Promise<ReadHistory> {
  const isTable = pieces === undefined && isParquet(args.history);
  const texts = pieces ?? (() => (isTable ? parquetText(args.history) : textPieces(args.history)));
  const options = optionsOf(args);
  const needed = args.needs.length === 0 ? undefined : await readNeeded(args, options, texts);
  const { kind: found, end: report } = await read(
    args,
    texts(),
    (kind) => new Importer(kind, { ...options, ...(needed && { needed }) }, keep),
  );
  const kind = isTable ? { ...found, title: 'a table of jobs in Parquet' } : found;
  if (report.unreadable.count > 0 && !args.skipsTorn) throw torn(args.history, kind, report);
  if (report.kept === 0) throw nothingKept(args.history, kind, report);
  return { report, kind };
}

function optionsOf({ map, timezone, tagSeparator }: HistoryArguments): ImportOptions {
  const columns = columnsOf(map);
  if (timezone !== undefined) refuseZone(timezone);
  return {
    columns,
    tagSeparator,
    stateZone: 'state it with --timezone UTC',
    ...(timezone !== undefined && { offsetsOf: offsetsOf(timezone) }),
  };
}

/** Reads a history for the ends of the jobs that others need: they may stand behind those. */
async function readNeeded(args: HistoryArguments, options: ImportOptions, texts: () => AsyncIterable<string>): Promise<NeededEnds> {
  if (args.history === '-') {
    throw new CommandError('--needs reads the history twice; save it and name the file instead of -', EXIT_USAGE);
  }
  const rules = args.needs.map((text) => {
    const rule = needsRule(text);
    if (rule === undefined) {
      throw new CommandError(`--needs ${text}: expected JOB=JOB or stage:STAGE=stage:STAGE, such as 'deploy*=build*'`, EXIT_USAGE);
    }
    return rule;
  });
  const needed = new NeededEnds(rules, options.offsetsOf);
  await read(args, texts(), (kind) => kind.open(needed, options));
  return needed;
}

function columnsOf(map: readonly string[]): Record<string, string> {
  const columns: Record<string, string> = {};
  for (const pair of map) {
    const [, column, name] = /^([^=]+)=(.+)$/su.exec(pair) ?? [];
    if (column === undefined || name === undefined)
      throw new CommandError(`--map ${pair}: expected COLUMN=NAME, such as queued_at=enqueued`, EXIT_USAGE);
    if (!(TABLE_COLUMNS as readonly string[]).includes(column)) {
      const guess = suggestion(column, [...TABLE_COLUMNS]);
      throw new CommandError(
        `--map ${pair}: no column ${column}${guess === undefined ? '' : `; did you mean ${guess}?`}; there are ${TABLE_COLUMNS.join(', ')}`,
        EXIT_USAGE,
      );
    }
    const times = map.filter((own) => own.startsWith(`${column}=`)).length;
    if (times > 1) throw new CommandError(`--map ${column} is given ${times} times; give it once`, EXIT_USAGE);
    columns[column] = name;
  }
  return columns;
}

function refuseZone(zone: string): void {
  const problem = zoneProblem(zone);
  if (problem !== undefined) throw new CommandError(`--timezone: ${problem}`, EXIT_USAGE);
}

/** Gives the pieces of a text to a reader, which is opened when it is seen what the text is, and returns what that says at the end. */
async function read<E>(
  args: HistoryArguments,
  pieces: AsyncIterable<string>,
  open: (kind: SourceKind) => { push(piece: string): void; end(): E },
): Promise<{ readonly kind: SourceKind; readonly end: E }> {
  let reader: ReturnType<typeof open> | undefined;
  let kind: SourceKind | undefined;
  let begin = '';
  const start = (): void => {
    kind = kindOf(args, begin);
    reader = open(kind);
    reader.push(begin);
  };
  try {
    for await (const piece of pieces) {
      if (reader !== undefined) reader.push(piece);
      else {
        begin += piece;
        if (begin.length >= LOOKED_AT) start();
      }
    }
    if (reader === undefined) start();
    return { kind: kind!, end: reader!.end() };
  } catch (error) {
    if (error instanceof MapError) throw new CommandError(`${inputName(args.history)}: ${error.message}`, EXIT_USAGE);
    throw error;
  }
}

function kindOf({ history, from, map }: HistoryArguments, begin: string): SourceKind {
  if (begin.trim() === '') throw new CommandError(`${inputName(history)} is empty; expected ${known()}`, EXIT_USAGE);
  const kind = SOURCES.find(({ name }) => name === from) ?? sourceOf(begin);
  if (kind === undefined) {
    throw new CommandError(`${inputName(history)} is no history that is known; expected ${known()}; state which with --from`, EXIT_USAGE);
  }
  if (map.length > 0 && kind.name !== 'csv') {
    throw new CommandError(`--map names columns of a CSV file; ${inputName(history)} is ${kind.title}`, EXIT_USAGE);
  }
  return kind;
}

function known(): string {
  return SOURCES.map(({ name, title }) => `${title} (${name})`).join(', ');
}

function torn(file: string, { place }: SourceKind, { unreadable }: ImportReport): CommandError {
  const where = unreadable.first.map((found) => `${inputName(file)}: ${place} ${found.place}: ${found.why}`);
  const more = unreadable.count > where.length ? [`and ${wholeText(unreadable.count - where.length)} more`] : [];
  const advice = 'nothing was written; mend the file, or leave such rows out with --torn skip';
  return new CommandError([...where, ...more, advice].join('; '), EXIT_USAGE);
}

function nothingKept(file: string, kind: SourceKind, report: ImportReport): CommandError {
  const reasons = importParts(report)[0]?.lines ?? [];
  const why = reasons.length === 0 ? '' : `: ${reasons.map(({ count, text }) => `${wholeText(count)} ${text}`).join(', ')}`;
  const [first] = reasons[0]?.first ?? [];
  const where = first === undefined ? '' : ` (${kind.place} ${first.place}: ${first.why})`;
  return new CommandError(
    `${inputName(file)}, read as ${kind.title}: no job of ${wholeText(report.told)} is left${why}${where}; nothing was written`,
    EXIT_USAGE,
  );
}
