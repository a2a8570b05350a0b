/** The signals of a run, in the order in which its models ask for them. */
import { Signal } from '../sim/signal.js';
import type { Simulation } from '../sim/simulation.js';
import type { SignalLabels, SignalName } from '../record/signals.js';
import type { FleetSpec } from '../fleet/fleet.js';
import type { LabelledSignal } from './fleet-run.js';

/** Of these no figure is made: they are there to be drawn. */
const DRAWN: readonly SignalName[] = ['jobs_pending', 'jobs_running', 'jobs_waiting'];

export class RunSignals {
  readonly #sim: Simulation;
  readonly #fleet: FleetSpec;
  readonly #isDrawn: boolean;
  readonly #list: LabelledSignal[] = [];

  /** `isDrawn`: somebody draws them. */
  constructor(sim: Simulation, fleet: FleetSpec, isDrawn: boolean) {
    this.#sim = sim;
    this.#fleet = fleet;
    this.#isDrawn = isDrawn;
  }

  get list(): readonly LabelledSignal[] {
    return this.#list;
  }

  /** Returns a new signal; one that nobody looks at has its value and nothing else: it is closed from the start and stands in no list. */
  make(name: SignalName, labels: SignalLabels): Signal {
    const { binWidth, horizon } = this.#fleet;
    const isKept = this.#isDrawn || !DRAWN.includes(name);
    const signal = new Signal(this.#sim, { name, binWidth, bins: isKept ? Math.ceil(horizon / binWidth) : 0 });
    if (isKept) this.#list.push({ name, labels, signal });
    else signal.close(this.#sim.now);
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
