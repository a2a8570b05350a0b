/** The node side of loading: files on disk, standard input, the hash of a scenario. */
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readSync, statSync, type Stats } from 'node:fs';
import path from 'node:path';
import { DISK_WORDS } from '../units/disk-words.js';
import { quote } from '../units/shell-word.js';
import { sizeText } from '../units/size.js';
import { utf8Text } from '../units/utf8.js';
import type { ReadFile } from './normalise/context.js';

/** What the scenario is called in messages when it comes from standard input. */
export const STDIN_NAME = 'stdin';

/** Bytes of an input file at most unless `--max-input` says otherwise. */
export const MAX_INPUT = 256 * 1024 * 1024;
/** The longest text that Node holds is somewhat longer. */
export const LARGEST_MAX_INPUT = 500 * 1024 * 1024;

/** Pipes that a shell hands over by such a name: `<(command)`, and standard input. Any other pipe may be waited for in vain. */
const HANDED_OVER = /^\/(?:dev\/(?:stdin|fd\/\d+)|proc\/self\/fd\/\d+)$/u;

/** Returns whether a name stands for a pipe, which lies in no folder. */
export function isHandedOver(file: string): boolean {
  return HANDED_OVER.test(file);
}

/** The text of a file, or why there is none. */
export type FileText = { readonly text: string } | { readonly problem: string };

/** Reads a regular file, or a pipe that a shell hands over, of at most so many bytes. */
export function readInput(file: string, maxInput = MAX_INPUT): FileText {
  let descriptor: number | undefined;
  try {
    const kind = statSync(file);
    if (!kind.isFile() && !(isHandedOver(file) && (kind.isFIFO() || kind.isSocket()))) return { problem: kindOf(kind) };
    if (kind.size > maxInput) return { problem: tooLarge(maxInput) };
    descriptor = openSync(file, 'r');
    const pieces: Buffer[] = [];
    for (let size = 0; ;) {
      const piece = Buffer.allocUnsafe(Math.max(1 << 16, Math.min(kind.size + 1 - size, 1 << 24)));
      const length = readSync(descriptor, piece);
      if (length === 0) break;
      size += length;
      if (size > maxInput) return { problem: tooLarge(maxInput) };
      pieces.push(piece.subarray(0, length));
    }
    return textOf(Buffer.concat(pieces));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { problem: 'there is no such file' };
    const key = String(code ?? error);
    return { problem: Object.hasOwn(DISK_WORDS, key) ? DISK_WORDS[key]! : key };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Returns the text of an input. */
export function textOf(bytes: Uint8Array): FileText {
  if (bytes.subarray(0, 1 << 16).includes(0)) return { problem: 'it is a binary file' };
  const text = utf8Text(bytes);
  if (typeof text === 'string') return { text };
  return { problem: `line ${text.line} is no text in UTF-8; save it as such, as with iconv -t UTF-8` };
}

/** Returns what to say of a folder that is given in the place of a file: which file of it is perhaps meant. Undefined where it is no folder. */
export function folderAdvice(file: string, command: string, meant: string): string | undefined {
  if (!isFolder(file)) return undefined;
  const inside = path.join(file, meant);
  return existsSync(inside)
    ? `this is a folder, and the file in it is taken by: runcast ${command} ${quote(inside)}`
    : 'this is a folder; name the file in it';
}

function isFolder(file: string): boolean {
  try {
    return statSync(file).isDirectory();
  } catch {
    // Whoever reads it says why it cannot be.
    return false;
  }
}

function kindOf(kind: Stats): string {
  if (kind.isDirectory()) return 'it is a folder';
  if (kind.isFIFO()) return 'it is a pipe; give it as standard input: - < PIPE';
  return kind.isSocket() ? 'it is a socket' : 'it is a device';
}

/** Says that an input has more bytes than are read. */
export function tooLarge(maxInput: number): string {
  return `it has more than ${sizeText(maxInput)}; --max-input allows more`;
}

/** Returns a reader of files relative to `folder`; each file is read once, so that what is checked and what is run are the same text. */
export function filesOf(folder: string, maxInput = MAX_INPUT): ReadFile {
  const texts = new Map<string, FileText>();
  const of = (file: string): FileText => {
    const full = path.resolve(folder, file);
    const known = texts.get(full) ?? readInput(full, maxInput);
    texts.set(full, known);
    return known;
  };
  const read = (file: string): string | undefined => {
    const found = of(file);
    return 'text' in found ? found.text : undefined;
  };
  return Object.assign(read, {
    why: (file: string) => {
      const found = of(file);
      return 'problem' in found ? found.problem : undefined;
    },
  });
}

/** Returns the SHA-256 of a text in hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
