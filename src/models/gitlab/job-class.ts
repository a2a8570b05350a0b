/** Jobs that the same set of registrations may take form a class; GitLab's matching rules decide it once per kind of job. */
import { mayTake, type RunnerSpec } from '../../fleet/runner.js';
import type { Hold } from '../wait/hold.js';
import { PendingQueue } from './pending-queue.js';
import type { JobTable } from './job-table.js';
import type { ProjectIndex, RunnerIndex } from '../../units/indices.js';

export class JobClass {
  readonly index: number;
  /** Registrations that may take its jobs, ascending. */
  readonly runners: readonly RunnerIndex[];
  readonly pending: PendingQueue;
  /** Why its jobs wait. */
  readonly hold: Hold;

  constructor(
    index: number,
    runners: readonly RunnerIndex[],
    jobs: JobTable,
    runningOfProject: () => Int32Array,
    fair: boolean,
    hold: Hold,
  ) {
    this.index = index;
    this.runners = runners;
    this.hold = hold;
    this.pending = new PendingQueue(jobs, runningOfProject, fair);
  }
}

/** Finds the class of a job; the answer for one (tag set, protected, project) is computed once. */
export class JobClasses {
  readonly list: JobClass[] = [];
  readonly #runners: readonly { readonly index: number; readonly spec: RunnerSpec }[];
  readonly #make: (index: number, runners: readonly RunnerIndex[]) => JobClass;
  readonly #bySet = new Map<string, JobClass>();
  /** By tag set and protected flag, then by project where some runner is bound to projects, else one class for all. */
  readonly #memo: (JobClass | undefined)[][] = [];
  readonly #anyBound: boolean;

  constructor(
    runners: readonly { readonly index: number; readonly spec: RunnerSpec }[],
    make: (index: number, runners: readonly RunnerIndex[]) => JobClass,
  ) {
    this.#runners = runners;
    this.#make = make;
    this.#anyBound = runners.some(({ spec }) => spec.projects !== undefined);
  }

  /** `tagSet` is a number that stands for `tags` (the same for equal lists of this instance). */
  find(tagSet: number, tags: readonly string[], isProtected: boolean, project: ProjectIndex): JobClass {
    const byProject = (this.#memo[tagSet * 2 + (isProtected ? 1 : 0)] ??= []);
    return (byProject[this.#anyBound ? project : 0] ??= this.#ofKind(tags, isProtected, project));
  }

  #ofKind(tags: readonly string[], isProtected: boolean, project: ProjectIndex): JobClass {
    const runners = this.#runners.filter(({ spec }) => mayTake(spec, { tags, protected: isProtected, project })).map(({ index }) => index);
    const set = runners.join(',');
    const known = this.#bySet.get(set);
    if (known !== undefined) return known;
    const made = this.#make(this.list.length, runners);
    this.#bySet.set(set, made);
    this.list.push(made);
    return made;
  }
}
