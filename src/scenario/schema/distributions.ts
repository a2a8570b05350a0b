/** How a random quantity is written: a value, or a map with the one key that names the distribution. */
import { z } from 'zod';
import { FAMILY_KINDS, familySchemas, type FamilyForms } from './families.js';
import { duration, positiveDuration, positiveSize, real, shown, size, text, type Doc } from './values.js';

/** A distribution as written; `V` is a duration (text) or a count (number). */
export type DistributionInput<V extends string | number> = V | DistributionMap<V>;

/** What is written under each key that names a distribution. */
export interface DistributionForms<V extends string | number> extends FamilyForms<V> {
  readonly constant: V;
  readonly uniform: { readonly min: V; readonly max: V };
  readonly exponential: { readonly mean: V };
  readonly lognormal: LognormalInput<V>;
  readonly empirical: { readonly values?: readonly V[] | undefined; readonly file?: string | undefined };
  readonly mixture: readonly { readonly weight: number; readonly of: DistributionInput<V> }[];
  readonly truncated: { readonly of: DistributionInput<V>; readonly min?: V | undefined; readonly max?: V | undefined };
}

/** The key that names a distribution. */
export type DistributionKind = keyof DistributionForms<string>;

/** The long form: exactly one of the keys is there. */
export type DistributionMap<V extends string | number> = { readonly [K in DistributionKind]?: DistributionForms<V>[K] | undefined };

/** median with sigma or p95, or mean with cv. */
export interface LognormalInput<V> {
  readonly median?: V | undefined;
  readonly sigma?: number | undefined;
  readonly p95?: V | undefined;
  readonly mean?: V | undefined;
  readonly cv?: number | undefined;
}

/** The keys that name a distribution. */
export const DISTRIBUTION_KINDS: readonly DistributionKind[] = [
  'constant',
  'uniform',
  'exponential',
  'lognormal',
  ...FAMILY_KINDS,
  'empirical',
  'mixture',
  'truncated',
];

const LOGNORMAL = 'expected median with sigma, median with p95, or mean with cv';

function lognormalProblem(given: LognormalInput<unknown>): boolean {
  const keys = Object.keys(given)
    .filter((key) => given[key as keyof LognormalInput<unknown>] !== undefined)
    .sort();
  return ['median,sigma', 'median,p95', 'cv,mean'].includes(keys.join(','));
}

function distributionSchema<V extends string | number>(
  id: string,
  value: (about: Doc) => z.ZodType<V>,
  positive: (about: Doc) => z.ZodType<V>,
): z.ZodType<DistributionInput<V>> {
  const schema: z.ZodType<DistributionInput<V>> = z.lazy(() =>
    z.union([value({ is: 'Always this value.' }), map], {
      error: ({ input }) => (input === undefined ? undefined : `expected a value or a map with one of ${DISTRIBUTION_KINDS.join(', ')}`),
    }),
  );
  const weighted = z.strictObject({
    weight: real({ is: 'Relative weight of this part.', ex: 0.8 }, 0, 1e9),
    of: schema.meta({ description: 'The distribution of this part.' }),
  });
  const map: z.ZodType<DistributionMap<V>> = z
    .strictObject({
      constant: value({ is: 'Always this value.' }).optional(),
      uniform: z
        .strictObject({ min: value({ is: 'Least value.' }), max: value({ is: 'Largest value.' }) })
        .optional()
        .meta({ description: 'Every value between min and max is as likely.' }),
      exponential: z
        .strictObject({ mean: positive({ is: 'Mean.' }) })
        .optional()
        .meta({ description: 'Exponential with this mean.' }),
      lognormal: z
        .strictObject({
          median: positive({ is: 'Half of the values lie below.' }).optional(),
          sigma: real({ is: 'Standard deviation of the logarithm.', ex: 0.4 }, 0, 10).optional(),
          p95: positive({ is: '95 % of the values lie below.' }).optional(),
          mean: positive({ is: 'Mean.' }).optional(),
          cv: real({ is: 'Standard deviation over mean.', ex: 1 }, 0, 1e3).optional(),
        })
        .refine(lognormalProblem, { error: LOGNORMAL })
        .optional()
        .meta({ description: 'Lognormal, by median and sigma, median and p95, or mean and cv.' }),
      ...familySchemas(value, positive),
      empirical: z
        .strictObject({
          values: z
            .array(value({ is: 'One value.' }))
            .min(1, { error: 'expected at least one value' })
            .optional()
            .meta({ description: 'The values.' }),
          file: text({ is: 'A text file with one value a line (durations without a unit are seconds, sizes bytes).', ex: 'durations.csv' }).optional(),
        })
        .refine(({ values, file }) => (values === undefined) !== (file === undefined), { error: 'expected either values or file' })
        .optional()
        .meta({ description: 'Each of the values is as likely.' }),
      mixture: z.array(weighted).min(1, { error: 'expected at least one part' }).optional().meta({ description: 'Parts drawn by weight.' }),
      truncated: z
        .strictObject({
          of: schema.meta({ description: 'The whole distribution.' }),
          min: value({ is: 'Least value.' }).optional(),
          max: value({ is: 'Largest value.' }).optional(),
        })
        .optional()
        .meta({ description: 'Another distribution, conditioned on (not clipped to) min to max.' }),
    })
    .refine((given) => Object.values(given).filter((part) => part !== undefined).length === 1, {
      error: ({ input }) =>
        `expected exactly one of ${DISTRIBUTION_KINDS.join(', ')}, got ${Object.keys((input ?? {})).join(' and ') || shown({})}`,
    });
  // Registered, not copied with meta(): what refers to itself must be the thing that has the name.
  z.globalRegistry.add(schema, { id });
  return schema;
}

/** A distribution of durations. */
export const durationDistribution = distributionSchema<string>('durations', duration, positiveDuration);

/** A distribution of counts, such as the jobs of a pipeline; values are plain numbers. */
export const countDistribution = distributionSchema<number>(
  'counts',
  (about) => real(about, 0, 1e6),
  (about) => real(about, 1e-6, 1e6),
);

/** A distribution of sizes in bytes, such as those of images. */
export const sizeDistribution = distributionSchema<string>('sizes', size, positiveSize);

/** Returns an optional distribution of durations with its documentation. */
export function durations(about: Doc) {
  return durationDistribution.optional().meta({
    description: about.by === undefined ? about.is : `${about.is} Default: ${about.by}.`,
    ...(about.ex === undefined ? {} : { examples: [about.ex] }),
  });
}
