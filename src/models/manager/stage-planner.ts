/** Plans the stages of a job on its place: how long each takes and what may cut them, from the job, its configuration and what it transfers. */
import type { Mutable } from '../../units/mutable.js';
import { NOUGHT } from '../../units/shapes.js';
import type { Micros } from '../../units/time.js';
import { SCRIPT_FAILS } from '../gitlab/job-table.js';
import type { StageLimits, StagePlan, StageTimes } from '../job/stages.js';
import { planStages } from '../job/stages.js';
import type { JobTransfers } from '../job/transfers.js';
import type { World } from '../world.js';
import type { JobHolder } from './job-holder.js';

/** What cuts the stages beside the limits of the configuration. */
export type JobLimits = Pick<StageLimits, 'preparationEnds' | 'jobEnds' | 'cancelNoticedAt'>;

/** One a process: its workers plan one after another. */
export class StagePlanner {
  readonly #world: World;
  // Filled and read within one call.
  readonly #times: Mutable<StageTimes> = {
    prepare: NOUGHT,
    prepareScript: NOUGHT,
    getSources: NOUGHT,
    cache: NOUGHT,
    script: NOUGHT,
    uploads: NOUGHT,
    cleanup: NOUGHT,
    prepareWhenOver: NOUGHT,
  };
  readonly #limits: Mutable<StageLimits> = {
    preparationEnds: NOUGHT,
    getSourcesTimeout: NOUGHT,
    jobEnds: NOUGHT,
    cancelNoticedAt: NOUGHT,
    cancelAtOnce: false,
  };

  constructor(world: World) {
    this.#world = world;
  }

  /** Writes into `plan` the stages of the worker's job, whose preparation began at `from`. What is past comes out as it was. */
  plan(worker: JobHolder, from: Micros, job: JobLimits, transfers: JobTransfers, plan: StagePlan): void {
    const { jobs, fleet } = this.#world;
    const slot = worker.job;
    const { stages, prepareWhenOver } = fleet.workloads[jobs.workload[slot]!]!;
    const times = this.#times;
    times.prepare = stages.prepare + transfers.pullTime;
    times.prepareScript = stages.prepareScript;
    times.getSources = stages.getSources + transfers.sourcesTime;
    times.cache = transfers.cacheTime;
    times.script = jobs.script[slot]! + transfers.penalty;
    times.uploads = transfers.uploadTime;
    times.cleanup = worker.process.flags.cleanupStage ? stages.cleanup : 0;
    times.prepareWhenOver = prepareWhenOver;
    const limits = this.#limits;
    limits.preparationEnds = job.preparationEnds;
    limits.getSourcesTimeout = worker.entry.getSourcesTimeout;
    limits.jobEnds = job.jobEnds;
    limits.cancelNoticedAt = job.cancelNoticedAt;
    limits.cancelAtOnce = worker.isCancelledAtOnce;
    planStages(from, times, limits, (jobs.bits[slot]! & SCRIPT_FAILS) !== 0, plan);
  }
}
