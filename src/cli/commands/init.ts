/** `runcast init`: prints or writes a starter scenario made of what the user has. */
import { existsSync, statSync } from 'node:fs';
import { initScenario } from '../../scenario/init.js';
import { formatIssue } from '../../scenario/text/issue.js';
import { EXIT_OK, EXIT_USAGE } from '../exit-codes.js';
import { fromOut, namedText, seenHere } from '../input/named-files.js';
import { CommandError, type Terminal } from '../terminal.js';
import { writeWhole } from '../output/write-whole.js';

/** Arguments of `init`. */
export interface InitArguments {
  readonly config: string;
  /** A job history. */
  readonly jobs: string | undefined;
  /** The file to write; undefined: standard output. */
  readonly out: string | undefined;
  /** Bytes of each file at most. */
  readonly maxInput: number;
}

/** Runs the command and returns the exit code. The scenario names its files as seen from where it will lie. */
export async function init(terminal: Terminal, { config, jobs, out, maxInput }: InitArguments): Promise<number> {
  // Whoever has filled in a starter must not lose it.
  if (out !== undefined && existsSync(out) && statSync(out).isFile())
    throw new CommandError(`${out} exists already; name another with -o, or remove it`, EXIT_USAGE);
  const toml = namedText(config, 'init', 'a config.toml of GitLab Runner', maxInput);
  const history =
    jobs === undefined ? undefined : { file: fromOut(jobs, out), text: namedText(jobs, 'init', 'a job history in CSV', maxInput) };
  const { yaml, issues } = initScenario(toml, fromOut(config, out), history);
  for (const issue of issues) terminal.err(`${formatIssue(seenHere(issue, out))}\n`);
  if (yaml === undefined) return EXIT_USAGE;
  if (out === undefined) await terminal.out(yaml);
  else {
    writeWhole(out, yaml);
    terminal.err(`written to ${out}\n`);
  }
  return EXIT_OK;
}
