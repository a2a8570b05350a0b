/** `runcast fit`: reads a history, writes the scenario that is fitted to it, and says how that does beside the history. */
import { existsSync, rmSync } from 'node:fs';
import { fitHistory, PROFILE_DAYS, type HistoryFit } from '../../history/fit/fit.js';
import type { LoadKind } from '../../history/fit/load-kinds.js';
import type { WholeDays } from '../../history/fit/days.js';
import { fittedNumbers } from '../../history/fit/numbers.js';
import { fitText } from '../../report/fit/text.js';
import { countText } from '../../report/frame/numbers.js';
import { fittedScenario, type ConfigText } from '../../history/forecast/scenario.js';
import { formatIssue, type Issue } from '../../scenario/text/issue.js';
import { sha256 } from '../../scenario/load-files.js';
import { offsetsOf } from '../../scenario/periods/zone.js';
import { prepareScenario, type PreparedScenario, type RefusedScenario } from '../../scenario/prepare.js';
import type { BacktestAbsence } from '../../study/backtest/backtest-result.js';
import { fittedAbsences } from '../../study/fit/fitted-absences.js';
import { comparedJobs, type ComparedJobs } from '../../study/fit/compared-jobs.js';
import { fitResult, fittedWait, LOADS, type FitResult } from '../../study/fit/fit-result.js';
import { loadCheck, type CheckedLoad } from '../../study/method/load-check.js';
import type { Method } from '../../study/method/method.js';
import { studyQuestion } from '../../study/study-question.js';
import { EXIT_OK, EXIT_USAGE } from '../exit-codes.js';
import { readFittedHistory, type FittedHistory } from '../input/fitted-history.js';
import type { HistoryArguments } from '../input/history-input.js';
import { fromOut, namedText, seenHere } from '../input/named-files.js';
import { textOptions } from '../paint.js';
import { playShard, playWatched, type PlayArguments } from '../play-study.js';
import { CommandError, type Terminal } from '../terminal.js';
import { inputName } from '../input/text-pieces.js';
import { version } from '../version.js';
import { refuseUnwritable, writeWhole } from '../output/write-whole.js';

/** Arguments of `fit`. */
export interface FitArguments extends HistoryArguments, PlayArguments {
  /** Files of the fleet; empty: the one that the history shows. */
  readonly configs: readonly string[];
  /** The scenario to write. */
  readonly out: string | undefined;
  readonly load: LoadKind;
  /** Whether runners that were away are so in the scenario; else its comments tell of them. */
  readonly areAbsencesPlayed: boolean;
  readonly replications: number;
  readonly seed: number | string;
  /** Bytes of each input file at most. */
  readonly maxInput: number;
  readonly json: boolean;
  /** Every number and warning, not the first of them. */
  readonly isFull: boolean;
  readonly noColour: boolean;
}

/** Runs the command and returns the exit code. The scenario and its history are written when all else is done, or not at all. */
export async function fit(terminal: Terminal, args: FitArguments): Promise<number> {
  const { out } = args;
  if (out === undefined)
    throw new CommandError('-o is missing: fit writes a scenario; name its file, such as -o forecast.yaml', EXIT_USAGE);
  refuseOverwriting(out);
  // A part of the runs writes nothing.
  if (args.shard === undefined) refuseUnwritable(out);
  const configs = args.configs.map((file): ConfigText => {
    return { file: fromOut(file, out), text: namedText(file, 'fit', 'a config.toml of GitLab Runner', args.maxInput) };
  });
  const history = await readFittedHistory(args, out);
  if (history.written !== undefined) refuseOverwriting(history.written);
  const { timezone = 'UTC' } = args;
  const fitted = fitHistory(history.jobs, { load: args.load, hasOwnWaits: history.hasOwnWaits, timezone, offsetsOf: offsetsOf(timezone) });
  const { days } = fitted;
  if (days === undefined)
    throw new CommandError(
      `${inputName(args.history)} holds no whole day in ${timezone}, which is what a forecast is drawn from; give a longer history`,
      EXIT_USAGE,
    );
  if (args.load === 'profile' && fitted.batches === undefined)
    throw new CommandError(
      `--load profile: ${inputName(args.history)} holds ${countText(days.days, 'whole day')}; a profile of the week takes ${PROFILE_DAYS}: of fewer it is a record of these days; take --load days`,
      EXIT_USAGE,
    );
  if (fitted.duration === undefined && (configs.length === 0 || args.load !== 'days'))
    throw new CommandError(
      `${inputName(args.history)} holds no job that ran and ended, by which ${configs.length === 0 ? 'a fleet shows' : 'durations are told'}; ${configs.length === 0 ? 'name a config.toml' : 'take --load days'}`,
      EXIT_USAGE,
    );
  const parts = { out, fitted, days, history, configs };
  const written = writtenOf(terminal, args, parts);
  if (written === undefined) return EXIT_USAGE;
  const check = checkOf(args, parts, written);
  if (args.shard !== undefined) return playShard(terminal, { ...args, shard: args.shard }, check.method);
  const result = resultOf(args, parts, written, { ...check, loads: await playWatched(terminal, args, check.method) });
  writeBoth(out, written.yaml, history);
  await terminal.out(
    args.json ? `${JSON.stringify(result)}\n` : fitText(result, { ...textOptions(terminal, args.noColour), isFull: args.isFull }),
  );
  if (!args.quiet) terminal.err(`written to ${history.written === undefined ? out : `${out} and ${history.written}`}\n`);
  return EXIT_OK;
}

/** Both files are there in the end, or neither. */
function writeBoth(out: string, yaml: string, { written, text }: FittedHistory): void {
  if (written !== undefined) writeWhole(written, text);
  try {
    writeWhole(out, yaml);
  } catch (error) {
    if (written !== undefined) rmSync(written, { force: true });
    throw error;
  }
}

/** Whoever has gone on with a scenario must not lose it. */
function refuseOverwriting(file: string): void {
  if (existsSync(file)) throw new CommandError(`${file} exists already; name another with -o, or remove it`, EXIT_USAGE);
}

interface Parts {
  readonly out: string;
  readonly fitted: HistoryFit;
  readonly days: WholeDays;
  readonly history: FittedHistory;
  readonly configs: readonly ConfigText[];
}

/** A scenario as text and ready to run. */
interface Written {
  readonly yaml: string;
  readonly prepared: PreparedScenario;
  readonly absences: readonly BacktestAbsence[];
}

/** The scenario with the runners that were away; undefined where it cannot be, which is then said on standard error. */
function writtenOf(terminal: Terminal, args: FitArguments, parts: Parts): Written | undefined {
  const { days, history } = parts;
  const refuse = (issues: readonly Issue[]): undefined => {
    const errors = issues.filter(({ severity }) => severity === 'error');
    for (const issue of errors) terminal.err(`${formatIssue(seenHere(issue, args.out))}\n`);
    terminal.err(`${countText(errors.length, 'error')}; nothing was written\n`);
  };
  const plain = yamlOf(args, parts, []);
  if (plain.yaml === undefined) return refuse(plain.issues);
  const prepared = preparedOf(plain.yaml, parts);
  if ('issues' in prepared) return refuse(prepared.issues);
  if (!args.quiet) for (const issue of plain.issues) terminal.err(`${formatIssue(seenHere(issue, args.out))}\n`);
  // Which process stands for a runner is known of a fleet that is there.
  const absences = fittedAbsences(history.jobs, days, prepared.fleet);
  const { yaml = plain.yaml } = yamlOf(args, parts, absences);
  if (yaml === plain.yaml || !args.areAbsencesPlayed) return { yaml, prepared, absences };
  const away = preparedOf(yaml, parts);
  return 'issues' in away ? refuse(away.issues) : { yaml, prepared: away, absences };
}

function yamlOf(
  { replications, areAbsencesPlayed, history: file }: FitArguments,
  { fitted, history, configs }: Parts,
  absences: readonly BacktestAbsence[],
): ReturnType<typeof fittedScenario> {
  return fittedScenario(fitted, {
    name: `Forecast from ${inputName(file).replace(/^.*[\\/]/u, '')}`,
    history: history.name,
    tagSeparator: history.tagSeparator,
    configs,
    isGitlab: history.isGitlab,
    replications,
    absences,
    areAbsencesPlayed,
  });
}

function preparedOf(yaml: string, { out, history, configs }: Parts): PreparedScenario | RefusedScenario {
  const texts = new Map([...configs.map((own) => [own.file, own.text] as const), [history.name, history.text] as const]);
  return prepareScenario(yaml, out, (name) => texts.get(name), { hash: sha256, allowLong: true });
}

/** The check that is played, and the jobs that it compares. */
interface Check {
  readonly compared: ComparedJobs;
  readonly method: Method<CheckedLoad[]>;
}

function checkOf(
  { seed }: FitArguments,
  { out, days, history: { jobs, lineOf, doubts }, configs }: Parts,
  { prepared }: Pick<Written, 'prepared'>,
): Check {
  const question = studyQuestion(prepared, { file: out, seed, pair: false, runcast: version() });
  // The user did not write the file yet: what is said of its lines is told without them.
  const warnings = [...doubts, ...prepared.warnings.map(({ path, message }) => (path === undefined ? message : `${path}: ${message}`))];
  const compared = comparedJobs(jobs, lineOf, days, prepared.fleet);
  const waits = { hasBoots: fittedWait(configs.length > 0) === 'queue+boot', leftOut: compared.leftOut };
  return { compared, method: loadCheck({ ...question, facts: { ...question.facts, warnings } }, LOADS, waits) };
}

function resultOf(
  args: FitArguments,
  { out, fitted, configs }: Parts,
  { absences }: Written,
  { compared, loads }: Pick<Check, 'compared'> & { readonly loads: readonly CheckedLoad[] },
): FitResult {
  return fitResult({
    runcast: version(),
    history: inputName(args.history),
    scenario: out,
    fit: fitted,
    numbers: fittedNumbers(fitted),
    isStated: configs.length > 0,
    absences: [...absences],
    areAbsencesPlayed: args.areAbsencesPlayed,
    seed: args.seed,
    compared,
    loads,
  });
}
