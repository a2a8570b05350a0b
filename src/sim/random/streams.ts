/** Keyed chance: a draw is a pure function of (seed, replication, stream, entity, attempt, draw). Only this file uses seedrandom. */
import seedrandom from 'seedrandom';
import { invariant } from '../invariant.js';

const TWO_TO_MINUS_32 = 1 / 4_294_967_296;
const TWO_TO_MINUS_53 = 1 / 9_007_199_254_740_992;
const TWO_TO_21 = 2_097_152;

/**
 * A stream of uniforms without state: the key and the three counters are mixed by rounds of xor-shift and multiplication over two 32-bit
 * words (constants of MurmurHash3 and of its stronger variants), so that no draw moves any other. The counters enter in two steps with
 * mixing in between, for sums of them would let different counters meet in one state.
 */
export class Stream {
  /** The four 32-bit words that stand for seed, replication and name. */
  readonly key: readonly number[];
  /** Uniforms drawn so far. */
  draws = 0;

  private readonly k0: number;
  private readonly k1: number;
  private readonly k2: number;
  private readonly k3: number;

  constructor(key: readonly number[]) {
    invariant(key.length === 4, 'the key of a stream has four words');
    this.key = key;
    this.k0 = key[0]! | 0;
    this.k1 = key[1]! | 0;
    this.k2 = key[2]! | 0;
    this.k3 = key[3]! | 0;
  }

  /**
   * Returns a multiple of 2^-53 in (0, 1), never 0 or 1. `entity` is an integer in [0, 2^53), `attempt` and `draw` in [0, 2^32).
   */
  uniform(entity: number, attempt: number, draw: number): number {
    if (!(entity >= 0 && attempt >= 0 && draw >= 0)) invariant(false, 'the counters of a draw are not negative');
    this.draws++;
    let a = (entity | 0) ^ this.k0;
    let b = ((entity * TWO_TO_MINUS_32) | 0) ^ this.k1;

    a = Math.imul(a ^ (a >>> 16), 0x21f0aaad);
    b = Math.imul(b ^ (b >>> 16), 0xd35a2d97);
    a ^= a >>> 15;
    b = (b ^ (b >>> 15)) + a;
    a = (a + ((b << 13) | (b >>> 19))) | 0;

    a ^= (this.k2 + Math.imul(attempt, 0x9e3779b1)) | 0;
    b ^= (this.k3 + Math.imul(draw, 0x85ebca77)) | 0;

    a = Math.imul(a ^ (a >>> 16), 0x85ebca6b);
    b = Math.imul(b ^ (b >>> 16), 0xc2b2ae35);
    a ^= a >>> 13;
    b = (b ^ (b >>> 15)) + a;
    a = (a + ((b << 17) | (b >>> 15))) | 0;

    a = Math.imul(a ^ (a >>> 15), 0x2c1b3c6d);
    b = Math.imul(b ^ (b >>> 16), 0x297a2d39);
    a ^= a >>> 12;
    b = (b ^ (b >>> 15)) + a;
    a = (a + ((b << 11) | (b >>> 21))) | 0;

    a = Math.imul(a ^ (a >>> 16), 0xcc9e2d51);
    b = Math.imul(b ^ (b >>> 15), 0x1b873593);
    a ^= a >>> 15;
    b ^= b >>> 16;
    a = (a + b) | 0;

    const bits = (a >>> 0) * TWO_TO_21 + (b >>> 11);
    return bits === 0 ? TWO_TO_MINUS_53 : bits * TWO_TO_MINUS_53;
  }
}

/** The streams of one replication, by name. */
export class Streams {
  private readonly prefix: string;
  private readonly known = new Map<string, Stream>();

  /** `seed` and `replication` (0, 1, ...) decide every draw; the number 1 and the text '1' are the same seed. */
  constructor(seed: number | string, replication: number) {
    this.prefix = lengthPrefixed(String(seed)) + lengthPrefixed(String(replication));
  }

  /** Returns the stream of a name, always the same object. A new name moves no draw of another. */
  stream(name: string): Stream {
    let stream = this.known.get(name);
    if (stream === undefined) {
      stream = new Stream(keyOf(this.prefix + lengthPrefixed(name)));
      this.known.set(name, stream);
    }
    return stream;
  }

  /** Names asked for so far with the draws made, by name in code-unit order: part of a run's fingerprint. */
  drawCounts(): readonly (readonly [name: string, draws: number])[] {
    return [...this.known].map(([name, stream]) => [name, stream.draws] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

/** Lengths keep ('a', 'bc') and ('ab', 'c') apart. */
function lengthPrefixed(part: string): string {
  return `${part.length}:${part}/`;
}

/**
 * xor4096, not the faster xorshift7, xor128 or xorwow: those give related keys to related names (five distinct first draws among 20 000
 * streams were seen).
 */
function keyOf(name: string): readonly number[] {
  const generator = seedrandom.xor4096(name);
  return Object.freeze([generator.int32(), generator.int32(), generator.int32(), generator.int32()]);
}
