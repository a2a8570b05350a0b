/** Says where a run is too short for its load: a queue near its limit forgets slowly, and a run that has not seen it come and go says little of it. */
import type { RunResult } from '../results/run-result.js';
import { HOUR, SECOND, type Seconds } from '../units/time.js';
import { formatDuration } from '../units/duration.js';
import type { FigureKey } from './figure-key.js';
import { figureLookup } from './figure-lookup.js';
import type { Figure } from './figures.js';

/** Relaxation times that a run should be long, at least. */
const ENOUGH = 20;
/** Below it queues are short, and so is their memory. */
const LEAST_LOAD = 0.5;
/** What is advised is rounded up to whole hours. */
const HOURS = HOUR / SECOND;

/**
 * Returns a sentence for each group of managers that is busy for half of its time or more and whose measured period is shorter than 20 relaxation times. The relaxation time of c busy workers at
 * load rho is taken as that of M/M/c near its limit, S / (c (1 - sqrt(rho))^2), S the mean time that a job holds a worker (by Little's law): in it the
 * memory of how long the queue was falls to a third. At rho = 0.9 and c = 5 it is 76 S, so the period should be 1520 S long.
 */
export function shortRunWarnings(figures: readonly Figure[], { jobs, window }: Pick<RunResult, 'jobs' | 'window'>): string[] {
  const period = window.to - window.from;
  if (!(period > 0)) return [];
  const lookup = figureLookup({ figures });
  return jobs.groups.flatMap(({ name }): string[] => {
    const of = (figure: FigureKey): number => lookup('group', name, figure)?.estimate ?? 0;
    const [load, workers, ended] = [of('utilisation'), of('capacity'), of('throughputPerHour')];
    if (!(load >= LEAST_LOAD && workers > 0 && ended > 0)) return [];
    const busy = `${name}: its workers are busy for ${Math.floor(load * 100)}% of the time`;
    const relaxation = relaxationSeconds(load, workers, (of('workersBusy.average') / ended) * HOURS);
    if (period >= ENOUGH * relaxation) return [];
    if (!Number.isFinite(relaxation)) {
      // What came in the time of what ended: by so much more the slots would have to be.
      const offered = (of('workersBusy.average') * of('jobs')) / of('ended');
      const slots = offered > workers ? `${name}: offered ${Math.ceil(offered)} slots, capacity ${Math.round(workers)}` : busy;
      return [`${slots}: its queue grows as long as the run lasts, and figures say how long that was`];
    }
    const wanted = Math.ceil((ENOUGH * relaxation) / HOURS) * HOUR;
    return [
      `${busy}, so its queue takes some ${formatDuration(Math.ceil(relaxation) * SECOND)} to forget; measure at least ${formatDuration(wanted)} (${ENOUGH} times as long)`,
    ];
  });
}

/** The time in which a queue of c servers forgets; Infinity at full load. */
export function relaxationSeconds(load: number, servers: number, service: Seconds): Seconds {
  const room = 1 - Math.sqrt(load);
  // Busy all the time but for rounding.
  return room < 1e-3 ? Infinity : service / (servers * room * room);
}
