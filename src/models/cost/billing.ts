/** How a cloud turns the life of a machine into what it charges for. */
import type { MachineTypeIndex, ZoneIndex } from '../../units/indices.js';
import type { Micros } from '../../units/time.js';
import type { BillingRule } from '../../fleet/cloud.js';
import type { FleetSpec } from '../../fleet/fleet.js';

/** Returns the charged time of a life: rounded up to the granularity, at least the minimum. `life` is positive, whole micros. */
export function billedTime(rule: BillingRule, life: Micros): Micros {
  const granularity = Math.max(rule.granularity, 1);
  return Math.max(Math.ceil(life / granularity) * granularity, rule.minimum);
}

/** Returns the rule by which a machine is charged: its type's own, else its cloud's. */
export function billingRule(fleet: FleetSpec, machineType: MachineTypeIndex, zone: ZoneIndex): BillingRule {
  return fleet.machineTypes[machineType]!.billing ?? fleet.clouds[fleet.zones[zone]!.cloud]!.billing;
}
