/** What the outages of a scenario cost: each replication against the same one without them, draw by draw. */
import { z } from 'zod';
import { estimateMean } from '../stats/confidence.js';
import { JobBook, type Span } from '../results/harm.js';
import type { RunResult } from '../results/run-result.js';
import type { Story } from '../results/story-schema.js';
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
            'cost: of the measured period; lateJobs, heldJobs (in time, but the script not begun as late), queueTimeMean: of jobs queued in it; lostJobs: pending or running at some time in it between the begin of an outage and its recovery, and ended as runner_system_failure; minutesMissed: its minutes in which less than the share was in time.',
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
  readonly #period: Span;
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

  /** Returns the jobs that were in the system at some time of these spans and were lost, whatever the reason. */
  lost(spans: readonly Span[]): number {
    return this.#jobs.lost(spans, Infinity);
  }

  /** Returns the figures of a run that ended at `at`; its cost only its result knows, and `outages` are the spans of the stories of the run with them. */
  side(cost: number, at: Micros, outages: readonly Span[]): PairedSide {
    const period = { ...this.#period, at };
    const { jobs, late, held, waitSeconds, waitMicros } = this.#jobs.counts(period);
    return {
      cost,
      lateJobs: late,
      heldJobs: held,
      queueTimeMean: jobs === 0 ? 0 : (waitSeconds + waitMicros / SECOND) / jobs,
      lostJobs: this.lost(outages.map(({ from, until }) => ({ from: Math.max(from, period.from), until: Math.min(until, period.until) }))),
      minutesMissed: this.#jobs.missedMinutes(period),
    };
  }
}

/** One run of a pair, played to its end. */
export interface PairRun {
  readonly result: RunResult;
  readonly jobs: PairCounter;
  readonly endedAt: Micros;
}

/** Both sides of a pair, and the stories of the run with outages, which now know what was lost because of them. */
export interface Pair {
  readonly with: PairedSide;
  readonly without: PairedSide;
  readonly story: readonly Story[];
}

/** Returns a pair of runs that differ in their outages alone. Stories and sides count as lost the jobs of the same spans: each from a begin to its recovery. */
export function pairOf(own: PairRun, plain: PairRun): Pair {
  const { story = [] } = own.result;
  const spanOf = ({ start, recovered }: Story): Span => ({
    from: Math.round(start * SECOND),
    until: recovered === null ? own.endedAt : Math.round(recovered * SECOND),
  });
  const spans = story.map(spanOf);
  const side = ({ result, jobs, endedAt }: PairRun): PairedSide => jobs.side(result.pools.all.cost.total, endedAt, spans);
  return {
    with: side(own),
    without: side(plain),
    story: story.map((one) => ({ ...one, jobsLost: one.jobsLostInAll - plain.jobs.lost([spanOf(one)]) })),
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
