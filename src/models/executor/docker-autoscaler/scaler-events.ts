/** The events of all scalers of a run, which come and go with the processes: the kernel's handlers are registered once. */
import type { HandlerId, Simulation } from '../../../sim/simulation.js';
import { Roll } from '../../roll.js';

/** Whoever looks at the cloud now and then. */
export interface Looker {
  look(): void;
  readyCommandOver(): void;
}

/** Whoever has a time limit. */
export interface Limited {
  timeIsOver(): void;
}

export class ScalerEvents {
  readonly sim: Simulation;
  readonly lookers: Roll<Looker>;
  readonly look: HandlerId;
  readonly readyCommandOver: HandlerId;
  readonly limited: Roll<Limited>;
  readonly timeIsOver: HandlerId;

  constructor(sim: Simulation) {
    this.sim = sim;
    this.lookers = new Roll(sim);
    this.look = this.lookers.handler((looker) => looker.look());
    this.readyCommandOver = this.lookers.handler((looker) => looker.readyCommandOver());
    this.limited = new Roll(sim);
    this.timeIsOver = this.limited.handler((one) => one.timeIsOver());
  }
}
