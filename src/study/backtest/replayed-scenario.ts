/** A scenario whose load is a history: its fleet, its events, and the rows of the history in the place of its workloads. */
import { FIRST_LINE, type ReplayHistory } from '../../history/backtest/replay-rows.js';
import { timeText } from '../../history/judge.js';
import { epochOf } from '../../scenario/accepted.js';
import type { Issue } from '../../scenario/text/issue.js';
import { prepareOrigin, type PreparedScenario, type PrepareOptions, type RefusedScenario } from '../../scenario/prepare.js';
import { DAY, MINUTE, SECOND, type Micros } from '../../units/time.js';
import type { TracedAsked } from '../kept/traced-jobs.js';
import { HISTORY_FILE, HISTORY_WORKLOAD, replayWorkload, type ReplayWorkload } from './replay-workload.js';

/** Jobs that are still there when the history ends have so long to be handed out. */
const DRAIN = DAY;
/** A start that the scenario states is kept where the history begins at most so long after it; events may count from it. */
const LONGEST_LEAD = 7 * DAY;

/** A scenario that replays a history. */
export interface ReplayedScenario {
  readonly prepared: PreparedScenario;
  /** The instant of the history at which the run begins. */
  readonly origin: Micros;
  readonly workload: ReplayWorkload;
  readonly traced: TracedAsked;
  /** The start that the scenario states and that is not that of the run; undefined: there is none. */
  readonly movedStart: string | undefined;
}

/** What a replay is told beside the scenario and the history. */
export interface ReplayOptions {
  readonly hash: PrepareOptions['hash'];
  /** Whether a trace of the scenario is the history's file. */
  readonly isOwnFile: (file: string) => boolean;
}

/** Returns the start of a run that replays a history, as a scenario states it: the minute in which its first job came. */
export function replayStart({ from }: Pick<ReplayHistory, 'from'>): string {
  return timeText(Math.floor(from / MINUTE) * MINUTE, true);
}

/** Returns the scenario with the history in the place of its workloads, or all that is wrong with it. */
export function replayedScenario(
  { origin: given, scenario, defaults }: PreparedScenario,
  history: ReplayHistory,
  { hash, isOwnFile }: ReplayOptions,
): ReplayedScenario | RefusedScenario {
  const workload = replayWorkload(scenario, history, isOwnFile);
  const isStated = defaults.every(({ path }) => path !== 'start');
  const stated = epochOf(scenario.start);
  const isKept = !history.isClock || (isStated && stated <= history.from && history.from - stated <= LONGEST_LEAD);
  const start = isKept ? scenario.start : replayStart(history);
  const origin = history.isClock ? epochOf(start) : history.from;
  const horizon = `${Math.ceil((history.to - origin + DRAIN) / SECOND)}s`;
  const values = { start, horizon, warmup: '0s', ...replayedLoad(workload) };
  const set = Object.entries(values).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  const prepared = prepareOrigin({ ...given, set: [...given.set, ...set], files: { ...given.files, [HISTORY_FILE]: history.text } }, hash);
  if ('issues' in prepared) return prepared;
  return {
    prepared,
    origin,
    workload,
    traced: { firstLine: FIRST_LINE, rows: history.jobs.length },
    movedStart: history.isClock && isStated && !isKept ? scenario.start : undefined,
  };
}

/** Returns what the history takes the place of: it is played as it was, however much more of its load the scenario asks for. */
export function replayedLoad({ written }: Pick<ReplayWorkload, 'written'>): Readonly<Record<'workloads' | 'scale', unknown>> {
  return { workloads: { [HISTORY_WORKLOAD]: written }, scale: {} };
}

/** Returns the warnings of a replayed scenario that are not of its rows: those are told otherwise. */
export function ownWarnings({ warnings }: Pick<PreparedScenario, 'warnings'>): readonly Issue[] {
  return warnings.filter(({ path }) => path?.startsWith('workloads') !== true);
}
