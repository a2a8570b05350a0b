/** The names behind the indices of the records; each list in its final order. */
import type { CloudIndex, GroupIndex, InstanceIndex } from '../units/indices.js';

export interface Cast {
  readonly instances: readonly string[];
  readonly workloads: readonly { readonly name: string; readonly instance: InstanceIndex }[];
  readonly projects: readonly { readonly name: string; readonly instance: InstanceIndex }[];
  readonly runners: readonly { readonly name: string; readonly instance: InstanceIndex }[];
  readonly groups: readonly string[];
  readonly managers: readonly { readonly name: string; readonly group: GroupIndex }[];
  readonly clouds: readonly string[];
  readonly zones: readonly { readonly name: string; readonly cloud: CloudIndex }[];
  readonly machineTypes: readonly { readonly name: string; readonly cloud: CloudIndex; readonly pricePerHour: number }[];
  readonly outages: readonly string[];
  readonly failovers: readonly string[];
  readonly services: readonly { readonly name: string; readonly kind: string; readonly cloud: CloudIndex; readonly pricePerHour: number }[];
}
