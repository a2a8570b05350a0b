/**
 * What one job moves besides running its script: its image, sources, cache and artifacts. A server is asked at the begin of a transfer, so
 * the cache is looked at in the run of the job; what goes to and from GitLab always takes the same time and is booked afterwards.
 */
import { NOT_YET } from '../../record/not-yet.js';
import { NOUGHT } from '../../units/shapes.js';
import type { Micros } from '../../units/time.js';
import type { PullOutcome } from '../services/services.js';
import { NO_CLOUD } from '../services/services.js';
import { NO_TRANSFERS } from '../../fleet/transfers.js';
import type { TransferSpec } from '../../fleet/transfers.js';
import type { TransferKey, TransferSizes } from '../services/transfer-sizes.js';
import type { World } from '../world.js';
import type { StagePlan } from './stages.js';

/** The machine a job has got; the how-manieth job of it, from 1. */
export interface JobMachine {
  readonly zone: number;
  readonly uses: number;
}

export class JobTransfers {
  /** Added to `prepare`, `get_sources`, and to the script. */
  pullTime: Micros = 0;
  sourcesTime: Micros = 0;
  penalty: Micros = 0;
  cacheTime: Micros = 0;
  uploadTime: Micros = 0;
  /** What the job will have to ask for when it comes to it: the cache before its script, then the place to save it to. */
  awaits: 'nothing' | 'cache' | 'upload' = 'nothing';
  readonly #world: World;
  readonly #pull: PullOutcome = { time: 0, isServed: true };
  #spec: TransferSpec = NO_TRANSFERS;
  #sizes: TransferSizes | undefined;
  readonly #key: TransferKey = { entity: NOUGHT, attempt: 0 };
  #cloud = NO_CLOUD;
  #isFresh = false;
  #saveTime: Micros = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** The job has its place to run: a machine, which is fresh at its first job, or a fixed host, which never is. */
  begin(job: number, machine: JobMachine | undefined): void {
    const { jobs, fleet, services } = this.#world;
    const workload = jobs.workload[job]!;
    const sizes = services.sizes[workload];
    // A job that moves nothing after one that moved nothing: all is as it was left.
    if (sizes === undefined && this.#sizes === undefined) return;
    this.pullTime = this.sourcesTime = this.penalty = this.cacheTime = this.uploadTime = this.#saveTime = 0;
    this.awaits = 'nothing';
    this.#sizes = sizes;
    if (sizes === undefined) return;
    const { transfers } = fleet.workloads[workload]!;
    this.#spec = transfers;
    sizes.keyOf(jobs, job, this.#key);
    this.#cloud = machine === undefined ? NO_CLOUD : fleet.zones[machine.zone]!.cloud;
    this.#isFresh = machine !== undefined && machine.uses === 1;
    const { sources, artifacts, cache } = transfers;
    if (sources !== undefined) this.sourcesTime = timeOf(sizes.sources(this.#key, this.#isFresh), sources.bandwidth);
    if (artifacts !== undefined) this.uploadTime = timeOf(sizes.artifacts(this.#key), artifacts.bandwidth);
    if (cache !== undefined) this.awaits = 'cache';
  }

  /** Pulls the image, now. Returns false when nobody serves it; `pullTime` is then how long it takes to be told so. */
  pull(): boolean {
    const bytes = this.#sizes === undefined || this.#spec.image === undefined ? 0 : this.#sizes.image(this.#key, this.#isFresh);
    if (bytes === 0) return true;
    this.#world.services.pull(this.#cloud, bytes, this.#pull);
    this.pullTime = this.#pull.time;
    return this.#pull.isServed;
  }

  /** The sources are there: the cache is downloaded, or it is a miss. */
  restoreCache(): void {
    const { services } = this.#world;
    const sizes = this.#sizes!;
    const service = services.cacheOf(this.#cloud);
    if (service >= 0 && sizes.isHit(this.#key)) this.cacheTime = services.download(service, this.#cloud, sizes.cache(this.#key));
    else this.penalty = sizes.missPenalty(this.#key);
    this.awaits = 'upload';
  }

  /** The script has succeeded: the cache is uploaded, before the artifacts, if there is a server. */
  saveCache(): void {
    const { services } = this.#world;
    const service = services.cacheOf(this.#cloud);
    if (service >= 0) this.#saveTime = services.upload(service, this.#cloud, this.#sizes!.cache(this.#key));
    this.uploadTime += this.#saveTime;
    this.awaits = 'nothing';
  }

  /** The job's stages are over, or go on no longer, `at` this instant: books what it moved to and from GitLab. */
  settle(plan: StagePlan, at: Micros): void {
    const sizes = this.#sizes;
    if (sizes === undefined) return;
    const { services } = this.#world;
    const { sources, artifacts } = this.#spec;
    if (sources !== undefined && plan.sourcesAt !== NOT_YET && plan.sourcesAt <= at) {
      services.noteGitLab(this.#cloud, plan.sourcesAt, sizes.sources(this.#key, this.#isFresh), 0);
    }
    if (artifacts === undefined || plan.uploadsAt === NOT_YET || this.awaits !== 'nothing') return;
    const artifactsAt = plan.uploadsAt + this.#saveTime;
    if (artifactsAt <= at) services.noteGitLab(this.#cloud, artifactsAt, 0, sizes.artifacts(this.#key));
  }

  /** No further transfer begins: the job is cut. */
  cut(): void {
    this.awaits = 'nothing';
  }
}

function timeOf(bytes: number, bandwidth: number): Micros {
  return bandwidth === 0 ? 0 : Math.round(bytes / bandwidth);
}
