/** Rolling upgrades as the engine is given them. (A change by chef needs no model: it is a reload at each host's next chef-client run.) */
import type { ManagerIndex } from '../units/indices.js';
import type { Micros } from '../units/time.js';

/** One process after another: SIGQUIT, wait for its jobs, start again with the new version. */
export interface UpgradeSpec {
  readonly name: string;
  readonly at: Micros;
  /** In this order; the next begins when the one before runs again. Processes that do not run are only given the version. */
  readonly managers: readonly ManagerIndex[];
  /** Index into each manager's `versions`. */
  readonly version: number;
  /** How long jobs may run on after SIGQUIT. */
  readonly timeout: Micros;
  /** What follows the timeout. */
  readonly forced: 'SIGTERM' | 'kill';
  /** All machines of the host are removed before the new process starts (`docker-machine rm`, one command each, together). */
  readonly removeMachines: boolean;
  /** From the end of the old process (and of the removals) to the start of the new one. */
  readonly install: Micros;
}
