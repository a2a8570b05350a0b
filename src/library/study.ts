/** Studies of replications: a question, a method that says which runs answer it, a runner that plays them. */

/**
 * Reads thresholds, conditions by metric as a scenario has them, against the names of a fleet. Returns `thresholds`, and `issues` that say what is wrong
 * with those that cannot be read, by subject, condition and offset.
 *
 * @example
 * ```js
 * import { openScenario, parseThresholds } from 'runcast';
 * const { fleet } = await openScenario('scenarios/mmc.yaml');
 * const { thresholds } = parseThresholds({ queue_time: ['p(95) < 3m'] }, fleet);
 * console.log(thresholds[0].operator, thresholds[0].limit, thresholds[0].unit);
 * // > < 180 duration
 * const { issues } = parseThresholds({ queue_tme: ['p(95) < 3m'] }, fleet);
 * console.log(issues[0].message);
 * // > unknown metric "queue_tme"; did you mean queue_time?
 * ```
 */
export { parseThresholds } from '../study/thresholds/thresholds.js';

/** Thresholds, and what is wrong with the others. */
export type { ParsedThresholds } from '../study/thresholds/thresholds.js';

/** A threshold as read: a limit in seconds, USD, a number or a fraction of one. */
export type { Threshold } from '../study/thresholds/threshold.js';

/**
 * Puts the question of `runcast run`: a scenario over as many replications as it says, with thresholds to be judged and the command that repeats it. It
 * throws for nothing that `openScenario` returns.
 *
 * @example
 * ```js
 * import { openScenario, studyQuestion } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['replications=2'] });
 * const question = studyQuestion(opened, { file: 'scenarios/mmc.yaml', seed: 1 });
 * console.log(question.replications, question.facts.seed);
 * // > 2 1
 * ```
 */
export { studyQuestion } from '../study/study-question.js';

/** A question, as methods take it. */
export type { StudyQuestion } from '../study/study-question.js';

/** What a question is put with. */
export type { StudyOptions } from '../study/study-question.js';

/** Of which replications the records are wanted. */
export type { RowsOf } from '../study/study-question.js';

/** What a study knows of itself before a run. */
export type { StudyFacts } from '../study/study.js';

/**
 * Returns the method of `runcast run`: pairs where the fleet has outages and `pair` is not false, else replications.
 *
 * @example
 * ```js
 * import { openScenario, runStudySync, studyOf, studyQuestion } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['horizon=3h', 'warmup=1h', 'replications=2'] });
 * const { study } = runStudySync(studyOf(studyQuestion(opened, { file: 'scenarios/mmc.yaml', seed: 1 })));
 * console.log(study.replications, study.paired);
 * // > 2 undefined
 * ```
 */
export { studyOf } from '../study/method/run.js';

/**
 * Returns the method that plays each replication of the fleet as it is.
 *
 * @example
 * ```js
 * import { openScenario, replicate, studyQuestion } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['replications=4'] });
 * console.log(replicate(studyQuestion(opened, { file: 'scenarios/mmc.yaml', seed: 1 })).runs);
 * // > 4
 * ```
 */
export { replicate } from '../study/method/replicate.js';

/**
 * Returns the method that plays each replication with and without the outages of the fleet, and puts what they cost into `study.paired`.
 *
 * @example
 * ```js
 * import { openScenario, pair, runStudySync, studyQuestion } from 'runcast';
 * const file = 'scenarios/outage-zone.yaml';
 * const set = ['horizon=2h', 'warmup=30m', 'replications=1', 'events[0].at=1h', 'events[0].for=10m', 'workloads.public.pipelines.rate=60/h'];
 * const method = pair(studyQuestion(await openScenario(file, { set }), { file, seed: 1 }));
 * console.log(method.runs, runStudySync(method).study.paired.replications);
 * // > 2 1
 * ```
 */
export { pair } from '../study/method/pair.js';

/**
 * Returns the command that repeats a study, quoted for a shell, secrets in `set` masked.
 *
 * @example
 * ```js
 * import { rerunCommand } from 'runcast';
 * console.log(rerunCommand({ file: 'my fleet.yaml', set: ['horizon=2d'], seed: 7 }));
 * // > runcast run 'my fleet.yaml' --set horizon=2d --seed 7
 * ```
 */
export { rerunCommand } from '../study/rerun.js';

/** What a study is repeated with. */
export type { RerunFacts } from '../study/rerun.js';

/**
 * Plays the study of a method without a pause and returns its result, a pure function of the method. It throws what the method and the recorder throw.
 *
 * @example
 * ```js
 * import { openScenario, replicate, runStudySync, studyQuestion } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['horizon=3h', 'warmup=1h', 'replications=2'] });
 * const { study, figures } = runStudySync(replicate(studyQuestion(opened, { file: 'scenarios/mmc.yaml', seed: 1 })));
 * console.log(study.runs.length, figures.length);
 * // > 2 2
 * ```
 */
export { runStudySync } from '../study/runner.js';

/** What a runner is told. */
export type { RunnerOptions } from '../study/runner.js';

/**
 * Does the same, but awaits `breathe` between slices of some hundredths of a second, and tells `onProgress` how many runs of `method.runs` are played and
 * which share of the next. `recorder` gives the recorder of a run whose records the question asks for (`rows`). The promise is rejected with what the
 * method, `breathe` or a recorder throws.
 *
 * @example
 * ```js
 * import { openScenario, replicate, runStudy, studyQuestion } from 'runcast';
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
 * ```
 */
export { runStudy } from '../study/runner.js';

/** What a runner that breathes is told. */
export type { AsyncRunnerOptions } from '../study/runner.js';

/** The result of a study of replications, and every figure of every replication. */
export type { Studied } from '../study/study.js';

/**
 * The form of `summary.json` as a zod schema: `parse` returns the result, or throws a `ZodError` that says where it is none.
 *
 * @example
 * ```js
 * import { openScenario, replicate, runStudySync, studyQuestion, studyResultSchema } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['horizon=3h', 'warmup=1h', 'replications=1'] });
 * const { study } = runStudySync(replicate(studyQuestion(opened, { file: 'scenarios/mmc.yaml', seed: 1 })));
 * console.log(studyResultSchema.parse(JSON.parse(JSON.stringify(study))).outcome);
 * // > done
 * ```
 */
export { studyResultSchema } from '../study/study-result.js';

/** What the replications of a scenario say together: the content of `summary.json`. Times in seconds, money in USD, shares as fractions of one. */
export type { StudyResult } from '../study/study-result.js';

/**
 * Returns what `--json` prints of a result: its verdict and its main figures, each that of the result under the same path.
 *
 * @example
 * ```js
 * import { answerOf, openScenario, replicate, runStudySync, studyQuestion } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['horizon=3h', 'warmup=1h', 'replications=2'] });
 * const { study } = runStudySync(replicate(studyQuestion(opened, { file: 'scenarios/mmc.yaml', seed: 1 })));
 * const answer = answerOf(study);
 * console.log(answer.verdict, answer.figures['queueTime.p95'].unit);
 * // > null s
 * ```
 */
export { answerOf } from '../study/answer.js';

/** The content of `--json`. */
export type { Answer } from '../study/answer.js';

/**
 * Returns what replications say together that the caller has played (`start`); all of them answer the same questions, those of the thresholds of the
 * facts. It throws where there is none.
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
export { summarise } from '../study/study.js';

/** One replication: its result, and the samples behind it. */
export type { Replication } from '../study/study.js';

/**
 * Plays one point of a method and returns its outcome, a pure function of both. A method yields its points in batches and takes their outcomes; both are
 * plain data that survive `structuredClone`, so that they may be played in any thread, or kept. An outcome has what its point asks for: `figures` (a
 * result with the samples behind it), a `ledger` of its jobs.
 *
 * @example
 * ```js
 * import { openScenario, replicate, runPoint, studyQuestion } from 'runcast';
 * const opened = await openScenario('scenarios/mmc.yaml', { set: ['horizon=3h', 'warmup=1h'] });
 * const method = replicate(studyQuestion(opened, { file: 'scenarios/mmc.yaml', seed: 1 }));
 * const [point] = method.batches().next().value.points;
 * const outcome = structuredClone(runPoint(method, structuredClone(point)));
 * console.log(outcome.end, outcome.figures.result.replication);
 * // > done 0
 * ```
 */
export { runPoint } from '../study/runner.js';

/** Which runs answer a question, and what they come to. */
export type { Method } from '../study/method/method.js';

/** Points that may be played at once. */
export type { Batch } from '../study/method/method.js';

/** One run to be played. */
export type { Point } from '../study/point.js';

/** What a run came to. */
export type { Outcome } from '../study/point.js';

/** What a point wants of its run. */
export type { AskedFigures } from '../study/point.js';

/** What a run changes of the fleet. */
export type { FleetPatch } from '../study/fleet-patch.js';

/** Which draws a run makes. */
export type { Draws } from '../study/sampling.js';

/** Every job of a run in columns of numbers. */
export type { LedgerColumns } from '../study/kept/ledger.js';
