/** How a random quantity is written: a value, or a map with the one key that names the distribution. */
import { z } from 'zod';
import {
  type Amounts,
  DISTRIBUTION_KINDS,
  type DistributionInput,
  type DistributionKind,
  type DistributionMap,
  WRITTEN_KINDS,
  type WrittenKind,
} from './distribution-kinds.js';
import { duration, positiveDuration, positiveSize, real, shown, size, type Doc } from './values.js';

/** Returns the optional schema of what is written under the key of a kind, with its documentation. */
function kindSchema<V extends string | number>(kind: WrittenKind<DistributionKind>, of: Amounts<V>): z.ZodType {
  const { is, choice } = kind;
  const whole: z.ZodType = kind.schema(of);
  const checked = choice === undefined ? whole : whole.refine((given) => isOneOf(choice.sets, given as object), { error: choice.expected });
  return is === undefined ? checked.optional() : checked.optional().meta({ description: is });
}

/** Returns whether the keys with a value are one of the sets. */
function isOneOf(sets: readonly (readonly string[])[], given: object): boolean {
  const stated = Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [key]));
  return sets.some((keys) => keys.length === stated.length && keys.every((key) => stated.includes(key)));
}

function distributionSchema<V extends string | number>(id: string, amounts: Omit<Amounts<V>, 'distribution'>): z.ZodType<DistributionInput<V>> {
  const distribution: z.ZodType<DistributionInput<V>> = z.lazy(() =>
    z.union([amounts.value({ is: 'Always this value.' }), map], {
      error: ({ input }) => (input === undefined ? undefined : `expected a value or a map with one of ${DISTRIBUTION_KINDS.join(', ')}`),
    }),
  );
  const kinds = DISTRIBUTION_KINDS.map((kind) => [kind, kindSchema(WRITTEN_KINDS[kind], { ...amounts, distribution })] as const);
  const map = z.strictObject(Object.fromEntries(kinds)).refine((given) => Object.values(given).filter((part) => part !== undefined).length === 1, {
    error: ({ input }) =>
      `expected exactly one of ${DISTRIBUTION_KINDS.join(', ')}, got ${Object.keys((input ?? {})).join(' and ') || shown({})}`,
  }) as z.ZodType<DistributionMap<V>>;
  // Registered, not copied with meta(): what refers to itself must be the thing that has the name.
  z.globalRegistry.add(distribution, { id });
  return distribution;
}

/** A distribution of durations. */
export const durationDistribution = distributionSchema<string>('durations', { value: duration, positive: positiveDuration });

/** A distribution of counts, such as the jobs of a pipeline; values are plain numbers. */
export const countDistribution = distributionSchema<number>('counts', {
  value: (about) => real(about, 0, 1e6),
  positive: (about) => real(about, 1e-6, 1e6),
});

/** A distribution of sizes in bytes, such as those of images. */
export const sizeDistribution = distributionSchema<string>('sizes', { value: size, positive: positiveSize });

/** Returns an optional distribution of durations with its documentation. */
export function durations(about: Doc) {
  return durationDistribution.optional().meta({
    description: about.by === undefined ? about.is : `${about.is} Default: ${about.by}.`,
    ...(about.ex === undefined ? {} : { examples: [about.ex] }),
  });
}
