/** Checks and turns the words of the command line that yargs leaves as text. */
import { EXIT_USAGE } from '../exit-codes.js';
import type { ScenarioArguments } from '../input/open-checked.js';
import type { PlayArguments } from '../play-study.js';
import { CommandError } from '../terminal.js';
import { LARGEST_MAX_INPUT, MAX_INPUT } from '../../scenario/load-files.js';
import { defaultFigure, type DifferencePrecision } from '../../study/compare/difference-precision.js';
import { LEAST_FIRST, type Precision } from '../../study/figures/precision.js';
import type { Shard } from '../../study/shard.js';
import { parseDuration } from '../../units/duration.js';
import { parseShare } from '../../units/share.js';
import { parseSize, sizeText } from '../../units/size.js';
import { MILLISECOND, SECOND } from '../../units/time.js';

/** What `-` is turned into before parsing: yargs takes a lone dash for an option without a name. */
export const STDIN_PATH = '/dev/stdin';

/** Returns the name of an input as commands know it: standard input is `-`. */
export function inputOf(path: string): string {
  return path === STDIN_PATH ? '-' : path;
}

/** Returns the value of an option that may be given only once; a `CommandError` where it was given more often. */
export function single(name: string, value: string | readonly string[]): string {
  if (typeof value === 'string') return value;
  throw new CommandError(`--${name} is given ${value.length} times; give it once`, EXIT_USAGE);
}

/** Returns a seed. A whole number is a number, so that `--seed 1` and `seed: 1` of the library are one; anything else is text. */
export function seedOf(text: string): number | string {
  if (text === '') throw new CommandError('--seed is empty; expected a number or a word', EXIT_USAGE);
  return /^\d{1,15}$/u.test(text) ? Number(text) : text;
}

/** Returns how many replications were asked for. */
export function replicationsOf(text: string): number {
  const count = /^\d{1,6}$/u.test(text) ? Number(text) : 0;
  if (count < 1) throw new CommandError(`--replications ${text}: expected a whole number from 1 on`, EXIT_USAGE);
  return count;
}

/** Runs that advice takes at most, unless told. */
const ADVISE_RUNS = '60';

/** Returns the runs that advice may take; undefined where none is asked for. A limit in runs gives the same advice on every machine, one in seconds would not. */
export function adviseOf(isAsked: boolean, runs: Given): number | undefined {
  if (!isAsked) {
    if (runs === undefined) return undefined;
    throw new CommandError('--advise-runs is for --advise; give that too', EXIT_USAGE);
  }
  const text = single('advise-runs', runs ?? ADVISE_RUNS);
  const count = /^\d{1,6}$/u.test(text) ? Number(text) : 0;
  if (count < 1) throw new CommandError(`--advise-runs ${text}: expected a whole number from 1 on`, EXIT_USAGE);
  return count;
}

/** What a precision is of, and how many replications it may take, where nothing is said. */
const PRECISION_OF = 'queueTime.p95';
const PRECISION_MOST = '100';

type Given = string | readonly string[] | undefined;

/** Returns the precision that is wanted; undefined where none is. */
export function precisionOf(share: Given, of: Given, most: Given): Precision | undefined {
  if (share === undefined) {
    if (of === undefined && most === undefined) return undefined;
    throw new CommandError(`--${of === undefined ? 'most' : 'of'} is for --precision; give that too, such as --precision 2%`, EXIT_USAGE);
  }
  const text = single('precision', share);
  const parsed = parseShare(text) ?? 0;
  if (parsed <= 0 || parsed >= 1)
    throw new CommandError(`--precision ${text}: expected a percentage above 0 % and below 100 %, such as 2%`, EXIT_USAGE);
  const count = single('most', most ?? PRECISION_MOST);
  const limit = /^\d{1,6}$/u.test(count) ? Number(count) : 0;
  if (limit < LEAST_FIRST) throw new CommandError(`--most ${count}: expected a whole number from ${LEAST_FIRST} on`, EXIT_USAGE);
  return { share: parsed, figure: single('of', of ?? PRECISION_OF), most: limit };
}

/** Returns the precision that is wanted of a difference: a percentage of the base, USD, or a duration; undefined where none is. */
export function differencePrecisionOf(half: Given, of: Given, most: Given): DifferencePrecision | undefined {
  const asShare = precisionForm(half);
  if (half === undefined || asShare === undefined) {
    const found = precisionOf(half, of, most);
    if (found === undefined) return undefined;
    return { half: { kind: 'share', share: found.share }, figure: found.figure, most: found.most };
  }
  // The other two are read as they are beside a percentage.
  const { figure, most: limit } = precisionOf('1%', of ?? defaultFigure(asShare), most)!;
  return { half: asShare, figure, most: limit };
}

/** An amount of money or of time; undefined where the text is neither. */
function precisionForm(half: Given): DifferencePrecision['half'] | undefined {
  if (half === undefined) return undefined;
  const text = single('precision', half).trim();
  const dollars = /^(\d+(?:\.\d+)?)\s*USD$/u.exec(text)?.[1];
  if (dollars !== undefined && Number(dollars) > 0) return { kind: 'amount', amount: Number(dollars), unit: 'USD' };
  const micros = parseDuration(text);
  if (micros !== undefined && micros > 0) return { kind: 'amount', amount: micros / SECOND, unit: 's' };
  if (text.endsWith('%')) return undefined;
  throw new CommandError(
    `--precision ${text}: expected a percentage of the base, USD or a time above 0, such as 5%, '20 USD' or 2s`,
    EXIT_USAGE,
  );
}

/** Threads that are allowed. */
const MOST_WORKERS = 256;

/** Returns the threads that runs are played on; undefined: as many as the terminal says. */
export function workersOf(text: string | readonly string[] | undefined): number | undefined {
  if (text === undefined) return undefined;
  const given = single('workers', text);
  const count = /^\d{1,3}$/u.test(given) ? Number(given) : 0;
  if (count < 1 || count > MOST_WORKERS)
    throw new CommandError(`--workers ${given}: expected a whole number from 1 to ${MOST_WORKERS}`, EXIT_USAGE);
  return count;
}

/** What is typed of how a study is played. */
interface PlayWords {
  readonly workers: Given;
  readonly study: Given;
  readonly queue: Given;
  readonly shard?: Given;
}

/** Returns how a study is played. */
export function playOf({ workers, study, queue, shard }: PlayWords): Omit<PlayArguments, 'quiet'> {
  const own = {
    workers: workersOf(workers),
    study: study === undefined ? undefined : folderOf('study', single('study', study)),
    queue: queue === undefined ? undefined : single('queue', queue),
    shard: shard === undefined ? undefined : shardWords(single('shard', shard)),
  };
  if (own.shard !== undefined && own.study === undefined) {
    throw new CommandError(
      `--shard plays a part of the runs, and runcast merge says the result; name the folder that keeps them, such as --study shards/${own.shard.index}`,
      EXIT_USAGE,
    );
  }
  return own;
}

/** Shards of a study at most. */
const MOST_SHARDS = 100_000;

function shardWords(text: string): Shard {
  const [, index = 0, count = 0] = (/^(\d{1,6})\/(\d{1,6})$/u.exec(text) ?? []).map(Number);
  if (index >= 1 && index <= count && count <= MOST_SHARDS) return { index, count };
  throw new CommandError(
    `--shard ${text}: expected a part and the number of parts, from 1/1 to ${MOST_SHARDS}/${MOST_SHARDS}, such as 2/4`,
    EXIT_USAGE,
  );
}

/** Returns the milliseconds of a time in which nothing comes. */
export function idleOf(text: string): number {
  const duration = parseDuration(text);
  if (duration === undefined || duration <= 0)
    throw new CommandError(`--idle ${text}: expected a duration above 0, such as 10m`, EXIT_USAGE);
  return Math.ceil(duration / MILLISECOND);
}

/** Returns the name that an option gives a folder, which is not empty. */
export function folderOf(option: string, text: string): string {
  if (text === '') throw new CommandError(`--${option} is empty; expected the name of a folder`, EXIT_USAGE);
  return text;
}

/** Returns the name that `--out` gives a folder or a file, which is not empty. */
export function pathOf(text: string, kind: 'folder' | 'file' = 'folder'): string {
  if (text === '') throw new CommandError(`--out is empty; expected the name of a ${kind}`, EXIT_USAGE);
  return text;
}

/** Returns the file of `--out`; undefined for standard output, which is also what `-` stands for. */
export function fileOf(out: string | readonly string[] | undefined): string | undefined {
  const file = out === undefined ? undefined : pathOf(single('out', out), 'file');
  return file === STDIN_PATH ? undefined : file;
}

/** Sizes of `--json`. */
export const JSON_SIZES = ['short', 'full'] as const;
export type JsonSize = (typeof JSON_SIZES)[number];

/**
 * Returns the words with a size behind every `--json` of `run`: none is the short one. yargs would take whatever word comes next for the size, a file
 * too.
 */
export function withSize(argv: readonly string[]): string[] {
  if (argv[0] !== 'run') return [...argv];
  const out: string[] = [];
  for (const [index, word] of argv.entries()) {
    const last = argv[index - 1];
    if (last === '--json' && isSize(word)) continue;
    const next = argv[index + 1] ?? '';
    out.push(word === '--json' ? `--json=${isSize(next) ? next : 'short'}` : word);
  }
  return out;
}

function isSize(word: string): word is JsonSize {
  return JSON_SIZES.some((size) => size === word);
}

/** Returns the size of `--json`. */
export function sizeOf(text: string): JsonSize {
  if (isSize(text)) return text;
  throw new CommandError(`--json=${text}: expected short or full`, EXIT_USAGE);
}

/** Returns the bytes that an input file may have. */
export function maxInputOf(text: string | readonly string[] | undefined): number {
  if (text === undefined) return MAX_INPUT;
  const given = single('max-input', text);
  const bytes = parseSize(given);
  if (bytes !== undefined && bytes > 0 && bytes <= LARGEST_MAX_INPUT) return bytes;
  throw new CommandError(`--max-input ${given}: expected a size up to ${sizeText(LARGEST_MAX_INPUT)}, such as 400MiB`, EXIT_USAGE);
}

/** What commands that open a scenario are told of it, as yargs gives it. */
interface ScenarioWords {
  readonly scenario: string;
  readonly set: readonly string[] | undefined;
  readonly threshold: readonly string[] | undefined;
  readonly yes: boolean;
  readonly quiet: boolean;
  readonly 'max-input': string | readonly string[] | undefined;
}

/** Returns the arguments that every command with a scenario has. */
export function scenarioArgumentsOf(args: ScenarioWords): ScenarioArguments {
  return {
    scenario: inputOf(args.scenario),
    set: args.set ?? [],
    threshold: args.threshold ?? [],
    yes: args.yes,
    quiet: args.quiet,
    maxInput: maxInputOf(args['max-input']),
  };
}
