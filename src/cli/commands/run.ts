/** `runcast run`: simulates a scenario, prints the summary, writes the files. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FleetSpec } from '../../fleet/fleet.js';
import { replicationColumns, replicationRows } from '../../report/replication-rows.js';
import { rebaseScenario, scenarioYaml } from '../../scenario/canonical.js';
import { formatIssue } from '../../scenario/issue.js';
import { redactedYaml } from '../../scenario/redact.js';
import { sloOf } from '../../study/outage/slo.js';
import { withoutFaults } from '../../study/outage/fleets.js';
import type { OpenRun, ReplicationOptions } from '../../study/open-run.js';
import { compareSides, PairCounter, pairOf, type Pair, type PairRun } from '../../study/paired.js';
import { answerOf } from '../../study/answer.js';
import { start } from '../../study/simulate.js';
import { storyLine } from '../../study/story-line.js';
import { Study, type Replication, type StudyFacts } from '../../study/study.js';
import type { StudyResult } from '../../study/study-result.js';
import type { Recorder } from '../../record/recorder.js';
import type { JsonSize } from '../arguments.js';
import { EXIT_INCONCLUSIVE, EXIT_LIMIT, EXIT_OK, EXIT_THRESHOLD, EXIT_USAGE } from '../exit-codes.js';
import { openChecked, type CheckedScenario, type ScenarioArguments } from '../open-checked.js';
import { OutputFolder } from '../output-folder.js';
import { startProgress, type Progress } from '../progress.js';
import { htmlPage, markdownPage } from '../report-pages.js';
import { rerunCommand } from '../rerun.js';
import { RowFile } from '../row-file.js';
import { RowFiles, type RowsOf } from '../row-files.js';
import { studyText, type TextArguments } from '../study-text.js';
import type { Terminal } from '../terminal.js';
import { version } from '../version.js';

/** Events between two looks at signals and the clock on the wall; some hundredths of a second. */
const SLICE = 20_000;

/** Arguments of `run`. */
export interface RunArguments extends ScenarioArguments, TextArguments {
  readonly seed: number | string;
  /** Replaces what the scenario says. */
  readonly replications: number | undefined;
  readonly out: string | undefined;
  readonly rows: RowsOf;
  /** Whether `scenario.yaml` is written without secrets. */
  readonly redact: boolean;
  /** Undefined: text. */
  readonly json: JsonSize | undefined;
  readonly strictVerdict: boolean;
  /** Whether a scenario with outages is run without them too. */
  readonly pair: boolean;
}

/** Runs the command and returns the exit code. */
export async function run(terminal: Terminal, args: RunArguments): Promise<number> {
  const set = args.replications === undefined ? args.set : [...args.set, `replications=${args.replications}`];
  const checked = await openChecked(terminal, { ...args, set });
  if (checked === undefined) return EXIT_USAGE;
  const study = await simulateInto(terminal, args, checked);
  await terminal.out(
    args.json === undefined ? studyText(terminal, study, args) : `${JSON.stringify(args.json === 'full' ? study : answerOf(study))}\n`,
  );
  if (args.out !== undefined && !args.quiet) terminal.err(`written to ${args.out}\n`);
  if (study.verdict === 'inconclusive' && !args.quiet)
    terminal.err('warning: a threshold is undecided; more replications narrow the interval\n');
  return exitCode(study, args.strictVerdict);
}

/** Returns the exit code of a study: a limit before a failed threshold before an undecided one. */
export function exitCode({ outcome, verdict }: Pick<StudyResult, 'outcome' | 'verdict'>, isStrict: boolean): number {
  if (outcome !== 'done') return EXIT_LIMIT;
  if (verdict === 'fail') return EXIT_THRESHOLD;
  return verdict === 'inconclusive' && isStrict ? EXIT_INCONCLUSIVE : EXIT_OK;
}

/** Runs all replications; with `--out` the folder is complete when this returns, and untouched when it throws. */
async function simulateInto(terminal: Terminal, args: RunArguments, checked: CheckedScenario): Promise<StudyResult> {
  const folder = args.out === undefined ? undefined : new OutputFolder(args.out);
  const progress = await startProgress(terminal, checked.scenario.replications, args.quiet);
  const release = terminal.onInterrupt(() => {
    progress.stop();
    folder?.discard();
  });
  try {
    const rows = folder === undefined ? undefined : new RowFiles(folder, checked.fleet, args.rows);
    const whole = new Study();
    const pairs: Pair[] = [];
    for (let replication = 0; replication < checked.scenario.replications; replication++) {
      const { own, pair } = await replicate(terminal, args, checked, replication, rows, progress);
      if (pair !== undefined) pairs.push(pair);
      const { result } = own;
      if (rows?.has(replication) === true && result.timeline !== undefined) rows.addTimeline(replication, result.timeline);
      whole.add(own);
      progress.done(replication, result);
    }
    const paired = pairs.length === 0 ? {} : { paired: compareSides(sloOf(checked.thresholds), pairs) };
    const study = whole.finish({ ...factsOf(args, checked), ...paired });
    rows?.close();
    if (folder !== undefined) writeReplications(folder, whole);
    if (folder !== undefined) {
      writeFileSync(folder.file('summary.json'), `${JSON.stringify(study)}\n`);
      writeFileSync(folder.file('scenario.yaml'), (args.redact ? redactedYaml : scenarioYaml)(placed(args, checked)));
      writeFileSync(folder.file('report.html'), await htmlPage(study));
      writeFileSync(folder.file('report.md'), await markdownPage(study));
      folder.commit();
    }
    return study;
  } finally {
    progress.stop();
    release();
    // Does nothing after the commit.
    folder?.discard();
  }
}

function writeReplications(folder: OutputFolder, { figures }: Study): void {
  const file = new RowFile(folder.file('replications.csv'), replicationColumns(figures));
  for (const row of replicationRows(figures)) file.add(row);
  file.close();
}

/** One replication, with its own figures and those of the run without outages where the two are compared. */
interface Replicated {
  readonly own: Replication;
  readonly pair: Pair | undefined;
}

async function replicate(
  terminal: Terminal,
  args: RunArguments,
  checked: CheckedScenario,
  replication: number,
  rows: RowFiles | undefined,
  progress: Progress,
): Promise<Replicated> {
  const { fleet, thresholds } = checked;
  const recorder = rows?.recorder(replication);
  const options = {
    seed: args.seed,
    replication,
    questions: thresholds.map(({ question }) => question),
    line: storyLine(thresholds),
    timeline: replication === 0 || recorder !== undefined,
  };
  if (!isPaired(args, checked)) {
    const at = (share: number): void => progress.at(replication, share);
    return {
      own: await play(terminal, fleet, { ...options, ...(recorder === undefined ? {} : { recorder }) }, at),
      pair: undefined,
    };
  }
  const half = async (
    played: FleetSpec,
    begin: number,
    own: Omit<ReplicationOptions, 'recorder'>,
    next?: Recorder,
  ): Promise<PairRun & { readonly run: Replication }> => {
    let open: OpenRun | undefined;
    const jobs = new PairCounter(fleet, sloOf(thresholds), next);
    const run = await play(
      terminal,
      played,
      { ...own, recorder: jobs },
      (share) => progress.at(replication, begin + share / 2),
      (run) => (open = run),
    );
    return { run, result: run.result, jobs, endedAt: Math.min(fleet.horizon, open?.now ?? 0) };
  };
  const [own, plain] = [
    await half(fleet, 0, options, recorder),
    await half(withoutFaults(fleet), 0.5, { ...options, questions: [], timeline: false }),
  ];
  // A run that a limit ended has nothing to be compared over the same time.
  if (own.result.outcome !== 'done' || plain.result.outcome !== 'done') return { own: own.run, pair: undefined };
  const pair = pairOf(own, plain);
  const told = pair.story.length === 0 ? own.result : { ...own.result, story: [...pair.story] };
  return { own: { ...own.run, result: told }, pair };
}

function isPaired({ pair }: RunArguments, { fleet }: CheckedScenario): boolean {
  return pair && fleet.outages.length > 0;
}

async function play(
  terminal: Terminal,
  fleet: FleetSpec,
  options: ReplicationOptions,
  at: (share: number) => void,
  opened?: (run: OpenRun) => void,
): Promise<Replication> {
  const open = start(fleet, options);
  opened?.(open);
  while (open.advance(SLICE) === 'more') {
    at(open.now / fleet.horizon);
    await terminal.breathe();
  }
  return open.replication();
}

function factsOf(args: RunArguments, { scenario, hash, defaults, warnings, thresholds }: CheckedScenario): StudyFacts {
  return {
    runcast: version(),
    scenario: { name: scenario.name, file: args.scenario, hash, start: scenario.start, text: redactedYaml(scenario) },
    seed: args.seed,
    rerun: rerunCommand({
      file: args.scenario,
      set: args.set,
      threshold: args.threshold,
      seed: args.seed,
      replications: args.replications,
      yes: args.yes,
      pair: args.pair,
    }),
    defaults,
    warnings: warnings.map((warning) => formatIssue(warning)),
    thresholds,
    allowUnmatchedJobs: scenario.allow_unmatched_jobs,
  };
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
