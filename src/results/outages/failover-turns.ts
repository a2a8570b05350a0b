/** Follows failovers through the notes of a run: each turn from the notice to the way back. */
import type { FailoverSpec } from '../../fleet/failover.js';
import type { NoteRecord } from '../../record/note.js';
import type { Micros } from '../../units/time.js';

/** One turn of a failover. Instants that have not come are undefined. */
export interface FailoverTurn {
  readonly name: string;
  /** A rule's first true look. */
  readonly since: Micros | undefined;
  readonly noticed: Micros;
  failedOver: Micros | undefined;
  failingBack: Micros | undefined;
  failedBack: Micros | undefined;
}

export class FailoverTurns {
  /** Those that are undone at some time. */
  readonly #returning: readonly string[];
  readonly #turns: FailoverTurn[];

  /** `turns` are those that have happened, taken over from `columns`. */
  constructor(failovers: readonly FailoverSpec[], turns: readonly FailoverTurn[] = []) {
    this.#returning = failovers.flatMap(({ name, back }) => (back === undefined ? [] : [name]));
    this.#turns = [...turns];
  }

  /** Returns the turns as plain data, a copy. */
  columns(): FailoverTurn[] {
    return this.#turns.map((turn) => ({ ...turn }));
  }

  note({ at, kind, subject, since }: NoteRecord): void {
    if (kind === 'noticed') {
      this.#turns.push({ name: subject, since, noticed: at, failedOver: undefined, failingBack: undefined, failedBack: undefined });
      return;
    }
    const turn = this.#turns.findLast(({ name }) => name === subject);
    if (turn === undefined) return;
    if (kind === 'failed_over') turn.failedOver = at;
    else if (kind === 'failing_back') turn.failingBack = at;
    else if (kind === 'failed_back') turn.failedBack = at;
  }

  /** Returns the turns that were noticed in [from, to], in the order of failovers' names and then of time. */
  within(from: Micros, to: Micros): FailoverTurn[] {
    return this.#turns
      .filter(({ noticed }) => noticed >= from && noticed <= to)
      .sort((a, b) => (a.name === b.name ? a.noticed - b.noticed : a.name < b.name ? -1 : 1));
  }

  /** Returns when all that was noticed in [from, at] had been undone; Infinity where one never was that is to be, `at` or less where nothing holds. */
  undone(from: Micros, at: Micros): Micros {
    let until = from;
    for (const { name, noticed, failedBack } of this.#turns) {
      if (noticed < from || noticed > at || !this.#returning.includes(name)) continue;
      until = Math.max(until, failedBack ?? Infinity);
    }
    return until;
  }
}
