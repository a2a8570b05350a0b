/** Estimates every figure over replications: one column of values a figure, filled as replications end. */
import type { PooledRuns } from '../../results/samples/pooled-runs.js';
import type { JobScopeKind } from '../../results/samples/run-samples.js';
import { estimateMean } from '../../stats/confidence.js';
import { sortedQuantile } from '../../stats/quantiles.js';
import { SECOND } from '../../units/time.js';
import { WAIT_CAUSES } from '../../record/wait-causes.js';
import type { FigureKey, ScopeKind } from './figure-key.js';
import { withPossibleEnds } from '../../stats/possible-ends.js';
import type { FigureUnit, QuantileOf, Reading, ScopeReadings } from './readings.js';

export type { FigureUnit } from './readings.js';

/** What several replications say of one figure. */
export interface Estimate {
  /**
   * The mean over replications; for a quantile that of the jobs of all replications together; the largest where the figure is a largest. Null where
   * no replication had it.
   */
  readonly estimate: number | null;
  /** Ends of the 95 % interval of the estimate; both null where it has none: fewer than two replications, or a largest. */
  readonly low: number | null;
  /** Null also beside a `low`, where unfinished jobs leave the interval open. */
  readonly high: number | null;
  /**
   * Student's half-width of a mean, a share or a cost, whether or not the ends are that far: no time, count or cost is below nought, no share above one.
   * Null where there is no interval, and for a quantile, whose interval has two sides.
   */
  readonly halfWidth: number | null;
  /** What a single future looks like: 5th to 95th percentile over replications; null for fewer than two. */
  readonly spread: { readonly low: number; readonly high: number } | null;
  readonly atLeast?: true | undefined;
  readonly atMost?: true | undefined;
}

/** One figure over all replications. */
export interface Figure extends Estimate {
  readonly scope: ScopeKind;
  readonly name: string;
  /** Of projects. */
  readonly instance?: string | undefined;
  /** Path inside the scope, such as `queueTime.p95` or `cost.perMonth`. */
  readonly figure: string;
  readonly unit: FigureUnit;
  /** Replications that had the figure. */
  readonly n: number;
}

/** Levels between which a single future lies nine times of ten. */
const SINGLE_FUTURE = { low: 0.05, high: 0.95 } as const;

/** The values of one figure. Most never change; the list is made when one does. */
class Column {
  atLeast = false;
  atMost = false;
  readonly like: Reading;
  #length = 0;
  #values: (number | null)[] | undefined;
  #constant: number | null = null;

  constructor(like: Reading) {
    this.like = like;
  }

  /** Sets the value of a replication; those before it that had none stay without. */
  set(replication: number, { value, atLeast, atMost }: Reading): void {
    if (this.#length < replication) this.#push(null, replication - this.#length);
    this.#push(value, 1);
    this.atLeast ||= atLeast;
    this.atMost ||= atMost;
  }

  /** The values of the first `length` replications. */
  list(length: number): (number | null)[] {
    const known = this.#values ?? Array.from({ length: this.#length }, () => this.#constant);
    return [...known, ...Array.from({ length: length - known.length }, () => null)];
  }

  #push(value: number | null, times: number): void {
    if (this.#length === 0) this.#constant = value;
    else if (this.#values === undefined && value !== this.#constant)
      this.#values = Array.from({ length: this.#length }, () => this.#constant);
    for (let i = 0; i < times; i++) this.#values?.push(value);
    this.#length += times;
  }
}

interface Part extends Pick<ScopeReadings, 'scope' | 'name' | 'instance'> {
  readonly columns: Map<FigureKey, Column>;
}

/** The values of one figure, one a replication; null where a replication had none. */
export interface FigureColumn extends Pick<ScopeReadings, 'scope' | 'name'> {
  /** What the figure is; its own value is that of some replication. */
  readonly reading: Reading;
  readonly values: readonly (number | null)[];
  /** Whether `estimate` returns it. */
  readonly isUsed: boolean;
}

/** The figures of all replications added so far. */
export class Figures {
  /** Replications added. */
  length = 0;
  readonly #parts = new Map<string, Part>();

  /** Adds the readings of the next replication. Projects that are not among the top of every one are left out. */
  add(readings: readonly ScopeReadings[]): void {
    const keys = new Set(readings.map(keyOf));
    for (const key of this.#parts.keys()) if (!keys.has(key)) this.#parts.delete(key);
    for (const own of readings) {
      const { scope, name, instance } = own;
      let part = this.#parts.get(keyOf(own));
      if (part === undefined) {
        if (this.length > 0) continue;
        this.#parts.set(keyOf(own), (part = { scope, name, instance, columns: new Map() }));
      }
      for (const reading of own.readings) {
        let column = part.columns.get(reading.figure);
        if (column === undefined) part.columns.set(reading.figure, (column = new Column(reading)));
        column.set(this.length, reading);
      }
    }
    this.length++;
  }

  /** Returns every figure, in a fixed order. */
  estimate(pooled: PooledRuns): Figure[] {
    return this.#used().map(({ scope, name, instance, column }): Figure => {
      const { figure, unit, quantile } = column.like;
      const found = column.list(this.length).flatMap((value) => value ?? []);
      const own = quantile === undefined ? undefined : pooledEstimate(quantile, pooled, scope, name, instance);
      return {
        scope,
        name,
        ...(instance === undefined ? {} : { instance }),
        figure,
        unit,
        n: found.length,
        ...estimateOf(found, column, own),
      };
    });
  }

  /** Returns the values of every figure, one a replication, in the same order, those that `estimate` leaves out among them. */
  columns(): FigureColumn[] {
    const isUsed = this.#usedFigures();
    return [...this.#parts.values()].flatMap(({ scope, name, columns }) =>
      [...columns.values()].map((column) => ({
        scope,
        name,
        reading: column.like,
        values: column.list(this.length),
        isUsed: isUsed(column.like),
      })),
    );
  }

  /** Names of the figures that `estimate` returns, each once. */
  names(): string[] {
    return [...new Set(this.#used().map(({ column }) => column.like.figure))];
  }

  /** Returns, replication by replication, the values by part of the fleet, of the figures that `estimate` returns. */
  *rows(): Generator<{
    readonly replication: number;
    readonly part: Pick<Part, 'scope' | 'name'>;
    readonly values: ReadonlyMap<string, number>;
  }> {
    const isUsed = this.#usedFigures();
    const lists = [...this.#parts.values()].map((part) => ({
      part,
      lists: [...part.columns]
        .filter(([, { like }]) => isUsed(like))
        .map(([figure, column]) => [figure, column.list(this.length)] as const),
    }));
    for (let replication = 0; replication < this.length; replication++) {
      for (const { part, lists: own } of lists) {
        const values = new Map(
          own.flatMap(([figure, list]) => (list[replication] === null ? [] : [[figure, list[replication]!] as const])),
        );
        yield { replication, part, values };
      }
    }
  }

  #used(): (Pick<Part, 'scope' | 'name' | 'instance'> & { readonly column: Column })[] {
    const isUsed = this.#usedFigures();
    return [...this.#parts.values()].flatMap(({ scope, name, instance, columns }) =>
      [...columns.values()].filter(({ like }) => isUsed(like)).map((column) => ({ scope, name, instance, column })),
    );
  }

  /** Figures of causes and costs that no replication met are left out everywhere, as are those of why jobs waited where none did. */
  #usedFigures(): (like: Reading) => boolean {
    const all = [...this.#parts.values()].find(({ scope }) => scope === 'all');
    const known = new Map<FigureKey, boolean>();
    const isMet = (figure: FigureKey): boolean => {
      let is = known.get(figure);
      if (is === undefined) {
        is = (all?.columns.get(figure)?.list(this.length) ?? []).some((value) => (value ?? 0) > 0);
        known.set(figure, is);
      }
      return is;
    };
    const hasWaits = WAIT_CAUSES.some((cause) => isMet(`waits.mean.${cause}`));
    return ({ onlyIf, isOfWaits }) => (onlyIf === undefined || isMet(onlyIf)) && (isOfWaits !== true || hasWaits);
  }
}

/** The 5th to 95th percentile of values, one a replication; null for fewer than two. */
export function spreadOf(values: readonly number[]): Estimate['spread'] {
  if (values.length < 2) return null;
  const sorted = Float64Array.from(values).sort();
  return { low: sortedQuantile(sorted, SINGLE_FUTURE.low), high: sortedQuantile(sorted, SINGLE_FUTURE.high) };
}

/** A mean with its interval. */
export function meanEstimate(values: readonly number[]): Pick<Estimate, 'low' | 'high' | 'halfWidth'> & { readonly estimate: number } {
  const { mean, halfWidth } = estimateMean(values);
  if (halfWidth === undefined) return { estimate: mean, low: null, high: null, halfWidth: null };
  return { estimate: mean, low: mean - halfWidth, high: mean + halfWidth, halfWidth };
}

type PooledEstimate = Pick<Estimate, 'estimate' | 'low' | 'high' | 'atLeast'>;

function estimateOf(values: readonly number[], { like, atLeast, atMost }: Column, pooled: PooledEstimate | undefined): Estimate {
  const spread = spreadOf(values);
  const none = { estimate: null, low: null, high: null, halfWidth: null };
  const signs = { ...(atLeast ? { atLeast: true as const } : {}), ...(atMost ? { atMost: true as const } : {}) };
  if (values.length === 0) return { ...none, spread };
  if (pooled !== undefined) return { ...none, ...pooled, spread };
  if (like.isMax) return { ...none, estimate: values.reduce((a, b) => Math.max(a, b)), spread, ...signs };
  return { ...withPossibleEnds(meanEstimate(values), like.unit === 'share'), spread, ...signs };
}

/** The quantile of all replications together, seconds; undefined where their jobs are not kept together. */
function pooledEstimate(
  { of, level, cause }: QuantileOf,
  pooled: PooledRuns,
  scope: ScopeKind,
  name: string,
  instance: string | undefined,
): PooledEstimate | undefined {
  const jobs = scope === 'cloud' || scope === 'zone' ? undefined : pooled.scope(scope satisfies JobScopeKind, name, instance);
  if (jobs === undefined) return undefined;
  if (of === 'waits') return { estimate: jobs.waitsAt(level)[cause ?? -1]! / SECOND, low: null, high: null };
  const { value, atLeast, low, high } = jobs.time(of).quantile(level);
  const seconds = (micros: number | null): number | null => (micros === null ? null : micros / SECOND);
  return { estimate: value / SECOND, low: seconds(low), high: seconds(high), ...(atLeast ? { atLeast } : {}) };
}

function keyOf({ scope, name, instance }: Pick<ScopeReadings, 'scope' | 'name' | 'instance'>): string {
  return JSON.stringify([scope, name, instance ?? '']);
}
