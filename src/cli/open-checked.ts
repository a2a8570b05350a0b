/** Opens a scenario with its thresholds for a command, or prints all that is wrong with it. */
import { countText } from '../report/numbers.js';
import { formatIssue, type Issue } from '../scenario/issue.js';
import { openScenario } from '../scenario/open.js';
import type { PreparedScenario } from '../scenario/prepare.js';
import type { Threshold } from '../study/threshold.js';
import { parseThresholds } from '../study/thresholds.js';
import type { Terminal } from './terminal.js';
import { placeThresholdIssues } from './threshold-places.js';

/** What the commands that take a scenario share. */
export interface ScenarioArguments {
  /** The file, or `-` for standard input. */
  readonly scenario: string;
  readonly set: readonly string[];
  /** Thresholds beside those of the scenario, each a metric and a condition. */
  readonly threshold: readonly string[];
  readonly yes: boolean;
  readonly quiet: boolean;
}

/** A scenario ready to run, with its thresholds. */
export interface CheckedScenario extends PreparedScenario {
  readonly thresholds: readonly Threshold[];
}

/** Returns the scenario; undefined where it has errors, which are then on standard error. Warnings are printed too, unless quiet. */
export async function openChecked(terminal: Terminal, args: ScenarioArguments): Promise<CheckedScenario | undefined> {
  const { scenario: file, set, threshold: added, yes } = args;
  const opened = await openScenario(file, { set, thresholds: added, allowLong: yes, stdin: () => terminal.readInput() });
  if ('issues' in opened) return refuse(terminal, opened.issues, args.quiet);
  const { thresholds, issues } = parseThresholds(opened.scenario.thresholds, opened.cast);
  if (issues.length > 0) {
    return refuse(terminal, [...placeThresholdIssues(issues, opened.document), ...opened.warnings], args.quiet);
  }
  if (!args.quiet) for (const warning of opened.warnings) terminal.err(`${formatIssue(warning)}\n`);
  return { ...opened, thresholds };
}

/** Prints the warnings, then the errors, which are so the nearest to the prompt. */
function refuse(terminal: Terminal, issues: readonly Issue[], isQuiet: boolean): undefined {
  const errors = issues.filter(({ severity }) => severity === 'error');
  const warnings = isQuiet ? [] : issues.filter(({ severity }) => severity === 'warning');
  for (const issue of [...warnings, ...errors]) terminal.err(`${formatIssue(issue)}\n`);
  terminal.err(`${countText(errors.length, 'error')}; nothing was run\n`);
}
