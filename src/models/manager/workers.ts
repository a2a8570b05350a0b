/** The workers of all processes of a run, by number: events of the kernel find theirs here. */
import type { Simulation } from '../../sim/simulation.js';
import type { World } from '../world.js';
import type { Employer } from './employer.js';
import { Worker } from './worker.js';
import type { WorkerHandlers } from './worker-handlers.js';
import type { JobIndex } from '../../units/indices.js';

export class Workers {
  readonly handlers: WorkerHandlers;
  readonly #world: World;
  readonly #list: Worker[] = [];

  constructor(world: World) {
    this.#world = world;
    this.handlers = this.#register(world.sim);
  }

  /** Returns one more worker, of this process. */
  hire(process: Employer): Worker {
    const worker = new Worker(this.#list.length, process, this.#world);
    this.#list.push(worker);
    return worker;
  }

  /** The worker that has the job; undefined: it was not handed out, or its process is gone. */
  ofJob(job: JobIndex): Worker | undefined {
    return this.#list[this.#world.jobs.worker[job]!];
  }

  #register(sim: Simulation): WorkerHandlers {
    const workers = this.#list;
    return {
      latencyOver: sim.register((id) => workers[id]!.latencyOver()),
      updated: sim.register((id) => workers[id]!.updated()),
      jobStep: sim.register((id) => workers[id]!.run.next()),
      backoffOver: sim.register((id) => workers[id]!.backoffOver()),
      attemptPauseOver: sim.register((id) => workers[id]!.run.attempts.pauseOver()),
    };
  }
}
