/** The question of `runcast sweep`: which settings of a scenario, over which replications, and what they are weighed by. */
import { formatIssue, type Issue } from '../../scenario/text/issue.js';
import { redactedSet } from '../../scenario/settings/set-text.js';
import { incomparable, type SideQuestion } from '../compare/question.js';
import type { FigureKey } from '../figures/figure-key.js';
import { setsReplications } from '../replications-set.js';
import type { Sampling } from '../sampling.js';
import { studyQuestion } from '../study-question.js';
import type { Variant, Variants } from '../variants.js';
import { setTexts, variablesOf, type Design, type Setting } from './design.js';

/** One point of a sweep. */
export interface SweepSide extends SideQuestion {
  readonly settings: readonly Setting[];
  /** Whether it is the scenario as it is. */
  readonly isBase: boolean;
}

/** Settings that the scenario cannot have, and the first reason. */
export interface RefusedPoint {
  readonly settings: readonly Setting[];
  readonly label: string;
  readonly reason: string;
}

/** What is swept. */
export interface SweepQuestion extends Sampling {
  /** Its fleet is played too unless `hasBase` is false. */
  readonly base: SweepSide;
  readonly hasBase: boolean;
  /** At least one, each another scenario. */
  readonly points: readonly SweepSide[];
  readonly refused: readonly RefusedPoint[];
  readonly design: Design;
  readonly variables: readonly { readonly path: string; readonly values: readonly string[] }[];
  /** One of `WEIGHED_FIGURES`. */
  readonly of: FigureKey;
  /** Half of the 95 % interval of `of` that is wanted at every point, as a share of the estimate; absent: none is. */
  readonly precision?: number | undefined;
  /** The version of runcast that the result names. */
  readonly runcast: string;
  /** The command that repeats the sweep. */
  readonly rerun: string;
}

/** What is asked, before the scenario was looked at. */
export interface SweepRequest extends Pick<SweepQuestion, 'hasBase' | 'design' | 'of' | 'precision' | 'runcast' | 'rerun' | 'seed'> {
  /** The scenario's file, as results name it. */
  readonly file: string;
  readonly points: readonly (readonly Setting[])[];
  /** Undefined: what the scenario says, `FEW` where that is one. */
  readonly replications?: number | undefined;
}

/** Why there is nothing to play: a sentence, or what is wrong with the settings of a point. */
export type SweepTrouble = { readonly problem: string } | { readonly issues: readonly Issue[]; readonly of: string };

/** Replications of a scenario that states one: one has no interval. */
const FEW = 5;

/**
 * Returns the question, or why none can be asked. Combinations that the scenario cannot have are left out and told; a value that it can have in none, and a
 * point that was named, is refused, as are two points that are one scenario, and one that measures another time than the base.
 */
export function sweepQuestion(variants: Variants, request: SweepRequest): SweepQuestion | SweepTrouble {
  if (request.points.some((settings) => settings.some(({ path }) => setsReplications(path)))) {
    return {
      problem: 'replications cannot vary: every point is played as often as the others; give --replications, or --set replications=10',
    };
  }
  const plain = variants.of([]);
  if ('issues' in plain) return { issues: plain.issues, of: request.file };
  const { file, seed, runcast, hasBase, design, of, precision, rerun } = request;
  const sideOf = ({ prepared, thresholds }: Variant, settings: readonly Setting[], label: string): SweepSide => ({
    label,
    settings,
    isBase: prepared.hash === plain.prepared.hash,
    question: studyQuestion(prepared, { file, seed, thresholds, pair: false, runcast }),
  });
  const base = sideOf(plain, [], file);
  const points: SweepSide[] = [];
  const refused: (RefusedPoint & { readonly issues: readonly Issue[] })[] = [];
  const byHash = new Map<string, string>();
  for (const settings of request.points) {
    const label = labelOf(settings);
    const variant = variants.of(setTexts(settings));
    if ('issues' in variant) {
      refused.push({ settings, label, reason: reasonOf(variant.issues), issues: variant.issues });
      continue;
    }
    const side = sideOf(variant, settings, label);
    if ((points.length === 0 || design === 'list') && !isOrderly(variants, settings)) {
      return { problem: `${label}: two of these set the same value, so one is lost; leave one of them out` };
    }
    const why = side.isBase ? undefined : incomparable(base, side);
    if (why !== undefined) return { problem: why };
    const same = byHash.get(variant.prepared.hash);
    if (same !== undefined) return { problem: `${label} and ${same} are the same scenario to the last value; leave one of them out` };
    byHash.set(variant.prepared.hash, label);
    points.push(side);
  }
  const hopeless = design === 'list' ? refused[0] : refused.find(({ settings }) => isHopeless(settings, points));
  if (hopeless !== undefined) return { issues: hopeless.issues, of: hopeless.label };
  const stated = plain.prepared.scenario.replications;
  return {
    base,
    hasBase,
    points,
    refused: refused.map(({ settings, label, reason }) => ({ settings, label, reason })),
    design,
    variables: variablesOf(request.points),
    of,
    ...(precision === undefined ? {} : { precision }),
    seed,
    replications: request.replications ?? (stated === 1 ? FEW : stated),
    runcast,
    rerun,
  };
}

/** Whether settings come to the same in whatever order they are applied: not where two paths lead to one place. */
function isOrderly(variants: Variants, settings: readonly Setting[]): boolean {
  if (settings.length < 2) return true;
  const [there, back] = [variants.of(setTexts(settings)), variants.of(setTexts([...settings].reverse()))];
  return 'issues' in there || 'issues' in back || there.prepared.hash === back.prepared.hash;
}

/** Whether a value of a refused point is in no point that is one: then the value is wrong, and not the combination. */
function isHopeless(settings: readonly Setting[], points: readonly SweepSide[]): boolean {
  return settings.some(
    ({ path, value }) => !points.some((point) => point.settings.some((own) => own.path === path && own.value === value)),
  );
}

/** What a point is called. */
function labelOf(settings: readonly Setting[]): string {
  return setTexts(settings).map(redactedSet).join(' ');
}

/** The first error, in one line. */
function reasonOf(issues: readonly Issue[]): string {
  const first = issues.find(({ severity }) => severity === 'error');
  if (first === undefined) return '';
  const { excerpt: _excerpt, ...rest } = first;
  return formatIssue(rest).replace(/\s+/gu, ' ').trim();
}
