/** Batches by a pattern: Poisson at a rate that changes, at fixed intervals, or once. Poisson arrivals invert the cumulative rate; they never thin. */
import { sampler, type Stream, type Streams } from '../../sim/random/index.js';
import { NOUGHT } from '../../units/shapes.js';
import { NEVER } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import type { GeneratedArrivals } from '../../fleet/arrivals.js';
import { BatchSize, DRAWS_A_JOB, drawProject, type BatchFeed } from './batch-feed.js';

type Poisson = Extract<GeneratedArrivals['pattern'], { kind: 'poisson' }>;

/** Draws are keyed by the ordinal of the batch, so that another policy, or another workload, sees the same jobs. */
export class PatternFeed implements BatchFeed {
  nextAt: Micros = NEVER;
  readonly turn = 0;
  size = 1;
  project = 0;
  /** Ordinal of the batch that is next, from 1. */
  batch = 0;
  readonly #arrivals: GeneratedArrivals;
  readonly #rates: readonly number[];
  readonly #batchSize: BatchSize;
  readonly #gaps: Stream;
  readonly #batches: Stream;
  readonly #projects: Stream;
  readonly #jobs: Stream;
  /** Exact (unrounded) time of the batch, and the piece of the rate it lies in. */
  #time = NOUGHT;
  #piece = 0;

  constructor(name: string, arrivals: GeneratedArrivals, streams: Streams) {
    this.#arrivals = arrivals;
    this.#batchSize = new BatchSize(arrivals.batch);
    this.#gaps = streams.stream(`arrivals/${name}`);
    this.#batches = streams.stream(`batch/${name}`);
    this.#projects = streams.stream(`project/${name}`);
    this.#jobs = streams.stream(`job/${name}`);
    this.#rates = arrivals.pattern.kind === 'poisson' ? ratesOf(name, arrivals.pattern, streams) : [];
    this.next();
  }

  uniform(_turn: number, batch: number, index: number, attempt: number, draw: number): number {
    return this.#jobs.uniform(batch, index, attempt * DRAWS_A_JOB + draw);
  }

  shape(draw: number): number {
    return this.#batches.uniform(this.batch, 1 + draw, 0);
  }

  next(): void {
    this.batch++;
    this.nextAt = this.#nextTime();
    if (this.nextAt === NEVER) return;
    if (this.#arrivals.pipeline === undefined) this.size = this.#batchSize.draw(() => this.#batches.uniform(this.batch, 0, 0));
    this.project = drawProject(this.#arrivals, () => this.#projects.uniform(this.batch, 0, 0));
  }

  #nextTime(): Micros {
    const { pattern } = this.#arrivals;
    switch (pattern.kind) {
      case 'none':
        return NEVER;
      case 'all_at_once':
        return this.batch === 1 ? pattern.at : NEVER;
      case 'deterministic':
        return this.batch > pattern.count ? NEVER : pattern.first + (this.batch - 1) * pattern.every;
      case 'poisson':
        return this.#invertRate(pattern.at, -Math.log1p(-this.#gaps.uniform(this.batch, 0, 0)));
    }
  }

  /** The instant at which the cumulative rate has grown by `due` since the last batch. */
  #invertRate(at: readonly Micros[], due: number): Micros {
    let left = due;
    for (;;) {
      const rate = this.#rates[this.#piece]!;
      const pieceEnd = at[this.#piece + 1] ?? NEVER;
      const inPiece = rate === 0 ? 0 : rate * (pieceEnd - this.#time);
      if (left < inPiece) {
        this.#time += left / rate;
        return Math.floor(this.#time);
      }
      if (pieceEnd === NEVER) return NEVER;
      left -= inPiece;
      this.#time = pieceEnd;
      this.#piece++;
    }
  }
}

/** The rates, each times the factor of its day: a day's factor is one draw, whatever becomes of the days before. */
function ratesOf(name: string, { rates, variation }: Poisson, streams: Streams): readonly number[] {
  if (variation === undefined) return rates;
  const days = streams.stream(`day/${name}`);
  const factor = sampler(variation.factor);
  let last = -1;
  let times = 1;
  return rates.map((rate, piece) => {
    const day = variation.day[piece]!;
    if (day !== last) times = factor.sample(days.uniform(day, 0, 0));
    last = day;
    return rate * times;
  });
}
