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

/**
 * Hands every row of `text` to `sink`, the header too; empty lines are passed over. `delimiter` stands between cells.
 */
export function readCsv(text: string, sink: CsvSink, delimiter = ','): void {
  const reader = new CsvReader(sink, delimiter);
  reader.push(text);
  reader.end();
}

/**
 * The same of a text that comes in pieces. Rows are given to the parser line by line, so that the line numbers are right also after quoted line
 * ends, and so that one bad row does not take the others with it.
 */
export class CsvReader {
  readonly #sink: CsvSink;
  readonly #delimiter: string;
  /** Begin of a line whose end has not come. */
  #rest = '';
  #isFirst = true;
  /** Lines of the row under way. */
  #held: string[] = [];
  #line = 0;

  constructor(sink: CsvSink, delimiter: string) {
    this.#sink = sink;
    this.#delimiter = delimiter;
  }

  push(piece: string): void {
    const text = this.#rest + piece;
    let from = this.#isFirst && text.charCodeAt(0) === 0xfeff ? 1 : 0;
    this.#isFirst &&= text === '';
    for (let end = text.indexOf('\n', from); end !== -1; end = text.indexOf('\n', from)) {
      this.#take(text.slice(from, end + 1));
      from = end + 1;
    }
    this.#rest = text.slice(from);
  }

  /** No more comes: what is left is a row of its own, or torn. */
  end(): void {
    if (this.#rest !== '') this.#take(this.#rest);
    this.#rest = '';
    while (this.#held.length > 0) this.#tear('a quote is opened and not closed');
  }

  #take(physical: string): void {
    this.#line++;
    const held = this.#held;
    const cells = held.length === 0 ? plainCells(physical.replace(LINE_END, ''), this.#delimiter) : undefined;
    if (cells !== undefined) {
      this.#row(cells, this.#line);
      return;
    }
    held.push(physical);
    const text = held.length === 1 ? physical : held.join('');
    const { data, errors } = papaparse.parse<string[]>(text.replace(LINE_END, ''), { delimiter: this.#delimiter, newline: '\n' });
    if (errors.some(({ code }) => code === 'InvalidQuotes')) {
      this.#tear('text stands beside a quoted cell');
      return;
    }
    if (errors.length > 0) {
      if (held.length >= MAX_ROW_LINES) this.#tear('a quote is opened and not closed');
      return;
    }
    const begin = this.#line - held.length + 1;
    this.#held = [];
    for (const cells of data) this.#row(cells, begin);
  }

  #row(cells: readonly string[], line: number): void {
    if (cells.length > 1 || (cells[0] ?? '') !== '') this.#sink.row(cells, line);
  }

  #tear(message: string): void {
    const [first = '', ...others] = this.#held;
    const begin = this.#line - others.length;
    this.#held = [];
    this.#sink.torn(message, first === '' ? this.#line : begin);
    // What follows the torn line is read anew: an open quote must not swallow good rows.
    this.#line = begin;
    for (const other of others) this.#take(other);
  }
}

/**
 * Returns the cells of a line in which quotes, if there are any, stand around whole cells and not inside of them; undefined where it takes the parser. The parser says the
 * same of such a line, and takes four times as long.
 */
function plainCells(line: string, delimiter: string): string[] | undefined {
  if (!line.includes('"')) return line.split(delimiter);
  const cells: string[] = [];
  for (let from = 0; ;) {
    const isQuoted = line[from] === '"';
    const end = line.indexOf(isQuoted ? '"' : delimiter, from + (isQuoted ? 1 : 0));
    const cell = line.slice(isQuoted ? from + 1 : from, end === -1 ? undefined : end);
    const next = isQuoted ? end + 1 : end;
    if (isQuoted ? end === -1 || (next < line.length && line[next] !== delimiter) : cell.includes('"')) return undefined;
    cells.push(cell);
    if (next === -1 || next === line.length) return cells;
    from = next + 1;
  }
}
