/** The library's public face: open a scenario, simulate it, say what came out. */
export { openScenario, type OpenOptions } from './scenario/open.js';
export { prepareScenario, type PreparedScenario, type PrepareOptions, type RefusedScenario } from './scenario/prepare.js';
export { formatIssue, type Issue } from './scenario/issue.js';
export type { FleetSpec } from './models/fleet.js';
export type { Cast, JobRecord, MachineRecord, Recorder } from './units/record.js';
export { runResultSchema, type RunResult } from './results/run-result.js';
export { simulate, start } from './study/simulate.js';
export type { OpenRun, ReplicationOptions } from './study/open-run.js';
export { replicate, type ReplicateOptions } from './study/replicate.js';
export { parseThresholds } from './study/thresholds.js';
export { studyResultSchema, type StudyResult } from './study/study-result.js';
export { Study, summarise, type Replication, type StudyFacts } from './study/study.js';
export { reportModel, type ReportModel } from './report/model.js';
export { oneScreen, type ScreenOptions } from './report/screen.js';
export { terminalReport } from './report/terminal.js';
export { planStudy, playStudy, type OutagePlan, type OutageQuestion } from './study/outage/outage-study.js';
export { htmlReport, type HtmlOptions } from './report/html.js';
export { markdownReport } from './report/markdown.js';
