/** The command line that repeats a run. */
import { shareText } from '../units/share.js';
import { quote } from '../units/shell-word.js';
import type { Precision } from './figures/precision.js';
import { redactedSet } from '../scenario/settings/set-text.js';

/** What the result depends on. */
export interface RerunFacts {
  readonly file: string;
  readonly set: readonly string[];
  readonly threshold?: readonly string[];
  readonly seed: number | string;
  /** Absent: as many as the scenario says. */
  readonly replications?: number | undefined;
  /** Absent: as many replications as are said. */
  readonly precision?: Precision | undefined;
  /** Batches of one long run; absent: replications. */
  readonly batches?: number | undefined;
  /** Whether a long run was asked for; without it, it would be refused. */
  readonly yes?: boolean;
  /** False: without the second run of scenarios with outages. Default true. */
  readonly pair?: boolean;
  /** Runs that advice may take; absent: none was asked for. */
  readonly advise?: number | undefined;
}

/** Returns the command, quoted for a shell. */
export function rerunCommand(facts: RerunFacts): string {
  const { file, set, threshold = [], seed, replications, precision, batches, yes = false, pair, advise } = facts;
  const words = ['runcast', 'run', quote(file)];
  for (const text of set) words.push('--set', quote(redactedSet(text)));
  for (const text of threshold) words.push('--threshold', quote(text));
  if (replications !== undefined) words.push('--replications', String(replications));
  if (batches !== undefined) words.push('--batches', String(batches));
  if (precision !== undefined) {
    words.push('--precision', quote(shareText(precision.share)), '--of', quote(precision.figure), '--most', String(precision.most));
  }
  words.push('--seed', quote(String(seed)));
  if (pair === false) words.push('--no-pair');
  if (advise !== undefined) words.push('--advise', '--advise-runs', String(advise));
  if (yes) words.push('--yes');
  return words.join(' ');
}
