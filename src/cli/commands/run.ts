/** `runcast run`: simulates a scenario, prints the summary, writes the files. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { countText } from '../../report/frame/numbers.js';
import { spokenSeconds } from '../../report/frame/spoken.js';
import { replicationColumns, replicationRows } from '../../report/run/replication-rows.js';
import { rebaseScenario, scenarioYaml } from '../../scenario/canonical.js';
import { redactedYaml } from '../../scenario/secrets/redact.js';
import { answerOf } from '../../study/answer.js';
import { advise } from '../../study/method/advise.js';
import type { Method } from '../../study/method/method.js';
import { studyOf } from '../../study/method/run.js';
import { figuresOf } from '../../study/point.js';
import { PrecisionRefused, type Precision } from '../../study/figures/precision.js';
import { rerunCommand } from '../../study/rerun.js';
import { studyQuestion, type RowsOf, type StudyQuestion } from '../../study/study-question.js';
import type { StudyResult } from '../../study/study-result.js';
import type { Studied } from '../../study/study.js';
import { Variants } from '../../study/variants.js';
import type { JsonSize } from '../words/arguments.js';
import { EXIT_INCONCLUSIVE, EXIT_LIMIT, EXIT_OK, EXIT_THRESHOLD, EXIT_USAGE } from '../exit-codes.js';
import { openChecked, type CheckedScenario, type ScenarioArguments } from '../input/open-checked.js';
import { OutputFolder } from '../output/output-folder.js';
import { filesRead, refuseInputIn } from '../output/own-inputs.js';
import { playShard, playStudy, type PlayArguments } from '../play-study.js';
import { startProgress } from '../progress.js';
import { htmlPage, markdownPage } from '../output/report-pages.js';
import { RowFile } from '../output/row-file.js';
import { RowFiles } from '../output/row-files.js';
import { studyText, type TextArguments } from '../study-text.js';
import { CommandError, type Terminal } from '../terminal.js';
import { version } from '../version.js';

/** Arguments of `run`. */
export interface RunArguments extends ScenarioArguments, TextArguments, PlayArguments {
  readonly seed: number | string;
  /** Replaces what the scenario says. */
  readonly replications: number | undefined;
  /** Undefined: as many replications as are said. */
  readonly precision: Precision | undefined;
  /** Batches of one long run; undefined: replications. */
  readonly batches: number | undefined;
  readonly out: string | undefined;
  readonly rows: RowsOf;
  /** Whether `scenario.yaml` is written without secrets. */
  readonly redact: boolean;
  /** Undefined: text. */
  readonly json: JsonSize | undefined;
  /** Runs that advice may take; undefined: none is asked for. */
  readonly advise: number | undefined;
  readonly strictVerdict: boolean;
  /** Whether a scenario with outages is run without them too. */
  readonly pair: boolean;
}

/** Runs the command and returns the exit code. */
export async function run(terminal: Terminal, args: RunArguments): Promise<number> {
  const set = args.replications === undefined ? args.set : [...args.set, `replications=${args.replications}`];
  const checked = await openSettled(terminal, { ...args, set });
  if (checked === undefined) return EXIT_USAGE;
  if (args.shard !== undefined) return playShard(terminal, { ...args, shard: args.shard }, studyOf(questionOf(args, checked)));
  const study = await simulateInto(terminal, args, checked);
  await terminal.out(
    args.json === undefined ? studyText(terminal, study, args) : `${JSON.stringify(args.json === 'full' ? study : answerOf(study))}\n`,
  );
  if (args.out !== undefined && !args.quiet) terminal.err(`written to ${args.out}\n`);
  if (study.verdict === 'inconclusive' && !args.quiet)
    terminal.err('warning: a threshold is undecided; more replications narrow the interval\n');
  return exitCode(study, args.strictVerdict);
}

/** Returns the scenario; one long run of it in batches leaves out a warm-up that is detected where none is stated. */
async function openSettled(terminal: Terminal, args: RunArguments): Promise<CheckedScenario | undefined> {
  const told = new Set<string>();
  const checked = await openChecked(terminal, args, told);
  const isStated = checked?.defaults.every(({ path: at }) => at !== 'warmup') ?? true;
  return args.batches === undefined || isStated ? checked : openChecked(terminal, { ...args, set: [...args.set, 'warmup=auto'] }, told);
}

/** Returns the exit code of a study: a limit before a failed threshold before an undecided one. */
export function exitCode({ outcome, verdict }: Pick<StudyResult, 'outcome' | 'verdict'>, isStrict: boolean): number {
  if (outcome !== 'done') return EXIT_LIMIT;
  if (verdict === 'fail') return EXIT_THRESHOLD;
  return verdict === 'inconclusive' && isStrict ? EXIT_INCONCLUSIVE : EXIT_OK;
}

/** Runs all replications; with `--out` the folder is complete when this returns, and untouched when it throws. */
async function simulateInto(terminal: Terminal, args: RunArguments, checked: CheckedScenario): Promise<StudyResult> {
  refuseInputIn(args.out, filesRead(args.scenario, checked));
  const folder = args.out === undefined ? undefined : new OutputFolder(args.out);
  const question = questionOf(args, checked);
  const method = methodOf(args, checked, question);
  const runsEach = method.runs / question.replications;
  const begin = performance.now();
  let isTold = false;
  const progress = await startProgress(terminal, () => method.runs / runsEach, args.quiet);
  const release = terminal.onInterrupt(() => {
    progress.stop();
    folder?.discard();
  });
  try {
    const rows = folder === undefined ? undefined : new RowFiles(folder, checked.fleet, args.rows);
    const { study, figures } = await playStudy(terminal, args, method, {
      recorder: ({ draws }) => rows?.recorder(draws.replication),
      onProgress: (played, share) => progress.at(Math.floor(played / runsEach), ((played % runsEach) + share) / runsEach),
      onOutcome: (point, outcome) => {
        if (point.patch.kind !== 'as_is') return;
        if ((point.fleet ?? 0) > 0) {
          if (!isTold && !args.quiet) terminal.err(adviceWords(method.runs, runsEach * question.replications, performance.now() - begin));
          isTold = true;
          return;
        }
        const { replication } = point.draws;
        const { result } = figuresOf(outcome);
        if (point.rows === true && result.timeline !== undefined) rows?.addTimeline(replication, result.timeline);
        progress.done(replication, result);
      },
    });
    rows?.close();
    if (folder !== undefined) await write(folder, { study, figures }, args, checked);
    return study;
  } catch (error) {
    throw error instanceof PrecisionRefused ? new CommandError(`--of: ${error.message}`, EXIT_USAGE) : error;
  } finally {
    progress.stop();
    release();
    // Does nothing after the commit.
    folder?.discard();
  }
}

/** The study, with advice where that is asked for. */
function methodOf({ advise: most }: RunArguments, checked: CheckedScenario, question: StudyQuestion): Method<Studied> {
  return most === undefined ? studyOf(question) : advise(question, { variants: new Variants(checked), most });
}

/** How long advice takes, by what the study itself took. */
function adviceWords(all: number, own: number, elapsed: number): string {
  return `advice: ${countText(all - own, 'more run')}, some ${spokenSeconds(Math.ceil((elapsed / (own + 1)) * (all - own)) / 1000)}\n`;
}

async function write(folder: OutputFolder, { study, figures }: Studied, args: RunArguments, checked: CheckedScenario): Promise<void> {
  const replications = new RowFile(folder.file('replications.csv'), replicationColumns(figures));
  for (const row of replicationRows(figures)) replications.add(row);
  replications.close();
  writeFileSync(folder.file('summary.json'), `${JSON.stringify(study)}\n`);
  writeFileSync(folder.file('scenario.yaml'), (args.redact ? redactedYaml : scenarioYaml)(placed(args, checked)));
  writeFileSync(folder.file('report.html'), await htmlPage(study));
  writeFileSync(folder.file('report.md'), await markdownPage(study));
  folder.commit();
}

function questionOf(args: RunArguments, checked: CheckedScenario): StudyQuestion {
  const { scenario: file, set, threshold, seed, replications, precision, batches, yes, pair, advise: runs } = args;
  return studyQuestion(checked, {
    file,
    seed,
    thresholds: checked.thresholds,
    pair,
    rows: args.out === undefined ? undefined : args.rows,
    precision,
    batches,
    runcast: version(),
    rerun: rerunCommand({ file, set, threshold, seed, replications, precision, batches, yes, pair, advise: runs }),
  });
}

/** The complete scenario with the paths of traces as seen from the output folder. */
function placed(args: RunArguments, { scenario }: CheckedScenario): CheckedScenario['scenario'] {
  const from = args.scenario === '-' ? '.' : path.dirname(args.scenario);
  return rebaseScenario(scenario, (file) =>
    path
      .relative(path.resolve(args.out ?? '.'), path.resolve(from, file))
      .split(path.sep)
      .join('/'),
  );
}
