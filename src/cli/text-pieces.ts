/** The text of an input of any size, piece by piece. */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import { diskReason } from './disk.js';
import { EXIT_USAGE } from './exit-codes.js';
import { CommandError } from './terminal.js';

/** What gzip begins with. */
const GZIP = [0x1f, 0x8b];

/** Returns the text of a file, or of standard input for `-`, in pieces; unzipped where it is gzipped. A `CommandError` says why it cannot be read. */
export async function* textPieces(file: string): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  try {
    for await (const piece of bytesOf(file)) {
      if (piece.includes(0)) throw new CommandError(`${inputName(file)} is no text in UTF-8; save it as such`, EXIT_USAGE);
      yield decoder.write(piece);
    }
    yield decoder.end();
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`cannot read ${inputName(file)} (${diskReason(error)}); check the path`, EXIT_USAGE);
  }
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
