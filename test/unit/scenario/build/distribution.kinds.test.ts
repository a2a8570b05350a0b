/** The schema, the builder and the kernel know the same kinds of distributions: one that is left out anywhere does not compile. */
import { expect, test } from 'vitest';
import { BUILDERS, buildDistribution, type DistributionBuilders } from '../../../../src/scenario/build/distribution.js';
import { ScenarioDocument } from '../../../../src/scenario/document.js';
import { Report } from '../../../../src/scenario/report.js';
import { DISTRIBUTION_KINDS } from '../../../../src/scenario/schema/distributions.js';
import { familySchemas, type FamilyForms } from '../../../../src/scenario/schema/families.js';
import { duration, positiveDuration } from '../../../../src/scenario/schema/values.js';

test('a kind without a builder or a schema does not compile', () => {
  const { gamma, ...builders } = BUILDERS;
  // @ts-expect-error -- gamma has no builder
  const incomplete: DistributionBuilders = builders;
  const { gamma: schema, ...schemas } = familySchemas<string>(duration, positiveDuration);
  // @ts-expect-error -- gamma has no schema
  const unknown: Record<keyof FamilyForms<string>, unknown> = schemas;
  expect([gamma, schema].includes(undefined as never)).toBe(false);
  expect([...Object.keys(incomplete), ...Object.keys(unknown)]).not.toContain('gamma');
});

test('the schema and the builder know the same kinds, in one order', () => {
  expect(Object.keys(BUILDERS)).toEqual(DISTRIBUTION_KINDS);
});

test('what the schema cannot have accepted stops the program', () => {
  const build = (given: object) => () => buildDistribution(new Report(new ScenarioDocument('', 's.yaml')), [], given);
  expect(build({ gompertz: { mean: '1s' } })).toThrow(
    /^broken invariant: the schema accepts only distributions of a kind; got \{"gompertz"/u,
  );
  expect(build({ weibull: { shape: 2 } })).toThrow(/^broken invariant: the schema accepts only complete sets of parameters/u);
});
