/** Plain data as JSON text that gives the same data back: typed arrays, what JSON has no number for, and what is undefined included. */
import { endianness } from 'node:os';
import { invariant } from '../../sim/invariant.js';

/**
 * The key of an object that stands for something JSON cannot say: `{"$": kind, "of": …}`. Kinds are those of typed arrays, `n` a number that JSON has not, and
 * `u` what is undefined.
 */
const MARK = '$';
const NOTHING = { [MARK]: 'u' };

const ARRAYS = { f64: Float64Array, u8: Uint8Array, u32: Uint32Array, i32: Int32Array } as const;
type Kind = keyof typeof ARRAYS;
type Numbers = Float64Array | Uint8Array | Uint32Array | Int32Array;

const NUMBERS: ReadonlyMap<string, number> = new Map([
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
  ['NaN', NaN],
  ['-0', -0],
]);

/** How a typed array is said: by its numbers, or in a text that only has to differ where they do. */
type SayArray = (kind: Kind, array: Numbers) => unknown;

/**
 * Returns the data as JSON in the order of its keys: numbers, texts, booleans, null, undefined, arrays, typed arrays and objects of these. A typed array of whole
 * numbers is a list of them, any other is in base64, its numbers least byte first. Anything else than such data, and an object with a key of `$`, is a broken
 * promise of the code.
 */
export function plainText(data: unknown): string {
  return JSON.stringify(
    said(data, (kind, array) => ({ [MARK]: kind, of: isWhole(array) ? Array.from(array) : bytesOf(array).toString('base64') })),
  );
}

/** Returns such a text in which typed arrays are said by `digest` of their bytes: enough to tell data from other data, and short where they are long. */
export function plainDigest(data: unknown, digest: (array: Numbers, bytes: () => Buffer) => string): string {
  return JSON.stringify(said(data, (kind, array) => ({ [MARK]: kind, digest: digest(array, () => bytesOf(array)) })));
}

/** Returns the data of which `plainText` made this text; it throws where it is none. */
export function plainOf(text: string): unknown {
  return read(JSON.parse(text));
}

/** Returns what JSON says the same of, which is the data itself wherever that is so. */
function said(data: unknown, sayArray: SayArray): unknown {
  if (typeof data === 'number') return isSayable(data) ? data : { [MARK]: 'n', of: Object.is(data, -0) ? '-0' : String(data) };
  if (typeof data === 'string' || typeof data === 'boolean' || data === null) return data;
  if (data === undefined) return NOTHING;
  invariant(typeof data === 'object', 'what is kept is data');
  if (Array.isArray(data)) return saidList(data, sayArray);
  if (ArrayBuffer.isView(data)) return saidArray(data, sayArray);
  invariant(Object.getPrototypeOf(data) === Object.prototype && !Object.hasOwn(data, MARK), 'what is kept is made of plain objects');
  return saidObject(data as Record<string, unknown>, sayArray);
}

function saidList(data: readonly unknown[], sayArray: SayArray): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let i = 0; i < data.length; i++) {
    const item = data[i];
    const own = typeof item === 'number' && isSayable(item) ? item : said(item, sayArray);
    if (own !== item) copy ??= data.slice(0, i);
    copy?.push(own);
  }
  return copy ?? data;
}

function saidObject(data: Readonly<Record<string, unknown>>, sayArray: SayArray): unknown {
  let copy: Record<string, unknown> | undefined;
  for (const key of Object.keys(data)) {
    const own = said(data[key], sayArray);
    if (own === data[key]) continue;
    copy ??= { ...data };
    put(copy, key, own);
  }
  return copy ?? data;
}

function saidArray(data: ArrayBufferView, sayArray: SayArray): unknown {
  for (const kind of Object.keys(ARRAYS) as Kind[]) if (data instanceof ARRAYS[kind]) return sayArray(kind, data);
  invariant(false, 'what is kept has typed arrays of known kinds');
}

function isSayable(x: number): boolean {
  return Number.isFinite(x) && !Object.is(x, -0);
}

function isWhole(array: Numbers): boolean {
  for (const x of array) if (!Number.isSafeInteger(x) || Object.is(x, -0)) return false;
  return true;
}

/** Reads in place what was parsed. */
function read(data: unknown): unknown {
  if (data === null || typeof data !== 'object') return data;
  if (Array.isArray(data)) {
    for (let i = 0; i < data.length; i++) if (typeof data[i] === 'object') data[i] = read(data[i]);
    return data;
  }
  const own = data as Record<string, unknown>;
  if (Object.hasOwn(own, MARK)) return unmarked(own);
  for (const key of Object.keys(own)) if (typeof own[key] === 'object') put(own, key, read(own[key]));
  return own;
}

/** Sets a key, one called `__proto__` too: names of a scenario become keys. */
function put(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  else target[key] = value;
}

function unmarked({ [MARK]: kind, of }: Record<string, unknown>): unknown {
  if (kind === 'u') return undefined;
  if (kind === 'n' && typeof of === 'string' && NUMBERS.has(of)) return NUMBERS.get(of);
  if (typeof kind === 'string' && Object.hasOwn(ARRAYS, kind)) {
    if (typeof of === 'string') return arrayOf(kind as Kind, of);
    if (Array.isArray(of)) return ARRAYS[kind as Kind].from(of as number[]);
  }
  throw new Error(`expected data, got a ${JSON.stringify(kind)}`);
}

function arrayOf(kind: Kind, base64: string): Numbers {
  const Type = ARRAYS[kind];
  const bytes = leastFirst(Buffer.from(base64, 'base64'), Type.BYTES_PER_ELEMENT);
  if (bytes.length % Type.BYTES_PER_ELEMENT !== 0) throw new Error(`expected whole numbers of ${Type.BYTES_PER_ELEMENT} bytes`);
  // A copy of its own: a small Buffer is a part of a pool that others write to.
  return new Type(new Uint8Array(bytes).buffer);
}

function bytesOf(array: Numbers): Buffer {
  return leastFirst(Buffer.from(array.buffer, array.byteOffset, array.byteLength), array.BYTES_PER_ELEMENT);
}

/** Returns the bytes as they are where the machine has the least first, as nearly all have, else a copy turned round. */
function leastFirst(bytes: Buffer, width: number): Buffer {
  if (endianness() === 'LE' || width === 1) return bytes;
  const copy = Buffer.from(bytes);
  return width === 8 ? copy.swap64() : copy.swap32();
}
