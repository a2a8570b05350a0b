/** Who notices a failover's trouble without a rule: somebody, a while after the first of its outages has begun, if one is still under way. */
import * as Priority from '../priority.js';
import type { World } from '../world.js';
import type { Failover } from './failover.js';
import type { Sight } from './sight.js';
import type { FailoverTrigger } from '../../fleet/failover.js';

export class Person {
  readonly #world: World;
  readonly #failover: Failover;
  readonly #spec: Extract<FailoverTrigger, { kind: 'person' }>;
  readonly #sight: Sight;
  readonly #handler: number;
  /** Outages of the list under way. */
  #under = 0;
  #event = 0;
  /** The delay has run, but nothing can be seen: when it can, it is noticed. */
  #isBlind = false;

  constructor(world: World, failover: Failover, spec: Extract<FailoverTrigger, { kind: 'person' }>, sight: Sight) {
    this.#world = world;
    this.#failover = failover;
    this.#spec = spec;
    this.#sight = sight;
    this.#handler = world.sim.register(() => this.#delayOver());
    const outages = new Set(spec.outages);
    world.faults.onAny.push((outage, begins) => {
      if (outages.has(outage)) this.#changed(begins);
    });
    sight.onBack.push(() => {
      if (this.#isBlind) this.#delayOver();
    });
    failover.onArmed = (): void => {
      if (this.#under > 0) this.#begin();
    };
    failover.onActed = (): void => {
      if (this.#under === 0) failover.clear();
    };
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
