/** Opens a scenario for the replay of a history: its own load is not played, so only what is wrong with its fleet and events counts. */
import path from 'node:path';
import type { ReplayHistory } from '../../history/backtest/replay-rows.js';
import { sha256 } from '../../scenario/load-files.js';
import { openScenario } from '../../scenario/open.js';
import type { PreparedScenario, RefusedScenario } from '../../scenario/prepare.js';
import { ownWarnings, replayedScenario, replayStart, type ReplayedScenario } from '../../study/backtest/replayed-scenario.js';
import { printIssues, refuseScenario, type ScenarioArguments } from './open-checked.js';
import type { Terminal } from '../terminal.js';

/** A scenario as it was opened, and as it replays the history. */
export interface OpenedReplay extends ReplayedScenario {
  readonly opened: PreparedScenario;
  /** Whether a trace of the scenario is the history's file. */
  readonly isOwnFile: (file: string) => boolean;
}

/** Returns the scenario with the history in the place of its workloads; undefined where it has errors, which are then on standard error. */
export async function openReplayed(
  terminal: Terminal,
  args: Omit<ScenarioArguments, 'threshold'>,
  history: ReplayHistory,
  historyFile: string,
): Promise<OpenedReplay | undefined> {
  const { quiet } = args;
  const opened = await openForTimes(terminal, args, history);
  if ('issues' in opened) return refuseScenario(terminal, opened.issues, quiet);
  const folder = args.scenario === '-' ? '.' : path.dirname(args.scenario);
  const isOwnFile = (file: string): boolean => path.resolve(folder, file) === path.resolve(historyFile);
  const replayed = replayedScenario(opened, history, { hash: sha256, isOwnFile });
  if ('issues' in replayed) return refuseScenario(terminal, replayed.issues, quiet);
  if (!quiet) printIssues(terminal, ownWarnings(replayed.prepared), 'warning');
  return { ...replayed, opened, isOwnFile };
}

/** An event at an instant of the history lies before the start that a scenario has where it states none: then that of the history is tried. */
async function openForTimes(
  terminal: Terminal,
  { scenario: file, set, yes, maxInput }: Omit<ScenarioArguments, 'threshold'>,
  history: ReplayHistory,
): Promise<PreparedScenario | RefusedScenario> {
  let text: Promise<string> | undefined;
  const stdin = (): Promise<string> => (text ??= terminal.readInput(maxInput));
  const open = (more: readonly string[]): Promise<PreparedScenario | RefusedScenario> =>
    openScenario(file, { set: [...set, ...more], allowLong: yes, maxInput, stdin });
  const asIs = await open([]);
  if (!('issues' in asIs) || !history.isClock) return asIs;
  const moved = await open([`start=${replayStart(history)}`]);
  return 'issues' in moved ? asIs : moved;
}
