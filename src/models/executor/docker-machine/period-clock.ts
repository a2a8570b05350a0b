/** Which idle settings an autoscaling period puts in force now: a pointer into each entry's timeline that only moves forward. */
import type { Micros } from '../../../units/time.js';
import type { IdleSettings, DockerMachineSpec } from '../../../fleet/executor.js';

export class PeriodClock {
  readonly #places = new Map<DockerMachineSpec, number>();

  /** `now` never decreases between calls. */
  settingsAt(machine: DockerMachineSpec, now: Micros): IdleSettings {
    const { timeline } = machine;
    if (timeline.length === 1) return timeline[0]!.idle;
    let place = this.#places.get(machine) ?? 0;
    while (place + 1 < timeline.length && timeline[place + 1]!.at <= now) place++;
    this.#places.set(machine, place);
    return timeline[place]!.idle;
  }

  /** The next instant at which the settings of this entry change, Infinity if none. */
  nextChange(machine: DockerMachineSpec, now: Micros): Micros {
    if (machine.timeline.length === 1) return Infinity;
    this.settingsAt(machine, now);
    return machine.timeline[this.#places.get(machine)! + 1]?.at ?? Infinity;
  }
}
