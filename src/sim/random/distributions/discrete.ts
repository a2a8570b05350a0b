/** The distribution of a few values, each with its own weight. */
import type { Family } from './family.js';
import { requireFinite, requireNotNegative } from './parameters.js';

/** Each of the values with a chance in proportion to its own weight. */
export interface DiscreteSpec {
  readonly kind: 'discrete';
  readonly values: readonly number[];
  readonly weights: readonly number[];
}

/** The distributions of values of which one has a weight above 0. Their inverse is a step function; nothing lies between the values. */
export const discrete: Family<DiscreteSpec> = {
  isTabulated: false,
  exact({ values, weights }) {
    if (values.length !== weights.length) throw new RangeError('A discrete distribution needs as many weights as values.');
    for (const value of values) requireFinite(value, 'A value of a discrete distribution');
    for (const weight of weights) requireNotNegative(weight, 'A weight of a discrete distribution');
    const total = sum(weights);
    if (!(total > 0 && Number.isFinite(total))) throw new RangeError('A discrete distribution needs a value with a weight above 0.');
    const steps = values
      .map((value, i) => ({ value, share: weights[i]! / total }))
      .filter(({ share }) => share > 0)
      .sort((a, b) => a.value - b.value);
    const mean = steps.reduce((sum, { value, share }) => sum + value * share, 0);
    const variance = steps.reduce((sum, { value, share }) => sum + share * (value - mean) * (value - mean), 0);
    const upTo = new Float64Array(steps.length);
    let reached = 0;
    steps.forEach(({ share }, i) => (upTo[i] = reached += share));
    upTo[steps.length - 1] = 1;
    return {
      mean,
      variance,
      quantile: (u) => steps[firstFrom(upTo, u)]!.value,
      cdf: (x) => steps.reduce((chance, { value }, i) => (value <= x ? upTo[i]! : chance), 0),
    };
  },
  within({ values, weights }, min, max) {
    const kept = values.map((value, i) => ({ value, weight: weights[i]! })).filter(({ value }) => min <= value && value <= max);
    const rest = sum(kept.map(({ weight }) => weight));
    if (!(rest > 0)) return undefined;
    const spec = { kind: 'discrete', values: kept.map(({ value }) => value), weights: kept.map(({ weight }) => weight) } as const;
    return { mass: rest / sum(weights), exact: () => discrete.exact(spec) };
  },
};

function sum(weights: readonly number[]): number {
  return weights.reduce((total, weight) => total + weight, 0);
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
