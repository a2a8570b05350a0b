/** What an arbitrary gives: a change of a scenario, as texts of `--set` and in words. */
import { toStringMethod } from 'fast-check';

/** A change of a scenario. fast-check prints its words. */
export class Variation {
  /** To be handed to `study`, or typed behind `--set`. */
  readonly set: readonly string[];
  /** The same for people. */
  readonly words: string;

  constructor(set: readonly string[], words: string) {
    this.set = set;
    this.words = words;
  }

  toString(): string {
    return this.words;
  }

  /** For fast-check, which prints an object of a class by its fields else. */
  [toStringMethod](): string {
    return this.words;
  }
}
