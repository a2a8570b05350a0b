/** A complete scenario as text: the YAML that runs again, and the one JSON its hash is taken of. */
import { stringify } from 'yaml';
import type { ReadFile } from './normalise/context.js';
import { mapByName } from './order.js';
import type { Scenario } from './scenario.js';

/** Returns the scenario as YAML; loading and normalising it gives the same scenario. Paths of histories are as the scenario has them. */
export function scenarioYaml(scenario: Scenario): string {
  return stringify(scenario, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** Returns the scenario with the path of every history replaced by `place(path)`, for writing it into another folder. */
export function rebaseScenario(scenario: Scenario, place: (path: string) => string): Scenario {
  return {
    ...scenario,
    workloads: mapByName(scenario.workloads, (workload) => ({
      ...workload,
      ...(workload.trace === undefined ? {} : { trace: { ...workload.trace, file: place(workload.trace.file) } }),
      ...(workload.resample === undefined ? {} : { resample: { ...workload.resample, file: place(workload.resample.file) } }),
    })),
  };
}

/**
 * Returns the text the hash of a scenario is taken of: JSON in the order of the schema, names in code-point order. Files count by their content: histories
 * by `hash` of their text, config.toml by its text; where they lie does not matter.
 */
export function canonicalJson(scenario: Scenario, read: ReadFile, hash: (text: string) => string): string {
  // What is planned decides nothing of a run.
  const { plan: _plan, ...content } = rebaseScenario(scenario, (path) => hash(read(path) ?? ''));
  return JSON.stringify({
    ...content,
    managers: mapByName(content.managers, (manager) => ({ ...manager, config: manager.config.text })),
    events: content.events.map((event) => ({
      ...event,
      ...(event.reload === undefined ? {} : { reload: { ...event.reload, config: event.reload.config.text } }),
      ...(event.change === undefined ? {} : { change: { ...event.change, config: event.change.config.text } }),
    })),
  });
}
