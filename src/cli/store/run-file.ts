/** One kept run as a file: a line that says what it is, and the outcome behind it, compressed. */
import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { countText } from '../../report/frame/numbers.js';
import type { Outcome } from '../../study/point.js';
import { plainOf, plainText } from './plain-text.js';

/** Raised by one with every change of the form that an older reader cannot take. */
export const RUN_FORMAT_VERSION = 3;

/** Bytes of an outcome at most, unpacked: a file that claims more is none of ours, and is not unpacked. */
const MOST_BYTES = 512 * 1024 * 1024;

const headSchema = z.strictObject({
  format: z.literal('runcast run'),
  version: z.literal(RUN_FORMAT_VERSION),
  /** Of the run: the hash of what it depends on. */
  key: z.string(),
  /** The version of runcast that played it. */
  runcast: z.string(),
  /** Bytes of the JSON behind this line, unpacked, and their SHA-256. */
  bytes: z.number().int().nonnegative().max(MOST_BYTES),
  sha256: z.string(),
});

/** What the first line has in every form. */
const otherHeadSchema = z.object({ format: z.literal('runcast run'), version: z.number().int().positive() });

/** What is known of a run beside its outcome. */
export interface RunName {
  readonly key: string;
  readonly runcast: string;
}

/** Returns the words about runs in a folder whose form is not read here. */
export function otherFormText(folder: string, runs: number): string {
  return `the folder ${folder} has ${countText(runs, 'run')} in another form than this runcast reads (${RUN_FORMAT_VERSION})`;
}

/** Returns the file of a run: a line of JSON, then the outcome as JSON (`plainText`), deflated without a header (RFC 1951). */
export function runFile({ key, runcast }: RunName, outcome: Outcome): Buffer {
  const body = Buffer.from(plainText(outcome), 'utf8');
  const head: z.infer<typeof headSchema> = {
    format: 'runcast run',
    version: RUN_FORMAT_VERSION,
    key,
    runcast,
    bytes: body.length,
    sha256: sha256(body),
  };
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), deflateRawSync(body, { level: 1 })]);
}

/** The outcome in the file of a run, or why there is none in it: it is of a form that is not read here, or damaged. */
export type ReadRun = { readonly outcome: Outcome } | { readonly form: number } | { readonly damage: string };

/** Reads the file of a run that is to have this key. It throws for nothing: the checksum says whether it is what was written. */
export function readRun(key: string, file: Buffer): ReadRun {
  const end = file.indexOf('\n');
  if (end < 0) return { damage: 'it has no first line' };
  const line = parsed(file.toString('utf8', 0, end));
  const { data: head } = headSchema.safeParse(line);
  if (head === undefined) {
    const { data: other } = otherHeadSchema.safeParse(line);
    return other === undefined || other.version === RUN_FORMAT_VERSION
      ? { damage: 'its first line is not that of a run' }
      : { form: other.version };
  }
  if (head.key !== key) return { damage: 'it is the file of another run' };
  const body = unpacked(file.subarray(end + 1), head.bytes);
  if (body === undefined || body.length !== head.bytes || sha256(body) !== head.sha256) return { damage: 'it is not what was written' };
  return { outcome: plainOf(body.toString('utf8')) as Outcome };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function unpacked(bytes: Buffer, most: number): Buffer | undefined {
  try {
    return inflateRawSync(bytes, { maxOutputLength: Math.max(1, most) });
  } catch {
    return undefined;
  }
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
