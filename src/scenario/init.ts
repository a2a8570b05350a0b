/** Writes a commented starter scenario from what a user has: a config.toml, perhaps a job history. */
import { readConfig } from './config-toml/read-config.js';
import { fleetLines, initEntries, isModelled, placeProblem } from './init/fleet.js';
import { generatedLoad, historyLoad, type InitHistory } from './init/load.js';
import { fileKind, whatItIs } from './file-kind.js';
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
  const kind = fileKind(toml);
  if (kind !== undefined && kind !== 'config')
    return { issues: [{ severity: 'error', file, message: `this is no config.toml: ${whatItIs(kind, file)}` }] };
  const { config, issues } = readConfig(toml, file);
  if (config === undefined) return { issues };
  const error = (message: string, of = file): InitResult => ({ issues: [...issues, { severity: 'error', file: of, message }] });
  if (!config.entries.some(isModelled)) {
    const found = [...new Set(config.entries.map(({ executor }) => executor || '(none)'))].join(', ');
    return error(
      config.entries.length === 0
        ? 'there are no [[runners]] in this file; expected at least one'
        : `none of its entries can be modelled (executors: ${found}); expected docker+machine with [runners.machine], docker, shell or another of one host`,
    );
  }
  for (const entry of config.entries) {
    const problem = isModelled(entry) ? placeProblem(entry) : undefined;
    if (problem === undefined) continue;
    const position = entry.machine?.positions['MachineOptions'] ?? entry.position;
    return { issues: [...issues, { severity: 'error', file, position, message: `entry ${entry.index} '${entry.name}': ${problem}` }] };
  }
  const entries = initEntries(config);
  const instance = entries.find(({ runner }) => runner !== undefined)?.instance ?? '';
  const load = history === undefined ? generatedLoad(config, entries) : historyLoad(history, instance);
  if (load === undefined) {
    const header = traceHeader(history?.text ?? '').join(', ');
    return error(
      `cannot tell what its columns hold (${header || 'no header'}); expected queued_at or created_at, and started_at with finished_at or duration; rename them`,
      history?.file,
    );
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
    ...fleetLines(entries, file, load.tags),
    ...load.lines,
  ];
  return { yaml: `${lines.join('\n')}\n`, issues };
}
