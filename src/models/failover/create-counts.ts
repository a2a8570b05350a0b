/** What a rule asks of the clouds: create commands since the start of the run. */
import type { CloudIndex } from '../../units/indices.js';

export interface CreateCounts {
  createsEnded(cloud: CloudIndex): number;
  createsFailed(cloud: CloudIndex): number;
}
