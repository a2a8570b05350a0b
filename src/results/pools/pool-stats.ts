/** What is said of a part of the fleet: capacity, workers, machines by state, counters, lives and cost, from signals, counters and machine cells. */
import { LimbSum } from '../../sim/limbs.js';
import type { Signal } from '../../sim/signal.js';
import type { FleetSpec } from '../../fleet/fleet.js';
import type { EntryCounters } from '../../record/counters.js';
import type { SignalLabels, SignalName } from '../../record/signals.js';
import type { CloudIndex, ManagerIndex, RunnerIndex, ZoneIndex } from '../../units/indices.js';
import { SECOND, type Micros } from '../../units/time.js';
import type { EntryInfo } from '../entries.js';
import { costOf, existedSeconds, mergeCounts, type MachineCell } from './machine-usage.js';
import type { Level, PoolScope } from './pool-scope-schema.js';

/** A signal with its labels, closed at the end of the run. */
export interface KeptSignal {
  readonly name: SignalName;
  readonly labels: SignalLabels;
  readonly signal: Pick<Signal, 'timeAverage' | 'peak' | 'binAverage' | 'binsReached'>;
}

/** A part of the fleet. */
export interface PoolFilter {
  /** Whether entry (manager, runner) with machines in `zone` belongs to it. */
  readonly has: (manager: ManagerIndex, runner: RunnerIndex, zone: ZoneIndex) => boolean;
  /** Narrower than a process: no host belongs to it. */
  readonly isPartOfProcess: boolean;
  /** Whether services and traffic of a cloud (-1 = of none) belong to it. */
  readonly hasCloud: (cloud: CloudIndex) => boolean;
}

/** All that pool figures are made of. */
export interface PoolSources {
  readonly fleet: FleetSpec;
  readonly entries: readonly EntryInfo[];
  /** By manager: whether its process runs at any time. One that never does has no capacity. */
  readonly runs: readonly boolean[];
  readonly signals: readonly KeptSignal[];
  readonly counters: readonly EntryCounters[];
  readonly cells: readonly MachineCell[];
  /** USD for egress of machines, by cloud (-1 = of none). */
  readonly egress: ReadonlyMap<number, number>;
  /** Length of the measurement period. */
  readonly length: Micros;
}

const STATES = ['creating', 'idle', 'acquired', 'used', 'removing', 'unattended'] as const;

/** Returns the figures of the part that `filter` selects. */
export function poolScope(name: string, sources: PoolSources, filter: PoolFilter): PoolScope {
  const { fleet, signals, length } = sources;
  const entries = sources.entries.filter(({ manager, runner, zone }) => filter.has(manager, runner, zone));
  const key = (manager: ManagerIndex, runner: RunnerIndex): number => manager * fleet.runners.length + runner;
  const keys = new Set(entries.map(({ manager, runner }) => key(manager, runner)));
  const has = (manager: ManagerIndex, runner: RunnerIndex): boolean => keys.has(key(manager, runner));
  const level = (...names: SignalName[]): Level =>
    levelOf(
      signals.filter(
        ({ name, labels }) =>
          names.includes(name) && labels.manager !== undefined && labels.runner !== undefined && has(labels.manager, labels.runner),
      ),
    );
  const cells = sources.cells.filter((cell) => filter.has(cell.manager, cell.runner, cell.zone));
  const counters = sources.counters.filter(({ manager, runner }) => has(manager, runner));
  const sum = (key: Exclude<keyof EntryCounters, 'manager' | 'runner'>): number =>
    counters.reduce((total, counter) => total + counter[key], 0);
  const capacity = capacityOf(sources, entries);
  const workersBusy = level('workers_busy');
  const all = level('machines_all');
  const [creating, idle, acquired, used, removing, unattended] = STATES.map((state) => level(`machines_${state}`)) as [
    Level,
    Level,
    Level,
    Level,
    Level,
    Level,
  ];
  const hosts = (filter.isPartOfProcess ? 0 : hostsPerHour(sources, entries)) + servicesPerHour(fleet, filter);
  const egress = [...sources.egress].reduce((usd, [cloud, own]) => (filter.hasCloud(cloud) ? usd + own : usd), 0);
  return {
    name,
    capacity,
    utilisation: capacity > 0 ? workersBusy.average / capacity : null,
    workersBusy,
    machines: { creating, idle, acquired, used, removing, unattended, all },
    idleEfficiency: all.average > 0 ? 1 - (idle.average + acquired.average) / all.average : null,
    requests: sum('requests'),
    emptyRequests: sum('emptyRequests'),
    passes: sum('passes'),
    machinesRequested: cells.reduce((total, { requested }) => total + requested, 0),
    machinesCreated: cells.reduce((total, { created }) => total + created, 0),
    creationsFailed: cells.reduce((total, { failed }) => total + failed, 0),
    machinesRemoved: sum('machinesRemoved'),
    createdBy: mergeCounts(cells.map(({ createdBy }) => createdBy)),
    removedBy: mergeCounts(cells.map(({ removedBy }) => removedBy)),
    lives: livesOf(cells),
    cost: costOf(cells, fleet, hosts, egress, length),
  };
}

/** Returns what the figures of each manager alone are made of, by its index: among everybody's it would have to be looked for anew for each. */
export function sourcesByManager(sources: PoolSources): PoolSources[] {
  const parts = <T>(all: readonly T[], managerOf: (one: T) => number | undefined): T[][] => {
    const own: T[][] = sources.fleet.managers.map(() => []);
    for (const one of all) own[managerOf(one) ?? -1]?.push(one);
    return own;
  };
  const entries = parts(sources.entries, ({ manager }) => manager);
  const signals = parts(sources.signals, ({ labels }) => labels.manager);
  const counters = parts(sources.counters, ({ manager }) => manager);
  const cells = parts(sources.cells, ({ manager }) => manager);
  return sources.fleet.managers.map((_, i) => ({
    ...sources,
    entries: entries[i]!,
    signals: signals[i]!,
    counters: counters[i]!,
    cells: cells[i]!,
  }));
}

/** Returns the time average of machines that existed, from their records: what remains where no signal is kept (zones and clouds). */
export function machinesExisting(sources: PoolSources, filter: PoolFilter): number {
  const cells = sources.cells.filter((cell) => filter.has(cell.manager, cell.runner, cell.zone));
  return sources.length > 0 ? existedSeconds(cells) / (sources.length / SECOND) : 0;
}

/** Returns the level of the sum of signals. Its peak is not known from its parts; their sum bounds it. */
export function levelOf(signals: readonly KeptSignal[]): Level {
  const average = signals.reduce((sum, { signal }) => sum + signal.timeAverage(), 0);
  const peaks = signals.map(({ signal }) => signal.peak).filter((peak) => peak > 0);
  const peak = peaks.reduce((sum, value) => sum + value, 0);
  return peaks.length > 1 ? { average, peak, peakAtMost: true } : { average, peak };
}

/** Workers that `entries` can keep busy; those of a process stand together. */
function capacityOf({ fleet, runs }: PoolSources, entries: readonly EntryInfo[]): number {
  const limits = new Map<number, number>();
  for (const { manager, limit } of entries) limits.set(manager, (limits.get(manager) ?? 0) + (limit > 0 ? limit : Infinity));
  let capacity = 0;
  for (const [manager, limit] of limits) {
    const concurrent = fleet.managers[manager]!.configs[0]?.concurrent ?? 0;
    // A process runs no more jobs than the limits of its entries allow, whatever its workers.
    if (runs[manager]!) capacity += Math.min(concurrent, limit);
  }
  return capacity;
}

function hostsPerHour({ fleet }: PoolSources, entries: readonly EntryInfo[]): number {
  let price = 0;
  for (const manager of new Set(entries.map((entry) => entry.manager))) price += fleet.managers[manager]!.hostPricePerHour;
  return price;
}

function servicesPerHour({ services }: FleetSpec, { hasCloud }: PoolFilter): number {
  return services.reduce((sum, { cloud, pricePerHour }) => (hasCloud(cloud) ? sum + pricePerHour : sum), 0);
}

function livesOf(cells: readonly MachineCell[]): PoolScope['lives'] {
  let lives = 0;
  let uses = 0;
  let usesMax = 0;
  const life = new LimbSum();
  for (const cell of cells) {
    lives += cell.lives;
    uses += cell.useSum;
    usesMax = Math.max(usesMax, cell.useMax);
    life.merge(cell.lifeSum);
  }
  return {
    count: lives,
    meanSeconds: lives > 0 ? life.toNumber() / SECOND / lives : null,
    usesMean: lives > 0 ? uses / lives : null,
    usesMax,
  };
}
