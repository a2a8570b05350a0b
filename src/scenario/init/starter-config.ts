/** Reads a config.toml that a scenario is to be written for, and says why none can be. */
import type { RunnerConfig } from '../config-toml/config.js';
import { readConfig } from '../config-toml/read-config.js';
import { fileKind, whatItIs } from '../text/file-kind.js';
import type { Issue } from '../text/issue.js';
import { isModelled, placeProblem } from './fleet.js';

/** Returns the config where an entry of it can be modelled and all have a place in a scenario; without one there is an error among the issues. */
export function starterConfig(toml: string, file: string): { readonly config?: RunnerConfig; readonly issues: readonly Issue[] } {
  const kind = fileKind(toml);
  if (kind !== undefined && kind !== 'config')
    return { issues: [{ severity: 'error', file, message: `this is no config.toml: ${whatItIs(kind, file)}` }] };
  const { config, issues } = readConfig(toml, file);
  if (config === undefined) return { issues };
  if (!config.entries.some(isModelled)) {
    const found = [...new Set(config.entries.map(({ executor }) => executor || '(none)'))].join(', ');
    const message =
      config.entries.length === 0
        ? 'there are no [[runners]] in this file; expected at least one'
        : `none of its entries can be modelled (executors: ${found}); expected docker+machine with [runners.machine], docker, shell or another of one host`;
    return { issues: [...issues, { severity: 'error', file, message }] };
  }
  for (const entry of config.entries) {
    const problem = isModelled(entry) ? placeProblem(entry) : undefined;
    if (problem === undefined) continue;
    const position = entry.machine?.positions['MachineOptions'] ?? entry.position;
    return { issues: [...issues, { severity: 'error', file, position, message: `entry ${entry.index} '${entry.name}': ${problem}` }] };
  }
  return { config, issues };
}
