/** Comparisons: what other settings change, each held against a base over the same draws. */

/**
 * Returns the method of `runcast compare`, whose result is what `--json` prints. A question is a base and its variants, each with a label and a question as
 * of `studyQuestion`, over replications of one seed. Playing it throws for nothing that `incomparable` has no objection to.
 *
 * @example
 * ```js
 * import { compare, openScenario, runStudySync, studyQuestion } from 'runcast';
 * const file = 'scenarios/idle-pool.yaml';
 * const side = async (label, set) => {
 *   const opened = await openScenario(file, { set: ['horizon=3h', ...set] });
 *   return { label, question: studyQuestion(opened, { file, seed: 1 }) };
 * };
 * const [base, own] = [await side('as it is', []), await side('more', ['IdleCount=16'])];
 * const result = runStudySync(compare({ base, variants: [own], seed: 1, replications: 3, runcast: '', rerun: '' }));
 * const [cost] = result.variants[0].differences.filter(({ scope, figure }) => scope === 'all' && figure === 'cost.perMonth');
 * console.log(cost.verdict, cost.unit, cost.low > 0);
 * // > worse USD per month true
 * ```
 */
export { compare } from '../study/method/compare.js';

/** A base, its variants, and over which replications they are compared. */
export type { CompareQuestion } from '../study/compare/question.js';

/** How sure a difference is to be, and the pairs that may take. */
export type { DifferencePrecision } from '../study/compare/difference-precision.js';

/** One side of a comparison. */
export type { SideQuestion } from '../study/compare/question.js';

/**
 * Returns a sentence that says why a variant cannot be held against a base (other times, prices on one side, nothing that differs); undefined where it can.
 *
 * @example
 * ```js
 * import { incomparable, openScenario, studyQuestion } from 'runcast';
 * const file = 'scenarios/mmc.yaml';
 * const side = async (label, set) => ({ label, question: studyQuestion(await openScenario(file, { set }), { file, seed: 1 }) });
 * console.log(incomparable(await side('base', []), await side('shorter', ['horizon=2d'])).startsWith('shorter measures'));
 * // > true
 * console.log(incomparable(await side('base', []), await side('faster', ['check_interval=2'])));
 * // > undefined
 * ```
 */
export { incomparable } from '../study/compare/question.js';

/**
 * The form of what `compare --json` prints as a zod schema: `parse` returns the result, or throws a `ZodError` that says where it is none.
 *
 * @example
 * ```js
 * import { compareResultSchema } from 'runcast';
 * console.log(compareResultSchema.safeParse({ compareVersion: 0 }).success);
 * // > false
 * ```
 */
export { compareResultSchema } from '../study/compare/compare-result.js';

/** What a comparison found. Times in seconds, money in USD, shares as fractions of one. */
export type { CompareResult } from '../study/compare/compare-result.js';

/** What became of one figure. */
export type { Difference } from '../study/compare/compare-result.js';

/**
 * Returns a comparison as `compare` prints it; `width` is in columns, 80 where nothing is said.
 *
 * @example
 * ```js
 * import { compare, comparisonText, openScenario, runStudySync, studyQuestion } from 'runcast';
 * const file = 'scenarios/idle-pool.yaml';
 * const side = async (label, set) => {
 *   const opened = await openScenario(file, { set: ['horizon=3h', ...set] });
 *   return { label, question: studyQuestion(opened, { file, seed: 1 }) };
 * };
 * const [base, own] = [await side('as it is', []), await side('more', ['IdleCount=16'])];
 * const result = runStudySync(compare({ base, variants: [own], seed: 1, replications: 3, runcast: '', rerun: '' }));
 * const lines = comparisonText(result).trimEnd().split('\n');
 * console.log(lines[0].startsWith('more: '), lines.slice(0, -1).every((line) => line.length <= 80));
 * // > true true
 * ```
 */
export { comparisonText } from '../report/compare/text.js';

/**
 * Returns a comparison as Markdown for a merge request: what `compare --format markdown` prints. Names are never taken for markup.
 *
 * @example
 * ```js
 * import { compare, comparisonMarkdown, openScenario, runStudySync, studyQuestion } from 'runcast';
 * const file = 'scenarios/idle-pool.yaml';
 * const side = async (label, set) => {
 *   const opened = await openScenario(file, { set: ['horizon=3h', ...set] });
 *   return { label, question: studyQuestion(opened, { file, seed: 1 }) };
 * };
 * const [base, own] = [await side('as it is', []), await side('more', ['IdleCount=16'])];
 * const result = runStudySync(compare({ base, variants: [own], seed: 1, replications: 3, runcast: '', rerun: '' }));
 * console.log(comparisonMarkdown(result).startsWith('# Compared with as it is'));
 * // > true
 * ```
 */
export { comparisonMarkdown } from '../report/compare/markdown.js';
