/** The warm-up that a scenario leaves to be detected (`warmup: auto`): pilot runs say how long the fleet takes to settle. */
import type { FleetSpec } from '../fleet/fleet.js';
import type { Recorder } from '../record/recorder.js';
import type { DetectedWarmup, PreparedScenario } from '../scenario/prepare.js';
import { mser5 } from '../stats/mser.js';
import { durationText } from '../units/duration.js';
import { MINUTE, type Micros } from '../units/time.js';
import { withoutFaults } from './fleet-patch.js';
import { play } from './simulate.js';
import { isSteady } from './steady-load.js';

/** Pilot runs whose series are averaged, as the method advises: the noise of one would be taken for a beginning. */
const PILOTS = 5;
/** Bins of a series: two hundred means of five. */
const BINS = 1000;
/** Bins on either side that the jobs that come are averaged over. */
const AROUND = 12;
/** Draws of the pilots are their own: a study is not fitted to what it measures, and every seed has the same warm-up. */
const PILOT_SEED = 'warm-up';

/**
 * Returns the scenario with the warm-up that was detected in the place of `auto`; one that states its own is returned as it is. Outages are left out of the pilots:
 * what they do is no beginning. A pure function of the scenario.
 */
export function settled(opened: PreparedScenario): PreparedScenario {
  if (!opened.leavesWarmup) return opened;
  const { warmup, ...detected } = detectWarmup(opened.fleet);
  return withWarmup(opened, warmup, detected);
}

/** Returns scenarios that are to be compared: where the warm-up of each was detected, all get the longest. */
export function oneWarmup<Side extends PreparedScenario>(sides: readonly Side[]): Side[] {
  if (!sides.every(({ detectedWarmup }) => detectedWarmup !== undefined)) return [...sides];
  const longest = sides.reduce((most, { fleet }) => Math.max(most, fleet.warmup), 0);
  return sides.map((side) => (side.fleet.warmup === longest ? side : { ...side, ...withWarmup(side, longest, side.detectedWarmup!) }));
}

/** Returns the scenario with this warm-up, which was detected. */
export function withWarmup(opened: PreparedScenario, warmup: Micros, detected: DetectedWarmup): PreparedScenario {
  const stated = opened.withSet([`warmup=${durationText(warmup)}`]);
  // What was valid with none is valid with one that is shorter than the horizon.
  return 'issues' in stated ? opened : { ...stated, detectedWarmup: detected };
}

/**
 * Returns how long a fleet takes to settle, rounded up to whole minutes: MSER-5 on the jobs in the system, pending and running, averaged over time in a thousand bins
 * and over five runs. Where the load changes by the hour it is the jobs in the system over those that come, for a wave would else be taken for a beginning; by
 * Little's law that is the time that a job stays, as long as the load changes slowly beside it.
 */
export function detectWarmup(fleet: FleetSpec): DetectedWarmup & { readonly warmup: Micros } {
  const binWidth = Math.max(1, Math.ceil(fleet.horizon / BINS));
  const { inSystem, arrivals } = pilotSeries({ ...withoutFaults(fleet), warmup: 0, binWidth });
  const around = isSteady(fleet) ? undefined : smoothed(arrivals);
  const series = around === undefined ? inSystem : inSystem.map((jobs, bin) => (around[bin]! > 0 ? jobs / around[bin]! : 0));
  const { leftOut, isSettled } = mser5(series);
  const most = Math.floor(fleet.horizon / 2);
  const rounded = MINUTE * Math.ceil((leftOut * binWidth) / MINUTE);
  return { warmup: rounded <= most ? rounded : most, isSettled };
}

/** By bin, summed over the pilots: jobs in the system on average, and jobs that became pending. */
interface PilotSeries {
  readonly inSystem: Float64Array;
  readonly arrivals: Float64Array;
}

function pilotSeries(pilot: FleetSpec): PilotSeries {
  const { binWidth, horizon } = pilot;
  const bins = Math.ceil(horizon / binWidth);
  const [inSystem, arrivals] = [new Float64Array(bins), new Float64Array(bins)];
  const recorder: Recorder = {
    job: ({ queuedAt }) => {
      const bin = Math.floor(queuedAt / binWidth);
      if (bin >= 0 && bin < bins) arrivals[bin]!++;
    },
    machine: () => undefined,
  };
  for (let replication = 0; replication < PILOTS; replication++) {
    const { result } = play(pilot, { seed: PILOT_SEED, replication, timeline: true, recorder });
    for (const { name, averages } of result.timeline?.signals ?? []) {
      if (name !== 'jobs_pending' && name !== 'jobs_running') continue;
      for (const [bin, average] of averages.entries()) if (bin < bins) inSystem[bin]! += average;
    }
  }
  return { inSystem, arrivals };
}

/** Returns the mean of each bin and those around it, as many as there are. */
function smoothed(series: Float64Array): Float64Array {
  return series.map((_, bin) => {
    const part = series.subarray(Math.max(0, bin - AROUND), bin + AROUND + 1);
    return part.reduce((sum, x) => sum + x, 0) / part.length;
  });
}
