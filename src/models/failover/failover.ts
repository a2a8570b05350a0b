/**
 * One failover, from armed to armed again: it is noticed (by a person or a rule), after a reaction capacity elsewhere is switched on, and
 * when the trouble has been over for a while what was switched on is switched off again, by draining and not by killing.
 */
import { type DistributionSpec, Sampler, type Stream } from '../../sim/random/index.js';
import type { NoteRecord } from '../../record/note.js';
import type { Micros } from '../../units/time.js';
import type { Executors } from '../executor/executors.js';
import type { Host } from '../maintenance/host.js';
import * as Priority from '../priority.js';
import type { World } from '../world.js';
import type { FailoverSpec } from '../../fleet/failover.js';
import type { Noticed } from './person.js';
import { Person } from './person.js';
import type { Sight } from './sight.js';

/** Draw numbers: what is drawn for one occasion. */
const DELAY = 0;
const REACTION = 1;
const AFTER = 2;

/** `returning`: failed over, and the time before the way back runs; `waiting`: it has run, and the pools to go back to do not stand yet. */
type State = 'armed' | 'reacting' | 'over' | 'returning' | 'waiting' | 'draining';

/** What a failover needs besides the world. */
export interface FailoverMeans {
  /** By manager. */
  readonly hosts: readonly Host[];
  readonly stream: Stream;
  readonly sight: Sight;
  readonly executors: Executors;
  /** The pools that it goes back to stand, and somebody sees it. */
  isPoolReady(): boolean;
}

export class Failover implements Noticed {
  readonly spec: FailoverSpec;
  /** Who notices; undefined: a rule does. */
  readonly person: Person | undefined;
  readonly #world: World;
  readonly #hosts: readonly Host[];
  readonly #stream: Stream;
  readonly #means: FailoverMeans;
  readonly #reaction: Sampler;
  readonly #after: Sampler | undefined;
  readonly #actHandler: number;
  readonly #backHandler: number;
  #state: State = 'armed';
  /** Ordinal of the trouble, from 1, and of its ends. */
  #occasion = 0;
  #end = 0;
  #event = 0;
  /** What it has switched on itself: only that is switched off again. */
  #unpaused: number[] = [];
  #started: number[] = [];
  #written: { readonly manager: number; readonly earlier: number; readonly config: number }[] = [];
  readonly #draining = new Set<number>();

  constructor(spec: FailoverSpec, world: World, means: FailoverMeans) {
    const { hosts } = means;
    this.spec = spec;
    this.#world = world;
    this.#means = means;
    this.#hosts = hosts;
    this.#stream = means.stream;
    this.#reaction = new Sampler(spec.reaction);
    this.#after = spec.back && new Sampler(spec.back.after);
    this.#actHandler = world.sim.register(() => this.#act());
    this.#backHandler = world.sim.register(() => this.#goBack());
    this.person = spec.trigger.kind === 'person' ? new Person(world, this, spec.trigger, means.sight) : undefined;
  }

  get isArmed(): boolean {
    return this.#state === 'armed';
  }

  /** New trouble, whether it will be noticed or not: draws from here on are those of the next occasion. */
  nextOccasion(): void {
    this.#occasion++;
    this.#end = 0;
  }

  /** How long a person takes to notice this occasion. */
  drawDelay(delay: DistributionSpec): Micros {
    return new Sampler(delay).sampleInteger(this.#stream.uniform(this.#occasion, 0, DELAY));
  }

  /** It is noticed now; `since`: what a rule has seen first. */
  notice(since?: Micros): void {
    this.#note(since === undefined ? { kind: 'noticed' } : { kind: 'noticed', since });
    this.#state = 'reacting';
    const reaction = this.#reaction.sampleInteger(this.#stream.uniform(this.#occasion, 0, REACTION));
    this.#event = this.#world.sim.schedule(reaction, Priority.OPERATOR, this.#actHandler, 0);
  }

  /** The trouble is over; the way back begins so long after that. Told once or at every look. */
  clear(): void {
    if (this.#state !== 'over' || this.#after === undefined) return;
    this.#state = 'returning';
    const after = this.#after.sampleInteger(this.#stream.uniform(this.#occasion, this.#end++, AFTER));
    this.#event = this.#world.sim.schedule(after, Priority.OPERATOR, this.#backHandler, 0);
  }

  /** A look: the pools that it waits for may stand by now. */
  look(): void {
    if (this.#state !== 'waiting' || !this.#means.isPoolReady()) return;
    this.#state = 'returning';
    this.#event = this.#world.sim.schedule(0, Priority.OPERATOR, this.#backHandler, 0);
  }

  /** There is trouble again, or still: what was over has not been. */
  trouble(): void {
    if (this.#state === 'waiting') this.#state = 'over';
    if (this.#state !== 'returning') return;
    this.#world.sim.cancel(this.#event);
    this.#state = 'over';
  }

  /** A process is down, which may be one that drains: its machines stand on, unless they are to be removed. */
  managerExited(manager: number): void {
    if (this.#state !== 'draining' || !this.#draining.has(manager)) return;
    if (!this.spec.back!.removeMachines) this.#left(manager);
    else this.#means.executors.sweep(manager, 'failback', () => this.#left(manager));
  }

  #act(): void {
    const { registrations } = this.#world;
    const { unpause, start, reload } = this.spec;
    this.#state = 'over';
    this.#unpaused = unpause.filter((runner) => registrations.isPaused(runner));
    this.#started = start.filter((manager) => !this.#hosts[manager]!.isWanted);
    // A file that is written before its process starts is read by the start.
    this.#written = reload.map(({ manager, config }) => ({ manager, config, earlier: this.#hosts[manager]!.process.configInFile }));
    for (const { manager, config } of this.#written) this.#hosts[manager]!.process.reload(config);
    for (const manager of this.#started) this.#hosts[manager]!.start();
    for (const runner of this.#unpaused) registrations.setPaused(runner, false);
    this.#note({ kind: 'failed_over' });
    this.person?.acted();
  }

  #goBack(): void {
    if (this.spec.back!.whenPoolReady && !this.#means.isPoolReady()) {
      this.#state = 'waiting';
      return;
    }
    const { registrations } = this.#world;
    this.#note({ kind: 'failing_back' });
    this.#state = 'draining';
    for (const runner of this.#unpaused) registrations.setPaused(runner, true);
    for (const { manager, config, earlier } of this.#written) {
      const { process } = this.#hosts[manager]!;
      // Somebody has written another one meanwhile: that stays.
      if (process.configInFile === config) process.reload(earlier);
    }
    const { removeMachines } = this.spec.back!;
    const down = this.#started.filter((manager) => !this.#hosts[manager]!.process.isRunning);
    for (const manager of this.#started) if (removeMachines || !down.includes(manager)) this.#draining.add(manager);
    for (const manager of this.#started) {
      const host = this.#hosts[manager]!;
      // A second signal would cut the jobs short.
      if (host.isWanted) host.stop('SIGQUIT');
    }
    // Somebody was faster: what those left is removed all the same.
    for (const manager of down) this.managerExited(manager);
    if (this.#draining.size === 0) this.#isBack();
  }

  #left(manager: number): void {
    if (this.#draining.delete(manager) && this.#draining.size === 0) this.#isBack();
  }

  #isBack(): void {
    if (this.#state !== 'draining') return;
    this.#state = 'armed';
    this.#note({ kind: 'failed_back' });
    this.person?.armed();
  }

  #note(note: Omit<NoteRecord, 'at' | 'subject'>): void {
    this.#world.journal.note({ at: this.#world.sim.now, subject: this.spec.name, ...note });
  }
}
