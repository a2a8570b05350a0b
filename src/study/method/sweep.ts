/** The method of sweeps: every point over the same draws, point after point, so that no more than one has its runs in memory. */
import { invariant } from '../../sim/invariant.js';
import { CONFIDENCE_LEVEL } from '../../stats/confidence.js';
import type { PlayedSide } from '../compare/differences.js';
import { figuresOf, type Point } from '../point.js';
import { drawsOf } from '../sampling.js';
import { studiedFleet } from '../study-question.js';
import { bestOf } from '../sweep/best.js';
import { frontierOf } from '../sweep/frontier.js';
import { finishPoint, forgetRest, openPoint, type PlayedPoint } from '../sweep/played-point.js';
import { figureOf } from '../sweep/point-lookup.js';
import type { SweepQuestion, SweepSide } from '../sweep/question.js';
import { SWEEP_VERSION, type SweepPoint, type SweepResult } from '../sweep/sweep-result.js';
import type { Method } from './method.js';
import { figuresPoint } from './replicate.js';

/** Returns the sweep that a question asks for. The base comes first; a point that is the same scenario is not played again. */
export function sweep(question: SweepQuestion): Method<SweepResult> {
  const { replications, hasBase } = question;
  const sides = sidesOf(question);
  const points = sides.flatMap(({ question: own }, fleet) =>
    drawsOf(question).map((draws): Point => {
      const { figures, ...point } = figuresPoint(own, draws);
      return { ...point, fleet, figures: { ...figures, timeline: false } };
    }),
  );
  return {
    fleets: sides.map((side) => studiedFleet(side.question)),
    runs: points.length,
    points,
    *batches() {
      const played: PlayedPoint[] = [];
      let runs = openPoint();
      let base: PlayedSide | undefined;
      yield {
        points,
        take(outcome, index) {
          runs.add(figuresOf(outcome));
          if ((index + 1) % replications > 0) return;
          const side = sides[played.length]!;
          const ended: PlayedSide = { cells: runs.cells, ...runs.finish(side.question.facts) };
          const point = finishPoint(side, ended, question, base);
          if (hasBase && played.length === 0) base = ended;
          else forgetRest(point, ended);
          played.push(point);
          runs = openPoint();
        },
      };
      return resultOf(question, played);
    },
  };
}

/** The sides that are played: the base first where it is, under the name of the point that is the same. */
function sidesOf({ base, hasBase, points }: SweepQuestion): SweepSide[] {
  return hasBase ? [base, ...points.filter(({ isBase }) => !isBase)] : [...points];
}

function resultOf(question: SweepQuestion, played: readonly PlayedPoint[]): SweepResult {
  const { base, hasBase, points, refused, design, variables, of, seed, replications, runcast, rerun } = question;
  const isRandom = played.some((own) => own.isRandom);
  const [first] = played;
  invariant(first !== undefined, 'a sweep has a point');
  const others = hasBase ? played.slice(1) : played;
  let next = 0;
  const inOrder = points.map((side): PlayedPoint => {
    if (!hasBase || !side.isBase) return others[next++]!;
    // It was played as the base.
    return { ...first, point: { ...first.point, settings: [...side.settings], label: side.label } };
  });
  // The scenario as it is takes part, as the last of all where no point is the same.
  const baseAt = points.findIndex(({ isBase }) => isBase);
  const all = hasBase && baseAt < 0 ? [...inOrder, first] : inOrder;
  const standings = frontierOf(
    all.map(({ weighed }) => weighed),
    { level: CONFIDENCE_LEVEL, isRandom },
  );
  const placed = all.map(({ point }, i): SweepPoint => {
    const { place, by } = standings[i] ?? { place: null, by: null };
    return { ...point, frontier: place, beatenBy: by === null || by >= points.length ? null : by };
  });
  const found = placed.slice(0, points.length);
  const asItIs = hasBase ? placed[baseAt < 0 ? points.length : baseAt] : undefined;
  const { monthlyOutages, scenario: named } = base.question.facts;
  const { text: _text, ...scenario } = named;
  const approximate = [...new Set(played.flatMap((own) => own.approximate ?? []))];
  return {
    sweepVersion: SWEEP_VERSION,
    runcast,
    scenario,
    seed,
    replications,
    isRandom,
    window: first.window,
    confidenceLevel: CONFIDENCE_LEVEL,
    ...(approximate.length === 0 ? {} : { approximate }),
    ...(monthlyOutages === undefined ? {} : { monthlyOutages }),
    design,
    variables: variables.map(({ path, values }) => ({ path, values: [...values] })),
    of,
    base: asItIs === undefined ? null : { ...first.point, frontier: asItIs.frontier, beatenBy: asItIs.beatenBy },
    points: found,
    refused: refused.map(({ settings, label, reason }) => ({ settings: [...settings], label, reason })),
    best: bestOf(found, of),
    ...(bestOf(placed, of) === points.length ? { isBaseBest: true as const } : {}),
    ...precisionOf(question, found),
    warnings: warningsOf(inOrder),
    rerun,
  };
}

/** What a wanted precision takes over all points: as many replications of each as the worst needs. */
function precisionOf({ precision, of, replications }: SweepQuestion, points: readonly SweepPoint[]): Pick<SweepResult, 'precision'> {
  if (precision === undefined) return {};
  const wanted = points.map((point) => point.replicationsWanted);
  const isKnown = wanted.every((count) => count !== null);
  const most = isKnown ? Math.max(...wanted) : null;
  const unit = points.map((point) => figureOf(point, of)?.unit).find((own) => own !== undefined) ?? null;
  return {
    precision: {
      figure: of,
      share: precision,
      unit,
      replications: most,
      moreRuns: most === null ? null : (most - replications) * points.length,
    },
  };
}

/** Each warning once, with the number of points that have it. */
function warningsOf(played: readonly PlayedPoint[]): SweepResult['warnings'] {
  const counts = new Map<string, number>();
  for (const text of played.flatMap(({ warnings }) => [...new Set(warnings)])) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].map(([text, points]) => ({ text, points }));
}
