/**
 * A pool with its coordinator, remover and acquirer and nothing around them: machines are put into it in any state, passes are made by
 * hand, and time goes on only when it is told to.
 */
import { Fingerprint } from '../../src/record/fingerprint.js';
import { Signal } from '../../src/sim/signal.js';
import { Simulation } from '../../src/sim/simulation.js';
import type { DockerMachineSpec, IdleSettings } from '../../src/fleet/executor.js';
import type { RunnerFlags } from '../../src/fleet/runner-flags.js';
import type { ZoneSpec } from '../../src/fleet/zone.js';
import { GivenDraws } from '../../src/models/given.js';
import { CloudWorld } from '../../src/models/cloud/cloud-world.js';
import { Clouds } from '../../src/models/cloud/clouds.js';
import type { OutageListener } from '../../src/models/faults/faults.js';
import { Faults } from '../../src/models/faults/faults.js';
import { Services } from '../../src/models/services/services.js';
import { GitLabInstance } from '../../src/models/gitlab/instance.js';
import { JobTable } from '../../src/models/gitlab/job-table.js';
import { Registrations } from '../../src/models/gitlab/registrations.js';
import { Streams } from '../../src/sim/random/index.js';
import { Acquirer } from '../../src/models/executor/docker-machine/acquirer.js';
import { Coordinator } from '../../src/models/executor/docker-machine/coordinator.js';
import { decide } from '../../src/models/executor/docker-machine/decide.js';
import { dockerMachineDraws } from '../../src/models/executor/docker-machine/draws.js';
import { MachineWorld } from '../../src/models/executor/docker-machine/machine-world.js';
import { LiveView } from '../../src/models/executor/docker-machine/pool-view.js';
import { MachineNumbers } from '../../src/models/machine/machine-numbers.js';
import type { CreationOwner, DockerMachine } from '../../src/models/executor/docker-machine/docker-machine.js';
import type { MachineState } from '../../src/models/machine/cloud-machine.js';
import type { PoolSettings } from '../../src/models/executor/docker-machine/policy.js';
import { Pool } from '../../src/models/executor/docker-machine/pool.js';
import { Remover } from '../../src/models/executor/docker-machine/remover.js';
import { makePoolSignals } from '../../src/models/machine/machine-pool.js';
import type { MachineCounts } from '../../src/models/machine/machine-pool.js';
import { Hold } from '../../src/models/wait/hold.js';
import { World } from '../../src/models/world.js';
import { Journal } from '../../src/models/journal.js';
import type { EntryCounters } from '../../src/record/counters.js';
import type { RemovalReason } from '../../src/record/machine.js';
import { HOUR } from '../../src/units/time.js';
import type { Micros } from '../../src/units/time.js';
import { aFleet, aMachine, NEWEST_FLAGS } from './fleet-builder.js';
import type { GivenOptions } from './given.js';
import { given } from './given.js';

/** Settings of a pass; what is not given is 0 or false. */
export type SettingsOptions = Partial<Omit<PoolSettings, 'idle'>> & Partial<IdleSettings>;

export interface PoolOptions {
  readonly zone?: Partial<ZoneSpec>;
  readonly given?: GivenOptions;
  readonly flags?: Partial<RunnerFlags>;
  /** MaxRemovalAttempts; 0 = default. */
  readonly maxRemovalAttempts?: number;
}

/** How a machine is put into the pool. */
export interface PutOptions {
  /** How long ago its idle clock was started. Default: 0. */
  readonly age?: Micros;
  /** Jobs that used it. Default: 0. */
  readonly uses?: number;
  /** False: it does not answer checks. Default: true. */
  readonly answers?: boolean;
}

/** What an acquire answered: the machine, a job request without one, or no free executor. */
export type Acquired = DockerMachine | 'request' | 'no_free_executor';

/** Returns complete settings. */
export function settingsOf(options: SettingsOptions): PoolSettings {
  const {
    limit = 0,
    maxBuilds = 0,
    maxGrowthRate = 0,
    idleTestIgnoresBusy = false,
    onDemandRespectsLimit = true,
    idleCount = 0,
    idleCountMin = 0,
    idleScaleFactor = 0,
    idleTime = 0,
  } = options;
  return {
    limit,
    maxBuilds,
    maxGrowthRate,
    idleTestIgnoresBusy,
    onDemandRespectsLimit,
    idle: { idleCount, idleCountMin, idleScaleFactor, idleTime },
  };
}

/** Nobody stands around who could be told. */
const unheard = (): void => undefined;

/** Of outages neither: a bench has none. */
const NO_OUTAGES: OutageListener = {
  managerHit: unheard,
  serviceHit: unheard,
  zoneHit: unheard,
  instanceHit: unheard,
  outageChanged: unheard,
};

export class PoolBench {
  readonly sim = new Simulation();
  readonly world: World;
  readonly pool: Pool;
  readonly machines: MachineWorld;
  remover: Remover;
  acquirer: Acquirer;
  coordinator: Coordinator;
  view: LiveView;
  readonly counters: EntryCounters;
  /** The machines by state, each time the pool told that it was about to change. */
  readonly touches: MachineCounts[] = [];
  readonly #maxRemovalAttempts: number;
  readonly #flags: RunnerFlags;

  /** The clock stands at one hour, so that machines may have an age. */
  constructor(options: PoolOptions = {}) {
    const { sim } = this;
    const fleet = aFleet({ horizon: 1000 * HOUR, zone: options.zone ?? {} });
    sim.advance(HOUR, 1);
    const jobs = new JobTable();
    const recorder = { job: () => undefined, machine: () => undefined };
    const journal = new Journal({ jobs, recorder, fingerprint: new Fingerprint(), histories: [], jobEnded: unheard });
    const chance = { kind: 'given' as const, given: given(options.given) };
    const draws = new GivenDraws(fleet, chance.given);
    const faults = new Faults(sim, fleet, new Streams(1, 0), unheard, NO_OUTAGES);
    const signal = (name: string): Signal => new Signal(sim, { name, binWidth: 1, bins: 0 });
    this.world = new World({
      sim,
      fleet,
      draws,
      jobs,
      journal,
      probe: undefined,
      faults,
      clouds: new Clouds(new CloudWorld({ sim, fleet, draws, faults, makeSignal: signal }), unheard),
      services: new Services(sim, fleet, faults, new Streams(1, 0)),
      registrations: new Registrations(fleet.runners, unheard),
      pendingJobs: [],
      runningJobs: [],
    });
    const counts = { requests: 0, emptyRequests: 0, passes: 0, machinesRequested: 0, machinesCreated: 0 };
    this.counters = { manager: 0, runner: 0, ...counts, creationsFailed: 0, machinesRemoved: 0, statusUpdates: 0, traceUpdates: 0 };
    this.pool = new Pool(this.world, {
      manager: 0,
      runner: 0,
      counters: this.counters,
      signals: makePoolSignals(signal, { manager: 0, runner: 0 }),
      numbers: new MachineNumbers(1),
      rests: { touched: () => this.touches.push({ ...this.pool.counts }) },
    });
    this.machines = new MachineWorld(this.world, dockerMachineDraws(chance, fleet));
    this.#maxRemovalAttempts = options.maxRemovalAttempts ?? 0;
    this.#flags = { ...NEWEST_FLAGS, ...options.flags };
    this.remover = this.#newRemover();
    this.acquirer = this.#newAcquirer();
    this.coordinator = this.#newCoordinator();
    this.view = new LiveView(this.pool, this.coordinator);
  }

  get now(): Micros {
    return this.sim.now;
  }

  /** Lets time go on, by a microsecond more than told, so that what is due at the end of it has happened. */
  wait(time: Micros): void {
    this.sim.advance(this.sim.now + time + 1, Infinity);
  }

  /** Puts a machine into the pool as its newest. `unattended`: it stands on the disk and the process has no record of it. */
  put(state: MachineState, { age = 0, uses = 0, answers = true }: PutOptions = {}): DockerMachine {
    const { pool, sim } = this;
    const machine = pool.add('idle', this.#spec(), undefined);
    if (state === 'creating') return machine;
    const at = sim.now - age;
    machine.hasDirectory(true);
    // As if it had been made and used before, outside of any quota.
    machine.createBegan(at);
    machine.entered(at);
    machine.left();
    machine.bootPlanned(at, answers);
    machine.created(at);
    machine.clockStarts(at);
    Object.assign(machine, { usedCount: uses, uses });
    pool.setState(machine, 'idle');
    pool.setState(machine, state);
    return machine;
  }

  /** Puts several alike. */
  putAll(count: number, state: MachineState, options: PutOptions = {}): DockerMachine[] {
    return Array.from({ length: count }, () => this.put(state, options));
  }

  /** One acquire: the pass, then the pick. It has to be answered at once. */
  acquire(settings: SettingsOptions): Acquired {
    let answer: Acquired | undefined;
    const { onDemandRespectsLimit } = this.#flags;
    const inForce = settingsOf({ onDemandRespectsLimit, ...settings });
    this.acquirer.acquire({
      pool: this.pool,
      coordinator: this.coordinator,
      machineSpec: this.#spec(inForce),
      decide: (now, out) => {
        decide(this.view.of(this.#spec(inForce)), inForce, now, out);
        return inForce;
      },
      acquired: (machine, ask) => (answer = machine ?? (ask ? 'request' : 'no_free_executor')),
    });
    if (answer === undefined) throw new Error('the acquire was not answered at once');
    return answer;
  }

  /** A job, or a pass, decides on a machine. */
  create(maxGrowthRate = 0, owner?: CreationOwner): DockerMachine {
    return this.coordinator.create('on_demand', this.#spec({ maxGrowthRate }), owner);
  }

  /** Begins to remove a machine. */
  remove(machine: DockerMachine, reason: RemovalReason = 'used_up'): void {
    this.remover.start(machine, reason, this.#maxRemovalAttempts);
  }

  /** A worker gives a machine back without a job: it is idle again, its idle clock goes on. */
  release(machine: DockerMachine): void {
    this.pool.setState(machine, 'idle');
    this.coordinator.machineAvailable();
  }

  /** The process is killed and started again: it knows nothing but what stands on the disk. */
  restart(): void {
    this.acquirer.close();
    this.remover.close();
    this.coordinator.close();
    this.pool.forget();
    this.remover = this.#newRemover();
    this.acquirer = this.#newAcquirer();
    this.coordinator = this.#newCoordinator();
    this.view = new LiveView(this.pool, this.coordinator);
  }

  /** A GitLab of its own, whose jobs nothing holds. */
  newInstance(): GitLabInstance {
    const { world, sim } = this;
    return new GitLabInstance(world, 0, {
      queueing: unheard,
      makeHold: () => new Hold(sim, world.jobs, [], [], false),
      handedOut: unheard,
    });
  }

  /** Machines that are being removed for this reason, by their ordinals. */
  removed(reason: DockerMachine['reasonRemoved']): number[] {
    return this.pool.machines.filter((one) => one.state === 'removing' && one.reasonRemoved === reason).map(({ birth }) => birth);
  }

  #newRemover(): Remover {
    const { removalGivesUp, shutdownStep } = this.#flags;
    return new Remover(this.machines, { commandTimeout: 0, givesUp: removalGivesUp, shutdownStep }, unheard);
  }

  #newAcquirer(): Acquirer {
    return new Acquirer(this.machines, this.remover, this.#flags);
  }

  #newCoordinator(): Coordinator {
    const { machines, remover } = this;
    return new Coordinator(this.pool, { machines, remover, flags: this.#flags, commandTimeout: 0, created: unheard });
  }

  #spec(settings: Partial<PoolSettings> = {}): DockerMachineSpec {
    const { maxBuilds = 0, maxGrowthRate = 0 } = settings;
    return aMachine({ maxBuilds, maxGrowthRate, maxRemovalAttempts: this.#maxRemovalAttempts });
  }
}
