/**
 * The clouds of one run: what stands in them and against which quotas, their APIs, the commands that run against them, what dies in them
 * and what lives on unknown. Whoever asks what a cloud would do now asks here.
 */
import type { Signal } from '../../sim/signal.js';
import type { CloudCounters } from '../../record/counters.js';
import { NOT_YET } from '../../record/not-yet.js';
import type { CloudIndex, MachineTypeIndex, ManagerIndex, OutageIndex, ZoneIndex } from '../../units/indices.js';
import type { Micros } from '../../units/time.js';
import type { CloudMachine, CloudPool } from '../machine/cloud-machine.js';
import { ApiMeter } from './api-meter.js';
import type { CloudWorld } from './cloud-world.js';
import { CreateCommands, type CreateSite } from './create-commands.js';
import { Deaths } from './deaths.js';
import { Quotas } from './quotas.js';
import { RemoveCommands, type RemoveSite } from './remove-commands.js';
import { Strays } from './strays.js';
import type { ZoneState } from './zone-state.js';
import { followZone, newZoneState } from './zone-state.js';

export class Clouds implements CreateSite, RemoveSite {
  /** By cloud. */
  readonly counters: readonly CloudCounters[];
  readonly creates: CreateCommands;
  readonly removes: RemoveCommands;
  readonly #world: CloudWorld;
  readonly #states: readonly ZoneState[];
  /** Every pool of the run. */
  readonly #pools: CloudPool[] = [];
  readonly #meters: readonly ApiMeter[];
  readonly #quotas: Quotas;
  /** By cloud: machines that stand. */
  readonly #standing: readonly Signal[];
  readonly #strays: Strays;
  readonly #deaths: Deaths;
  /** By cloud, over the whole run. */
  readonly #createsEnded: number[];
  readonly #createsFailed: number[];

  /** `changed` is told when a quota or a rate limit may have begun, or ceased, to refuse. */
  constructor(world: CloudWorld, changed: () => void) {
    const { fleet } = world;
    this.#world = world;
    this.counters = fleet.clouds.map((_, cloud) => newCloudCounters(cloud));
    this.#createsEnded = fleet.clouds.map(() => 0);
    this.#createsFailed = fleet.clouds.map(() => 0);
    this.#meters = fleet.clouds.map((_, cloud) => new ApiMeter(world, cloud, this.counters[cloud]!, changed));
    this.#quotas = new Quotas(fleet, changed);
    this.#standing = fleet.clouds.map((_, cloud) => world.makeSignal('machines_standing', { cloud }));
    this.#states = fleet.zones.map(() => newZoneState());
    const countersOf = (zone: ZoneIndex): CloudCounters => this.#countersOf(zone);
    const left = (machine: CloudMachine): void => this.leave(machine);
    this.#strays = new Strays(world, this.#states, { countersOf, left });
    this.#deaths = new Deaths(world, { pools: this.#pools, countersOf, left }, this.#strays);
    this.creates = new CreateCommands(world, this.#states, this);
    this.removes = new RemoveCommands(world, this.#states, this);
  }

  /** A pool of machines joins in. */
  opened(pool: CloudPool): void {
    this.#pools.push(pool);
  }

  /** An outage of this zone, or of its cloud, has begun or ended. */
  zoneHit(zone: ZoneIndex): void {
    const state = this.#states[zone]!;
    const { api, areMachinesDown } = state;
    followZone(this.#world.faults, zone, state);
    if (state.api !== api) {
      this.creates.zoneChanged(zone);
      this.removes.zoneChanged(zone);
    }
    if (!state.areMachinesDown || areMachinesDown) return;
    this.creates.machinesDied(zone);
    this.#deaths.zoneDied(zone);
  }

  /** Any outage has begun or ended: it may have brought limits of API calls. */
  outageChanged(outage: OutageIndex): void {
    for (const meter of this.#meters) meter.outageChanged(outage);
  }

  meterOf(zone: ZoneIndex): ApiMeter {
    return this.#meters[this.#world.fleet.zones[zone]!.cloud]!;
  }

  mayBeLimited(cloud: CloudIndex): boolean {
    return this.#meters[cloud]!.mayBeLimited;
  }

  /** One more machine of this type would be refused by a quota. */
  isQuotaFull(zone: ZoneIndex, machineType: MachineTypeIndex): boolean {
    return this.#quotas.isFull(zone, machineType);
  }

  /** A create command of this manager would be refused by a rate limit. */
  isApiLimited(zone: ZoneIndex, manager: ManagerIndex): boolean {
    return this.meterOf(zone).refuses(manager);
  }

  /** Machines that stand in a zone: created (or being created) and not gone, orphans included. */
  inZone(zone: ZoneIndex): number {
    return this.#quotas.inZone(zone);
  }

  // --- what its commands come to ---------------------------------------------------------------------------------------------------

  failedByOutage(zone: ZoneIndex): void {
    this.#countersOf(zone).failedByOutage++;
  }

  refusedByQuota(zone: ZoneIndex): void {
    this.#countersOf(zone).refusedByQuota++;
  }

  entered(machine: CloudMachine): void {
    machine.entered(this.#world.sim.now);
    machine.pool.stands?.(machine);
    this.#quotas.enter(machine.zone, machine.machineType, 1);
    this.#standing[this.#world.fleet.zones[machine.zone]!.cloud]!.add(1);
    this.#deaths.born(machine);
  }

  createEnded(zone: ZoneIndex, ok: boolean): void {
    const { cloud } = this.#world.fleet.zones[zone]!;
    this.#createsEnded[cloud]!++;
    if (!ok) this.#createsFailed[cloud]!++;
  }

  /** Create commands of a cloud that have ended since the start of the run, and those of them that had failed. */
  createsEnded(cloud: CloudIndex): number {
    return this.#createsEnded[cloud]!;
  }

  createsFailed(cloud: CloudIndex): number {
    return this.#createsFailed[cloud]!;
  }

  /** What every command takes longer in this zone now. */
  apiLatency(zone: ZoneIndex): Micros {
    return this.#states[zone]!.apiLatency;
  }

  /** Passes of an entry in this zone make calls, so none may be skipped. */
  asksInPasses(zone: ZoneIndex): boolean {
    return this.meterOf(zone).spec.callsPerPass > 0;
  }

  /** A pass of the pool management: its calls are counted; refused, the pass goes on all the same. */
  passed(zone: ZoneIndex, manager: ManagerIndex): void {
    const meter = this.meterOf(zone);
    meter.ask(manager, meter.spec.callsPerPass);
  }

  /**
   * A remove command of a machine has ended well: the machine is gone, or lives on unknown. `isForced`: it was forgotten whatever the command
   * said; with the API down it lives on.
   */
  removed(machine: CloudMachine, isForced: boolean): void {
    const { sim, draws } = this.#world;
    if (this.#strays.isStray(machine)) return;
    const isRunning = machine.isCreateRunning(sim.now);
    const isOutOfReach = isForced && this.#states[machine.zone]!.api !== 'up';
    if (machine.isInZone && !isRunning && (isOutOfReach || draws.isOrphaned(machine))) {
      this.#countersOf(machine.zone).orphaned++;
      this.#strays.add(machine);
      // A stray that was found before keeps the instant at which it was.
    } else if (machine.goneAt === NOT_YET) machine.gone(sim.now);
  }

  /** The machine lives on from now, and no manager knows. */
  lost(machine: CloudMachine): void {
    this.#strays.add(machine);
  }

  /** It lives, and no manager knows it: its record is written when it is gone. */
  isStray(machine: CloudMachine): boolean {
    return this.#strays.isStray(machine);
  }

  /** The machine exists no more: its quotas are free. */
  leave(machine: CloudMachine): void {
    if (!machine.isInZone) return;
    machine.left();
    machine.pool.stands?.(machine);
    this.#deaths.left(machine);
    this.#quotas.enter(machine.zone, machine.machineType, -1);
    this.#standing[this.#world.fleet.zones[machine.zone]!.cloud]!.add(-1);
  }

  /** Strays that no manager has in its list either, at the end of a run. */
  unwritten(): CloudMachine[] {
    return this.#strays.unwritten();
  }

  /** The measurement period opens now. */
  openWindow(): void {
    this.settle(this.#world.sim.now);
    for (const counters of this.counters) Object.assign(counters, newCloudCounters(counters.cloud));
  }

  /** Brings the signals up to `now`. */
  settle(now: Micros): void {
    for (const meter of this.#meters) meter.settle(now);
  }

  #countersOf(zone: ZoneIndex): CloudCounters {
    return this.counters[this.#world.fleet.zones[zone]!.cloud]!;
  }
}

function newCloudCounters(cloud: CloudIndex): CloudCounters {
  return {
    cloud,
    calls: 0,
    refusedCalls: 0,
    refusedByQuota: 0,
    failedByOutage: 0,
    died: 0,
    preempted: 0,
    orphaned: 0,
    zeroRecords: 0,
    hangingRemoved: 0,
    zeroRemoved: 0,
  };
}
