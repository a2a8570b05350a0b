/** Sweeps: many settings of a scenario over the same draws, what each comes to, and which of them none beats. */

/**
 * The variants of a scenario: `of(set)` returns it with further settings as of `--set`, read and checked once each, or the `issues` of what it cannot have.
 *
 * @example
 * ```js
 * import { openScenario, Variants } from 'runcast';
 * const variants = new Variants(await openScenario('scenarios/idle-pool.yaml'));
 * console.log(variants.of(['IdleCount=20']).prepared.hash === variants.of([]).prepared.hash);
 * // > false
 * console.log(variants.of(['IdleCount=many']).issues[0].path);
 * // > runners[0].machine.IdleCount
 * ```
 */
export { Variants } from '../study/variants.js';

/**
 * Reads the text of a `--vary`: a setting and its values, listed or as a range with both ends in it. Returns them, or the `problem` with the text.
 *
 * @example
 * ```js
 * import { parseVary } from 'runcast';
 * console.log(parseVary('IdleCount=10..30:10').values.join(' '));
 * // > 10 20 30
 * console.log(parseVary('IdleCount=30..10').problem);
 * // > IdleCount=30..10: 30..10 runs backwards, so it is empty; write the lower end first
 * ```
 */
export { parseVary } from '../study/sweep/vary-text.js';

/** A setting and its values. */
export type { Vary } from '../study/sweep/vary-text.js';

/**
 * Returns every combination of the values of several settings; those of the last change fastest.
 *
 * @example
 * ```js
 * import { gridPoints, parseVary } from 'runcast';
 * const points = gridPoints([parseVary('IdleCount=10,20'), parseVary('check_interval=1,3')]);
 * console.log(points.length, points[1].map(({ path, value }) => `${path}=${value}`).join(' '));
 * // > 4 IdleCount=10 check_interval=3
 * ```
 */
export { gridPoints } from '../study/sweep/design.js';

/**
 * Returns so many different combinations that fill the room of all evenly, by the sequence of Sobol; more of them begin with the same ones.
 *
 * @example
 * ```js
 * import { parseVary, spacedPoints } from 'runcast';
 * const { points } = spacedPoints([parseVary('IdleCount=1..16'), parseVary('check_interval=1..4')], 4);
 * console.log(points.map((point) => point.map(({ value }) => value).join('/')).join(' '));
 * // > 1/1 9/3 13/2 5/4
 * ```
 */
export { spacedPoints } from '../study/sweep/design.js';

/** One value that a point sets, as of `--set`. */
export type { Setting } from '../study/sweep/design.js';

/**
 * Puts the question of `runcast sweep`. Returns it, a `problem`, or the `issues` of settings that the scenario cannot have.
 *
 * @example
 * ```js
 * import { gridPoints, openScenario, parseVary, sweepQuestion, Variants } from 'runcast';
 * const file = 'scenarios/idle-pool.yaml';
 * const variants = new Variants(await openScenario(file));
 * const points = gridPoints([parseVary('IdleCount=8,10,12')]);
 * const request = { file, points, design: 'grid', hasBase: true, of: 'queueTime.p95', seed: 1, runcast: '', rerun: '' };
 * console.log(sweepQuestion(variants, request).points.map(({ isBase }) => isBase).join(' '));
 * // > false true false
 * ```
 */
export { sweepQuestion } from '../study/sweep/question.js';

/** What a sweep is asked with. */
export type { SweepRequest } from '../study/sweep/question.js';

/** What is swept, as the method takes it. */
export type { SweepQuestion } from '../study/sweep/question.js';

/**
 * Returns the method of `runcast sweep`, whose result is what `--json` prints.
 *
 * @example
 * ```js
 * import { gridPoints, openScenario, parseVary, runStudySync, sweep, sweepQuestion, Variants } from 'runcast';
 * const file = 'scenarios/idle-pool.yaml';
 * const variants = new Variants(await openScenario(file, { set: ['horizon=2h'] }));
 * const points = gridPoints([parseVary('IdleCount=4,16')]);
 * const question = { file, points, design: 'grid', hasBase: false, of: 'queueTime.mean', replications: 2, seed: 1, runcast: '', rerun: '' };
 * const result = runStudySync(sweep(sweepQuestion(variants, question)));
 * console.log(result.points.map(({ frontier }) => frontier).join(' '));
 * // > on on
 * ```
 */
export { sweep } from '../study/method/sweep.js';

/**
 * The form of what `sweep --json` prints as a zod schema: `parse` returns the result, or throws a `ZodError` that says where it is none.
 *
 * @example
 * ```js
 * import { sweepResultSchema } from 'runcast';
 * console.log(sweepResultSchema.safeParse({ sweepVersion: 0 }).success);
 * // > false
 * ```
 */
export { sweepResultSchema } from '../study/sweep/sweep-result.js';

/** What a sweep found. Times in seconds, money in USD, shares as fractions of one. */
export type { SweepResult } from '../study/sweep/sweep-result.js';

/** What one of its points comes to. */
export type { SweepPoint } from '../study/sweep/sweep-result.js';

/**
 * Returns a sweep as `sweep` prints it; `width` is in columns, 80 where nothing is said.
 *
 * @example
 * ```js
 * import { gridPoints, openScenario, parseVary, runStudySync, sweep, sweepQuestion, sweepText, Variants } from 'runcast';
 * const file = 'scenarios/idle-pool.yaml';
 * const variants = new Variants(await openScenario(file, { set: ['horizon=2h'] }));
 * const points = gridPoints([parseVary('IdleCount=4,16')]);
 * const question = { file, points, design: 'grid', hasBase: false, of: 'queueTime.p95', replications: 2, seed: 1, runcast: '', rerun: '' };
 * const lines = sweepText(runStudySync(sweep(sweepQuestion(variants, question)))).trimEnd().split('\n');
 * console.log(lines.slice(0, -1).every((line) => line.length <= 80));
 * // > true
 * ```
 */
export { sweepText } from '../report/sweep/text.js';
