/**
 * The library's public face: what the commands do, as functions. A scenario is opened (`openScenario`), a question is asked of it (`studyQuestion`,
 * `outageQuestion`), a method says which runs answer it (`studyOf`, `studyOutages`), a runner plays them (`runStudy`), and reports are drawn of the result.
 * Given the same words, the result is that of the command, to the byte.
 *
 * Everywhere times and durations of fleets, records and questions are whole microseconds since the start of the run (`Micros`); results are in the units
 * that their schema names: seconds, USD, shares of one. Input that is wrong comes back as `issues`; a broken promise of the code throws.
 *
 * The examples below are run as they stand, in the folder of the package (test/docs/library.test.ts).
 */

/**
 * Opens a scenario file with everything it names. Returns it ready to run (`scenario`, `fleet`, `hash`, `defaults`, `warnings`), or `issues`: all that is
 * wrong with it, each with file, line, column and advice, which `formatIssue` makes a line of. `set` changes values as `--set` does. It never throws for
 * what is in a file.
 *
 * @example
 * ```js
 * import { formatIssue, openScenario } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['horizon=2d'] });
 * console.log(opened.fleet.horizon);
 * // > 172800000000
 * const { issues } = await openScenario('scenarios/mmc.yaml', { set: ['horizon=long'] });
 * console.log(formatIssue(issues[0]).startsWith('--set horizon='));
 * // > true
 * ```
 */
export { openScenario, type OpenOptions } from './scenario/open.js';
export { formatIssue, type Issue } from './scenario/issue.js';

/**
 * Does the same with a text, without touching a file: `read` gives the text of a file that the scenario names, `hash` the hash of a text. For pages,
 * tests, and whatever keeps its scenarios elsewhere.
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
export { prepareScenario, type PreparedScenario, type PrepareOptions, type RefusedScenario } from './scenario/prepare.js';

/**
 * Plays one replication of a fleet and returns its `RunResult` (`runResultSchema`, a zod schema), a pure function of fleet, seed and replication.
 * `recorder` is handed every job, machine, pipeline and note as it is recorded, with times in microseconds and indices into the names of `castOf(fleet)`.
 *
 * @example
 * ```js
 * import { castOf, openScenario, runResultSchema, simulate } from 'runcast';
 * const { fleet } = await openScenario('scenarios/mmc.yaml', { set: ['horizon=2h', 'warmup=0s'] });
 * let jobs = 0;
 * const recorder = { job: ({ queuedAt }) => void (jobs += queuedAt < fleet.horizon ? 1 : 0), machine: () => undefined };
 * const result = runResultSchema.parse(simulate(fleet, { seed: 1, replication: 0, recorder }));
 * console.log(result.jobs.all.jobs === jobs, castOf(fleet).workloads.length);
 * // > true 1
 * ```
 */
export { simulate } from './study/simulate.js';
export { castOf } from './fleet/cast.js';
export { runResultSchema, type RunResult } from './results/run-result.js';
export type { ReplicationOptions } from './study/open-run.js';
export type { FleetSpec } from './fleet/fleet.js';
export type { Cast } from './record/cast.js';
export type { JobRecord } from './record/job.js';
export type { MachineRecord } from './record/machine.js';
export type { NoteRecord } from './record/note.js';
export type { PipelineRecord } from './record/pipeline.js';
export type { Recorder } from './record/recorder.js';

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
export { start } from './study/simulate.js';
export type { OpenRun } from './study/open-run.js';

/**
 * The study of `runcast run`. `parseThresholds` reads the thresholds of a scenario against its fleet: `thresholds`, or `issues` that say what is wrong.
 * `studyQuestion` puts the question, over as many replications as the scenario says. `studyOf` returns its method: pairs where the fleet has outages and
 * `pair` is not false, else replications. Its result is `study`, the content of `summary.json` (`studyResultSchema`, a zod schema), and `figures`, every
 * figure of every replication; `answerOf` makes of it what `--json` prints.
 *
 * @example
 * ```js
 * import { answerOf, openScenario, parseThresholds, runStudySync, studyOf, studyQuestion, studyResultSchema } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['horizon=3h', 'warmup=1h', 'replications=2'] });
 * const { thresholds } = parseThresholds(opened.scenario.thresholds, opened.fleet);
 * const question = studyQuestion(opened, { file: 'scenarios/mmc.yaml', seed: 1, thresholds });
 * const { study } = runStudySync(studyOf(question));
 * console.log(studyResultSchema.parse(study).replications, answerOf(study).thresholds.length === thresholds.length);
 * // > 2 true
 * ```
 */
export { studyQuestion, type RowsOf, type StudyOptions, type StudyQuestion } from './study/study-question.js';
export { studyOf } from './study/method/run.js';
export { parseThresholds, type ParsedThresholds } from './study/thresholds.js';
export { studyResultSchema, type StudyResult } from './study/study-result.js';
export { answerOf, type Answer } from './study/answer.js';
export type { Studied, StudyFacts } from './study/study.js';
export type { Threshold } from './study/threshold.js';

/**
 * The methods that `studyOf` chooses from: `replicate` plays the fleet as it is, `pair` each replication with and without the outages of the fleet, and
 * puts what they cost into `study.paired`. `rerunCommand` is the command that repeats a study, as `studyQuestion` takes it.
 *
 * @example
 * ```js
 * import { openScenario, pair, replicate, rerunCommand, runStudySync, studyQuestion } from 'runcast';
 * const file = 'scenarios/outage-zone.yaml';
 * const set = ['horizon=2h', 'warmup=30m', 'replications=1', 'events[0].at=1h', 'events[0].for=10m', 'workloads.public.pipelines.rate=60/h'];
 * const opened = await openScenario(file, { set });
 * const rerun = rerunCommand({ file, set, seed: 1 });
 * const question = studyQuestion(opened, { file, seed: 1, rerun });
 * console.log(replicate(question).runs, pair(question).runs);
 * // > 1 2
 * console.log(runStudySync(pair(question)).study.paired.replications);
 * // > 1
 * ```
 */
export { replicate } from './study/method/replicate.js';
export { pair } from './study/method/pair.js';
export { rerunCommand, type RerunFacts } from './study/rerun.js';

/**
 * Plays the study of a method and returns its result; a pure function of the method. `runStudySync` does so without a pause. `runStudy` awaits `breathe`
 * between slices of some hundredths of a second, and tells `onProgress` how many runs of `method.runs` are played and which share of the next. `recorder`
 * gives the recorder of a run whose records the question asks for (`rows`). Both throw what the method throws.
 *
 * @example
 * ```js
 * import { openScenario, replicate, runStudy, runStudySync, studyQuestion } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['horizon=3h', 'warmup=1h', 'replications=2'] });
 * const method = replicate(studyQuestion(opened, { file: 'scenarios/mmc.yaml', seed: 1, rows: 'first' }));
 * let [jobs, done] = [0, 0];
 * const { study } = await runStudy(method, {
 *   breathe: () => new Promise((resolve) => setImmediate(resolve)),
 *   onProgress: (played, share) => (done = (played + share) / method.runs),
 *   recorder: () => ({ job: () => void jobs++, machine: () => undefined }),
 * });
 * console.log(done, jobs >= study.first.jobs.all.jobs);
 * // > 1 true
 * console.log(JSON.stringify(runStudySync(method).study) === JSON.stringify(study));
 * // > true
 * ```
 */
export { runStudy, runStudySync, type AsyncRunnerOptions, type RunnerOptions } from './study/runner.js';

/**
 * Plays one point of a fleet and returns its outcome. A method yields its points in batches and takes their outcomes; both are plain data that survive
 * `structuredClone`, so that they may be played in any thread, or kept. An outcome has what its point asks for: `figures` (a result with the samples
 * behind it), a `ledger` of its jobs.
 *
 * @example
 * ```js
 * import { openScenario, replicate, runPoint, studyQuestion } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['horizon=3h', 'warmup=1h'] });
 * const method = replicate(studyQuestion(opened, { file: 'scenarios/mmc.yaml', seed: 1 }));
 * const [point] = method.batches().next().value.points;
 * const outcome = structuredClone(runPoint(method.fleet, structuredClone(point)));
 * console.log(outcome.end, outcome.figures.result.replication);
 * // > done 0
 * ```
 */
export { runPoint } from './study/runner.js';
export type { Batch, Method } from './study/method/method.js';
export type { AskedFigures, Outcome, Point } from './study/point.js';
export type { FleetPatch } from './study/fleet-patch.js';
export type { Draws } from './study/sampling.js';
export type { LedgerColumns } from './study/ledger.js';

/**
 * Returns what replications say together that the caller has played (`start`), as `StudyResult`; all of them answer the same questions, those of the
 * thresholds of the facts. It throws where there is none.
 *
 * @example
 * ```js
 * import { openScenario, start, studyQuestion, summarise } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['horizon=3h', 'warmup=1h'] });
 * const played = [0, 1, 2].map((replication) => {
 *   const run = start(opened.fleet, { seed: 1, replication, timeline: replication === 0 });
 *   while (run.advance(100_000) === 'more');
 *   return run.replication();
 * });
 * const { facts } = studyQuestion(opened, { file: 'scenarios/mmc.yaml', seed: 1 });
 * console.log(summarise(facts, played).replications);
 * // > 3
 * ```
 */
export { summarise, type Replication } from './study/study.js';

/**
 * The study of `runcast outage`. `parseTarget` finds what an outage hits, or returns a sentence that says why there is none; `effectOf` says what then
 * happens. `outageQuestion` puts the question, with the defaults of the command; `weekOfStarts` says what a scenario holds of a week of starts, and which
 * horizon holds all of it (the command opens the scenario again with that). `studyOutages` returns its method, whose result is the content of
 * `outage.json`; playing it throws `PlainRunCut` where a limit ends the run without outages. Durations are microseconds, as `parseDuration` reads them
 * (undefined where a text is none).
 *
 * @example
 * ```js
 * import { effectOf, openScenario, outageQuestion, parseDuration, parseTarget, PlainRunCut, runStudySync, studyOutages, weekOfStarts } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['horizon=4h', 'warmup=1h'] });
 * const target = parseTarget('manager=host-1', opened.fleet);
 * console.log(typeof target === 'string' ? target : target.index);
 * // > 0
 * const hour = parseDuration('1h');
 * const { held } = weekOfStarts(opened, hour, hour);
 * const asked = { file: 'scenarios/mmc.yaml', seed: 1, target, effect: effectOf(target.kind), durations: [hour], room: hour, every: hour, years: 0, held };
 * const result = runStudySync(studyOutages(outageQuestion(opened, asked)));
 * console.log(result.maps[0].cells.length, result.held.because);
 * // > 3 scenario
 * const busy = await openScenario('scenarios/mmc.yaml', { set: ['horizon=4h', 'warmup=1h', 'limits.events=10'] });
 * try {
 *   runStudySync(studyOutages(outageQuestion(busy, asked)));
 * } catch (error) {
 *   console.log(error instanceof PlainRunCut, error.end);
 * }
 * // > true max_events
 * ```
 */
export { outageQuestion, type OutageOptions, type OutageQuestion } from './study/outage/question.js';
export { effectOf, parseTarget, type ApiDown, type NamedTarget, type OutagePart } from './study/outage/target.js';
export { weekOfStarts, type Held, type WeekOfStarts } from './study/outage/held.js';
export { PlainRunCut, studyOutages } from './study/method/outage.js';
export { parseDuration } from './units/duration.js';
export type { OutageResult } from './study/outage/outage-result.js';
export type { Slo } from './study/slo.js';
export type { Micros } from './units/time.js';

/**
 * Reports of a study: `oneScreen` is what `run` prints, `reportModel` with `terminalReport` what `--full` does, `markdownReport` and `htmlReport` the
 * files. All are pure functions of the result, return text that ends in a line break, and throw for nothing that `studyResultSchema` takes. The page wants
 * a `sha256` in base64 for its content security policy.
 *
 * @example
 * ```js
 * import { createHash } from 'node:crypto';
 * import { htmlReport, markdownReport, oneScreen, openScenario, replicate, reportModel, runStudySync, studyQuestion, terminalReport } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['horizon=3h', 'warmup=1h'] });
 * const { study } = runStudySync(replicate(studyQuestion(opened, { file: 'scenarios/mmc.yaml', seed: 1 })));
 * const sha256 = (text) => createHash('sha256').update(text).digest('base64');
 * const texts = [oneScreen(study), terminalReport(reportModel(study)), markdownReport(study), await htmlReport(study, { sha256 })];
 * console.log(texts.every((text) => text.includes(study.scenario.name)));
 * // > true
 * ```
 */
export { oneScreen, type ScreenOptions } from './report/run/screen.js';
export { reportModel, type ReportModel } from './report/run/model.js';
export { terminalReport } from './report/run/terminal.js';
export { markdownReport } from './report/run/markdown.js';
export { htmlReport } from './report/run/html.js';
export type { HtmlOptions } from './report/html/templating.js';

/**
 * Reports of a study of outages: what `outage` prints, `outage.csv` and `outage.html`, as the reports of a study are.
 *
 * @example
 * ```js
 * import { createHash } from 'node:crypto';
 * import { effectOf, openScenario, outageCsv, outageHtml, outageQuestion, outageText, parseTarget, runStudySync, studyOutages } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['horizon=14h', 'warmup=1h'] });
 * const target = parseTarget('manager=host-1', opened.fleet);
 * const asked = { file: 'scenarios/mmc.yaml', seed: 1, target, effect: effectOf(target.kind), durations: [3_600_000_000], years: 0 };
 * const result = runStudySync(studyOutages(outageQuestion(opened, asked)));
 * const sha256 = (text) => createHash('sha256').update(text).digest('base64');
 * console.log(outageCsv(result).split('\n').length - 2 === result.maps[0].cells.length, outageText(result).includes(opened.scenario.name));
 * // > true true
 * console.log((await outageHtml(result, { sha256 })).startsWith('<!doctype html>'));
 * // > true
 * ```
 */
export { outageText } from './report/outage/text.js';
export { outageCsv } from './report/outage/csv.js';
export { outageHtml } from './report/outage/html.js';
