/** Where arrivals enter: gives a job its place in the table and its numbers, and queues it at its GitLab. */
import { NOT_YET } from '../../units/record.js';
import type { Micros } from '../../units/time.js';
import type { GitLabInstance } from '../gitlab/instance.js';
import type { World } from '../world.js';

/** A list of tags with the number that stands for it (equal lists have equal numbers). */
export interface TagSet {
  readonly id: number;
  readonly tags: readonly string[];
}

export class JobIntake {
  readonly #world: World;
  readonly #instances: readonly GitLabInstance[];
  readonly #maxPending: number;
  readonly #tagSets = new Map<string, TagSet>();
  readonly #nth: number[];
  #ordinal = 0;
  /** More jobs are pending than the run's limit allows. */
  isOverfull = false;

  constructor(world: World, instances: readonly GitLabInstance[]) {
    this.#world = world;
    this.#instances = instances;
    this.#maxPending = world.fleet.limits.maxPending;
    this.#nth = world.fleet.workloads.map(() => 0);
  }

  tagSet(tags: readonly string[]): TagSet {
    const sorted = [...new Set(tags)].sort();
    const key = JSON.stringify(sorted);
    let set = this.#tagSets.get(key);
    if (set === undefined) this.#tagSets.set(key, (set = { id: this.#tagSets.size, tags: sorted }));
    return set;
  }

  /** A job becomes pending now. */
  queue(
    workload: number,
    project: number,
    arrivedAt: Micros,
    tagSet: TagSet,
    isProtected: boolean,
    script: Micros,
    timeout: Micros,
    cancelAt: Micros,
    bits: number,
  ): void {
    const { jobs, sim, fleet } = this.#world;
    const job = jobs.add();
    jobs.ordinal[job] = ++this.#ordinal;
    jobs.nth[job] = ++this.#nth[workload]!;
    jobs.workload[job] = workload;
    jobs.project[job] = project;
    jobs.arrivedAt[job] = arrivedAt;
    jobs.queuedAt[job] = sim.now;
    jobs.startedAt[job] = NOT_YET;
    jobs.script[job] = script;
    jobs.timeout[job] = timeout;
    jobs.cancelAt[job] = cancelAt;
    jobs.bits[job] = bits;
    this.#instances[fleet.workloads[workload]!.instance]!.queue(job, tagSet.id, tagSet.tags, isProtected);
    if (jobs.pending > this.#maxPending) {
      this.isOverfull = true;
      sim.stop();
    }
  }
}
