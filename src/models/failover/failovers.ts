/**
 * The failovers of a run, and the looks of those that go by a rule, there or back: at each full minute of the run, after everything else of that instant.
 * A look that triggers nothing changes nothing: it is a source of its own and no event is counted for it.
 */
import type { Simulation, SourceInput } from '../../sim/simulation.js';
import type { Streams } from '../../sim/random/index.js';
import { NOUGHT } from '../../units/shapes.js';
import { MINUTE } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import type { Executors } from '../executor/executors.js';
import type { Host } from '../maintenance/host.js';
import * as Priority from '../priority.js';
import type { World } from '../world.js';
import type { CreateCounts } from './create-counts.js';
import { Failover } from './failover.js';
import { arePrimaryPoolsReady } from './primary-pools.js';
import { Rule } from './rule.js';
import { Sight } from './sight.js';

interface Watched {
  readonly failover: Failover;
  /** undefined: a person notices, and looks only whether pools stand. */
  readonly rule: Rule | undefined;
}

/** What failovers act on and look at. */
export interface FailoverSurroundings {
  readonly world: World;
  readonly streams: Streams;
  /** By manager. */
  readonly hosts: readonly Host[];
  readonly creates: CreateCounts;
  readonly executors: Executors;
}

/** Draws: stream `failover/<name>`, entity = ordinal of the trouble (from 1), attempt = ordinal of its end. */
export class Failovers {
  readonly #sight: Sight;
  readonly #all: readonly Failover[];
  readonly #rules: readonly Rule[];

  constructor({ world, streams, hosts, creates, executors }: FailoverSurroundings) {
    const { fleet, faults, sim } = world;
    const sight = (this.#sight = new Sight(fleet, faults));
    const watched: Watched[] = fleet.failovers.map((spec) => {
      const isPoolReady = (): boolean => !sight.isGone && arePrimaryPoolsReady(world, hosts, spec);
      const stream = streams.stream(`failover/${spec.name}`);
      const failover = new Failover(spec, world, { hosts, executors, sight, isPoolReady, stream });
      return { failover, rule: spec.trigger.kind === 'rule' ? new Rule(world, spec.trigger, creates) : undefined };
    });
    this.#all = watched.map(({ failover }) => failover);
    this.#rules = watched.flatMap(({ rule }) => (rule === undefined ? [] : [rule]));
    const looking = watched.filter(({ failover, rule }) => rule !== undefined || failover.spec.back?.whenPoolReady === true);
    if (looking.length > 0) sim.addSource(new Looks(sim, sight, looking), Priority.RULE);
  }

  /** A job is handed out now. */
  handedOut(job: number): void {
    for (const rule of this.#rules) rule.started(job);
  }

  outageChanged(outage: number, begins: boolean): void {
    for (const { person } of this.#all) person?.outageChanged(outage, begins);
  }

  serviceHit(service: number, begins: boolean): void {
    if (!this.#sight.isBackWith(service, begins)) return;
    for (const { person } of this.#all) person?.sightIsBack();
  }

  managerExited(manager: number): void {
    for (const failover of this.#all) failover.managerExited(manager);
  }
}

class Looks implements SourceInput {
  nextAt: Micros = NOUGHT;
  readonly #sim: Simulation;
  readonly #sight: Sight;
  readonly #watched: readonly Watched[];

  constructor(sim: Simulation, sight: Sight, watched: readonly Watched[]) {
    this.#sim = sim;
    this.#sight = sight;
    this.#watched = watched;
    this.nextAt = MINUTE;
  }

  fire(): void {
    this.#sim.creditEvents(-1);
    this.nextAt += MINUTE;
    const isBlind = this.#sight.isGone;
    for (const one of this.#watched) {
      if (isBlind) one.rule?.blind();
      else look(one);
    }
  }
}

function look({ failover, rule }: Watched): void {
  if (rule !== undefined) lookAtRule(failover, rule);
  failover.look();
}

function lookAtRule(failover: Failover, rule: Rule): void {
  rule.look();
  if (rule.since < 0) failover.clear();
  else failover.trouble();
  if (!failover.isArmed || !rule.isDue) return;
  failover.nextOccasion();
  failover.notice(rule.since);
}
