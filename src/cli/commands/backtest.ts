/** `runcast backtest`: replays a history on the fleet of a scenario and holds the waits against those that were observed. */
import { wholeText } from '../../report/frame/numbers.js';
import { ReplayRows, type ReplayHistory } from '../../history/backtest/replay-rows.js';
import { DEFAULT_TOLERANCES } from '../../history/backtest/tolerance.js';
import { LocalClock } from '../../scenario/periods/local-clock.js';
import type { ImportReport } from '../../history/importer.js';
import { backtestMarkdown } from '../../report/backtest/markdown.js';
import { backtestText } from '../../report/backtest/text.js';
import { offsetsOf } from '../../scenario/periods/zone.js';
import { redactedSet } from '../../scenario/settings/set-text.js';
import type { BacktestQuestion } from '../../study/backtest/backtest-question.js';
import type { BacktestResult } from '../../study/backtest/backtest-result.js';
import type { ObservedWait } from '../../study/backtest/joined-jobs.js';
import { NothingCompared, type JudgedBacktest } from '../../study/backtest/judge-backtest.js';
import { backtest, BacktestCutShort } from '../../study/method/backtest.js';
import { quote } from '../../units/shell-word.js';
import { studiedFleet } from '../../study/study-question.js';
import { SECOND } from '../../units/time.js';
import { judgedTimes, type BacktestWords } from '../words/backtest-arguments.js';
import { EXIT_LIMIT, EXIT_OK, EXIT_THRESHOLD, EXIT_USAGE } from '../exit-codes.js';
import { forecastCommand, type ForecastArguments } from '../forecast.js';
import { readHistory, type HistoryArguments } from '../input/history-input.js';
import type { ScenarioArguments } from '../input/open-checked.js';
import { OutputFolder } from '../output/output-folder.js';
import { writeBacktest } from '../output/write-backtest.js';
import { openReplayed, type OpenedReplay } from '../input/open-replayed.js';
import { filesRead, refuseInputIn } from '../output/own-inputs.js';
import { textOptions } from '../paint.js';
import { playShard, playWatched, type PlayArguments } from '../play-study.js';
import { CommandError, type Terminal } from '../terminal.js';
import { inputName } from '../input/text-pieces.js';
import { version } from '../version.js';

/** Arguments of `backtest`. */
export interface BacktestArguments extends Omit<ScenarioArguments, 'threshold'>, PlayArguments, BacktestWords {
  readonly history: HistoryArguments;
  readonly wait: ObservedWait;
  readonly seed: number | string;
  /** Undefined: as many as the scenario says. */
  readonly replications: number | undefined;
  /** The folder to write; undefined: none. */
  readonly out: string | undefined;
  readonly json: boolean;
  readonly format: 'text' | 'markdown';
  readonly isFull: boolean;
  readonly noColour: boolean;
}

/** Runs the command and returns the exit code. */
export async function backtestCommand(terminal: Terminal, args: BacktestArguments): Promise<number> {
  if (args.scenario === '-' && args.history.history === '-')
    throw new CommandError('the scenario and the history are both to come from standard input; name a file for one of them', EXIT_USAGE);
  const rows = new ReplayRows();
  const { report } = await readHistory(args.history, (job) => rows.add(job));
  const history = rows.replay();
  const times = judgedTimes(args, history, args.history.timezone ?? 'UTC');
  const replayed = await openReplayed(terminal, args, history, args.history.history);
  if (replayed === undefined) return EXIT_USAGE;
  refuseInputIn(args.out, [...filesRead(args.scenario, replayed.opened), args.history.history]);
  // A part of the runs says nothing yet.
  const folder = args.out === undefined || args.shard !== undefined ? undefined : new OutputFolder(args.out);
  const release = terminal.onInterrupt(() => folder?.discard());
  try {
    if (args.isResampled || args.test !== undefined) return await foretold(terminal, { ...args, folder }, replayed, history);
    const question = { ...questionOf(args, replayed, report), history, ...times, clock: clockOf(args, history) };
    if (args.shard !== undefined) return await playShard(terminal, { ...args, shard: args.shard }, backtest(question));
    const judged = await play(terminal, args, question);
    if (folder !== undefined) await writeBacktest(folder, judged);
    const { result } = judged;
    await terminal.out(textOf(terminal, args, result));
    if (args.out !== undefined && !args.quiet) terminal.err(`written to ${args.out}\n`);
    return result.verdict === 'pass' ? EXIT_OK : EXIT_THRESHOLD;
  } finally {
    release();
    // Does nothing after the commit.
    folder?.discard();
  }
}

function textOf(terminal: Terminal, { json, format, isFull, noColour }: BacktestArguments, result: BacktestResult): string {
  if (json) return `${JSON.stringify(result)}\n`;
  return format === 'markdown' ? backtestMarkdown(result) : backtestText(result, { ...textOptions(terminal, noColour), isFull });
}

/** Plays days that are drawn from the history. */
async function foretold(
  terminal: Terminal,
  args: BacktestArguments & Pick<ForecastArguments, 'folder'>,
  replayed: OpenedReplay,
  history: ReplayHistory,
): Promise<number> {
  const { runcast, scenario, history: name, notes, rerun: again } = factsOf(args, replayed);
  const timezone = args.history.timezone ?? 'UTC';
  const facts = { runcast, scenario, history: name, notes, rerun: again, timezone };
  const of = { ...replayed, history, clock: clockOf(args, history), timezone, facts };
  try {
    return await forecastCommand(terminal, args, of);
  } catch (error) {
    throw cutShort(error);
  }
}

function clockOf({ history: { timezone } }: BacktestArguments, { isClock, from, to }: BacktestQuestion['history']): LocalClock {
  return new LocalClock(isClock ? offsetsOf(timezone ?? 'UTC') : undefined, from, to);
}

function questionOf(
  args: BacktestArguments,
  replayed: OpenedReplay,
  report: ImportReport,
): Omit<BacktestQuestion, 'history' | 'clock' | 'from' | 'to'> {
  const { prepared } = replayed;
  const { scenario, fleet, hash, origin } = prepared;
  return {
    fleet: studiedFleet({ fleet, origin: { hash, scenario: origin } }),
    seed: args.seed,
    replications: args.replications ?? scenario.replications,
    replayed,
    report,
    wait: args.wait,
    by: args.by,
    tolerances: args.tolerances,
    facts: factsOf(args, replayed),
  };
}

function factsOf(args: BacktestArguments, replayed: OpenedReplay): BacktestQuestion['facts'] {
  const { scenario } = replayed.prepared;
  return {
    runcast: version(),
    scenario: { name: scenario.name, file: args.scenario, hash: replayed.opened.hash, start: scenario.start },
    history: inputName(args.history.history),
    notes: notesOf(replayed),
    rerun: rerun(args),
  };
}

/** What was decided about the load, where somebody might have expected another thing. */
function notesOf({ workload: { of, differing }, movedStart, prepared, opened }: OpenedReplay): string[] {
  return [
    ...(of.length > 1 ? [`the history takes the place of the workloads ${of.join(', ')}`] : []),
    ...(differing.length === 0 ? [] : [`they differ in ${differing.join(', ')}, which the history has at the default`]),
    ...(opened.scenario.scale === undefined ? [] : ['the history is played as it was: the scale of the scenario is left out']),
    ...(movedStart === undefined
      ? []
      : [
          `the run begins at ${prepared.scenario.start}, with the history, and not at ${movedStart}; events that say how long after the start count from there`,
        ]),
  ];
}

async function play(terminal: Terminal, args: BacktestArguments, question: BacktestQuestion): Promise<JudgedBacktest> {
  try {
    return await playWatched(terminal, args, backtest(question));
  } catch (error) {
    if (error instanceof NothingCompared) throw new CommandError(nothingWords(error), EXIT_USAGE);
    throw cutShort(error);
  }
}

/** What is said where a limit ended a run; other errors are as they are. */
function cutShort(error: unknown): unknown {
  if (!(error instanceof BacktestCutShort)) return error;
  return new CommandError(`a replay was ended by the limit ${error.message}: the fleet does not keep up with the history`, EXIT_LIMIT);
}

/** Why no job is left to be judged. */
function nothingWords({ counts }: NothingCompared): string {
  const { unmatched, untimed, outside, cancelledWaiting, pending } = counts;
  const why = [
    [unmatched, 'no runner of the scenario takes: compare their tags'],
    [untimed, 'nobody says when they ran'],
    [outside, 'came outside of --from, --to and --warmup'],
    [cancelledWaiting + pending, 'never ran'],
  ] as const;
  const parts = why.filter(([count]) => count > 0).map(([count, what]) => `${wholeText(count)} ${what}`);
  return `no job of the history can be compared: ${parts.join('; ')}`;
}

/** The command that repeats the backtest. */
function rerun(args: BacktestArguments): string {
  const { history, ...own } = args;
  const given = (option: string, value: string | number | undefined): string[] =>
    value === undefined ? [] : [option, quote(String(value))];
  return [
    'runcast',
    'backtest',
    quote(own.scenario),
    ...given('--history', history.history),
    ...given('--source', history.from),
    ...history.map.flatMap((map) => given('--map', map)),
    ...given('--timezone', history.timezone),
    ...given('--tag-separator', history.tagSeparator),
    ...(history.skipsTorn ? ['--torn', 'skip'] : []),
    ...own.set.flatMap((set) => given('--set', redactedSet(set))),
    ...(own.wait === 'queue' ? [] : given('--observed', own.wait)),
    ...(own.tolerance === DEFAULT_TOLERANCES ? [] : given('--tolerance', own.tolerance)),
    ...(own.isResampled ? ['--resample', 'days'] : []),
    ...given('--train', own.train),
    ...given('--test', own.test),
    ...(own.isResampled || own.test !== undefined ? [] : given('--by', own.by.join(','))),
    ...given('--from', own.from),
    ...given('--to', own.to),
    ...(own.warmup === 0 ? [] : given('--warmup', `${own.warmup / SECOND}s`)),
    ...given('--replications', own.replications),
    ...given('--seed', own.seed),
    ...(own.yes ? ['--yes'] : []),
  ].join(' ');
}
