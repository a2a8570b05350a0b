/**
 * What the engine is given: a fleet as plain, complete data. Every time is in whole micros, every default is already filled in,
 * every list is in its final order (entities by name in code-point order; `[[runners]]` entries in file order).
 * Where an index is named (`instance`, `zone` ...) it points into the list of that name in `FleetSpec`.
 */
import type { CloudSpec } from './cloud.js';
import type { EventSpec } from './event.js';
import type { FailoverSpec } from './failover.js';
import type { InstanceSpec, ProjectSpec } from './instance.js';
import type { MachineTypeSpec } from './machine-type.js';
import type { ManagerSpec } from './manager.js';
import type { MonitoringSpec } from './monitoring.js';
import type { OutageSpec } from './outage.js';
import type { RunnerSpec } from './runner.js';
import type { ServiceSpec } from './service.js';
import type { TeamSpec } from './team.js';
import type { UpgradeSpec } from './upgrade.js';
import type { WorkloadSpec } from './workload.js';
import type { ZoneSpec } from './zone.js';
import type { Micros, Milliseconds } from '../units/time.js';

export interface FleetSpec {
  /** Start of the run as unix milliseconds; only GitLab's hourly sweep and names look at it. */
  readonly startEpochMs: Milliseconds;
  readonly horizon: Micros;
  /** End of the warm-up: figures cover [warmup, horizon). */
  readonly warmup: Micros;
  /** Width of a bin of the timeline. */
  readonly binWidth: Micros;
  readonly limits: { readonly maxEvents: number; readonly maxPending: number };
  readonly instances: readonly InstanceSpec[];
  readonly runners: readonly RunnerSpec[];
  readonly clouds: readonly CloudSpec[];
  readonly zones: readonly ZoneSpec[];
  readonly machineTypes: readonly MachineTypeSpec[];
  readonly groups: readonly string[];
  readonly managers: readonly ManagerSpec[];
  readonly projects: readonly ProjectSpec[];
  /** By name. */
  readonly teams: readonly TeamSpec[];
  readonly workloads: readonly WorkloadSpec[];
  /** In order of time; those of one instant in the order of the scenario. */
  readonly events: readonly EventSpec[];
  /** By name. */
  readonly outages: readonly OutageSpec[];
  readonly failovers: readonly FailoverSpec[];
  readonly upgrades: readonly UpgradeSpec[];
  readonly services: readonly ServiceSpec[];
  readonly monitoring: MonitoringSpec;
}
