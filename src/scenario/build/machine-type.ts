/** Builds a machine type of a cloud: its price, what it takes of quotas, and its life where it is preemptible. */
import type { MachineTypeSpec, PreemptionSpec } from '../../fleet/machine-type.js';
import { microsOf, pricePerHourOf } from '../accepted.js';
import type { Path } from '../text/path.js';
import { cpusOfName } from '../machine-cpus.js';
import type { Report } from '../text/report.js';
import { priceOf, type ScenarioCloud, type ScenarioMachineType } from '../scenario-cloud.js';
import { buildDistribution } from './distribution.js';
import { billingOf } from './limits.js';
import type { CloudIndex } from '../../units/indices.js';

/** Returns the machine type `name` of cloud number `cloud`, whose name is `cloudName`. */
export function machineTypeOf(report: Report, cloudName: string, cloud: CloudIndex, name: string, of: ScenarioCloud): MachineTypeSpec {
  const given = of.machine_types[name];
  const path: Path = ['clouds', cloudName, 'machine_types', name, 'preemptible', 'life'];
  const type: Partial<ScenarioMachineType> = typeof given === 'object' ? given : {};
  return {
    name,
    cloud,
    pricePerHour: pricePerHourOf(priceOf(given)),
    cpus: type.cpus ?? cpusOfName(of.driver, name),
    diskGib: 0,
    billing: type.billing && billingOf(type.billing),
    preemption: type.preemptible && preemptionOf(report, path, type.preemptible),
  };
}

function preemptionOf(report: Report, path: Path, { life, cap }: NonNullable<ScenarioMachineType['preemptible']>): PreemptionSpec {
  return { life: buildDistribution(report, path, life), cap: microsOf(cap) };
}
