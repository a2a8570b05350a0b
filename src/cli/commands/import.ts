/** `runcast import`: reads a history in pieces, writes the rows that are kept, and says what became of every job. */
import type { ImportReport } from '../../history/importer.js';
import type { KeptJob } from '../../history/judge.js';
import { HEADER, traceRow } from '../../history/trace-rows.js';
import { EXIT_OK, EXIT_USAGE } from '../exit-codes.js';
import { HeldRows } from '../output/held-rows.js';
import { readHistory, type HistoryArguments, type ReadHistory } from '../input/history-input.js';
import { liveHistory, type LiveArguments, type LiveHistory } from '../gitlab/live-history.js';
import type { ParquetHistory } from '../parquet/parquet-history.js';
import { refuseOwnInput } from '../output/own-inputs.js';
import { CommandError, type Terminal } from '../terminal.js';
import { inputName } from '../input/text-pieces.js';
import { importWords } from './import-words.js';

/** Arguments of `import`. */
export interface ImportArguments extends HistoryArguments {
  /** The file to write; undefined: standard output. */
  readonly out: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
  /** A GitLab that is asked instead of a file. */
  readonly live: LiveArguments | undefined;
}

/** Runs the command and returns the exit code. */
export async function importHistory(terminal: Terminal, args: ImportArguments): Promise<number> {
  if (args.live === undefined) {
    refuseOwnInput(args.out, [args.history]);
    return importFrom(terminal, args, undefined);
  }
  const live = await askLive(terminal, args, args.live);
  try {
    const exit = await importFrom(terminal, { ...args, history: live.host, from: 'gitlab' }, live);
    live.remove();
    return exit;
  } finally {
    live.close();
  }
}

function askLive(terminal: Terminal, { out, from, quiet }: ImportArguments, live: LiveArguments): Promise<LiveHistory> {
  if (out === undefined) throw new CommandError('--url needs -o FILE: pages are kept beside it, so that an import can go on', EXIT_USAGE);
  if (from !== undefined && from !== 'gitlab')
    throw new CommandError(`--url asks a GitLab, and --from says ${from}; leave one out`, EXIT_USAGE);
  return liveHistory(terminal, live, { out, isQuiet: quiet });
}

async function importFrom(terminal: Terminal, args: ImportArguments, live: LiveHistory | undefined): Promise<number> {
  const rows = await historyFile(args.out);
  const forget = terminal.onInterrupt(() => rows.discard());
  try {
    const read = await readHistory(args, (job) => rows.add(job), live && (() => live.texts()));
    if (args.out === undefined && 'text' in rows) await terminal.out(rows.text());
    else rows.keep();
    if (!args.quiet) await tell(terminal, args, { ...read, report: withOutside(read.report, live?.outside ?? 0) });
    return EXIT_OK;
  } finally {
    rows.discard();
    forget();
  }
}

/** Returns what a history is written into: a Parquet file where the name says so, else CSV. */
async function historyFile(out: string | undefined): Promise<CsvHistory | ParquetHistory> {
  if (out?.toLowerCase().endsWith('.parquet') !== true) return new CsvHistory(out);
  const { parquetHistory } = await import('../parquet/parquet-history.js');
  return parquetHistory(out);
}

/** A history in CSV. */
class CsvHistory {
  readonly #rows: HeldRows;

  constructor(out: string | undefined) {
    this.#rows = new HeldRows(out);
    this.#rows.add(`${HEADER}\n`);
  }

  add(job: KeptJob): void {
    this.#rows.add(traceRow(job));
  }

  /** All of it, where it is to go to standard output. */
  text(): string {
    return this.#rows.text();
  }

  keep(): void {
    this.#rows.keep();
  }

  discard(): void {
    this.#rows.discard();
  }
}

/** Jobs that were told, and passed over before they came here. */
function withOutside(report: ImportReport, count: number): ImportReport {
  return count === 0 ? report : { ...report, told: report.told + count, dropped: { ...report.dropped, outside: { count, first: [] } } };
}

async function tell(terminal: Terminal, { history, out, json }: ImportArguments, { kind, report }: ReadHistory): Promise<void> {
  const text = json ? `${JSON.stringify(report, undefined, 2)}\n` : `${importWords(inputName(history), out, kind, report).join('\n')}\n`;
  // Rows on standard output are the answer; what is said of them goes beside it.
  if (out === undefined) terminal.err(text);
  else await terminal.out(text);
}
