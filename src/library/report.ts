/** Reports: pure functions of a result, which may be years old. Each returns text that ends in a line break, and throws for nothing that the result's schema takes. */

/**
 * Returns the answer on one screen of a terminal, at most 40 lines: what `run` prints. `width` is in columns, 80 where nothing is said.
 *
 * @example
 * ```js
 * import { oneScreen, openScenario, replicate, runStudySync, studyQuestion } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['horizon=3h', 'warmup=1h', 'replications=2'] });
 * const { study } = runStudySync(replicate(studyQuestion(opened, { file: 'scenarios/mmc.yaml', seed: 1 })));
 * const lines = oneScreen(study, { width: 100 }).trimEnd().split('\n');
 * console.log(lines.length <= 40, lines.slice(0, -1).every((line) => line.length <= 100));
 * // > true true
 * ```
 */
export { oneScreen } from '../report/run/screen.js';

/** How a screen is set. */
export type { ScreenOptions } from '../report/run/screen.js';

/**
 * Returns the summary of a study as rounded text, in the order in which it is to be read: what `terminalReport` sets, for renderers of one's own.
 *
 * @example
 * ```js
 * import { openScenario, replicate, reportModel, runStudySync, studyQuestion } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['horizon=3h', 'warmup=1h', 'replications=2'] });
 * const { study } = runStudySync(replicate(studyQuestion(opened, { file: 'scenarios/mmc.yaml', seed: 1 })));
 * const { tables } = reportModel(study);
 * console.log(tables.map(({ section }) => section).join());
 * // > short,waiting,why,fleet
 * ```
 */
export { reportModel } from '../report/run/model.js';

/** The summary of a study as rounded text. */
export type { ReportModel } from '../report/run/model.js';

/**
 * Returns the whole summary for a terminal: what `run --full` prints. `width` is in columns, 80 where nothing is said.
 *
 * @example
 * ```js
 * import { openScenario, replicate, reportModel, runStudySync, studyQuestion, terminalReport } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['horizon=3h', 'warmup=1h', 'replications=2'] });
 * const { study } = runStudySync(replicate(studyQuestion(opened, { file: 'scenarios/mmc.yaml', seed: 1 })));
 * console.log(terminalReport(reportModel(study)).includes(study.scenario.name));
 * // > true
 * ```
 */
export { terminalReport } from '../report/run/terminal.js';

/**
 * Returns the report as Markdown for merge requests and wikis: `report.md`. Names are never taken for markup.
 *
 * @example
 * ```js
 * import { markdownReport, openScenario, replicate, runStudySync, studyQuestion } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['horizon=3h', 'warmup=1h', 'replications=2'] });
 * const { study } = runStudySync(replicate(studyQuestion(opened, { file: 'scenarios/mmc.yaml', seed: 1 })));
 * console.log(markdownReport(study).startsWith('# '));
 * // > true
 * ```
 */
export { markdownReport } from '../report/run/markdown.js';

/**
 * Returns the report as one page that needs nothing else, without a script: `report.html`. It wants a `sha256` in base64 for its content security policy, and
 * is rejected with what that throws.
 *
 * @example
 * ```js
 * import { createHash } from 'node:crypto';
 * import { htmlReport, openScenario, replicate, runStudySync, studyQuestion } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['horizon=3h', 'warmup=1h', 'replications=2'] });
 * const { study } = runStudySync(replicate(studyQuestion(opened, { file: 'scenarios/mmc.yaml', seed: 1 })));
 * const sha256 = (text) => createHash('sha256').update(text).digest('base64');
 * console.log((await htmlReport(study, { sha256 })).startsWith('<!doctype html>'));
 * // > true
 * ```
 */
export { htmlReport } from '../report/run/html.js';

/** What a page needs of the world. */
export type { HtmlOptions } from '../report/html/templating.js';

/**
 * Returns a study of outages for a terminal of 80 columns: what `outage` prints.
 *
 * @example
 * ```js
 * import { effectOf, openScenario, outageQuestion, outageText, parseDuration, parseTarget, runStudySync, studyOutages } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['horizon=14h', 'warmup=1h'] });
 * const target = parseTarget('manager=host-1', opened.fleet);
 * const asked = { file: 'scenarios/mmc.yaml', seed: 1, target, effect: effectOf(target.kind), durations: [parseDuration('1h')], years: 0 };
 * const result = runStudySync(studyOutages(outageQuestion(opened, asked)));
 * console.log(outageText(result).includes(opened.scenario.name));
 * // > true
 * ```
 */
export { outageText } from '../report/outage/text.js';

/**
 * Returns `outage.csv`: a head, then a row a start of the sweep and a drawn outage; times in seconds.
 *
 * @example
 * ```js
 * import { effectOf, openScenario, outageCsv, outageQuestion, parseDuration, parseTarget, runStudySync, studyOutages } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['horizon=14h', 'warmup=1h'] });
 * const target = parseTarget('manager=host-1', opened.fleet);
 * const asked = { file: 'scenarios/mmc.yaml', seed: 1, target, effect: effectOf(target.kind), durations: [parseDuration('1h')], years: 0 };
 * const result = runStudySync(studyOutages(outageQuestion(opened, asked)));
 * console.log(outageCsv(result).trimEnd().split('\n').length - 1 === result.maps[0].cells.length);
 * // > true
 * ```
 */
export { outageCsv } from '../report/outage/csv.js';

/**
 * Returns a study of outages as one page, as `htmlReport` does: `outage.html`.
 *
 * @example
 * ```js
 * import { createHash } from 'node:crypto';
 * import { effectOf, openScenario, outageHtml, outageQuestion, parseDuration, parseTarget, runStudySync, studyOutages } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['horizon=14h', 'warmup=1h'] });
 * const target = parseTarget('manager=host-1', opened.fleet);
 * const asked = { file: 'scenarios/mmc.yaml', seed: 1, target, effect: effectOf(target.kind), durations: [parseDuration('1h')], years: 0 };
 * const result = runStudySync(studyOutages(outageQuestion(opened, asked)));
 * const sha256 = (text) => createHash('sha256').update(text).digest('base64');
 * console.log((await outageHtml(result, { sha256 })).startsWith('<!doctype html>'));
 * // > true
 * ```
 */
export { outageHtml } from '../report/outage/html.js';
