/** Plays the forecasts of `runcast backtest --resample` and `--test`. */
import type { ReplayHistory } from '../history/backtest/replay-rows.js';
import { forecastText } from '../report/backtest/forecast-text.js';
import { forecastMarkdown } from '../report/backtest/markdown.js';
import { sha256 } from '../scenario/load-files.js';
import type { LocalClock } from '../scenario/periods/local-clock.js';
import type { ForecastResult } from '../study/backtest/forecast-result.js';
import { rollingSpans, wholeSpan, type SpanSource } from '../study/backtest/forecast-spans.js';
import { forecast, type ForecastQuestion } from '../study/method/forecast.js';
import { instantText } from '../units/instant.js';
import { SECOND } from '../units/time.js';
import { optionTime, type BacktestWords } from './words/backtest-arguments.js';
import { EXIT_OK, EXIT_THRESHOLD, EXIT_USAGE } from './exit-codes.js';
import type { OpenedReplay } from './input/open-replayed.js';
import type { OutputFolder } from './output/output-folder.js';
import { textOptions } from './paint.js';
import { playShard, playWatched, type PlayArguments } from './play-study.js';
import { CommandError, type Terminal } from './terminal.js';
import { writeForecast } from './output/write-backtest.js';

/** Futures where nothing is said: the ends of 90 % of fewer say little. */
const FUTURES = 20;

/** What a forecast is told. */
export interface ForecastArguments extends Pick<BacktestWords, 'tolerances' | 'isResampled' | 'train' | 'test'> {
  readonly wait: ForecastQuestion['wait'];
  readonly seed: number | string;
  readonly replications: number | undefined;
  /** The folder to fill, and how it is called; undefined: none. */
  readonly folder: OutputFolder | undefined;
  readonly out: string | undefined;
  readonly json: boolean;
  readonly format: 'text' | 'markdown';
  readonly isFull: boolean;
  readonly noColour: boolean;
}

/** What it is of. */
export interface ForecastOf extends Pick<OpenedReplay, 'opened' | 'prepared' | 'isOwnFile'> {
  readonly history: ReplayHistory;
  readonly clock: LocalClock;
  readonly timezone: string;
  readonly facts: ForecastQuestion['facts'];
}

/** Plays the forecast that was asked for, says what it came to, and returns the exit code. */
export async function forecastCommand(
  terminal: Terminal,
  args: ForecastArguments & PlayArguments,
  { opened, prepared, isOwnFile, history, clock, timezone, facts }: ForecastOf,
): Promise<number> {
  if (!history.isClock) throw new CommandError('--resample and --test need instants; the history has a clock of its own', EXIT_USAGE);
  const source: SpanSource = { opened, prepared, history, clock, timezone, isOwnFile, hash: sha256 };
  const asked = args.test === undefined ? wholeSpan(source) : rollingSpans(source, timesOf(args, args.test, source));
  if (asked.spans.length === 0) {
    const why = asked.skipped.map((own) => `${own.name}: ${own.why}`).join('; ');
    throw new CommandError(`no day of the history can be forecast${why === '' ? ': check --test' : `: ${why}`}`, EXIT_USAGE);
  }
  const question: ForecastQuestion = {
    ...asked,
    kind: args.test === undefined ? 'in_sample' : 'rolling',
    wait: args.wait,
    seed: args.seed,
    replications: args.replications ?? FUTURES,
    tolerances: args.tolerances,
    facts,
  };
  if (args.shard !== undefined) return playShard(terminal, { ...args, shard: args.shard }, forecast(question));
  const result = await playWatched(terminal, args, forecast(question));
  if (args.folder !== undefined) await writeForecast(args.folder, result);
  await terminal.out(textOf(terminal, args, result));
  if (args.out !== undefined && !args.quiet) terminal.err(`written to ${args.out}\n`);
  return result.verdict === 'pass' ? EXIT_OK : EXIT_THRESHOLD;
}

function textOf(terminal: Terminal, { json, format, isFull, noColour }: ForecastArguments, result: ForecastResult): string {
  if (json) return `${JSON.stringify(result)}\n`;
  return format === 'markdown' ? forecastMarkdown(result) : forecastText(result, { ...textOptions(terminal, noColour), isFull });
}

function timesOf({ train }: ForecastArguments, test: string, { history, timezone }: SpanSource): { train: number; test: number } {
  const begin = train === undefined ? history.from : optionTime('train', train, true, timezone);
  const split = optionTime('test', test, true, timezone);
  if (begin < split) return { train: begin, test: split };
  if (train === undefined) {
    const first = history.isClock ? instantText(history.from) : `second ${history.from / SECOND}`;
    throw new CommandError(
      `--test ${test} is not after the start of the history (${first}); expected a later day, so that there are some before it to learn from`,
      EXIT_USAGE,
    );
  }
  throw new CommandError(`--train ${train} is not before --test ${test}; expected the days that are learnt from to come first`, EXIT_USAGE);
}
