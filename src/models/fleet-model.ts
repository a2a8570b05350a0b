/**
 * The models of a fleet, and who of them is told of what, in which order (docs/design/0009): what a model tells is given to its constructor, and
 * goes through here, for whoever tells is built before those who are told.
 */
import type { Fingerprint } from '../record/fingerprint.js';
import type { Streams } from '../sim/random/index.js';
import type { Signal } from '../sim/signal.js';
import { Simulation, type SourceInput } from '../sim/simulation.js';
import type { FleetSpec } from '../fleet/fleet.js';
import type { WorkloadSpec } from '../fleet/workload.js';
import type { Chance } from './chance.js';
import { CloudWorld } from './cloud/cloud-world.js';
import { Clouds } from './cloud/clouds.js';
import { Entries } from './entries.js';
import { Executors } from './executor/executors.js';
import { Failovers } from './failover/failovers.js';
import type { OutageListener } from './faults/faults.js';
import { Faults } from './faults/faults.js';
import type { FleetRunOptions } from './fleet-run.js';
import { GivenDraws } from './given.js';
import type { InstanceSite } from './gitlab/instance.js';
import { GitLabInstance } from './gitlab/instance.js';
import { JobTable } from './gitlab/job-table.js';
import { Registrations } from './gitlab/registrations.js';
import { Journal } from './journal.js';
import { KeyedDraws } from './keyed-draws.js';
import { MachineStreams } from './machine-streams.js';
import { Host } from './maintenance/host.js';
import { planOperations } from './maintenance/operations.js';
import { Upgrade } from './maintenance/upgrade.js';
import { Gates } from './manager/gates.js';
import { type ProcessListener, ProcessSurroundings } from './manager/process-surroundings.js';
import { QuietPolls } from './manager/polling/quiet-polls.js';
import { Rests } from './manager/polling/rests.js';
import { ManagerProcess } from './manager/process.js';
import { RequestStreams } from './request-streams.js';
import { RequestNumbers } from './manager/request-numbers.js';
import { Workers } from './manager/workers.js';
import * as Priority from './priority.js';
import { RunSignals } from './run-signals.js';
import { Services } from './services/services.js';
import { TickClock } from './tick-clock.js';
import type { Hold } from './wait/hold.js';
import { GeneratedSource } from './workload/generated-source.js';
import { JobIntake } from './workload/job-intake.js';
import type { PipelineSite } from './workload/pipelines.js';
import { Pipelines } from './workload/pipelines.js';
import { ResampleSource } from './workload/resample-source.js';
import { TraceSource } from './workload/trace-source.js';
import { World } from './world.js';

/** What the world of the models stands on. */
interface Ground {
  readonly sim: Simulation;
  readonly fleet: FleetSpec;
  readonly options: FleetRunOptions;
  readonly chance: Chance;
  readonly streams: Streams;
  readonly fingerprint: Fingerprint;
}

export class FleetModel implements OutageListener, ProcessListener, InstanceSite, PipelineSite {
  readonly world: World;
  readonly signals: RunSignals;
  readonly entries: Entries;
  readonly instances: readonly GitLabInstance[];
  readonly intake: JobIntake;
  readonly pipelines: Pipelines;
  readonly executors: Executors;
  readonly workers: Workers;
  /** By manager. */
  readonly processes: readonly ManagerProcess[];
  readonly ticks: TickClock;
  readonly #running: Signal;
  readonly #hosts: readonly Host[];
  readonly #rests: Rests;
  readonly #gates: Gates;
  readonly #upgrades: readonly Upgrade[];
  readonly #failovers: Failovers;

  constructor(fleet: FleetSpec, options: FleetRunOptions, streams: Streams, fingerprint: Fingerprint) {
    const sim = new Simulation();
    const chance = chanceOf(fleet, options, streams);
    this.signals = new RunSignals(sim, fleet, options.isDrawn ?? true);
    const world = (this.world = this.#makeWorld({ sim, fleet, options, chance, streams, fingerprint }));
    this.#rests = new Rests(world.registrations, fleet.managers.length, fleet.runners.length);
    this.instances = fleet.instances.map((_, index) => new GitLabInstance(world, index, this));
    this.intake = new JobIntake(world, this.instances);
    this.pipelines = new Pipelines(world, this.instances, this);
    const ticks = (this.ticks = makeTicks(sim, fleet, options));
    this.entries = new Entries(this.signals);
    this.executors = new Executors({
      world,
      chance,
      ticks,
      countersOf: (manager, runner) => this.entries.of(manager, runner).counters,
      makeSignal: (name, labels) => this.signals.make(name, labels),
      rests: this.#rests,
      listener: this,
    });
    this.#enterEntries();
    this.workers = new Workers(world);
    this.#running = this.signals.make('managers_running', {});
    this.processes = this.#makeProcesses(ticks);
    this.#gates = new Gates(world, this.entries.counters, this.processes, this.signals);
    const hosts = (this.#hosts = this.processes.map((process) => new Host(process)));
    planOperations(world, hosts);
    const { executors } = this;
    this.#upgrades = fleet.upgrades.map((spec) => new Upgrade(spec, { world, hosts, executors }));
    this.#addSources(streams);
    this.#failovers = new Failovers({ world, streams, hosts, creates: world.clouds, executors });
  }

  // --- who is told ---------------------------------------------------------------------------------------------------------------

  managerHit(manager: number): void {
    this.ticks.settle();
    this.#hosts[manager]!.outageChanged(this.world.faults.isManagerDown(manager));
  }

  serviceHit(service: number, begins: boolean): void {
    this.#failovers.serviceHit(service, begins);
  }

  zoneHit(zone: number): void {
    this.ticks.settle();
    this.world.clouds.zoneHit(zone);
  }

  instanceHit(instance: number, begins: boolean): void {
    this.ticks.settle();
    this.instances[instance]!.outageChanged(begins);
  }

  /** What the clouds refuse now is looked at by the gates; a person hears of an outage when all else has felt it. */
  outageChanged(outage: number, begins: boolean): void {
    this.world.clouds.outageChanged(outage);
    this.#gates.changed();
    this.#failovers.outageChanged(outage, begins);
  }

  queueing(runners: readonly number[]): void {
    this.#rests.queueing(runners);
  }

  managerChanged(manager: number): void {
    this.#gates.managerChanged(manager);
  }

  entryChanged(manager: number, runner: number): void {
    this.#gates.entryChanged(manager, runner);
  }

  managerStarted(manager: number): void {
    this.#running.add(1);
    for (const upgrade of this.#upgrades) upgrade.managerStarted(manager);
  }

  managerExited(manager: number): void {
    this.#running.add(-1);
    for (const upgrade of this.#upgrades) upgrade.managerExited(manager);
    this.#failovers.managerExited(manager);
  }

  handedOut(job: number): void {
    this.#failovers.handedOut(job);
  }

  makeHold(runners: readonly number[]): Hold {
    return this.#gates.makeHold(runners);
  }

  /** GitLab ends the jobs of a superseded pipeline as `canceled`, at once. */
  cancelRunning(job: number): void {
    this.workers.ofJob(job)?.run.cancelNow(true);
  }

  /** Requests that wait at its GitLab are answered before the gates look. */
  #registrationChanged(runner: number): void {
    this.ticks.settle();
    this.instances[this.world.fleet.runners[runner]!.instance]!.pauseChanged(runner);
    this.#gates.registrationChanged(runner);
  }

  // --- how it is built -----------------------------------------------------------------------------------------------------------

  #makeWorld({ sim, fleet, options, chance, streams, fingerprint }: Ground): World {
    const { signals } = this;
    const jobs = new JobTable();
    const draws =
      chance.kind === 'drawn'
        ? new KeyedDraws(fleet, chance.machines, new RequestStreams(fleet, streams))
        : new GivenDraws(fleet, chance.given);
    const journal = new Journal({
      jobs,
      recorder: options.recorder,
      fingerprint,
      histories: fleet.workloads.map(({ arrivals }) => (arrivals.kind === 'generated' ? undefined : arrivals)),
      jobEnded: (job, status, reason) => this.pipelines.jobEnded(job, status, reason),
    });
    const faults = new Faults(sim, fleet, streams, (note) => journal.note(note), this);
    const makeSignal: RunSignals['make'] = (name, labels) => signals.make(name, labels);
    return new World({
      sim,
      fleet,
      draws,
      jobs,
      journal,
      faults,
      clouds: new Clouds(new CloudWorld({ sim, fleet, draws, faults, makeSignal }), () => this.#gates.changed()),
      services: new Services(sim, fleet, faults, streams),
      registrations: new Registrations(fleet.runners, (runner) => this.#registrationChanged(runner)),
      probe: options.probe,
      pendingJobs: signals.perWorkload('jobs_pending'),
      runningJobs: signals.perWorkload('jobs_running'),
    });
  }

  #enterEntries(): void {
    this.world.fleet.managers.forEach(({ configs }, manager) => {
      for (const entry of configs.flatMap(({ entries }) => entries)) {
        this.entries.enter(manager, entry.runner);
        this.executors.enter(manager, entry);
      }
    });
  }

  #makeProcesses(ticks: TickClock): readonly ManagerProcess[] {
    const { world, instances, workers, executors, entries } = this;
    const requests = new RequestNumbers(world.draws);
    const polls = new QuietPolls(world.sim, ticks.ends);
    const rests = this.#rests;
    const around = new ProcessSurroundings({
      world,
      instances,
      workers,
      requests,
      ticks,
      polls,
      rests,
      executors,
      entries,
      listener: this,
    });
    return world.fleet.managers.map((_, manager) => new ManagerProcess(manager, around));
  }

  #addSources(streams: Streams): void {
    const { intake, pipelines } = this;
    const { sim, fleet } = this.world;
    fleet.workloads.forEach((workload, index) => {
      sim.addSource(sourceOf(index, workload, intake, pipelines, streams), Priority.ARRIVAL);
    });
  }
}

function sourceOf(index: number, workload: WorkloadSpec, intake: JobIntake, pipelines: Pipelines, streams: Streams): SourceInput {
  const { arrivals } = workload;
  switch (arrivals.kind) {
    case 'trace':
      return new TraceSource(index, workload, arrivals, intake, pipelines);
    case 'resample':
      return new ResampleSource(index, workload, arrivals, intake, pipelines, streams);
    case 'generated':
      return new GeneratedSource(index, workload, arrivals, intake, pipelines, streams);
  }
}

function chanceOf(fleet: FleetSpec, { given }: FleetRunOptions, streams: Streams): Chance {
  return given === undefined ? { kind: 'drawn', machines: new MachineStreams(fleet, streams) } : { kind: 'given', given };
}

/** A probe is to see every pass and request: with one that looks no tick is skipped. */
function makeTicks(sim: Simulation, { horizon, limits }: FleetSpec, { probe, skipQuietTicks }: FleetRunOptions): TickClock {
  const isWatched = probe?.pass !== undefined || probe?.request !== undefined || probe?.scale !== undefined;
  return new TickClock(sim, horizon, limits.maxEvents, !isWatched && (skipQuietTicks ?? true));
}
