/** The text of an input of any size, piece by piece. */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { breaksBefore, wrongUtf8At } from '../../units/utf8.js';
import { diskReason } from '../output/disk.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { CommandError } from '../terminal.js';

/** What gzip begins with. */
const GZIP = [0x1f, 0x8b];

/** Returns the text of a file, or of standard input for `-`, in pieces; unzipped where it is gzipped. A `CommandError` says why it cannot be read. */
export async function* textPieces(file: string): AsyncGenerator<string> {
  const text = new Utf8Text(inputName(file));
  try {
    for await (const piece of bytesOf(file)) yield text.of(piece);
    yield text.end();
  } catch (error) {
    if (error instanceof CommandError) throw error;
    if (/^Z_/u.test((error as NodeJS.ErrnoException).code ?? ''))
      throw new CommandError(
        `${inputName(file)}: its gzip data are cut off or broken behind line ${text.line}; fetch the file again`,
        EXIT_USAGE,
      );
    throw new CommandError(`cannot read ${inputName(file)} (${diskReason(error)}); check the path`, EXIT_USAGE);
  }
}

/** Bytes into text; what is none in UTF-8 is told by its line, for a replaced letter would make another name. */
class Utf8Text {
  readonly #name: string;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #line = 1;

  constructor(name: string) {
    this.#name = name;
  }

  of(bytes: Uint8Array): string {
    if (bytes.includes(0)) throw this.#wrong(bytes.indexOf(0), bytes, 'a byte 0, as in UTF-16 or a binary file');
    const text = this.#decoded(bytes, true);
    this.#line += breaksBefore(bytes, bytes.length);
    return text;
  }

  /** The line that has been reached, from 1. */
  get line(): number {
    return this.#line;
  }

  /** No more comes: a letter may have been cut off. */
  end(): string {
    return this.#decoded(new Uint8Array(), false);
  }

  #decoded(bytes: Uint8Array, stream: boolean): string {
    try {
      return this.#decoder.decode(bytes, { stream });
    } catch {
      throw this.#wrong(wrongAt(bytes), bytes, 'letters of another encoding');
    }
  }

  #wrong(at: number, bytes: Uint8Array, what: string): CommandError {
    const line = this.#line + breaksBefore(bytes, at);
    return new CommandError(
      `${this.#name} is no text in UTF-8 (line ${line}: ${what}); save it as such, as with iconv -t UTF-8`,
      EXIT_USAGE,
    );
  }
}

/** Returns the place up to which bytes are text; a letter that began in the piece before is passed over. */
function wrongAt(bytes: Uint8Array): number {
  let begin = 0;
  while (begin < 3 && (bytes[begin]! & 0xc0) === 0x80) begin++;
  return wrongUtf8At(bytes, begin);
}

async function* bytesOf(file: string): AsyncGenerator<Buffer> {
  const source = (file === '-' ? process.stdin : createReadStream(file))[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await source.next();
  if (first.done === true) return;
  const all = (async function* (): AsyncGenerator<Buffer> {
    yield first.value;
    for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
  })();
  if (GZIP.some((byte, i) => first.value[i] !== byte)) yield* all;
  else {
    const unzip = createGunzip();
    const zipped = Readable.from(all);
    zipped.on('error', (error) => unzip.destroy(error));
    yield* zipped.pipe(unzip) as AsyncIterable<Buffer>;
  }
}

/** What an input is called in messages. */
export function inputName(file: string): string {
  return file === '-' ? 'standard input' : file;
}
