/**
 * Who pays: the cost of a fleet, shared among the jobs that it ran (docs/explanation/clouds-and-cost.md, "Who pays"). A pool is one `[[runners]]`
 * section of a group of managers: its machines are alike, and on which manager a job came to run is chance.
 */
import type { FleetSpec } from '../../fleet/fleet.js';
import type { ManagerIndex, RunnerIndex } from '../../units/indices.js';
import { HOUR, SECOND, type Micros } from '../../units/time.js';
import { MONTH_HOURS, type MachineCell } from '../pools/machine-usage.js';
import type { CostShare } from '../jobs/job-scope-schema.js';
import type { PoolSources } from '../pools/pool-stats.js';

/** Which pool, from 0. */
export type PoolIndex = number;

/** Returns how many pools a fleet may have. */
export function poolCount({ runners, groups }: Pick<FleetSpec, 'runners' | 'groups'>): number {
  return runners.length * groups.length;
}

/** Returns the pool of an entry. */
export function poolOf(
  { groups, managers }: Pick<FleetSpec, 'groups' | 'managers'>,
  manager: ManagerIndex,
  runner: RunnerIndex,
): PoolIndex {
  return runner * groups.length + managers[manager]!.group;
}

/** Time that jobs of one payer held places, by pool; several entries of a pool add up. */
export type HeldByPool = Iterable<readonly [PoolIndex, Micros]>;

/** The cost of each pool, to be shared in proportion to the time that jobs held its places. */
export class CostShares {
  /** USD by pool: of machines while they are used, and of all else. */
  readonly #own: Float64Array;
  readonly #shared: Float64Array;
  /** By pool, over all jobs. */
  readonly #held: Float64Array;
  readonly #length: Micros;
  #nobodys = 0;

  /** `held` is that of all jobs. */
  constructor(sources: PoolSources, held: HeldByPool) {
    const { fleet, cells, length } = sources;
    this.#length = length;
    this.#own = new Float64Array(poolCount(fleet));
    this.#shared = new Float64Array(poolCount(fleet));
    this.#held = new Float64Array(poolCount(fleet));
    for (const [pool, time] of held) this.#held[pool] = this.#held[pool]! + time;
    for (const cell of cells) this.#addMachines(cell, fleet);
    this.#addHosts(sources);
    this.#addClouds(sources);
  }

  /** USD of what no job used. */
  get nobodys(): number {
    return this.#nobodys;
  }

  /** Returns what a payer whose jobs held places for so long pays. */
  share(held: HeldByPool): CostShare {
    let [micros, own, shared] = [0, 0, 0];
    for (const [pool, time] of held) {
      if (time === 0) continue;
      const part = time / this.#held[pool]!;
      micros += time;
      own += part * this.#own[pool]!;
      shared += part * this.#shared[pool]!;
    }
    const total = own + shared;
    const perMonth = this.#length > 0 ? total * (MONTH_HOURS / (this.#length / HOUR)) : 0;
    return { heldSeconds: micros / SECOND, own, shared, total, perMonth };
  }

  #addMachines({ manager, runner, machineType, sums }: MachineCell, fleet: FleetSpec): void {
    const { pricePerHour } = fleet.machineTypes[machineType]!;
    const pool = poolOf(fleet, manager, runner);
    const { busy, ...others } = sums;
    const usd = (micros: number): number => (micros / HOUR) * pricePerHour;
    const rest = Object.values(others).reduce((sum, part) => sum + usd(part.toNumber()), 0);
    if (this.#held[pool] === 0) this.#nobodys += usd(busy.toNumber()) + rest;
    else {
      this.#own[pool] = this.#own[pool]! + usd(busy.toNumber());
      this.#shared[pool] = this.#shared[pool]! + rest;
    }
  }

  /** Hosts of managers: among the jobs of their group. */
  #addHosts({ fleet, entries, length }: PoolSources): void {
    const usd = fleet.groups.map(() => 0);
    for (const manager of new Set(entries.map((entry) => entry.manager))) {
      const { group, hostPricePerHour } = fleet.managers[manager]!;
      usd[group] = usd[group]! + hostPricePerHour * (length / HOUR);
    }
    for (const [group, own] of usd.entries()) this.#divide(own, (pool) => pool % fleet.groups.length === group);
  }

  /** Services and egress: among the jobs on machines of their cloud; those of none among all. */
  #addClouds({ fleet, cells, egress, length }: PoolSources): void {
    const usd = new Map(egress);
    for (const { cloud, pricePerHour } of fleet.services) usd.set(cloud, (usd.get(cloud) ?? 0) + pricePerHour * (length / HOUR));
    for (const [cloud, own] of usd) {
      const pools = new Set(
        cells.filter(({ zone }) => fleet.zones[zone]?.cloud === cloud).map(({ manager, runner }) => poolOf(fleet, manager, runner)),
      );
      this.#divide(own, (pool) => cloud === -1 || pools.has(pool));
    }
  }

  #divide(usd: number, isAmong: (pool: PoolIndex) => boolean): void {
    const among = [...this.#held.keys()].filter((pool) => this.#held[pool]! > 0 && isAmong(pool));
    const held = among.reduce((sum, pool) => sum + this.#held[pool]!, 0);
    if (held === 0) this.#nobodys += usd;
    for (const pool of among) this.#shared[pool] = this.#shared[pool]! + usd * (this.#held[pool]! / held);
  }
}
