/** `runcast init`: prints a starter scenario made of what the user has. */
import { initScenario } from '../../scenario/init.js';
import { formatIssue } from '../../scenario/issue.js';
import { readText } from '../../scenario/load-files.js';
import { EXIT_OK, EXIT_USAGE } from '../exit-codes.js';
import { CommandError, type Terminal } from '../terminal.js';

/** Runs the command and returns the exit code. The scenario names its files as they were named here. */
export async function init(terminal: Terminal, config: string, jobs: string | undefined): Promise<number> {
  const toml = textOf(config, 'a config.toml of GitLab Runner');
  const history = jobs === undefined ? undefined : { file: jobs, text: textOf(jobs, 'a job history in CSV') };
  const { yaml, issues } = initScenario(toml, config, history);
  for (const issue of issues) terminal.err(`${formatIssue(issue)}\n`);
  if (yaml === undefined) return EXIT_USAGE;
  await terminal.out(yaml.endsWith('\n') ? yaml : `${yaml}\n`);
  return EXIT_OK;
}

function textOf(file: string, what: string): string {
  const text = readText(file);
  if (text === undefined) throw new CommandError(`cannot read ${file}; expected ${what}; check the path`, EXIT_USAGE);
  return text;
}
