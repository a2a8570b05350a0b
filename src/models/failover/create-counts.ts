/** What a rule asks of the clouds: create commands since the start of the run. */
export interface CreateCounts {
  createsEnded(cloud: number): number;
  createsFailed(cloud: number): number;
}
