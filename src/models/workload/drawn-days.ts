/** Which days of a history the days of a run have: of a workload that resamples one, each is drawn from those of its class. */
import type { ResampledArrivals } from '../../fleet/arrivals.js';
import type { FleetSpec } from '../../fleet/fleet.js';
import type { WorkloadSpec } from '../../fleet/workload.js';
import { Streams, type Stream } from '../../sim/random/index.js';

/** The days of one workload. */
export interface DrawnDays {
  readonly workload: string;
  /** Names of days of the history, by day of the run. */
  readonly days: string[];
}

/** Returns the stream by which the days of a workload are drawn. */
export function dayStream(streams: Streams, { draws }: Pick<WorkloadSpec, 'draws'>): Stream {
  return streams.stream(`resample/${draws}`);
}

/** Returns the day of the history, from 0, that a day of the run has: (seed, replication, workload, day of the run) decide it, and nothing else. */
export function drawnDay(stream: Stream, { days, pools }: Pick<ResampledArrivals, 'days' | 'pools'>, day: number): number {
  const of = pools[days[day]!.pool]!;
  return of[Math.floor(stream.uniform(day, 0, 0) * of.length)]!;
}

/** Returns the days of every workload of a replication that has such days. */
export function drawnDays({ workloads }: Pick<FleetSpec, 'workloads'>, seed: number | string, replication: number): DrawnDays[] {
  const streams = new Streams(seed, replication);
  return workloads.flatMap((workload) => {
    const { arrivals, name } = workload;
    if (arrivals.kind !== 'resample') return [];
    const stream = dayStream(streams, workload);
    return [{ workload: name, days: [...arrivals.days.keys()].map((day) => arrivals.names[drawnDay(stream, arrivals, day)]!) }];
  });
}
