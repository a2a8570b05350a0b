/** Draws keyed by entity: a machine boots and a request answers the same whatever else happens in the run. */
import { Sampler, type Stream, type Streams } from '../sim/random/index.js';
import { MILLISECOND, MINUTE, NEVER } from '../units/time.js';
import type { Micros } from '../units/time.js';
import type { BootDraw, Draws, MachineKey, ReadyDraw } from './draws.js';
import type { FleetSpec } from '../fleet/fleet.js';
import type { ZoneSpec } from '../fleet/zone.js';

/** Draw numbers within one machine's stream entity. */
const BOOT_TIME = 0;
const BOOT_FAILURE = 1;
const DELETE_TIME = 2;
const DELETE_FAILURE = 3;
const PROVISION_FAILURE = 4;
const PREEMPTION = 5;
const ORPHAN = 6;
const DROPLET_ZERO = 7;
const READY_TIME = 8;
const READY_FAILURE = 9;

/** Pause inside a failed job request of runners before 12.0. */
const BACKOFF = 100 * MILLISECOND;
const BACKOFF_LIMIT = MINUTE;

interface Zone {
  readonly spec: ZoneSpec;
  readonly boot: Sampler;
  readonly delete: Sampler;
  readonly ready: Sampler;
}

/** Streams `machine/<manager>/<runner>`: entity = birth ordinal of the machine in its pool, attempt = attempt of the command. */
export class KeyedDraws implements Draws {
  readonly #fleet: FleetSpec;
  readonly #streams: Streams;
  readonly #zones: readonly Zone[];
  /** By machine type: life to the preemption. */
  readonly #lives: readonly (Sampler | undefined)[];
  readonly #machines = new Map<number, Stream>();

  constructor(fleet: FleetSpec, streams: Streams) {
    this.#fleet = fleet;
    this.#streams = streams;
    this.#zones = fleet.zones.map((spec) => ({
      spec,
      boot: new Sampler(spec.bootTime),
      delete: new Sampler(spec.deleteTime),
      ready: new Sampler(spec.readyTime),
    }));
    this.#lives = fleet.machineTypes.map(({ preemption }) => preemption && new Sampler(preemption.life));
  }

  boot(machine: MachineKey, out: BootDraw, furtherFailure = 0): void {
    const zone = this.#zones[machine.zone]!;
    const stream = this.#stream(machine);
    out.time = zone.boot.sampleInteger(stream.uniform(machine.birth, 0, BOOT_TIME));
    const own = zone.spec.bootFailure;
    const share = furtherFailure === 0 ? own : 1 - (1 - own) * (1 - furtherFailure);
    out.ok = share === 0 || stream.uniform(machine.birth, 0, BOOT_FAILURE) >= share;
    out.leavesRemains = out.ok || zone.spec.failedBootIsBilled;
  }

  directoryDelay(): Micros {
    return 0;
  }

  provisionTime(machine: MachineKey): Micros {
    return this.#zones[machine.zone]!.spec.provisionTime;
  }

  provisionSucceeds(machine: MachineKey, attempt: number): boolean {
    const share = this.#zones[machine.zone]!.spec.provisionFailure;
    return share < 1 && this.#stream(machine).uniform(machine.birth, attempt, PROVISION_FAILURE) >= share;
  }

  readyCommand(machine: MachineKey, out: ReadyDraw): void {
    const { ready, spec } = this.#zones[machine.zone]!;
    const stream = this.#stream(machine);
    out.time = ready.sampleInteger(stream.uniform(machine.birth, 0, READY_TIME));
    out.ok = spec.readyFailure === 0 || stream.uniform(machine.birth, 0, READY_FAILURE) >= spec.readyFailure;
  }

  deleteTime(machine: MachineKey, attempt: number): Micros {
    return this.#zones[machine.zone]!.delete.sampleInteger(this.#stream(machine).uniform(machine.birth, attempt, DELETE_TIME));
  }

  deleteFails(machine: MachineKey, attempt: number): boolean {
    const share = this.#zones[machine.zone]!.spec.deleteFailure;
    return share > 0 && this.#stream(machine).uniform(machine.birth, attempt, DELETE_FAILURE) < share;
  }

  forceDeleteTime(machine: MachineKey): Micros {
    return this.#zones[machine.zone]!.spec.forceDeleteTime;
  }

  forceDeleteFails(): boolean {
    return false;
  }

  preemptionAfter(machine: MachineKey, machineType: number): Micros {
    const life = this.#lives[machineType];
    if (life === undefined) return NEVER;
    const { cap } = this.#fleet.machineTypes[machineType]!.preemption!;
    return Math.min(life.sampleInteger(this.#stream(machine).uniform(machine.birth, 0, PREEMPTION)), cap > 0 ? cap : NEVER);
  }

  isOrphaned(machine: MachineKey): boolean {
    const share = this.#zones[machine.zone]!.spec.orphans;
    return share > 0 && this.#stream(machine).uniform(machine.birth, 0, ORPHAN) < share;
  }

  isDropletZero(machine: MachineKey): boolean {
    const share = this.#zones[machine.zone]!.spec.dropletZero;
    return share > 0 && this.#stream(machine).uniform(machine.birth, 0, DROPLET_ZERO) < share;
  }

  isUnreachable(): boolean {
    return false;
  }

  requestLatency(instance: number): Micros {
    return this.#fleet.instances[instance]!.requestLatency;
  }

  requestStatus(): number {
    return 200;
  }

  /** The middle of what the runner draws: between 100 ms and 100 ms x 2^n, at most 60 s. */
  requestBackoff(nth: number): Micros {
    let most = 2 * BACKOFF;
    for (let i = 1; i < nth && most < BACKOFF_LIMIT; i++) most *= 2;
    return nth === 1 ? BACKOFF : Math.round((BACKOFF + Math.min(most, BACKOFF_LIMIT)) / 2);
  }

  start(workload: number): Micros {
    return this.#fleet.workloads[workload]!.start;
  }

  #stream(machine: MachineKey): Stream {
    const key = machine.manager * this.#fleet.runners.length + machine.runner;
    let stream = this.#machines.get(key);
    if (stream === undefined) {
      stream = this.#streams.stream(`machine/${this.#fleet.managers[machine.manager]!.name}/${this.#fleet.runners[machine.runner]!.name}`);
      this.#machines.set(key, stream);
    }
    return stream;
  }
}
