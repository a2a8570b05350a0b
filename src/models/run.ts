/** Runs the models of a fleet: the engine behind `FleetRun`. */
import { Fingerprint } from '../record/fingerprint.js';
import { CHANCE_VERSION, Streams } from '../sim/random/index.js';
import type { FleetSpec } from '../fleet/fleet.js';
import type { CloudCounters, EntryCounters, TrafficCounters } from '../record/counters.js';
import type { MachineRecord } from '../record/machine.js';
import { FleetModel } from './fleet-model.js';
import type { FleetRun, FleetRunOptions, LabelledSignal, RunProgress } from './fleet-run.js';
import type { CloudMachine } from './machine/cloud-machine.js';
import * as Priority from './priority.js';

/** Starts a run of a fleet: nothing has happened yet. Same fleet, seed, replication and `given`: same records, to the byte. */
export function startFleet(fleet: FleetSpec, options: FleetRunOptions): FleetRun {
  return new Run(fleet, options);
}

class Run implements FleetRun {
  readonly #fleet: FleetSpec;
  readonly #model: FleetModel;
  readonly #streams: Streams;
  readonly #fingerprint = new Fingerprint();
  /** The measurement period has begun. */
  #isMeasuring = false;
  #progress: RunProgress = 'more';

  constructor(fleet: FleetSpec, options: FleetRunOptions) {
    this.#fleet = fleet;
    this.#streams = new Streams(options.seed, options.replication);
    this.#model = new FleetModel(fleet, options, this.#streams, this.#fingerprint);
    const { sim } = this.#model.world;
    const opening = sim.register(() => this.#openWindow());
    sim.schedule(fleet.warmup, Priority.WINDOW, opening, 0);
    const { ends = [], ended = () => undefined } = options.parts ?? {};
    const ending = sim.register(() => this.#endPart(ended));
    for (const end of ends) sim.schedule(end, Priority.WINDOW, ending, 0);
  }

  get now(): number {
    return this.#model.world.sim.now;
  }

  get events(): number {
    return this.#model.world.sim.eventCount;
  }

  get signals(): readonly LabelledSignal[] {
    return this.#model.signals.list;
  }

  get counters(): readonly EntryCounters[] {
    return this.#model.entries.counters;
  }

  get cloudCounters(): readonly CloudCounters[] {
    return this.#model.world.clouds.counters;
  }

  get trafficCounters(): readonly TrafficCounters[] {
    return this.#model.world.services.traffic;
  }

  get draws(): number {
    return this.#streams.drawCounts().reduce((sum, [, draws]) => sum + draws, 0);
  }

  fingerprint(): string {
    return `${CHANCE_VERSION}-${this.#fingerprint.hex()}`;
  }

  advance(maxEvents: number): RunProgress {
    if (this.#progress !== 'more') return this.#progress;
    const { world, intake, ticks } = this.#model;
    const { sim } = world;
    const left = this.#fleet.limits.maxEvents - sim.eventCount;
    const reason = sim.advance(this.#fleet.horizon, Math.min(maxEvents, left));
    // What was counted ahead is not to meet the limit.
    if (sim.eventCount >= this.#fleet.limits.maxEvents) ticks.settle();
    if (reason === 'until' || reason === 'exhausted') this.#progress = 'done';
    else if (reason === 'stopped' && intake.isOverfull) this.#progress = 'max_pending';
    else if (sim.eventCount >= this.#fleet.limits.maxEvents) this.#progress = 'max_events';
    if (this.#progress !== 'more') this.#finish();
    return this.#progress;
  }

  standing(each: (record: Readonly<MachineRecord>) => void): void {
    for (const { machine, isGone } of this.#unwritten()) if (!isGone) each(machine.pool.recordAt(machine, this.now));
  }

  /** Brings the books up to now, for whoever looks at them. The look is no event of the run. */
  #endPart(ended: () => void): void {
    const { sim, clouds } = this.#model.world;
    this.#model.ticks.settle();
    sim.creditEvents(-1);
    clouds.settle(sim.now);
    for (const { machine, isGone } of this.#unwritten()) if (!isGone) machine.pool.account(machine);
    ended();
  }

  #openWindow(): void {
    const { world, signals, entries, ticks } = this.#model;
    ticks.settle();
    this.#isMeasuring = true;
    world.clouds.openWindow();
    signals.openWindow();
    world.services.openWindow();
    entries.openWindow();
  }

  /** Closes the signals and writes what is still in the system. */
  #finish(): void {
    const { world, signals, processes, pipelines, ticks } = this.#model;
    const end = world.sim.now;
    ticks.settle();
    // Of a run that a limit ends within its warm-up nothing is measured: what was counted so far is no figure.
    if (!this.#isMeasuring) this.#openWindow();
    world.clouds.settle(end);
    signals.close(end);
    for (const process of processes) process.finish();
    this.#writeMachines(end);
    this.#writeJobs();
    pipelines.finish();
  }

  #writeMachines(end: number): void {
    for (const { machine, isGone } of this.#unwritten()) {
      if (!isGone) machine.pool.account(machine);
      machine.pool.write(machine, isGone ? machine.goneAt : end);
    }
  }

  /** Machines of which no record is written, in order of their numbers. */
  #unwritten(): { readonly machine: CloudMachine; readonly isGone: boolean }[] {
    const { clouds } = this.#model.world;
    const machines = [...this.#model.executors.unwritten(), ...clouds.unwritten()].sort((a, b) => a.number - b.number);
    return machines.map((machine) => ({ machine, isGone: machine.dropped && !clouds.isStray(machine) }));
  }

  #writeJobs(): void {
    const { world, instances, workers } = this.#model;
    const { jobs } = world;
    for (const job of jobs.slots()) {
      const worker = workers.ofJob(job);
      if (worker !== undefined) worker.run.recordRunning();
      else instances[this.#fleet.workloads[jobs.workload[job]!]!.instance]!.recordUnfinished(job);
    }
  }
}
