/** `runcast plan`: finds the settings that meet the thresholds at the least cost, and what to change in the user's files. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { planCsv } from '../../report/plan/csv.js';
import { planMarkdown } from '../../report/plan/markdown.js';
import { planText } from '../../report/plan/text.js';
import { formatIssue } from '../../scenario/text/issue.js';
import { settingsPatch, type SettingsPatch } from '../../scenario/patch/settings-patch.js';
import { redactedSet } from '../../scenario/settings/set-text.js';
import type { Method } from '../../study/method/method.js';
import { requestedPlan } from '../../study/method/requested-plan.js';
import type { PlanAnswer } from '../../study/plan/plan-answer.js';
import type { PlanResult } from '../../study/plan/plan-result.js';
import { quote } from '../../units/shell-word.js';
import { shareText } from '../../units/share.js';
import { applyPatches, writableOf, type Writable } from '../output/apply-patch.js';
import { EXIT_INCONCLUSIVE, EXIT_LIMIT, EXIT_OK, EXIT_THRESHOLD, EXIT_USAGE } from '../exit-codes.js';
import { openChecked, type CheckedScenario, type ScenarioArguments } from '../input/open-checked.js';
import { OutputFolder } from '../output/output-folder.js';
import { filesRead, placeOf, refuseInputIn } from '../output/own-inputs.js';
import { textOptions } from '../paint.js';
import { playWatched, type PlayArguments } from '../play-study.js';
import { CommandError, type Terminal } from '../terminal.js';
import { version } from '../version.js';

/** Arguments of `plan`; what is undefined stands in the scenario, or has a default. */
export interface PlanArguments extends ScenarioArguments, PlayArguments {
  readonly vary: readonly string[];
  readonly under: readonly string[];
  /** Periods of the week at most. */
  readonly periods: number | undefined;
  /** USD an hour. */
  readonly waitingPrice: number | undefined;
  readonly confidence: number | undefined;
  readonly indifference: number | undefined;
  readonly mostRuns: number | undefined;
  readonly seed: number | string;
  readonly replications: number | undefined;
  /** Files to write the settings into. */
  readonly apply: readonly string[];
  readonly out: string | undefined;
  readonly json: boolean;
  readonly format: 'text' | 'markdown';
  readonly workers: number | undefined;
  readonly strictVerdict: boolean;
  readonly noColour: boolean;
}

/** Runs the command and returns the exit code. */
export async function planCommand(terminal: Terminal, args: PlanArguments): Promise<number> {
  const checked = await openChecked(terminal, args);
  if (checked === undefined) return EXIT_USAGE;
  // What cannot be written is said before anything is played.
  const targets = writableOf(args.apply, writable(args, checked));
  const method = requestedPlan(checked, { ...args, file: args.scenario, runcast: version(), rerun: rerun(args) });
  if ('problem' in method) throw new CommandError(method.problem, EXIT_USAGE);
  const { answer, patch } = await answerOf(terminal, args, checked, method);
  await terminal.out(textOf(terminal, args, answer));
  if (args.out !== undefined && !args.quiet) terminal.err(`written to ${args.out}\n`);
  if (answer.plan !== null) for (const line of applyPatches(targets, patch.files)) terminal.err(`${line}\n`);
  return exitOf(answer, args.strictVerdict);
}

/** The files that settings may be written into, as they were read. */
function writable({ scenario: file }: ScenarioArguments, { origin }: CheckedScenario): Writable[] {
  const own: Writable[] = file === '-' ? [] : [{ file: origin.file, place: file, text: origin.text }];
  return [...Object.entries(origin.files).map(([name, text]) => ({ file: name, place: placeOf(file, name), text })), ...own];
}

interface Answered {
  readonly answer: PlanAnswer;
  readonly patch: SettingsPatch;
}

/** Plays the plan; with `--out` the folder is complete when this returns, and untouched when it throws. */
async function answerOf(terminal: Terminal, args: PlanArguments, checked: CheckedScenario, method: Method<PlanResult>): Promise<Answered> {
  refuseInputIn(args.out, filesRead(args.scenario, checked));
  const folder = args.out === undefined ? undefined : new OutputFolder(args.out);
  const release = terminal.onInterrupt(() => folder?.discard());
  try {
    const result = await playWatched(terminal, args, method);
    const patch = patchOf(checked, result);
    const patches = patch.files.map(({ file, kind, groups, diff }) => ({
      file: kind === 'scenario' ? args.scenario : placeOf(args.scenario, file),
      kind,
      groups: [...groups],
      diff,
    }));
    const answer: PlanAnswer = { ...result, patches, unplaced: patch.issues.map((issue) => formatIssue(issue)) };
    if (folder !== undefined) await write(folder, answer);
    return { answer, patch };
  } finally {
    release();
    // Does nothing after the commit.
    folder?.discard();
  }
}

function patchOf({ origin }: CheckedScenario, { plan: index, tried, variables }: PlanResult): SettingsPatch {
  if (index === null) return { files: [], issues: [] };
  const { set: all } = tried[index]!;
  // What is as today is not written, also where nothing is written today.
  const set = all.length === variables.length ? all.filter((_, i) => variables[i]!.plan !== variables[i]!.today) : all;
  const { file, text, files, set: given } = origin;
  return settingsPatch(text, file, { given, set }, (name) => (Object.hasOwn(files, name) ? files[name] : undefined));
}

async function write(folder: OutputFolder, answer: PlanAnswer): Promise<void> {
  // What draws the page is loaded when the first is asked for: it is large.
  const { planHtml } = await import('../../report/plan/html.js');
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');
  writeFileSync(folder.file('plan.json'), `${JSON.stringify(answer)}\n`);
  writeFileSync(folder.file('plan.csv'), planCsv(answer));
  writeFileSync(folder.file('plan.md'), planMarkdown(answer));
  writeFileSync(folder.file('plan.html'), planHtml(answer, { sha256 }));
  if (answer.patches.length > 0) writeFileSync(folder.file('plan.patch'), answer.patches.map(({ diff }) => diff).join(''));
  folder.commit();
}

function textOf(terminal: Terminal, { json, format, noColour, apply, out }: PlanArguments, answer: PlanAnswer): string {
  if (json) return `${JSON.stringify(answer)}\n`;
  return format === 'markdown'
    ? planMarkdown(answer)
    : planText(answer, { ...textOptions(terminal, noColour), isApplied: apply.length > 0, isKept: out !== undefined });
}

function exitOf({ outcome, verdict }: PlanAnswer, isStrict: boolean): number {
  if (outcome !== 'done') return EXIT_LIMIT;
  if (verdict === 'infeasible') return EXIT_THRESHOLD;
  return verdict === 'undecided' && isStrict ? EXIT_INCONCLUSIVE : EXIT_OK;
}

/** The command that repeats the plan; where the answer goes, and what is written with it, is not of it. */
function rerun(args: PlanArguments): string {
  const words = ['runcast', 'plan', quote(args.scenario)];
  const each = (option: string, values: readonly (string | number | undefined)[]): void => {
    for (const value of values) if (value !== undefined) words.push(`--${option}`, quote(String(value)));
  };
  const percentage = (share: number | undefined): string | undefined => (share === undefined ? undefined : shareText(share));
  each('vary', args.vary.map(redactedSet));
  each('under', args.under);
  each('periods', [args.periods]);
  each('set', args.set.map(redactedSet));
  each('threshold', args.threshold);
  each('developer-time', [args.waitingPrice === undefined ? undefined : `${args.waitingPrice} USD/h`]);
  each('confidence', [percentage(args.confidence)]);
  each('indifference', [percentage(args.indifference)]);
  each('most', [args.mostRuns]);
  each('replications', [args.replications]);
  each('seed', [args.seed]);
  if (args.yes) words.push('--yes');
  return words.join(' ');
}
