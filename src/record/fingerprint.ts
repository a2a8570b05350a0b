/** A streaming 64-bit hash of integers, by which two runs are found equal or not. */

const TWO_32 = 4_294_967_296;

/**
 * Order-sensitive and pure: the same calls give the same words everywhere. Two 32-bit words, each step a murmur-like multiply and rotate
 * that also crosses the words. It finds differences; it is no protection against somebody who looks for a collision.
 */
export class Fingerprint {
  #a = 0x243f6a88;
  #b = 0x85a308d3 | 0;
  #length = 0;

  /** Takes in safe integers, negative ones included, one after the other; in one call, so that the words stay in registers. */
  addInts(numbers: Readonly<Float64Array>): void {
    let a = this.#a;
    let b = this.#b;
    for (let i = 0; i < numbers.length; i++) {
      const low = numbers[i]! | 0;
      a = mixedA(a, b, low);
      b = mixedB(a, b, low);
      // Floor, not truncation: it makes the two words of a negative number its two's complement.
      const high = Math.floor(numbers[i]! / TWO_32) | 0;
      a = mixedA(a, b, high);
      b = mixedB(a, b, high);
    }
    this.#a = a;
    this.#b = b;
    this.#length = (this.#length + 2 * numbers.length) | 0;
  }

  /** Returns the hash so far as 16 hexadecimal digits; more may be added afterwards. */
  hex(): string {
    let a = this.#a ^ this.#length;
    let b = this.#b;
    for (let round = 0; round < 3; round++) {
      a = Math.imul(a ^ (a >>> 16), 0x85ebca6b);
      a ^= a >>> 13;
      b = (b + a) | 0;
      b = Math.imul(b ^ (b >>> 15), 0xc2b2ae35);
      b ^= b >>> 16;
      a = (a + b) | 0;
    }
    return hexOf(a) + hexOf(b);
  }
}

/** Returns the first word after a word was taken in. */
function mixedA(a: number, b: number, word: number): number {
  const mixed = Math.imul(word, 0xcc9e2d51);
  const crossed = a ^ Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
  return (Math.imul((crossed << 13) | (crossed >>> 19), 5) + 0xe6546b64 + b) | 0;
}

/** Returns the second word after a word was taken in; `a` is the first word by then. */
function mixedB(a: number, b: number, word: number): number {
  const mixed = b ^ Math.imul(word ^ (word >>> 16) ^ a, 0x9e3779b1);
  return (Math.imul((mixed << 17) | (mixed >>> 15), 0x85ebca6b) + a) | 0;
}

function hexOf(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
