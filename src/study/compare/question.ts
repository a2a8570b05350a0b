/** The question of `runcast compare`: which sides, over which replications, and whether they can be held against each other at all. */
import type { FleetSpec } from '../../fleet/fleet.js';
import { durationText, formatDuration } from '../../units/duration.js';
import { quote } from '../../units/shell-word.js';
import type { DifferencePrecision } from './difference-precision.js';
import type { Sampling } from '../sampling.js';
import type { StudyQuestion } from '../study-question.js';

/** One side of a comparison. */
export interface SideQuestion {
  /** What it is called. */
  readonly label: string;
  /** As for `runcast run`; its own number of replications and its seed are not looked at. */
  readonly question: StudyQuestion;
}

/** What is compared. */
export interface CompareQuestion extends Sampling {
  readonly base: SideQuestion;
  /** At least one. */
  readonly variants: readonly SideQuestion[];
  /** Absent: as many pairs as are said. Else these are the first, at least five, and as many more as it takes. */
  readonly precision?: DifferencePrecision | undefined;
  /** The version of runcast that the result names. */
  readonly runcast: string;
  /** The command that repeats the comparison. */
  readonly rerun: string;
}

/** Returns a sentence that says why a variant cannot be held against the base; undefined where it can. */
export function incomparable(base: SideQuestion, { label, question }: SideQuestion): string | undefined {
  const [a, b] = [base.question.fleet, question.fleet];
  if (question.facts.scenario.hash === base.question.facts.scenario.hash) {
    return `${label} changes nothing: both scenarios are the same to the last value; name another one, or set another value`;
  }
  if (a.warmup !== b.warmup || a.horizon !== b.horizon) {
    return `${label} measures ${windowWords(b)} and ${base.label} ${windowWords(a)}, so their figures are of different times; give both the same, such as --set-all warmup=${durationText(a.warmup)} --set-all horizon=${durationText(a.horizon)}`;
  }
  if (a.startEpochMs !== b.startEpochMs) {
    const [from, own] = [base.question.facts.scenario.start ?? '', question.facts.scenario.start ?? ''];
    return `${label} begins at ${own} and ${base.label} at ${from}, so they have different days; give both the same, such as --set-all ${quote(`start=${from}`)}`;
  }
  const [priced, own] = [hasPrices(a), hasPrices(b)];
  if (priced !== own) {
    const [without, other] = priced ? [label, base.label] : [base.label, label];
    return `${without} has no prices and ${other} has, so what they cost cannot be compared; state machine_types of a cloud and the host of managers in both, or in none`;
  }
  return undefined;
}

function windowWords({ warmup, horizon }: FleetSpec): string {
  return `${formatDuration(warmup)} to ${formatDuration(horizon)}`;
}

/** Whether anything of a fleet costs money. */
function hasPrices({ machineTypes }: FleetSpec): boolean {
  return machineTypes.some(({ pricePerHour }) => pricePerHour > 0);
}
