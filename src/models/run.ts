/** Builds the models of a fleet and runs them: the engine behind `FleetRun`. */
import { Fingerprint } from '../sim/fingerprint.js';
import { Signal } from '../sim/signal.js';
import { Simulation } from '../sim/simulation.js';
import { Streams } from '../sim/random/index.js';
import type { CloudCounters, EntryCounters, TrafficCounters } from '../record/counters.js';
import type { SignalLabels, SignalName } from '../record/signals.js';
import { NOT_YET } from '../record/not-yet.js';
import { WAIT_CAUSES } from '../record/wait-causes.js';
import { Clouds } from './cloud/clouds.js';
import { Executors } from './executor/executors.js';
import { watchFailovers } from './failover/failovers.js';
import { Faults } from './faults/faults.js';
import type { EntrySpec } from '../fleet/config.js';
import type { EventSpec } from '../fleet/event.js';
import type { FleetSpec } from '../fleet/fleet.js';
import type { FleetRun, FleetRunOptions, LabelledSignal, RunProgress } from './fleet-run.js';
import { GivenDraws } from './given.js';
import { GitLabInstance } from './gitlab/instance.js';
import { JobTable } from './gitlab/job-table.js';
import { Registrations } from './gitlab/registrations.js';
import { Services } from './services/services.js';
import { KeyedDraws } from './keyed-draws.js';
import { TickClock } from './tick-clock.js';
import { type Host, makeHosts } from './maintenance/host.js';
import { planUpgrade } from './maintenance/upgrade.js';
import { ManagerProcess } from './manager/process.js';
import type { Worker } from './manager/worker.js';
import * as Priority from './priority.js';
import { GeneratedSource } from './workload/generated-source.js';
import { JobIntake } from './workload/job-intake.js';
import { Pipelines } from './workload/pipelines.js';
import { TraceSource } from './workload/trace-source.js';
import { Gates } from './manager/gates.js';
import { Hold } from './wait/hold.js';
import type { World } from './world.js';
import { Journal } from './world.js';

/** Starts a run of a fleet: nothing has happened yet. Same fleet, seed, replication and `given`: same records, to the byte. */
export function startFleet(fleet: FleetSpec, options: FleetRunOptions): FleetRun {
  return new Run(fleet, options);
}

class Run implements FleetRun {
  readonly #fleet: FleetSpec;
  readonly #world: World;
  readonly #signals: LabelledSignal[] = [];
  readonly #counters: EntryCounters[] = [];
  readonly #countersBy = new Map<string, EntryCounters>();
  readonly #busyBy = new Map<string, Signal>();
  readonly #instances: readonly GitLabInstance[];
  readonly #executors: Executors;
  readonly #intake: JobIntake;
  readonly #pipelines: Pipelines;
  readonly #workers: Worker[] = [];
  readonly #processes: readonly ManagerProcess[];
  /** By manager. */
  readonly #hosts: readonly Host[];
  readonly #streams: Streams;
  readonly #fingerprint = new Fingerprint();
  #gates: Gates | undefined;
  #requests = 0;
  #failedRequests = 0;
  /** The measurement period has begun. */
  #isMeasuring = false;
  #progress: RunProgress = 'more';

  constructor(fleet: FleetSpec, options: FleetRunOptions) {
    this.#fleet = fleet;
    const sim = new Simulation();
    const jobs = new JobTable();
    const streams = (this.#streams = new Streams(options.seed, options.replication));
    const draws = options.given === undefined ? new KeyedDraws(fleet, streams) : new GivenDraws(fleet, options.given);
    const perWorkload = (name: SignalName): Signal[] => fleet.workloads.map((_, workload) => this.#signal(sim, name, { workload }));
    const traces = fleet.workloads.map(({ arrivals }) => (arrivals.kind === 'trace' ? arrivals : undefined));
    const journal = new Journal(jobs, options.recorder, this.#fingerprint, traces);
    const faults = new Faults(sim, fleet, streams, (note) => journal.note(note));
    this.#world = {
      sim,
      fleet,
      draws,
      jobs,
      journal,
      faults,
      clouds: new Clouds({ sim, fleet, draws, faults, makeSignal: (name, labels) => this.#signal(sim, name, labels) }),
      services: new Services(sim, fleet, faults, streams),
      registrations: new Registrations(fleet.runners),
      probe: options.probe,
      pendingJobs: perWorkload('jobs_pending'),
      runningJobs: perWorkload('jobs_running'),
    };
    const world = this.#world;
    sim.schedule(
      fleet.warmup,
      Priority.WINDOW,
      sim.register(() => this.#openWindow()),
      0,
    );
    this.#instances = fleet.instances.map((_, index) => new GitLabInstance(world, index));
    this.#intake = new JobIntake(world, this.#instances);
    this.#pipelines = new Pipelines(world, this.#instances);
    // GitLab ends the jobs of a superseded pipeline as `canceled`, at once.
    this.#pipelines.cancelRunning = (job): void => this.#workers[jobs.worker[job]!]?.run.cancelNow(true);
    // A probe is to see every pass and request.
    const { probe } = options;
    const isWatched = probe?.pass !== undefined || probe?.request !== undefined || probe?.scale !== undefined;
    const ticks = new TickClock(sim, fleet.horizon, fleet.limits.maxEvents, !isWatched && (options.skipQuietTicks ?? true));
    sim.addSource(ticks, Priority.FEED);
    this.#executors = new Executors({
      world,
      ticks,
      countersOf: (manager, runner) => this.#countersBy.get(key(manager, runner))!,
      makeSignal: (name, labels) => this.#signal(sim, name, labels),
      changed: (manager, runner) => this.#gates?.entryChanged(manager, runner),
    });
    this.#processes = this.#makeProcesses(ticks);
    this.#gates = this.#makeGates();
    this.#hosts = makeHosts(this.#processes, world.faults);
    this.#planEvents();
    this.#planUpgrades();
    this.#addSources(streams);
    watchFailovers({
      world,
      streams,
      hosts: this.#hosts,
      instances: this.#instances,
      creates: world.clouds,
      executors: this.#executors,
    });
  }

  get now(): number {
    return this.#world.sim.now;
  }

  get events(): number {
    return this.#world.sim.eventCount;
  }

  get signals(): readonly LabelledSignal[] {
    return this.#signals;
  }

  get counters(): readonly EntryCounters[] {
    return this.#counters;
  }

  get cloudCounters(): readonly CloudCounters[] {
    return this.#world.clouds.counters;
  }

  get trafficCounters(): readonly TrafficCounters[] {
    return this.#world.services.traffic;
  }

  get draws(): number {
    return this.#streams.drawCounts().reduce((sum, [, draws]) => sum + draws, 0);
  }

  fingerprint(): string {
    return this.#fingerprint.hex();
  }

  advance(maxEvents: number): RunProgress {
    if (this.#progress !== 'more') return this.#progress;
    const { sim } = this.#world;
    const left = this.#fleet.limits.maxEvents - sim.eventCount;
    const reason = sim.advance(this.#fleet.horizon, Math.min(maxEvents, left));
    if (reason === 'until' || reason === 'exhausted') this.#progress = 'done';
    else if (reason === 'stopped' && this.#intake.isOverfull) this.#progress = 'max_pending';
    else if (sim.eventCount >= this.#fleet.limits.maxEvents) this.#progress = 'max_events';
    if (this.#progress !== 'more') this.#finish();
    return this.#progress;
  }

  #signal(sim: Simulation, name: SignalName, labels: SignalLabels): Signal {
    const { binWidth, horizon } = this.#fleet;
    const signal = new Signal(sim, { name, binWidth, bins: Math.ceil(horizon / binWidth) });
    this.#signals.push({ name, labels, signal });
    return signal;
  }

  #makeProcesses(ticks: TickClock): readonly ManagerProcess[] {
    const { sim } = this.#world;
    const workers = this.#workers;
    const handlers = {
      latencyOver: sim.register((id) => workers[id]!.latencyOver()),
      updated: sim.register((id) => workers[id]!.updated()),
      jobStep: sim.register((id) => workers[id]!.run.next()),
      backoffOver: sim.register((id) => workers[id]!.backoffOver()),
      attemptPauseOver: sim.register((id) => workers[id]!.run.attempts.pauseOver()),
    };
    const around = {
      world: this.#world,
      instances: this.#instances,
      workers,
      handlers,
      ticks,
      executors: this.#executors,
      numberRequest: (): number => this.#requests++,
      nextRequest: (): number => this.#requests,
      requestBackoff: (nth: number): number => this.#world.draws.requestBackoff(nth, ++this.#failedRequests),
      countersOf: (manager: number, runner: number): EntryCounters => this.#countersBy.get(key(manager, runner))!,
      busySignal: (manager: number, runner: number): Signal => this.#busyBy.get(key(manager, runner))!,
      entryChanged: (manager: number, runner: number) => (): void => this.#gates?.entryChanged(manager, runner),
    };
    return this.#fleet.managers.map((spec, manager) => {
      for (const config of spec.configs) for (const entry of config.entries) this.#makeEntry(manager, entry);
      return new ManagerProcess(manager, around);
    });
  }

  /** What says why jobs wait: one gate an entry, told of whatever may open or close it. */
  #makeGates(): Gates {
    const { sim, jobs } = this.#world;
    const entries = [...this.#countersBy.values()].map(({ manager, runner }) => ({ process: this.#processes[manager]!, runner }));
    const gates = new Gates(this.#world, entries);
    const waiting = WAIT_CAUSES.map((_, cause) => this.#signal(sim, 'jobs_waiting', { cause }));
    for (const instance of this.#instances) {
      instance.makeHold = (runners): Hold => gates.join(runners, (own) => new Hold(sim, jobs, own, waiting, runners.length > 0));
    }
    for (const process of this.#processes) process.onChange = (): void => gates.managerChanged(process.index);
    return gates;
  }

  /** Counters and signals of one entry of one manager; an entry that comes back with a reload is the same. */
  #makeEntry(manager: number, entry: EntrySpec): void {
    const { runner } = entry;
    const place = key(manager, runner);
    const { sim } = this.#world;
    if (!this.#countersBy.has(place)) {
      const counters = newCounters(manager, runner);
      this.#counters.push(counters);
      this.#countersBy.set(place, counters);
      this.#busyBy.set(place, this.#signal(sim, 'workers_busy', { manager, runner }));
    }
    this.#executors.enter(manager, entry);
  }

  #planEvents(): void {
    const { sim } = this.#world;
    const start = sim.register((manager) => this.#hosts[manager]!.start());
    this.#fleet.managers.forEach((spec, manager) => {
      if (spec.running) sim.schedule(spec.startOffset, Priority.OPERATOR, start, manager);
    });
    const happen = sim.register((index) => this.#happen(this.#fleet.events[index]!));
    this.#fleet.events.forEach((event, index) => sim.schedule(event.at, Priority.OPERATOR, happen, index));
  }

  #happen(event: EventSpec): void {
    if (!('manager' in event)) {
      this.#world.registrations.setPaused(event.runner, event.kind === 'pause');
      return;
    }
    const host = this.#hosts[event.manager]!;
    switch (event.kind) {
      case 'start':
        host.start();
        break;
      case 'kill':
        host.kill();
        break;
      case 'stop':
        host.stop(event.signal);
        break;
      case 'reload':
        host.process.reload(event.config);
        break;
    }
  }

  #planUpgrades(): void {
    const around = { world: this.#world, hosts: this.#hosts, executors: this.#executors };
    for (const spec of this.#fleet.upgrades) planUpgrade(spec, around);
  }

  #addSources(streams: Streams): void {
    this.#fleet.workloads.forEach((workload, index) => {
      const { arrivals } = workload;
      const source =
        arrivals.kind === 'trace'
          ? new TraceSource(index, workload, arrivals, this.#intake, this.#pipelines)
          : new GeneratedSource(index, workload, arrivals, this.#intake, this.#pipelines, streams);
      this.#world.sim.addSource(source, Priority.ARRIVAL);
    });
  }

  #openWindow(): void {
    this.#isMeasuring = true;
    this.#world.clouds.openWindow();
    for (const { signal } of this.#signals) signal.openWindow();
    this.#world.services.openWindow();
    for (const counters of this.#counters) Object.assign(counters, newCounters(counters.manager, counters.runner));
  }

  /** Closes the signals and writes what is still in the system. */
  #finish(): void {
    const { sim, jobs, journal } = this.#world;
    const end = sim.now;
    // Of a run that a limit ends within its warm-up nothing is measured: what was counted so far is no figure.
    if (!this.#isMeasuring) this.#openWindow();
    this.#world.clouds.settle(end);
    for (const { signal } of this.#signals) signal.close(end);
    for (const process of this.#processes) process.finish();
    const { clouds } = this.#world;
    const standing = [...this.#executors.unwritten(), ...clouds.unwritten()];
    for (const machine of standing.sort((a, b) => a.number - b.number)) {
      const isGone = machine.dropped && !clouds.isStray(machine);
      if (!isGone) machine.pool.account(machine);
      machine.pool.write(machine, isGone ? machine.goneAt : end);
    }
    const workerOf = new Map(this.#workers.filter((worker) => worker.job >= 0).map((worker) => [worker.job, worker]));
    for (const job of jobs.slots()) {
      const worker = workerOf.get(job);
      const instance = this.#instances[this.#fleet.workloads[jobs.workload[job]!]!.instance]!;
      if (worker !== undefined) worker.run.recordRunning();
      else {
        const lost = instance.lostJob(job);
        const { scriptAt, machine, machineUse, preparation } = lost ?? NEVER_HANDED_OUT;
        const status = lost === undefined ? 'pending' : 'running';
        if (lost === undefined) instance.settleWait(job);
        const unmatched = instance.isUnmatched(job);
        journal.job(job, { status, failureReason: 'none', scriptAt, finishedAt: NOT_YET, machine, machineUse, unmatched, preparation });
      }
    }
    this.#pipelines.finish();
  }
}

const NEVER_HANDED_OUT = { scriptAt: NOT_YET, machine: 0, machineUse: 0, preparation: undefined };

function key(manager: number, runner: number): string {
  return `${manager} ${runner}`;
}

function newCounters(manager: number, runner: number): EntryCounters {
  return {
    manager,
    runner,
    requests: 0,
    emptyRequests: 0,
    passes: 0,
    machinesRequested: 0,
    machinesCreated: 0,
    creationsFailed: 0,
    machinesRemoved: 0,
    statusUpdates: 0,
    traceUpdates: 0,
  };
}
