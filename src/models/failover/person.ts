/** Who notices a failover's trouble without a rule: somebody, a while after the first of its outages has begun, if one is still under way. */
import type { DistributionSpec } from '../../sim/random/index.js';
import type { Micros } from '../../units/time.js';
import * as Priority from '../priority.js';
import type { World } from '../world.js';
import type { Sight } from './sight.js';
import type { FailoverTrigger } from '../../fleet/failover.js';

/** The failover, as far as a person deals with it. */
export interface Noticed {
  readonly isArmed: boolean;
  nextOccasion(): void;
  drawDelay(delay: DistributionSpec): Micros;
  notice(): void;
  trouble(): void;
  clear(): void;
}

export class Person {
  readonly #world: World;
  readonly #failover: Noticed;
  readonly #spec: Extract<FailoverTrigger, { kind: 'person' }>;
  readonly #sight: Sight;
  readonly #handler: number;
  readonly #outages: ReadonlySet<number>;
  /** Outages of the list under way. */
  #under = 0;
  #event = 0;
  /** The delay has run, but nothing can be seen: when it can, it is noticed. */
  #isBlind = false;

  constructor(world: World, failover: Noticed, spec: Extract<FailoverTrigger, { kind: 'person' }>, sight: Sight) {
    this.#world = world;
    this.#failover = failover;
    this.#spec = spec;
    this.#sight = sight;
    this.#handler = world.sim.register(() => this.#delayOver());
    this.#outages = new Set(spec.outages);
  }

  /** An outage has begun or ended. */
  outageChanged(outage: number, begins: boolean): void {
    if (this.#outages.has(outage)) this.#changed(begins);
  }

  /** What can be seen of the fleet can be seen again. */
  sightIsBack(): void {
    if (this.#isBlind) this.#delayOver();
  }

  /** The failover may be noticed again. */
  armed(): void {
    if (this.#under > 0) this.#begin();
  }

  /** The failover has acted: the trouble may be over already. */
  acted(): void {
    if (this.#under === 0) this.#failover.clear();
  }

  #changed(begins: boolean): void {
    this.#under += begins ? 1 : -1;
    if (begins && this.#under === 1) {
      if (this.#failover.isArmed) this.#begin();
      this.#failover.trouble();
    } else if (this.#under === 0) {
      // All is well before anybody has noticed: nobody does.
      this.#world.sim.cancel(this.#event);
      this.#isBlind = false;
      this.#failover.clear();
    }
  }

  #begin(): void {
    this.#failover.nextOccasion();
    this.#event = this.#world.sim.schedule(this.#failover.drawDelay(this.#spec.delay), Priority.OPERATOR, this.#handler, 0);
  }

  #delayOver(): void {
    this.#isBlind = this.#sight.isGone;
    if (!this.#isBlind) this.#failover.notice();
  }
}
