/** One GitLab: its pending jobs, and what it answers to a job request and when. */
import type { InstanceIndex, JobIndex, RunnerIndex } from '../../units/indices.js';
import { NEVER } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import type { FailureReason, JobStatus } from '../../record/job.js';
import { NOT_YET } from '../../record/not-yet.js';
import type { InstanceSpec } from '../../fleet/instance.js';
import * as Priority from '../priority.js';
import type { World } from '../world.js';
import { Demand } from './demand.js';
import { JobClass, JobClasses } from './job-class.js';
import type { Hold } from '../wait/hold.js';
import type { KnownOfJob } from './stuck-jobs.js';
import { StuckJobs } from './stuck-jobs.js';
import { WaitingLine } from './waiting-line.js';
import type { JobRequest } from './waiting-line.js';

const NEVER_HANDED_OUT: KnownOfJob = {
  scriptAt: NOT_YET,
  machine: 0,
  machineUse: 0,
};

/** What an instance needs of the run around it. */
export interface InstanceSite {
  /** A job becomes pending now, which these registrations may take. */
  queueing(runners: readonly RunnerIndex[]): void;
  /** Makes what says why the jobs of a class wait, for the registrations that may take them. */
  makeHold(runners: readonly RunnerIndex[]): Hold;
  /** A job is handed out now. */
  handedOut(job: JobIndex): void;
}

export class GitLabInstance {
  readonly index: InstanceIndex;
  readonly spec: InstanceSpec;
  readonly demand: Demand;
  readonly #world: World;
  readonly #site: InstanceSite;
  readonly #classes: JobClasses;
  /** By registration (index over the fleet): the classes it may take, in order of their making. */
  readonly #classesOf: JobClass[][];
  readonly #line: WaitingLine;
  readonly #waitOver: number;
  /** By registration (index over the fleet): it gets jobs by fair usage. */
  readonly #isFair: readonly boolean[];
  /** By project: running jobs on registrations that are fair, what fair usage ranks by. */
  readonly #runningOfProject: Int32Array;
  readonly #stuck: StuckJobs;
  readonly #cancelHandler: number;

  constructor(world: World, index: InstanceIndex, site: InstanceSite) {
    this.#world = world;
    this.#site = site;
    this.index = index;
    this.spec = world.fleet.instances[index]!;
    const runners = world.fleet.runners;
    const own = runners.map((spec, runner) => ({ index: runner, spec })).filter(({ spec }) => spec.instance === index);
    this.#isFair = runners.map(({ type }) => this.spec.fairUsage && type === 'instance');
    const fair = own.some(({ index: runner }) => this.#isFair[runner]!);
    this.#runningOfProject = new Int32Array(world.fleet.projects.length);
    this.#classesOf = runners.map(() => []);
    this.demand = new Demand(this.spec, world.registrations, runners.length);
    this.#classes = new JobClasses(own, (classIndex, members) => {
      const made = new JobClass(classIndex, members, world.jobs, () => this.#runningOfProject, fair, site.makeHold(members));
      for (const runner of members) this.#classesOf[runner]!.push(made);
      return made;
    });
    this.#waitOver = world.sim.register(() => this.#line.timedOut().answer(-1, 204));
    this.#line = new WaitingLine(world.sim.lane(this.spec.longPolling, Priority.REQUEST, this.#waitOver), world.sim);
    this.#cancelHandler = world.sim.register((job) => this.#cancelPending(job));
    this.#stuck = new StuckJobs(world, {
      classes: this.#classes.list,
      dropRunning: (lost) => {
        this.ended(lost.job);
        this.#write(lost.job, 'runner_system_failure', 'stuck', lost);
      },
      dropPending: (job) => this.#endPending(job, 'runner_system_failure', 'stuck'),
    });
  }

  /** A job becomes pending. `tagSet` is a number that stands for `tags`. */
  queue(job: JobIndex, tagSet: number, tags: readonly string[], isProtected: boolean): void {
    const { jobs, pendingJobs } = this.#world;
    const jobClass = this.#classes.find(tagSet, tags, isProtected, jobs.project[job]!);
    this.#site.queueing(jobClass.runners);
    jobs.jobClass[job] = jobClass.index;
    jobs.tags[job] = tags;
    jobs.takers[job] = jobClass.runners;
    jobClass.pending.add(job);
    jobClass.hold.enter(job);
    jobs.pending++;
    pendingJobs[jobs.workload[job]!]!.add(1);
    this.demand.queued(jobClass.runners);
    const cancelAt = jobs.cancelAt[job]!;
    if (this.spec.cancelPending && cancelAt < NEVER) {
      this.#world.sim.scheduleAt(Math.max(cancelAt, this.#world.sim.now), Priority.OPERATOR, this.#cancelHandler, job);
    }
    if (this.#line.size > 0) this.#wake(job, jobClass);
  }

  /** Answers a request whose latency is over, or lets it wait. */
  latencyOver(request: JobRequest): void {
    const status = this.statusAt(this.#world.sim.now);
    if (status !== 200) {
      request.answer(-1, status);
      return;
    }
    if (this.demand.waits(request)) {
      this.join(request);
      return;
    }
    const job = this.#pick(request);
    if (job >= 0) this.#handOut(job, request);
    else {
      this.demand.noteEmptyAnswer(request, request.runner);
      request.answer(-1, 204);
    }
  }

  /** A request stands in the line from now on. */
  join(request: JobRequest): void {
    this.#line.join(request);
  }

  /** HTTP status that a request answered at `at` would get for an outage's sake (as given, or while one is under way); 200 = none. */
  statusAt(at: Micros): number {
    const given = this.#world.draws.requestStatus(this.index, at);
    return given === 200 ? this.#world.faults.instanceStatus(this.index) : given;
  }

  /** A request that waits in the line goes on in another's hands; its time is over at `until`, in that place of the order of events. */
  handOver(request: JobRequest, to: JobRequest, until: Micros, order: number): void {
    this.#line.handOver(request, to, this.#world.sim.scheduleInOrder(until, order, this.#waitOver, 0));
  }

  /** A request leaves the line without an answer (its process stops). */
  withdraw(request: JobRequest): void {
    this.#line.leave(request);
  }

  /** A running job ends for GitLab: it no longer counts as running. */
  ended(job: JobIndex): void {
    const { jobs, runningJobs } = this.#world;
    runningJobs[jobs.workload[job]!]!.add(-1);
    this.#countRunning(job, -1);
  }

  /** The process of a running job is gone: for GitLab it runs on until the sweep finds it silent. */
  lost(job: JobIndex, known: KnownOfJob): void {
    this.#stuck.lost(job, known);
  }

  /** At the end of a run: writes a job that is pending, or whose process is gone. */
  recordUnfinished(job: JobIndex): void {
    const lost = this.#stuck.find(job);
    if (lost === undefined) this.#classOf(job).hold.settle(job);
    this.#record(job, lost === undefined ? 'pending' : 'running', 'none', NOT_YET, lost ?? NEVER_HANDED_OUT);
  }

  #classOf(job: JobIndex): JobClass {
    return this.#classes.list[this.#world.jobs.jobClass[job]!]!;
  }

  #pick({ runner }: JobRequest): JobIndex {
    if (this.demand.hasNothingFor(runner)) return -1;
    const { jobs } = this.#world;
    const fair = this.#isFair[runner]!;
    const classes = this.#classesOf[runner]!;
    let best = -1;
    // By index: a for-of over two takes V8 half as many instructions again.
    for (let i = 0; i < classes.length; i++) {
      const { pending } = classes[i]!;
      if (pending.size === 0) continue;
      const job = pending.first(fair);
      if (best < 0 || this.#isBefore(job, best, fair, jobs)) best = job;
    }
    return best;
  }

  #isBefore(a: JobIndex, b: JobIndex, fair: boolean, jobs: World['jobs']): boolean {
    if (fair) {
      const difference = this.#runningOfProject[jobs.project[a]!]! - this.#runningOfProject[jobs.project[b]!]!;
      if (difference !== 0) return difference < 0;
    }
    return jobs.isOlder(a, b);
  }

  #handOut(job: JobIndex, request: JobRequest): void {
    const { jobs, sim, runningJobs } = this.#world;
    const workload = jobs.workload[job]!;
    const jobClass = this.#classOf(job);
    jobClass.pending.takeHead(job);
    jobClass.hold.leave(job, true);
    jobs.startedAt[job] = sim.now;
    jobs.runner[job] = request.runner;
    jobs.manager[job] = request.manager;
    this.#leaveQueue(job, jobClass);
    runningJobs[workload]!.add(1);
    this.#countRunning(job, 1);
    this.#site.handedOut(job);
    request.answer(job, 201);
  }

  #countRunning(job: JobIndex, by: number): void {
    const jobs = this.#world.jobs;
    if (!this.#isFair[jobs.runner[job]!]!) return;
    const project = jobs.project[job]!;
    this.#runningOfProject[project]! += by;
    // Nobody waits whose turn it changes.
    if (jobs.pending === 0) return;
    for (const jobClass of this.#classes.list) jobClass.pending.usageChanged(project);
  }

  /** Nobody of a registration that is paused waits. */
  #wake(job: JobIndex, { runners }: JobClass): void {
    if (this.spec.longPollWake === 'job') {
      const first = this.#line.first(runners);
      if (first === undefined) return;
      this.#line.leave(first);
      this.#handOut(job, first);
    } else this.#cut(this.#line.take(runners), 204);
  }

  /** An outage begins: requests that wait are cut. It ends: nothing happens before the next request. */
  outageChanged(begins: boolean): void {
    const status = this.#world.faults.instanceStatus(this.index);
    if (!begins || status === 200) return;
    this.#cut(this.#line.take(), status);
  }

  /** A registration of it was paused or unpaused: its queue value changes, and who waits for it is answered. */
  pauseChanged(runner: RunnerIndex): void {
    this.demand.pauseChanged(runner);
    this.#cut(this.#line.take([runner]), 204);
  }

  /** Answers requests that stood in the line, without a job. */
  #cut(requests: readonly JobRequest[], status: number): void {
    for (const request of requests) request.answer(-1, status);
  }

  /** Its user cancels a job; if it is still pending it was never handed out. */
  #cancelPending(job: JobIndex): void {
    const { jobs, sim } = this.#world;
    const isPending = jobs.ordinal[job]! > 0 && jobs.startedAt[job] === NOT_YET;
    // The place of a job that was handed out, and is over, may be another's by now.
    if (!isPending || Math.max(jobs.cancelAt[job]!, jobs.queuedAt[job]!) !== sim.now) return;
    this.cancelPending(job);
  }

  /** A job that is pending is cancelled now: it leaves the queue and is written. */
  cancelPending(job: JobIndex): void {
    this.#endPending(job, 'cancelled', 'none');
  }

  #endPending(job: JobIndex, status: JobStatus, reason: FailureReason): void {
    const jobClass = this.#classOf(job);
    jobClass.pending.remove(job);
    jobClass.hold.leave(job, false);
    this.#leaveQueue(job, jobClass);
    this.#write(job, status, reason, NEVER_HANDED_OUT);
  }

  #leaveQueue(job: JobIndex, { runners }: JobClass): void {
    const { jobs, pendingJobs } = this.#world;
    this.demand.left(runners);
    jobs.pending--;
    pendingJobs[jobs.workload[job]!]!.add(-1);
  }

  /** Writes a job that GitLab itself ends now. */
  #write(job: JobIndex, status: JobStatus, reason: FailureReason, known: KnownOfJob): void {
    this.#record(job, status, reason, this.#world.sim.now, known);
    this.#world.jobs.remove(job);
  }

  #record(job: JobIndex, status: JobStatus, failureReason: FailureReason, finishedAt: Micros, known: KnownOfJob): void {
    const { scriptAt, machine, machineUse, preparation } = known;
    // No registration matches it, paused or not.
    const unmatched = this.#classOf(job).runners.length === 0;
    this.#world.journal.job(job, {
      status,
      failureReason,
      scriptAt,
      finishedAt,
      machine,
      machineUse,
      unmatched,
      preparation,
    });
  }
}
