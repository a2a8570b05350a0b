/** From the text of a scenario file to a fleet that can run, or to everything that is wrong with it. Pure: files come through a function. */
import type { FleetSpec } from '../fleet/fleet.js';
import { buildFleet } from './build.js';
import { canonicalJson } from './canonical.js';
import type { Issue } from './issue.js';
import type { ScenarioDocument } from './document.js';
import { loadScenario, type ScenarioChanges } from './load.js';
import { normalise } from './normalise.js';
import type { ReadFile } from './normalise/context.js';
import { Report } from './report.js';
import type { Secrets } from './secrets.js';
import { usedDefaults } from './used-defaults.js';
import type { DefaultUsed, Scenario } from './scenario.js';

/** Maps of the scenario whose keys are names, which are shown. */
const NAMED = ['instances', 'runners', 'clouds', 'helpers', 'managers', 'workloads', 'failover'] as const;

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

/** Returns the issues without secrets and repetitions, in the order in which they were found: processes of one group find the same things. */
function told(issues: readonly Issue[], secrets: Secrets): Issue[] {
  const seen = new Set<string>();
  return issues
    .map((issue) => secrets.redactIssue(issue))
    .filter(({ severity, file, position, path, message }) => {
      const key = JSON.stringify([severity, file, position?.line, position?.column, path, message]);
      return !seen.has(key) && seen.add(key);
    });
}

/** Returns the scenario in `text` ready to run, or its issues. `file` is what it is called in messages; `read` gives the text of files it names. */
export function prepareScenario(text: string, file: string, read: ReadFile, options: PrepareOptions): PreparedScenario | RefusedScenario {
  const { loaded, document, issues } = loadScenario(text, file, options, read);
  const { secrets } = document;
  if (loaded === undefined) return { issues: told(issues, secrets) };
  for (const key of NAMED) secrets.exempt(Object.keys(loaded.input[key] ?? {}));
  const report = new Report(loaded.document);
  report.add(issues);
  const { scenario, defaults } = normalise(loaded, read, report);
  if (report.failed) return { issues: told(report.issues, secrets) };
  const fleet = buildFleet(scenario, { report, read, allowLong: options.allowLong ?? false });
  if (report.failed) return { issues: told(report.issues, secrets) };
  const hash = options.hash(canonicalJson(scenario, read, options.hash));
  return {
    scenario,
    document: loaded.document,
    fleet,
    hash,
    defaults: usedDefaults(defaults, fleet),
    warnings: told(report.issues, secrets),
  };
}
