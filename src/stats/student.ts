/** The quantile of Student's distribution for a whole number of degrees of freedom. */

const MOST_STEPS = 200;

/**
 * Returns t with a chance of `p` below it, 0.5 <= p < 1, with the twelve digits that an interval keeps for up to a thousand degrees of freedom. The chance of |T| < t is a finite sum in the angle atan(t / sqrt(df)),
 * which is inverted by Newton's steps, each kept within what is known to hold the angle.
 * @see Abramowitz and Stegun, 26.7.3 and 26.7.4
 */
export function tQuantile(p: number, df: number): number {
  const within = 2 * p - 1;
  let [low, high] = [0, Math.PI / 2];
  let angle = within * high;
  for (let step = 0; step < MOST_STEPS; step++) {
    const { chance, slope } = chanceWithin(angle, df);
    if (chance < within) low = angle;
    else high = angle;
    let next = angle + (within - chance) / slope;
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (Math.abs(next - angle) <= 1e-16 * angle || next === angle) break;
    angle = next;
  }
  return Math.sqrt(df) * Math.tan(angle);
}

/** The chance of |T| < sqrt(df) tan(angle), and its slope over the angle. */
function chanceWithin(angle: number, df: number): { readonly chance: number; readonly slope: number } {
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const isOdd = df % 2 === 1;
  // Each term is the one before times cos^2 and a fraction; the slope is what the next one would begin with.
  let term = isOdd ? (2 / Math.PI) * cosine : 1;
  let sum = 0;
  for (let k = isOdd ? 3 : 2; k <= df; k += 2) {
    sum += term;
    term *= (cosine * cosine * (k - 1)) / k;
  }
  if (isOdd) return { chance: (2 / Math.PI) * angle + sine * sum, slope: (term * df) / cosine };
  return { chance: sine * sum, slope: (term * df) / cosine };
}
