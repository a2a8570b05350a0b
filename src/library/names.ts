/** The words of results and records, as lists and as types: what to iterate over, and what to name a figure by. */

/**
 * What kept a job waiting, from worst to best; the `waits` of a record and of figures follow this order.
 *
 * @example
 * ```js
 * import { study, WAIT_CAUSES } from 'runcast';
 * let longest = '';
 * let most = 0;
 * const onJob = ({ waits }) => waits.forEach((micros, i) => micros > most && ([most, longest] = [micros, WAIT_CAUSES[i]]));
 * await study('scenarios/mmc.yaml', { set: ['horizon=1d', 'warmup=2h'], replications: 1, onJob });
 * console.log(longest);
 * // > concurrent
 * ```
 */
export { WAIT_CAUSES } from '../record/wait-causes.js';

/** One of them. */
export type { WaitCause } from '../record/wait-causes.js';

/**
 * What the time from the hand-out to the script is made of; `preparation` of a record follows this order.
 *
 * @example
 * ```js
 * import { PREPARATION_PARTS, study } from 'runcast';
 * const done = await study('scenarios/idle-pool.yaml', { set: ['horizon=2h', 'warmup=1h'], replications: 1 });
 * const parts = PREPARATION_PARTS.map((part) => done.figure(`preparationParts.${part}`).estimate);
 * console.log(parts.length, parts[PREPARATION_PARTS.indexOf('stages')] > 0);
 * // > 7 true
 * ```
 */
export { PREPARATION_PARTS } from '../record/preparation.js';

/** A part of the preparation. */
export type { PreparationPart } from '../record/preparation.js';

/**
 * How a job stands when its record is written.
 *
 * @example
 * ```js
 * import { JOB_STATUSES, study } from 'runcast';
 * const done = await study('scenarios/mmc.yaml', { set: ['horizon=3h', 'warmup=1h'], replications: 1 });
 * const counts = JOB_STATUSES.map((status) => done.figure(`statuses.${status}`).estimate);
 * console.log(counts.reduce((a, b) => a + b) > 0, JOB_STATUSES[0]);
 * // > true success
 * ```
 */
export { JOB_STATUSES } from '../record/job.js';

/** The status of a job. */
export type { JobStatus } from '../record/job.js';

/**
 * Why a machine was removed.
 *
 * @example
 * ```js
 * import { REMOVAL_REASONS, study } from 'runcast';
 * const reasons = new Set();
 * const onMachine = ({ reasonRemoved }) => void reasons.add(reasonRemoved);
 * await study('scenarios/idle-pool.yaml', { set: ['horizon=2h', 'warmup=1h'], replications: 1, onMachine });
 * console.log([...reasons].every((reason) => REMOVAL_REASONS.includes(reason)), reasons.has('used_up'));
 * // > true true
 * ```
 */
export { REMOVAL_REASONS } from '../record/machine.js';

/** The reason of a removal. */
export type { RemovalReason } from '../record/machine.js';

/**
 * What the cost is made of.
 *
 * @example
 * ```js
 * import { COST_PARTS, study } from 'runcast';
 * const done = await study('scenarios/idle-pool.yaml', { set: ['horizon=2h', 'warmup=1h'], replications: 1 });
 * const [idle, total] = ['idle', 'total'].map((part) => done.figure(`cost.${part}`).estimate);
 * console.log(COST_PARTS.includes('idle'), idle > 0 && idle < total);
 * // > true true
 * ```
 */
export { COST_PARTS } from '../study/figures/figure-key.js';

/** A part of the cost. */
export type { CostPart } from '../study/figures/figure-key.js';

/**
 * The parts of a fleet that figures are of: `figures` of a result have one of these as `scope`.
 *
 * @example
 * ```js
 * import { SCOPE_KINDS, study } from 'runcast';
 * const { result } = await study('scenarios/mmc.yaml', { set: ['horizon=3h', 'warmup=1h'], replications: 1 });
 * console.log(result.figures.every(({ scope }) => SCOPE_KINDS.includes(scope)), SCOPE_KINDS[0]);
 * // > true all
 * ```
 */
export { SCOPE_KINDS } from '../study/figures/figure-key.js';

/** A kind of part of a fleet. */
export type { ScopeKind } from '../study/figures/figure-key.js';

/** Path of a figure inside its part of the fleet, such as `queueTime.p95` or `cost.perMonth`. */
export type { FigureKey } from '../study/figures/figure-key.js';

/** A figure over all replications, with its interval. */
export type { Figure } from '../study/figures/figures.js';

/**
 * What thresholds can be of.
 *
 * @example
 * ```js
 * import { METRICS, openScenario, parseThresholds } from 'runcast';
 * const { fleet } = await openScenario('scenarios/mmc.yaml');
 * const jobs = METRICS.filter((metric) => parseThresholds({ [metric]: ['p(95) < 1m'] }, fleet).thresholds.length > 0);
 * console.log(jobs.join());
 * // > queue_time,preparation,start_delay,sojourn,pipeline_duration
 * ```
 */
export { METRICS } from '../results/question.js';

/** The metric of a threshold. */
export type { Metric } from '../results/question.js';

/**
 * What may come of a threshold.
 *
 * @example
 * ```js
 * import { study, VERDICTS } from 'runcast';
 * const { thresholds } = await study('scenarios/mmc.yaml', { set: ['horizon=3h', 'warmup=1h'], replications: 2 });
 * console.log(VERDICTS.join(), thresholds.every(({ verdict }) => VERDICTS.includes(verdict)));
 * // > pass,fail,inconclusive true
 * ```
 */
export { VERDICTS } from '../study/thresholds/judge.js';

/** The verdict on a threshold. */
export type { Verdict } from '../study/thresholds/judge.js';

/** A threshold with what came out. */
export type { JudgedThreshold } from '../study/study-result.js';
