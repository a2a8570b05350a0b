/** docker+machine for one runner token of a process: its pool, its creations, and what a pass would say of both. */
import type { DockerMachineSpec } from '../../../fleet/executor.js';
import type { EntrySpec } from '../../../fleet/config.js';
import type { RunnerFlags } from '../../../fleet/runner-flags.js';
import { dockerMachineOf } from '../../../fleet/executor.js';
import { NOT_YET } from '../../../record/not-yet.js';
import type { Mutable } from '../../../units/mutable.js';
import type { Micros } from '../../../units/time.js';
import type { Acquisition, Foreseen, Held, Taker, TokenExecutor } from '../executor.js';
import { Coordinator } from './coordinator.js';
import type { Decision } from './decide.js';
import { decide, isNothingDue, newDecision, oldestSurplusClock } from './decide.js';
import { DockerMachine } from './docker-machine.js';
import { PeriodClock } from './period-clock.js';
import type { PoolSettings } from './policy.js';
import { idleTarget, roomToCreate } from './policy.js';
import type { Pool } from './pool.js';
import { HeldView, LiveView } from './pool-view.js';
import type { DockerMachineProvider } from './provider.js';

/** Returns `[runners.machine]` of an entry that has it. */
export function machineSpecOf(entry: EntrySpec): DockerMachineSpec {
  const spec = dockerMachineOf(entry);
  if (spec === undefined) throw new Error(`entry ${entry.name} is none of docker+machine`);
  return spec;
}

export class DockerMachineToken implements TokenExecutor {
  readonly grantsAlways = false;
  readonly provider: DockerMachineProvider;
  readonly flags: RunnerFlags;
  readonly pool: Pool;
  readonly coordinator: Coordinator;
  readonly #settings: Mutable<PoolSettings> = {
    limit: 0,
    maxBuilds: 0,
    maxGrowthRate: 0,
    idleTestIgnoresBusy: false,
    onDemandRespectsLimit: false,
    idle: { idleCount: 0, idleCountMin: 0, idleScaleFactor: 0, idleTime: 0 },
  };
  /** The entry that was read last. */
  #entry: EntrySpec | undefined;
  #spec!: DockerMachineSpec;
  /** Its passes make calls to the API of its cloud. */
  #asksInPasses = false;
  readonly #periods = new PeriodClock();
  readonly #view: LiveView;
  readonly #heldView: HeldView;
  readonly #foreseen = newDecision();
  readonly #ifHeld = newDecision();
  /** The machine that a foreseen reservation holds until it is given back. */
  #foreseenMachine: DockerMachine | undefined;

  constructor(provider: DockerMachineProvider, pool: Pool) {
    const { flags, commandTimeout } = provider.ties;
    this.provider = provider;
    this.flags = flags;
    this.pool = pool;
    const { machines, remover } = provider;
    const created = (machine: DockerMachine): void => provider.ended(machine);
    this.coordinator = new Coordinator(pool, {
      machines,
      remover,
      flags,
      commandTimeout,
      created,
    });
    this.#view = new LiveView(pool, this.coordinator);
    this.#heldView = new HeldView(pool, this.coordinator);
  }

  /** What a pass comes to at `at`, written into `out`; returns the settings in force, to be read at once. */
  decide(entry: EntrySpec, at: Micros, out: Decision): PoolSettings {
    const settings = this.#settingsAt(entry, at);
    decide(this.#view.of(this.#specOf(entry)), settings, at, out);
    return settings;
  }

  acquisition(taker: Taker, entry: EntrySpec): Acquisition {
    return this.provider.acquisition(taker, this, entry);
  }

  /**
   * `Release` (docs/explanation/machine-pool.md, "States"): a used up machine is removed, any other is idle again. MaxBuilds is that of the entry as
   * the job got it.
   */
  release(machine: DockerMachine, { maxBuilds, maxRemovalAttempts }: DockerMachineSpec): void {
    if (machine.dropped || (machine.state !== 'used' && machine.state !== 'acquired')) return;
    if (machine.state === 'used') machine.clockStarts(this.pool.world.sim.now);
    if (maxBuilds > 0 && machine.usedCount >= maxBuilds) {
      this.provider.remover.start(machine, 'used_up', maxRemovalAttempts);
      return;
    }
    this.pool.setState(machine, 'idle');
    this.coordinator.machineAvailable();
  }

  /** The process is gone. */
  close(): void {
    this.coordinator.close();
    this.pool.forget();
  }

  // --- why a job waits -----------------------------------------------------------------------------------------------------------

  ready(): number {
    return this.pool.counts.idle;
  }

  /** As if those that stand idle were held by jobs: nothing is to be removed then, and what is missing is what one more would need. */
  cause(entry: EntrySpec): number {
    const { now } = this.pool.world.sim;
    decide(this.#heldView.of(this.#specOf(entry)), this.#settingsAt(entry, now), now, this.#ifHeld);
    return this.#ifHeld.cause;
  }

  isInOutage(entry: EntrySpec): boolean {
    return this.pool.world.faults.makesNone(this.#specOf(entry).zone);
  }

  /**
   * Without an idle target machines are made inside jobs. A pool at work is never quite at its idle target, for what jobs have just taken boots:
   * so it is to want no more machines than are booting, to have as many living ones, free or in use, as its target, one of them free.
   */
  isWhole(entry: EntrySpec): boolean {
    const { idle, limit } = this.#settingsAt(entry, this.pool.world.sim.now);
    let free = 0;
    let used = 0;
    let booting = 0;
    for (const { state, diedAt } of this.pool.index) {
      if (diedAt !== NOT_YET) continue;
      if (state === 'idle' || state === 'acquired') free++;
      else if (state === 'used') used++;
      else if (state === 'creating') booting++;
    }
    if (limit > 0 && free + used >= limit) return true;
    const target = idleTarget(idle, used);
    return target === 0 || (free > 0 && free + booting >= target && free + used >= target);
  }

  // --- a pass in which nothing can change ----------------------------------------------------------------------------------------

  /** The pass removes and creates nothing, and the newest idle machine is held for the length of an empty request and given back. */
  foresee(entry: EntrySpec, at: Micros): Foreseen {
    const { pool } = this;
    this.#foreseenMachine = undefined;
    const settings = this.#settingsAt(entry, at);
    if (this.#asksInPasses) return 'play';
    if (this.provider.acquirer.isLocked || pool.unattended > 0 || this.coordinator.hasWaiters) return 'play';
    const foreseen = this.#foreseen;
    // Most of the time a machine is idle and the pool as it is to be: that is seen without the whole decision.
    const isAtRest =
      pool.counts.idle > 0 && roomToCreate(settings, pool.counts) === 0 && isNothingDue(this.#view.of(this.#spec), settings, at);
    if (isAtRest) foreseen.walked = false;
    else {
      decide(this.#view.of(this.#spec), settings, at, foreseen);
      if (foreseen.removals.length > 0 || foreseen.creates > 0) return 'play';
      if (pool.counts.idle === 0) return foreseen.asks ? 'granted' : 'refused';
    }
    const machine = pool.index.newestIdle()!;
    const isUsedUp = settings.maxBuilds > 0 && machine.usedCount >= settings.maxBuilds;
    if (isUsedUp || !this.flags.remembersChecks || at >= machine.reachableUntil) return 'play';
    this.#foreseenMachine = machine;
    return 'granted';
  }

  /** A machine stands idle and the pool is as it is to be, until the machine has to be checked, an idle clock runs out or a period begins. */
  restsUntil(entry: EntrySpec, at: Micros): Micros {
    const { counts, index } = this.pool;
    if (counts.idle === 0 || this.foresee(entry, at) !== 'granted' || this.#foreseen.walked) return at;
    const settings = this.#settings;
    const due = Math.max(index.oldestClock, oldestSurplusClock(index, settings)) + settings.idle.idleTime;
    return Math.min(this.#foreseenMachine!.reachableUntil, due, this.#periods.nextChange(this.#spec, at));
  }

  passQuietly(entry: EntrySpec, at: Micros, length: Micros, every: Micros, times: number): void {
    this.#passForeseen(entry, at, times);
    if (this.#foreseenMachine === undefined) return;
    if (length > 0) this.pool.noteHeld(at, length, every, times);
    this.coordinator.raiseAvailable(times);
  }

  hold(entry: EntrySpec, at: Micros): DockerMachine | undefined {
    this.#passForeseen(entry, at, 1);
    const machine = this.#foreseenMachine;
    if (machine !== undefined) this.pool.hold(machine, at);
    return machine;
  }

  get letsGoQuietly(): boolean {
    return !this.coordinator.hasWaiters;
  }

  letGo(held: Held, at: Micros): void {
    if (!(held instanceof DockerMachine) || held.dropped || held.state !== 'acquired') return;
    this.pool.letGo(held, at);
    this.coordinator.raiseAvailable(1);
  }

  giveBack(held: Held, entry: EntrySpec): void {
    if (held instanceof DockerMachine) this.release(held, machineSpecOf(entry));
  }

  #passForeseen(entry: EntrySpec, at: Micros, times: number): void {
    const { pool } = this;
    const { idle, maxBuilds } = this.#settingsAt(entry, at);
    pool.counters.passes += times;
    pool.noteTarget(idle, at);
    if (this.#foreseen.walked) pool.walked(maxBuilds);
  }

  /** All of an entry's pool settings as they hold at `at`. The object is reused by the next call. */
  #settingsAt(entry: EntrySpec, at: Micros): PoolSettings {
    const settings = this.#settings;
    if (entry !== this.#entry) this.#read(entry);
    settings.idle = this.#periods.settingsAt(this.#spec, at);
    return settings;
  }

  /** Section of an entry, which is the same most of the time. */
  #specOf(entry: EntrySpec): DockerMachineSpec {
    if (entry !== this.#entry) this.#read(entry);
    return this.#spec;
  }

  #read(entry: EntrySpec): void {
    const spec = machineSpecOf(entry);
    this.#entry = entry;
    this.#spec = spec;
    this.#asksInPasses = this.pool.world.clouds.asksInPasses(spec.zone);
    const settings = this.#settings;
    settings.limit = entry.limit;
    settings.maxBuilds = spec.maxBuilds;
    settings.maxGrowthRate = spec.maxGrowthRate;
    settings.idleTestIgnoresBusy = !this.flags.idleTestCountsAvailable;
    settings.onDemandRespectsLimit = this.flags.onDemandRespectsLimit;
  }
}
