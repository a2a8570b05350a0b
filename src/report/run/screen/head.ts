/** The first lines of the one screen: the verdict, what was run, and what a reader must know before any figure. */
import type { StudyResult } from '../../../study/study-result.js';
import { alikeWords } from '../../frame/alike.js';
import { alarms } from '../alarms.js';
import { drawnDaysWords } from '../drawn-days.js';
import { cleanText, countText, things, wholeText } from '../../frame/numbers.js';
import { spoken, spokenSeconds } from '../../frame/spoken.js';
import type { Lookup } from '../../../study/figures/figure-lookup.js';
import { set, toned, type Line } from '../../frame/lines.js';
import { breakable } from '../../frame/width.js';
import { warningWords } from '../../frame/warning-words.js';

/** Days of a history that are named where all is one screen. */
const FEW_DAYS = 7;
const SIGNS = { pass: '✓ ', fail: '✗ ', inconclusive: '? ' } as const;

/** Returns the verdict in a line, two where the name is long. */
export function verdictLines(study: StudyResult, width: number): Line[] {
  const { verdict, scenario } = study;
  const text = `${verdict === null ? '' : SIGNS[verdict]}${cleanText(scenario.name)}: ${verdictWords(study)}`;
  return toned(set(breakable(text), { later: '  ', width, most: 2 }), verdict ?? 'heading');
}

function verdictWords({ verdict, thresholds, unmatchedFails }: StudyResult): string {
  const of = thresholds.length;
  const count = (wanted: string): number => thresholds.filter((threshold) => threshold.verdict === wanted).length;
  const [missed, open] = [count('fail'), count('inconclusive')];
  const noTaker = 'jobs that no runner may take';
  if (missed > 0)
    return `${missed} of ${countText(of, 'threshold')} missed${open > 0 ? `, ${open} undecided` : ''}${unmatchedFails ? `, ${noTaker}` : ''}`;
  if (unmatchedFails) return noTaker;
  if (verdict === null) return 'no thresholds are set';
  if (open > 0) return `${open} of ${countText(of, 'threshold')} undecided`;
  return of === 1 ? 'its threshold is met' : of === 2 ? 'both thresholds met' : `all ${of} thresholds met`;
}

/** Returns how many runs of how long the figures are of, and what stands in parentheses behind them. */
export function basisLines(study: StudyResult, lookup: Lookup, width: number): Line[] {
  const { first, replications, batches, isRandom, detectedWarmup, runs } = study;
  const { from, to } = first.window;
  const jobs = lookup('all', 'all', 'jobs');
  const many = replications > 1 || batches !== undefined;
  const warmup = detectedWarmup === undefined ? '' : ' (no warm-up needed, detected)';
  const cut = from > 0 ? ` (warm-up ${spokenSeconds(from)}${detectedWarmup === undefined ? '' : ', detected'})` : warmup;
  const text = [
    `${batches === undefined ? countText(replications, 'replication') : '1 run'} of ${spokenSeconds(to - from)}${cut}`,
    batches === undefined ? '' : ` in ${wholeText(batches.count)} batches`,
    (jobs?.estimate ?? 0) > 0 ? `, ${things(spoken(jobs), 'job')}${many ? ' each' : ''}` : '',
    !isRandom
      ? `; ${alikeWords(runs.every(({ draws }) => draws === 0) ? 1 : replications)}`
      : many
        ? '; (low … high): 95 %'
        : '; more would give intervals',
  ].join('');
  return toned(set(breakable(text), { first: '  ', later: '  ', width }), 'quiet');
}

/** Returns what went wrong with the run itself. */
export function alarmLines(study: StudyResult, width: number, most: number): Line[] {
  return alarms(study).flatMap((text) => toned(set(breakable(text), { first: '  ! ', later: '    ', width, most }), 'fail'));
}

/** Returns how many warnings and assumptions there are, and how to see them. */
export function countLines(study: StudyResult, width: number): Line[] {
  const { warnings: all, unsettled = [], defaults } = study;
  const lines: Line[] = [];
  // What is told above the figures is not told again.
  const warnings = all.filter((warning) => !unsettled.includes(warning));
  if (warnings.length > 0) {
    const text = `${countText(warnings.length, 'warning')} (--full): ${warningWords(warnings[0]!)}`;
    lines.push(...toned(set(breakable(text), { first: '  ! ', later: '    ', width, most: 2 }), 'inconclusive'));
  }
  if (defaults.length > 0) {
    const were = defaults.length === 1 ? '1 value was' : `${wholeText(defaults.length)} values were`;
    lines.push(...toned(set([`${were} assumed`, '  (--show assumptions)'], { first: '  ', later: '  ', width }), 'quiet'));
  }
  const days = drawnDaysWords(study, FEW_DAYS);
  if (days !== '') lines.push(...toned(set(breakable(days), { first: '  ', later: '    ', width, most: 2 }), 'quiet'));
  return lines;
}
