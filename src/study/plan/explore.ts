/** The first part of a search: few runs a setting, no claim, until it is known where to look closely. */
import { partRoom } from './certainty.js';
import type { Field, TriedSetting, Wish } from './field.js';
import { countOf, everySetting, exchanges, keyOf, neighbours, spreadSettings } from './lattice.js';
import { Outlook } from './outlook.js';
import type { Setting } from './plan-question.js';
import { slides } from './slides.js';

/** Replications of a setting that is only looked at. */
const GLANCE = 2;
/** So few settings are all looked at. */
const FEW = 12;
/** Of so few variables each is looked at both ways at every stride, and all ways along the line where thresholds are just kept; of more that takes all runs. */
const FEW_VARIABLES = 3;
/** Settings of the first look, a variable of few, where nothing is known. */
const SPREAD = 3;
/** The share of the runs that may be spent before anything is certain; less where runs have found the start, for what is left tells the best from those around it. */
const [SHARE, SHARE_PLAYED] = [0.5, 0.25] as const;

const BOTH_WAYS = [-1, 1] as const;

/** What a search knows where to begin. */
export interface Start {
  readonly setting: Setting;
  /** Whether it is near the best, as far as is known. */
  readonly isKnown: boolean;
  /** Whether it was found by runs, not by a formula alone. Default: no. */
  readonly isPlayed?: boolean;
}

/** Yields what is to be looked at, from a start. */
export function* explore(field: Field, start: Start): Generator<Wish[], void, void> {
  const isWithin = (): boolean =>
    !field.isExhausted && field.used < (start.isPlayed === true ? SHARE_PLAYED : SHARE) * field.options.mostRuns;
  if (field.options.isOrdered) yield* bracket(field, start, isWithin);
  else yield* climb(field, start, isWithin);
}

/**
 * Of one variable in order: brackets the smallest value that seems enough in steps that double, and halves the bracket. With a start
 * that is right it looks at two settings. What lies before the order is looked at beside it.
 */
function* bracket(field: Field, { setting, isKnown }: Start, isWithin: () => boolean): Generator<Wish[], void, void> {
  const [size, from] = [field.options.sizes[0]!, field.options.orderFrom[0]!];
  const apart = Array.from({ length: from }, (_, index) => [index]);
  let [misses, meets, next] = [from - 1, size, Math.max(from, setting[0]!)];
  let step = isKnown ? 1 : Math.max(1, Math.floor(size / 8));
  while (meets - misses > 1 && isWithin()) {
    yield glances(field, [...apart, [next]]);
    const found = field.get([next]);
    // What the scenario cannot have is no bound that can be stood on: from there on up nothing can be.
    if (found === undefined || field.seemsEnough(found)) meets = next;
    else misses = next;
    if (meets < size && misses >= from) next = Math.floor((misses + meets) / 2);
    else {
      next = meets < size ? Math.max(misses + 1, meets - step) : Math.min(meets - 1, misses + step);
      step *= 2;
    }
  }
}

/**
 * Of several variables, or where waiting has a price: looks here and there, then from the best into each variable with a stride of its own, and at the
 * cheapest setting that what was seen so leads to expect, in which all move at once. The strides of those that did not move halve.
 */
function* climb(field: Field, { setting, isKnown }: Start, isWithin: () => boolean): Generator<Wish[], void, void> {
  const { sizes } = field.options;
  const few = countOf(sizes) <= FEW;
  const isNarrow = sizes.length <= FEW_VARIABLES;
  const spread = isKnown ? sizes.length : SPREAD * Math.min(FEW_VARIABLES, sizes.length);
  const top = sizes.map((size) => size - 1);
  yield glances(field, few ? everySetting(sizes) : [setting, top, ...spreadSettings(sizes, spread)]);
  if (few) return;
  let strides = sizes.map((size) => Math.max(1, Math.floor(size / (isKnown ? 8 : 4))));
  let isFirst = true;
  for (let at = field.seemingBest(); at !== undefined && isWithin(); isFirst = false) {
    const isFine = strides.every((stride) => stride === 1);
    yield glances(field, neighbours(at.setting, strides, sizes, isNarrow || isFirst || isFine ? BOTH_WAYS : wayOf(field, at)));
    yield glances(field, [new Outlook(field, at).cheapest().setting, ...(isFine && isNarrow ? exchanges(at.setting, sizes) : [])]);
    if (isFine && isNarrow && field.seemingBest() === at) yield* slide(field, at, isWithin);
    const next = field.seemingBest();
    if (next === at && isFine) return;
    const { setting: from } = at;
    strides = strides.map((stride, i) => (next?.setting[i] === from[i] ? Math.max(1, Math.floor(stride / 2)) : stride));
    at = next;
  }
}

/** Between the first look and the last what is short of something is looked at upward, and what meets downward, as what is only too much; both ways where waiting has a price that may pay for more. */
function wayOf(field: Field, own: TriedSetting): readonly number[] {
  const { objective, bill } = own.evidence;
  if (objective.some((usd, run) => usd !== bill[run])) return BOTH_WAYS;
  if (field.seemsToMeet(own)) return [-1];
  const [isEnough, isTooMuch] = [field.seemsEnough(own), partRoom(own.evidence, 'harms') < 0];
  return isEnough === isTooMuch ? [isEnough ? -1 : 1] : BOTH_WAYS;
}

/** Goes from a setting along the line where thresholds are just kept, every way at once: step by step, so that a batch has many runs. */
function* slide(field: Field, at: TriedSetting, isWithin: () => boolean): Generator<Wish[], void, void> {
  let ways = slides(field, at);
  while (ways.length > 0 && isWithin()) {
    const next = ways.flatMap((way) => {
      const { done, value } = way.next();
      return done === true ? [] : [{ way, value }];
    });
    ways = next.map(({ way }) => way);
    const wishes = glances(
      field,
      next.map(({ value }) => value),
    );
    if (wishes.length > 0) yield wishes;
  }
}

/** Returns the wish for a glance at each of these that is not known yet. */
function glances(field: Field, settings: readonly Setting[]): Wish[] {
  const own = new Map(settings.map((setting) => [keyOf(setting), setting]));
  return [...own.values()]
    .filter((setting) => !field.isKnown(setting))
    .map((setting) => ({ setting, runs: Math.min(GLANCE, field.first) }));
}
