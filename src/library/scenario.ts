/** Scenarios: opened from files or from texts, with all that is wrong with them. */

/**
 * Opens a scenario file with everything it names. Returns it ready to run (`scenario`, `fleet`, `hash`, `defaults`, `warnings`), or `issues`: all that is
 * wrong with it. `set` changes values as `--set` does, `thresholds` adds some as `--threshold` does. It never throws for what is in a file, or for a file
 * that cannot be read.
 *
 * @example
 * ```js
 * import { openScenario } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['horizon=2d'] });
 * console.log(opened.fleet.horizon, opened.hash.length);
 * // > 172800000000 64
 * const refused = await openScenario('scenarios/mmc.yaml', { set: ['horizon=long'] });
 * console.log(refused.issues.length);
 * // > 1
 * ```
 */
export { openScenario } from '../scenario/open.js';

/** What `openScenario` is told beside the file. */
export type { OpenOptions } from '../scenario/open.js';

/**
 * Returns an opened scenario with the warm-up that pilot runs detected, where it says `warmup: auto`; else the scenario itself. `study` and the commands do so, `openScenario`
 * plays nothing and leaves it at none.
 *
 * @example
 * ```js
 * import { openScenario, settled } from 'runcast';
 * const opened = await openScenario('scenarios/idle-pool.yaml', { set: ['horizon=1d', 'warmup=auto'] });
 * const { fleet, detectedWarmup } = settled(opened);
 * console.log(opened.fleet.warmup, fleet.warmup > 0, detectedWarmup.isSettled);
 * // > 0 true true
 * ```
 */
export { settled } from '../study/warmup.js';

/**
 * Returns an issue as the commands print it: file, line and column (or the option that brought it in), what is wrong, what was expected, and the line
 * itself below where the file has it. It throws for nothing.
 *
 * @example
 * ```js
 * import { formatIssue, openScenario } from 'runcast';
 * const { issues } = await openScenario('scenarios/mmc.yaml', { set: ['horizon=long'] });
 * console.log(issues.map(formatIssue)[0].startsWith('--set horizon='));
 * // > true
 * ```
 */
export { formatIssue } from '../scenario/text/issue.js';

/** A finding in a scenario or a file that it names. */
export type { Issue } from '../scenario/text/issue.js';

/**
 * Does what `openScenario` does with a text, without touching a file: `read` gives the text of a file that the scenario names (undefined where there is
 * none), `hash` the hash of a text. For pages, tests, and whatever keeps its scenarios elsewhere. It throws what `read` and `hash` throw.
 *
 * @example
 * ```js
 * import { createHash } from 'node:crypto';
 * import { readFileSync } from 'node:fs';
 * import { prepareScenario } from 'runcast';
 * const read = (file) => readFileSync(`scenarios/${file}`, 'utf8');
 * const hash = (text) => createHash('sha256').update(text).digest('hex');
 * const prepared = prepareScenario(read('mmc.yaml'), 'mmc.yaml', read, { hash });
 * console.log(prepared.fleet.managers.length);
 * // > 1
 * ```
 */
export { prepareScenario } from '../scenario/prepare.js';

/** A scenario ready to run. */
export type { PreparedScenario } from '../scenario/prepare.js';

/** What `prepareScenario` is told beside the text. */
export type { PrepareOptions } from '../scenario/prepare.js';

/** A scenario that cannot be run, with its issues. */
export type { RefusedScenario } from '../scenario/prepare.js';

/** The fleet that a scenario describes: plain data, times in whole microseconds. */
export type { FleetSpec } from '../fleet/fleet.js';

/**
 * Returns a text such as `90m` or `1h30m` in microseconds; undefined where it is no duration with its unit.
 *
 * @example
 * ```js
 * import { parseDuration } from 'runcast';
 * console.log(parseDuration('1h30m'), parseDuration('90'));
 * // > 5400000000 undefined
 * ```
 */
export { parseDuration } from '../units/duration.js';

/** Whole microseconds: a duration, or an instant since the start of the run. */
export type { Micros } from '../units/time.js';
