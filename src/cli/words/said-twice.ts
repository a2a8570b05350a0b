/** What an option says and a `--set` too: one of the two would win, and nobody would know which. */
import type { Path } from '../../scenario/text/path.js';
import { parsePath, splitAt } from '../../scenario/settings/set-text.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { valuesOf, variantsIn } from './option-words.js';
import { CommandError } from '../terminal.js';

/** Refuses `--replications` and `--scale` beside a `--set` of the same; of a comparison each variant is told by its own. */
export function refuseSaidTwice(argv: readonly string[]): void {
  const behind = argv.indexOf('--');
  const words = behind < 0 ? argv : argv.slice(0, behind);
  for (const replications of valuesOf(words, '--replications')) {
    refuse(`--replications ${replications}`, ['replications'], setsOf(words, ['--set', '--set-all']));
  }
  for (const own of variantsIn(words)) {
    for (const scale of valuesOf(own, '--scale')) refuse(`--scale ${scale}`, scaledPath(scale), setsOf(own, ['--set']));
  }
}

/** Says of the first setting whose path is this one, or holds it, that it says the same. */
function refuse(option: string, path: Path, sets: readonly Said[]): void {
  const same = sets.find((set) => set.path.every((key, i) => key === path[i]));
  if (same === undefined) return;
  throw new CommandError(`${option} and ${same.option} ${same.text}: both say it; give one of them`, EXIT_USAGE);
}

/** A setting as it was typed. */
interface Said {
  readonly option: string;
  readonly text: string;
  readonly path: Path;
}

function setsOf(words: readonly string[], options: readonly string[]): Said[] {
  return options.flatMap((option) =>
    valuesOf(words, option).flatMap((text): Said[] => {
      const at = splitAt(text);
      const path = at < 0 ? undefined : parsePath(text.slice(0, at).trim());
      return path === undefined ? [] : [{ option, text, path }];
    }),
  );
}

/** Returns where in a scenario stands what is scaled; a text that is none is refused by who reads it. */
function scaledPath(text: string): Path {
  const name = text.slice(0, text.lastIndexOf('='));
  if (name.startsWith('workload:')) return ['scale', 'workloads', name.slice('workload:'.length)];
  return name.startsWith('project:') ? ['scale', 'projects', name.slice('project:'.length)] : ['scale', name];
}
