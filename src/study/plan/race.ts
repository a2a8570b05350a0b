/**
 * The second part of a search: the settings that may be the best get more replications, look by look, until the others are out for certain or runs are.
 * What is told from what is in certainty.ts; here is who runs on.
 */
import { boundsOf, nextLook, valuesToDecide } from '../../stats/looks.js';
import { moneyBounds, roomOf, runsToSettle } from './certainty.js';
import type { Field, TriedSetting, Wish } from './field.js';
import { covers, exchanges, keyOf, neighbours } from './lattice.js';
import { outlookOf } from './outlook.js';
import type { Setting } from './plan-question.js';

/** Settings that run on at one look: those that seem better, and those of which it is to be told that they are not. */
const [BETTER_AT_ONCE, AT_ONCE] = [2, 4] as const;
/** Looks before a setting is given up because what is left would not decide it: before, nobody knows. */
const PATIENCE = 3;

/** Yields who runs on, until it is certain that the best is, or runs are out. `reserve` runs are left. */
export function* race(field: Field, reserve: number): Generator<Wish[], void, void> {
  while (!field.isExhausted) {
    const best = field.best();
    const promising = promises(field, best, reserve);
    const wishes = promising.length > 0 ? promising : best === undefined ? seek(field, reserve) : contest(field, best, reserve);
    const real = wishes.filter(({ setting, runs }) => runs > (field.get(setting)?.evidence.runs ?? 0));
    if (real.length === 0 || field.left <= reserve) return;
    yield real;
  }
}

/**
 * Who is expected to be certain to meet with the runs that are left, and cheaper than the best: of those that were tried the ones that save most for each
 * replication that they still need, and the cheapest of all for each look.
 */
function promises(field: Field, best: TriedSetting | undefined, reserve: number): Wish[] {
  const outlook = outlookOf(field);
  if (outlook === undefined) return [];
  const { base } = outlook;
  const most = (field.left - reserve) / field.options.runsEach;
  // What others tell of a setting makes no plan of it.
  const seeming = field.tried.filter((own) => field.verdict(own.setting) !== 'misses' && !field.isCertain(own) && field.seemsToMeet(own));
  const bar = best ?? dearestOf(field, seeming);
  if (bar === undefined) return [];
  const least = best === undefined ? 0 : field.zone(best);
  const worthy = seeming.flatMap((own) => {
    // While nothing is certain the dearest is better than nothing.
    const saving = -field.difference(own, bar);
    if (saving <= least && !(best === undefined && own === bar)) return [];
    const { runs } = own.evidence;
    const needed = outlook.lookOf(own) - runs;
    if (needed > most && Math.max(runs, base.evidence.runs) >= patienceOf(field)) return [];
    return [{ own, worth: saving / Math.max(1, Math.min(needed, most)) }];
  });
  const chosen = worthy.sort((a, b) => b.worth - a.worth).slice(0, BETTER_AT_ONCE);
  const fine = outlook.certainWithin(most).filter(({ objective }) => field.difference(base, bar) + objective < -least);
  if (chosen.length === 0 && fine.length === 0) return best === undefined ? [] : halfway(field, base, best);
  const runners = new Set(chosen.map(({ own }) => own));
  // Of the base everything else is expected.
  if (runners.size > 0 && !field.options.isOrdered && base.evidence.runs < patienceOf(field)) runners.add(base);
  return [
    ...[...runners].map((own) => onward(field, own)),
    ...fresh(
      field,
      fine.map(({ setting }) => setting),
    ),
  ];
}

/** Where nothing is promising, but what seems best is far below what is certain: the setting in the middle of both, which has room. */
function halfway(field: Field, base: TriedSetting, best: TriedSetting): Wish[] {
  if (field.difference(base, best) >= -2 * field.zone(best)) return [];
  return fresh(field, [base.setting.map((index, i) => Math.floor((index + best.setting[i]!) / 2))]);
}

function dearestOf(field: Field, settings: readonly TriedSetting[]): TriedSetting | undefined {
  return settings.reduce<TriedSetting | undefined>(
    (most, own) => (most === undefined || field.difference(own, most) > 0 ? own : most),
    undefined,
  );
}

/** While nothing meets for certain, and nothing that seems to is expected to with what is left: those with most room, and what is beside the nearest. */
function seek(field: Field, reserve: number): Wish[] {
  const hopeful = field.tried.filter((own) => field.verdict(own.setting) === 'undecided' && !isHopeless(field, own, undefined, reserve));
  const byRoom = hopeful.sort((a, b) => roomOf(b.evidence) - roomOf(a.evidence)).slice(0, 2);
  const nearest = field.seemingBest();
  const beside = nearest === undefined ? [] : fresh(field, besideOf(field, nearest.setting));
  return [...byRoom.map((own) => onward(field, own)), ...expectedBetter(field, beside)];
}

/**
 * With a best that nothing promises to be better than: what is beside it and expected to be, then everybody who may be, and last whatever is beside it, if
 * that can be run as a whole.
 */
function contest(field: Field, best: TriedSetting, reserve: number): Wish[] {
  const beside = fresh(field, besideOf(field, best.setting));
  const better = expectedBetter(field, beside);
  if (better.length > 0) return better;
  const all = field.tried.filter((own) => field.isContender(own, best) && !isHopeless(field, own, best, reserve));
  const chosen = all
    .filter((own) => !all.some((other) => other !== own && speaksFor(field, other, own)))
    .sort((a, b) => field.difference(a, b))
    .slice(0, AT_ONCE);
  if (chosen.length === 0) return beside.length * field.first * field.options.runsEach <= field.left - reserve ? beside : [];
  // Differences are over the replications that both have.
  const needed = chosen.filter((own) => !isCheaper(field, own, best)).map((own) => onward(field, own).runs);
  const most = needed.reduce((a, b) => Math.max(a, b), 0);
  return [...chosen.map((own) => onward(field, own)), ...(most > best.evidence.runs ? [{ setting: best.setting, runs: most }] : [])];
}

/** Those that are expected to meet and to be cheaper than the best by more than anybody acts on, or of which nothing is to be expected. */
function expectedBetter(field: Field, wishes: readonly Wish[]): Wish[] {
  const outlook = outlookOf(field);
  const bar = field.best() ?? field.seemingBest();
  // In an order runs have bracketed the best already.
  if (outlook === undefined || bar === undefined || field.options.isOrdered) return [...wishes];
  const ahead = field.difference(outlook.base, bar) + (field.best() === undefined ? 0 : field.zone(bar));
  return wishes.filter(({ setting }) => {
    const expected = outlook.at(setting);
    return expected === undefined || (expected.short === 0 && ahead + expected.objective < 0);
  });
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

/** Returns those that are not known, each once, with the replications of the first look. */
function fresh(field: Field, settings: readonly Setting[]): Wish[] {
  const own = new Map(settings.map((setting) => [keyOf(setting), setting]));
  return [...own.values()].filter((setting) => !field.isKnown(setting)).map((setting) => ({ setting, runs: field.first }));
}

/** Replications after which what a setting seems to be is taken for what it is. */
function patienceOf({ options: { looks } }: Field): number {
  return looks.first * (1 << (PATIENCE - 1));
}

/** Replications up to the next look. */
function onward(field: Field, { setting, evidence }: TriedSetting): Wish {
  return { setting, runs: evidence.runs < field.first ? field.first : nextLook(field.options.looks, evidence.runs) };
}

/** Whether a setting that seems short of something says of another that it is too: once it is certain of the one it is of both. */
function speaksFor(field: Field, own: TriedSetting, other: TriedSetting): boolean {
  return !field.seemsEnough(own) && !field.seemsToMeet(other) && covers(own.setting, other.setting, field.options.orderFrom);
}

function isCheaper(field: Field, own: TriedSetting, best: TriedSetting): boolean {
  return moneyBounds(own.evidence, best.evidence, field.budget).high < 0;
}

/** Whether what is left would not decide a setting, if it is as it seems. */
function isHopeless(field: Field, own: TriedSetting, best: TriedSetting | undefined, reserve: number): boolean {
  const { runsEach } = field.options;
  const { evidence } = own;
  const next = onward(field, own).runs;
  const room = evidence.runs + (field.left - reserve) / runsEach;
  if (next > room) return true;
  if (evidence.runs < patienceOf(field)) return false;
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
