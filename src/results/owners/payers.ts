/** What the jobs of each workload and project cost: their time is kept while the run goes on, and the cost shared at its end. */
import type { FleetSpec } from '../../fleet/fleet.js';
import type { JobRecord } from '../../record/job.js';
import { NOT_YET } from '../../record/not-yet.js';
import type { ProjectIndex, WorkloadIndex } from '../../units/indices.js';
import type { Micros } from '../../units/time.js';
import { CostShares, poolCount, poolOf } from './cost-shares.js';
import { heldTime, HeldTimes } from './held-time.js';
import type { CostShare } from '../jobs/job-scope-schema.js';
import type { PoolSources } from '../pools/pool-stats.js';

/** Projects told of for their cost, beside those with most jobs. */
const COSTLIEST = 10;

/** Who pays what. */
export interface Paid {
  /** By workload. */
  readonly workloads: readonly CostShare[];
  /** By project; those whose jobs held no place are missing. */
  readonly projects: ReadonlyMap<ProjectIndex, CostShare>;
  /** The projects that cost most (where nothing has a price, that held places for longest), ties by index. */
  readonly costliest: readonly ProjectIndex[];
  /** USD of what no job used. */
  readonly nobodys: number;
}

export class Payers {
  readonly #fleet: FleetSpec;
  readonly #workloads: HeldTimes;
  readonly #projects: HeldTimes;

  constructor(fleet: FleetSpec) {
    this.#fleet = fleet;
    this.#workloads = new HeldTimes(poolCount(fleet));
    this.#projects = new HeldTimes(poolCount(fleet));
  }

  /** Adds a job; `now` says the simulated time reached when its record comes, which no job that has ended has to ask for. */
  job(record: Readonly<JobRecord>, now: () => Micros): void {
    const { warmup, horizon } = this.#fleet;
    const time = heldTime(record, warmup, record.finishedAt === NOT_YET ? Math.min(horizon, now()) : horizon);
    if (time === 0) return;
    const pool = poolOf(this.#fleet, record.manager, record.runner);
    this.#workloads.add(record.workload, pool, time);
    this.#projects.add(record.project, pool, time);
  }

  /** Returns who pays what of the cost of a run; call when all jobs are in. */
  paid(sources: PoolSources): Paid {
    const byWorkload = new Map(this.#workloads.byPayer());
    const shares = new CostShares(sources, [...byWorkload.values()].flat());
    const projects = new Map<ProjectIndex, CostShare>();
    for (const [project, held] of this.#projects.byPayer()) projects.set(project, shares.share(held));
    return {
      workloads: this.#fleet.workloads.map((_, workload: WorkloadIndex) => shares.share(byWorkload.get(workload) ?? [])),
      projects,
      costliest: costliestOf(projects),
      nobodys: shares.nobodys,
    };
  }
}

function costliestOf(projects: ReadonlyMap<ProjectIndex, CostShare>): ProjectIndex[] {
  // Few of many: sorting the 7,000 of the 2018 fleet took 0.4 % of a run.
  const first: [ProjectIndex, CostShare][] = [];
  for (const entry of projects) {
    if (first.length === COSTLIEST && compareCost(first[COSTLIEST - 1]!, entry) < 0) continue;
    let place = first.length;
    while (place > 0 && compareCost(entry, first[place - 1]!) < 0) place--;
    first.splice(place, 0, entry);
    first.length = Math.min(first.length, COSTLIEST);
  }
  return first.map(([project]) => project);
}

function compareCost([a, x]: readonly [ProjectIndex, CostShare], [b, y]: readonly [ProjectIndex, CostShare]): number {
  return y.total - x.total || y.heldSeconds - x.heldSeconds || a - b;
}

/** What a payer without jobs pays. */
export const NO_COST: CostShare = { heldSeconds: 0, own: 0, shared: 0, total: 0, perMonth: 0 };

/** Returns what several pay together. */
export function sumOfShares(shares: Iterable<CostShare>): CostShare {
  const sum = { ...NO_COST };
  for (const { heldSeconds, own, shared, total, perMonth } of shares) {
    sum.heldSeconds += heldSeconds;
    sum.own += own;
    sum.shared += shared;
    sum.total += total;
    sum.perMonth += perMonth;
  }
  return sum;
}
