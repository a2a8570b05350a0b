/** What docker-machine's commands leave to chance beside what the clouds do: drawn, or as given. */
import type { FleetSpec } from '../../../fleet/fleet.js';
import type { ZoneSpec } from '../../../fleet/zone.js';
import type { Micros } from '../../../units/time.js';
import type { Chance } from '../../chance.js';
import type { MachineKey } from '../../draws.js';
import { cyclic, type Given } from '../../given.js';
import type { MachineStreams } from '../../machine-streams.js';
import { DROPLET_ZERO, PROVISION_FAILURE } from '../../machine-streams.js';

export interface DockerMachineDraws {
  /** How long after the start of its create command the machine's directory appears. */
  directoryDelay(machine: MachineKey): Micros;
  /** Run time of the `attempt`-th provision command after a failed create (from 1), and whether it saves the machine. */
  provisionTime(machine: MachineKey, attempt: number): Micros;
  provisionSucceeds(machine: MachineKey, attempt: number): boolean;
  forceDeleteTime(machine: MachineKey): Micros;
  forceDeleteFails(machine: MachineKey, attempt: number): boolean;
  /** Whether its create fails with DropletId 0. */
  isDropletZero(machine: MachineKey): boolean;
  /** Whether something keeps a healthy machine from answering at this instant. */
  isUnreachable(machine: MachineKey, at: Micros): boolean;
}

/** Returns what a run's chance is for docker-machine. */
export function dockerMachineDraws(chance: Chance, fleet: FleetSpec): DockerMachineDraws {
  return chance.kind === 'drawn' ? new Keyed(fleet, chance.machines) : new AsGiven(chance.given);
}

class Keyed implements DockerMachineDraws {
  readonly #zones: readonly ZoneSpec[];
  readonly #streams: MachineStreams;

  constructor({ zones }: FleetSpec, streams: MachineStreams) {
    this.#zones = zones;
    this.#streams = streams;
  }

  directoryDelay(): Micros {
    return 0;
  }

  provisionTime({ zone }: MachineKey): Micros {
    return this.#zones[zone]!.provisionTime;
  }

  provisionSucceeds(machine: MachineKey, attempt: number): boolean {
    const share = this.#zones[machine.zone]!.provisionFailure;
    return share < 1 && this.#streams.of(machine).uniform(machine.birth, attempt, PROVISION_FAILURE) >= share;
  }

  forceDeleteTime({ zone }: MachineKey): Micros {
    return this.#zones[zone]!.forceDeleteTime;
  }

  forceDeleteFails(): boolean {
    return false;
  }

  isDropletZero(machine: MachineKey): boolean {
    const share = this.#zones[machine.zone]!.dropletZero;
    return share > 0 && this.#streams.of(machine).uniform(machine.birth, 0, DROPLET_ZERO) < share;
  }

  isUnreachable(): boolean {
    return false;
  }
}

class AsGiven implements DockerMachineDraws {
  readonly #given: Given;

  constructor(given: Given) {
    this.#given = given;
  }

  directoryDelay(): Micros {
    return this.#given.directoryDelay;
  }

  provisionTime(machine: MachineKey, attempt: number): Micros {
    return this.#provision(machine, attempt).us;
  }

  provisionSucceeds(machine: MachineKey, attempt: number): boolean {
    return this.#provision(machine, attempt).ok;
  }

  forceDeleteTime({ manager, nth }: MachineKey): Micros {
    return cyclic(this.#given.forceDeletes[manager], nth, 0);
  }

  forceDeleteFails({ number }: MachineKey, attempt: number): boolean {
    return this.#given.failForceDeletes.some(({ machine, times }) => machine === number && attempt <= times);
  }

  isDropletZero(): boolean {
    return false;
  }

  isUnreachable({ number }: MachineKey, at: Micros): boolean {
    return this.#given.unreachable.some(({ machine, from, to }) => machine === number && from <= at && at < to);
  }

  #provision({ manager, nth }: MachineKey, attempt: number): { readonly us: Micros; readonly ok: boolean } {
    return cyclic(this.#given.provisions[manager], nth, [])[attempt - 1] ?? this.#given.provisionElse;
  }
}
