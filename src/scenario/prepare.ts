/** From the text of a scenario file to a fleet that can run, or to everything that is wrong with it. Pure: files come through a function. */
import type { FleetSpec } from '../models/fleet.js';
import type { Cast } from '../units/record.js';
import { buildFleet } from './build.js';
import { canonicalJson } from './canonical.js';
import type { Issue } from './issue.js';
import type { ScenarioDocument } from './document.js';
import { loadScenario, type ScenarioChanges } from './load.js';
import { normalise } from './normalise.js';
import type { ReadFile } from './normalise/context.js';
import { Report } from './report.js';
import type { DefaultUsed, Scenario } from './scenario.js';

/** What a run may change about a scenario. */
export interface PrepareOptions extends ScenarioChanges {
  /** Runs of any length are allowed (`--yes`). */
  readonly allowLong?: boolean;
  /** Hash of a text, for the scenario's own. */
  readonly hash: (text: string) => string;
}

/** A scenario that can run. */
export interface PreparedScenario {
  readonly scenario: Scenario;
  /** Places of its values in the text, for messages. */
  readonly document: ScenarioDocument;
  readonly fleet: FleetSpec;
  readonly cast: Cast;
  /** Hash of the complete scenario with the content of its files. */
  readonly hash: string;
  /** Every default that was used. */
  readonly defaults: readonly DefaultUsed[];
  readonly warnings: readonly Issue[];
}

/** All that was found wrong, warnings included. */
export interface RefusedScenario {
  readonly issues: readonly Issue[];
}

/** Returns the issues without repetitions, in the order in which they were found: processes of one group find the same things. */
function distinct(issues: readonly Issue[]): Issue[] {
  const seen = new Set<string>();
  return issues.filter(({ severity, file, position, path, message }) => {
    const key = JSON.stringify([severity, file, position?.line, position?.column, path, message]);
    return !seen.has(key) && seen.add(key);
  });
}

/** Returns the scenario in `text` ready to run, or its issues. `file` is what it is called in messages; `read` gives the text of files it names. */
export function prepareScenario(text: string, file: string, read: ReadFile, options: PrepareOptions): PreparedScenario | RefusedScenario {
  const { loaded, issues } = loadScenario(text, file, options, read);
  if (loaded === undefined) return { issues: distinct(issues) };
  const report = new Report(loaded.document);
  report.add(issues);
  const { scenario, defaults } = normalise(loaded, read, report);
  if (report.failed) return { issues: distinct(report.issues) };
  const { fleet, cast } = buildFleet(scenario, { report, read, allowLong: options.allowLong ?? false });
  if (report.failed) return { issues: distinct(report.issues) };
  const hash = options.hash(canonicalJson(scenario, read, options.hash));
  return { scenario, document: loaded.document, fleet, cast, hash, defaults, warnings: distinct(report.issues) };
}
