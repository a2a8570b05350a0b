/** Writes a commented starter scenario from what a user has: a config.toml, perhaps a job history. */
import { fleetLines, initEntries } from './init/fleet.js';
import { generatedLoad, historyLoad, type InitHistory } from './init/load.js';
import { starterConfig } from './init/starter-config.js';
import type { Issue } from './issue.js';
import { Secrets } from './secrets.js';
import { traceHeader } from '../trace/columns.js';

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
  const load = history === undefined ? generatedLoad(config, entries) : historyLoad(history, instance);
  if (load === undefined) {
    const header = traceHeader(history?.text ?? '').join(', ');
    const message = `cannot tell what its columns hold (${header || 'no header'}); expected queued_at or created_at, and started_at with finished_at or duration; rename them`;
    return { issues: [...issues, { severity: 'error', file: history?.file ?? file, message }] };
  }
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
