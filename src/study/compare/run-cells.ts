/** Which share of each run's times lies below a time, run by run, without the times themselves. */
import { DELAY_METRICS } from '../../results/question.js';
import type { RunSamples } from '../../results/samples/run-samples.js';
import { Sample } from '../../results/samples/sample.js';
import { cellOf, type FilledCell } from '../../stats/histogram.js';
import type { Micros } from '../../units/time.js';
import type { ScopeKind } from '../figures/figure-key.js';
import type { FigureColumn } from '../figures/figures.js';
import type { QuantileOf } from '../figures/readings.js';

/** Parts of the fleet that are compared. */
export const COMPARED_SCOPES = ['all', 'workload', 'group'] as const satisfies readonly ScopeKind[];

/** The times of one part in one run, by cell of the histogram. */
interface Cells {
  readonly count: number;
  readonly filled: readonly FilledCell[];
}

/** What a list of cells is of. */
export type CellsOf = (part: Pick<FigureColumn, 'scope' | 'name'>, of: string) => boolean;

/** The runs so far. */
export class RunCells {
  /** By part and time, one a run. */
  readonly #cells = new Map<string, (Cells | undefined)[]>();
  #runs = 0;

  /** Adds the next replication, of the parts and times that are wanted. */
  add({ scopes }: RunSamples, isWanted: CellsOf = ({ scope }) => COMPARED_SCOPES.some((kind) => kind === scope)): void {
    for (const { scope, name, times, durations } of scopes) {
      const named = [...times.map((columns, i) => [DELAY_METRICS[i]!, columns] as const), ['pipeline_duration', durations] as const];
      for (const [of, columns] of named) {
        if (columns === undefined || !isWanted({ scope, name }, of)) continue;
        const sample = Sample.of(columns);
        const key = keyOf(scope, name, of);
        let list = this.#cells.get(key);
        if (list === undefined) this.#cells.set(key, (list = []));
        list[this.#runs] = { count: sample.count, filled: sample.cells() };
      }
    }
    this.#runs++;
  }

  /**
   * Returns, run by run, which share of the times that a quantile is of lies below the border of the cell that holds `x`; undefined for a run without
   * such times.
   */
  sharesBelow({ scope, name }: Pick<FigureColumn, 'scope' | 'name'>, { of }: QuantileOf, x: Micros): (number | undefined)[] {
    const border = cellOf(x);
    const list = this.#cells.get(keyOf(scope, name, of)) ?? [];
    return Array.from({ length: this.#runs }, (_, run) => {
      const cells = list[run];
      if (cells === undefined || cells.count === 0) return undefined;
      return cells.filled.reduce((sum, [cell, count]) => (cell < border ? sum + count : sum), 0) / cells.count;
    });
  }

  /** Forgets the cells of all other parts and times. */
  keepOnly({ scope, name }: Pick<FigureColumn, 'scope' | 'name'>, of: string | undefined): void {
    for (const key of this.#cells.keys()) if (of === undefined || key !== keyOf(scope, name, of)) this.#cells.delete(key);
  }
}

function keyOf(scope: string, name: string, of: string): string {
  return JSON.stringify([scope, name, of]);
}
