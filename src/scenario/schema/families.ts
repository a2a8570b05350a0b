/** How the families of distributions beside the commonest are written: the parameters of each, and which of them go together. */
import { z } from 'zod';
import { count, duration, positiveDuration, real, type Doc } from './values.js';

/** What is written under the key of each family; `V` is a duration or size (text) or a count (number). */
export interface FamilyForms<V extends string | number> {
  readonly erlang: { readonly phases: number; readonly mean: V };
  /** mean with shape or cv. */
  readonly gamma: { readonly mean: V; readonly shape?: number | undefined; readonly cv?: number | undefined };
  /** shape with scale, median or mean, or median with p95. */
  readonly weibull: {
    readonly shape?: number | undefined;
    readonly scale?: V | undefined;
    readonly median?: V | undefined;
    readonly mean?: V | undefined;
    readonly p95?: V | undefined;
  };
  /** mean with cv, or parts. */
  readonly hyperexponential: {
    readonly mean?: V | undefined;
    readonly cv?: number | undefined;
    readonly parts?: readonly { readonly weight: number; readonly mean: V }[] | undefined;
  };
  readonly pareto: { readonly min: V; readonly tail: number };
  /** tail with scale, median or mean. */
  readonly lomax: ScaledTail<V> & { readonly mean?: V | undefined };
  /** shape and tail with scale or median. */
  readonly burr: ScaledTail<V> & { readonly shape: number };
  readonly discrete: readonly { readonly value: V; readonly weight: number }[];
}

interface ScaledTail<V> {
  readonly tail: number;
  readonly scale?: V | undefined;
  readonly median?: V | undefined;
}

/** Returns the refinement that the keys given are one of the `sets`, each of them its keys in alphabetical order. */
function oneSetOf(sets: readonly string[], expected: string): [(given: object) => boolean, { error: string }] {
  const keys = (given: object): string[] =>
    Object.entries(given)
      .filter(([, value]) => value !== undefined)
      .map(([key]) => key);
  return [(given) => sets.includes(keys(given).sort().join(',')), { error: expected }];
}

const MOST_WEIGHT = 1e9;

/** Returns the schemas of the families, by their keys: `value` makes that of a parameter of 0 or more, `positive` that of one above 0. */
export function familySchemas<V extends string | number>(
  value: (about: Doc) => z.ZodType<V>,
  positive: (about: Doc) => z.ZodType<V>,
): { readonly [K in keyof FamilyForms<V>]: z.ZodType<FamilyForms<V>[K] | undefined> } {
  const mean = (): z.ZodType<V> => positive({ is: 'Mean.' });
  const median = (): z.ZodType<V> => positive({ is: 'Half of the values lie below.' });
  const scale = (): z.ZodType<V> => positive({ is: 'Scale: all values are in proportion to it.' });
  const tail = (): z.ZodType<number> => real({ is: 'Exponent of the tail: the smaller, the heavier.', ex: 2.5 }, 0.1, 100);
  return {
    erlang: z
      .strictObject({ phases: count({ is: 'How many exponentials are added up.', ex: 4 }, 1, 10_000), mean: mean() })
      .optional()
      .meta({ description: "Erlang's: the sum of so many exponentials, with this mean in all." }),
    gamma: z
      .strictObject({
        mean: mean(),
        shape: real({ is: 'Shape: 1 is an exponential, more varies less.', ex: 0.5 }, 0.05, 10_000).optional(),
        cv: real({ is: 'Standard deviation over mean.', ex: 1.4 }, 0.01, 4.4).optional(),
      })
      .refine(...oneSetOf(['mean,shape', 'cv,mean'], 'expected mean with shape, or mean with cv'))
      .optional()
      .meta({ description: 'Gamma, by mean and shape, or mean and cv.' }),
    weibull: z
      .strictObject({
        shape: real({ is: 'Shape: 1 is an exponential, below 1 the tail is heavier.', ex: 0.7 }, 0.1, 100).optional(),
        scale: scale().optional(),
        median: median().optional(),
        mean: mean().optional(),
        p95: positive({ is: '95 % of the values lie below.' }).optional(),
      })
      .refine(
        ...oneSetOf(
          ['scale,shape', 'median,shape', 'mean,shape', 'median,p95'],
          'expected shape with scale, median or mean, or median with p95',
        ),
      )
      .optional()
      .meta({ description: 'Weibull, by shape and one of scale, median and mean, or by median and p95.' }),
    hyperexponential: z
      .strictObject({
        mean: mean().optional(),
        cv: real({ is: 'Standard deviation over mean; 1 is an exponential.', ex: 2 }, 1, 1e3).optional(),
        parts: z
          .array(z.strictObject({ weight: real({ is: 'Relative weight of this part.', ex: 0.8 }, 0, MOST_WEIGHT), mean: mean() }))
          .min(1, { error: 'expected at least one part' })
          .optional()
          .meta({ description: 'Exponentials by weight.' }),
      })
      .refine(...oneSetOf(['cv,mean', 'parts'], 'expected mean with cv, or parts'))
      .optional()
      .meta({ description: 'Mixture of exponentials, by mean and cv (two, each of which holds half of the mean), or by parts.' }),
    pareto: z
      .strictObject({ min: positive({ is: 'Least value.' }), tail: tail() })
      .optional()
      .meta({ description: "Pareto's of the first kind: more than x with a chance of (min / x)^tail. Its mean is infinite unless tail > 1." }),
    lomax: z
      .strictObject({ tail: tail(), scale: scale().optional(), median: median().optional(), mean: mean().optional() })
      .refine(...oneSetOf(['scale,tail', 'median,tail', 'mean,tail'], 'expected tail with scale, median or mean'))
      .optional()
      .meta({
        description: "Lomax's (Pareto's of the second kind): more than x with a chance of (1 + x / scale)^-tail. Its mean is infinite unless tail > 1.",
      }),
    burr: z
      .strictObject({
        shape: real({ is: 'Shape of the body.', ex: 2 }, 0.1, 100),
        tail: tail(),
        scale: scale().optional(),
        median: median().optional(),
      })
      .refine(...oneSetOf(['scale,shape,tail', 'median,shape,tail'], 'expected shape and tail with scale or median'))
      .optional()
      .meta({
        description: "Burr's of type XII: more than x with a chance of (1 + (x / scale)^shape)^-tail. Its mean is infinite unless shape x tail > 1.",
      }),
    discrete: z
      .array(
        z.strictObject({
          value: value({ is: 'One value.' }),
          weight: real({ is: 'Relative weight of this value.', ex: 3 }, 0, MOST_WEIGHT),
        }),
      )
      .min(1, { error: 'expected at least one value with its weight' })
      .optional()
      .meta({ description: 'Values drawn by weight.' }),
  };
}

/** The keys that name one of the families here. */
export const FAMILY_KINDS = Object.keys(familySchemas<string>(duration, positiveDuration)) as (keyof FamilyForms<string>)[];
