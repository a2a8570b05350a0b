/** `runcast import`: reads a history in pieces, writes the rows that are kept, and says what became of every job. */
import { HEADER, traceRow } from '../../history/trace-rows.js';
import { EXIT_OK } from '../exit-codes.js';
import { HeldRows } from '../held-rows.js';
import { readHistory, type HistoryArguments, type ReadHistory } from '../history-input.js';
import type { Terminal } from '../terminal.js';
import { inputName } from '../text-pieces.js';
import { importWords } from './import-words.js';

/** Arguments of `import`. */
export interface ImportArguments extends HistoryArguments {
  /** The file to write; undefined: standard output. */
  readonly out: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Runs the command and returns the exit code. */
export async function importHistory(terminal: Terminal, args: ImportArguments): Promise<number> {
  const rows = new HeldRows(args.out);
  const forget = terminal.onInterrupt(() => rows.discard());
  try {
    rows.add(`${HEADER}\n`);
    const read = await readHistory(args, (job) => rows.add(traceRow(job)));
    if (args.out === undefined) await terminal.out(rows.text());
    else rows.keep();
    if (!args.quiet) await tell(terminal, args, read);
    return EXIT_OK;
  } finally {
    rows.discard();
    forget();
  }
}

async function tell(terminal: Terminal, { history, out, json }: ImportArguments, { kind, report }: ReadHistory): Promise<void> {
  const text = json ? `${JSON.stringify(report, undefined, 2)}\n` : `${importWords(inputName(history), out, kind, report).join('\n')}\n`;
  // Rows on standard output are the answer; what is said of them goes beside it.
  if (out === undefined) terminal.err(text);
  else await terminal.out(text);
}
