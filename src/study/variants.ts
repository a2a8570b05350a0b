/** One scenario under other settings: each list of settings is read, checked and built once, by the way that `--set` goes. */
import type { Issue } from '../scenario/text/issue.js';
import type { PreparedScenario } from '../scenario/prepare.js';
import type { Threshold } from './thresholds/threshold.js';
import { placeThresholdIssues } from './thresholds/threshold-places.js';
import { parseThresholds } from './thresholds/thresholds.js';

/** The scenario under some settings. */
export interface Variant {
  /** As of `--set`, beside those of the base. */
  readonly set: readonly string[];
  readonly prepared: PreparedScenario;
  readonly thresholds: readonly Threshold[];
}

/** Settings that the scenario cannot have, with all that is wrong with them. */
export interface RefusedVariant {
  readonly set: readonly string[];
  readonly issues: readonly Issue[];
}

/** The variants of a scenario. */
export class Variants {
  readonly #base: PreparedScenario;
  readonly #known = new Map<string, Variant | RefusedVariant>();

  constructor(base: PreparedScenario) {
    this.#base = base;
  }

  /** Returns the scenario under these settings, or why it cannot have them; of no settings the base itself. Warnings are with what was prepared. */
  of(set: readonly string[]): Variant | RefusedVariant {
    const key = JSON.stringify(set);
    let found = this.#known.get(key);
    if (found === undefined) this.#known.set(key, (found = this.#made(set)));
    return found;
  }

  #made(set: readonly string[]): Variant | RefusedVariant {
    const prepared = set.length === 0 ? this.#base : this.#base.withSet(set);
    if ('issues' in prepared) return { set, issues: prepared.issues };
    const { thresholds, issues } = parseThresholds(prepared.scenario.thresholds, prepared.fleet);
    return issues.length > 0 ? { set, issues: placeThresholdIssues(issues, prepared.document) } : { set, prepared, thresholds };
  }
}
