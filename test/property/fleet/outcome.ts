/** Everything that can be compared of two runs, as plain data. */
import type { FleetSpec } from '../../../src/fleet/fleet.js';
import type { LabelledSignal } from '../../../src/models/fleet-run.js';
import { runFleet, type FleetOutcome, type RunFleetOptions } from '../../support/run-fleet.js';

/** Returns integral, peak and bins of each signal. */
export function signalsOf(signals: readonly LabelledSignal[]): unknown[] {
  return signals.map(({ name, labels, signal }) => {
    const { hi, lo } = signal.integral();
    const bins = Array.from({ length: signal.binsReached }, (_, bin) => [signal.binAverage(bin), signal.binPeak(bin)]);
    return { name, labels, hi, lo, peak: signal.peak, value: signal.value, bins };
  });
}

/** Returns the records, views, signals, counters, fingerprint and number of events of a run. */
export function plain({
  jobs,
  machines,
  views,
  exits,
  pipelines,
  notes,
  signals,
  counters,
  fingerprint,
  events,
  now,
  progress,
}: FleetOutcome): unknown {
  return { progress, now, events, fingerprint, jobs, machines, views, exits, pipelines, notes, counters, signals: signalsOf(signals) };
}

/** Runs a fleet, passes and requests unwatched, so that quiet ticks may be skipped. */
export function play(fleet: FleetSpec, options: RunFleetOptions = {}): FleetOutcome {
  return runFleet(fleet, { watch: false, ...options });
}
