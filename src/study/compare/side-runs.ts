/** The runs of one side of a comparison: their study, and the cells that differences of quantiles need. */
import { Study, type Replication, type Studied, type StudyFacts } from '../study.js';
import { RunCells, type CellsOf } from './run-cells.js';

/** The runs so far. */
export class SideRuns {
  readonly cells = new RunCells();
  readonly #study = new Study();
  readonly #isWanted: CellsOf | undefined;

  /** `isWanted` says of which parts and times quantiles will be compared; default: all that are. */
  constructor(isWanted?: CellsOf) {
    this.#isWanted = isWanted;
  }

  /** Adds the next replication. */
  add(replication: Replication): void {
    this.cells.add(replication.samples, this.#isWanted);
    this.#study.add(replication);
  }

  /** Returns what they say together. */
  finish(facts: StudyFacts): Studied {
    return this.#study.finish(facts);
  }
}
