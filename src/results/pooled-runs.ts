/** The jobs of several runs of one scenario taken together, scope by scope and question by question. Memory does not grow with the runs. */
import { WAIT_CAUSES } from '../record/wait-causes.js';
import { MakeUp } from './make-up.js';
import { PooledSample } from './pooled-sample.js';
import { DELAY_METRICS, type DelayMetric } from './question.js';
import type { JobScopeKind, RunSamples, ScopeSamples } from './run-samples.js';
import { Sample } from './sample.js';

/** The jobs of one scope. */
export class PooledScope {
  readonly #times: readonly PooledSample[];
  readonly #durations: PooledSample;
  readonly #waits = new MakeUp(WAIT_CAUSES.length);

  /** An empty one, for samples with the borders of `like`. */
  constructor({ times }: ScopeSamples) {
    const { borders } = times[0]!;
    this.#times = DELAY_METRICS.map(() => new PooledSample(borders));
    this.#durations = new PooledSample(borders);
  }

  /** Adds the jobs of a run. */
  add({ times, durations, waits }: ScopeSamples): void {
    for (const [index, columns] of times.entries()) this.#times[index]!.add(Sample.of(columns));
    if (durations !== undefined) this.#durations.add(Sample.of(durations));
    if (waits !== undefined) this.#waits.merge(MakeUp.of(waits));
  }

  /** A time of its jobs or pipelines. */
  time(metric: DelayMetric | 'pipeline_duration'): PooledSample {
    return metric === 'pipeline_duration' ? this.#durations : this.#times[DELAY_METRICS.indexOf(metric)]!;
  }

  /** The quantile of queue time by WAIT_CAUSES, in micros. */
  waitsAt(level: number): readonly number[] {
    return this.#waits.of(this.time('queue_time').all.quantile(level).value);
  }
}

/** The runs added so far. */
export class PooledRuns {
  #runs = 0;
  readonly #scopes = new Map<string, PooledScope>();
  readonly #byQuestion: PooledSample[] = [];

  /** Adds a run. Projects that are not among the top of every run are left out. */
  add({ scopes, questions }: RunSamples): void {
    const keys = new Set(scopes.map(({ scope, name, instance }) => keyOf(scope, name, instance)));
    for (const key of this.#scopes.keys()) if (!keys.has(key)) this.#scopes.delete(key);
    for (const own of scopes) {
      const key = keyOf(own.scope, own.name, own.instance);
      let pooled = this.#scopes.get(key);
      if (pooled === undefined && this.#runs === 0) this.#scopes.set(key, (pooled = new PooledScope(own)));
      pooled?.add(own);
    }
    for (const [index, sample] of questions.entries()) {
      if (sample !== undefined) (this.#byQuestion[index] ??= new PooledSample(sample.borders)).add(Sample.of(sample));
    }
    this.#runs++;
  }

  /** The jobs of a scope; undefined where they are not kept together. */
  scope(kind: JobScopeKind, name: string, instance?: string): PooledScope | undefined {
    return this.#scopes.get(keyOf(kind, name, instance));
  }

  /** What the question of that number asks a quantile of; undefined where it asks none, or nothing was measured. */
  question(index: number): PooledSample | undefined {
    return this.#byQuestion[index];
  }
}

function keyOf(kind: JobScopeKind, name: string, instance: string | undefined): string {
  return JSON.stringify([kind, name, instance ?? '']);
}
