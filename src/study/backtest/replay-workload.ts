/** The workload that replays a history on a fleet: what the scenario's own workloads say of their jobs goes with it, as far as a history does not tell it. */
import type { ReplayHistory } from '../../history/backtest/replay-rows.js';
import type { Scenario, ScenarioTrace, ScenarioWorkload } from '../../scenario/scenario.js';

/** What the text of the history is called in the scenario. */
export const HISTORY_FILE = 'history as replayed';
/** What the workload is called. */
export const HISTORY_WORKLOAD = 'history';
/** Rows have the durations that time limits left them: no job of theirs is cut again. */
const NO_TIMEOUT = '1000w';

/** A workload as it is written, and whose settings it has. */
export interface ReplayWorkload {
  readonly written: Readonly<Record<string, unknown>>;
  /** Names of the workloads whose settings it has: the one that replays the same file, else all. */
  readonly of: readonly string[];
  /** Settings in which those differ: they are at their defaults. */
  readonly differing: readonly string[];
}

/** Settings that go over: when a job is handed out and how its preparation takes are the fleet's, and no history tells them. */
const CARRIED = ['instance', 'protected', 'start', 'stages', 'prepare_when_over', 'transfers'] as const;

/**
 * Returns the workload. Its settings are those of the workload that replays the same file (`isOwnFile`), with its tags and projects, else those in which all
 * workloads of the scenario agree; their tags only where no row of the history has any. Time limits, failures and retries are in the rows.
 */
export function replayWorkload(
  { workloads }: Pick<Scenario, 'workloads'>,
  { jobs, isClock }: ReplayHistory,
  isOwnFile: (file: string) => boolean,
): ReplayWorkload {
  const own = Object.entries(workloads).filter(([, { trace }]) => trace !== undefined && isOwnFile(trace.file));
  const from = own.length === 1 ? own : Object.entries(workloads);
  const agreed = new Agreed(from.map(([, workload]) => workload));
  const settings: Record<string, unknown> = {};
  for (const key of CARRIED) settings[key] = agreed.on(key, (workload) => workload[key]);
  if (own.length === 1 || jobs.every(({ tags }) => tags === '')) settings['tags'] = agreed.on('tags', ({ tags }) => tags);
  if (own.length === 1) settings['projects'] = own[0]![1].projects;
  const ofTrace = (key: keyof ScenarioTrace): unknown => agreed.on(`trace.${key}`, ({ trace }) => trace?.[key]);
  const trace = {
    file: HISTORY_FILE,
    tag_separator: ';',
    align: isClock ? 'clock' : 'start',
    duration_includes: ofTrace('duration_includes'),
    history_boot: ofTrace('history_boot'),
  };
  return {
    written: stated({ ...settings, trace: stated(trace), timeout: NO_TIMEOUT }),
    of: from.map(([name]) => name),
    differing: agreed.differing,
  };
}

/** What some workloads agree on. */
class Agreed {
  readonly differing: string[] = [];
  readonly #workloads: readonly ScenarioWorkload[];

  constructor(workloads: readonly ScenarioWorkload[]) {
    this.#workloads = workloads;
  }

  /** Returns the value that all have; undefined where they differ. */
  on(name: string, valueOf: (workload: ScenarioWorkload) => unknown): unknown {
    const values = this.#workloads.map((workload) => valueOf(workload));
    const texts = new Set(values.map((value) => JSON.stringify(value)));
    if (texts.size === 1) return values[0];
    if (texts.size > 1) this.differing.push(name);
    return undefined;
  }
}

function stated(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
