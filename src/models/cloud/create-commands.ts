/**
 * Create commands of the whole fleet (docs/explanation/machine-pool.md, "Creation and removal"): what a create asks of the API, how long it takes,
 * what it leaves. What is
 * refused at its first call leaves nothing in the cloud; what fails later leaves a machine that is billed until it is removed.
 */
import type { Lane } from '../../sim/lane.js';
import type { EventId } from '../../sim/simulation.js';
import { NOUGHT } from '../../units/shapes.js';
import { NEVER } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import type { BootDraw } from '../draws.js';
import type { CloudMachine } from '../machine/cloud-machine.js';
import * as Priority from '../priority.js';
import type { ApiMeter } from './api-meter.js';
import type { CloudWorld } from './cloud-world.js';
import { Command, CommandClock } from './command-clock.js';
import type { ZoneState } from './zone-state.js';

/** What creates need of the clouds around them. */
export interface CreateSite {
  meterOf(zone: number): ApiMeter;
  /** Calls to a cloud may ever be refused by a rate limit. */
  mayBeLimited(cloud: number): boolean;
  isQuotaFull(zone: number, machineType: number): boolean;
  refusedByQuota(zone: number): void;
  failedByOutage(zone: number): void;
  /** The machine exists from here on. */
  entered(machine: CloudMachine): void;
  createEnded(zone: number, ok: boolean): void;
}

export abstract class CreateCommand extends Command {
  /** The draws let it end well. */
  ok = false;
  isLost = false;
  /** It looks after its machine every poll interval. */
  isPolled = false;
  /** The next look is planned. */
  polls = false;
  poll: EventId = NOUGHT;

  /** The API has answered its first call, well or not: it runs for `time`, unless something cuts it. */
  reached?(time: Micros): void;
  /** A machine that will come up is lost to the command, which fails and leaves it to live on; asked once. */
  losesMachine?(): boolean;
  /** It has ended: `machine.bootOk` says how. `isLost`: it has left a machine that lives on. */
  abstract ended(isLost: boolean): void;
}

export class CreateCommands extends CommandClock<CreateCommand> {
  readonly #site: CreateSite;
  /** By cloud; undefined where polls need not be made one by one. */
  readonly #polls: readonly (Lane | undefined)[];
  readonly #boot: BootDraw = { time: 0, ok: true, leavesRemains: true };

  constructor(world: CloudWorld, states: readonly Readonly<ZoneState>[], site: CreateSite) {
    super(world, states);
    this.#site = site;
    const { sim, fleet } = world;
    const poll = sim.register((id) => this.#polled(id));
    this.#polls = fleet.clouds.map(({ api }, cloud) =>
      site.mayBeLimited(cloud) && api.callsPerPoll > 0 ? sim.lane(api.pollInterval, Priority.CLOUD, poll) : undefined,
    );
  }

  /** Begins one. `timeout` bounds it; 0 = none. */
  begin(command: CreateCommand, timeout: Micros): void {
    const { now } = this.world.sim;
    command.machine.createBegan(now);
    command.deadline = timeout > 0 ? now + timeout : NEVER;
    command.ok = command.isLost = command.isPolled = command.polls = false;
    this.start(command);
  }

  /** The machines of a zone have died: what is being created there will not come up. */
  machinesDied(zone: number): void {
    this.forEachIn(zone, ({ machine, isReached }) => {
      if (isReached) machine.cannotComeUp();
    });
  }

  protected reach(command: CreateCommand, state: Readonly<ZoneState>): void {
    const { machine } = command;
    machine.leavesRemains(true);
    const refusal = this.#refusal(command, state);
    const time = refusal ?? this.#boots(command, state);
    if (refusal !== undefined) machine.notCharged();
    command.reached?.(time);
    this.run(command, time);
  }

  protected moved(command: CreateCommand): void {
    const { machine, stands, isCut } = command;
    machine.bootPlanned(command.endsAt, command.ok && !isCut && !command.isLate && !machine.isDoomed);
    if (!command.isPolled) return;
    const polls = !stands && !isCut;
    if (polls === command.polls) return;
    command.polls = polls;
    if (polls) command.poll = this.#laneOf(machine)!.push(command.id);
    else this.world.sim.cancel(command.poll);
  }

  protected ended(command: CreateCommand): void {
    const { machine } = command;
    if (command.polls) this.world.sim.cancel(command.poll);
    // Its timeout came while the API hung.
    if (!command.isReached) machine.notCharged();
    else if (machine.isInZone) this.#countPolls(command);
    this.#site.createEnded(machine.zone, machine.bootOk);
    command.ended(command.isLost && !command.isCut && !command.isLate && machine.isInZone);
  }

  protected cutByOutage({ machine }: CreateCommand): void {
    machine.leavesRemains(true);
    this.#site.failedByOutage(machine.zone);
  }

  /** How long it takes to be refused; undefined where it is not. */
  #refusal({ machine }: CreateCommand, state: Readonly<ZoneState>): Micros | undefined {
    const { zone, manager, machineType } = machine;
    const { spec } = this.#site.meterOf(zone);
    if (state.api === 'fails') {
      this.#site.failedByOutage(zone);
      return spec.refusal;
    }
    if (!this.#site.meterOf(zone).ask(manager, spec.callsPerCreate)) return spec.refusal;
    if (state.isSoldOut) {
      this.#site.failedByOutage(zone);
      return this.world.fleet.zones[zone]!.quotaRefusal;
    }
    if (!this.#site.isQuotaFull(zone, machineType)) return undefined;
    this.#site.refusedByQuota(zone);
    return this.world.fleet.zones[zone]!.quotaRefusal;
  }

  /** The machine exists; returns how long it boots. */
  #boots(command: CreateCommand, state: Readonly<ZoneState>): Micros {
    const { machine } = command;
    const boot = this.#boot;
    this.world.draws.boot(machine, boot, state.bootFailure);
    machine.leavesRemains(boot.leavesRemains);
    command.isLost = boot.ok && command.losesMachine?.() === true;
    command.ok = boot.ok && !command.isLost;
    command.isPolled = this.#laneOf(machine) !== undefined;
    this.#site.entered(machine);
    if (state.areMachinesDown) machine.cannotComeUp();
    return state.bootFactor === 1 ? boot.time + state.apiLatency : Math.round(boot.time * state.bootFactor) + state.apiLatency;
  }

  #polled(id: number): void {
    const command = this.get(id)!;
    const { machine } = command;
    command.polls = false;
    // The command ends at this very instant.
    if (command.endsAt <= this.world.sim.now) return;
    const meter = this.#site.meterOf(machine.zone);
    if (meter.ask(machine.manager, meter.spec.callsPerPoll)) {
      command.polls = true;
      command.poll = this.#laneOf(machine)!.push(id);
      return;
    }
    machine.leavesRemains(true);
    this.cut(command, meter.spec.refusal);
  }

  /** Without limits the polls are counted at the end, all at once. */
  #countPolls({ machine, isPolled }: CreateCommand): void {
    const meter = this.#site.meterOf(machine.zone);
    const { callsPerPoll, pollInterval } = meter.spec;
    if (isPolled || callsPerPoll === 0) return;
    const life = this.world.sim.now - machine.chargedFrom;
    meter.count(callsPerPoll * Math.max(0, Math.ceil(life / pollInterval) - 1));
  }

  #laneOf({ zone }: CloudMachine): Lane | undefined {
    return this.#polls[this.world.fleet.zones[zone]!.cloud];
  }
}
