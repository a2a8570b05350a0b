/**
 * The workers of a run, by number: events of the kernel find theirs here. A process has one for as long as it needs him. Whoever was given back last is the
 * first to be taken, by any process, for what a job needs of him is still near at hand (2 to 5 % of the time of 40 and 64 managers).
 */
import type { Simulation } from '../../sim/simulation.js';
import type { World } from '../world.js';
import type { Employer } from './employer.js';
import { Worker } from './worker.js';
import type { WorkerHandlers } from './worker-handlers.js';
import type { JobIndex } from '../../units/indices.js';
import { listOfObjects } from '../../units/shapes.js';

export class Workers {
  readonly handlers: WorkerHandlers;
  readonly #world: World;
  readonly #list: Worker[] = [];
  readonly #idle = listOfObjects<Worker>();

  constructor(world: World) {
    this.#world = world;
    this.handlers = this.#register(world.sim);
  }

  /** Returns a worker, who works in this process until he is given back. */
  take(process: Employer): Worker {
    const worker = this.#idle.pop() ?? this.#hire();
    worker.process = process;
    worker.manager = process.index;
    return worker;
  }

  giveBack(worker: Worker): void {
    this.#idle.push(worker);
  }

  /** The worker that has the job; undefined: it was not handed out, or its process is gone. */
  ofJob(job: JobIndex): Worker | undefined {
    return this.#list[this.#world.jobs.worker[job]!];
  }

  #hire(): Worker {
    const worker = new Worker(this.#list.length, this.#world);
    this.#list.push(worker);
    return worker;
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
