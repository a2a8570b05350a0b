/** What the outages of a scenario cost: each replication against the same one without them, draw by draw. */
import { z } from 'zod';
import { estimateMean } from '../stats/confidence.js';
import { NOT_YET, type JobRecord, type Recorder } from '../units/record.js';
import { SECOND, type Micros } from '../units/time.js';
import type { Slo } from './outage/slo.js';

/** What is compared, with its unit. */
export const PAIRED_FIGURES = { cost: 'USD', lateJobs: 'count', queueTimeMean: 's', lostJobs: 'count' } as const;
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
            'cost: of the measured period; lateJobs, queueTimeMean: of jobs queued in it; lostJobs: of those, ended as runner_system_failure.',
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

/** Counts jobs of the measured period as they are recorded, and hands every record on to the recorder that wants it, if any. */
export class PairCounter implements Recorder {
  readonly pipeline: NonNullable<Recorder['pipeline']>;
  readonly note: NonNullable<Recorder['note']>;
  #jobs = 0;
  #late = 0;
  #lost = 0;
  #waitSeconds = 0;
  #waitMicros = 0;
  readonly #options: { readonly warmup: Micros; readonly horizon: Micros; readonly bound: Micros; readonly now: () => Micros };
  readonly #next: Recorder | undefined;

  /** `now` is asked how long a job has waited that is still pending at the end. */
  constructor(
    options: { readonly warmup: Micros; readonly horizon: Micros; readonly bound: Micros; readonly now: () => Micros },
    next?: Recorder,
  ) {
    this.#options = options;
    this.#next = next;
    this.pipeline = (record) => next?.pipeline?.(record);
    this.note = (record) => next?.note?.(record);
  }

  job(record: Readonly<JobRecord>): void {
    this.#next?.job(record);
    const { warmup, horizon, bound, now } = this.#options;
    const { queuedAt, startedAt, finishedAt, status } = record;
    if (queuedAt < warmup || queuedAt >= horizon) return;
    const left = startedAt !== NOT_YET ? startedAt : finishedAt !== NOT_YET ? finishedAt : now();
    const wait = left - queuedAt;
    const seconds = Math.floor(wait / SECOND);
    this.#jobs++;
    if (wait >= bound) this.#late++;
    if (status === 'runner_system_failure') this.#lost++;
    // Whole numbers: the order of records must not change the sum.
    this.#waitSeconds += seconds;
    this.#waitMicros += wait - seconds * SECOND;
  }

  machine(record: Parameters<Recorder['machine']>[0]): void {
    this.#next?.machine(record);
  }

  /** Returns the figures of the run, whose cost only its result knows. */
  side(cost: number): PairedSide {
    const wait = this.#waitSeconds + this.#waitMicros / SECOND;
    return { cost, lateJobs: this.#late, queueTimeMean: this.#jobs === 0 ? 0 : wait / this.#jobs, lostJobs: this.#lost };
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
