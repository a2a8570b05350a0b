/** What the clouds of a run stand on: the part of the world that is there before them. */
import type { Signal } from '../../sim/signal.js';
import type { Simulation } from '../../sim/simulation.js';
import type { SignalLabels, SignalName } from '../../record/signals.js';
import type { Draws } from '../draws.js';
import type { Faults } from '../faults/faults.js';
import type { FleetSpec } from '../../fleet/fleet.js';

export interface CloudWorld {
  readonly sim: Simulation;
  readonly fleet: FleetSpec;
  readonly draws: Draws;
  readonly faults: Faults;
  /** Makes a signal of the run. */
  makeSignal(name: SignalName, labels: SignalLabels): Signal;
}
