/** The study of outages: when one would hurt most, and what outages leave of a year's availability. */

/**
 * Returns what an outage hits, of a text such as `zone=us-east1-c`; a sentence where the fleet has no such thing.
 *
 * @example
 * ```js
 * import { openScenario, parseTarget } from 'runcast';
 * const { fleet } = await openScenario('scenarios/mmc.yaml');
 * console.log(parseTarget('manager=host-1', fleet).index);
 * // > 0
 * console.log(typeof parseTarget('manager=host-2', fleet));
 * // > string
 * ```
 */
export { parseTarget } from '../study/outage/target.js';

/** What an outage hits, by kind and name. */
export type { NamedTarget } from '../study/outage/target.js';

/**
 * Returns what an outage of a kind of target does: of clouds and zones `of` says which part is gone, and `api` how its API is down.
 *
 * @example
 * ```js
 * import { effectOf } from 'runcast';
 * console.log(JSON.stringify(effectOf('zone', 'api', 'hangs')) === JSON.stringify(effectOf('zone', 'api', 'fails')));
 * // > false
 * ```
 */
export { effectOf } from '../study/outage/target.js';

/** Which part of a cloud or zone is gone. */
export type { OutagePart } from '../study/outage/target.js';

/** How an API is down. */
export type { ApiDown } from '../study/outage/target.js';

/**
 * Returns what a scenario holds of a week of starts for an outage of a length with room behind it, both in microseconds, and which horizon holds all of
 * it (the command opens the scenario again with that).
 *
 * @example
 * ```js
 * import { openScenario, parseDuration, weekOfStarts } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['horizon=4h', 'warmup=1h'] });
 * const hour = parseDuration('1h');
 * const { held, longer } = weekOfStarts(opened, hour, hour);
 * console.log(held.because, longer > opened.fleet.horizon);
 * // > scenario true
 * ```
 */
export { weekOfStarts } from '../study/outage/held.js';

/** The part of the week that a scenario holds. */
export type { Held } from '../study/outage/held.js';

/** What a scenario holds of a week of starts, and the horizon that holds it all. */
export type { WeekOfStarts } from '../study/outage/held.js';

/**
 * Puts the question of `runcast outage`, with the defaults of the command; durations are microseconds.
 *
 * @example
 * ```js
 * import { effectOf, openScenario, outageQuestion, parseDuration, parseTarget } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['horizon=4h', 'warmup=1h'] });
 * const target = parseTarget('manager=host-1', opened.fleet);
 * const asked = { file: 'scenarios/mmc.yaml', seed: 1, target, effect: effectOf(target.kind), durations: [parseDuration('1h')] };
 * console.log(outageQuestion(opened, asked).durations.length);
 * // > 1
 * ```
 */
export { outageQuestion } from '../study/outage/question.js';

/** What an outage question is put with. */
export type { OutageOptions } from '../study/outage/question.js';

/** A question about outages, as its method takes it. */
export type { OutageQuestion } from '../study/outage/question.js';

/** What counts as started in time: a bound in microseconds and the share of jobs that is to keep it. */
export type { Slo } from '../study/thresholds/slo.js';

/**
 * Returns the method of `runcast outage`, whose result is the content of `outage.json`. Playing it throws `PlainRunCut` where a limit ends the run
 * without outages.
 *
 * @example
 * ```js
 * import { effectOf, openScenario, outageQuestion, parseDuration, parseTarget, runStudySync, studyOutages } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['horizon=4h', 'warmup=1h'] });
 * const target = parseTarget('manager=host-1', opened.fleet);
 * const hour = parseDuration('1h');
 * const asked = { file: 'scenarios/mmc.yaml', seed: 1, target, effect: effectOf(target.kind), durations: [hour], room: hour, every: hour, years: 0 };
 * const { maps } = runStudySync(studyOutages(outageQuestion(opened, asked)));
 * console.log(maps[0].durationSeconds, maps[0].cells.length);
 * // > 3600 3
 * ```
 */
export { studyOutages } from '../study/method/outage.js';

/** The content of `outage.json`: harm by start, and the availability of drawn years. Times in seconds, shares as fractions of one. */
export type { OutageResult } from '../study/outage/outage-result.js';

/**
 * Thrown where a limit on events or pending jobs ends the run without outages, so that there is nothing to compare with; `end` says which.
 *
 * @example
 * ```js
 * import { effectOf, openScenario, outageQuestion, parseDuration, parseTarget, PlainRunCut, runStudySync, studyOutages } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['horizon=14h', 'warmup=1h', 'limits.events=10'] });
 * const target = parseTarget('manager=host-1', opened.fleet);
 * const asked = { file: 'scenarios/mmc.yaml', seed: 1, target, effect: effectOf(target.kind), durations: [parseDuration('1h')], years: 0 };
 * try {
 *   runStudySync(studyOutages(outageQuestion(opened, asked)));
 * } catch (error) {
 *   console.log(error instanceof PlainRunCut, error.end);
 * }
 * // > true max_events
 * ```
 */
export { PlainRunCut } from '../study/method/outage.js';
