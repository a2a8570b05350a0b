/** Points that fill a unit cube evenly, however many are taken: the sequence of Sobol. */
/**
 * The primitive polynomial and the first direction numbers of each dimension after the first: its inner coefficients as bits, and odd m_k < 2^k.
 * @see Joe and Kuo, Constructing Sobol sequences with better two-dimensional projections, SIAM J. Sci. Comput. 30 (2008) 2635-2654; their file
 * new-joe-kuo-6.21201, dimensions 2 to 8
 */
const DIMENSIONS: readonly { readonly inner: number; readonly first: readonly number[] }[] = [
  { inner: 0, first: [1] },
  { inner: 1, first: [1, 3] },
  { inner: 1, first: [1, 3, 1] },
  { inner: 2, first: [1, 1, 1] },
  { inner: 1, first: [1, 1, 3, 3] },
  { inner: 4, first: [1, 3, 5, 13] },
  { inner: 2, first: [1, 1, 5, 5, 17] },
];

/** Dimensions that there are numbers for. */
export const MOST_DIMENSIONS = 1 + DIMENSIONS.length;

/** Binary digits of a coordinate: so many points are different in each dimension. */
const DIGITS = 30;

/** Yields the points of the sequence, coordinates from 0 to below 1, the origin first; at most 2^30, of at most `MOST_DIMENSIONS` dimensions. */
export function* sobolPoints(dimensions: number): Generator<number[], void, void> {
  if (!(dimensions >= 1 && dimensions <= MOST_DIMENSIONS))
    throw new RangeError(`there are direction numbers of 1 to ${MOST_DIMENSIONS} dimensions`);
  const directions = Array.from({ length: dimensions }, (_, i) => directionsOf(DIMENSIONS[i - 1]));
  const at = directions.map(() => 0);
  const whole = 2 * (1 << (DIGITS - 1));
  for (let count = 0; count < whole; count++) {
    yield at.map((digits) => digits / whole);
    // In the order of Gray's code two neighbours differ in one direction: that of the lowest bit of the count that is 0.
    const bit = 31 - Math.clz32(~count & (count + 1));
    for (const [i, own] of directions.entries()) at[i]! ^= own[bit] ?? 0;
  }
}

/** The directions of a dimension, the first half the cube long. Undefined: of the first dimension, which halves each time. */
function directionsOf(dimension: (typeof DIMENSIONS)[number] | undefined): number[] {
  if (dimension === undefined) return Array.from({ length: DIGITS }, (_, k) => 1 << (DIGITS - 1 - k));
  const { inner, first } = dimension;
  const degree = first.length;
  const out = first.map((m, k) => m << (DIGITS - 1 - k));
  for (let k = degree; k < DIGITS; k++) {
    const last = out[k - degree]!;
    let next = last ^ (last >> degree);
    for (let i = 1; i < degree; i++) if (((inner >> (degree - 1 - i)) & 1) === 1) next ^= out[k - i]!;
    out.push(next);
  }
  return out;
}
