/** A class of generated jobs. */
import type { DistributionSpec } from '../sim/random/index.js';

export interface JobClassSpec {
  readonly name: string;
  readonly weight: number;
  readonly duration: DistributionSpec;
  readonly tags: readonly string[];
  readonly protected: boolean;
  /** Share of jobs whose script fails. */
  readonly failure: number;
}
