/** The books of the `[[runners]]` entries of a run: one that comes back with a reload, or under another name, goes on in the same. */
import type { EntryCounters } from '../record/counters.js';
import type { Signal } from '../sim/signal.js';
import type { RunSignals } from './run-signals.js';
import type { ManagerIndex, RunnerIndex } from '../units/indices.js';
import { entryKey } from './entry-key.js';

/** Counters and signals of one entry of one manager. */
export interface EntryBooks {
  readonly counters: EntryCounters;
  /** Workers that run a job of it. */
  readonly busyWorkers: Signal;
}

export class Entries {
  readonly #signals: RunSignals;
  readonly #books = new Map<string, EntryBooks>();

  constructor(signals: RunSignals) {
    this.#signals = signals;
  }

  /** Opens the books of an entry, if they are not. */
  enter(manager: ManagerIndex, runner: RunnerIndex): void {
    const place = entryKey(manager, runner);
    if (this.#books.has(place)) return;
    const busyWorkers = this.#signals.make('workers_busy', { manager, runner });
    this.#books.set(place, { counters: newCounters(manager, runner), busyWorkers });
  }

  of(manager: ManagerIndex, runner: RunnerIndex): EntryBooks {
    return this.#books.get(entryKey(manager, runner))!;
  }

  /** Counters of all entries, in the order in which they were entered. */
  get counters(): readonly EntryCounters[] {
    return [...this.#books.values()].map(({ counters }) => counters);
  }

  /** The measurement period opens now. */
  openWindow(): void {
    for (const { counters } of this.#books.values()) Object.assign(counters, newCounters(counters.manager, counters.runner));
  }
}

function newCounters(manager: ManagerIndex, runner: RunnerIndex): EntryCounters {
  return {
    manager,
    runner,
    requests: 0,
    emptyRequests: 0,
    passes: 0,
    machinesRequested: 0,
    machinesCreated: 0,
    creationsFailed: 0,
    machinesRemoved: 0,
    statusUpdates: 0,
    traceUpdates: 0,
  };
}
