/** A cloud for a scaler alone: boots, deletions and ready commands go as the test says, the n-th entry for the n-th instance, cyclic. */
import type {
  DecreaseReason,
  InstanceGroup,
  InstanceStatus,
  ReadyCommand,
} from '../../src/models/executor/docker-autoscaler/instance-group.js';
import { ScalerEvents } from '../../src/models/executor/docker-autoscaler/scaler-events.js';
import { Scaler } from '../../src/models/executor/docker-autoscaler/scaler.js';
import type { DockerAutoscalerSpec, PolicySpec } from '../../src/fleet/docker-autoscaler.js';
import * as Priority from '../../src/models/priority.js';
import type { EventId } from '../../src/sim/simulation.js';
import { Simulation } from '../../src/sim/simulation.js';
import { MINUTE, SECOND } from '../../src/units/time.js';

export interface Instance {
  readonly number: number;
  status: InstanceStatus;
  /** Its boot has ended. */
  hasBooted: boolean;
  /** One for each deletion that was asked for. */
  reasons: (DecreaseReason | 'again')[];
  seenAt: number | undefined;
  readyAt: number | undefined;
  forgottenAt: number | undefined;
}

export interface CloudCourse {
  readonly boots?: readonly { readonly time: number; readonly ok: boolean }[];
  readonly deletes?: readonly number[];
  readonly readies?: readonly ReadyCommand[];
  /** By number of the instance: so many of its first deletions have no effect. */
  readonly failDeletes?: Readonly<Record<number, number>>;
}

export class FakeGroup implements InstanceGroup<Instance> {
  readonly instances: Instance[] = [];
  /** Looks at the cloud, and instances that a new scaler found. */
  looks = 0;
  readonly foundOnes: number[] = [];
  readonly #sim: Simulation;
  readonly #course: CloudCourse;
  readonly #booted: number;
  readonly #deleted: number;

  constructor(sim: Simulation, course: CloudCourse) {
    this.#sim = sim;
    this.#course = course;
    this.#booted = sim.register((number) => this.#boot(this.instances[number - 1]!));
    this.#deleted = sim.register((number) => this.#delete(this.instances[number - 1]!));
  }

  all(): readonly Instance[] {
    return this.instances.filter(({ status }) => status !== 'gone');
  }

  status({ status }: Instance): InstanceStatus {
    return status;
  }

  looked(): void {
    this.looks++;
  }

  increase(): Instance {
    const number = this.instances.length + 1;
    const none = { seenAt: undefined, readyAt: undefined, forgottenAt: undefined };
    const instance: Instance = { number, status: 'creating', hasBooted: false, reasons: [], ...none };
    this.instances.push(instance);
    this.#sim.schedule(this.#nth(this.#course.boots, number, { time: 30 * SECOND, ok: true }).time, Priority.CLOUD, this.#booted, number);
    return instance;
  }

  decrease(instance: Instance, reason: DecreaseReason | 'again' = 'again'): void {
    instance.reasons.push(reason);
    instance.status = 'deleting';
    this.#sim.schedule(this.#nth(this.#course.deletes, instance.number, 10 * SECOND), Priority.CLOUD, this.#deleted, instance.number);
  }

  readyCommand({ number }: Instance): ReadyCommand | undefined {
    return this.#course.readies === undefined ? undefined : this.#nth(this.#course.readies, number, { time: 0, ok: true });
  }

  found(instance: Instance): void {
    this.foundOnes.push(instance.number);
  }

  seen(instance: Instance): void {
    instance.seenAt = this.#sim.now / SECOND;
  }

  ready(instance: Instance): void {
    instance.readyAt = this.#sim.now / SECOND;
  }

  forgotten(instance: Instance): void {
    instance.forgottenAt = this.#sim.now / SECOND;
  }

  #boot(instance: Instance): void {
    if (instance.status === 'gone') return;
    instance.hasBooted = true;
    if (!this.#nth(this.#course.boots, instance.number, { time: 0, ok: true }).ok) instance.status = 'gone';
    else if (instance.status === 'creating') instance.status = 'running';
  }

  #delete(instance: Instance): void {
    if (instance.status === 'gone') return;
    const hasNoEffect = instance.reasons.length <= (this.#course.failDeletes?.[instance.number] ?? 0);
    instance.status = !hasNoEffect ? 'gone' : instance.hasBooted ? 'running' : 'creating';
  }

  #nth<T>(list: readonly T[] | undefined, number: number, none: T): T {
    return list === undefined || list.length === 0 ? none : list[(number - 1) % list.length]!;
  }
}

export function policyOf(policy: Partial<PolicySpec>): PolicySpec {
  const { idleCount = 0 } = policy;
  return { idleCount, idleTime: 0, scaleFactor: 0, scaleFactorLimit: 0, isPreemptive: idleCount > 0, ...policy };
}

/** The settings of a test: those given, GitLab Runner's own defaults for the rest, one policy for all time. */
export function specOf(spec: Partial<DockerAutoscalerSpec>, policy: Partial<PolicySpec> = {}): DockerAutoscalerSpec {
  return {
    kind: 'docker-autoscaler',
    zone: 0,
    machineType: 0,
    capacity: 1,
    maxUses: 0,
    maxInstances: 0,
    updateInterval: MINUTE,
    updateIntervalExpecting: 2 * SECOND,
    throttle: { perSecond: 100, burst: 100 },
    deletionRetryInterval: MINUTE,
    acquireTimeout: 15 * MINUTE,
    throttlesReservations: true,
    hasReadyCommand: false,
    shutdown: undefined,
    policies: [{ at: 0, policy: policyOf(policy) }],
    ...spec,
  };
}

/** A job that waits for a slot, with what it heard, in seconds. */
export class Waiter {
  readonly id: number;
  at: number | undefined;
  instance = 0;
  slot = -1;
  timeouts = 0;
  leave: () => void = () => undefined;
  readonly #bench: ScalerBench;

  constructor(bench: ScalerBench, id: number) {
    this.#bench = bench;
    this.id = id;
  }

  served(member: Parameters<Scaler<Instance>['reservations']['release']>[0], slot: number): void {
    this.at = this.#bench.sim.now / SECOND;
    this.instance = member.number;
    this.slot = slot;
    this.leave = (): void => this.#bench.scaler.reservations.release(member, slot);
  }

  timedOut(): void {
    this.timeouts++;
  }
}

/** A scaler that begins at 0 and makes its passes, with what the passes did. Times are seconds. */
export class ScalerBench {
  readonly sim = new Simulation();
  readonly group: FakeGroup;
  readonly passes: { at: number; instances: number; required: number; created: number; removed: number }[] = [];
  scaler: Scaler<Instance>;
  #waiters = 0;
  #next: EventId = 0;
  readonly #passHandler: number;
  readonly #doHandler: number;
  readonly #todo: (() => void)[] = [];
  readonly #events: ScalerEvents;

  constructor(spec: DockerAutoscalerSpec, course: CloudCourse = {}) {
    this.#events = new ScalerEvents(this.sim);
    this.group = new FakeGroup(this.sim, course);
    this.#passHandler = this.sim.register(() => this.#pass());
    this.#doHandler = this.sim.register((index) => this.#todo[index]!());
    this.scaler = this.begin(spec);
  }

  /** A new process begins with a scaler of its own. */
  begin(spec: DockerAutoscalerSpec): Scaler<Instance> {
    this.scaler = new Scaler(this.#events, spec, this.group, () => undefined);
    this.scaler.begin();
    this.#next = this.sim.schedule(SECOND, Priority.FEED, this.#passHandler, 0);
    return this.scaler;
  }

  /** The process ends, or begins to: no pass follows. */
  stopPasses(): void {
    this.sim.cancel(this.#next);
  }

  /** Does something at so many seconds, after all else of that instant but a pass. */
  at(seconds: number, what: () => void): void {
    this.sim.scheduleAt(seconds * SECOND, Priority.SEEK, this.#doHandler, this.#todo.push(what) - 1);
  }

  /** Plays all before so many seconds. */
  until(seconds: number): void {
    this.sim.advance(seconds * SECOND, Infinity);
  }

  /** A job with a reservation waits for a slot from now on. */
  acquire(): Waiter {
    if (!this.scaler.reserve()) throw new Error('no capacity');
    const waiter = new Waiter(this, ++this.#waiters);
    this.scaler.reservations.acquire(waiter, Infinity);
    return waiter;
  }

  #pass(): void {
    const { instances } = this.scaler.roster.view;
    const { required, created, removed } = this.scaler.pass();
    this.passes.push({ at: this.sim.now / SECOND, instances, required, created, removed });
    this.#next = this.sim.schedule(SECOND, Priority.FEED, this.#passHandler, 0);
  }
}
