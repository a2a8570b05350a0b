/** docker+machine for one runner token of a process: its pool, its creations, and what a pass would say of both. */
import type { DockerMachineSpec } from '../../../fleet/executor.js';
import type { EntrySpec } from '../../../fleet/config.js';
import type { RunnerFlags } from '../../../fleet/runner-flags.js';
import { dockerMachineOf } from '../../../fleet/executor.js';
import { NOT_YET } from '../../../record/not-yet.js';
import type { Micros } from '../../../units/time.js';
import { API_LIMIT, BOOT, GROWTH_RATE, LIMIT, NEXT_POLL, OUTAGE, QUOTA } from '../../wait/causes.js';
import type { Acquisition, Foreseen, Taker, TokenExecutor } from '../executor.js';
import { Coordinator } from './coordinator.js';
import type { DockerMachine } from './docker-machine.js';
import { isNothingDue } from './manage-pool.js';
import type { PoolSettings } from './policy.js';
import { canCreateIdle, canCreateOnDemand, idleTarget, isGrowthFull, isTotalFull } from './policy.js';
import type { Pool } from './pool.js';
import type { DockerMachineProvider } from './provider.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Returns `[runners.machine]` of an entry that has it. */
export function machineSpecOf(entry: EntrySpec): DockerMachineSpec {
  const spec = dockerMachineOf(entry);
  if (spec === undefined) throw new Error(`entry ${entry.name} is none of docker+machine`);
  return spec;
}

export class DockerMachineToken implements TokenExecutor {
  readonly provider: DockerMachineProvider;
  readonly flags: RunnerFlags;
  readonly pool: Pool;
  readonly coordinator: Coordinator;
  readonly #settings: Mutable<PoolSettings> = {
    limit: 0,
    maxBuilds: 0,
    maxGrowthRate: 0,
    idleTestIgnoresBusy: false,
    idle: { idleCount: 0, idleCountMin: 0, idleScaleFactor: 0, idleTime: 0 },
  };
  /** A reservation that is foreseen holds a machine until it is given back. */
  #foreseesMachine = false;

  constructor(provider: DockerMachineProvider, pool: Pool) {
    const { flags, commandTimeout } = provider.ties;
    this.provider = provider;
    this.flags = flags;
    this.pool = pool;
    this.coordinator = new Coordinator(pool, { store: provider.store, remover: provider.remover, flags, commandTimeout });
  }

  /** All of an entry's pool settings as they hold at `at`. The object is reused by the next call. */
  settings(entry: EntrySpec, at: Micros): PoolSettings {
    const spec = machineSpecOf(entry);
    const settings = this.#settings;
    settings.limit = entry.limit;
    settings.maxBuilds = spec.maxBuilds;
    settings.maxGrowthRate = spec.maxGrowthRate;
    settings.idleTestIgnoresBusy = !this.flags.idleTestCountsAvailable;
    settings.idle = this.provider.periods.settingsAt(spec, at);
    return settings;
  }

  acquisition(taker: Taker, entry: EntrySpec): Acquisition {
    return this.provider.acquisition(taker, this, entry);
  }

  /** `Release` (specification 1.7): a used up machine is removed, any other is idle again. MaxBuilds is that of the entry as the job got it. */
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

  cause(entry: EntrySpec): number {
    const { counts, manager } = this.pool;
    const { faults, sim, clouds } = this.pool.world;
    const { zone, machineType } = machineSpecOf(entry);
    const settings = this.settings(entry, sim.now);
    if (settings.idle.idleCount === 0) {
      // A job is asked for first; only `limit` and MaxGrowthRate hold the request back (from 16.5 on).
      if (!this.flags.onDemandRespectsLimit) return NEXT_POLL;
      if (isTotalFull(settings, counts)) return LIMIT;
      return isGrowthFull(settings, counts) ? GROWTH_RATE : NEXT_POLL;
    }
    if (faults.makesNone(zone)) return OUTAGE;
    if (clouds.isApiLimited(zone, manager)) return isTotalFull(settings, counts) ? LIMIT : API_LIMIT;
    const booting = counts.creating > 0 ? this.coordinator.booting : 0;
    // The target is met by machines that boot, stand or are held: nothing keeps the pool from what it wants.
    if (counts.idle + counts.acquired + booting >= idleTarget(settings.idle, counts.used)) return BOOT;
    if (isTotalFull(settings, counts)) return LIMIT;
    if (clouds.isQuotaFull(zone, machineType)) return QUOTA;
    if (isGrowthFull(settings, counts)) return GROWTH_RATE;
    return BOOT;
  }

  isInOutage(entry: EntrySpec): boolean {
    return this.pool.world.faults.makesNone(machineSpecOf(entry).zone);
  }

  /**
   * Without an idle target machines are made inside jobs. A pool at work is never quite at its idle target, for what jobs have just taken boots:
   * so it is to want no more machines than are booting, to have as many living ones, free or in use, as its target, one of them free.
   */
  isWhole(entry: EntrySpec): boolean {
    const { idle, limit } = this.settings(entry, this.pool.world.sim.now);
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
    this.#foreseesMachine = false;
    if (pool.world.clouds.asksInPasses(machineSpecOf(entry).zone)) return 'play';
    if (this.provider.acquirer.isLocked || pool.unattended > 0 || this.coordinator.hasWaiters) return 'play';
    const settings = this.settings(entry, at);
    if (!isNothingDue(pool, settings, at) || canCreateIdle(settings, pool.counts)) return 'play';
    if (pool.counts.idle === 0) {
      const asks = settings.idle.idleCount === 0 && (!this.flags.onDemandRespectsLimit || canCreateOnDemand(settings, pool.counts));
      return asks ? 'granted' : 'refused';
    }
    const machine = pool.newestIdleBefore(Infinity)!;
    const isUsedUp = settings.maxBuilds > 0 && machine.usedCount >= settings.maxBuilds;
    this.#foreseesMachine = !isUsedUp && this.flags.remembersChecks && at < machine.reachableUntil;
    return this.#foreseesMachine ? 'granted' : 'play';
  }

  passQuietly(entry: EntrySpec, at: Micros, backAt: Micros): void {
    const { pool } = this;
    pool.counters.passes++;
    pool.noteTarget(this.settings(entry, at).idle, at);
    if (!this.#foreseesMachine) return;
    if (backAt > at) pool.noteHeld(at, backAt);
    this.coordinator.raiseAvailable(1);
  }
}
