/**
 * The failovers of a run, and the looks of those that go by a rule, there or back: at each full minute of the run, after everything else of that instant.
 * A look that triggers nothing changes nothing: it is a source of its own and no event is counted for it.
 */
import type { Simulation, SourceInput } from '../../sim/simulation.js';
import type { Streams } from '../../sim/random/index.js';
import { MINUTE } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import type { GitLabInstance } from '../gitlab/instance.js';
import type { Executors } from '../executor/executors.js';
import type { Host } from '../maintenance/host.js';
import * as Priority from '../priority.js';
import type { World } from '../world.js';
import type { CreateCounts } from './create-counts.js';
import { Failover } from './failover.js';
import { arePrimaryPoolsReady } from './primary-pools.js';
import { Person } from './person.js';
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
  readonly instances: readonly GitLabInstance[];
  readonly creates: CreateCounts;
  readonly executors: Executors;
}

/** Sets up the failovers of a fleet. Draws: stream `failover/<name>`, entity = ordinal of the trouble (from 1), attempt = ordinal of its end. */
export function watchFailovers({ world, streams, hosts, instances, creates, executors }: FailoverSurroundings): void {
  const { failovers } = world.fleet;
  if (failovers.length === 0) return;
  const sight = new Sight(world.fleet, world.faults);
  const watched: Watched[] = [];
  for (const spec of failovers) {
    const isPoolReady = (): boolean => !sight.isGone && arePrimaryPoolsReady(world, hosts, spec);
    const failover = new Failover(spec, world, { hosts, executors, isPoolReady, stream: streams.stream(`failover/${spec.name}`) });
    const rule = spec.trigger.kind === 'rule' ? new Rule(world, spec.trigger, creates) : undefined;
    if (spec.trigger.kind === 'person') new Person(world, failover, spec.trigger, sight);
    if (rule !== undefined || spec.back?.whenPoolReady === true) watched.push({ failover, rule });
  }
  if (watched.length === 0) return;
  for (const instance of instances) {
    const before = instance.onHandOut;
    instance.onHandOut = (job): void => {
      before?.(job);
      for (const { rule } of watched) rule?.started(job);
    };
  }
  world.sim.addSource(new Looks(world.sim, sight, watched), Priority.RULE);
}

class Looks implements SourceInput {
  nextAt: Micros = MINUTE;
  readonly #sim: Simulation;
  readonly #sight: Sight;
  readonly #watched: readonly Watched[];

  constructor(sim: Simulation, sight: Sight, watched: readonly Watched[]) {
    this.#sim = sim;
    this.#sight = sight;
    this.#watched = watched;
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
