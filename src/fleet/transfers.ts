/** What the preparation of a job asks of the services around the fleet. Sizes in bytes, bandwidths in bytes a micro. */
import type { DistributionSpec } from '../sim/random/index.js';

/** What a job moves besides running its script. Absent parts move nothing and take no time. */
export interface TransferSpec {
  /** Pulled in `prepare`: the whole of it on a fresh machine, this share of it on one that ran a job before. */
  readonly image: { readonly bytes: DistributionSpec; readonly reusedShare: number } | undefined;
  /** In `get_sources`: a clone on a fresh machine, a fetch on a used one; both from GitLab. */
  readonly sources: { readonly clone: DistributionSpec; readonly fetch: DistributionSpec; readonly bandwidth: number } | undefined;
  /** After the sources, from the cache of the machine's cloud. A cache that is missing or down is a miss: the script takes longer. */
  readonly cache: { readonly bytes: DistributionSpec; readonly hit: number; readonly missPenalty: DistributionSpec } | undefined;
  /** After the script, to GitLab, and the cache to its cache server. */
  readonly artifacts: { readonly bytes: DistributionSpec; readonly bandwidth: number } | undefined;
}

export const NO_TRANSFERS: TransferSpec = { image: undefined, sources: undefined, cache: undefined, artifacts: undefined };
