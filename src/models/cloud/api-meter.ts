/** The API of one cloud: what is asked of it, what its limits refuse, and who is told when they begin and cease to. */
import type { Signal } from '../../sim/signal.js';
import type { CloudCounters } from '../../record/counters.js';
import { MINUTE } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import * as Priority from '../priority.js';
import { ApiWindows } from './api-windows.js';
import type { CloudWorld } from './cloud-world.js';
import type { ApiSpec } from '../../fleet/cloud.js';
import { NOUGHT } from '../../units/shapes.js';

export class ApiMeter {
  readonly spec: ApiSpec;
  /** It has limits, or an outage may give it some: polls have to be made one by one. */
  readonly mayBeLimited: boolean;
  readonly #world: CloudWorld;
  readonly #cloud: number;
  readonly #sim: CloudWorld['sim'];
  readonly #windows: ApiWindows;
  /** Some outage gives it limits. */
  readonly #isHit: boolean;
  readonly #counters: CloudCounters;
  /** Calls a minute; undefined where no command makes any. */
  readonly #signal: Signal | undefined;
  readonly #changed: () => void;
  readonly #handler: number;
  /** Calls by which a limit is judged: those of a create command. */
  readonly #need: number;
  /** Ends of windows that are waited for. */
  readonly #awaited = new Set<Micros>();
  /** The latest refusal. */
  #refusedAt: Micros = -Infinity;
  #minute = 0;
  #inMinute = 0;
  /** From here on `#inMinute` is not in the signal yet. */
  #since: Micros = NOUGHT;

  constructor(world: CloudWorld, cloud: number, counters: CloudCounters, changed: () => void) {
    this.spec = world.fleet.clouds[cloud]!.api;
    this.#world = world;
    this.#cloud = cloud;
    this.#sim = world.sim;
    this.#windows = new ApiWindows(this.spec.limits, world.fleet.managers.length);
    this.#counters = counters;
    this.#changed = changed;
    const isHit = world.fleet.outages.some(({ target, effect }) => effect.kind === 'limited' && target.index === cloud);
    this.#isHit = isHit;
    this.mayBeLimited = this.isLimited || isHit;
    const { callsPerCreate, callsPerPoll, callsPerDelete, callsPerPass } = this.spec;
    this.#need = Math.max(1, callsPerCreate);
    const isCalled = callsPerCreate + callsPerPoll + callsPerDelete + callsPerPass > 0;
    this.#signal = isCalled ? world.makeSignal('api_calls', { cloud }) : undefined;
    this.#handler = world.sim.register(() => this.#windowOver());
  }

  get isLimited(): boolean {
    return this.#windows.areLimited;
  }

  /** A create command of this manager would be refused now, or some call was refused less than the longest window ago: boots begun now may be cut at a poll. */
  refuses(manager: number): boolean {
    if (!this.isLimited) return false;
    const { now } = this.#sim;
    return now - this.#refusedAt < this.#windows.longest || !this.#windows.hasRoom(now, manager, this.#need);
  }

  /** Makes so many calls at once; false: they are refused, all of them. */
  ask(manager: number, calls: number): boolean {
    if (calls === 0) return true;
    if (!this.isLimited) {
      this.count(calls);
      return true;
    }
    const { now } = this.#sim;
    const hadRoom = this.#windows.hasRoom(now, manager, this.#need);
    const isGranted = this.#windows.ask(now, manager, calls);
    this.count(calls);
    if (!isGranted) {
      this.#counters.refusedCalls += calls;
      this.#refusedAt = now;
    }
    if (isGranted && hadRoom && !this.#windows.hasRoom(now, manager, this.#need)) this.#exhausted(manager);
    return isGranted;
  }

  /** An outage has begun or ended; if it is one that limits, the limits in force are read anew. */
  outageChanged(outage: number): void {
    const { fleet, faults } = this.#world;
    if (!this.#isHit || fleet.outages[outage]!.effect.kind !== 'limited') return;
    this.#windows.setFurther(faults.limits(this.#cloud));
    this.#changed();
  }

  /** Counts calls that nothing can refuse. */
  count(calls: number): void {
    this.#counters.calls += calls;
    if (this.#signal === undefined) return;
    const minute = Math.floor(this.#sim.now / MINUTE);
    if (minute !== this.#minute) this.#roll(this.#sim.now);
    this.#inMinute += calls;
  }

  /** Brings the signal up to `now`: each minute has the value of its calls. To be called before its window opens or closes. */
  settle(now: Micros): void {
    this.#roll(now);
    // The signal's window opens here: what is counted in the rest of this minute counts from here on.
    this.#since = now;
  }

  #roll(now: Micros): void {
    if (this.#signal === undefined) return;
    const end = (this.#minute + 1) * MINUTE;
    this.#signal.setAt(this.#inMinute, this.#since);
    this.#since = now;
    if (now < end) return;
    this.#signal.setAt(0, end);
    this.#minute = Math.floor(now / MINUTE);
    this.#inMinute = 0;
    this.#since = Math.max(end, this.#minute * MINUTE);
  }

  /** A limit has been reached: told now, and again when its window ends. */
  #exhausted(manager: number): void {
    const at = this.#windows.roomAt(this.#sim.now, manager, this.#need);
    if (!this.#awaited.has(at)) {
      this.#awaited.add(at);
      this.#sim.scheduleAt(at, Priority.FAULT, this.#handler, 0);
    }
    this.#changed();
  }

  #windowOver(): void {
    this.#awaited.delete(this.#sim.now);
    this.#changed();
  }
}
