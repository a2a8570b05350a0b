/** Words that the screen, the page and the Markdown of a plan share. */
import type { PlanAnswer } from '../../study/plan/plan-answer.js';
import type { PlanMoney, PlanThreshold, Tried } from '../../study/plan/plan-result.js';
import { parseDuration } from '../../units/duration.js';
import { SECOND } from '../../units/time.js';
import { cleanText, dollarsText } from '../frame/numbers.js';
import { bareEnds, roundShare, spoken, spokenEnds, spokenSeconds, spokenShare } from '../frame/spoken.js';

/** Returns a value of a setting as people say it: `20 min` for `20m`. */
export function valueWords(text: string): string {
  const micros = /[a-z]$/u.test(text) && /^\d/u.test(text) ? parseDuration(text) : undefined;
  return micros === undefined ? cleanText(text) : spokenSeconds(micros / SECOND);
}

/** Returns what is set, `IdleCount 34` or `IdleCount 34, IdleTime 20 min`. */
export function settingWords({ variables }: PlanAnswer, { values }: Pick<Tried, 'values'>): string {
  return variables.map(({ name }, i) => `${cleanText(name)} ${valueWords(values[i]!)}`).join('; ');
}

/** Returns the thresholds in a few words: the one there is, or how many. */
export function goalWords({ tried, outages }: PlanAnswer): string {
  const { thresholds } = tried[0]!;
  const plain = thresholds.filter(({ under }) => under === '');
  const under = outages.length === 0 ? '' : `, also with ${outages.map(cleanText).join(' and with ')}`;
  if (plain.length === 0) return 'nothing but the price of waiting';
  const [only] = plain;
  const what =
    plain.length === 1
      ? cleanText(`${only!.threshold.subject} ${only!.threshold.condition}`)
      : plain.length === 2
        ? 'both thresholds'
        : `all ${plain.length} thresholds`;
  return `${what}${under}`;
}

/** Returns the confidence, `95 %`. */
export function sureWords({ confidence }: Pick<PlanAnswer, 'confidence'>): string {
  return spokenShare(confidence);
}

/** Returns a threshold as it is written, and the outage under which it is judged. */
export function thresholdName({ under, threshold }: PlanThreshold): string {
  return cleanText(`${threshold.subject} ${threshold.condition}${under === '' ? '' : ` (${under})`}`);
}

/** Returns what was found for a threshold, `8.8 s (8.1 … 9.4)`. */
export function foundWords({ threshold }: PlanThreshold): string {
  const estimate = spoken(threshold);
  return estimate === '' ? 'nothing to measure' : [estimate, spokenEnds(threshold)].filter((word) => word !== '').join(' ');
}

/** Returns the share of jobs on the wrong side of a line, `3.9 % (3.5 … 4.3) of 5 % allowed`; empty where it is none of jobs. */
export function shareWords({ share }: PlanThreshold): string {
  if (share === undefined) return '';
  const { estimate, low, high, allowed } = share;
  const ends =
    low === null || high === null ? '' : bareEnds(spokenShare(Math.max(0, low)), spokenShare(estimate), spokenShare(Math.min(1, high)));
  return `${[spokenShare(estimate), ends].filter((word) => word !== '').join(' ')} of ${spokenShare(allowed)} allowed`;
}

/** Returns a saving: `saves 3,890 USD ± 120 (38 %)`, or what is dearer. */
export function savingWords({ estimate, low, high }: PlanMoney, today: number): string {
  if (Math.abs(estimate) < 0.5) return 'costs the same';
  const half = low === null || high === null ? 0 : (high - low) / 2;
  const sure = half < 1 ? '' : ` ± ${dollarsText(Math.round(half)).replace(/ USD$/u, '')}`;
  const share = today > 0 ? ` (${roundShare(Math.abs(estimate) / today)})` : '';
  return `${estimate > 0 ? 'saves' : 'costs'} ${dollarsText(Math.abs(estimate))}${sure}${estimate > 0 ? '' : ' more'}${share}`;
}

/** Returns what a setting costs beside the plan, `71 USD more`. */
export function besideWords({ againstPlan }: Pick<Tried, 'againstPlan'>): string {
  if (againstPlan === null) return '';
  const { estimate } = againstPlan;
  return Math.abs(estimate) < 0.5 ? 'at the same cost' : `${dollarsText(Math.abs(estimate))} ${estimate > 0 ? 'more' : 'less'}`;
}
