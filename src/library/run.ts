/** One replication: played in one go or in slices, with its records as they come and its result at the end. */

/**
 * Plays one replication of a fleet and returns its `RunResult`, a pure function of fleet, seed and replication: times in seconds, money in USD, shares as
 * fractions of one. `recorder` is handed every job, machine, pipeline and note as it is recorded, times in microseconds. It throws what the recorder throws.
 *
 * @example
 * ```js
 * import { openScenario, simulate } from 'runcast';
 * const { fleet } = await openScenario('scenarios/mmc.yaml', { set: ['horizon=2h', 'warmup=0s'] });
 * let jobs = 0;
 * const recorder = { job: ({ queuedAt }) => void (jobs += queuedAt < fleet.horizon ? 1 : 0), machine: () => undefined };
 * const result = simulate(fleet, { seed: 1, replication: 0, recorder });
 * console.log(result.outcome, result.jobs.all.jobs === jobs);
 * // > done true
 * ```
 */
export { simulate } from '../study/simulate.js';

/** Seed, replication, and what is wanted of a run beside its figures. */
export type { ReplicationOptions } from '../study/open-run.js';

/**
 * Starts one replication that the caller drives: `advance(n)` plays at most n events and answers `more`, `done`, or the limit that ended the run; `now` is
 * in microseconds. `result()` and `replication()` throw before the end.
 *
 * @example
 * ```js
 * import { openScenario, start } from 'runcast';
 * const { fleet } = await openScenario('scenarios/mmc.yaml', { set: ['horizon=2h', 'warmup=0s'] });
 * const run = start(fleet, { seed: 1, replication: 0 });
 * while (run.advance(1000) === 'more');
 * console.log(run.now === fleet.horizon, run.result().outcome);
 * // > true done
 * ```
 */
export { start } from '../study/simulate.js';

/** A replication under way. */
export type { OpenRun } from '../study/open-run.js';

/**
 * Returns the names behind the indices of records: workloads, projects, runners, managers, zones, machine types with their prices in USD an hour.
 *
 * @example
 * ```js
 * import { castOf, openScenario, simulate } from 'runcast';
 * const { fleet } = await openScenario('scenarios/mmc.yaml', { set: ['horizon=1h', 'warmup=0s'] });
 * const { workloads } = castOf(fleet);
 * const names = new Set();
 * simulate(fleet, { seed: 1, replication: 0, recorder: { job: ({ workload }) => void names.add(workloads[workload].name), machine: () => undefined } });
 * console.log([...names].join());
 * // > poisson
 * ```
 */
export { castOf } from '../fleet/cast.js';

/**
 * The form of a run's result as a zod schema: `parse` returns the result, or throws a `ZodError` that says where it is none.
 *
 * @example
 * ```js
 * import { openScenario, runResultSchema, simulate } from 'runcast';
 * const { fleet } = await openScenario('scenarios/mmc.yaml', { set: ['horizon=1h', 'warmup=0s'] });
 * const kept = JSON.stringify(simulate(fleet, { seed: 1, replication: 0 }));
 * console.log(runResultSchema.parse(JSON.parse(kept)).seed, runResultSchema.safeParse({}).success);
 * // > 1 false
 * ```
 */
export { runResultSchema } from '../results/run-result.js';

/** What one run says, as plain data. */
export type { RunResult } from '../results/run-result.js';

/** Names behind the indices of records. */
export type { Cast } from '../record/cast.js';

/** Takes records as they come. */
export type { Recorder } from '../record/recorder.js';

/** A job from its creation to its end, times in microseconds. */
export type { JobRecord } from '../record/job.js';

/** A machine from its request until it is gone, times in microseconds. */
export type { MachineRecord } from '../record/machine.js';

/** Something that happened to the fleet. */
export type { NoteRecord } from '../record/note.js';

/** A pipeline from its creation to the end of its last job, times in microseconds. */
export type { PipelineRecord } from '../record/pipeline.js';
