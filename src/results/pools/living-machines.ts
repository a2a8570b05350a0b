/** Machines that really stand, minute by minute: those of each cloud, and those of each manager that no job uses. Its own books may hold dead ones for well. */
import type { FleetSpec } from '../../fleet/fleet.js';
import type { JobRecord } from '../../record/job.js';
import type { MachineRecord } from '../../record/machine.js';
import { NOT_YET } from '../../record/not-yet.js';
import type { ManagerIndex } from '../../units/indices.js';
import { HOUR, MINUTE, type Micros } from '../../units/time.js';
import { MinuteAverages, type MinuteColumns } from './minute-averages.js';
import type { KeptSignal } from './pool-stats.js';

/** How many idle machines a manager wanted in the minute that begins at an instant; undefined where that is not known. */
export type IdleTargets = (manager: ManagerIndex, at: Micros) => number | undefined;

/** The idle targets of one entry of a manager, averaged over each bin of the run, as plain data. */
export interface TargetColumn {
  readonly manager: ManagerIndex | undefined;
  readonly averages: Float64Array;
}

/** Returns the idle targets that a run kept as signals. */
export function targetColumns(signals: readonly KeptSignal[]): TargetColumn[] {
  return signals
    .filter(({ name }) => name === 'idle_target')
    .map(({ labels: { manager }, signal }) => ({
      manager,
      averages: Float64Array.from({ length: signal.binsReached }, (_, bin) => signal.binAverage(bin)),
    }));
}

/** Returns the idle targets by manager and instant; the columns are in bins of this width. */
export function idleTargets(columns: readonly TargetColumn[], binWidth: Micros | undefined): IdleTargets {
  return (manager, at) => {
    if (binWidth === undefined) return undefined;
    const bin = Math.floor(at / binWidth);
    return columns.reduce((sum, own) => sum + (own.manager === manager ? (own.averages[bin] ?? 0) : 0), 0);
  };
}

/** A pool has lost its machines when it has fewer than this share of its usual idle ones. */
const BROKEN = 0.5;

/** Machines as plain data, to be kept or sent: `LivingMachines.of` makes the same of it. */
export interface MachineColumns {
  readonly standing: readonly MinuteColumns[];
  readonly idle: readonly MinuteColumns[];
}

export class LivingMachines {
  readonly #fleet: Pick<FleetSpec, 'horizon' | 'zones' | 'clouds'>;
  /** By cloud: machines that are ready and alive. */
  #standing: readonly MinuteAverages[];
  /** By manager: those of them that run no job. */
  #idle: MinuteAverages[] = [];

  constructor(fleet: Pick<FleetSpec, 'horizon' | 'zones' | 'clouds'>) {
    this.#fleet = fleet;
    this.#standing = fleet.clouds.map(() => MinuteAverages.upTo(fleet.horizon));
  }

  /** Returns the machines of a fleet of which these are the columns; it takes them over. */
  static of(fleet: Pick<FleetSpec, 'horizon' | 'zones' | 'clouds'>, { standing, idle }: MachineColumns): LivingMachines {
    const machines = new LivingMachines(fleet);
    machines.#standing = standing.map((columns) => MinuteAverages.of(columns));
    machines.#idle = idle.map((columns) => MinuteAverages.of(columns));
    return machines;
  }

  /** Returns the machines as plain data, a copy. */
  columns(): MachineColumns {
    const own = (averages: readonly MinuteAverages[]): MinuteColumns[] => averages.map((one) => one.columns());
    return { standing: own(this.#standing), idle: own(this.#idle) };
  }

  machine({ manager, zone, readyAt, removingAt, diedAt, goneAt }: Readonly<MachineRecord>): void {
    if (readyAt === NOT_YET) return;
    const end = Math.min(...[removingAt, diedAt, goneAt].map((at) => (at === NOT_YET || at < readyAt ? Infinity : at)));
    this.#standing[this.#fleet.zones[zone]?.cloud ?? -1]?.add(readyAt, end, 1);
    this.#idleOf(manager).add(readyAt, end, 1);
  }

  /** A job holds its machine from the hand-out on. One that GitLab's sweep ended had lost its machine long before; one that never got through held none. */
  job({ manager, machine, startedAt, finishedAt, failureReason }: Readonly<JobRecord>): void {
    if (machine === 0 || startedAt === NOT_YET || failureReason === 'stuck' || failureReason === 'no_machine') return;
    this.#idleOf(manager).add(startedAt, finishedAt === NOT_YET ? Infinity : finishedAt, -1);
  }

  /** Returns the machines that stand in each cloud, averages of the minutes that begin before `to`. */
  standing(to: Micros): readonly Float64Array[] {
    return this.#standing.map((averages) => averages.averages(to));
  }

  /**
   * Returns the begin of the first whole minute, none before `end`, by which every pool that an outage of [start, end) broke has as many idle machines
   * again as in the mean of the hour before it, or as it wants, or as the same run has without the outage; `end` where it broke none, undefined
   * where one was still broken at `to`.
   */
  standsAgain(start: Micros, end: Micros, to: Micros, targets: IdleTargets, plain?: LivingMachines): Micros | undefined {
    let at = end;
    for (const [manager, idle] of this.#idle.entries()) {
      const own = idle.averages(to);
      const other = plain === undefined ? undefined : plain.#idleOf(manager).averages(to);
      const usual = meanOf(own, Math.ceil(Math.max(0, start - HOUR) / MINUTE), Math.floor(start / MINUTE));
      const wanted = (minute: number): number =>
        Math.min(usual, targets(manager, minute * MINUTE) ?? Infinity, other?.[minute] ?? Infinity);
      const last = Math.min(own.length, Math.ceil(end / MINUTE));
      let isBroken = false;
      for (let minute = Math.floor(start / MINUTE); minute < last && !isBroken; minute++) {
        isBroken = own[minute]! < BROKEN * wanted(minute);
      }
      if (!isBroken) continue;
      let back = Math.ceil(end / MINUTE);
      while (back < own.length && own[back]! < wanted(back)) back++;
      if (back >= own.length) return undefined;
      at = Math.max(at, back * MINUTE);
    }
    return at;
  }

  #idleOf(manager: ManagerIndex): MinuteAverages {
    while (this.#idle.length <= manager) this.#idle.push(MinuteAverages.upTo(this.#fleet.horizon));
    return this.#idle[manager]!;
  }
}

function meanOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i] ?? 0;
  return to > from ? sum / (to - from) : 0;
}
