/** Finds times of arrival that say little: those that all jobs of a pipeline share although they did not start together. */
import { SECOND, type Micros } from '../units/time.js';

/** Jobs of a pipeline that start further apart than this were not all pending from its begin. */
const SPREAD = 2 * SECOND;

/** Counts the rows whose time of arrival is shared by all of their pipeline, where that has several that started at different times. */
export class SharedArrivals {
  readonly #pipelines = new Map<number, { rows: number; arrived: Micros; started: Micros; isShared: boolean; isSpread: boolean }>();

  add(pipeline: number, arrived: Micros, started: Micros): void {
    const seen = this.#pipelines.get(pipeline);
    if (seen === undefined) this.#pipelines.set(pipeline, { rows: 1, arrived, started, isShared: true, isSpread: false });
    else {
      seen.rows++;
      seen.isShared &&= seen.arrived === arrived;
      seen.isSpread ||= Math.abs(seen.started - started) > SPREAD;
    }
  }

  /** Returns the number of such rows so far. */
  count(): number {
    return [...this.#pipelines.values()].reduce((sum, { rows, isShared, isSpread }) => sum + (isShared && isSpread ? rows : 0), 0);
  }
}
