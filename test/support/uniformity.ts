/** What independent uniforms would seldom do: statistics of draws, each as the chance that true ones are as far off or farther, either way. */
import { gammaTails } from '../../src/sim/random/distributions/gamma-function.js';
import { normalCdf } from '../../src/sim/random/distributions/normal.js';

/** The bits that a draw has: it is the middle of one of 2^52 cells. */
export const BITS = 52;

/** Returns the chance (0 to 1) of what is seen in draws that should be independent uniforms. */
export type Statistic = (us: Float64Array) => number;

/** Statistics over draws in their order. Draws are taken in disjoint groups wherever groups that overlap would not be independent. */
export const STATISTICS: Readonly<Record<string, Statistic>> = {
  // Each word's high end, the border between the words, and the lowest bits.
  'cells of the first bits': (us) => evenness(us, 1, 12, 0),
  'cells of middle bits': (us) => evenness(us, 1, 12, 24),
  'cells of the last bits': (us) => evenness(us, 1, 12, BITS - 12),
  'pairs of the first bits': (us) => evenness(us, 2, 6, 0),
  'pairs of middle bits': (us) => evenness(us, 2, 6, 29),
  'pairs of the last bits': (us) => evenness(us, 2, 6, BITS - 6),
  'triples of the first bits': (us) => evenness(us, 3, 4, 0),
  'triples of middle bits': (us) => evenness(us, 3, 4, 28),
  'triples of the last bits': (us) => evenness(us, 3, 4, BITS - 4),
  'differences of neighbours': differences,
  'weights of neighbours': weights,
  'correlation at lag 1': (us) => correlation(us, 1),
  'correlation at lag 2': (us) => correlation(us, 2),
  'correlation at lag 16': (us) => correlation(us, 16),
  'correlation at lag 1024': (us) => correlation(us, 1024),
  'bits one by one': bitsOneByOne,
  'spacings of birthdays, first bits': (us) => birthdays(us, 0),
  'spacings of birthdays, last bits': (us) => birthdays(us, BITS - 32),
  'collisions of the first bits': (us) => collisions(us, 0),
  'collisions of the last bits': (us) => collisions(us, BITS - 26),
};

/**
 * Returns the chance of what is seen of avalanche: whether each of `inputs` bits flips each of the 52 bits of a draw half of the time. `flip(trial, bit)` gives
 * the draw before and after. The worst of all pairs counts, its chance multiplied by the number of pairs (Bonferroni).
 */
export function avalanche(inputs: number, trials: number, flip: (trial: number, bit: number) => readonly [number, number]): number {
  let worst = 1;
  const changed = new Uint32Array(BITS);
  for (let input = 0; input < inputs; input++) {
    changed.fill(0);
    for (let trial = 0; trial < trials; trial++) {
      const [before, after] = flip(trial, input);
      let high = bitsAt(before, 0, 26) ^ bitsAt(after, 0, 26);
      let low = bitsAt(before, 26, 26) ^ bitsAt(after, 26, 26);
      for (let bit = 25; bit >= 0; bit--, high >>= 1, low >>= 1) {
        changed[bit]! += high & 1;
        changed[26 + bit]! += low & 1;
      }
    }
    for (const count of changed) worst = Math.min(worst, coins(count, trials));
  }
  return Math.min(1, worst * inputs * BITS);
}

/** Returns `count` bits of a draw after its first `from`, as an integer. */
function bitsAt(u: number, from: number, count: number): number {
  const shifted = u * 2 ** from;
  return Math.floor((shifted - Math.floor(shifted)) * 2 ** count);
}

/** Chi-square of groups of `size` draws over cells, of `bits` bits of each draw after its first `from`. */
function evenness(us: Float64Array, size: number, bits: number, from: number): number {
  const counts = new Uint32Array(2 ** (bits * size));
  for (let i = 0; i + size <= us.length; i += size) {
    let cell = 0;
    for (let k = 0; k < size; k++) cell = (cell << bits) | bitsAt(us[i + k]!, from, bits);
    counts[cell]!++;
  }
  return chiSquare(counts);
}

/** Chi-square of the difference of two neighbours modulo 1, over 4096 cells. */
function differences(us: Float64Array): number {
  const counts = new Uint32Array(4096);
  for (let i = 0; i + 1 < us.length; i += 2) counts[bitsAt(us[i + 1]! - us[i]! + 1, 0, 12)]!++;
  return chiSquare(counts);
}

/** The number of bits in which neighbours differ: a half each of 52, over n / 2 pairs. */
function weights(us: Float64Array): number {
  let differing = 0;
  for (let i = 0; i + 1 < us.length; i += 2) {
    differing += weight(bitsAt(us[i]!, 0, 26) ^ bitsAt(us[i + 1]!, 0, 26)) + weight(bitsAt(us[i]!, 26, 26) ^ bitsAt(us[i + 1]!, 26, 26));
  }
  return coins(differing, (us.length >> 1) * BITS);
}

function weight(word: number): number {
  let ones = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) ones++;
  return ones;
}

/** The sum of (u - 1/2) (v - 1/2) over n pairs at a lag has mean 0 and variance n / 144. */
function correlation(us: Float64Array, lag: number): number {
  let sum = 0;
  for (let i = lag; i < us.length; i++) sum += (us[i]! - 0.5) * (us[i - lag]! - 0.5);
  return normal(sum / Math.sqrt((us.length - lag) / 144));
}

/** Each bit is set half of the time; the worst of them, its chance multiplied by their number. */
function bitsOneByOne(us: Float64Array): number {
  let worst = 1;
  for (let bit = 0; bit < BITS; bit++) {
    let ones = 0;
    for (const u of us) ones += bitsAt(u, bit, 1);
    worst = Math.min(worst, coins(ones, us.length));
  }
  return Math.min(1, worst * BITS);
}

const BIRTHDAYS = 4096;

/**
 * Of 4096 birthdays in a year of 2^32 days, the spacings that occur again are Poisson with mean 4096^3 / 2^34 = 4.
 * @see Marsaglia and Tsang, Some difficult-to-pass tests of randomness (2002)
 */
function birthdays(us: Float64Array, from: number): number {
  const days = new Float64Array(BIRTHDAYS);
  const spacings = new Float64Array(BIRTHDAYS);
  const years = Math.floor(us.length / BIRTHDAYS);
  let again = 0;
  for (let year = 0; year < years; year++) {
    for (let i = 0; i < BIRTHDAYS; i++) days[i] = bitsAt(us[year * BIRTHDAYS + i]!, from, 32);
    days.sort();
    for (let i = 0; i < BIRTHDAYS; i++) spacings[i] = i === 0 ? days[0]! + 2 ** 32 - days[BIRTHDAYS - 1]! : days[i]! - days[i - 1]!;
    again += repeated(spacings.sort());
  }
  return poisson(again, 4 * years);
}

/** Draws that fall in a cell, of 2^26, that has one already. Their number is Poisson but for parts of n / 2^26. */
function collisions(us: Float64Array, from: number): number {
  const cells = us.map((u) => bitsAt(u, from, 26)).sort();
  const count = 2 ** 26;
  return poisson(repeated(cells), us.length + count * Math.expm1(us.length * Math.log1p(-1 / count)));
}

function repeated(sorted: Float64Array): number {
  let count = 0;
  for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) count++;
  return count;
}

function chiSquare(counts: Uint32Array): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const chi = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const { lower, upper } = gammaTails((counts.length - 1) / 2, Math.log(chi / 2));
  return eitherWay(lower, upper);
}

/** The chance of fewer than `count` is the upper tail of a gamma variate of shape `count`. */
function poisson(count: number, mean: number): number {
  const fewer = count === 0 ? 0 : gammaTails(count, Math.log(mean)).upper;
  const notMore = gammaTails(count + 1, Math.log(mean)).upper;
  return eitherWay(notMore, 1 - fewer);
}

/** Heads among tosses of a fair coin, by the normal distribution. */
function coins(heads: number, tosses: number): number {
  return normal((heads - tosses / 2) / Math.sqrt(tosses / 4));
}

function normal(z: number): number {
  return eitherWay(normalCdf(z), normalCdf(-z));
}

function eitherWay(lower: number, upper: number): number {
  return Math.min(1, 2 * Math.min(lower, upper));
}
