/** Machines, CPUs and disk that stand in each zone and each cloud, against what may stand there. */
import type { FleetSpec } from '../../fleet/fleet.js';
import type { MachineTypeIndex, ZoneIndex } from '../../units/indices.js';

/** What a zone or cloud may hold (Infinity = any number) and what it holds. */
interface Account {
  readonly machines: number;
  readonly cpus: number;
  readonly diskGib: number;
  readonly isBounded: boolean;
  usedMachines: number;
  usedCpus: number;
  usedDiskGib: number;
}

/** What one machine takes. */
interface Need {
  readonly cpus: number;
  readonly diskGib: number;
}

export class Quotas {
  readonly #fleet: FleetSpec;
  readonly #zones: readonly Account[];
  readonly #clouds: readonly Account[];
  /** By cloud: the most that one machine of any of its types takes. */
  readonly #largest: readonly Need[];
  readonly #changed: () => void;

  /** `changed` is told when a quota may have become full, or may be so no more. */
  constructor(fleet: FleetSpec, changed: () => void) {
    this.#fleet = fleet;
    this.#changed = changed;
    this.#zones = fleet.zones.map(({ quota, cpuQuota, diskQuotaGib }) => account(quota, cpuQuota, diskQuotaGib));
    this.#clouds = fleet.clouds.map(({ quota }) => account(quota.machines, quota.cpus, quota.diskGib));
    this.#largest = fleet.clouds.map((_, cloud) => {
      const own = fleet.machineTypes.filter((type) => type.cloud === cloud);
      const most = (part: keyof Need): number => own.reduce((sum, type) => Math.max(sum, type[part]), 0);
      return { cpus: most('cpus'), diskGib: most('diskGib') };
    });
  }

  /** Whether one more machine of this type would be refused. */
  isFull(zone: ZoneIndex, machineType: MachineTypeIndex): boolean {
    return this.#isFullFor(zone, this.#fleet.machineTypes[machineType]!);
  }

  /** Machines that stand in a zone: created (or being created) and not gone. */
  inZone(zone: ZoneIndex): number {
    return this.#zones[zone]!.usedMachines;
  }

  /** A machine comes (1) or goes (-1). */
  enter(zone: ZoneIndex, machineType: MachineTypeIndex, by: 1 | -1): void {
    const { cloud } = this.#fleet.zones[zone]!;
    const of = this.#zones[zone]!;
    const whole = this.#clouds[cloud]!;
    const isBounded = of.isBounded || whole.isBounded;
    const need = this.#largest[cloud]!;
    const wasFull = isBounded && this.#isFullFor(zone, need);
    const type = this.#fleet.machineTypes[machineType]!;
    book(of, type, by);
    book(whole, type, by);
    if (isBounded && (wasFull || this.#isFullFor(zone, need))) this.#changed();
  }

  #isFullFor(zone: ZoneIndex, need: Need): boolean {
    return hasNoRoom(this.#zones[zone]!, need) || hasNoRoom(this.#clouds[this.#fleet.zones[zone]!.cloud]!, need);
  }
}

function account(machines: number, cpus: number, diskGib: number): Account {
  const isBounded = Math.min(machines, cpus, diskGib) < Infinity;
  return { machines, cpus, diskGib, isBounded, usedMachines: 0, usedCpus: 0, usedDiskGib: 0 };
}

function book(to: Account, { cpus, diskGib }: Need, by: 1 | -1): void {
  to.usedMachines += by;
  to.usedCpus += by * cpus;
  to.usedDiskGib += by * diskGib;
}

function hasNoRoom(of: Account, need: Need): boolean {
  if (!of.isBounded) return false;
  return of.usedMachines >= of.machines || of.usedCpus + need.cpus > of.cpus || of.usedDiskGib + need.diskGib > of.diskGib;
}
