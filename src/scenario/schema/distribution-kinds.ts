/** Every way in which a distribution is written: the parameters under each key, and which of them go together. */
import { z } from 'zod';
import { count, real, text, type Doc } from './values.js';

type Value = string | number;

/** A distribution as written; `V` is a duration or size (text) or a count (number). */
export type DistributionInput<V extends Value> = V | DistributionMap<V>;

/** The key that names a distribution. */
export type DistributionKind = keyof DistributionForms<string>;

/** The long form: exactly one of the keys is there. */
export type DistributionMap<V extends Value> = { readonly [K in DistributionKind]?: DistributionForms<V>[K] | undefined };

/** What is written under each key. */
export interface DistributionForms<V extends Value> {
  readonly constant: V;
  readonly uniform: { readonly min: V; readonly max: V };
  readonly exponential: { readonly mean: V };
  readonly lognormal: {
    readonly median?: V | undefined;
    readonly sigma?: number | undefined;
    readonly p95?: V | undefined;
    readonly mean?: V | undefined;
    readonly cv?: number | undefined;
  };
  readonly erlang: { readonly phases: number; readonly mean: V };
  readonly gamma: { readonly mean: V; readonly shape?: number | undefined; readonly cv?: number | undefined };
  readonly weibull: {
    readonly shape?: number | undefined;
    readonly scale?: V | undefined;
    readonly median?: V | undefined;
    readonly mean?: V | undefined;
    readonly p95?: V | undefined;
  };
  readonly hyperexponential: {
    readonly mean?: V | undefined;
    readonly cv?: number | undefined;
    readonly parts?: readonly { readonly weight: number; readonly mean: V }[] | undefined;
  };
  readonly pareto: { readonly min: V; readonly tail: number };
  readonly lomax: ScaledTail<V> & { readonly mean?: V | undefined };
  readonly burr: ScaledTail<V> & { readonly shape: number };
  readonly discrete: readonly { readonly value: V; readonly weight: number }[];
  readonly empirical: { readonly values?: readonly V[] | undefined; readonly file?: string | undefined };
  readonly mixture: readonly { readonly weight: number; readonly of: DistributionInput<V> }[];
  readonly truncated: { readonly of: DistributionInput<V>; readonly min?: V | undefined; readonly max?: V | undefined };
}

interface ScaledTail<V> {
  readonly tail: number;
  readonly scale?: V | undefined;
  readonly median?: V | undefined;
}

/** The schemas of what is distributed. */
export interface Amounts<V extends Value> {
  /** Of a value of 0 or more. */
  value(about: Doc): z.ZodType<V>;
  /** Of one above 0. */
  positive(about: Doc): z.ZodType<V>;
  /** Of another distribution of the same. */
  readonly distribution: z.ZodType<DistributionInput<V>>;
}

/** One kind of distribution in the language. */
export interface WrittenKind<K extends DistributionKind> {
  /** What it is, for the documentation of its key. */
  readonly is?: string;
  /** The sets of parameters that go together, where not all of them do, and what to say where they are no such set. */
  readonly choice?: { readonly sets: readonly (readonly string[])[]; readonly expected: string };
  /** Returns the schema of what is written under its key. */
  schema<V extends Value>(of: Amounts<V>): z.ZodType<DistributionForms<V>[K]>;
}

const MEAN: Doc = { is: 'Mean.' };
const MEDIAN: Doc = { is: 'Half of the values lie below.' };
const P95: Doc = { is: '95 % of the values lie below.' };
const SCALE: Doc = { is: 'Scale: all values are in proportion to it.' };
const LEAST: Doc = { is: 'Least value.' };
const LARGEST: Doc = { is: 'Largest value.' };

const weight = (of: string, ex: number): z.ZodType<number> => real({ is: `Relative weight of this ${of}.`, ex }, 0, 1e9);
const tail = (): z.ZodType<number> => real({ is: 'Exponent of the tail: the smaller, the heavier.', ex: 2.5 }, 0.1, 100);

/** The kinds by their keys, in the order of the documentation. */
export const WRITTEN_KINDS: { readonly [K in DistributionKind]: WrittenKind<K> } = {
  constant: { schema: (of) => of.value({ is: 'Always this value.' }) },
  uniform: {
    is: 'Every value between min and max is as likely.',
    schema: (of) => z.strictObject({ min: of.value(LEAST), max: of.value(LARGEST) }),
  },
  exponential: {
    is: 'Exponential with this mean.',
    schema: (of) => z.strictObject({ mean: of.positive(MEAN) }),
  },
  lognormal: {
    is: 'Lognormal, by median and sigma, median and p95, or mean and cv.',
    choice: {
      sets: [
        ['median', 'sigma'],
        ['median', 'p95'],
        ['mean', 'cv'],
      ],
      expected: 'expected median with sigma, median with p95, or mean with cv',
    },
    schema: (of) =>
      z.strictObject({
        median: of.positive(MEDIAN).optional(),
        sigma: real({ is: 'Standard deviation of the logarithm.', ex: 0.4 }, 0, 10).optional(),
        p95: of.positive(P95).optional(),
        mean: of.positive(MEAN).optional(),
        cv: real({ is: 'Standard deviation over mean.', ex: 1 }, 0, 1e3).optional(),
      }),
  },
  erlang: {
    is: "Erlang's: the sum of so many exponentials, with this mean in all.",
    schema: (of) =>
      z.strictObject({ phases: count({ is: 'How many exponentials are added up.', ex: 4 }, 1, 10_000), mean: of.positive(MEAN) }),
  },
  gamma: {
    is: 'Gamma, by mean and shape, or mean and cv.',
    choice: {
      sets: [
        ['mean', 'shape'],
        ['mean', 'cv'],
      ],
      expected: 'expected mean with shape, or mean with cv',
    },
    schema: (of) =>
      z.strictObject({
        mean: of.positive(MEAN),
        shape: real({ is: 'Shape: 1 is an exponential, more varies less.', ex: 0.5 }, 0.05, 10_000).optional(),
        cv: real({ is: 'Standard deviation over mean.', ex: 1.4 }, 0.01, 4.4).optional(),
      }),
  },
  weibull: {
    is: 'Weibull, by shape and one of scale, median and mean, or by median and p95.',
    choice: {
      sets: [
        ['shape', 'scale'],
        ['shape', 'median'],
        ['shape', 'mean'],
        ['median', 'p95'],
      ],
      expected: 'expected shape with scale, median or mean, or median with p95',
    },
    schema: (of) =>
      z.strictObject({
        shape: real({ is: 'Shape: 1 is an exponential, below 1 the tail is heavier.', ex: 0.7 }, 0.1, 100).optional(),
        scale: of.positive(SCALE).optional(),
        median: of.positive(MEDIAN).optional(),
        mean: of.positive(MEAN).optional(),
        p95: of.positive(P95).optional(),
      }),
  },
  hyperexponential: {
    is: 'Mixture of exponentials, by mean and cv (two, each of which holds half of the mean), or by parts.',
    choice: { sets: [['mean', 'cv'], ['parts']], expected: 'expected mean with cv, or parts' },
    schema: (of) =>
      z.strictObject({
        mean: of.positive(MEAN).optional(),
        cv: real({ is: 'Standard deviation over mean; 1 is an exponential.', ex: 2 }, 1, 1e3).optional(),
        parts: z
          .array(z.strictObject({ weight: weight('part', 0.8), mean: of.positive(MEAN) }))
          .min(1, { error: 'expected at least one part' })
          .optional()
          .meta({ description: 'Exponentials by weight.' }),
      }),
  },
  pareto: {
    is: "Pareto's of the first kind: more than x with a chance of (min / x)^tail. Its mean is infinite unless tail > 1.",
    schema: (of) => z.strictObject({ min: of.positive(LEAST), tail: tail() }),
  },
  lomax: {
    is: "Lomax's (Pareto's of the second kind): more than x with a chance of (1 + x / scale)^-tail. Its mean is infinite unless tail > 1.",
    choice: {
      sets: [
        ['tail', 'scale'],
        ['tail', 'median'],
        ['tail', 'mean'],
      ],
      expected: 'expected tail with scale, median or mean',
    },
    schema: (of) =>
      z.strictObject({
        tail: tail(),
        scale: of.positive(SCALE).optional(),
        median: of.positive(MEDIAN).optional(),
        mean: of.positive(MEAN).optional(),
      }),
  },
  burr: {
    is: "Burr's of type XII: more than x with a chance of (1 + (x / scale)^shape)^-tail. Its mean is infinite unless shape x tail > 1.",
    choice: {
      sets: [
        ['shape', 'tail', 'scale'],
        ['shape', 'tail', 'median'],
      ],
      expected: 'expected shape and tail with scale or median',
    },
    schema: (of) =>
      z.strictObject({
        shape: real({ is: 'Shape of the body.', ex: 2 }, 0.1, 100),
        tail: tail(),
        scale: of.positive(SCALE).optional(),
        median: of.positive(MEDIAN).optional(),
      }),
  },
  discrete: {
    is: 'Values drawn by weight.',
    schema: (of) =>
      z
        .array(z.strictObject({ value: of.value({ is: 'One value.' }), weight: weight('value', 3) }))
        .min(1, { error: 'expected at least one value with its weight' }),
  },
  empirical: {
    is: 'Each of the values is as likely.',
    choice: { sets: [['values'], ['file']], expected: 'expected either values or file' },
    schema: (of) =>
      z.strictObject({
        values: z
          .array(of.value({ is: 'One value.' }))
          .min(1, { error: 'expected at least one value' })
          .optional()
          .meta({ description: 'The values.' }),
        file: text({ is: 'A text file with one value a line (durations without a unit are seconds, sizes bytes).', ex: 'durations.csv' }).optional(),
      }),
  },
  mixture: {
    is: 'Parts drawn by weight.',
    schema: (of) =>
      z
        .array(
          z.strictObject({ weight: weight('part', 0.8), of: of.distribution.meta({ description: 'The distribution of this part.' }) }),
        )
        .min(1, { error: 'expected at least one part' }),
  },
  truncated: {
    is: 'Another distribution, conditioned on (not clipped to) min to max.',
    schema: (of) =>
      z.strictObject({
        of: of.distribution.meta({ description: 'The whole distribution.' }),
        min: of.value(LEAST).optional(),
        max: of.value(LARGEST).optional(),
      }),
  },
};

/** The keys that name a distribution. */
export const DISTRIBUTION_KINDS = Object.keys(WRITTEN_KINDS) as DistributionKind[];
