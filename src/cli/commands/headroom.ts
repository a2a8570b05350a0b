/** `runcast headroom`: grows the load until a threshold breaks, and says how far that is. */
import { headroomMarkdown } from '../../report/headroom/markdown.js';
import { headroomText } from '../../report/headroom/text.js';
import { redactedSet } from '../../scenario/settings/set-text.js';
import { parseGrowth, type GrowthRate } from '../../study/headroom/forecast.js';
import type { HeadroomResult } from '../../study/headroom/headroom-result.js';
import { partsOf, wholeLoad, type LoadPart } from '../../study/headroom/parts.js';
import { parseFailure, type Failure, type HeadroomQuestion } from '../../study/headroom/question.js';
import { headroom } from '../../study/method/headroom.js';
import { quote } from '../../units/shell-word.js';
import { studyQuestion } from '../../study/study-question.js';
import { EXIT_OK, EXIT_THRESHOLD, EXIT_USAGE } from '../exit-codes.js';
import { openChecked, type CheckedScenario, type ScenarioArguments } from '../input/open-checked.js';
import { filesRead, refuseOwnInput } from '../output/own-inputs.js';
import { textOptions } from '../paint.js';
import { playWatched, type PlayArguments } from '../play-study.js';
import { CommandError, type Terminal } from '../terminal.js';
import { version } from '../version.js';
import { refuseUnwritable, writeWhole } from '../output/write-whole.js';

/** Replications of each load where the scenario says one: one has no interval. */
const FEW = 5;

/** Arguments of `headroom`. */
export interface HeadroomArguments extends ScenarioArguments, PlayArguments {
  readonly of: readonly string[];
  readonly failure: readonly string[];
  readonly growth: string | undefined;
  readonly seed: number | string;
  /** Undefined: what the scenario says, `FEW` where that is one. */
  readonly replications: number | undefined;
  readonly json: boolean;
  readonly format: 'text' | 'markdown';
  /** The file to write; undefined: standard output. */
  readonly out: string | undefined;
  readonly noColour: boolean;
}

/** Runs the command and returns the exit code. */
export async function headroomCommand(terminal: Terminal, args: HeadroomArguments): Promise<number> {
  const growth = growthOf(args.growth);
  const checked = await openChecked(terminal, args);
  if (checked === undefined) return EXIT_USAGE;
  refuseOwnInput(args.out, filesRead(args.scenario, checked));
  refuseUnwritable(args.out);
  const result = await playWatched(terminal, args, headroom(questionOf(args, checked, growth)));
  const text = textOf(terminal, args, result);
  if (args.out === undefined) await terminal.out(text);
  else {
    writeWhole(args.out, text);
    if (!args.quiet) terminal.err(`written to ${args.out}\n`);
  }
  const isMissed = result.rows.some(({ tried }) => tried.some(({ factor, verdict }) => factor === 1 && verdict === 'fail'));
  return isMissed ? EXIT_THRESHOLD : EXIT_OK;
}

function growthOf(text: string | undefined): GrowthRate | undefined {
  if (text === undefined) return undefined;
  const growth = parseGrowth(text);
  if (growth === undefined)
    throw new CommandError(`--growth ${text}: expected a percentage a month or a year, such as 3%/month`, EXIT_USAGE);
  return growth;
}

function questionOf(args: HeadroomArguments, checked: CheckedScenario, growth: GrowthRate | undefined): HeadroomQuestion {
  const { fleet, thresholds, scenario, defaults } = checked;
  if (thresholds.length === 0) {
    throw new CommandError(
      `there is nothing that could break: the scenario has no thresholds; state some, or give --threshold 'queue_time p(95) < 2m'`,
      EXIT_USAGE,
    );
  }
  if (fleet.workloads.length === 0) throw new CommandError('the scenario has no workloads, so no load can grow', EXIT_USAGE);
  const parts: LoadPart[] = [wholeLoad(fleet)];
  for (const text of args.of) {
    const found = partsOf(text, fleet);
    if (typeof found === 'string') throw new CommandError(`--of ${text}: ${found}`, EXIT_USAGE);
    parts.push(...found.filter(({ of, name }) => !parts.some((known) => known.of === of && known.name === name)));
  }
  const failures: (Failure | undefined)[] = [undefined];
  for (const text of args.failure) {
    const found = parseFailure(text, fleet);
    if (typeof found === 'string') throw new CommandError(`--failure ${text}: ${found}`, EXIT_USAGE);
    if (!failures.some((known) => known?.label === found.label)) failures.push(found);
  }
  const question = studyQuestion(checked, {
    file: args.scenario,
    seed: args.seed,
    thresholds,
    pair: false,
    runcast: version(),
    rerun: rerun(args),
  });
  const replications = args.replications ?? (scenario.replications === 1 ? FEW : scenario.replications);
  return { base: { ...question, replications }, parts, failures, growth, hasStart: defaults.every(({ path }) => path !== 'start') };
}

function textOf(terminal: Terminal, { json, format, noColour }: HeadroomArguments, result: HeadroomResult): string {
  if (json) return `${JSON.stringify(result)}\n`;
  return format === 'markdown' ? headroomMarkdown(result) : headroomText(result, textOptions(terminal, noColour));
}

/** The command that repeats the study. */
function rerun({ scenario, set, threshold, of, failure, growth, seed, replications, yes }: HeadroomArguments): string {
  const each = (option: string, values: readonly string[]): string[] => values.flatMap((text) => [option, quote(text)]);
  return [
    'runcast',
    'headroom',
    quote(scenario),
    ...each('--set', set.map(redactedSet)),
    ...each('--threshold', threshold),
    ...each('--of', of),
    ...each('--failure', failure),
    ...(growth === undefined ? [] : ['--growth', quote(growth)]),
    ...(replications === undefined ? [] : ['--replications', String(replications)]),
    '--seed',
    quote(String(seed)),
    ...(yes ? ['--yes'] : []),
  ].join(' ');
}
