/** What the outages of a scenario cost: each replication against the same one without them, draw by draw. */
import { z } from 'zod';
import { estimateMean } from '../stats/confidence.js';
import { JobBook } from '../results/harm.js';
import type { JobRecord } from '../record/job.js';
import type { Recorder } from '../record/recorder.js';
import { SECOND, type Micros } from '../units/time.js';
import type { Slo } from './outage/slo.js';

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
            'cost: of the measured period; lateJobs, heldJobs (in time, but the script not begun as late), queueTimeMean: of jobs queued in it; lostJobs: pending or running at some time in it and ended as runner_system_failure; minutesMissed: its minutes in which less than the share was in time.',
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

/** The figures of one run. */
export type PairedSide = Readonly<Record<PairedFigure, number>>;

/** Keeps the jobs of a run as they are recorded, and hands every record on to the recorder that wants it, if any. */
export class PairCounter implements Recorder {
  readonly pipeline: NonNullable<Recorder['pipeline']>;
  readonly note: NonNullable<Recorder['note']>;
  readonly #period: { readonly from: Micros; readonly until: Micros };
  readonly #jobs: JobBook;
  readonly #next: Recorder | undefined;

  /** Jobs of [warmup, horizon) are counted. */
  constructor({ warmup, horizon }: { readonly warmup: Micros; readonly horizon: Micros }, { bound, share }: Slo, next?: Recorder) {
    this.#period = { from: warmup, until: horizon };
    this.#jobs = new JobBook({ below: bound, share });
    this.#next = next;
    this.pipeline = (record) => next?.pipeline?.(record);
    this.note = (record) => next?.note?.(record);
  }

  job(record: Readonly<JobRecord>): void {
    this.#next?.job(record);
    this.#jobs.add(record);
  }

  machine(record: Parameters<Recorder['machine']>[0]): void {
    this.#next?.machine(record);
  }

  /** Returns the figures of a run that ended at `at`; its cost only its result knows. */
  side(cost: number, at: Micros): PairedSide {
    const period = { ...this.#period, at };
    const { jobs, late, held, waitSeconds, waitMicros } = this.#jobs.counts(period);
    return {
      cost,
      lateJobs: late,
      heldJobs: held,
      queueTimeMean: jobs === 0 ? 0 : (waitSeconds + waitMicros / SECOND) / jobs,
      lostJobs: this.#jobs.lost(period.from, period.until, Infinity),
      minutesMissed: this.#jobs.missedMinutes(period),
    };
  }
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
