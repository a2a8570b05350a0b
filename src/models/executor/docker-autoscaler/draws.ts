/** What the ready command of an instance leaves to chance: drawn, or as given. */
import type { FleetSpec } from '../../../fleet/fleet.js';
import { type Sampler, sampler } from '../../../sim/random/index.js';
import type { Micros } from '../../../units/time.js';
import type { Chance } from '../../chance.js';
import type { MachineKey } from '../../draws.js';
import { cyclic, type Given } from '../../given.js';
import type { MachineStreams } from '../../machine-streams.js';
import { READY_FAILURE, READY_TIME } from '../../machine-streams.js';

/** What a ready command will do. */
export interface ReadyDraw {
  time: Micros;
  ok: boolean;
}

export interface InstanceDraws {
  /** What the ready command of an instance that runs will do. Writes into `out`. */
  readyCommand(instance: MachineKey, out: ReadyDraw): void;
}

/** Returns what a run's chance is for instances. */
export function instanceDraws(chance: Chance, fleet: FleetSpec): InstanceDraws {
  return chance.kind === 'drawn' ? new Keyed(fleet, chance.machines) : new AsGiven(chance.given);
}

class Keyed implements InstanceDraws {
  readonly #streams: MachineStreams;
  /** By zone. */
  readonly #times: readonly Sampler[];
  readonly #failures: readonly number[];

  constructor({ zones }: FleetSpec, streams: MachineStreams) {
    this.#streams = streams;
    this.#times = zones.map(({ readyTime }) => sampler(readyTime));
    this.#failures = zones.map(({ readyFailure }) => readyFailure);
  }

  readyCommand(instance: MachineKey, out: ReadyDraw): void {
    const stream = this.#streams.of(instance);
    const failure = this.#failures[instance.zone]!;
    out.time = this.#times[instance.zone]!.draw(stream, instance.birth, 0, READY_TIME);
    out.ok = failure === 0 || stream.uniform(instance.birth, 0, READY_FAILURE) >= failure;
  }
}

class AsGiven implements InstanceDraws {
  readonly #given: Given;

  constructor(given: Given) {
    this.#given = given;
  }

  readyCommand({ manager, nth }: MachineKey, out: ReadyDraw): void {
    const ready = cyclic(this.#given.readies?.[manager], nth, { us: 0, ok: true });
    out.time = ready.us;
    out.ok = ready.ok;
  }
}
