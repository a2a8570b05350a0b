/** The streams that the lives of machines are drawn from, and the numbers of the draws in them: one list, so that no two share a number. */
import type { Stream, Streams } from '../sim/random/index.js';
import type { FleetSpec } from '../fleet/fleet.js';
import type { MachineKey } from './draws.js';

export const BOOT_TIME = 0;
export const BOOT_FAILURE = 1;
export const DELETE_TIME = 2;
export const DELETE_FAILURE = 3;
export const PROVISION_FAILURE = 4;
export const PREEMPTION = 5;
export const ORPHAN = 6;
export const DROPLET_ZERO = 7;
export const READY_TIME = 8;
export const READY_FAILURE = 9;

/** Streams `machine/<manager>/<runner>`: entity = birth ordinal of the machine in its pool, attempt = attempt of the command. */
export class MachineStreams {
  readonly #fleet: FleetSpec;
  readonly #streams: Streams;
  /** By manager and runner, as far as they were asked for. */
  readonly #made: (Stream | undefined)[];

  constructor(fleet: FleetSpec, streams: Streams) {
    this.#fleet = fleet;
    this.#streams = streams;
    this.#made = new Array<Stream | undefined>(fleet.managers.length * fleet.runners.length).fill(undefined);
  }

  of({ manager, runner }: MachineKey): Stream {
    const { managers, runners } = this.#fleet;
    const key = manager * runners.length + runner;
    return (this.#made[key] ??= this.#streams.stream(`machine/${managers[manager]!.name}/${runners[runner]!.name}`));
  }
}
