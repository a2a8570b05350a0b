/**
 * The instance group of one entry in its cloud. It outlives the processes: what was asked for goes on without them. An instance that is not
 * attended by a scaler leaves the books as soon as it is gone, any other when its scaler has seen that.
 */
import type { DockerAutoscalerSpec } from '../../../fleet/docker-autoscaler.js';
import { NOT_YET } from '../../../record/not-yet.js';
import { CreateCommand } from '../../cloud/create-commands.js';
import { RemoveCommand } from '../../cloud/remove-commands.js';
import type { MachineNumbers } from '../../machine/machine-numbers.js';
import { makePoolSignals } from '../../machine/machine-pool.js';
import type { Occupant } from '../../machine/cloud-machine.js';
import type { World } from '../../world.js';
import type { SweepReason } from '../executor.js';
import type { ExecutorSurroundings } from '../surroundings.js';
import type { InstanceDraws, ReadyDraw } from './draws.js';
import { instanceDraws } from './draws.js';
import type { DecreaseReason, IncreaseReason, InstanceGroup, InstanceStatus, ReadyCommand } from './instance-group.js';
import type { Instance } from './instance.js';
import { InstancePool } from './instance-pool.js';

/** The create of an instance. */
class Increase extends CreateCommand {
  declare readonly machine: Instance;
  readonly #group: CloudGroup;

  constructor(instance: Instance, group: CloudGroup) {
    super(instance);
    this.#group = group;
  }

  override ended(): void {
    this.#group.createEnded(this.machine);
  }
}

/** The delete of an instance; `over` is told of its end after the group. */
class Decrease extends RemoveCommand {
  declare readonly machine: Instance;
  readonly #group: CloudGroup;
  readonly #over: (() => void) | undefined;

  constructor(instance: Instance, group: CloudGroup, over?: () => void) {
    super(instance);
    this.#group = group;
    this.#over = over;
  }

  override ended(): void {
    this.#group.deleteEnded(this);
    this.#over?.();
  }
}

export class CloudGroup implements InstanceGroup<Instance> {
  readonly manager: number;
  readonly runner: number;
  readonly pool: InstancePool;
  readonly #world: World;
  readonly #draws: InstanceDraws;
  readonly #command: ReadyDraw = { time: 0, ok: true };
  /** The settings of the scaler that attends it, or the last that did. */
  #spec!: DockerAutoscalerSpec;

  constructor(around: ExecutorSurroundings, place: { readonly manager: number; readonly runner: number }, numbers: MachineNumbers) {
    const { manager, runner } = place;
    this.manager = manager;
    this.runner = runner;
    this.#world = around.world;
    this.#draws = instanceDraws(around.chance, around.world.fleet);
    const signals = makePoolSignals(around.makeSignal, place);
    this.pool = new InstancePool(around.world, { manager, runner, counters: around.countersOf(manager, runner), signals, numbers });
  }

  // --- its processes ---------------------------------------------------------------------------------------------------------------

  /** A scaler with these settings begins. */
  attend(spec: DockerAutoscalerSpec): void {
    this.#spec = spec;
  }

  /** The process is gone: nobody knows of its instances. */
  abandon(): void {
    for (const instance of this.pool.machines) {
      if (instance.status === 'gone') this.#leaveBooks(instance);
      else this.pool.setState(instance, 'unattended');
    }
  }

  /** Somebody deletes what no process attends. `over` is called once for each; returns how many there are. */
  sweep(reason: SweepReason, over: () => void): number {
    const left = this.pool.machines.filter(({ state }) => state === 'unattended');
    for (const instance of left) {
      this.#delete(instance, reason, () => {
        if (!instance.dropped && instance.state === 'removing' && instance.reasonRemoved === reason)
          this.pool.setState(instance, 'unattended');
        over();
      });
    }
    return left.length;
  }

  // --- what a scaler asks ------------------------------------------------------------------------------------------------------------

  all(): readonly Instance[] {
    return this.pool.machines.filter(({ status }) => status !== 'gone');
  }

  status({ status }: Instance): InstanceStatus {
    return status;
  }

  looked(): void {
    this.#world.clouds.passed(this.#spec.zone, this.manager);
  }

  increase(reason: IncreaseReason): Instance {
    const instance = this.pool.add(reason, this.#spec);
    this.#world.probe?.instance?.(instance);
    this.#world.clouds.creates.begin(new Increase(instance, this), 0);
    return instance;
  }

  decrease(instance: Instance, reason?: DecreaseReason): void {
    this.#delete(instance, reason);
  }

  readyCommand(instance: Instance): ReadyCommand | undefined {
    if (!this.#spec.hasReadyCommand) return undefined;
    this.#draws.readyCommand(instance, this.#command);
    return this.#command;
  }

  found(instance: Instance): void {
    const { status } = instance;
    this.pool.setState(instance, status === 'creating' ? 'creating' : status === 'deleting' ? 'removing' : 'idle');
  }

  seen(instance: Instance): void {
    instance.seen(this.#world.sim.now);
  }

  ready(instance: Instance): void {
    instance.prepared(this.#world.sim.now);
    this.pool.counters.machinesCreated++;
    this.pool.setState(instance, 'idle');
  }

  forgotten(instance: Instance): void {
    if (instance.reasonRemoved === 'none') instance.condemned(instance.failed ? 'create_failed' : 'unreachable');
    instance.forgotten(this.#world.sim.now);
    this.#leaveBooks(instance);
  }

  // --- its jobs ----------------------------------------------------------------------------------------------------------------------

  /** A job gets a slot. */
  occupied(instance: Instance, by: Occupant): void {
    instance.occupy(by);
    this.pool.setState(instance, 'used');
  }

  /** A job leaves its slot. `wasLast`: no other is on the instance. */
  vacated(instance: Instance, by: Occupant, wasLast: boolean): void {
    instance.vacate(by);
    if (wasLast && instance.state === 'used') this.pool.setState(instance, 'idle');
  }

  // --- what becomes of its requests --------------------------------------------------------------------------------------------------

  /** The create of an instance has ended. */
  createEnded(instance: Instance): void {
    const { now } = this.#world.sim;
    if (instance.dropped) {
      this.pool.createEndedLate(instance);
      return;
    }
    if (instance.status === 'gone') return;
    if (instance.bootOk) {
      instance.created(now);
      return;
    }
    if (!instance.bootLeavesRemains) instance.notCharged();
    instance.createFailed(now);
    this.pool.counters.creationsFailed++;
    this.#gone(instance);
  }

  /** The delete of an instance has ended. */
  deleteEnded(command: Decrease): void {
    const { clouds } = this.#world;
    const instance = command.machine;
    instance.deletionEnded();
    if (instance.status === 'gone' || instance.dropped || clouds.removes.fails(command)) return;
    clouds.removed(instance, false);
    if (clouds.isStray(instance)) {
      instance.out();
      if (instance.state === 'unattended') this.#leaveBooks(instance);
    } else this.#gone(instance);
  }

  #delete(instance: Instance, reason?: DecreaseReason | SweepReason, over?: () => void): void {
    if (reason !== undefined) instance.condemned(reason);
    instance.removalBegan(this.#world.sim.now);
    instance.deletionBegan();
    this.pool.setState(instance, 'removing');
    this.#world.clouds.removes.begin(new Decrease(instance, this, over), 0, false);
  }

  /** It exists no more, and is not charged for any longer. */
  #gone(instance: Instance): void {
    const { sim, clouds } = this.#world;
    this.pool.account(instance);
    instance.out();
    if (instance.goneAt === NOT_YET) instance.gone(sim.now);
    instance.chargeEnds(sim.now);
    clouds.leave(instance);
    if (instance.state === 'unattended') this.#leaveBooks(instance);
  }

  #leaveBooks(instance: Instance): void {
    const { sim, clouds } = this.#world;
    // One that has died is charged for until it is known.
    if (instance.goneAt === NOT_YET && !clouds.isStray(instance)) instance.gone(sim.now);
    this.pool.drop(instance);
  }
}
