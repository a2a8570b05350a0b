/** Which registrations are paused: what GitLab's administrators change while a run goes on. */
import type { RunnerSpec } from '../../fleet/runner.js';
import type { RunnerIndex } from '../../units/indices.js';

export class Registrations {
  readonly #paused: boolean[];
  readonly #changed: (runner: RunnerIndex) => void;

  /** `changed` is told after each change. */
  constructor(runners: readonly RunnerSpec[], changed: (runner: RunnerIndex) => void) {
    this.#changed = changed;
    this.#paused = runners.map(({ paused }) => paused);
  }

  isPaused(runner: RunnerIndex): boolean {
    return this.#paused[runner]!;
  }

  setPaused(runner: RunnerIndex, isPaused: boolean): void {
    if (this.#paused[runner] === isPaused) return;
    this.#paused[runner] = isPaused;
    this.#changed(runner);
  }
}
