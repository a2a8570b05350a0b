/** `runcast init`: prints or writes a starter scenario made of what the user has. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { initScenario } from '../../scenario/init.js';
import { formatIssue } from '../../scenario/issue.js';
import { folderAdvice, readInput } from '../../scenario/load-files.js';
import { EXIT_OK, EXIT_USAGE } from '../exit-codes.js';
import { CommandError, type Terminal } from '../terminal.js';
import { writeWhole } from '../write-whole.js';

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
  if (out !== undefined && statSync(out, { throwIfNoEntry: false })?.isFile() === true)
    throw new CommandError(`${out} exists already; name another with -o, or remove it`, EXIT_USAGE);
  const toml = textOf(config, 'a config.toml of GitLab Runner', maxInput);
  const history = jobs === undefined ? undefined : { file: fromOut(jobs, out), text: textOf(jobs, 'a job history in CSV', maxInput) };
  const { yaml, issues } = initScenario(toml, fromOut(config, out), history);
  for (const issue of issues) terminal.err(`${formatIssue(issue)}\n`);
  if (yaml === undefined) return EXIT_USAGE;
  if (out === undefined) await terminal.out(yaml);
  else {
    writeWhole(out, yaml);
    terminal.err(`written to ${out}\n`);
  }
  return EXIT_OK;
}

/** Returns a path of the working folder as seen from the folder of the file that will name it. */
function fromOut(file: string, out: string | undefined): string {
  const folder = path.dirname(out ?? '.');
  return folder === '.' || path.isAbsolute(file) ? file : path.relative(folder, file).split(path.sep).join('/');
}

function textOf(file: string, what: string, maxInput: number): string {
  const found = readInput(file, maxInput);
  if ('text' in found) return found.text;
  const advice = folderAdvice(file, 'init', 'config.toml');
  if (advice !== undefined) throw new CommandError(`cannot read ${file}: ${advice}`, EXIT_USAGE);
  throw new CommandError(`cannot read ${file} (${found.problem}); expected ${what}; check the path`, EXIT_USAGE);
}
