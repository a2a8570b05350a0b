/** Every file that runcast writes into a folder of `--out`: what else lies there is its user's, and stays. */

/** The file by which a folder is known to be of runcast's making, and so may be replaced. */
export const MARKER = '.runcast';

/** Their names. */
export const OUTPUT_FILES = [
  'jobs.csv',
  'machines.csv',
  'pipelines.csv',
  'timeline.csv',
  'projects.csv',
  'replications.csv',
  'summary.json',
  'scenario.yaml',
  'report.html',
  'report.md',
  'outage.csv',
  'outage.json',
  'outage.html',
  'backtest.json',
  'backtest.csv',
  'backtest-jobs.csv',
  'forecast.json',
  'forecast.csv',
  'plan.json',
  'plan.csv',
  'plan.html',
  'plan.md',
  'plan.patch',
  'sweep.csv',
  'sweep.html',
  'sweep.json',
] as const;

export type OutputFile = (typeof OUTPUT_FILES)[number];

const OURS: ReadonlySet<string> = new Set<string>([MARKER, ...OUTPUT_FILES]);

/** Returns whether a file of an output folder is none that runcast writes. */
export function isForeign(name: string): boolean {
  return !OURS.has(name);
}
