/** What the executors of a run are given of it. */
import type { Signal } from '../../sim/signal.js';
import type { EntryCounters } from '../../record/counters.js';
import type { SignalLabels, SignalName } from '../../record/signals.js';
import type { Chance } from '../chance.js';
import type { Rests } from '../manager/polling/rests.js';
import type { TickClock } from '../tick-clock.js';
import type { World } from '../world.js';
import type { ManagerIndex, RunnerIndex } from '../../units/indices.js';

export interface ExecutorSurroundings {
  readonly world: World;
  /** What each executor makes its own draws of. */
  readonly chance: Chance;
  readonly countersOf: (manager: ManagerIndex, runner: RunnerIndex) => EntryCounters;
  /** Makes a signal of the run. */
  readonly makeSignal: (name: SignalName, labels: SignalLabels) => Signal;
  /** The ticks of the run, for those of scalers. */
  readonly ticks: TickClock;
  /** To be told before something changes that feeds of a manager could see. */
  readonly rests: Pick<Rests, 'touched'>;
  readonly listener: EntryListener;
}

/** Told of what becomes of entries. */
export interface EntryListener {
  /** It may take more or less jobs than before, or what keeps it from more has changed. */
  entryChanged(manager: ManagerIndex, runner: RunnerIndex): void;
}
