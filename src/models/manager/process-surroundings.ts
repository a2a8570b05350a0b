/** What a manager's process is given of the run around it. */
import type { Entries } from '../entries.js';
import type { Executors } from '../executor/executors.js';
import type { EntryListener } from '../executor/surroundings.js';
import type { GitLabInstance } from '../gitlab/instance.js';
import type { TickClock } from '../tick-clock.js';
import type { World } from '../world.js';
import type { QuietPolls } from './polling/quiet-polls.js';
import type { Rests } from './polling/rests.js';
import type { RequestNumbers } from './request-numbers.js';
import type { Workers } from './workers.js';
import type { ManagerIndex } from '../../units/indices.js';

/** A class and no literal, as `World` is. */
export class ProcessSurroundings {
  readonly world: World;
  readonly instances: readonly GitLabInstance[];
  readonly workers: Workers;
  readonly requests: RequestNumbers;
  readonly ticks: TickClock;
  readonly polls: QuietPolls;
  readonly rests: Rests;
  readonly executors: Executors;
  readonly entries: Entries;
  readonly listener: ProcessListener;

  constructor(parts: Readonly<Pick<ProcessSurroundings, keyof ProcessSurroundings>>) {
    this.world = parts.world;
    this.instances = parts.instances;
    this.workers = parts.workers;
    this.requests = parts.requests;
    this.ticks = parts.ticks;
    this.polls = parts.polls;
    this.rests = parts.rests;
    this.executors = parts.executors;
    this.entries = parts.entries;
    this.listener = parts.listener;
  }
}

/** Told what becomes of processes, by index of their manager. */
export interface ProcessListener extends EntryListener {
  /** It has got or lost free workers, or begun or ceased to take jobs, or to be missed. */
  managerChanged(manager: ManagerIndex): void;
  managerStarted(manager: ManagerIndex): void;
  /** It has gone down. */
  managerExited(manager: ManagerIndex): void;
}
