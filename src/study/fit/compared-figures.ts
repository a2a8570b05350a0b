/** The figures of a fit's check: of the waits of the jobs that are compared, over the replications. */
import { SHARES, QUANTILES } from '../../history/backtest/wait-figures.js';
import { PooledSample } from '../../results/samples/pooled-sample.js';
import { Sample } from '../../results/samples/sample.js';
import { SECOND } from '../../units/time.js';
import type { ComparedWaitsColumns } from '../kept/compared-waits.js';
import { meanEstimate, type Estimate } from '../figures/figures.js';
import { withPossibleEnds } from '../../stats/possible-ends.js';

/** An estimate with the ends of its 95 % interval, as of a study. */
export type ComparedEstimate = Pick<Estimate, 'estimate' | 'low' | 'high'>;

/** What the replications say together; seconds, and a share. Null where no job was compared. */
export interface ComparedFigures {
  /** On average over the replications. */
  readonly jobs: number;
  readonly mean: ComparedEstimate;
  readonly p50: ComparedEstimate;
  readonly p95: ComparedEstimate;
  readonly share10s: ComparedEstimate;
}

const LINE = SHARES.share10s * SECOND;
const NONE: ComparedEstimate = { estimate: null, low: null, high: null };

/** Takes the waits run by run. Memory: that of a pooled sample, whatever the runs. */
export class ComparedRuns {
  readonly #pooled = new PooledSample([LINE]);
  readonly #jobs: number[] = [];
  readonly #means: number[] = [];
  readonly #shares: number[] = [];

  add({ whole, atLeast }: ComparedWaitsColumns): void {
    const run = new Sample([LINE]);
    for (const wait of whole) run.add(wait, true);
    for (const wait of atLeast) run.add(wait, false);
    this.#jobs.push(run.count);
    if (run.count === 0) return;
    this.#means.push(run.mean().value / SECOND);
    this.#shares.push(run.shareBelow(LINE));
    this.#pooled.add(run);
  }

  /** Returns the figures. Where nothing is drawn (`isRandom` is false) an interval of no width would look like certainty: there is none. */
  figures(isRandom: boolean): ComparedFigures {
    const known = ({ estimate, low, high }: ComparedEstimate): ComparedEstimate =>
      isRandom ? { estimate, low, high } : { estimate, low: null, high: null };
    const mean = (values: readonly number[], isShare = false): ComparedEstimate =>
      values.length === 0 ? NONE : known(withPossibleEnds(meanEstimate(values), isShare));
    return {
      jobs: this.#jobs.reduce((sum, own) => sum + own, 0) / this.#jobs.length,
      mean: mean(this.#means),
      p50: known(this.#quantile(QUANTILES.p50)),
      p95: known(this.#quantile(QUANTILES.p95)),
      share10s: mean(this.#shares, true),
    };
  }

  #quantile(level: number): ComparedEstimate {
    if (this.#pooled.runs === 0) return NONE;
    const { value, low, high } = this.#pooled.quantile(level);
    const seconds = (micros: number | null): number | null => (micros === null ? null : micros / SECOND);
    return { estimate: value / SECOND, low: seconds(low), high: seconds(high) };
  }
}
