/** What the outages of a scenario cost: each replication against the same one without them, draw by draw. */
import { z } from 'zod';
import { estimateMean } from '../../stats/confidence.js';
import type { FleetSpec } from '../../fleet/fleet.js';
import type { JobBook, Span } from '../../results/outages/harm.js';
import type { Story } from '../../results/outages/story-schema.js';
import { SECOND, type Micros } from '../../units/time.js';
import type { Slo } from '../thresholds/slo.js';

/** What is compared, with its unit. */
export const PAIRED_FIGURES = {
  cost: 'USD',
  lateJobs: 'count',
  heldJobs: 'count',
  queueTimeMean: 's',
  lostJobs: 'count',
  minutesMissed: 'count',
} as const;
export type PairedFigure = keyof typeof PAIRED_FIGURES;

const names = Object.keys(PAIRED_FIGURES) as PairedFigure[];

/** Schema of the block `paired` of `summary.json`. */
export const pairedSchema = z
  .strictObject({
    slo: z
      .strictObject({ seconds: z.number(), share: z.number() })
      .meta({ description: 'A job is late whose queue time is this or more.' }),
    replications: z.number().int().positive(),
    figures: z.array(
      z.strictObject({
        figure: z.enum(names).meta({
          description:
            'cost: of the measured period; lateJobs, heldJobs (in time, but the script not begun as late), queueTimeMean: of jobs queued in it; lostJobs: pending or running at some time in it between the start of an outage and its recovery, and ended as runner_system_failure; minutesMissed: its minutes in which less than the share was in time.',
        }),
        unit: z.enum(['USD', 'count', 's']),
        with: z.number().meta({ description: 'Mean over replications, with the outages.' }),
        without: z.number().meta({ description: 'The same without them.' }),
        extra: z.number().meta({ description: 'Mean of the differences, one a replication.' }),
        halfWidth: z.number().nullable().meta({ description: "Student's 95 % half-width of the difference; null for one replication." }),
      }),
    ),
  })
  .meta({ id: 'Paired', description: 'The same seeds and draws with and without the outages of the scenario.' });

export type Paired = z.infer<typeof pairedSchema>;

/** Returns a figure of a comparison; undefined where nothing was compared. */
export function pairedFigure(paired: Paired | undefined, wanted: PairedFigure): Paired['figures'][number] | undefined {
  return paired?.figures.find(({ figure }) => figure === wanted);
}

/** The figures of one run. */
export type PairedSide = Readonly<Record<PairedFigure, number>>;

/** The measured period of a fleet. */
type Period = Pick<FleetSpec, 'warmup' | 'horizon'>;

/** Returns the figures of a run: of its jobs of [warmup, horizon), and of those lost in the spans of the stories of the run with outages. */
export function sideOf({ warmup, horizon }: Period, { jobs: book, cost, endedAt }: PairRun, outages: readonly Span[]): PairedSide {
  const period = { from: warmup, until: horizon, at: endedAt };
  const { jobs, late, held, waitSeconds, waitMicros } = book.counts(period);
  const spans = outages.map(({ from, until }) => ({ from: Math.max(from, warmup), until: Math.min(until, horizon) }));
  return {
    cost,
    lateJobs: late,
    heldJobs: held,
    queueTimeMean: jobs === 0 ? 0 : (waitSeconds + waitMicros / SECOND) / jobs,
    lostJobs: book.lost(spans, Infinity),
    minutesMissed: book.missedMinutes(period),
  };
}

/** One run of a pair, played to its end. */
export interface PairRun {
  readonly jobs: JobBook;
  /** Of the measured period, USD. */
  readonly cost: number;
  readonly endedAt: Micros;
}

/** Both sides of a pair, and the stories of the run with outages, which now know what was lost because of them. */
export interface Pair {
  readonly with: PairedSide;
  readonly without: PairedSide;
  readonly story: readonly Story[];
}

/**
 * Returns a pair of runs that differ in their outages alone, and the stories of the run with them. Stories and sides count as lost the jobs of the same
 * spans: each from a begin to its recovery.
 */
export function pairOf(period: Period, own: PairRun, plain: PairRun, stories: readonly Story[]): Pair {
  const spanOf = ({ start, recovered }: Story): Span => ({
    from: Math.round(start * SECOND),
    until: recovered === null ? own.endedAt : Math.round(recovered * SECOND),
  });
  const spans = stories.map(spanOf);
  return {
    with: sideOf(period, own, spans),
    without: sideOf(period, plain, spans),
    story: stories.map((one) => ({ ...one, jobsLost: one.jobsLostInAll - plain.jobs.lost([spanOf(one)], Infinity) })),
  };
}

/** Returns the differences of pairs of runs, one pair a replication. */
export function compareSides(slo: Slo, pairs: readonly { readonly with: PairedSide; readonly without: PairedSide }[]): Paired {
  return {
    slo: { seconds: slo.bound / SECOND, share: slo.share },
    replications: pairs.length,
    figures: names.map((figure) => {
      const { mean, halfWidth } = estimateMean(pairs.map((pair) => pair.with[figure] - pair.without[figure]));
      return {
        figure,
        unit: PAIRED_FIGURES[figure],
        with: estimateMean(pairs.map((pair) => pair.with[figure])).mean,
        without: estimateMean(pairs.map((pair) => pair.without[figure])).mean,
        extra: mean,
        halfWidth: halfWidth ?? null,
      };
    }),
  };
}
