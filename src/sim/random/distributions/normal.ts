/** The standard normal distribution: its quantile, its cdf and the chance of an interval. */

type Polynomial = readonly number[];

/** Wichura's rational functions, from the constant on: near the middle, in the tails, and far out in them. */
const MIDDLE = {
  above: [
    3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457, 67265.770927008700853,
    33430.575583588128105, 2509.0809287301226727,
  ],
  below: [
    1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867, 39307.89580009271061,
    28729.085735721942674, 5226.495278852854561,
  ],
} as const;
const TAIL = {
  above: [
    1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504, 1.27045825245236838258,
    2.4178072517745061177e-1, 2.27238449892691845833e-2, 7.7454501427834140764e-4,
  ],
  below: [
    1, 2.05319162663775882187, 1.6763848301838038494, 6.8976733498510000455e-1, 1.4810397642748007459e-1, 1.51986665636164571966e-2,
    5.475938084995344946e-4, 1.05075007164441684324e-9,
  ],
} as const;
const FAR = {
  above: [
    6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 2.9656057182850489123e-1, 2.6532189526576123093e-2,
    1.2426609473880784386e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
  ],
  below: [
    1, 5.9983220655588793769e-1, 1.3692988092273580531e-1, 1.48753612908506148525e-2, 7.868691311456132591e-4, 1.8463183175100546818e-5,
    1.4215117583164458887e-7, 2.04426310338993978564e-15,
  ],
} as const;

function ratio({ above, below }: { readonly above: Polynomial; readonly below: Polynomial }, x: number): number {
  let [a, b] = [0, 0];
  for (let i = above.length - 1; i >= 0; i--) {
    a = a * x + above[i]!;
    b = b * x + below[i]!;
  }
  return a / b;
}

/**
 * Returns z with a chance of `u` below it, to some 1e-16 of itself; infinite for 0 and 1.
 * @see M. J. Wichura, Algorithm AS 241, Applied Statistics 37 (1988), pp. 477-484, PPND16
 */
export function normalQuantile(u: number): number {
  const q = u - 0.5;
  if (Math.abs(q) <= 0.425) return q * ratio(MIDDLE, 0.180625 - q * q);
  const tail = q < 0 ? u : 1 - u;
  if (tail <= 0) return q < 0 ? -Infinity : Infinity;
  const r = Math.sqrt(-Math.log(tail));
  const z = r <= 5 ? ratio(TAIL, r - 1.6) : ratio(FAR, r - 5);
  return q < 0 ? -z : z;
}

const DENSITY = 1 / Math.sqrt(2 * Math.PI);
/** Up to here the series loses no digits; beyond it the fraction needs few terms. */
const SERIES_TO = 1;
const MOST_TERMS = 1000;

/**
 * Chance of a standard normal variate <= z, with all but the last of its digits also in the lower tail: a series in the middle, a continued
 * fraction in the tails.
 * @see Abramowitz and Stegun, 26.2.11 and 26.2.14; the fraction is evaluated from the front by the method of Lentz
 */
export function normalCdf(z: number): number {
  const x = Math.abs(z);
  if (x === Infinity) return z > 0 ? 1 : 0;
  const density = DENSITY * Math.exp((-z * z) / 2);
  if (x <= SERIES_TO) {
    let term = z;
    let sum = z;
    for (let n = 3; Math.abs(term) > 1e-17 * Math.abs(sum) && n < MOST_TERMS; n += 2) {
      term *= (z * z) / n;
      sum += term;
    }
    return 0.5 + density * sum;
  }
  const upper = density * fraction(x);
  return z < 0 ? upper : 1 - upper;
}

/** 1/(x + 1/(x + 2/(x + 3/(x + ...)))), x > 0. */
function fraction(x: number): number {
  let c = Infinity;
  let d = 1 / x;
  let value = d;
  for (let n = 1; n < MOST_TERMS; n++) {
    d = 1 / (x + n * d);
    c = x + n / c;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 2e-16) break;
  }
  return value;
}

/** Chance of a standard normal variate in (low, high], without loss of digits in either tail. */
export function normalMass(low: number, high: number): number {
  if (high <= low) return 0;
  return low > 0 ? normalCdf(-low) - normalCdf(-high) : normalCdf(high) - normalCdf(low);
}
