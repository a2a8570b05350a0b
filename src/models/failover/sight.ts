/** Whether anybody can see how the fleet does: not while every Prometheus is down. A fleet without one is looked at by other means. */
import type { FleetSpec } from '../../fleet/fleet.js';
import type { Faults } from '../faults/faults.js';

export class Sight {
  readonly #faults: Faults;
  readonly #eyes: readonly number[];

  constructor(fleet: FleetSpec, faults: Faults) {
    this.#faults = faults;
    this.#eyes = fleet.services.flatMap(({ kind }, index) => (kind === 'prometheus' ? [index] : []));
  }

  /** With this begin or end of a service's outage it is back. */
  isBackWith(service: number, begins: boolean): boolean {
    return !begins && this.#eyes.includes(service) && !this.isGone;
  }

  get isGone(): boolean {
    return this.#eyes.length > 0 && this.#eyes.every((service) => this.#faults.isServiceDown(service));
  }
}
