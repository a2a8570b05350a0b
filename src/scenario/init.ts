/** Writes a commented starter scenario from what a user has: a config.toml, perhaps a job history. */
import { fleetLines, initEntries } from './init/fleet.js';
import { understoodHistory, type InitHistory } from './init/history.js';
import { generatedLoad, historyLoad } from './init/load.js';
import { starterConfig } from './init/starter-config.js';
import type { Issue } from './text/issue.js';
import { Secrets } from './secrets/secrets.js';

/** A starter scenario, or why there is none; warnings come with either. */
export interface InitResult {
  readonly yaml?: string;
  readonly issues: readonly Issue[];
}

/**
 * Returns a scenario in YAML that runs as it stands and says in comments what it assumed. File names go into it as they are given, so they should be
 * relative to where the scenario will lie. Without a yaml there is an error among the issues.
 */
export function initScenario(toml: string, file: string, history?: InitHistory): InitResult {
  const { yaml, issues } = written(toml, file, history);
  const secrets = new Secrets();
  secrets.learnConfig(toml);
  return { ...(yaml === undefined ? {} : { yaml }), issues: issues.map((issue) => secrets.redactIssue(issue)) };
}

function written(toml: string, file: string, history?: InitHistory): InitResult {
  const { config, issues } = starterConfig(toml, file);
  if (config === undefined) return { issues };
  const entries = initEntries(config);
  const instance = entries.find(({ runner }) => runner !== undefined)?.instance ?? '';
  const known = history === undefined ? undefined : understoodHistory(history, instance);
  if (known !== undefined && 'problem' in known) {
    const position = known.line === undefined ? {} : { position: { line: known.line, column: 1 } };
    return { issues: [...issues, { severity: 'error', file: history?.file ?? file, ...position, message: known.problem }] };
  }
  const load = known === undefined ? generatedLoad(config, entries) : historyLoad(history?.file ?? file, known, instance);
  const lines = [
    '# yaml-language-server: $schema=scenario.schema.json',
    '# A starter scenario. It runs as it stands; what is ASSUMED is a guess that you should replace.',
    '# `runcast schema > scenario.schema.json` gives editors the documentation of every key.',
    `name: ${JSON.stringify(`Starter from ${file.replace(/^.*[\\/]/u, '')}`)}`,
    ...(load.start === undefined ? [] : [`start: ${load.start} # the first job of the history`]),
    'timezone: UTC # what Local means in the periods of config.toml',
    `horizon: ${load.horizon}`,
    `warmup: ${load.warmup}${load.warmup === '0s' ? ' # part of the horizon to leave out of all figures while the fleet fills up' : ''}`,
    'replications: 1 # more give intervals of confidence',
    '',
    ...fleetLines([{ name: 'manager', file, entries }], load.tags),
    ...load.lines,
  ];
  return { yaml: `${lines.join('\n')}\n`, issues };
}
