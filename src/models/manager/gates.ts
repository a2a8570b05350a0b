/** The gates of all entries, and the classes of jobs that stand before each: who has to be told when an entry changes. */
import { WAIT_CAUSES } from '../../record/wait-causes.js';
import type { Signal } from '../../sim/signal.js';
import type { RunSignals } from '../run-signals.js';
import { Hold } from '../wait/hold.js';
import type { World } from '../world.js';
import { Gate } from './gate.js';
import type { ManagerProcess } from './process.js';
import type { ManagerIndex, RunnerIndex } from '../../units/indices.js';

interface Place {
  readonly gate: Gate;
  readonly holds: Hold[];
}

export class Gates {
  readonly #world: World;
  /** By cause: jobs that it holds. */
  readonly #waiting: readonly Signal[];
  readonly #places: Place[] = [];
  readonly #ofRunner: Place[][];
  readonly #ofManager: Place[][];
  /** By manager and registration. */
  readonly #ofEntry: Place[][];

  /** Follows every entry (manager and registration) that some configuration has. */
  constructor(
    world: World,
    entries: readonly {
      readonly manager: ManagerIndex;
      readonly runner: RunnerIndex;
    }[],
    processes: readonly ManagerProcess[],
    signals: RunSignals,
  ) {
    const { fleet } = world;
    this.#world = world;
    this.#waiting = WAIT_CAUSES.map((_, cause) => signals.make('jobs_waiting', { cause }));
    this.#ofRunner = fleet.runners.map(() => []);
    this.#ofManager = fleet.managers.map(() => []);
    this.#ofEntry = fleet.managers.map(() => []);
    for (const { manager, runner } of entries) {
      const place = {
        gate: new Gate(world, processes[manager]!, runner),
        holds: [],
      };
      this.#places.push(place);
      this.#ofRunner[runner]!.push(place);
      this.#ofManager[manager]!.push(place);
      this.#ofEntry[manager]![runner] = place;
    }
  }

  /** Returns what says why the jobs of a class wait, for the registrations that may take them. */
  makeHold(runners: readonly RunnerIndex[]): Hold {
    const { sim, jobs } = this.#world;
    const places = runners.flatMap((runner) => this.#ofRunner[runner]!);
    const gates = places.map(({ gate }) => gate);
    const hold = new Hold(sim, jobs, gates, this.#waiting, runners.length > 0);
    for (const { holds } of places) holds.push(hold);
    return hold;
  }

  /** Something has changed that any entry may feel: an outage, or what a cloud refuses. */
  changed(): void {
    lookAll(this.#places);
  }

  /** A registration was paused or unpaused. */
  registrationChanged(runner: RunnerIndex): void {
    lookAll(this.#ofRunner[runner]!);
  }

  /** Something of this manager has changed that all its entries feel. */
  managerChanged(manager: ManagerIndex): void {
    if (this.#world.jobs.pending > 0) lookAll(this.#ofManager[manager]!);
  }

  /** Something of one entry has changed. */
  entryChanged(manager: ManagerIndex, runner: RunnerIndex): void {
    if (this.#world.jobs.pending > 0) look(this.#ofEntry[manager]![runner]!);
  }
}

function lookAll(places: readonly Place[]): void {
  for (const place of places) look(place);
}

/** Nobody waits: nothing is looked at until somebody comes. */
function look({ gate, holds }: Place): void {
  let isLooked = false;
  let isChanged = false;
  // By index: a for-of over two takes V8 half as many instructions again.
  for (let i = 0; i < holds.length; i++) {
    const hold = holds[i]!;
    if (hold.size === 0 || hold.isDecidedBeside(gate)) continue;
    if (!isLooked) isChanged = gate.look();
    isLooked = true;
    if (isChanged || hold.isShort) hold.gateChanged();
  }
}
