/** A study that was played: its result, and its figures and thresholds by name. */
import type { FleetSpec } from '../../fleet/fleet.js';
import { suggestion } from '../../scenario/text/issue.js';
import { splitThreshold, THRESHOLD_FORM } from '../../scenario/settings/threshold-option.js';
import type { FigureKey, ScopeKind } from '../figures/figure-key.js';
import { figureLookup, type Lookup } from '../figures/figure-lookup.js';
import type { Figure, FigureColumn } from '../figures/figures.js';
import type { Verdict } from '../thresholds/judge.js';
import type { Studied } from '../study.js';
import type { JudgedThreshold, StudyResult } from '../study-result.js';
import type { Threshold } from '../thresholds/threshold.js';
import { parseThresholds } from '../thresholds/thresholds.js';

type NamedScope = Exclude<ScopeKind, 'all'>;

/** A part of the fleet: `{ group: 'srm' }`, `{ workload: 'public' }`. */
export type FleetPart = { readonly [Kind in NamedScope]: { readonly [K in Kind]: string } }[NamedScope];

/** Thrown where a study has no such figure, no such part of the fleet, or was not asked a threshold. */
export class NotInStudy extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotInStudy';
  }
}

/** What a study came to. */
export class FinishedStudy {
  /** All of it, plain data: the content of `summary.json`. Times in seconds, money in USD, shares as fractions of one. */
  readonly result: StudyResult;
  readonly #find: Lookup;
  readonly #played: Studied;
  readonly #fleet: FleetSpec;
  readonly #asked: readonly Threshold[];

  /** `asked` are the thresholds that were judged, in the order of the result. */
  constructor(played: Studied, fleet: FleetSpec, asked: readonly Threshold[]) {
    this.result = played.study;
    this.#find = figureLookup(played.study);
    this.#played = played;
    this.#fleet = fleet;
    this.#asked = asked;
  }

  /** What the thresholds together come to; null where there are none. */
  get verdict(): Verdict | null {
    return this.result.verdict;
  }

  /** Every threshold with what came out. */
  get thresholds(): readonly JudgedThreshold[] {
    return this.result.thresholds;
  }

  /** Returns a figure of the whole, or of a part of the fleet, with its interval. It throws `NotInStudy` where the study has none. */
  figure(key: FigureKey, of?: FleetPart): Figure {
    const { scope, name } = scopeOf(of);
    return this.#find(scope, name, key) ?? leftOut(this.#column(scope, name, key));
  }

  /** Returns the values of a figure, one a replication; null where a replication had none. It throws as `figure` does. */
  values(key: FigureKey, of?: FleetPart): readonly (number | null)[] {
    const { scope, name } = scopeOf(of);
    return this.#column(scope, name, key).values;
  }

  /**
   * Returns a threshold with what came out, whatever its blanks and units: `queue_time p(95) < 10m` is also `queue_time p(95) < 600s`. It throws
   * `NotInStudy` where the study was not asked it: what is judged is counted while the runs are played.
   */
  threshold(text: string): JudgedThreshold {
    const typed = splitThreshold(text);
    if (typed === undefined) throw new NotInStudy(`'${text}' is no threshold: ${THRESHOLD_FORM}`);
    const { thresholds, issues } = parseThresholds({ [typed.subject]: [typed.condition] }, this.#fleet);
    const [meant] = thresholds;
    if (meant === undefined) throw new NotInStudy(`'${text}' is no threshold: ${issues.map(({ message }) => message).join('; ')}`);
    const index = this.#asked.findIndex((own) => isSame(own, meant));
    const found = this.thresholds[index];
    if (found !== undefined) return found;
    const asked = this.#asked.map(({ subject, condition }) => `'${subject} ${condition}'`).join(', ') || 'none';
    throw new NotInStudy(
      `the study was not asked '${text}'; state it in the scenario, or as study(file, { thresholds: ['${text}'] }). It was asked ${asked}`,
    );
  }

  #column(scope: ScopeKind, name: string, key: FigureKey): FigureColumn {
    const columns = this.#played.figures.columns();
    const found = columns.find((own) => own.scope === scope && own.name === name && own.reading.figure === key);
    return found ?? this.#missing(scope, name, key);
  }

  #missing(scope: ScopeKind, name: string, key: string): never {
    const own = this.#played.figures.columns().filter((column) => column.scope === scope);
    const names = [...new Set(own.map((column) => column.name))];
    if (!names.includes(name)) throw new NotInStudy(`the study has no ${scope} '${name}'; ${meantOf(name, names)}`);
    const keys = own.filter((column) => column.name === name).map(({ reading }) => reading.figure);
    const of = scope === 'all' ? '' : ` of the ${scope} '${name}'`;
    throw new NotInStudy(`there is no figure '${key}'${of}; ${meantOf(key, keys)}`);
  }
}

/** A figure that the result leaves out, for in no replication there was anything of it. */
function leftOut({ scope, name, reading: { figure, unit }, values }: FigureColumn): Figure {
  const found = values.filter((value) => value !== null);
  const estimate = found.length === 0 ? null : 0;
  return { scope, name, figure, unit, n: found.length, estimate, low: null, high: null, halfWidth: null, spread: null };
}

function meantOf(text: string, known: readonly string[]): string {
  const guess = suggestion(text, known);
  if (guess !== undefined) return `did you mean ${guess}?`;
  return known.length === 0 ? 'there is none' : `there is ${known.slice(0, 12).join(', ')}${known.length > 12 ? ', ...' : ''}`;
}

function scopeOf(part: FleetPart | undefined): { readonly scope: ScopeKind; readonly name: string } {
  const [named] = Object.entries(part ?? {}) as [NamedScope, string][];
  return named === undefined ? { scope: 'all', name: 'all' } : { scope: named[0], name: named[1] };
}

/** Whether two thresholds ask and want the same. */
function isSame(one: Threshold, other: Threshold): boolean {
  const key = ({ question, operator, limit }: Threshold): string => JSON.stringify([question, operator, limit]);
  return key(one) === key(other);
}
