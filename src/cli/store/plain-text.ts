/** Plain data as JSON text that gives the same data back: typed arrays, what JSON has no number for, what is undefined, and what is there twice included. */
import { endianness } from 'node:os';
import { invariant } from '../../sim/invariant.js';

/**
 * The key of an object that stands for something JSON cannot say: `{"$": kind, "of": …}`. Kinds are those of typed arrays, `n` a number that JSON has not,
 * `u` what is undefined, and `r` the same list, array or object as one before: `of` counts them from 0 in the order in which they begin.
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

/** How data is said. */
interface Saying {
  /** How a typed array is: by its numbers, or in a text that only has to differ where they do. */
  readonly array: (kind: Kind, array: Numbers) => unknown;
  /** What was said before, by its number; undefined: what is there twice is said twice. */
  readonly before: Map<object, number> | undefined;
}

/**
 * Returns the data as JSON in the order of its keys: numbers, texts, booleans, null, undefined, arrays, typed arrays and objects of these. A typed array of whole
 * numbers is a list of them, or of the steps from each to the next where they rise from 0 or more, which is short for sorted samples; any other is in base64, its
 * numbers least byte first. A list or object that is there twice is said once: scopes of the same jobs share
 * their samples, and go on doing so. Anything else than such data, and an object with a key of `$`, is a broken promise of the code.
 */
export function plainText(data: unknown): string {
  return JSON.stringify(said(data, { array: saidNumbers, before: new Map() }));
}

/** Returns such a text in which typed arrays are said by `digest` of their bytes: enough to tell data from other data, and short where they are long. */
export function plainDigest(data: unknown, digest: (array: Numbers, bytes: () => Buffer) => string): string {
  const array: Saying['array'] = (kind, own) => ({ [MARK]: kind, digest: digest(own, () => bytesOf(own)) });
  return JSON.stringify(said(data, { array, before: undefined }));
}

/** Returns the data of which `plainText` made this text; it throws where it is none. */
export function plainOf(text: string): unknown {
  return read(JSON.parse(text), []);
}

/** Returns what JSON says the same of, which is the data itself wherever that is so. */
function said(data: unknown, saying: Saying): unknown {
  if (typeof data === 'number') return isSayable(data) ? data : { [MARK]: 'n', of: Object.is(data, -0) ? '-0' : String(data) };
  if (typeof data === 'string' || typeof data === 'boolean' || data === null) return data;
  if (data === undefined) return NOTHING;
  invariant(typeof data === 'object', 'what is kept is data');
  const number = saying.before?.get(data);
  if (number !== undefined) return { [MARK]: 'r', of: number };
  saying.before?.set(data, saying.before.size);
  if (Array.isArray(data)) return saidList(data, saying);
  if (ArrayBuffer.isView(data)) return saidArray(data, saying);
  invariant(Object.getPrototypeOf(data) === Object.prototype && !Object.hasOwn(data, MARK), 'what is kept is made of plain objects');
  return saidObject(data as Record<string, unknown>, saying);
}

function saidList(data: readonly unknown[], saying: Saying): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let i = 0; i < data.length; i++) {
    const item = data[i];
    const own = typeof item === 'number' && isSayable(item) ? item : said(item, saying);
    if (own !== item) copy ??= data.slice(0, i);
    copy?.push(own);
  }
  return copy ?? data;
}

function saidObject(data: Readonly<Record<string, unknown>>, saying: Saying): unknown {
  let copy: Record<string, unknown> | undefined;
  for (const key of Object.keys(data)) {
    const own = said(data[key], saying);
    if (own === data[key]) continue;
    copy ??= { ...data };
    put(copy, key, own);
  }
  return copy ?? data;
}

function saidArray(data: ArrayBufferView, saying: Saying): unknown {
  for (const kind of Object.keys(ARRAYS) as Kind[]) if (data instanceof ARRAYS[kind]) return saying.array(kind, data);
  invariant(false, 'what is kept has typed arrays of known kinds');
}

function saidNumbers(kind: Kind, array: Numbers): unknown {
  if (!isWhole(array)) return { [MARK]: kind, of: bytesOf(array).toString('base64') };
  // Steps between whole numbers of 53 bits are exact where none is negative.
  return isRising(array) ? { [MARK]: kind, steps: listOf(array, 1) } : { [MARK]: kind, of: listOf(array, 0) };
}

/** The numbers, less `share` of the one before. A plain loop, for `Array.from` takes four times as long. */
function listOf(array: Numbers, share: 0 | 1): number[] {
  const list: number[] = [];
  let last = 0;
  for (const x of array) {
    list.push(x - share * last);
    last = x;
  }
  return list;
}

function isRising(array: Numbers): boolean {
  for (let i = 0; i < array.length; i++) if (array[i]! < (i === 0 ? 0 : array[i - 1]!)) return false;
  return array.length > 1;
}

function isSayable(x: number): boolean {
  return Number.isFinite(x) && !Object.is(x, -0);
}

function isWhole(array: Numbers): boolean {
  for (const x of array) if (!Number.isSafeInteger(x) || Object.is(x, -0)) return false;
  return true;
}

/** Reads in place what was parsed; `before` is what was read before. */
function read(data: unknown, before: unknown[]): unknown {
  if (data === null || typeof data !== 'object') return data;
  if (Array.isArray(data)) {
    before.push(data);
    for (let i = 0; i < data.length; i++) if (typeof data[i] === 'object') data[i] = read(data[i], before);
    return data;
  }
  const own = data as Record<string, unknown>;
  if (Object.hasOwn(own, MARK)) return unmarked(own, before);
  before.push(own);
  for (const key of Object.keys(own)) if (typeof own[key] === 'object') put(own, key, read(own[key], before));
  return own;
}

/** Sets a key, one called `__proto__` too: names of a scenario become keys. */
function put(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  else target[key] = value;
}

function unmarked({ [MARK]: kind, of, steps }: Record<string, unknown>, before: unknown[]): unknown {
  if (kind === 'u') return undefined;
  if (kind === 'r' && typeof of === 'number' && Object.hasOwn(before, of)) return before[of];
  if (kind === 'n' && typeof of === 'string' && NUMBERS.has(of)) return NUMBERS.get(of);
  const array = typeof kind === 'string' && Object.hasOwn(ARRAYS, kind) ? numbersOf(kind as Kind, of, steps) : undefined;
  if (array === undefined) throw new Error(`expected data, got a ${JSON.stringify(kind)}`);
  before.push(array);
  return array;
}

function numbersOf(kind: Kind, of: unknown, steps: unknown): Numbers | undefined {
  if (typeof of === 'string') return arrayOf(kind, of);
  if (Array.isArray(of)) return ARRAYS[kind].from(of as number[]);
  if (!Array.isArray(steps)) return undefined;
  const array = ARRAYS[kind].from(steps as number[]);
  for (let i = 1; i < array.length; i++) array[i]! += array[i - 1]!;
  return array;
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
