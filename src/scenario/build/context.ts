/** What every part of `build` works with: the scenario, the findings, indices of names, micros of texts. */
import type { Micros } from '../../units/time.js';
import type { DockerMachineSpec } from '../../fleet/executor.js';
import type { PolicyTimeline } from '../../fleet/docker-autoscaler.js';
import type { AutoscalerSettings } from '../config-toml/autoscaler-settings.js';
import type { MachineSettings } from '../config-toml/config.js';
import type { ReadFile } from '../normalise/context.js';
import { compareNames } from '../order.js';
import type { Report } from '../text/report.js';
import type { Scenario } from '../scenario.js';

/** The scenario being built and what the parts share. */
export interface BuildContext {
  readonly scenario: Scenario;
  readonly report: Report;
  readonly read: ReadFile;
  /** Runs of any length are allowed (`--yes`). */
  readonly allowLong: boolean;
  /** Micros since 1970. */
  readonly start: Micros;
  readonly horizon: Micros;
  /** Idle settings over time that have been worked out already, by section of a config.toml and time zone: processes of a group share them. */
  readonly timelines: Map<MachineSettings, Map<string, DockerMachineSpec['timeline']>>;
  /** The same of policies. */
  readonly policies: Map<AutoscalerSettings, Map<string, PolicyTimeline>>;
}

/** Names in their final order, with the index of each, which is an `I`. */
export class NameIndex<I extends number> {
  readonly names: readonly string[];
  readonly #indices: ReadonlyMap<string, I>;

  constructor(names: Iterable<string>) {
    this.names = [...names].sort(compareNames);
    this.#indices = new Map(this.names.map((name, i) => [name, i as I]));
  }

  /** Returns the index of a name, -1 where it is unknown. */
  of(name: string): I {
    return this.#indices.get(name) ?? (-1 as I);
  }
}

/** A thing with whom it belongs to. */
export interface Owned<O extends number> {
  readonly name: string;
  readonly owner: O;
}

/** Things that belong to another one (zones to clouds, projects to instances), ordered by name, then by owner: an `I` each, of an `O`. */
export class OwnedIndex<O extends number, I extends number> {
  readonly list: readonly Owned<O>[];
  /** By owner, then by name. */
  readonly #indices = new Map<O, Map<string, I>>();

  constructor(things: Iterable<Owned<O>>) {
    const unique: Owned<O>[] = [];
    for (const thing of things) {
      const own = this.#of(thing.owner);
      if (own.has(thing.name)) continue;
      own.set(thing.name, -1 as I);
      unique.push(thing);
    }
    this.list = unique.sort((a, b) => compareNames(a.name, b.name) || a.owner - b.owner);
    this.list.forEach(({ name, owner }, i) => this.#of(owner).set(name, i as I));
  }

  /** Returns the index of a thing of `owner`, -1 where it is unknown. */
  of(owner: O, name: string): I {
    return this.#indices.get(owner)?.get(name) ?? (-1 as I);
  }

  #of(owner: O): Map<string, I> {
    let own = this.#indices.get(owner);
    if (own === undefined) this.#indices.set(owner, (own = new Map<string, I>()));
    return own;
  }
}
