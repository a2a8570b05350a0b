/** Keyed chance: a draw is a pure function of (seed, replication, stream, entity, attempt, draw). Only this file uses seedrandom. */
import seedrandom from 'seedrandom';
import { invariant } from '../invariant.js';

/**
 * The version of chance: raised with whatever makes equal keys draw other numbers, or a draw give another variate. Fingerprints begin with it, so
 * that results of different versions are not taken for runs that differ.
 */
export const CHANCE_VERSION = 2;

const TWO_TO_32 = 4_294_967_296;
const TWO_TO_MINUS_32 = 1 / TWO_TO_32;
const TWO_TO_MINUS_53 = 1 / 9_007_199_254_740_992;
const TWO_TO_21 = 2_097_152;

/**
 * A stream of uniforms without state: the key and the three counters are mixed by xor-shifts and multiplications over two 32-bit words
 * (constants of MurmurHash3 and of its stronger variants), so that no draw moves any other. The words take turns, so that each step mixes
 * what the step before has mixed. The counters enter in two steps with mixing in between, for sums of them would let different counters
 * meet in one state. How good it is, and how little less would do: docs/design/0010-a-hash-of-five-multiplications.md.
 */
export class Stream {
  /** The four 32-bit words that stand for seed, replication and name. */
  readonly key: readonly number[];
  /** Uniforms drawn so far. */
  draws = 0;
  /** The first 32 bits of the draw last mixed. */
  high = 0;
  /** Its last 21 bits. */
  low = 0;

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
   * Returns an odd multiple of 2^-53 in (0, 1): the middle of one of 2^52 equal cells, so that neither 0 nor 1 needs a test.
   * `entity` is an integer in [0, 2^53), `attempt` and `draw` in [0, 2^32).
   */
  uniform(entity: number, attempt: number, draw: number): number {
    this.mix(entity, attempt, draw);
    return this.mixed();
  }

  /** The draw last mixed, as `uniform` returned it or would have. */
  mixed(): number {
    return ((this.high >>> 0) * TWO_TO_21 + this.low) * TWO_TO_MINUS_53;
  }

  /**
   * Makes a draw and leaves its bits in `high` and `low`, for who needs bits and not a number: `Sampler.draw` finds its cell in them and so takes half of
   * the time (on the bare kernel, M/M/100 from 75 to 59 ns an event).
   */
  mix(entity: number, attempt: number, draw: number): void {
    if (!(entity >= 0 && attempt >= 0 && draw >= 0)) invariant(false, 'the counters of a draw are not negative');
    this.draws++;
    // An entity as good as always fits one word; the conversion of the other one takes longer than the test.
    const high = entity < TWO_TO_32 ? 0 : Math.imul((entity * TWO_TO_MINUS_32) | 0, 0xd35a2d97);
    let a = (entity | 0) ^ this.k0;
    let b = (this.k1 + high) | 0;
    a = Math.imul(a ^ (a >>> 16), 0x21f0aaad);
    b = (b + a) | 0;
    a ^= a >>> 15;

    a ^= this.k2 + Math.imul(attempt, 0x9e3779b1);
    b ^= this.k3 + Math.imul(draw, 0x85ebca77);
    a = (a + ((b << 16) | (b >>> 16))) | 0;

    a = Math.imul(a ^ (a >>> 15), 0x85ebca6b);
    b ^= a;
    b = Math.imul(b ^ (b >>> 15), 0xc2b2ae35);
    a = (a + (b ^ (b >>> 16))) | 0;
    a = Math.imul(a ^ (a >>> 15), 0x2c1b3c6d);
    b = (b + (a ^ (a >>> 16))) | 0;
    b = Math.imul(b ^ (b >>> 15), 0x297a2d39);
    b ^= b >>> 15;
    a = (a + b) | 0;
    this.high = a;
    this.low = (b >>> 11) | 1;
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
