/** The signals of a run in bins, as plain data. */
import type { FleetSpec } from '../fleet/fleet.js';
import type { SignalName } from '../record/signals.js';
import { WAIT_CAUSES } from '../record/wait-causes.js';
import { SECOND, type Micros } from '../units/time.js';
import type { KeptSignal } from './pools/pool-stats.js';
import type { Timeline } from './run-result.js';

/** Scrape targets are counted by it; nobody draws it. */
const COUNTED: SignalName = 'managers_running';
/** Signals that most runs have no use for: left out where they never rise. */
const RARE: readonly SignalName[] = ['jobs_waiting', 'machines_standing', 'machines_orphaned', 'api_calls'];

/** Returns the average of every signal in every bin that the run reached; the last bin may be a part of one. */
export function timelineOf(signals: readonly KeptSignal[], fleet: FleetSpec, binWidth: Micros): Timeline {
  return {
    binSeconds: binWidth / SECOND,
    signals: signals.flatMap(({ name, labels, signal }) => {
      if (name === COUNTED) return [];
      const averages: number[] = [];
      for (let bin = 0; bin < signal.binsReached; bin++) {
        const average = signal.binAverage(bin);
        if (!Number.isNaN(average)) averages.push(average);
      }
      if (RARE.includes(name) && averages.every((average) => average === 0)) return [];
      const workload = labels.workload === undefined ? undefined : fleet.workloads[labels.workload]?.name;
      const manager = labels.manager === undefined ? undefined : fleet.managers[labels.manager];
      const runner = labels.runner === undefined ? undefined : fleet.runners[labels.runner]?.name;
      const cause = labels.cause === undefined ? undefined : WAIT_CAUSES[labels.cause];
      const cloud = labels.cloud === undefined ? undefined : fleet.clouds[labels.cloud]?.name;
      const found = {
        name,
        ...(workload === undefined ? {} : { workload }),
        ...(manager === undefined ? {} : { group: fleet.groups[manager.group] ?? '', manager: manager.name }),
        ...(runner === undefined ? {} : { runner }),
        ...(cause === undefined ? {} : { cause }),
        ...(cloud === undefined ? {} : { cloud }),
        averages,
      };
      return [found];
    }),
  };
}
