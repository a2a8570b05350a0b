/** Completes what a job moves. */
import { bandwidthText } from '../../units/size.js';
import { bandwidthOf } from '../accepted.js';
import type { Path } from '../text/path.js';
import type { ScenarioTransfers, SizeDistribution } from '../scenario-services.js';
import type { ScenarioInput } from '../schema.js';
import type { NormaliseContext } from './context.js';
import { normaliseDistribution } from './distribution.js';

const MEASURE = 'weak evidence; measure yours';
/** What a transfer to or from GitLab gets unless the scenario says so: an assumption. */
const BANDWIDTH = '30 MiB/s';

/** Returns a bandwidth in its one form. */
export function sameBandwidth(text: string): string {
  return bandwidthText(bandwidthOf(text));
}

/** Returns the complete parts; those that are absent stay so. */
export function normaliseTransfers(
  context: NormaliseContext,
  path: Path,
  given: NonNullable<ScenarioInput['workloads'][string]['transfers']>,
): ScenarioTransfers {
  const { image, sources, cache, artifacts } = given;
  const at = (...keys: string[]): Path => [...path, ...keys];
  const size = (keys: string[], stated: SizeDistribution): SizeDistribution => normaliseDistribution(context, at(...keys), stated, 'size');
  const bandwidth = (part: string, stated: string | undefined): string =>
    sameBandwidth(context.fill(at(part, 'bandwidth'), stated, BANDWIDTH, MEASURE));
  return {
    ...(image === undefined
      ? {}
      : {
          image: {
            size: size(['image', 'size'], image.size),
            reused: context.fill(at('image', 'reused'), image.reused, '10%', MEASURE),
          },
        }),
    ...(sources === undefined
      ? {}
      : {
          sources: {
            clone: size(['sources', 'clone'], sources.clone),
            fetch: size(['sources', 'fetch'], context.fill(at('sources', 'fetch'), sources.fetch, '2 MiB', MEASURE)),
            bandwidth: bandwidth('sources', sources.bandwidth),
          },
        }),
    ...(cache === undefined
      ? {}
      : {
          cache: {
            size: size(['cache', 'size'], cache.size),
            hit: context.fill(at('cache', 'hit'), cache.hit, '100%'),
            miss_penalty: normaliseDistribution(
              context,
              at('cache', 'miss_penalty'),
              context.fill(at('cache', 'miss_penalty'), cache.miss_penalty, '0s'),
              true,
            ),
          },
        }),
    ...(artifacts === undefined
      ? {}
      : { artifacts: { size: size(['artifacts', 'size'], artifacts.size), bandwidth: bandwidth('artifacts', artifacts.bandwidth) } }),
  };
}
