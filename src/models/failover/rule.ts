/** The conditions of one rule, looked at again and again: whether any of them holds, and since which look. */
import { NOT_YET } from '../../record/not-yet.js';
import type { Micros } from '../../units/time.js';
import type { World } from '../world.js';
import type { CreateCounts } from './create-counts.js';
import { RecentWaits } from './recent-waits.js';
import type { FailoverTrigger, RuleCondition } from '../../fleet/failover.js';

interface Condition {
  /** To be asked at every look. */
  holds(): boolean;
}

export class Rule {
  /** The first look of the present run of looks at which it held; NOT_YET = it did not hold at the latest. */
  since: Micros = NOT_YET;
  readonly #world: World;
  readonly #holdsFor: Micros;
  readonly #conditions: readonly Condition[];
  readonly #waits: RecentWaits[] = [];

  constructor(world: World, spec: Extract<FailoverTrigger, { kind: 'rule' }>, creates: CreateCounts) {
    this.#world = world;
    this.#holdsFor = spec.holdsFor;
    this.#conditions = spec.anyOf.map((condition) => this.#condition(condition, creates));
  }

  /** A job is handed out now. */
  started(job: number): void {
    for (const waits of this.#waits) waits.started(job);
  }

  /** A look. */
  look(): void {
    let holds = false;
    // Every condition is asked: some compare with the look before.
    for (const condition of this.#conditions) if (condition.holds()) holds = true;
    if (!holds) this.since = NOT_YET;
    else if (this.since === NOT_YET) this.since = this.#world.sim.now;
  }

  /** Nothing could be seen: a run of looks is broken. */
  blind(): void {
    this.since = NOT_YET;
  }

  /** It has held at every look for long enough. */
  get isDue(): boolean {
    return this.since !== NOT_YET && this.#world.sim.now - this.since >= this.#holdsFor;
  }

  #condition(spec: RuleCondition, creates: CreateCounts): Condition {
    if (spec.kind === 'api_failing') return new ApiFailing(this.#world, spec.cloud, creates);
    const waits = new RecentWaits(this.#world, spec);
    this.#waits.push(waits);
    return { holds: () => waits.isAbove() };
  }
}

/** The API of a zone of a cloud is down, one of several being enough, or all create commands of the cloud that ended since the last look had failed (and one had). */
class ApiFailing implements Condition {
  readonly #world: World;
  readonly #cloud: number;
  readonly #creates: CreateCounts;
  readonly #zones: readonly number[];
  #ended = 0;
  #failed = 0;

  constructor(world: World, cloud: number, creates: CreateCounts) {
    this.#world = world;
    this.#cloud = cloud;
    this.#creates = creates;
    this.#zones = world.fleet.zones.flatMap((zone, index) => (zone.cloud === cloud ? [index] : []));
  }

  holds(): boolean {
    const ended = this.#creates.createsEnded(this.#cloud) - this.#ended;
    const failed = this.#creates.createsFailed(this.#cloud) - this.#failed;
    this.#ended += ended;
    this.#failed += failed;
    return (failed > 0 && failed === ended) || this.#zones.some((zone) => this.#world.faults.api(zone) !== 'up');
  }
}
