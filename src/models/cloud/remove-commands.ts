/**
 * Removal rounds of the whole fleet (docs/explanation/machine-pool.md, "Creation and removal"): a stop command, where one is made, whose error is
 * ignored, and a remove command. A round makes its
 * calls at its begin; refused, or with the API down, it fails after the API's refusal and stops nothing.
 */
import { NOT_YET } from '../../record/not-yet.js';
import { NOUGHT } from '../../units/shapes.js';
import { NEVER, SECOND } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import type { CloudMachine } from '../machine/cloud-machine.js';
import type { ApiMeter } from './api-meter.js';
import { Command, CommandClock } from './command-clock.js';
import type { CloudWorld } from './cloud-world.js';
import type { ZoneState } from './zone-state.js';

const STOP_TIMEOUT = 60 * SECOND;

/** What rounds need of the clouds around them. */
export interface RemoveSite {
  meterOf(zone: number): ApiMeter;
  failedByOutage(zone: number): void;
}

/** A round under way. */
export abstract class RemoveCommand extends Command {
  beganAt: Micros = NOUGHT;
  /** Bound of its remove command; 0 = none. */
  timeout: Micros = NOUGHT;
  /** End of its stop command. */
  stopEnd: Micros = NOUGHT;
  /** The how-manieth remove command of its machine it is, from 1, over all processes. */
  attempt = 0;

  /** The round has ended; `RemoveCommands.fails` tells how. */
  abstract ended(): void;
}

export class RemoveCommands extends CommandClock<RemoveCommand> {
  readonly #site: RemoveSite;

  constructor(world: CloudWorld, states: readonly Readonly<ZoneState>[], site: RemoveSite) {
    super(world, states);
    this.#site = site;
  }

  /** Begins a round. `timeout` bounds its remove command; 0 = none. `stopsFirst` false: there is no stop command. */
  begin(command: RemoveCommand, timeout: Micros, stopsFirst = true): void {
    const { now } = this.world.sim;
    command.beganAt = now;
    command.timeout = timeout;
    command.stopEnd = stopsFirst ? now + STOP_TIMEOUT : now;
    command.deadline = deadlineOf(command.stopEnd, timeout);
    command.attempt = command.machine.removeBegan();
    this.start(command);
  }

  /** Its process ended before the remove command had begun: that one is still to come. */
  abandon(command: RemoveCommand): void {
    command.machine.removeUndone();
    this.forget(command);
  }

  /** Whether a round that has ended had failed, as far as the cloud is concerned. */
  fails({ machine, attempt, isCut, isLate }: RemoveCommand): boolean {
    return isCut || isLate || this.world.draws.deleteFails(machine, attempt);
  }

  protected reach(command: RemoveCommand, state: Readonly<ZoneState>): void {
    const { machine } = command;
    const { sim, fleet, draws } = this.world;
    const refusal = this.#refusal(machine, state);
    if (refusal !== undefined) {
      command.isCut = true;
      command.stopEnd = Math.min(command.stopEnd, sim.now);
      this.run(command, refusal);
      return;
    }
    const { stopTime, removeUnmade } = fleet.zones[machine.zone]!;
    // Its create was refused at the first call: the cloud knows nothing of it, and nothing is stopped or waited for.
    const unmade = machine.chargedFrom === NOT_YET ? removeUnmade : undefined;
    const stop = (unmade === undefined ? stopTime : 0) + state.apiLatency;
    // A stop command that hung to its own timeout has stopped nothing.
    if (sim.now < command.stopEnd) {
      if (stop <= STOP_TIMEOUT) machine.stops(sim.now + stop);
      command.stopEnd = Math.min(sim.now + stop, command.stopEnd);
    }
    command.deadline = deadlineOf(command.stopEnd, command.timeout);
    const time = (unmade ?? draws.deleteTime(machine, command.attempt)) + state.apiLatency;
    this.run(command, Math.max(command.stopEnd - sim.now, 0) + time);
  }

  /** A stop command hangs too, to its own timeout. */
  protected override standing(command: RemoveCommand): void {
    if (this.world.sim.now >= command.stopEnd) return;
    command.stopEnd = command.beganAt + STOP_TIMEOUT;
    command.deadline = deadlineOf(command.stopEnd, command.timeout);
  }

  protected moved(): void {
    // Nobody looks at the planned end of a round.
  }

  protected ended(command: RemoveCommand): void {
    command.ended();
  }

  protected cutByOutage({ machine }: RemoveCommand): void {
    this.#site.failedByOutage(machine.zone);
  }

  #refusal({ zone, manager }: CloudMachine, state: Readonly<ZoneState>): Micros | undefined {
    const meter = this.#site.meterOf(zone);
    if (state.api === 'fails') {
      this.#site.failedByOutage(zone);
      return meter.spec.refusal;
    }
    return meter.ask(manager, meter.spec.callsPerDelete) ? undefined : meter.spec.refusal;
  }
}

function deadlineOf(stopEnd: Micros, timeout: Micros): Micros {
  return timeout > 0 ? stopEnd + timeout : NEVER;
}
