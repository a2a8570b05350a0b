/** What changes of settings were tried and what each gained, in words that every report shares. */
import type { Advice, Effect, Tried } from '../../study/advise/advice-result.js';
import { asWithOutages } from '../../study/figures/monthly-outages.js';
import { costOf, toldWait, type ToldWait } from '../../study/advise/order.js';
import type { Difference } from '../../study/compare/difference.js';
import type { StudyResult } from '../../study/study-result.js';
import { differenceText, sideText } from '../frame/difference-words.js';
import { cleanText, countText, dollarsText, shareText } from '../frame/numbers.js';
import { CAUSES } from './causes.js';

/** One change, in pieces. */
export interface TriedLine {
  readonly effect: Effect;
  readonly name: string;
  /** Queue time of the group, before and after: at p95, or with its figure before it where what is said rests on another. */
  readonly wait: string;
  /** What it costs a month, with half of its interval; empty where nothing has a price. */
  readonly cost: string;
  /** What thresholds say, where some are not met today, or with it. */
  readonly thresholds: string;
}

/** Changes that a reader may act on, or should not. */
const SHOWN: readonly Effect[] = ['helps', 'saves', 'trades', 'harms'];

/** Returns the changes that do something, the best first; with the name of the group where there are several. */
export function triedLines(study: Pick<StudyResult, 'advice' | 'verdict' | 'first'>): TriedLine[] {
  return shownOf(study).map((tried) => lineOf(tried, study));
}

function shownOf({ advice }: Pick<StudyResult, 'advice'>): Tried[] {
  return (advice?.tried ?? []).filter(({ effect }) => SHOWN.includes(effect));
}

function lineOf(tried: Tried, { verdict, first }: Pick<StudyResult, 'verdict' | 'first'>): TriedLine {
  return {
    effect: tried.effect,
    name: nameOf(tried, first.jobs.groups.length === 1),
    wait: waitWords(toldWait(tried)),
    cost: costWords(costOf(tried)),
    thresholds: isAllMet(verdict, tried) ? '' : missedWords(tried),
  };
}

/** Returns the sentences about what did nothing, what cannot be told, what no setting relaxes, and what was not tried. */
export function triedNotes(
  study: Pick<StudyResult, 'advice' | 'verdict' | 'first' | 'replications' | 'isRandom' | 'monthlyOutages'>,
): string[] {
  const { advice, first, replications, isRandom, monthlyOutages } = study;
  if (advice === undefined) return [];
  const isOne = first.jobs.groups.length === 1;
  const names = (effect: Effect): string[] => advice.tried.filter((tried) => tried.effect === effect).map((tried) => nameOf(tried, isOne));
  const told = (title: string, effect: Effect): string[] => (names(effect).length === 0 ? [] : [`${title}: ${names(effect).join(', ')}`]);
  return [
    ...told('no difference', 'nothing'),
    ...told('cannot tell (more --replications would)', 'unclear'),
    ...told('stopped by a limit', 'cut'),
    ...advice.beyond.map(
      ({ group, cause, share }) =>
        `no setting relaxes ${shareText(share).replace('%', ' %')} of the waiting${isOne ? '' : ` of ${cleanText(group)}`}: ${CAUSES[cause].words}`,
    ),
    ...(monthlyOutages === undefined || triedLines(study).every(({ cost }) => cost === '')
      ? []
      : [`what a change costs a month is ${asWithOutages(monthlyOutages)}`]),
    ...leftWords(advice, replications),
    ...(replications === 1 && isRandom && advice.tried.length > 0
      ? ['one replication does not say how sure this is; --replications 5 gives intervals']
      : []),
  ];
}

function leftWords({ left, tried }: Advice, replications: number): string[] {
  if (left === 0) return tried.length === 0 ? ['there was no setting to try'] : [];
  const more = (left + tried.length) * replications;
  return [`${countText(left, 'change')} not tried: each takes ${countText(replications, 'run')} (--advise-runs ${more} tries all)`];
}

function nameOf({ label, group }: Tried, isOne: boolean): string {
  return cleanText(isOne ? label : `${group}: ${label}`);
}

function waitWords(wait: ToldWait | undefined): string {
  if (wait === undefined) return '';
  const { difference } = wait;
  const [before, after] = [sideText(difference, 'base'), sideText(difference, 'new')];
  const name = isUsual(wait) ? '' : `${wait.isOfAll ? 'all ' : ''}${wait.stat} `;
  return `${name}${difference.verdict === 'same' || before === after ? `${after}, same` : `${before} -> ${after}`}`;
}

/** It is the figure that a reader expects where none is named: that of the group at p95. */
function isUsual({ stat, isOfAll }: ToldWait): boolean {
  return stat === 'p95' && !isOfAll;
}

/** Whether there is nothing to say of thresholds: there is none, or all are met today and with it. */
function isAllMet(verdict: StudyResult['verdict'], { missed, undecided }: Tried): boolean {
  return verdict === null || (verdict === 'pass' && missed + undecided === 0);
}

function costWords(cost: Difference | undefined): string {
  if (cost === undefined || (cost.base === 0 && cost.new === 0)) return '';
  if (cost.verdict === 'same') return 'same cost';
  const { low, high, difference } = cost;
  const half = low === null || high === null ? 0 : Math.max(difference - low, high - difference);
  return `${differenceText(cost)}${half > 0 ? ` ± ${halfText(half)}` : ''}`;
}

/** Nobody acts on less than a dollar a month. */
function halfText(half: number): string {
  return half < 1 ? '1' : dollarsText(half).replace(' USD', '');
}

function missedWords({ missed, undecided }: Tried): string {
  if (missed > 0) return `${missed} missed`;
  return undecided > 0 ? `${undecided} undecided` : 'all met';
}

/** Returns what was tried as sentences, for reports that have no table of it. */
export function triedSentences(study: StudyResult): string[] {
  const lines = shownOf(study).map((tried) => {
    const { effect, name, wait, cost, thresholds } = lineOf(tried, study);
    const told = toldWait(tried);
    const parts = [
      ...(told === undefined ? [] : [`queue time ${isUsual(told) ? 'p95 ' : ''}${wait}`]),
      ...(cost === '' ? [] : [`${cost} a month`.replace('same cost a month', 'the same cost')]),
    ];
    return `Tried: ${name} ${EFFECT_WORDS[effect]}: ${[...parts, ...(thresholds === '' ? [] : [`thresholds ${thresholds}`])].join(', ')}.`;
  });
  return [...lines, ...triedNotes(study).map((note) => `Tried: ${note}.`)];
}

/** What is said of an effect. */
export const EFFECT_WORDS: Readonly<Record<Effect, string>> = {
  helps: 'helps',
  saves: 'saves',
  trades: 'saves at the price of waiting',
  nothing: 'makes no difference',
  unclear: 'cannot be told',
  harms: 'does harm',
  cut: 'was stopped by a limit',
};
