/**
 * The second part of a search: the settings that may be the best get more replications, look by look, until the others are out for certain or runs are.
 * What is told from what is in certainty.ts; here is who runs on.
 */
import { boundsOf, nextLook, valuesToDecide } from '../../stats/looks.js';
import { moneyBounds, roomOf, runsToSettle } from './certainty.js';
import type { Field, TriedSetting, Wish } from './field.js';
import { covers, exchanges, neighbours } from './lattice.js';
import type { Setting } from './plan-question.js';

/** Settings that run on at one look. */
const AT_ONCE = 4;
/** Looks before a setting is given up because what is left would not decide it: before, nobody knows. */
const PATIENCE = 3;

/** Yields who runs on, until it is certain that the best is, or runs are out. `reserve` runs are left. */
export function* race(field: Field, reserve: number): Generator<Wish[], void, void> {
  while (!field.isExhausted) {
    const best = field.best();
    const wishes = best === undefined ? seek(field, reserve) : contest(field, best, reserve);
    const real = wishes.filter(({ setting, runs }) => runs > (field.get(setting)?.evidence.runs ?? 0));
    if (real.length === 0 || field.left <= reserve) return;
    yield real;
  }
}

/** While nothing meets for certain: the cheapest of those that seem to, one that is soon certain and not dear, and the one with most room. */
function seek(field: Field, reserve: number): Wish[] {
  const open = field.tried.filter(({ setting }) => field.verdict(setting) === 'undecided');
  const hopeful = open.filter((own) => !isHopeless(field, own, undefined, reserve));
  const byRoom = [...hopeful].sort((a, b) => roomOf(b.evidence) - roomOf(a.evidence));
  const seeming = hopeful.filter((own) => field.seemsToMeet(own)).sort((a, b) => field.difference(a, b));
  const chosen = new Set(seeming.length > 0 ? [...seeming.slice(0, 2), roomyAmongCheap(seeming), byRoom[0]!] : byRoom.slice(0, 2));
  // Where the cheapest stays near the line, one with more room has to be there.
  const from = [...(seeming.length > 0 ? seeming : open)]
    .filter(({ evidence }) => evidence.runs > field.first || open.length === 0)
    .filter((own) => !seeming.some((other) => roomOf(other.evidence) > roomOf(own.evidence)))
    .slice(0, 1);
  const seemsNone = !field.tried.some((own) => field.seemsToMeet(own));
  const nearest = seemsNone ? field.seemingBest() : undefined;
  const beside = [...from, ...(nearest === undefined ? [] : [nearest])].flatMap(({ setting }) => besideOf(field, setting));
  return [...[...chosen].map((own) => onward(field, own)), ...fresh(field, beside)];
}

/** With a best: everybody who may be cheaper, and when none of them seems to meet, its neighbours. */
function contest(field: Field, best: TriedSetting, reserve: number): Wish[] {
  const all = field.tried.filter((own) => field.isContender(own, best) && !isHopeless(field, own, best, reserve));
  const contenders = all
    .filter((own) => !all.some((other) => other !== own && speaksFor(field, other, own)))
    .sort((a, b) => field.difference(a, b));
  const seeming = contenders.filter((own) => field.seemsToMeet(own) && isCheaperByZone(field, own, best));
  const chosen = seeming.length > 0 ? [...new Set([...seeming.slice(0, 2), roomyAmongCheap(seeming)])] : contenders.slice(0, AT_ONCE);
  const own = chosen.map((contender) => onward(field, contender));
  // Differences are over the replications that both have.
  const needed = chosen.filter((contender) => !isCheaper(field, contender, best)).map((contender) => onward(field, contender).runs);
  const most = needed.reduce((a, b) => Math.max(a, b), 0);
  return [
    ...(seeming.length > 0 ? [] : fresh(field, besideOf(field, best.setting))),
    ...own,
    ...(most > best.evidence.runs ? [{ setting: best.setting, runs: most }] : []),
  ];
}

/** Of settings that seem to meet, the cheapest first: the one with most room among the cheaper half. It is soon certain, and leaves half of them. */
function roomyAmongCheap(seeming: readonly TriedSetting[]): TriedSetting {
  const cheap = seeming.slice(0, Math.ceil(seeming.length / 2));
  return cheap.reduce((roomy, own) => (roomOf(own.evidence) > roomOf(roomy.evidence) ? own : roomy));
}

/** Whether a setting is cheaper than the best, by estimate, by more than anybody acts on. */
function isCheaperByZone(field: Field, own: TriedSetting, best: TriedSetting): boolean {
  return field.difference(own, best) < -field.zone(best);
}

/** The settings beside one that may be better than it: its neighbours, or the middle of what is not known of the order. */
function besideOf(field: Field, setting: Setting): Setting[] {
  const { sizes, isOrdered } = field.options;
  const best = field.best();
  if (isOrdered && best !== undefined) return between(field, best);
  const all = [
    ...neighbours(
      setting,
      sizes.map(() => 1),
      sizes,
    ),
    ...exchanges(setting, sizes),
  ];
  return all.filter((own) => field.verdict(own) !== 'misses');
}

/** The middle between the least of the order that is not cheaper than the best, which may be itself, and the next below that was tried. */
function between(field: Field, best: TriedSetting): Setting[] {
  const [from, size] = [field.options.orderFrom[0]!, field.options.sizes[0]!];
  const chain = field.tried.filter(({ setting }) => setting[0]! >= from).sort((a, b) => a.setting[0]! - b.setting[0]!);
  const isDear = (own: TriedSetting): boolean => field.verdict(own.setting) !== 'misses' && !field.isContender(own, best);
  const high = chain.find(isDear)?.setting[0] ?? size;
  const low = chain.findLast(({ setting }) => setting[0]! < high)?.setting[0] ?? from - 1;
  return high - low > 1 ? [[Math.floor((low + high) / 2)]] : [];
}

/** Returns whether it is certain that nothing that was tried, and nothing beside the best, is better than it by more than the indifference zone. */
export function isSettled(field: Field, best: TriedSetting): boolean {
  return field.tried.every((own) => !field.isContender(own, best)) && besideOf(field, best.setting).every((own) => field.isKnown(own));
}

function fresh(field: Field, settings: readonly Setting[]): Wish[] {
  return settings.filter((setting) => !field.isKnown(setting)).map((setting) => ({ setting, runs: field.first }));
}

/** Replications up to the next look. */
function onward(field: Field, { setting, evidence }: TriedSetting): Wish {
  return { setting, runs: evidence.runs < field.first ? field.first : nextLook(field.options.looks, evidence.runs) };
}

/** Whether a setting that seems to miss says of another that it does too: once it is certain of the one it is of both. */
function speaksFor(field: Field, own: TriedSetting, other: TriedSetting): boolean {
  return !field.seemsToMeet(own) && !field.seemsToMeet(other) && covers(own.setting, other.setting, field.options.orderFrom);
}

function isCheaper(field: Field, own: TriedSetting, best: TriedSetting): boolean {
  return moneyBounds(own.evidence, best.evidence, field.budget).high < 0;
}

/** Whether what is left would not decide a setting, if it is as it seems. */
function isHopeless(field: Field, own: TriedSetting, best: TriedSetting | undefined, reserve: number): boolean {
  const { looks, runsEach } = field.options;
  const { evidence } = own;
  const next = onward(field, own).runs;
  const room = evidence.runs + (field.left - reserve) / runsEach;
  if (next > room) return true;
  if (evidence.runs < looks.first * (1 << (PATIENCE - 1))) return false;
  if (field.verdict(own.setting) === 'undecided') return runsToSettle(evidence, field.budget) > room;
  return best !== undefined && moneyRuns(field, own, best) > room;
}

/** Replications that would decide whether a setting is better than the best by the indifference zone, if it is as it seems. */
function moneyRuns(field: Field, own: TriedSetting, best: TriedSetting): number {
  const n = Math.min(own.evidence.runs, best.evidence.runs);
  const zone = field.zone(best);
  const above = Array.from({ length: n }, (_, run) => own.evidence.objective[run]! - best.evidence.objective[run]! + zone);
  return boundsOf(above, 0.5).mean < 0
    ? n
    : valuesToDecide(above, field.options.error / 4 / field.options.looks.count / Math.max(1, field.tried.length - 1));
}
