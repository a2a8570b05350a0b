/** Whether neighbours in a series hang together: von Neumann's ratio, as a test of batch means. */
/** Of the normal distribution: five of a hundred independent series are called correlated. */
const ONE_SIDED = 1.6448536269514722;

/** How neighbours hang together. */
export interface SerialCorrelation {
  /** Estimate of the correlation of neighbours, between -1 and 1; that of independent ones lies around 0. */
  readonly estimate: number;
  /** What 95 of a hundred independent series stay below. */
  readonly border: number;
}

/**
 * Returns the correlation of neighbours in a series of three values or more, 1 - R / 2 with von Neumann's ratio R = sum (y(i) - y(i+1))² / sum (y(i) - mean)², which is the
 * correlation at lag 1 with a correction for the ends. Of independent normal values it has mean 0 and variance (n - 2) / (n² - 1). Equal values have none.
 * @see von Neumann, Distribution of the ratio of the mean square successive difference to the variance, Annals of Mathematical Statistics 12 (1941) 367-395
 * @see Fishman, Grouping observations in digital simulation, Management Science 24 (1978) 510-521
 */
export function serialCorrelation(values: readonly number[]): SerialCorrelation {
  const n = values.length;
  const mean = values.reduce((sum, y) => sum + y, 0) / n;
  let [steps, squares] = [0, 0];
  for (const [i, y] of values.entries()) {
    squares += (y - mean) * (y - mean);
    const step = i > 0 ? y - values[i - 1]! : 0;
    steps += step * step;
  }
  const isFlat = values.every((y) => y === values[0]);
  return { estimate: isFlat ? 0 : 1 - steps / (2 * squares), border: ONE_SIDED * Math.sqrt((n - 2) / (n * n - 1)) };
}
