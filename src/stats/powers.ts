/** Powers of two, built by doubling and halving because `**` differs between Node versions; all are exact. */

const COUNT = 53;

/** 2^0 .. 2^52. */
export const POWERS: Readonly<Float64Array> = powersOf(2);

/** 2^0 .. 2^-52: a product with one is the quotient by the power, to the bit. */
export const INVERSE_POWERS: Readonly<Float64Array> = powersOf(0.5);

function powersOf(base: number): Float64Array {
  const powers = new Float64Array(COUNT);
  for (let i = 0, power = 1; i < COUNT; i++, power *= base) powers[i] = power;
  return powers;
}
