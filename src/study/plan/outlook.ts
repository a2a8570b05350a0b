/**
 * What is to be expected of settings around one that was run: what each variable changes alone adds up. Jobs of different pools wait for different
 * machines, so that late jobs and money of pools do add up; where one pool helps out another they do not, and runs tell. Nothing is claimed by it: it
 * says what to run next.
 */
import { deviationOf, deviationsToBound, lookSizes } from '../../stats/looks.js';
import { meanOf, meetError, type Evidence } from './certainty.js';
import type { Field, TriedSetting } from './field.js';
import { neighbours } from './lattice.js';
import type { Setting } from './plan-question.js';

/** What is expected of a setting. */
export interface Expectation {
  readonly setting: Setting;
  /** How much of the room that is needed at the thresholds is missing, each as a share of what is allowed; 0 where nothing is. */
  readonly short: number;
  /** What is minimised, less that of the base, USD a month. */
  readonly objective: number;
}

/** What one value of a variable changes, all others as they are. */
interface Shift {
  readonly index: number;
  /** USD a month. */
  readonly objective: number;
  /** By threshold, as its margin. */
  readonly margins: readonly number[];
}

/** Two settings that differ in one variable. */
type Pair = readonly [own: TriedSetting, other: TriedSetting];

/** The outlook from a base, of what was tried when it was made. */
export class Outlook {
  readonly base: TriedSetting;
  readonly #field: Field;
  readonly #shifts: readonly (readonly Shift[])[];
  /** By look: how many standard deviations of a run the mean has to be away from the line. */
  readonly #looks: readonly { readonly size: number; readonly deviations: number }[];

  constructor(field: Field, base: TriedSetting) {
    this.#field = field;
    this.base = base;
    this.#shifts = shiftsFrom(field, base);
    this.#looks = field.isRandom
      ? lookSizes(field.options.looks).map((size) => ({ size, deviations: deviationsToBound(size, meetError(field.budget)) }))
      : [{ size: 1, deviations: 0 }];
  }

  /**
   * Returns the cheapest setting that is expected to keep every threshold, or to be certain to after the replications of a look where these are given;
   * the one that is short of it by least where none is. Its values were tried, or lie halfway between two that were; it is found by changes of one
   * variable and of two.
   */
  cheapest(runs?: number): Expectation {
    const expect = this.#expecting(runs === undefined ? undefined : this.#needs(this.base.evidence, runs));
    let chosen: readonly Shift[] = this.#shifts.map(([stay]) => stay!);
    let expected = expect(chosen);
    for (;;) {
      let better: readonly Shift[] | undefined;
      for (const next of changesOf(chosen, this.#shifts)) {
        const own = expect(next);
        if (own.short > expected.short || (own.short === expected.short && own.objective >= expected.objective)) continue;
        [better, expected] = [next, own];
      }
      if (better === undefined) return expected;
      chosen = better;
    }
  }

  /** Returns the cheapest setting expected to be certain to meet, for each look that is no further away than `most` replications; none where none is. */
  certainWithin(most: number): Expectation[] {
    return this.#looks.flatMap(({ size }) => (size <= most ? [this.cheapest(size)] : [])).filter(({ short }) => short === 0);
  }

  /** Returns what is expected of a setting; undefined where nothing is known of a value of it. */
  at(setting: Setting): Expectation | undefined {
    const chosen = this.#shifts.flatMap((own, variable) => own.find(({ index }) => index === setting[variable]) ?? []);
    return chosen.length < setting.length ? undefined : this.#expecting()(chosen);
  }

  /**
   * Returns the replications of the look at which a setting is expected to be certain to meet; Infinity where it is expected to miss. Where the base has
   * more replications, its mean is corrected by what the two differ over those that both have, which is little but for the setting (a control variate).
   */
  lookOf({ evidence }: TriedSetting): number {
    const donor = evidence.runs < this.base.evidence.runs ? this.base.evidence : evidence;
    const rooms = donor.margins.map(({ values }, k) => meanOf(values) + meanChange(evidence.margins[k]!.values, values));
    const isKept = (size: number): boolean => this.#needs(donor, size).every((need, k) => rooms[k]! >= need);
    return this.#looks.find(({ size }) => isKept(size))?.size ?? Infinity;
  }

  /** The room that each threshold needs at a look, in the unit of its margin: none where it is decided without an interval. */
  #needs({ margins }: Evidence, runs: number): number[] {
    const look = this.#looks.find(({ size }) => size === runs);
    return margins.map(({ values, leastVariance, hard }) =>
      look === undefined || !this.#field.isRandom || hard !== undefined ? 0 : look.deviations * deviationOf(values, leastVariance),
    );
  }

  #expecting(needs?: readonly number[]): (chosen: readonly Shift[]) => Expectation {
    const { margins } = this.base.evidence;
    const rooms = margins.map(({ values }, k) => meanOf(values) - (needs?.[k] ?? 0));
    return (chosen) => ({
      setting: chosen.map(({ index }) => index),
      short: rooms.reduce((sum, room, k) => {
        const expected = chosen.reduce((total, own) => total + own.margins[k]!, room);
        return sum + Math.max(0, -expected) / margins[k]!.scale;
      }, 0),
      objective: chosen.reduce((sum, own) => sum + own.objective, 0),
    });
  }
}

/** Returns the outlook from the setting that most is known around: the one that seems best of those whose neighbours were all tried, else of all; undefined where nothing was. */
export function outlookOf(field: Field): Outlook | undefined {
  const { sizes } = field.options;
  const strides = sizes.map(() => 1);
  const central = field.tried.filter(({ setting }) => neighbours(setting, strides, sizes).every((own) => field.isKnown(own)));
  const base = field.seemingBest(central) ?? field.seemingBest();
  return base === undefined ? undefined : new Outlook(field, base);
}

/** By variable what its values change, that of `base` first: from one value to the next by two settings that differ in nothing else. */
function shiftsFrom(field: Field, { setting, evidence }: TriedSetting): Shift[][] {
  const pairs = pairsOf(field);
  return setting.map((from, variable) => {
    const found = new Map<number, Shift>([[from, { index: from, objective: 0, margins: evidence.margins.map(() => 0) }]]);
    // What is added is gone through in its turn: the fewest steps first.
    for (const at of found.values()) {
      for (const [own, other] of pairs[variable]!.get(at.index) ?? []) {
        const index = other.setting[variable]!;
        if (found.has(index)) continue;
        const objective = at.objective + meanChange(other.evidence.objective, own.evidence.objective);
        const changeOf = (k: number): number => meanChange(other.evidence.margins[k]!.values, own.evidence.margins[k]!.values);
        found.set(index, { index, objective, margins: at.margins.map((margin, k) => margin + changeOf(k)) });
      }
    }
    return [...found.values(), ...middles([...found.values()])];
  });
}

/** What is halfway between two values that were tried one beside the other: of late jobs, which fall the slower the more there is, no less is to be expected. */
function middles(shifts: readonly Shift[]): Shift[] {
  const sorted = [...shifts].sort((a, b) => a.index - b.index);
  return sorted.slice(1).flatMap((high, i) => {
    const low = sorted[i]!;
    const index = Math.floor((low.index + high.index) / 2);
    if (index === low.index) return [];
    const part = (index - low.index) / (high.index - low.index);
    const between = (a: number, b: number): number => a + part * (b - a);
    return [
      { index, objective: between(low.objective, high.objective), margins: low.margins.map((own, k) => between(own, high.margins[k]!)) },
    ];
  });
}

/** By variable and value of it, the settings there with each that differs from it in nothing else. */
function pairsOf(field: Field): Map<number, Pair[]>[] {
  const pairs = field.options.sizes.map(() => new Map<number, Pair[]>());
  const whole = field.tried.filter(({ evidence }) => !evidence.isBroken);
  for (const own of whole) {
    for (const other of whole) {
      const [variable, ...others] = [...own.setting.keys()].filter((i) => own.setting[i] !== other.setting[i]);
      if (variable === undefined || others.length > 0) continue;
      const at = own.setting[variable]!;
      const known = pairs[variable]!.get(at);
      if (known === undefined) pairs[variable]!.set(at, [[own, other]]);
      else known.push([own, other]);
    }
  }
  return pairs;
}

/** The mean difference over the replications that both have. */
function meanChange(own: readonly number[], other: readonly number[]): number {
  const n = Math.min(own.length, other.length);
  return meanOf(own.slice(0, n)) - meanOf(other.slice(0, n));
}

/** What is one change or two away. */
function* changesOf(chosen: readonly Shift[], options: readonly (readonly Shift[])[]): Generator<readonly Shift[], void, void> {
  for (const [i, own] of options.entries()) {
    for (const one of own) {
      const changed = chosen.with(i, one);
      yield changed;
      for (const [more, others] of options.slice(i + 1).entries()) {
        for (const two of others) yield changed.with(i + 1 + more, two);
      }
    }
  }
}
