/** What keeps one `[[runners]]` entry of one manager from taking a job now. */
import type { EntrySpec } from '../../fleet/config.js';
import { isGrowthFull, idleTarget, isTotalFull } from '../machine/policy.js';
import {
  API_LIMIT,
  BOOT,
  CONCURRENT,
  GROWTH_RATE,
  LIMIT,
  NEXT_POLL,
  NO_RUNNER,
  OUTAGE,
  PAUSED,
  QUOTA,
  REQUEST_SLOT,
} from '../wait/causes.js';
import type { HoldGate } from '../wait/hold.js';
import type { World } from '../world.js';
import type { ManagerProcess } from './process.js';
import type { TokenState } from './token-state.js';

export class Gate implements HoldGate {
  readonly runner: number;
  readonly process: ManagerProcess;
  /** As of the latest look. */
  cause = NO_RUNNER;
  ready = 0;
  isOut = false;
  readonly #world: World;
  readonly #instance: number;

  constructor(world: World, process: ManagerProcess, runner: number) {
    this.#world = world;
    this.process = process;
    this.runner = runner;
    this.#instance = world.fleet.runners[runner]!.instance;
  }

  /** Looks anew; true when something has changed. The worst that holds counts; an open request has passed all but the request slot. */
  look(): boolean {
    const cause = this.#present();
    const ready = cause < REQUEST_SLOT ? 0 : this.#countReady();
    const isOut = this.#world.fleet.outages.length > 0 && this.#isInOutage();
    const isChanged = cause !== this.cause || ready !== this.ready || isOut !== this.isOut;
    this.cause = cause;
    this.ready = ready;
    this.isOut = isOut;
    return isChanged;
  }

  beyond(): number {
    const entry = this.cause < REQUEST_SLOT ? undefined : this.process.entryOf(this.runner);
    if (entry?.machine === undefined) return this.cause;
    return Math.min(this.#poolCause(entry, this.process.tokenOf(entry)), this.cause);
  }

  /** Machines that stand idle, and requests under way: each has its machine, or needs none. */
  #countReady(): number {
    const entry = this.process.entryOf(this.runner)!;
    if (entry.machine === undefined) return Infinity;
    const token = this.process.tokenOf(entry);
    return token.pool!.counts.idle + token.requests;
  }

  /** GitLab, the manager's host or the place of its machines is not there for an entry that would do its work otherwise. */
  #isInOutage(): boolean {
    const { faults, registrations } = this.#world;
    const { process } = this;
    if (registrations.isPaused(this.runner)) return false;
    if (process.isMissed) return true;
    if (process.isStopping) return false;
    const entry = process.entryOf(this.runner);
    if (entry === undefined) return false;
    return faults.instanceStatus(this.#instance) !== 200 || (entry.machine !== undefined && faults.makesNone(entry.machine.zone));
  }

  #present(): number {
    const { faults, registrations, sim } = this.#world;
    const { process } = this;
    if (faults.instanceStatus(this.#instance) !== 200 || faults.isManagerDown(process.index)) return OUTAGE;
    if (process.isStopping || registrations.isPaused(this.runner)) return PAUSED;
    const entry = process.entryOf(this.runner);
    if (entry === undefined) return PAUSED;
    const token = process.tokenOf(entry);
    if (token.isOutOfFavour(entry, sim.now)) return PAUSED;
    const asks = token.requests > 0;
    if (!process.hasFreeWorker && !asks) return CONCURRENT;
    if (entry.limit > 0 && token.builds - token.requests >= entry.limit) return LIMIT;
    if (entry.machine !== undefined && !asks && token.pool!.counts.idle === 0) {
      const cause = this.#poolCause(entry, token);
      if (cause !== NEXT_POLL) return cause;
    }
    return token.requests >= token.allowedRequests(entry) ? REQUEST_SLOT : NEXT_POLL;
  }

  /** What keeps the pool from having a machine more than stand idle; NEXT_POLL: a job is asked for without one. */
  #poolCause(entry: EntrySpec, token: TokenState): number {
    const { counts } = token.pool!;
    const { faults, sim, clouds } = this.#world;
    const { zone, machineType } = entry.machine!;
    const settings = this.process.poolSettings(entry, sim.now);
    if (settings.idle.idleCount === 0) {
      // A job is asked for first; only `limit` and MaxGrowthRate hold the request back (from 16.5 on).
      if (!this.process.flags.onDemandRespectsLimit) return NEXT_POLL;
      if (isTotalFull(settings, counts)) return LIMIT;
      return isGrowthFull(settings, counts) ? GROWTH_RATE : NEXT_POLL;
    }
    if (faults.makesNone(zone)) return OUTAGE;
    if (clouds.isApiLimited(zone, this.process.index)) return isTotalFull(settings, counts) ? LIMIT : API_LIMIT;
    const booting = counts.creating > 0 ? token.coordinator!.booting : 0;
    // The target is met by machines that boot, stand or are held: nothing keeps the pool from what it wants.
    if (counts.idle + counts.acquired + booting >= idleTarget(settings.idle, counts.used)) return BOOT;
    if (isTotalFull(settings, counts)) return LIMIT;
    if (clouds.isQuotaFull(zone, machineType)) return QUOTA;
    if (isGrowthFull(settings, counts)) return GROWTH_RATE;
    return BOOT;
  }
}
