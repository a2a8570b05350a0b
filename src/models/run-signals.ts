/** The signals of a run, in the order in which its models ask for them. */
import { Signal } from '../sim/signal.js';
import type { Simulation } from '../sim/simulation.js';
import type { SignalLabels, SignalName } from '../record/signals.js';
import type { FleetSpec } from '../fleet/fleet.js';
import type { LabelledSignal } from './fleet-run.js';

export class RunSignals {
  readonly #sim: Simulation;
  readonly #fleet: FleetSpec;
  readonly #list: LabelledSignal[] = [];

  constructor(sim: Simulation, fleet: FleetSpec) {
    this.#sim = sim;
    this.#fleet = fleet;
  }

  get list(): readonly LabelledSignal[] {
    return this.#list;
  }

  make(name: SignalName, labels: SignalLabels): Signal {
    const { binWidth, horizon } = this.#fleet;
    const signal = new Signal(this.#sim, { name, binWidth, bins: Math.ceil(horizon / binWidth) });
    this.#list.push({ name, labels, signal });
    return signal;
  }

  /** One a workload. */
  perWorkload(name: SignalName): readonly Signal[] {
    return this.#fleet.workloads.map((_, workload) => this.make(name, { workload }));
  }

  openWindow(): void {
    for (const { signal } of this.#list) signal.openWindow();
  }

  close(end: number): void {
    for (const { signal } of this.#list) signal.close(end);
  }
}
