/** Files each job of the measurement period under the finest distinction that reports need, and adds the pieces up on demand. */
import type { FleetSpec } from '../../fleet/fleet.js';
import type { JobRecord } from '../../record/job.js';
import type { ManagerIndex, RunnerIndex, WorkloadIndex, ZoneIndex } from '../../units/indices.js';
import type { Micros } from '../../units/time.js';
import { JobStats } from './job-stats.js';
import type { Labels } from '../question.js';

/** Jobs of one workload that one runner of one manager got; or, with both -1, that nobody got and only `takers` may take. */
export interface JobCell {
  /** Tells it from the others; rises in the order of workload, runner, manager and class. */
  readonly key: number;
  readonly workload: WorkloadIndex;
  readonly runner: RunnerIndex;
  readonly manager: ManagerIndex;
  /** Registrations that may take them, paused or not; empty for jobs that were handed out. */
  readonly takers: readonly RunnerIndex[];
  readonly stats: JobStats;
}

/** Decides whether a cell belongs to a scope. */
export type CellFilter = (cell: Pick<JobCell, 'workload' | 'runner' | 'manager' | 'takers'>) => boolean;

/** The cells. One job touches one cell, however many scopes a report has. */
export class JobCells {
  readonly #borders: readonly Micros[];
  readonly #cells = new Map<number, JobCell>();
  readonly #classes: (readonly number[])[] = [[]];
  readonly #classOf = new Map<string, number>([['', 0]]);
  /** The same by the list itself: the jobs of a class share one. */
  readonly #classOfList = new Map<readonly number[], number>();
  readonly #runnerCount: number;
  readonly #managerCount: number;
  #lastKey = -1;
  #last: JobCell | undefined;
  #sorted: readonly JobCell[] | undefined;
  /** What was added up, by the keys of its cells. */
  readonly #sums = new Map<string, JobStats>();

  constructor(fleet: Pick<FleetSpec, 'runners' | 'managers'>, borders: readonly Micros[]) {
    this.#borders = borders;
    this.#runnerCount = fleet.runners.length + 1;
    this.#managerCount = fleet.managers.length + 1;
  }

  /** The cell of a job. */
  cellOf(record: Readonly<JobRecord>): JobCell {
    const cls = record.runner < 0 ? this.#classFor(record) : 0;
    const place = (record.workload * this.#runnerCount + record.runner + 1) * this.#managerCount + record.manager + 1;
    const key = place * 65_536 + cls;
    if (key === this.#lastKey && this.#last !== undefined) return this.#last;
    let cell = this.#cells.get(key);
    if (cell === undefined) {
      const { workload, runner, manager } = record;
      cell = { key, workload, runner, manager, takers: this.#classes[cls]!, stats: new JobStats(this.#borders) };
      this.#cells.set(key, cell);
      this.#sorted = undefined;
    }
    this.#lastKey = key;
    this.#last = cell;
    return cell;
  }

  /** The cells in the order of workload, runner, manager and class. */
  list(): readonly JobCell[] {
    this.#sorted ??= [...this.#cells].sort(([a], [b]) => a - b).map(([, cell]) => cell);
    return this.#sorted;
  }

  /** The cells that each manager got, and those that nobody did, in the same order. */
  listsByManager(): readonly (readonly JobCell[])[] {
    const own: JobCell[][] = Array.from({ length: this.#managerCount - 1 }, () => []);
    for (const cell of this.list()) for (const list of cell.manager < 0 ? own : [own[cell.manager]!]) list.push(cell);
    return own;
  }

  /**
   * Returns the statistics of all cells that pass, of those in `list`; call when all jobs are in. Most scopes of a fleet are the same jobs: equal
   * cells have one sum, and a cell alone is its own, so that its samples are sorted once (of 86,000 jobs of one pool, seven times as much).
   */
  merged(filter: CellFilter, list = this.list()): JobStats {
    const own = list.filter(filter);
    if (own.length === 1) return own[0]!.stats;
    const key = own.map(({ key: cell }) => cell).join(' ');
    let sum = this.#sums.get(key);
    if (sum === undefined) {
      this.#sums.set(key, (sum = new JobStats(this.#borders)));
      for (const { stats } of own) sum.merge(stats);
    }
    return sum;
  }

  #classFor({ takers }: Readonly<JobRecord>): number {
    let cls = this.#classOfList.get(takers);
    if (cls !== undefined) return cls;
    const text = takers.join(' ');
    cls = this.#classOf.get(text);
    if (cls === undefined) this.#classOf.set(text, (cls = this.#classes.push(takers) - 1));
    this.#classOfList.set(takers, cls);
    return cls;
  }
}

/** Where the machines of an entry stand, as indices; -1 for a fixed host. */
export type ZoneOf = (manager: ManagerIndex, runner: RunnerIndex) => ZoneIndex;

/**
 * Returns the filter of labels other than `project`. A job that was never handed out belongs to a runner, group, manager, zone or cloud if its
 * own tags, protection and project let it be taken there: what waits is not hidden by the label, at the price that one waiting job may count in
 * several. One that no runner may take belongs to none of them. `entries` are those whose registration took jobs at some time.
 */
export function cellFilter(
  labels: Labels,
  fleet: FleetSpec,
  entries: readonly { manager: ManagerIndex; runner: RunnerIndex; zone: ZoneIndex }[],
): CellFilter {
  const of = <I extends number>(list: readonly I[] | undefined, index: I): boolean => list === undefined || list.includes(index);
  const place = (manager: ManagerIndex, runner: RunnerIndex, zone: ZoneIndex): boolean =>
    of(labels.runner, runner) &&
    of(labels.manager, manager) &&
    of(labels.group, fleet.managers[manager]?.group ?? -1) &&
    of(labels.zone, zone) &&
    of(labels.cloud, fleet.zones[zone]?.cloud ?? -1);
  const anywhere =
    labels.runner === undefined &&
    labels.manager === undefined &&
    labels.group === undefined &&
    labels.zone === undefined &&
    labels.cloud === undefined;
  const zones = new Map(entries.map(({ manager, runner, zone }) => [manager * fleet.runners.length + runner, zone]));
  const zoneOf: ZoneOf = (manager, runner) => zones.get(manager * fleet.runners.length + runner) ?? -1;
  return ({ workload, runner, manager, takers }) => {
    if (!of(labels.workload, workload) || !of(labels.instance, fleet.workloads[workload]?.instance ?? -1)) return false;
    if (anywhere) return true;
    if (runner >= 0) return place(manager, runner, zoneOf(manager, runner));
    return entries.some((entry) => takers.includes(entry.runner) && place(entry.manager, entry.runner, entry.zone));
  };
}
