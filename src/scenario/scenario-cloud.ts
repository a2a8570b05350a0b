/** Clouds of a complete scenario. What is absent is not used. */
import type { DurationDistribution, DurationText, ShareText } from './scenario.js';

export interface ScenarioBilling {
  readonly granularity: DurationText;
  readonly minimum: DurationText;
}

export interface ScenarioApi {
  readonly calls_per_create: { readonly fixed: number; readonly poll: number; readonly every: DurationText };
  readonly calls_per_delete: number;
  readonly calls_per_pass: number;
  readonly limits: readonly { readonly calls: number; readonly per: DurationText; readonly of: 'cloud' | 'manager' }[];
  readonly refusal: DurationText;
}

/** What may stand at most; what is left out, or `none`, has no quota. */
export interface ScenarioQuota {
  readonly machines?: number | 'none';
  readonly cpus?: number | 'none';
  /** Such as `200000 GiB`. */
  readonly disk?: string;
}

export interface ScenarioCleaner {
  readonly every: DurationText;
  readonly minimum_age: DurationText;
}

/** The long form of a machine type, where there is more to be said than its price. */
export interface ScenarioMachineType {
  readonly price: string;
  readonly cpus?: number;
  readonly preemptible?: { readonly life: DurationDistribution; readonly cap: DurationText };
  readonly billing?: ScenarioBilling;
}

export interface ScenarioCloud {
  readonly driver: string;
  readonly billing: ScenarioBilling;
  readonly api?: ScenarioApi;
  readonly quota?: ScenarioQuota;
  readonly cleaners?: { readonly hanging?: ScenarioCleaner; readonly droplet_zero?: ScenarioCleaner };
  readonly zones: Readonly<Record<string, ScenarioZone>>;
  /** Price of each machine type, as written, or the long form. */
  readonly machine_types: Readonly<Record<string, string | ScenarioMachineType>>;
  /** Price of one GiB of each disk type, as written; none: disks are not priced. */
  readonly disk_types: Readonly<Record<string, string>>;
}

export interface ScenarioZone {
  readonly boot_time: DurationDistribution;
  readonly boot_failure: ShareText;
  readonly failed_boot_is_billed: boolean;
  readonly delete_time: DurationDistribution;
  readonly delete_failure: ShareText;
  readonly ready_time: DurationDistribution;
  readonly ready_failure: ShareText;
  readonly provision_time: DurationText;
  readonly provision_failure: ShareText;
  readonly force_delete_time: DurationText;
  readonly stop_time: DurationText;
  /** Or `as_made`. */
  readonly remove_unmade: DurationText;
  readonly connect_latency: DurationText;
  readonly orphans?: ShareText;
  readonly droplet_zero?: ShareText;
  readonly quota: ScenarioQuota & { readonly machines: number | 'none'; readonly refusal: DurationText };
}

/** Returns the price of a machine type, as written. */
export function priceOf(type: string | ScenarioMachineType | undefined): string {
  return typeof type === 'object' ? type.price : (type ?? '');
}
