/** From the text of a scenario file to a fleet that can run, or to everything that is wrong with it. Pure: files come through a function. */
import type { FleetSpec } from '../fleet/fleet.js';
import { buildFleet } from './build.js';
import { canonicalJson } from './canonical.js';
import type { Issue } from './text/issue.js';
import type { ScenarioDocument } from './text/document.js';
import { loadScenario, type ScenarioChanges } from './load.js';
import { normalise } from './normalise.js';
import type { ReadFile } from './normalise/context.js';
import { Report } from './text/report.js';
import type { Secrets } from './secrets/secrets.js';
import { entriesByName } from './order.js';
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

/** All that a prepared scenario was made of, as plain data: `prepareOrigin` makes the same one of it, on another machine too. */
export interface ScenarioOrigin extends Required<ScenarioChanges> {
  /** What it is called in messages. */
  readonly file: string;
  readonly text: string;
  /** The texts of the files that were read, by their names in the scenario. */
  readonly files: Readonly<Record<string, string>>;
  readonly allowLong: boolean;
}

/** What is known of a warm-up that was detected. */
export interface DetectedWarmup {
  /** False where the pilot runs did not settle: the warm-up is then half of the run, and no figure is one of a steady state. */
  readonly isSettled: boolean;
}

/** A scenario that can run. */
export interface PreparedScenario {
  /** Whether it says `warmup: auto`, and nobody has detected it yet: its fleet has none. */
  readonly leavesWarmup: boolean;
  /** Of one that was detected. */
  readonly detectedWarmup?: DetectedWarmup;
  readonly origin: ScenarioOrigin;
  /** Returns the same scenario with further `--set` texts, applied after its own; its files are not read again where the reader keeps them. */
  readonly withSet: (set: readonly string[]) => PreparedScenario | RefusedScenario;
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

/** Returns the scenario in `text` ready to run, or its issues. `file` is what it is called in messages; `given` gives the text of files it names. */
export function prepareScenario(text: string, file: string, given: ReadFile, options: PrepareOptions): PreparedScenario | RefusedScenario {
  const files = new Map<string, string>();
  const read = noting(given, files);
  const { loaded, document, issues } = loadScenario(text, file, options, read);
  const { secrets } = document;
  if (loaded === undefined) return { issues: told(issues, secrets) };
  for (const key of NAMED) secrets.exempt(Object.keys(loaded.input[key] ?? {}));
  const report = new Report(loaded.document);
  report.add(issues);
  const { scenario, defaults } = normalise(loaded, read, report);
  if (report.failed) return { issues: told(report.issues, secrets) };
  const { set = [], thresholds = [], allowLong = false } = options;
  const fleet = buildFleet(scenario, { report, read, allowLong });
  if (report.failed) return { issues: told(report.issues, secrets) };
  const hash = options.hash(canonicalJson(scenario, read, options.hash));
  return {
    origin: { file, text, files: Object.fromEntries(entriesByName(Object.fromEntries(files))), set, thresholds, allowLong },
    leavesWarmup: loaded.input.warmup === 'auto',
    withSet: (more) => prepareScenario(text, file, given, { ...options, set: [...set, ...more] }),
    scenario,
    document: loaded.document,
    fleet,
    hash,
    defaults: usedDefaults(defaults, fleet),
    warnings: told(report.issues, secrets),
  };
}

/** Returns the scenario of an origin: the one that the origin is of. */
export function prepareOrigin(origin: ScenarioOrigin, hash: PrepareOptions['hash']): PreparedScenario | RefusedScenario {
  const { text, file, files, set, thresholds, allowLong } = origin;
  return prepareScenario(text, file, (name) => (Object.hasOwn(files, name) ? files[name] : undefined), {
    set,
    thresholds,
    allowLong,
    hash,
  });
}

/** Returns the reader, which notes the texts that it gives. */
function noting(read: ReadFile, files: Map<string, string>): ReadFile {
  const noted = (name: string): string | undefined => {
    const text = read(name);
    if (text !== undefined) files.set(name, text);
    return text;
  };
  return Object.assign(noted, read.why === undefined ? {} : { why: read.why });
}
