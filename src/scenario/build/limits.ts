/** Builds what a cloud or a zone allows, and how machines are billed: read by clouds, zones and machine types. */
import type { BillingRule, QuotaSpec } from '../../fleet/cloud.js';
import { GIB } from '../../units/size.js';
import { bytesOf, microsOf } from '../accepted.js';
import type { ScenarioBilling, ScenarioQuota } from '../scenario-cloud.js';

/** Returns the rule by which the life of a machine is billed. */
export function billingOf({ granularity, minimum }: ScenarioBilling): BillingRule {
  return { granularity: microsOf(granularity), minimum: microsOf(minimum) };
}

/** Returns quotas of machines, cpus and GiB of disk; Infinity where there is none. */
export function quotaOf({ machines, cpus, disk }: ScenarioQuota = {}): QuotaSpec {
  const most = (amount: number | 'none' | undefined): number => (amount === undefined || amount === 'none' ? Infinity : amount);
  return { machines: most(machines), cpus: most(cpus), diskGib: disk === undefined || disk === 'none' ? Infinity : bytesOf(disk) / GIB };
}
