/** What the clouds of a run stand on: the part of the world that is there before them. */
import type { Signal } from '../../sim/signal.js';
import type { Simulation } from '../../sim/simulation.js';
import type { SignalLabels, SignalName } from '../../record/signals.js';
import type { Draws } from '../draws.js';
import type { Faults } from '../faults/faults.js';
import type { FleetSpec } from '../../fleet/fleet.js';

/** A class and no literal, as `World` is. */
export class CloudWorld {
  readonly sim: Simulation;
  readonly fleet: FleetSpec;
  readonly draws: Draws;
  readonly faults: Faults;
  /** Makes a signal of the run. */
  readonly makeSignal: (name: SignalName, labels: SignalLabels) => Signal;

  constructor(parts: Readonly<Pick<CloudWorld, keyof CloudWorld>>) {
    this.sim = parts.sim;
    this.fleet = parts.fleet;
    this.draws = parts.draws;
    this.faults = parts.faults;
    this.makeSignal = parts.makeSignal;
  }
}
