/** Builders of pipelines with stages. Whatever is not given is plain: one job of a minute that succeeds, at once, after the stage before. */
import type { GeneratedArrivals } from '../../src/fleet/arrivals.js';
import type { PipelineSpec, StageSpec } from '../../src/fleet/pipeline.js';
import { MINUTE } from '../../src/units/time.js';
import type { Micros } from '../../src/units/time.js';
import { generated } from './arrivals.js';
import type { GeneratedOptions } from './arrivals.js';

export type StageOptions = Partial<Omit<StageSpec, 'jobs' | 'delay'>> & {
  readonly jobs?: number | StageSpec['jobs'];
  readonly delay?: Micros | StageSpec['delay'];
  /** Run time of each script, where no classes are given. */
  readonly script?: Micros;
  /** Share of its jobs that fail, where no classes are given. */
  readonly failure?: number;
};

/** Returns the stages; without `needs` a stage needs the one before it. */
export function stagesOf(...stages: readonly StageOptions[]): StageSpec[] {
  return stages.map(({ jobs = 1, delay = 0, script = MINUTE, failure = 0, ...rest }, index) => ({
    name: `stage-${index}`,
    jobs: typeof jobs === 'number' ? { kind: 'constant', value: jobs } : jobs,
    delay: typeof delay === 'number' ? { kind: 'constant', value: delay } : delay,
    needs: index === 0 ? [] : [index - 1],
    classes: [{ name: 'job', weight: 1, duration: { kind: 'constant', value: script }, tags: [], protected: false, failure }],
    allowFailure: false,
    interruptible: false,
    ...rest,
  }));
}

/** Returns arrivals of pipelines at fixed intervals from the start on: by default one pipeline. */
export function pipelinesOf(
  stages: readonly StageOptions[],
  {
    every = MINUTE,
    count = 1,
    supersedes = 0,
    ...options
  }: GeneratedOptions & { every?: Micros; count?: number } & Partial<PipelineSpec> = {},
): GeneratedArrivals {
  const pipeline: PipelineSpec = { stages: stagesOf(...stages), supersedes };
  return generated({ kind: 'deterministic', first: 0, every, count }, { ...options, pipeline });
}
