/** Reads CSV text row by row with exact line numbers. The only file that knows the CSV parser. */
import papaparse from 'papaparse';

/** Lines a quoted cell may go on over; a quote that is not closed by then is taken for a torn row. */
const MAX_ROW_LINES = 200;
const LINE_END = /\r?\n$/u;

/** Receives the rows of a CSV text; `line` is the line a row begins on, counted from 1. */
export interface CsvSink {
  row(cells: readonly string[], line: number): void;
  /** A row the parser cannot read. */
  torn(message: string, line: number): void;
}

/** Returns one physical line after another, each with its line end, without splitting the whole text at once. */
function* physicalLines(text: string): Generator<string> {
  let from = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (from < text.length) {
    const next = text.indexOf('\n', from);
    const to = next === -1 ? text.length : next + 1;
    yield text.slice(from, to);
    from = to;
  }
}

/**
 * Hands every row of `text` to `sink`, the header too; empty lines are passed over. Rows are given to the parser line by line, so that the line
 * numbers are right also after quoted line ends, and so that one bad row does not take the others with it. `delimiter` stands between cells.
 */
export function readCsv(text: string, sink: CsvSink, delimiter = ','): void {
  let held: string[] = [];
  let line = 0;
  const tear = (message: string): void => {
    const [first = '', ...others] = held;
    const begin = line - others.length;
    held = [];
    sink.torn(message, first === '' ? line : begin);
    // What follows the torn line is read anew: an open quote must not swallow good rows.
    line = begin;
    for (const other of others) take(other);
  };
  const take = (physical: string): void => {
    line++;
    held.push(physical);
    const { data, errors } = papaparse.parse<string[]>(held.join('').replace(LINE_END, ''), { delimiter, newline: '\n' });
    if (errors.some(({ code }) => code === 'InvalidQuotes')) {
      tear('text stands beside a quoted cell');
      return;
    }
    if (errors.length > 0) {
      if (held.length >= MAX_ROW_LINES) tear('a quote is opened and not closed');
      return;
    }
    const begin = line - held.length + 1;
    held = [];
    for (const cells of data) if (cells.length > 1 || (cells[0] ?? '') !== '') sink.row(cells, begin);
  };
  for (const physical of physicalLines(text)) take(physical);
  while (held.length > 0) tear('a quote is opened and not closed');
}
