/** What a plan found, in sentences that the screen, the page and the Markdown share. */
import { holdsBoots } from '../../results/question.js';
import type { PlanAnswer } from '../../study/plan/plan-answer.js';
import type { PlanStep, Tried } from '../../study/plan/plan-result.js';
import { alikeWords } from '../frame/alike.js';
import { cleanText, countText, countWords, dollarsText, things } from '../frame/numbers.js';
import { monthlyOutagesWords } from '../frame/monthly-outages.js';
import { spokenSeconds, spokenShare } from '../frame/spoken.js';
import { besideWords, goalWords, settingWords, shareWords, sureWords, thresholdName, valueWords } from './words.js';

/** Returns the verdict in a sentence. */
export function headline(answer: PlanAnswer): string {
  const { verdict, isBest, isLocal, isRandom } = answer;
  const sure = isRandom ? `, for certain (${sureWords(answer)})` : '';
  const goal = goalWords(answer);
  if (verdict === 'infeasible') return `No settings that are allowed meet ${goal}${sure}`;
  if (verdict === 'undecided')
    return `Undecided: ${answer.nearest === null ? 'nothing was found that meets' : 'nothing is certain to meet'} ${goal}`;
  if (answer.plan === answer.today) return `Today's settings are the cheapest that meet ${goal}${sure}`;
  if (isBest) return `Cheapest settings${isLocal ? ' found' : ''} that meet ${goal}${sure}`;
  const more = dearerBy(answer);
  const beside = more === 0 ? '' : `, at ${dollarsText(more)} a month more than today's`;
  return `Settings that meet ${goal}${sure}${beside}; whether cheaper ones do is undecided`;
}

/**
 * Returns by how many USD a month, waiting at its price, a plan is dearer than today's settings by estimate while cheaper ones may do: it is certain to meet, and no advice
 * to go there yet. 0 of any other.
 */
export function dearerBy({ verdict, isBest, plan, today, saving }: PlanAnswer): number {
  if (verdict !== 'met' || isBest || plan === today || saving === null) return 0;
  // What rounds to nothing is not dearer.
  return saving.estimate <= -0.5 ? -saving.estimate : 0;
}

/** Returns what the headline comes to: a dearer plan beside which cheaper ones are open answers half of what was asked. */
export function verdictOf(answer: PlanAnswer): PlanAnswer['verdict'] {
  return dearerBy(answer) > 0 ? 'undecided' : answer.verdict;
}

/** How a verdict is marked, and its tone. */
export const VERDICT_SIGNS = { met: '✓', infeasible: '✗', undecided: '?' } as const;
export const VERDICT_TONES = { met: 'pass', infeasible: 'fail', undecided: 'inconclusive' } as const;

/** Returns what was played. */
export function effortWords({ used, window, isRandom, isAlike }: PlanAnswer): string {
  const span = `${spokenSeconds(window.to - window.from)}${window.from > 0 ? ` (warm-up ${spokenSeconds(window.from)})` : ''}`;
  const runs = `${countText(used.settings, 'setting')} tried, ${countText(used.runs, 'run')} of ${span}, ${things(countWords(used.jobs), 'job')}`;
  if (isRandom) return runs;
  return isAlike === true
    ? `${runs}; today's runs came out alike whatever was drawn, so one of a setting was enough`
    : `${runs}; ${alikeWords(1)}`;
}

/** Returns the threshold that keeps the plan from being cheaper, and how near it is. */
export function bindingWords({ tried, plan, binding, worst }: PlanAnswer): string {
  if (plan === null || binding === null) return '';
  const held = tried[plan]!.thresholds[binding];
  if (held === undefined) return '';
  const share = shareWords(held);
  return `binding: ${thresholdName(held)}${share === '' ? '' : `; ${held.share!.of} ${share}`}${worstWords(worst)}`;
}

/** When it binds: the hour in which its figure is worst. */
function worstWords(worst: PlanAnswer['worst']): string {
  if (worst === undefined) return '';
  const { hours, timezone, isOfWeek, of, value, jobs } = worst;
  const what = of === 'late' ? `${spokenShare(value)} late` : `${of} ${spokenSeconds(value)}`;
  return `; worst ${isOfWeek ? 'on' : 'at'} ${hours} ${cleanText(timezone)}: ${what} of ${things(countWords(jobs), 'job')} (one run)`;
}

/** Returns one step down and up in each variable, a sentence a variable. */
export function stepWords(answer: PlanAnswer): string[] {
  return answer.variables.flatMap(({ name }, variable) => {
    const words = answer.steps.filter((step) => step.variable === variable).map((step) => oneStep(answer, step));
    return words.length === 0 ? [] : [`one step: ${cleanText(name)}${name.includes(',') ? ':' : ''} ${words.join('; ')}`];
  });
}

const STEP_WORDS = { meets: 'meets', misses: 'misses', undecided: 'is undecided' } as const;

function oneStep({ tried, plan }: PlanAnswer, { value, tried: index, refused }: PlanStep): string {
  const shown = valueWords(value);
  if (refused !== undefined) return `${shown} cannot be`;
  const own = index === null ? undefined : tried[index];
  if (own === undefined) return `${shown} was not tried`;
  const beside = plan === null ? '' : besideWords(own);
  return `${shown} ${STEP_WORDS[own.verdict]}${beside === '' ? '' : `, ${beside}`}`;
}

/** Returns what is cheaper and neither meets nor misses for certain, and what would decide it. */
export function undecidedWords(answer: PlanAnswer): string {
  const { tried, cheaperUndecided } = answer;
  const [first, ...others] = [...cheaperUndecided]
    .map((index) => tried[index]!)
    .sort((a, b) => (a.againstPlan?.estimate ?? 0) - (b.againstPlan?.estimate ?? 0));
  if (first === undefined) return '';
  const more = others.length === 0 ? '' : ` and ${countText(others.length, 'other')}`;
  // By estimate it may be dearer, and by its interval cheaper all the same.
  const isCheaper = (first.againstPlan?.estimate ?? 0) < 0;
  return `${isCheaper ? 'cheaper and undecided' : 'undecided, and perhaps cheaper'}: ${settingWords(answer, first)} (${besideWords(first)})${more}${decidedBy(first)}`;
}

/** How many runs would decide a setting, if it is as it seems. */
export function decidedBy({ thresholds }: Tried): string {
  const needed = thresholds.filter(({ verdict }) => verdict === 'undecided').map(({ runsToDecide }) => runsToDecide);
  if (needed.length === 0) return '';
  const most = needed.includes(null) ? null : Math.max(...needed.map((runs) => runs ?? 0));
  return most === null
    ? '; no number of runs would decide it'
    : `; about ${countText(Number(most.toPrecision(2)), 'run')} of it would decide`;
}

/** Returns the setting that misses by least, where nothing meets. */
export function nearestWords(answer: PlanAnswer): string {
  const { tried, nearest, verdict } = answer;
  const near = nearest === null ? undefined : tried[nearest];
  if (near === undefined) return '';
  const isOpen = verdict === 'undecided' && near.verdict === 'undecided';
  const held = tellingThreshold(near);
  const share = held === undefined ? '' : shareWords(held);
  const by = held === undefined ? '' : `: ${thresholdName(held)}${share === '' ? '' : `, ${held.share!.of} ${share}`}`;
  const rest = isOpen ? decidedBy(near) : verdict === 'undecided' ? missedBeside(answer) : '';
  return `${verdict === 'infeasible' ? 'nearest miss' : 'nearest'}: ${settingWords(answer, near)}${by}${rest}`;
}

/** The threshold that makes a setting what it is, missed or undecided: the tightest, unless that is something else; of others the one that takes the most runs. */
function tellingThreshold({ thresholds, tightest, verdict }: Tried): Tried['thresholds'][number] | undefined {
  const near = thresholds[tightest ?? -1];
  const telling = thresholds.filter((own) => own.verdict === verdict);
  if (telling.length === 0 || near?.verdict === verdict) return near;
  return telling.reduce((most, own) => ((own.runsToDecide ?? Infinity) > (most.runsToDecide ?? Infinity) ? own : most));
}

/** No run decides anew what is missed for certain: others are what is open. */
function missedBeside({ tried }: PlanAnswer): string {
  const open = tried.filter(({ verdict }) => verdict === 'undecided').length;
  return `, missed${open === 0 ? '' : `; ${countText(open, 'other')} ${open === 1 ? 'is' : 'are'} undecided`}`;
}

/** Returns what else is to be known: first of all why it was stopped, then what words and figures mean, and what may make somebody decide otherwise. */
export function noteWords(answer: PlanAnswer): string[] {
  return [...stopWords(answer), ...meaningWords(answer), ...doubtWords(answer)];
}

/** Returns what is to be known before anybody acts. */
export function alarmWords(answer: PlanAnswer): string[] {
  return [...stopWords(answer), ...doubtWords(answer)];
}

function stopWords({ outcome }: PlanAnswer): string[] {
  const limits = { max_events: 'the limit on events', max_pending: 'the limit on pending jobs' } as const;
  return outcome === 'done' ? [] : [`stopped by ${limits[outcome]}: the fleet cannot keep up with the load, or the run is too long`];
}

/** Returns what the words and figures of a plan mean. */
export function meaningWords(answer: PlanAnswer): string[] {
  const { isBest, isLocal, zoneUsdPerMonth, verdict } = answer;
  return [
    // Where a cheaper one may meet, nobody knows which is the cheapest.
    ...(zoneUsdPerMonth === null || verdict !== 'met' || !isBest
      ? []
      : [`cheapest: to within ${dollarsText(zoneUsdPerMonth)} a month${isLocal ? ', among all that was tried and its neighbours' : ''}`]),
    ...(answer.tried.some(({ costPerMonth }) => costPerMonth.estimate > 0) ? monthlyOutagesWords(answer) : []),
    ...intervalWords(answer),
  ];
}

/** What may make somebody decide otherwise. */
function doubtWords(answer: PlanAnswer): string[] {
  const { unplaced, refused } = answer;
  return [
    ...(refused.length === 0 ? [] : [`${countText(refused.length, 'setting')} cannot be: ${cleanText(refused[0]!.why).split('; ')[0]!}`]),
    ...onDemandWords(answer),
    ...edgeWords(answer),
    // What is not known of the week is no warning of the scenario: those were said before anything was played.
    ...answer.warnings.filter((text) => /^periods(?:: | of )/u.test(text)).map((text) => cleanText(text)),
    ...unplaced.map((why) => cleanText(why)),
  ];
}

/** Two intervals stand of one threshold: that of a run's result, and that by which the plan decides, which is wider. */
function intervalWords({ tried, plan, nearest, confidence }: PlanAnswer): string[] {
  const own = tried[plan ?? nearest ?? -1];
  const isSaid =
    own?.thresholds.some(({ threshold, share }) => threshold.low !== null && share !== undefined && share.low !== null) ?? false;
  return isSaid
    ? [
        `(low … high): of what was found 95 %, as of a run; of shares late or early ${sureWords({ confidence })} for all looks and settings together`,
      ]
    : [];
}

/** Without idle machines a job takes one on demand: the boot is in its preparation, and a threshold on the queue alone does not see it. */
function onDemandWords({ variables, tried, plan }: PlanAnswer): string[] {
  if (plan === null || tried[0]!.thresholds.some(({ threshold: { metric } }) => holdsBoots(metric))) return [];
  const idle = variables.filter(({ name, today }) => isIdleLevel(name) && today !== '0');
  const [none] = idle.filter((own) => own.plan === '0');
  const [one] = idle.filter((own) => own.plan === '1' && own.values[0] === '1');
  const why = 'machines are made on demand, and the boot is in the preparation of a job, which no threshold here looks at; --threshold';
  if (none !== undefined) return [`with ${cleanText(none.name)} 0 ${why} 'start_delay p(95) < …' does`];
  return one === undefined ? [] : [`${cleanText(one.name)} 0 was not tried: then ${why} 'start_delay p(95) < …' lets it be tried`];
}

function isIdleLevel(name: string): boolean {
  return /idle_?count/iu.test(name);
}

/** A plan at the end of a range says that the range may be what keeps it from being better. */
function edgeWords({ variables, plan }: PlanAnswer): string[] {
  if (plan === null) return [];
  return variables.flatMap(({ name, plan: value, values }) => {
    // Words have no order, so none is at an end.
    const isEnd =
      values.every((one) => /^-?[\d.]/u.test(one)) &&
      values.length > 1 &&
      value !== null &&
      value !== '0' &&
      !(value === '1' && isIdleLevel(name)) &&
      (value === values[0] || value === values.at(-1));
    return isEnd ? [`${cleanText(name)} is at the end of its range: a wider one may be cheaper`] : [];
  });
}
