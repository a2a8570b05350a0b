/** The one call for most uses: a scenario file in, its study out, with every figure by its name. */

/**
 * Plays the study that `runcast run` plays of a scenario file and returns it finished: `result` is the content of `summary.json`, `figure` and `threshold`
 * find what one looks for. `set` and `thresholds` are as `--set` and `--threshold` take them. It is rejected with `ScenarioRefused` where something is
 * wrong with the scenario or a setting, with `PrecisionRefused` where a figure can have no precision, and with what a listener throws.
 *
 * @example
 * ```js
 * import { study } from 'runcast';
 * const done = await study('scenarios/mmc.yaml', { set: ['horizon=1d', 'warmup=2h'], replications: 3, seed: 7, thresholds: ['queue_time p(95) < 10m'] });
 * const p95 = done.figure('queueTime.p95');
 * console.log(done.verdict, p95.unit, p95.low < p95.estimate && p95.estimate < p95.high);
 * // > inconclusive s true
 * console.log(done.threshold('queue_time p(95) < 600s').verdict, done.values('queueTime.mean', { group: 'host' }).length);
 * // > pass 3
 * ```
 */
export { study } from '../study/call/study.js';

/** What `study` is told beside the scenario. */
export type { StudySettings } from '../study/call/study.js';

/**
 * The study that `study` returns: its `result`, `verdict`, and figures and thresholds by name; what it has not got is a `NotInStudy`.
 *
 * @example
 * ```js
 * import { FinishedStudy, study } from 'runcast';
 * const done = await study('scenarios/mmc.yaml', { set: ['horizon=3h', 'warmup=1h'], replications: 1 });
 * console.log(done instanceof FinishedStudy, done.thresholds.length, done.figure('jobs', { workload: 'poisson' }).estimate > 100);
 * // > true 2 true
 * ```
 */
export { FinishedStudy } from '../study/call/finished-study.js';

/** A part of the fleet that a figure is of: `{ group: 'srm' }`. */
export type { FleetPart } from '../study/call/finished-study.js';

/**
 * Thrown where a study has no such figure or part of the fleet, or was not asked a threshold; the message says what there is.
 *
 * @example
 * ```js
 * import { NotInStudy, study } from 'runcast';
 * const done = await study('scenarios/mmc.yaml', { set: ['horizon=3h', 'warmup=1h'], replications: 1 });
 * try {
 *   done.figure('queueTime.p59');
 * } catch (error) {
 *   console.log(error instanceof NotInStudy, error.message);
 * }
 * // > true there is no figure 'queueTime.p59'; did you mean queueTime.p50?
 * ```
 */
export { NotInStudy } from '../study/call/finished-study.js';

/**
 * Thrown where a scenario cannot be run: `issues` has all that was found, the message is what the commands print.
 *
 * @example
 * ```js
 * import { ScenarioRefused, study } from 'runcast';
 * try {
 *   await study('scenarios/mmc.yaml', { set: ['horizn=3h'] });
 * } catch (error) {
 *   console.log(error instanceof ScenarioRefused, error.issues.length, error.message.includes('did you mean horizon?'));
 * }
 * // > true 1 true
 * ```
 */
export { ScenarioRefused } from '../study/call/scenario-refused.js';

/** Who is told of records as they come. */
export type { Listeners } from '../study/call/listeners.js';

/** Where a record comes from: its replication, and the names behind its indices. */
export type { RecordSource } from '../study/call/listeners.js';

/**
 * Thrown where a figure can have no precision: there is no such figure of the whole, or one that has no interval.
 *
 * @example
 * ```js
 * import { PrecisionRefused, study } from 'runcast';
 * const precision = { share: 0.05, figure: 'queueTime.p59', most: 10 };
 * try {
 *   await study('scenarios/mmc.yaml', { set: ['horizon=1h', 'warmup=0s'], precision });
 * } catch (error) {
 *   console.log(error instanceof PrecisionRefused);
 * }
 * // > true
 * ```
 */
export { PrecisionRefused } from '../study/figures/precision.js';

/** How sure a figure is to be: half of its interval as a share of the estimate, and the replications that may take. */
export type { Precision } from '../study/figures/precision.js';
