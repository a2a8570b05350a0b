/** `runcast compare`: plays every side with the same draws and says what the settings change. */
import { redactedSet, splitAt } from '../../scenario/settings/set-text.js';
import { comparisonMarkdown } from '../../report/compare/markdown.js';
import { comparisonText } from '../../report/compare/text.js';
import { incomparable, type CompareQuestion, type SideQuestion } from '../../study/compare/question.js';
import type { CompareResult } from '../../study/compare/compare-result.js';
import type { DifferencePrecision } from '../../study/compare/difference-precision.js';
import { worst } from '../../study/thresholds/judge.js';
import { compare } from '../../study/method/compare.js';
import { PrecisionRefused } from '../../study/figures/precision.js';
import { setsReplications } from '../../study/replications-set.js';
import { setWords } from '../../study/compare/set-words.js';
import { quote } from '../../units/shell-word.js';
import { studyQuestion } from '../../study/study-question.js';
import { oneWarmup } from '../../study/warmup.js';
import { durationText } from '../../units/duration.js';
import { shareText } from '../../units/share.js';
import { SECOND } from '../../units/time.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { openChecked, type CheckedScenario, type ScenarioArguments } from '../input/open-checked.js';
import { filesRead, refuseOwnInput } from '../output/own-inputs.js';
import { textOptions } from '../paint.js';
import { playShard, playWatched, type PlayArguments } from '../play-study.js';
import { CommandError, type Terminal } from '../terminal.js';
import type { VariantWords } from '../words/variant-words.js';
import { version } from '../version.js';
import { refuseUnwritable, writeWhole } from '../output/write-whole.js';
import { exitCode } from './run.js';

/** Pairs where the base is played once only: one pair has no interval. */
const FEW = 5;

/** Arguments of `compare`; `set` is of every side. */
export interface CompareArguments extends ScenarioArguments, PlayArguments {
  readonly variants: readonly VariantWords[];
  readonly seed: number | string;
  /** Undefined: what the base says, `FEW` where that is one. */
  readonly replications: number | undefined;
  /** Undefined: as many pairs as are said. */
  readonly precision: DifferencePrecision | undefined;
  readonly json: boolean;
  readonly format: 'text' | 'markdown';
  /** The file to write; undefined: standard output. */
  readonly out: string | undefined;
  readonly strictVerdict: boolean;
  readonly noColour: boolean;
}

/** Runs the command and returns the exit code. */
export async function compareCommand(terminal: Terminal, args: CompareArguments): Promise<number> {
  const question = await questionOf(terminal, args);
  if (question === undefined) return EXIT_USAGE;
  if (args.shard !== undefined) return playShard(terminal, { ...args, shard: args.shard }, compare(question));
  refuseUnwritable(args.out);
  const result = await play(terminal, args, question);
  const text = textOf(terminal, args, result);
  if (args.out === undefined) await terminal.out(text);
  else {
    writeWhole(args.out, text);
    if (!args.quiet) terminal.err(`written to ${args.out}\n`);
  }
  return exitCode(worstOf(result), args.strictVerdict);
}

/** The sides, opened and checked; undefined where one has errors, which are then on standard error. */
async function questionOf(terminal: Terminal, args: CompareArguments): Promise<CompareQuestion | undefined> {
  if (args.variants.length === 0) {
    throw new CommandError('there is nothing to compare with; give a second scenario, or --set path=value for the same one', EXIT_USAGE);
  }
  const own = args.variants.flatMap(({ set }) => set).find((text) => setsReplications(text.slice(0, Math.max(0, splitAt(text)))));
  if (own !== undefined) {
    throw new CommandError(
      `--set ${own} changes nothing: every side is played as often as the base; give --replications instead, or --set-all ${own}`,
      EXIT_USAGE,
    );
  }
  const reading = readOnce(terminal);
  const told = new Set<string>();
  const opened: CheckedScenario[] = [];
  const words = [{ file: undefined, set: [] }, ...args.variants].map(({ file, set }) => ({ file: file ?? args.scenario, set, own: file }));
  for (const { file, set } of words) {
    const checked = await openChecked(
      reading,
      { ...args, scenario: file, set: [...args.set, ...set], under: set.length === 0 ? (args.under ?? []) : [] },
      told,
    );
    if (checked === undefined) return undefined;
    opened.push(checked);
  }
  refuseOwnInput(
    args.out,
    opened.flatMap((checked, i) => filesRead(words[i]!.file, checked)),
  );
  const sides = oneWarmup(opened).map((checked, i): SideQuestion & Pick<CheckedScenario, 'scenario'> => {
    const { file, set, own } = words[i]!;
    const question = studyQuestion(checked, { file, seed: args.seed, thresholds: checked.thresholds, pair: false, runcast: version() });
    return { label: labelOf(args, opened[0]!, { file: own, set }), question, scenario: checked.scenario };
  });
  const [base, ...variants] = sides as [(typeof sides)[number], ...typeof sides];
  refuseIncomparable(base, variants);
  const stated = base.scenario.replications;
  const replications = args.replications ?? (stated === 1 ? FEW : stated);
  return { base, variants, seed: args.seed, replications, precision: args.precision, runcast: version(), rerun: rerun(args) };
}

/** Refuses sides that cannot be held against each other, and a variant that is there twice: with each one more all intervals are wider. */
function refuseIncomparable(base: SideQuestion, variants: readonly SideQuestion[]): void {
  const known = new Map<string, string>();
  for (const variant of variants) {
    const { label, question } = variant;
    const before = known.get(question.facts.scenario.hash);
    const twice = before === label ? `${label} is there twice` : `${label} and ${before} are the same scenario to the last value`;
    const why = incomparable(base, variant) ?? (before === undefined ? undefined : `${twice}; leave one of them out`);
    if (why !== undefined) throw new CommandError(why, EXIT_USAGE);
    known.set(question.facts.scenario.hash, label);
  }
}

/** What a side is called: what was set, against the base where it is the same scenario, or the file. */
function labelOf({ scenario }: CompareArguments, base: CheckedScenario, { file, set }: VariantWords): string {
  if (file === undefined) return set.length === 0 ? scenario : setWords(base, set);
  const values = set.map(redactedSet).join(' and ');
  return values === '' ? file : `${file} with ${values}`;
}

/** The terminal whose standard input can be read again: a variant of a scenario that came that way has it too. */
function readOnce(terminal: Terminal): Terminal {
  let text: Promise<string> | undefined;
  return { ...terminal, readInput: (most) => (text ??= terminal.readInput(most)) };
}

async function play(terminal: Terminal, args: CompareArguments, question: CompareQuestion): Promise<CompareResult> {
  try {
    return await playWatched(terminal, args, compare(question));
  } catch (error) {
    throw error instanceof PrecisionRefused ? new CommandError(`--of: ${error.message}`, EXIT_USAGE) : error;
  }
}

function textOf(terminal: Terminal, { json, format, noColour }: CompareArguments, result: CompareResult): string {
  if (json) return `${JSON.stringify(result)}\n`;
  return format === 'markdown' ? comparisonMarkdown(result) : comparisonText(result, textOptions(terminal, noColour));
}

/** What decides the exit code: the worst of the variants, and a limit that any side hit. */
function worstOf({ base, variants }: CompareResult): Parameters<typeof exitCode>[0] {
  const verdicts = variants.flatMap(({ verdict }) => verdict ?? []);
  return {
    outcome: [base, ...variants].find(({ outcome }) => outcome !== 'done')?.outcome ?? 'done',
    verdict: verdicts.length === 0 ? null : worst(verdicts),
  };
}

/** The command that repeats the comparison. */
function rerun({ scenario, set, variants, threshold, seed, replications, precision, yes }: CompareArguments): string {
  const [first, ...others] = variants;
  const setWords = (values: readonly string[]): string[] => values.flatMap((text) => ['--set', quote(redactedSet(text))]);
  const side = ({ file, set: own }: VariantWords): string[] => [...(file === undefined ? [] : [quote(file)]), ...setWords(own)];
  return [
    'runcast',
    'compare',
    quote(scenario),
    ...(first === undefined ? [] : side(first)),
    ...others.flatMap((variant) => ['--vs', ...side(variant)]),
    ...set.flatMap((text) => ['--set-all', quote(redactedSet(text))]),
    ...threshold.flatMap((text) => ['--threshold', quote(text)]),
    ...(replications === undefined ? [] : ['--replications', String(replications)]),
    ...(precision === undefined ? [] : precisionWords(precision)),
    '--seed',
    quote(String(seed)),
    ...(yes ? ['--yes'] : []),
  ].join(' ');
}

function precisionWords({ half, figure, most }: DifferencePrecision): string[] {
  const text =
    half.kind === 'share'
      ? shareText(half.share)
      : half.unit === 'USD'
        ? `${half.amount} USD`
        : durationText(Math.round(half.amount * SECOND));
  return ['--precision', quote(text), '--of', quote(figure), '--most', String(most)];
}
