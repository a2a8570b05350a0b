/** The distribution of a few values, each with its own weight. */
import { type Distribution, requireFinite, requireNotNegative } from './spec.js';

/** Returns the distribution of the values (at least one has a weight above 0). Its inverse is a step function; nothing lies between the values. */
export function discrete(values: readonly number[], weights: readonly number[]): Distribution {
  if (values.length !== weights.length) throw new RangeError('A discrete distribution needs as many weights as values.');
  for (const value of values) requireFinite(value, 'A value of a discrete distribution');
  for (const weight of weights) requireNotNegative(weight, 'A weight of a discrete distribution');
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0 && Number.isFinite(total))) throw new RangeError('A discrete distribution needs a value with a weight above 0.');
  const steps = values
    .map((value, i) => ({ value, share: weights[i]! / total }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => a.value - b.value);
  const mean = steps.reduce((sum, { value, share }) => sum + value * share, 0);
  const variance = steps.reduce((sum, { value, share }) => sum + share * (value - mean) * (value - mean), 0);
  const upTo = new Float64Array(steps.length);
  let sum = 0;
  steps.forEach(({ share }, i) => (upTo[i] = sum += share));
  upTo[steps.length - 1] = 1;
  return {
    mean,
    variance,
    quantile: (u) => steps[firstFrom(upTo, u)]!.value,
    cdf: (x) => steps.reduce((reached, { value }, i) => (value <= x ? upTo[i]! : reached), 0),
  };
}

/** Index of the first number >= u of an ascending list whose last one is 1, by bisection. */
function firstFrom(list: Float64Array, u: number): number {
  let low = 0;
  let high = list.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]! >= u) high = middle;
    else low = middle + 1;
  }
  return low;
}
