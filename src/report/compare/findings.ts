/** What a comparison found, in sentences that the terminal and a merge request share. */
import { alikeWords } from '../frame/alike.js';
import type { CompareResult, ComparedSide, Difference, Variant } from '../../study/compare/compare-result.js';
import { differenceLookup } from '../../study/compare/difference-lookup.js';
import { approximateWords } from '../frame/approximate.js';
import { cleanText, countText, numberText, things } from '../frame/numbers.js';
import { spoken, spokenSeconds } from '../frame/spoken.js';
import { monthlyOutagesWords } from '../frame/monthly-outages.js';
import { differenceText } from '../frame/difference-words.js';

/** Returns in a sentence what a variant does to the waiting and to the cost. */
export function headline(variant: Variant): string {
  const find = differenceLookup(variant);
  if (variant.differences.length === 0) return 'nothing can be said';
  const [mean, p95] = [find('queueTime.mean')?.verdict ?? undefined, find('queueTime.p95')?.verdict ?? undefined];
  const waits = mean === undefined && p95 === undefined ? [] : [waitWords(mean, p95)];
  return [...waits, ...costWords(find('cost.perMonth'))].join(', ');
}

type Verdict = NonNullable<Difference['verdict']>;

/** What is said of all jobs holds of the mean and of the 95 % line; what holds of one of them says of which. */
function waitWords(mean: Verdict | undefined, p95: Verdict | undefined): string {
  const verdicts = [mean, p95].flatMap((own) => own ?? []);
  const [less, longer] = [verdicts.includes('better'), verdicts.includes('worse')];
  if (less && longer) return 'some jobs wait less, others longer';
  if (less || longer) {
    const how = less ? 'wait less' : 'wait longer';
    if (verdicts.every((own) => own === verdicts[0])) return `jobs ${how}`;
    return mean === 'better' || mean === 'worse' ? `jobs ${how} on average` : `jobs at p95 ${how}`;
  }
  return verdicts.every((verdict) => verdict === 'same') ? 'jobs wait as long' : 'cannot tell whether jobs wait less';
}

function costWords(cost: Difference | undefined): string[] {
  if (cost === undefined || (cost.base === 0 && cost.new === 0)) return [];
  if (cost.verdict === 'same') return ['the cost stays'];
  if (cost.verdict === 'cannot_tell') return ['cannot tell about the cost'];
  const share = cost.base === 0 ? '' : ` (${cost.difference > 0 ? '+' : ''}${numberText((cost.difference / cost.base) * 100)} %)`;
  return [`${differenceText(cost)} a month${share}`];
}

/** Returns how many pairs of how long the figures are of, and what pairing saves. */
export function basisWords({ replications, window, isRandom, confidenceLevel, variants }: CompareResult): string {
  const { from, to } = window;
  const [first] = variants;
  const find = differenceLookup(first!);
  const jobs = find('jobs');
  const each =
    jobs === undefined || jobs.base === 0 ? '' : `, ${things(spoken({ ...jobs, estimate: jobs.base, low: null, high: null }), 'job')} each`;
  const span = `${countText(replications, 'pair')} of ${spokenSeconds(to - from)}${from > 0 ? ` (warm-up ${spokenSeconds(from)})` : ''}${each}`;
  if (!isRandom) return `${span}; ${alikeWords(replications, 'pair')}`;
  if (replications === 1) return `${span}; one pair has no interval`;
  const gains = variants.flatMap((variant) => differenceLookup(variant)('queueTime.mean')?.gain ?? []);
  const least = gains.length === 0 ? 0 : Math.min(...gains);
  const saved = least >= 1.5 ? `; pairing saves ${least < 1000 ? numberText(Number(least.toPrecision(2))) : 'over 1,000'} x the runs` : '';
  const level = variants.length === 1 ? '' : ` for all together (${numberText(confidenceLevel * 100)} % each)`;
  return `${span}${saved}; (low … high): 95 %${level}`;
}

/** Returns what went wrong with the runs themselves, and what figures rest on; side by side where several share it. */
export function alarmWords({ base, variants }: CompareResult): string[] {
  const limits = { max_events: 'the limit on events', max_pending: 'the limit on pending jobs' } as const;
  const sides: readonly ComparedSide[] = [base, ...variants];
  const stopped = sides.flatMap(({ label, outcome }) =>
    outcome === 'done'
      ? []
      : [`${cleanText(label)}: stopped by ${limits[outcome]}: the fleet cannot keep up with the load, or the run is too long.`],
  );
  const unmatched = sides.flatMap(({ label, unmatchedFails }) =>
    unmatchedFails ? [`${cleanText(label)}: jobs that no runner may take; this fails it.`] : [],
  );
  const approximate = new Set(sides.map((side) => approximateWords(side.approximate)).filter((words) => words !== ''));
  return [...stopped, ...unmatched, ...approximate];
}

/** Returns what the words of the verdicts mean that stand in the rows. */
export function noteWords(shown: readonly Difference[], result: CompareResult): string[] {
  const { replications, isRandom, missedPrecision } = result;
  const has = (verdict: Difference['verdict']): boolean => shown.some((difference) => difference.verdict === verdict);
  return [
    ...(shown.some(({ unit }) => unit === 'USD per month') ? outagesWords(result) : []),
    ...(missedPrecision === undefined ? [] : [missedPrecision]),
    ...(has('same') ? ['same: less than anybody acts on (1 %, and 0.1 s, 0.1 points or 10 USD a month)'] : []),
    ...(has('cannot_tell') && isRandom
      ? [replications === 1 ? 'cannot tell: --replications 5 gives intervals' : 'cannot tell: more --replications narrow the interval']
      : []),
  ];
}

/** The outages in the cost: once where all sides have the same, else of each that has some. */
function outagesWords({ base, variants, window }: CompareResult): string[] {
  const sides: readonly ComparedSide[] = [base, ...variants];
  const told = sides.flatMap(({ label, monthlyOutages }) =>
    monthlyOutagesWords({ monthlyOutages, window }).map((words) => ({ label, words })),
  );
  const isSame = told.length === sides.length && told.every(({ words }) => words === told[0]!.words);
  return isSame ? [told[0]!.words] : told.map(({ label, words }) => `${cleanText(label)}: ${words}`);
}

/** A threshold of a variant with what the base has for it. */
export interface ThresholdPair {
  readonly own: ComparedSide['thresholds'][number];
  /** Absent where the base has no such threshold. */
  readonly base: ComparedSide['thresholds'][number] | undefined;
}

/** Returns the thresholds of a variant beside those of the base, missed ones first. */
export function thresholdPairs(base: ComparedSide, { thresholds }: Variant): ThresholdPair[] {
  const keyOf = ({ subject, condition }: ThresholdPair['own']): string => JSON.stringify([subject, condition]);
  const byKey = new Map(base.thresholds.map((threshold) => [keyOf(threshold), threshold]));
  const pairs = thresholds.map((own) => ({ own, base: byKey.get(keyOf(own)) }));
  return (['fail', 'inconclusive', 'pass'] as const).flatMap((verdict) => pairs.filter(({ own }) => own.verdict === verdict));
}
