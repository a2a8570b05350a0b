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
 * workloads of the scenario agree (of how a history is read, those that have one); their tags only where no row of the history has any. Time limits, failures and retries are in the rows. With `days`,
 * whole days of that zone are drawn from the history in the place of its replay.
 */
export function replayWorkload(
  { workloads }: Pick<Scenario, 'workloads'>,
  { jobs, isClock }: ReplayHistory,
  isOwnFile: (file: string) => boolean,
  days?: { readonly timezone: string },
): ReplayWorkload {
  const own = Object.entries(workloads).filter(([, workload]) => {
    const own = historyOf(workload);
    return own !== undefined && isOwnFile(own.file);
  });
  const from = own.length === 1 ? own : Object.entries(workloads);
  const agreed = new Agreed(from.map(([, workload]) => workload));
  const settings: Record<string, unknown> = {};
  for (const key of CARRIED) settings[key] = agreed.on(key, (workload) => workload[key]);
  if (own.length === 1 || jobs.every(({ tags }) => tags === '')) settings['tags'] = agreed.on('tags', ({ tags }) => tags);
  if (own.length === 1) settings['projects'] = own[0]![1].projects;
  // A workload without a history has no say in how one is read.
  const histories = new Agreed(from.map(([, workload]) => workload).filter((workload) => historyOf(workload) !== undefined));
  const ofHistory = (key: 'duration_includes' | 'history_boot'): unknown => histories.on(key, (workload) => historyOf(workload)?.[key]);
  const reading = {
    file: HISTORY_FILE,
    tag_separator: ';',
    duration_includes: ofHistory('duration_includes'),
    history_boot: ofHistory('history_boot'),
  };
  const source =
    days === undefined
      ? { trace: stated({ ...reading, align: isClock ? 'clock' : 'start' }) }
      : { resample: stated({ ...reading, timezone: days.timezone }) };
  return {
    written: stated({ ...settings, ...source, timeout: NO_TIMEOUT }),
    of: from.map(([name]) => name),
    differing: [...agreed.differing, ...histories.differing],
  };
}

/** The history that a workload lives on. */
function historyOf({ trace, resample }: ScenarioWorkload): Pick<ScenarioTrace, 'file' | 'duration_includes' | 'history_boot'> | undefined {
  return trace ?? resample;
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
