/** Reads the text of a scenario file: YAML, overrides, schema. What it returns is well-formed, not yet complete. */
import { ScenarioDocument } from './text/document.js';
import { fileKind, whatItIs } from './text/file-kind.js';
import type { Issue } from './text/issue.js';
import type { ReadFile } from './normalise/context.js';
import { applyOverrides, type ConfigOverride } from './settings/overrides.js';
import { noteRefusedNames } from './text/refused-names.js';
import { Report } from './text/report.js';
import { noteSchemaIssues } from './text/schema-issues.js';
import { scenarioSchema, type ScenarioInput } from './schema.js';
import { applyThresholds } from './settings/threshold-option.js';

/** A scenario as its user wrote it, with the places of its values. */
export interface LoadedScenario {
  readonly input: ScenarioInput;
  readonly document: ScenarioDocument;
  /** Overrides that go into config.toml files. */
  readonly config: readonly ConfigOverride[];
}

/** What is changed in a scenario before it is checked. */
export interface ScenarioChanges {
  /** `--set` texts, each `path=value`, applied in their order. */
  readonly set?: readonly string[];
  /** `--threshold` texts, each a metric and a condition, added to those of the file. */
  readonly thresholds?: readonly string[];
}

/**
 * Returns the scenario in `text` with the changes applied, or every issue found in it. `file` is what it is called in messages; `read` gives the text
 * of config.toml files, for short names.
 */
export function loadScenario(
  text: string,
  file: string,
  { set = [], thresholds = [] }: ScenarioChanges = {},
  read: ReadFile = () => undefined,
): { loaded?: LoadedScenario; document: ScenarioDocument; issues: Issue[] } {
  const document = new ScenarioDocument(text, file);
  const kind = fileKind(text);
  if (kind !== undefined && kind !== 'scenario')
    return { document, issues: [{ severity: 'error', file, message: `this is no scenario: ${whatItIs(kind, file)}` }] };
  const report = new Report(document);
  report.add(document.syntaxIssues());
  report.add(document.syntaxWarnings());
  // What the schema would say of a broken text is noise.
  if (document.isBroken) return { document, issues: report.issues };
  if (document.yaml.contents === null) {
    if (!report.failed) report.error([], 'the file is empty; expected a scenario, such as `runcast init config.toml` writes');
    return { document, issues: report.issues };
  }
  try {
    document.values();
  } catch (error) {
    const lost = document.lostAlias();
    if (lost !== undefined) report.add([lost]);
    else report.error([], `this is not YAML: ${error instanceof Error ? error.message : String(error)}`);
    return { document, issues: report.issues };
  }
  const { config, issues } = applyOverrides(document, set, read);
  report.add([...issues, ...applyThresholds(document, thresholds)]);
  noteRefusedNames(report);
  const values = document.values();
  const result = scenarioSchema.safeParse(values);
  if (!result.success) noteSchemaIssues(report, values, result.error.issues);
  if (report.failed || !result.success) return { document, issues: report.issues };
  return { loaded: { input: result.data, document, config }, document, issues: report.issues };
}
