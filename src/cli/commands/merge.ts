/** `runcast merge`: joins the folders of shards and says the result. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { countText } from '../../report/frame/numbers.js';
import { quote } from '../../units/shell-word.js';
import { diskReason } from '../output/disk.js';
import { EXIT_OK, EXIT_USAGE } from '../exit-codes.js';
import { otherFormText, readRun } from '../store/run-file.js';
import { shardRecords, type ShardRecord } from '../store/shard-record.js';
import { isStudy, RUN_FILE, RUNS, StudyFolder } from '../store/study-folder.js';
import { CommandError, type Terminal } from '../terminal.js';
import { version } from '../version.js';

/** Arguments of `merge`. */
export interface MergeArguments {
  readonly folders: readonly string[];
  /** The folder that has all runs afterwards. */
  readonly study: string;
  /** Words behind `--`: further options of the command whose result is said. */
  readonly more: readonly string[];
  readonly quiet: boolean;
}

/** Runs the command and returns the exit code: that of the command whose result it says. */
export async function merge(terminal: Terminal, { folders, study, more, quiet }: MergeArguments): Promise<number> {
  for (const folder of folders) {
    if (!isStudy(folder)) throw new CommandError(`${folder} holds no study; expected the folder of --study of a shard`, EXIT_USAGE);
  }
  const records = folders.flatMap(shardRecords);
  const words = wordsOf(records);
  const warn = (text: string): void => terminal.err(`warning: ${text}\n`);
  for (const text of missing(records)) warn(`${text}; its runs are played here`);
  const target = new StudyFolder(study, { runcast: version(), warn });
  const joined = join(folders, target, warn);
  target.close();
  if (!quiet) terminal.err(`${countText(joined, 'run')} of ${countText(folders.length, 'folder')} joined in ${study}\n`);
  if (words === undefined) {
    if (!quiet) terminal.err(`the shards do not say their command; run it with --study ${quote(study)} for the result\n`);
    return EXIT_OK;
  }
  const own = more.some(isOut) ? withoutOut(words) : words;
  return terminal.runcast!([...own, '--study', study, ...(quiet ? ['-q'] : []), ...more]);
}

/** Where an answer goes is said once: behind `--` rather than by the shards. */
const OUT = ['-o', '--out'];

function isOut(word: string): boolean {
  return OUT.some((option) => word === option || word.startsWith(`${option}=`));
}

function withoutOut(words: readonly string[]): string[] {
  return words.filter((word, i) => !isOut(word) && !OUT.includes(words[i - 1] ?? ''));
}

/** The command of all shards; undefined where they do not say it. */
function wordsOf(records: readonly ShardRecord[]): readonly string[] | undefined {
  const [first, ...others] = records;
  for (const { words, runcast } of others) {
    if (runcast !== first!.runcast || JSON.stringify(words) !== JSON.stringify(first!.words)) {
      const [a, b] = [first!, { words, runcast }].map((one) => `runcast ${one.runcast}: ${(one.words ?? ['?']).map(quote).join(' ')}`);
      throw new CommandError(`the folders are shards of different studies, ${a} and ${b}; merge those of one`, EXIT_USAGE);
    }
  }
  if (first !== undefined && first.runcast !== version()) {
    throw new CommandError(`the shards were played by runcast ${first.runcast}, and this is ${version()}; merge them by that`, EXIT_USAGE);
  }
  return first?.words;
}

/** Which shards are not there. */
function missing(records: readonly ShardRecord[]): string[] {
  const count = Math.max(0, ...records.map((record) => record.count));
  const there = new Set(records.filter((record) => record.count === count).map(({ index }) => index));
  return Array.from({ length: count }, (_, i) => i + 1)
    .filter((index) => !there.has(index))
    .map((index) => `shard ${index} of ${count} is not among the folders, or was not played to its end`);
}

/** Copies every run that the target has not, and returns how many it has of these folders. */
function join(folders: readonly string[], target: StudyFolder, warn: (text: string) => void): number {
  const seen = new Set<string>();
  for (const folder of folders) {
    let others = 0;
    for (const name of readdirSync(path.join(folder, RUNS)).filter((entry) => entry.endsWith(RUN_FILE))) {
      const key = name.slice(0, -RUN_FILE.length);
      if (seen.has(key)) continue;
      const file = path.join(folder, RUNS, name);
      let bytes: Buffer;
      try {
        bytes = readFileSync(file);
      } catch (error) {
        warn(`${file} cannot be read (${diskReason(error)}); the run is left out`);
        continue;
      }
      const read = readRun(key, bytes);
      if ('outcome' in read) {
        target.put(key, bytes);
        seen.add(key);
      } else if ('form' in read) others++;
      else warn(`${file} is damaged (${read.damage}); the run is left out`);
    }
    if (others > 0) warn(`${otherFormText(folder, others)}: left out`);
  }
  return seen.size;
}
