/** What clouds and requests do, keyed by entity: a machine boots and a request answers the same whatever else happens in the run. */
import { type Sampler, sampler } from '../sim/random/index.js';
import type { InstanceIndex, MachineTypeIndex, WorkloadIndex } from '../units/indices.js';
import { NEVER } from '../units/time.js';
import type { Micros } from '../units/time.js';
import type { BootDraw, Draws, MachineKey, RequestPause } from './draws.js';
import type { FleetSpec } from '../fleet/fleet.js';
import type { ZoneSpec } from '../fleet/zone.js';
import type { MachineStreams } from './machine-streams.js';
import type { RequestStreams } from './request-streams.js';
import { BOOT_FAILURE, BOOT_TIME, DELETE_FAILURE, DELETE_TIME, ORPHAN, PREEMPTION } from './machine-streams.js';

interface Zone {
  readonly spec: ZoneSpec;
  readonly boot: Sampler;
  readonly delete: Sampler;
}

export class KeyedDraws implements Draws {
  readonly requestsAreAlike = true;
  readonly #fleet: FleetSpec;
  readonly #streams: MachineStreams;
  readonly #requests: RequestStreams;
  readonly #zones: readonly Zone[];
  /** By machine type: life to the preemption. */
  readonly #lives: readonly (Sampler | undefined)[];

  constructor(fleet: FleetSpec, streams: MachineStreams, requests: RequestStreams) {
    this.#fleet = fleet;
    this.#streams = streams;
    this.#requests = requests;
    this.#zones = fleet.zones.map((spec) => ({
      spec,
      boot: sampler(spec.bootTime),
      delete: sampler(spec.deleteTime),
    }));
    this.#lives = fleet.machineTypes.map(({ preemption }) => preemption && sampler(preemption.life));
  }

  boot(machine: MachineKey, out: BootDraw, furtherFailure = 0): void {
    const zone = this.#zones[machine.zone]!;
    const stream = this.#streams.of(machine);
    out.time = zone.boot.draw(stream, machine.birth, 0, BOOT_TIME);
    const own = zone.spec.bootFailure;
    const share = furtherFailure === 0 ? own : 1 - (1 - own) * (1 - furtherFailure);
    out.ok = share === 0 || stream.uniform(machine.birth, 0, BOOT_FAILURE) >= share;
    out.leavesRemains = out.ok || zone.spec.failedBootIsBilled;
  }

  deleteTime(machine: MachineKey, attempt: number): Micros {
    return this.#zones[machine.zone]!.delete.draw(this.#streams.of(machine), machine.birth, attempt, DELETE_TIME);
  }

  deleteFails(machine: MachineKey, attempt: number): boolean {
    const share = this.#zones[machine.zone]!.spec.deleteFailure;
    return share > 0 && this.#streams.of(machine).uniform(machine.birth, attempt, DELETE_FAILURE) < share;
  }

  preemptionAfter(machine: MachineKey, machineType: MachineTypeIndex): Micros {
    const life = this.#lives[machineType];
    if (life === undefined) return NEVER;
    const { cap } = this.#fleet.machineTypes[machineType]!.preemption!;
    return Math.min(life.draw(this.#streams.of(machine), machine.birth, 0, PREEMPTION), cap > 0 ? cap : NEVER);
  }

  isOrphaned(machine: MachineKey): boolean {
    const share = this.#zones[machine.zone]!.spec.orphans;
    return share > 0 && this.#streams.of(machine).uniform(machine.birth, 0, ORPHAN) < share;
  }

  requestLatency(instance: InstanceIndex): Micros {
    return this.#fleet.instances[instance]!.requestLatency;
  }

  requestStatus(): number {
    return 200;
  }

  requestPause(pause: RequestPause): Micros {
    return this.#requests.pause(pause);
  }

  start(workload: WorkloadIndex): Micros {
    return this.#fleet.workloads[workload]!.start;
  }
}
