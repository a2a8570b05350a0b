/** Which idle settings an autoscaling period puts in force at an instant: it keeps the period that was asked for last, which is the same most of the time. */
import type { Micros } from '../../../units/time.js';
import type { DockerMachineSpec, IdleSettings } from '../../../fleet/executor.js';
import { NOUGHT } from '../../../units/shapes.js';

export class PeriodClock {
  #timeline: DockerMachineSpec['timeline'] | undefined;
  #idle!: IdleSettings;
  /** The period is [from, to). */
  #from: Micros = NOUGHT;
  #to: Micros = NOUGHT;

  settingsAt({ timeline }: DockerMachineSpec, at: Micros): IdleSettings {
    if (timeline !== this.#timeline || at < this.#from || at >= this.#to) this.#find(timeline, at);
    return this.#idle;
  }

  /** The next instant at which the settings of this entry change, Infinity if none. */
  nextChange(machine: DockerMachineSpec, at: Micros): Micros {
    this.settingsAt(machine, at);
    return this.#to;
  }

  /** The last period that has begun; the first begins with the run. */
  #find(timeline: DockerMachineSpec['timeline'], at: Micros): void {
    let place = 0;
    let end = timeline.length;
    while (place + 1 < end) {
      const middle = (place + end) >> 1;
      if (timeline[middle]!.at <= at) place = middle;
      else end = middle;
    }
    this.#timeline = timeline;
    this.#idle = timeline[place]!.idle;
    this.#from = timeline[place]!.at;
    this.#to = timeline[place + 1]?.at ?? Infinity;
  }
}
