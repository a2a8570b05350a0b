/** A manager: one GitLab Runner process on its host. */
import type { ProcessConfig } from './config.js';
import type { RunnerFlags } from './runner-flags.js';
import type { CloudIndex, GroupIndex, ZoneIndex } from '../units/indices.js';
import type { Micros } from '../units/time.js';

/** One manager process and the host (with its docker-machine store) it runs on. */
export interface ManagerSpec {
  readonly name: string;
  readonly group: GroupIndex;
  /** The k-th of a group starts later by this. */
  readonly startOffset: Micros;
  /** False: the process is stopped at the start of the run. */
  readonly running: boolean;
  /** Behaviour by version: `versions[0]` is installed at the start; upgrades name later ones. */
  readonly versions: readonly RunnerFlags[];
  /** On Windows the first signal is graceful, whatever it is. */
  readonly isWindows: boolean;
  /** Pause between two looks at the configuration file. */
  readonly configCheck: Micros;
  /** Bound of one create or remove command; 0 = none. */
  readonly commandTimeout: Micros;
  /** `configs[0]` is in the file at the start; reload events name later ones. */
  readonly configs: readonly ProcessConfig[];
  /** Where its host stands; -1 = unknown: no outage of a cloud or zone hits it. */
  readonly hostCloud: CloudIndex;
  readonly hostZone: ZoneIndex;
  /** Price of the host; 0 = not priced. */
  readonly hostPricePerHour: number;
}
