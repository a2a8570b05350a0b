/** The gates of all entries, and the classes of jobs that stand before each: who has to be told when an entry changes. */
import type { Hold } from '../wait/hold.js';
import type { World } from '../world.js';
import { Gate } from './gate.js';
import type { ManagerProcess } from './process.js';

interface Place {
  readonly gate: Gate;
  readonly holds: Hold[];
}

export class Gates {
  readonly #places: Place[] = [];
  readonly #ofRunner: Place[][];
  readonly #ofManager: Place[][];

  /** Follows every entry (manager and registration) that some configuration has. */
  constructor(world: World, entries: readonly { readonly process: ManagerProcess; readonly runner: number }[]) {
    const { fleet, faults, registrations, clouds } = world;
    this.#ofRunner = fleet.runners.map(() => []);
    this.#ofManager = fleet.managers.map(() => []);
    for (const { process, runner } of entries) {
      const place = { gate: new Gate(world, process, runner), holds: [] };
      this.#places.push(place);
      this.#ofRunner[runner]!.push(place);
      this.#ofManager[process.index]!.push(place);
    }
    registrations.onChange((runner) => lookAll(this.#ofRunner[runner]!));
    faults.onAny.push(() => lookAll(this.#places));
    clouds.onChange.push(() => lookAll(this.#places));
  }

  /** The gates of these registrations, for a new class; the class is told of their changes. */
  join(runners: readonly number[], makeHold: (gates: readonly Gate[]) => Hold): Hold {
    const places = runners.flatMap((runner) => this.#ofRunner[runner]!);
    const hold = makeHold(places.map(({ gate }) => gate));
    for (const { holds } of places) holds.push(hold);
    return hold;
  }

  /** Something of this manager has changed that all its entries feel. */
  managerChanged(manager: number): void {
    lookAll(this.#ofManager[manager]!);
  }

  /** Something of one entry has changed. */
  entryChanged(manager: number, runner: number): void {
    for (const place of this.#ofManager[manager]!) if (place.gate.runner === runner) look(place);
  }
}

function lookAll(places: readonly Place[]): void {
  for (const place of places) look(place);
}

/** Nobody waits: nothing is looked at until somebody comes. */
function look({ gate, holds }: Place): void {
  let isAwaited = false;
  for (const hold of holds) if (hold.size > 0) isAwaited = true;
  if (!isAwaited) return;
  const isChanged = gate.look();
  for (const hold of holds) if (hold.size > 0 && (isChanged || hold.isShort)) hold.gateChanged();
}
