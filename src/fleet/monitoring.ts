/** What is scraped of the fleet. */
import type { Micros } from '../units/time.js';

/** Series of a machine and a manager process; those of a service are its own (`service.ts`). `federated`: the share of series that a global Prometheus pulls. */
export interface MonitoringSpec {
  readonly seriesPerMachine: number;
  readonly seriesPerManager: number;
  readonly scrapeInterval: Micros;
  readonly federatedShare: number;
}

/** Nothing is scraped. */
export const NO_MONITORING: MonitoringSpec = { seriesPerMachine: 0, seriesPerManager: 0, scrapeInterval: 0, federatedShare: 0 };
