/** The jobs of several runs of one scenario taken together, scope by scope and question by question. Memory does not grow with the runs. */
import { WAIT_CAUSES } from '../../record/wait-causes.js';
import type { Micros } from '../../units/time.js';
import { MakeUp } from './make-up.js';
import { PooledSample } from './pooled-sample.js';
import { DELAY_METRICS, type DelayMetric } from '../question.js';
import type { JobScopeKind, RunSamples, ScopeSamples } from './run-samples.js';
import { Sample, type SampleColumns } from './sample.js';

/** Some jobs of each run: those of one scope, or of several that are the same jobs. */
class PooledJobs {
  readonly times: readonly PooledSample[];
  readonly waits: MakeUp;

  constructor(times: readonly PooledSample[], waits = new MakeUp(WAIT_CAUSES.length)) {
    this.times = times;
    this.waits = waits;
  }

  copy(): PooledJobs {
    return new PooledJobs(
      this.times.map((time) => time.copy()),
      MakeUp.of(WAIT_CAUSES.length, this.waits.columns()),
    );
  }

  add({ times, waits }: ScopeSamples): void {
    for (const [index, columns] of times.entries()) this.times[index]!.add(Sample.of(columns));
    if (waits !== undefined) this.waits.merge(MakeUp.of(WAIT_CAUSES.length, waits));
  }
}

/** The jobs of one scope. */
export class PooledScope {
  jobs: PooledJobs;
  readonly #durations: PooledSample;

  /** For samples with these borders. */
  constructor(borders: readonly Micros[], jobs: PooledJobs) {
    this.jobs = jobs;
    this.#durations = new PooledSample(borders);
  }

  /** Adds the pipelines of a run. */
  addDurations(durations: SampleColumns | undefined): void {
    if (durations !== undefined) this.#durations.add(Sample.of(durations));
  }

  /** A time of its jobs or pipelines. */
  time(metric: DelayMetric | 'pipeline_duration'): PooledSample {
    return metric === 'pipeline_duration' ? this.#durations : this.jobs.times[DELAY_METRICS.indexOf(metric)]!;
  }

  /** The quantile of queue time by WAIT_CAUSES, in micros. */
  waitsAt(level: number): readonly number[] {
    return this.jobs.waits.of(this.time('queue_time').all.quantile(level).value);
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
    if (this.#runs === 0) this.#open(scopes);
    for (const [jobs, own] of this.#divided(scopes)) jobs.add(own);
    for (const [index, sample] of questions.entries()) {
      if (sample !== undefined) (this.#byQuestion[index] ??= new PooledSample(sample.borders)).add(Sample.of(sample));
    }
    this.#runs++;
  }

  /** All scopes begin with the same jobs: none. */
  #open(scopes: readonly ScopeSamples[]): void {
    const [first] = scopes;
    if (first === undefined) return;
    const { borders } = first.times[0]!;
    const none = new PooledJobs(DELAY_METRICS.map(() => new PooledSample(borders)));
    for (const { scope, name, instance } of scopes) this.#scopes.set(keyOf(scope, name, instance), new PooledScope(borders, none));
  }

  /**
   * Returns the jobs of all scopes, each once, and what they get of this run. Scopes that are the same jobs are kept once for as long as they are
   * (of one pool, seven): who differs from the others for the first time goes on with a copy.
   */
  #divided(scopes: readonly ScopeSamples[]): ReadonlyMap<PooledJobs, ScopeSamples> {
    const got = new Map<PooledJobs, ScopeSamples>();
    const parted = new Map<PooledJobs, Map<ScopeSamples['times'], PooledJobs>>();
    for (const own of scopes) {
      const pooled = this.#scopes.get(keyOf(own.scope, own.name, own.instance));
      if (pooled === undefined) continue;
      pooled.addDurations(own.durations);
      const before = pooled.jobs;
      let parts = parted.get(before);
      if (parts === undefined) parted.set(before, (parts = new Map([[own.times, before]])));
      let jobs = parts.get(own.times);
      if (jobs === undefined) parts.set(own.times, (jobs = before.copy()));
      pooled.jobs = jobs;
      got.set(jobs, own);
    }
    return got;
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
