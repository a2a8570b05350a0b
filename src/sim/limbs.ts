/** Sums of integers that lose no bits beyond 2^53, in two limbs with the carry at 2^52. */
import { invariant } from './invariant.js';

const CARRY = 4_503_599_627_370_496;
const EXACT = 9_007_199_254_740_992;
const BITS_16 = 65_536;
const BITS_26 = 67_108_864;
const BITS_42 = 4_398_046_511_104;
const LARGEST_FACTOR = 4_294_967_296;

/** The two limbs of a sum as plain data. */
export interface Limbs {
  readonly hi: number;
  readonly lo: number;
}

/** An exact integer sum: its value is hi x 2^52 + lo, with 0 <= lo < 2^52. Good for absolute values below 2^104. */
export class LimbSum {
  // Doubles from the first: -0 is no small integer, which a field that begins with 0 would be until the first sum above 2^31.
  hi = -0;
  lo = -0;

  /** Adds an integer with |x| < 2^53. */
  add(x: number): void {
    // Without this, lo + x could itself pass 2^53 and be rounded.
    if (x >= CARRY) {
      x -= CARRY;
      this.hi++;
    } else if (x <= -CARRY) {
      x += CARRY;
      this.hi--;
    }
    let lo = this.lo + x;
    if (lo >= CARRY) {
      lo -= CARRY;
      this.hi++;
    } else if (lo < 0) {
      lo += CARRY;
      this.hi--;
    }
    this.lo = lo;
  }

  /** Adds the exact product of two integers, |a| < 2^32 (a count) and |b| < 2^53 (microseconds). */
  addProduct(a: number, b: number): void {
    const product = a * b;
    if (product < EXACT && product > -EXACT) this.add(product);
    else this.addLongProduct(a, b);
  }

  /** The sum, rounded once to the nearest double. */
  toNumber(): number {
    return this.hi * CARRY + this.lo + 0;
  }

  reset(): void {
    this.hi = 0;
    this.lo = 0;
  }

  /** Adds another sum. */
  merge(other: Limbs): void {
    this.hi += other.hi;
    this.add(other.lo);
  }

  /** Takes another sum away. */
  subtract(other: LimbSum): void {
    this.hi -= other.hi;
    this.add(-other.lo);
  }

  /** Takes over another sum's value. */
  copy(other: Limbs): void {
    this.hi = other.hi;
    this.lo = other.lo;
  }

  /** School multiplication in parts of 16 and 26 bits, none of whose products reaches 2^53. */
  private addLongProduct(a: number, b: number): void {
    const count = Math.abs(a);
    const time = Math.abs(b);
    invariant(count < LARGEST_FACTOR && time < EXACT, 'a product summed exactly has factors below 2^32 and 2^53');
    const sign = a < 0 === b < 0 ? 1 : -1;
    const countHigh = Math.floor(count / BITS_16);
    const countLow = count - countHigh * BITS_16;
    const timeHigh = Math.floor(time / BITS_26);
    const timeLow = time - timeHigh * BITS_26;
    this.add(sign * countLow * timeLow);
    this.addShifted(sign, countHigh * timeLow, BITS_16);
    this.addShifted(sign, countLow * timeHigh, BITS_26);
    this.addShifted(sign, countHigh * timeHigh, BITS_42);
  }

  private addShifted(sign: number, x: number, power: number): void {
    const perCarry = CARRY / power;
    const carries = Math.floor(x / perCarry);
    this.hi += sign * carries;
    this.add(sign * (x - carries * perCarry) * power);
  }
}
