/** Reads the text of a scenario file: YAML, overrides, schema. What it returns is well-formed, not yet complete. */
import { ScenarioDocument } from './document.js';
import type { Issue } from './issue.js';
import { applyOverrides, type ConfigOverride } from './overrides.js';
import { Report } from './report.js';
import { noteSchemaIssues } from './schema-issues.js';
import { scenarioSchema, type ScenarioInput } from './schema.js';

/** A scenario as its user wrote it, with the places of its values. */
export interface LoadedScenario {
  readonly input: ScenarioInput;
  readonly document: ScenarioDocument;
  /** Overrides that go into config.toml files. */
  readonly config: readonly ConfigOverride[];
}

/**
 * Returns the scenario in `text` with the `--set` texts applied, or every issue found in it. `file` is what it is called in messages. Pure: nothing
 * is read besides `text`.
 */
export function loadScenario(text: string, file: string, overrides: readonly string[] = []): { loaded?: LoadedScenario; issues: Issue[] } {
  const document = new ScenarioDocument(text, file);
  const report = new Report(document);
  report.add(document.syntaxIssues());
  report.add(document.syntaxWarnings());
  // What the schema would say of a broken text is noise; a name that is there twice leaves the rest readable.
  const isBroken = document.yaml.errors.some(({ code }) => code !== 'DUPLICATE_KEY');
  if (isBroken) return { issues: report.issues };
  if (document.yaml.contents === null) {
    if (!report.failed) report.error([], 'the file is empty; expected a scenario, such as `runcast init config.toml` writes');
    return { issues: report.issues };
  }
  const { config, issues } = applyOverrides(document, overrides);
  report.add(issues);
  let values: unknown;
  try {
    values = document.values();
  } catch (error) {
    report.error([], `this is not YAML: ${error instanceof Error ? error.message : String(error)}`);
    return { issues: report.issues };
  }
  const result = scenarioSchema.safeParse(values);
  if (!result.success) noteSchemaIssues(report, values, result.error.issues);
  if (report.failed || !result.success) return { issues: report.issues };
  return { loaded: { input: result.data, document, config }, issues: report.issues };
}
