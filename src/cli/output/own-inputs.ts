/** Outputs that would take the place of what was read: refused, for what an answer does not hold would be lost. */
import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { CheckedScenario } from '../input/open-checked.js';
import { STDIN_PATH } from '../words/arguments.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { MARKER, OUTPUT_FILES } from './output-files.js';
import { CommandError } from '../terminal.js';

const SCENARIO_FILE = 'scenario.yaml';

/** Returns where a file is that a scenario names, seen from the working folder. */
export function placeOf(scenario: string, name: string): string {
  return scenario === '-' || path.isAbsolute(name) ? name : path.join(path.dirname(scenario), name);
}

/** Returns every file that was read of a scenario: its own, and those that it names. */
export function filesRead(scenario: string, { origin }: Pick<CheckedScenario, 'origin'>): string[] {
  return [scenario, ...Object.keys(origin.files).map((name) => placeOf(scenario, name))];
}

/** Refuses an output that is one of the files that are read. `-` is one where a shell hands it over; what is not there is none. */
export function refuseOwnInput(out: string | undefined, inputs: readonly string[]): void {
  if (out === undefined) return;
  const own = trueFile(out);
  if (own === undefined || inputs.every((input) => trueFile(input) !== own)) return;
  throw new CommandError(`-o ${out} is a file that is read; name another, for not all that it holds would be in it`, EXIT_USAGE);
}

/** Refuses a folder of answers in which one of the files that are read would be replaced. A scenario that runcast itself wrote there is written anew as it was read. */
export function refuseInputIn(out: string | undefined, inputs: readonly string[]): void {
  if (out === undefined) return;
  const isOwn = trueFile(path.join(out, MARKER)) !== undefined;
  const names = OUTPUT_FILES.filter((name) => !(isOwn && name === SCENARIO_FILE));
  const replaced = new Set(names.map((name) => trueFile(path.join(out, name))));
  for (const input of inputs) {
    const own = trueFile(input);
    if (own !== undefined && replaced.has(own))
      throw new CommandError(`--out ${out} would replace ${input}, which is read; name another folder`, EXIT_USAGE);
  }
}

/** Returns a file that is there by the name that links lead to; undefined: none, or none that could be read. */
function trueFile(name: string): string | undefined {
  const file = name === '-' ? STDIN_PATH : name;
  try {
    return statSync(file).isFile() ? realpathSync(file) : undefined;
  } catch {
    return undefined;
  }
}
