/** What the clouds of a run stand on: the part of the world that is there before them. */
import type { Signal } from '../../sim/signal.js';
import type { SignalLabels, SignalName } from '../../units/record.js';
import type { World } from '../world.js';

export interface CloudWorld extends Pick<World, 'sim' | 'fleet' | 'draws' | 'faults'> {
  /** Makes a signal of the run. */
  makeSignal(name: SignalName, labels: SignalLabels): Signal;
}
