/** Which registrations are paused: what GitLab's administrators change while a run goes on. */
import type { RunnerSpec } from '../../fleet/runner.js';

export class Registrations {
  readonly #paused: boolean[];
  readonly #listeners: ((runner: number) => void)[] = [];

  constructor(runners: readonly RunnerSpec[]) {
    this.#paused = runners.map(({ paused }) => paused);
  }

  isPaused(runner: number): boolean {
    return this.#paused[runner]!;
  }

  setPaused(runner: number, isPaused: boolean): void {
    if (this.#paused[runner] === isPaused) return;
    this.#paused[runner] = isPaused;
    for (const listener of this.#listeners) listener(runner);
  }

  /** Calls `listener` after each change. */
  onChange(listener: (runner: number) => void): void {
    this.#listeners.push(listener);
  }
}
