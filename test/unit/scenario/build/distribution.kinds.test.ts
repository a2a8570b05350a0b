/** The schema, the builder and the kernel know the same kinds of distributions: one that is left out anywhere does not compile. */
import { expect, test } from 'vitest';
import { BUILDERS, buildDistribution, type DistributionBuilders } from '../../../../src/scenario/build/distribution.js';
import { ScenarioDocument } from '../../../../src/scenario/text/document.js';
import { Report } from '../../../../src/scenario/text/report.js';
import { DISTRIBUTION_KINDS, WRITTEN_KINDS } from '../../../../src/scenario/schema/distribution-kinds.js';
import { FAMILIES } from '../../../../src/sim/random/index.js';

test('a kind without a builder, a schema or a family does not compile', () => {
  const { gamma, ...builders } = BUILDERS;
  // @ts-expect-error -- gamma has no builder
  const incomplete: DistributionBuilders = builders;
  const { gamma: schema, ...schemas } = WRITTEN_KINDS;
  // @ts-expect-error -- gamma has no schema
  const unknown: typeof WRITTEN_KINDS = schemas;
  const { gamma: family, ...families } = FAMILIES;
  // @ts-expect-error -- gamma has no family
  const undrawn: typeof FAMILIES = families;
  expect([gamma, schema, family].includes(undefined as never)).toBe(false);
  expect([incomplete, unknown, undrawn].flatMap((table) => Object.keys(table))).not.toContain('gamma');
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
