/** The names behind the indices of the records; each list in its final order. */
export interface Cast {
  readonly instances: readonly string[];
  readonly workloads: readonly { readonly name: string; readonly instance: number }[];
  readonly projects: readonly { readonly name: string; readonly instance: number }[];
  readonly runners: readonly { readonly name: string; readonly instance: number }[];
  readonly groups: readonly string[];
  readonly managers: readonly { readonly name: string; readonly group: number }[];
  readonly clouds: readonly string[];
  readonly zones: readonly { readonly name: string; readonly cloud: number }[];
  readonly machineTypes: readonly { readonly name: string; readonly cloud: number; readonly pricePerHour: number }[];
  readonly outages: readonly string[];
  readonly failovers: readonly string[];
  readonly services: readonly { readonly name: string; readonly kind: string; readonly cloud: number; readonly pricePerHour: number }[];
}
