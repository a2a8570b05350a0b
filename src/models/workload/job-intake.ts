/** Where arrivals enter: gives a job its place in the table and its numbers, and queues it at its GitLab. */
import type { JobIndex, ProjectIndex, WorkloadIndex } from '../../units/indices.js';
import { NEVER } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import type { GitLabInstance } from '../gitlab/instance.js';
import type { JobTable } from '../gitlab/job-table.js';
import type { World } from '../world.js';

/** A list of tags with the number that stands for it (equal lists have equal numbers). */
export interface TagSet {
  readonly id: number;
  readonly tags: readonly string[];
}

export class JobIntake {
  readonly #world: World;
  /** By workload: where its jobs are queued. */
  readonly #instanceOf: readonly GitLabInstance[];
  readonly #maxPending: number;
  readonly #tagSets = new Map<string, TagSet>();
  readonly #nth: number[];
  #ordinal = 0;
  #created = 0;
  /** More jobs are pending than the run's limit allows. */
  isOverfull = false;

  constructor(world: World, instances: readonly GitLabInstance[]) {
    this.#world = world;
    this.#instanceOf = world.fleet.workloads.map(({ instance }) => instances[instance]!);
    this.#maxPending = world.fleet.limits.maxPending;
    this.#nth = world.fleet.workloads.map(() => 0);
  }

  get jobs(): JobTable {
    return this.#world.jobs;
  }

  get now(): Micros {
    return this.#world.sim.now;
  }

  tagSet(tags: readonly string[]): TagSet {
    const sorted = [...new Set(tags)].sort();
    const key = JSON.stringify(sorted);
    let set = this.#tagSets.get(key);
    if (set === undefined) this.#tagSets.set(key, (set = { id: this.#tagSets.size, tags: sorted }));
    return set;
  }

  /** Returns the ordinal of creation of the first of `count` jobs that are created together. */
  create(count: number): number {
    const first = this.#created + 1;
    this.#created += count;
    return first;
  }

  /** Returns the place of a job in the table, as one without pipeline, cancel and failure; `queue` is to follow at once. */
  add(workload: WorkloadIndex, project: ProjectIndex, arrivedAt: Micros, created: number, script: Micros, timeout: Micros): JobIndex {
    const { jobs, sim } = this.#world;
    const job = jobs.add();
    jobs.ordinal[job] = ++this.#ordinal;
    jobs.nth[job] = ++this.#nth[workload]!;
    jobs.created[job] = created;
    jobs.workload[job] = workload;
    jobs.project[job] = project;
    jobs.arrivedAt[job] = arrivedAt;
    jobs.queuedAt[job] = sim.now;
    jobs.script[job] = script;
    jobs.timeout[job] = timeout;
    jobs.cancelAt[job] = NEVER;
    jobs.bits[job] = 0;
    jobs.pipeline[job] = 0;
    jobs.index[job] = 0;
    jobs.attempt[job] = 0;
    return job;
  }

  /** The job becomes pending now; it may have been handed out, and even be over, on return. */
  queue(job: JobIndex, tagSet: TagSet, isProtected: boolean): void {
    const { jobs, sim } = this.#world;
    this.#instanceOf[jobs.workload[job]!]!.queue(job, tagSet.id, tagSet.tags, isProtected);
    if (jobs.pending > this.#maxPending) {
      this.isOverfull = true;
      sim.stop();
    }
  }
}
