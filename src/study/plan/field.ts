/** Everything that was tried so far, what is certain of it, and what is left to be spent. */
import type { Looks } from '../../stats/looks.js';
import { meanOf, moneyBounds, partRoom, partVerdict, roomOf, verdictOf, type ErrorBudget, type Evidence } from './certainty.js';
import { covers, keyOf, type Sizes } from './lattice.js';
import type { Indifference, Setting } from './plan-question.js';
import type { Margins } from './margins.js';
import type { TriedVerdict } from './plan-result.js';

/** A setting with its runs so far. */
export interface TriedSetting<Own extends Evidence = Evidence> {
  readonly setting: Setting;
  readonly evidence: Own;
}

/** A setting is to have so many replications. */
export interface Wish {
  readonly setting: Setting;
  readonly runs: number;
}

/** What a search is told. */
export interface FieldOptions {
  readonly sizes: Sizes;
  /** By variable, the index from which on more helps to keep what `Margins.more` says, and costs more; Infinity where it never does. */
  readonly orderFrom: readonly number[];
  /**
   * Whether the cheapest setting that meets is the smallest of those in order that has enough, or one apart from it: one variable, waiting has no price, and of every
   * threshold it is known what more does to it.
   */
  readonly isOrdered: boolean;
  readonly error: number;
  readonly looks: Looks;
  readonly indifference: Indifference;
  /** Runs at most. */
  readonly mostRuns: number;
  /** Runs a replication: one a circumstance. */
  readonly runsEach: number;
}

/** The settings of a search. */
export class Field<Own extends Evidence = Evidence> {
  readonly options: FieldOptions;
  readonly #tried = new Map<string, TriedSetting<Own>>();
  readonly #refused = new Map<string, Setting>();
  /** False once runs have shown that nothing is drawn. */
  isRandom = true;
  /** Runs played. */
  used = 0;
  /** A wish was not played, for runs were out. */
  isExhausted = false;

  constructor(options: FieldOptions) {
    this.options = options;
  }

  /** In the order in which they were tried. */
  get tried(): readonly TriedSetting<Own>[] {
    return [...this.#tried.values()];
  }

  get refusedCount(): number {
    return this.#refused.size;
  }

  /** Replications at the first look from which something may be certain. */
  get first(): number {
    return this.isRandom ? this.options.looks.first : 1;
  }

  /** Runs that are left. */
  get left(): number {
    return this.options.mostRuns - this.used;
  }

  get(setting: Setting): TriedSetting<Own> | undefined {
    return this.#tried.get(keyOf(setting));
  }

  /** Whether a setting was tried, or cannot be. */
  isKnown(setting: Setting): boolean {
    return this.#tried.has(keyOf(setting)) || this.#refused.has(keyOf(setting));
  }

  add(setting: Setting, evidence: Own): void {
    this.#tried.set(keyOf(setting), { setting, evidence });
  }

  refuse(setting: Setting): void {
    this.#refused.set(keyOf(setting), setting);
  }

  get budget(): ErrorBudget {
    const { error, looks, isOrdered, orderFrom } = this.options;
    const settings = this.#tried.size;
    const harms = this.#lines.some(({ more }) => more === 'harms');
    // The order is one, and one the other way where more makes something harder to keep; each value before it is another.
    const passes = isOrdered ? 1 + orderFrom[0]! + (harms ? 1 : 0) : settings;
    return { error, looks, settings, passes, isRandom: this.isRandom };
  }

  /**
   * What is certain of a setting, from its own runs and from those of others in order with it: what has more than it and is short of something shows that it
   * is too, and what has less and enough of everything that it has enough; where more makes a threshold harder to keep it is the other way round.
   */
  verdict(setting: Setting): TriedVerdict {
    const known = this.get(setting);
    const { budget } = this;
    const { orderFrom } = this.options;
    const own = known === undefined ? 'undecided' : verdictOf(known.evidence, budget);
    if (own !== 'undecided' || orderFrom.every((from) => from === Infinity)) return own;
    let [hasEnough, hasTooMuch] = [false, true];
    for (const other of this.#tried.values()) {
      if (other === known || isSilent(other.evidence)) continue;
      const isAbove = covers(other.setting, setting, orderFrom);
      const isBelow = !isAbove && covers(setting, other.setting, orderFrom);
      // Who has less and was ended by a limit says nothing of who has more.
      if (!isAbove && (!isBelow || other.evidence.isBroken)) continue;
      const told = isAbove ? 'helps' : 'harms';
      if (partVerdict(other.evidence, told, budget) === 'misses') return 'misses';
      if (other.evidence.margins.some(({ more }) => more === 'unknown')) continue;
      if (isBelow && partVerdict(other.evidence, 'helps', budget) === 'meets') hasEnough = true;
      if (isAbove && partVerdict(other.evidence, 'harms', budget) === 'meets') hasTooMuch = false;
    }
    const lines = this.#lines;
    if (lines.some(({ more }) => more === 'unknown')) return 'undecided';
    return hasEnough && !(hasTooMuch && lines.some(({ more }) => more === 'harms')) ? 'meets' : 'undecided';
  }

  /** Whether it is certain of a setting that it has too little of something. */
  isShort(setting: Setting): boolean {
    const own = this.get(setting)?.evidence;
    return own !== undefined && !isSilent(own) && partVerdict(own, 'helps', this.budget) === 'misses';
  }

  /** Whether, by estimate, a setting keeps all thresholds. */
  seemsToMeet({ evidence }: TriedSetting<Own>): boolean {
    return roomOf(evidence) >= 0;
  }

  /** Whether, by estimate, a setting has enough of everything: it keeps what more helps to keep. */
  seemsEnough({ evidence }: TriedSetting<Own>): boolean {
    return partRoom(evidence, 'helps') >= 0;
  }

  /** Whether, by estimate, `own` is better than `other`: it meets and the other does not, or both do and it is cheaper, or neither and it misses by less. */
  seemsBetter(own: TriedSetting<Own>, other: TriedSetting<Own>): boolean {
    const [room, otherRoom] = [Math.min(0, roomOf(own.evidence)), Math.min(0, roomOf(other.evidence))];
    return room === otherRoom ? this.difference(own, other) < 0 : room > otherRoom;
  }

  /** The mean difference of the objectives over the replications that both have. */
  difference(own: TriedSetting<Own>, other: TriedSetting<Own>): number {
    const n = Math.min(own.evidence.runs, other.evidence.runs);
    return meanOf(own.evidence.objective.slice(0, n)) - meanOf(other.evidence.objective.slice(0, n));
  }

  /** The setting that looks best, of all or of some that were tried; undefined where there is none. */
  seemingBest(among = this.tried): TriedSetting<Own> | undefined {
    return this.#reduce(among, (own, other) => this.seemsBetter(own, other));
  }

  /** The cheapest setting that meets for certain. */
  best(): TriedSetting<Own> | undefined {
    const certain = this.tried.filter((own) => this.isCertain(own));
    return this.#reduce(certain, (own, other) => this.difference(own, other) < 0);
  }

  /** Whether a setting meets for certain by its own runs. */
  isCertain({ evidence }: TriedSetting<Own>): boolean {
    return verdictOf(evidence, this.budget) === 'meets';
  }

  /** USD a month that nobody acts on beside the bill of a setting. Of what waiting costs only differences mean anything: a share of it would be a share of all work. */
  zone({ evidence }: TriedSetting<Own>): number {
    const { share, usdPerMonth } = this.options.indifference;
    return Math.max(usdPerMonth, share * Math.abs(meanOf(evidence.bill)));
  }

  /** Whether a setting may meet the thresholds and be cheaper than the best by more than the indifference zone. */
  isContender(own: TriedSetting<Own>, best: TriedSetting<Own>): boolean {
    if (own === best || this.verdict(own.setting) === 'misses') return false;
    return !(moneyBounds(own.evidence, best.evidence, this.budget).low > -this.zone(best));
  }

  /** The thresholds as the first setting has them: of all that are in order what more does to each is the same. */
  get #lines(): readonly Margins[] {
    const [first] = this.#tried.values();
    return first?.evidence.margins ?? [];
  }

  #reduce(
    list: readonly TriedSetting<Own>[],
    isBetter: (own: TriedSetting<Own>, other: TriedSetting<Own>) => boolean,
  ): TriedSetting<Own> | undefined {
    return list.reduce<TriedSetting<Own> | undefined>((best, own) => (best === undefined || isBetter(own, best) ? own : best), undefined);
  }
}

/** Whether a setting tells nothing of others: of no threshold it is known what more does to it. */
function isSilent({ margins }: Evidence): boolean {
  return margins.length > 0 && margins.every(({ more }) => more === 'unknown');
}
