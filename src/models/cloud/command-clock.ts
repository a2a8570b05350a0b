/**
 * Commands of one kind that run anywhere in the fleet, and what an outage of their zone's API does to them: it makes them
 * fail as it begins, or has them stand still until it ends, no longer than their own timeout.
 */
import type { EventId } from '../../sim/simulation.js';
import { NOUGHT } from '../../units/shapes.js';
import { NEVER } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import type { CloudMachine } from '../machine/cloud-machine.js';
import * as Priority from '../priority.js';
import type { CloudWorld } from './cloud-world.js';
import type { ZoneState } from './zone-state.js';

/** A command under way. Who gives it makes it, of a class that says what follows its end; once it is over it may begin again, also for another machine. */
export abstract class Command {
  /** Its place in the clock, which is free for another once it is over. */
  id = 0;
  /** The how-manieth of its clock it is. */
  nth = 0;
  machine: CloudMachine;
  /** The next of its events: while it runs, its end. */
  event: EventId = NOUGHT;
  /** As it stands now; NEVER where it stands still without a timeout. */
  endsAt: Micros = NEVER;
  /** It is ended here, failed; NEVER = no timeout. */
  deadline: Micros = NEVER;
  /** The API has its first call; false: it was begun while the API hung, and still hangs. */
  isReached = false;
  stands = false;
  /** What it had left when it came to a stand. */
  left: Micros = NOUGHT;
  /** Its deadline comes before its end. */
  isLate = false;
  /** It was made to fail. */
  isCut = false;

  constructor(machine: CloudMachine) {
    this.machine = machine;
  }
}

export abstract class CommandClock<C extends Command> {
  protected readonly world: CloudWorld;
  readonly #states: readonly Readonly<ZoneState>[];
  /** By place. */
  readonly #commands: (C | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #handler: number;
  #last = 0;

  constructor(world: CloudWorld, states: readonly Readonly<ZoneState>[]) {
    this.world = world;
    this.#states = states;
    this.#handler = world.sim.register((id) => this.#over(id));
  }

  /** The API of a zone has come up, fails or hangs. */
  zoneChanged(zone: number): void {
    const { api } = this.#states[zone]!;
    for (const command of this.#runningIn(zone)) {
      if (api === 'hangs') this.#stand(command);
      else if (api === 'up' || !command.isReached) this.#goOn(command);
      else if (!command.isCut) {
        this.cutByOutage(command);
        this.cut(command, 0);
      }
    }
  }

  /** Its first call reaches the API: plans its end with `run`. */
  protected abstract reach(command: C, state: Readonly<ZoneState>): void;
  /** It ends now. */
  protected abstract ended(command: C): void;
  /** Its end has been planned anew. */
  protected abstract moved(command: C): void;
  /** It comes to a stand: its deadline may change. */
  protected standing?(command: C): void;
  /** The API has failed under it. */
  protected abstract cutByOutage(command: C): void;

  /** A command begins. */
  protected start(command: C): void {
    command.isReached = command.stands = command.isCut = false;
    command.nth = ++this.#last;
    command.id = this.#free.pop() ?? this.#commands.length;
    this.#commands[command.id] = command;
    const state = this.#states[command.machine.zone]!;
    if (state.api === 'hangs') this.#stand(command);
    else {
      command.isReached = true;
      this.reach(command, state);
    }
  }

  protected get(id: number): C | undefined {
    return this.#commands[id];
  }

  protected forEachIn(zone: number, visit: (command: C) => void): void {
    for (const command of this.#runningIn(zone)) visit(command);
  }

  /** It ends after so long, or at its deadline. */
  protected run(command: C, time: Micros): void {
    const { sim } = this.world;
    const at = sim.now + time;
    command.isLate = at > command.deadline;
    command.endsAt = command.isLate ? command.deadline : at;
    command.event = sim.scheduleAt(command.endsAt, Priority.CLOUD, this.#handler, command.id);
    this.moved(command);
  }

  /** It will have failed, after so long. */
  protected cut(command: C, time: Micros): void {
    this.world.sim.cancel(command.event);
    command.isCut = true;
    command.stands = false;
    this.run(command, time);
  }

  /** It never ends, and nobody hears of it. */
  protected forget(command: C): void {
    this.world.sim.cancel(command.event);
    this.#leave(command.id);
  }

  #stand(command: C): void {
    if (command.stands) return;
    const { sim } = this.world;
    sim.cancel(command.event);
    this.standing?.(command);
    command.stands = true;
    command.left = command.isReached ? command.endsAt - sim.now : 0;
    command.isLate = true;
    command.endsAt = command.deadline;
    if (command.deadline < NEVER) command.event = sim.scheduleAt(command.deadline, Priority.CLOUD, this.#handler, command.id);
    this.moved(command);
  }

  #goOn(command: C): void {
    if (!command.stands) return;
    this.world.sim.cancel(command.event);
    command.stands = false;
    if (command.isReached) {
      this.run(command, command.left);
      return;
    }
    command.isReached = true;
    this.reach(command, this.#states[command.machine.zone]!);
  }

  #over(id: number): void {
    const command = this.#commands[id]!;
    this.#leave(id);
    this.ended(command);
  }

  /** No event of it is to come. */
  #leave(id: number): void {
    this.#commands[id] = undefined;
    this.#free.push(id);
  }

  /** Those of a zone, in the order in which they began. */
  #runningIn(zone: number): C[] {
    const running = this.#commands.filter((command): command is C => command !== undefined && command.machine.zone === zone);
    return running.sort((a, b) => a.nth - b.nth);
  }
}
