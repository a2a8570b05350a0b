/**
 * `Acquire` of the machine provider (docs/explanation/machine-pool.md, "One pass"): passes of one process run one after another under one lock for
 * all its entries,
 * which is kept while the picked machine is checked.
 */
import { NOT_YET } from '../../../record/not-yet.js';
import { MINUTE } from '../../../units/time.js';
import type { Micros } from '../../../units/time.js';
import type { DockerMachineSpec } from '../../../fleet/executor.js';
import type { RunnerFlags } from '../../../fleet/runner-flags.js';
import type { PassView } from '../../probe.js';
import * as Priority from '../../priority.js';
import { Roll } from '../../roll.js';
import type { Coordinator } from './coordinator.js';
import type { DockerMachine } from './docker-machine.js';
import type { Decision } from './decide.js';
import { newDecision } from './decide.js';
import type { MachineWorld } from './machine-world.js';
import { NameWalk } from './name-walk.js';
import type { PoolSettings } from './policy.js';
import type { Pool } from './pool.js';
import type { Remover } from './remover.js';

/** A good check is remembered so long. */
const CHECK_MEMORY = 5 * MINUTE;

/** A worker that wants a machine before it asks for a job. */
export interface AcquireRequest {
  readonly pool: Pool;
  readonly coordinator: Coordinator;
  /** `[runners.machine]` of its entry. */
  readonly machineSpec: DockerMachineSpec;
  /** Writes into `out` what a pass comes to at `now`; returns the settings it went by, to be read at once. */
  decide(now: Micros, out: Decision): PoolSettings;
  /** `ask` false: no job is asked for (no free executor). */
  acquired(machine: DockerMachine | undefined, ask: boolean): void;
}

/** What the acquirer does differently by version. */
export type AcquirerFlags = Pick<RunnerFlags, 'remembersChecks'>;

/** The acquirers of all processes that run, whose checks end. */
export class Checks extends Roll<Acquirer> {
  readonly ended = this.handler((acquirer) => acquirer.checked());
}

export class Acquirer {
  readonly #machines: MachineWorld;
  readonly #remover: Remover;
  readonly #flags: AcquirerFlags;
  /** Its own in the roll. */
  readonly #number: number;
  #holder: AcquireRequest | undefined;
  #line: AcquireRequest[] = [];
  #candidate: DockerMachine | undefined;
  readonly #walk = new NameWalk<DockerMachine>();
  /** Of the pass under way. */
  readonly #decision = newDecision();
  #view: PassView | undefined;

  constructor(machines: MachineWorld, remover: Remover, flags: AcquirerFlags) {
    this.#machines = machines;
    this.#number = machines.checks.enter(this);
    this.#remover = remover;
    this.#flags = flags;
  }

  /** Answers through `request.acquired`, at once or when the lock and the checks allow. */
  acquire(request: AcquireRequest): void {
    if (this.#holder !== undefined) {
      this.#line.push(request);
      return;
    }
    this.#holder = request;
    this.#pass(request);
  }

  get isLocked(): boolean {
    return this.#holder !== undefined;
  }

  /** The process ends: nobody is answered any more. */
  close(): void {
    this.noteOpenPass();
    this.#machines.checks.leave(this.#number);
    this.#line = [];
    this.#holder = undefined;
    this.#candidate = undefined;
    this.#walk.end();
  }

  /** The process or the run ends: a pass whose check is under way has no end. */
  noteOpenPass(): void {
    if (this.#view === undefined) return;
    this.#view.end = NOT_YET;
    this.#machines.world.probe?.pass?.(this.#view);
    this.#view = undefined;
  }

  /** The check of the candidate has ended. */
  checked(): void {
    const request = this.#holder;
    const machine = this.#candidate;
    if (request === undefined || machine === undefined) return;
    this.#candidate = undefined;
    if (!this.#isTaken(request, machine)) this.#pick(request, machine.birth);
  }

  /** The check of a machine has ended: the request has it, or it is removed. */
  #isTaken(request: AcquireRequest, machine: DockerMachine): boolean {
    if (machine.dropped) return false;
    if (checkAnswer(this.#machines, machine)) {
      this.#done(request, machine, true);
      return true;
    }
    this.#remover.start(machine, 'unreachable', request.machineSpec.maxRemovalAttempts);
    return false;
  }

  #pass(request: AcquireRequest): void {
    const { pool, coordinator, machineSpec } = request;
    const { now } = this.#machines.world.sim;
    const decision = this.#decision;
    pool.counters.passes++;
    this.#machines.world.clouds.passed(machineSpec.zone, pool.manager);
    pool.discover();
    const { idle, maxBuilds } = request.decide(now, decision);
    pool.noteTarget(idle, now);
    const { removals, reasons, walked, creates } = decision;
    for (let i = 0; i < removals.length; i++) this.#remover.start(removals[i]!, reasons[i]!, machineSpec.maxRemovalAttempts);
    if (walked) pool.walked(maxBuilds);
    for (let i = 0; i < creates; i++) coordinator.create('idle', machineSpec, undefined);
    if (this.#machines.world.probe?.pass !== undefined) this.#view = this.#look(pool);
    this.#pick(request, pool.newestBirth + 1);
  }

  /** Takes the newest idle machine that answers. Machines made by this pass are still creating. */
  #pick(request: AcquireRequest, before: number): void {
    const { sim, fleet } = this.#machines.world;
    const walk = this.#walk;
    // A name that this pass has removed is not gone through.
    const { removals } = this.#decision;
    let machine = walk.next(request.pool, before, removals);
    // Where a check takes no time, all machines of a zone that is down are met at one instant.
    for (; machine !== undefined; machine = walk.next(request.pool, machine.birth, removals)) {
      request.pool.setState(machine, 'acquired');
      if (this.#flags.remembersChecks && sim.now < machine.reachableUntil) {
        this.#done(request, machine, true);
        return;
      }
      const latency = fleet.zones[machine.zone]!.connectLatency;
      if (latency > 0) {
        this.#candidate = machine;
        walk.goOn(request.pool);
        sim.schedule(latency, Priority.CLOUD, this.#machines.checks.ended, this.#number);
        return;
      }
      if (this.#isTaken(request, machine)) return;
    }
    this.#done(request, undefined, this.#decision.asks);
  }

  /** Hands the lock on first, so that what the answer sets off stands in line behind those who wait. */
  #done(request: AcquireRequest, machine: DockerMachine | undefined, ask: boolean): void {
    if (this.#view !== undefined) {
      this.#view.end = this.#machines.world.sim.now;
      this.#view.picked = machine?.number ?? (ask ? 0 : -1);
      this.#machines.world.probe?.pass?.(this.#view);
      this.#view = undefined;
    }
    this.#walk.end();
    const next = this.#line.shift();
    this.#holder = next;
    request.acquired(machine, ask);
    if (next !== undefined && this.#holder === next) this.#pass(next);
  }

  #look(pool: Pool): PassView {
    const now = this.#machines.world.sim.now;
    const stuck = pool.machines.filter((machine) => machine.state === 'removing' && machine.retries >= 3).length;
    const { creates, removals, counts } = this.#decision;
    const { creating, idle, acquired, used, removing } = counts;
    const view = { manager: pool.manager, runner: pool.runner, at: now, end: now, creating, idle, acquired, used };
    return { ...view, removing: removing - stuck, stuck, made: creates, dropped: removals.length, picked: 0 };
  }
}

/** The answer of a check that ends now; a yes is remembered for five minutes. */
export function checkAnswer({ world, draws }: MachineWorld, machine: DockerMachine): boolean {
  const { now } = world.sim;
  if (!machine.answers(now) || draws.isUnreachable(machine, now)) return false;
  machine.answered(now + CHECK_MEMORY);
  return true;
}
