/** Opens a scenario with its thresholds for a command, or prints all that is wrong with it. */
import { countText } from '../../report/frame/numbers.js';
import { formatIssue, type Issue } from '../../scenario/text/issue.js';
import { openScenario } from '../../scenario/open.js';
import type { PreparedScenario } from '../../scenario/prepare.js';
import { whyNever } from '../../study/plan/variables/under-time.js';
import type { Threshold } from '../../study/thresholds/threshold.js';
import { placeThresholdIssues } from '../../study/thresholds/threshold-places.js';
import { parseThresholds } from '../../study/thresholds/thresholds.js';
import { settled } from '../../study/warmup.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { CommandError, type Terminal } from '../terminal.js';

/** Findings of a kind that are printed. */
const MOST = 50;

/** What the commands that take a scenario share. */
export interface ScenarioArguments {
  /** The file, or `-` for standard input. */
  readonly scenario: string;
  readonly set: readonly string[];
  /** Outages that the last of these settings add, as they were typed; they are to come about. Default: none. */
  readonly under?: readonly string[];
  /** Thresholds beside those of the scenario, each a metric and a condition. */
  readonly threshold: readonly string[];
  readonly yes: boolean;
  readonly quiet: boolean;
  /** Bytes of each input file at most. */
  readonly maxInput: number;
}

/** A scenario ready to run, with its thresholds. */
export interface CheckedScenario extends PreparedScenario {
  readonly thresholds: readonly Threshold[];
}

/**
 * Returns the scenario; undefined where it has errors, which are then on standard error. Warnings are printed too, unless quiet, but those that are in
 * `told`, to which the others are added. A warm-up that the scenario leaves to be detected is detected, unless nothing is to be run.
 */
export async function openChecked(
  terminal: Terminal,
  args: ScenarioArguments,
  told = new Set<string>(),
  detects = true,
): Promise<CheckedScenario | undefined> {
  const { scenario: file, set, threshold: added, yes } = args;
  const found = await openScenario(file, {
    set,
    thresholds: added,
    allowLong: yes,
    maxInput: args.maxInput,
    stdin: () => terminal.readInput(args.maxInput),
  });
  if ('issues' in found) return refuseScenario(terminal, found.issues, args.quiet);
  const opened = detects ? settled(found) : found;
  const { thresholds, issues } = parseThresholds(opened.scenario.thresholds, opened.fleet);
  if (issues.length > 0) {
    return refuseScenario(terminal, [...placeThresholdIssues(issues, opened.document), ...opened.warnings], args.quiet);
  }
  refuseNever(opened, args.under ?? []);
  const fresh = opened.warnings.filter((warning) => !told.has(formatIssue(warning)));
  for (const warning of fresh) told.add(formatIssue(warning));
  if (!args.quiet) printIssues(terminal, fresh, 'warning');
  return { ...opened, thresholds };
}

/** Refuses an outage that was asked for and never comes about: what is said of such runs would be taken for what they stood. */
function refuseNever(opened: PreparedScenario, under: readonly string[]): void {
  const events = opened.scenario.events.slice(-under.length);
  for (const [i, text] of under.entries()) {
    const name = events[i]?.outage?.name;
    const why = name === undefined ? undefined : whyNever(opened, name);
    if (why !== undefined) throw new CommandError(`--under ${text}: ${why}`, EXIT_USAGE);
  }
}

/** Prints the warnings, then the errors, which are so the nearest to the prompt. */
export function refuseScenario(terminal: Terminal, issues: readonly Issue[], isQuiet: boolean): undefined {
  const errors = issues.filter(({ severity }) => severity === 'error');
  if (!isQuiet) {
    printIssues(
      terminal,
      issues.filter(({ severity }) => severity === 'warning'),
      'warning',
    );
  }
  printIssues(terminal, errors, 'error');
  terminal.err(`${countText(errors.length, 'error')}; nothing was run\n`);
}

/** Prints findings of one kind, the first of many. */
export function printIssues(terminal: Terminal, issues: readonly Issue[], kind: 'error' | 'warning'): void {
  for (const issue of issues.slice(0, MOST)) terminal.err(`${formatIssue(issue)}\n`);
  if (issues.length > MOST) terminal.err(`and ${countText(issues.length - MOST, `more ${kind}`)}\n`);
}
