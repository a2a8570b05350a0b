/**
 * The library's public face: what the commands do, as functions. `study` is the one call for most uses. Step by step, a scenario is opened (`openScenario`), a question is asked of it (`studyQuestion`,
 * `outageQuestion`), a method says which runs answer it (`studyOf`, `studyOutages`), a runner plays them (`runStudy`), and reports are drawn of the result.
 * Given the same words, the result is that of the command, to the byte.
 *
 * Everywhere times and durations of fleets, records and questions are whole microseconds since the start of the run (`Micros`); results are in the units
 * that their schema names: seconds, USD, shares of one. Input that is wrong comes back as `issues`; a broken promise of the code throws.
 *
 * Each export is documented where it stands in `library/`, a function with an example, which is run as it stands in the folder of the package
 * (test/docs/library.test.ts).
 */
export * from './library/call.js';
export * from './library/scenario.js';
export * from './library/run.js';
export * from './library/study.js';
export * from './library/compare.js';
export * from './library/sweep.js';
export * from './library/outage.js';
export * from './library/report.js';
export * from './library/names.js';
