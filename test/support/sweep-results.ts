/** Results of sweeps made by hand, for what draws them. */
import type { Figure } from '../../src/study/figures/figures.js';
import type { SweepPoint, SweepResult } from '../../src/study/sweep/sweep-result.js';

const UNITS: Readonly<Record<string, Figure['unit']>> = {
  'cost.perMonth': 'USD per month',
  jobs: 'count',
  'queueTime.shareBelow(10s)': 'share',
};

/** Returns a figure of the whole with an interval of a tenth either way. */
export function sweepFigure(figure: string, estimate: number, over: Partial<Figure> = {}): Figure {
  const halfWidth = estimate / 10;
  const [low, high] = [estimate - halfWidth, estimate + halfWidth];
  return { scope: 'all', name: 'all', figure, unit: UNITS[figure] ?? 's', n: 5, estimate, low, high, halfWidth, spread: null, ...over };
}

/** Returns a point with these settings and figures. */
export function sweepPoint(
  settings: Readonly<Record<string, string>>,
  over: Partial<SweepPoint> & { wait?: number; cost?: number } = {},
): SweepPoint {
  const { wait = 20, cost = 1000, ...rest } = over;
  const list = Object.entries(settings).map(([path, value]) => ({ path, value }));
  return {
    settings: list,
    label: list.map(({ path, value }) => `${path}=${value}`).join(' ') || 's.yaml',
    isBase: false,
    hash: 'a'.repeat(64),
    outcome: 'done',
    verdict: 'pass',
    unmatchedFails: false,
    thresholds: [],
    figures: [
      sweepFigure('jobs', 1500),
      sweepFigure('queueTime.mean', wait / 4),
      sweepFigure('queueTime.p95', wait),
      sweepFigure('queueTime.shareBelow(10s)', Math.min(0.99, 10 / wait)),
      sweepFigure('cost.perMonth', cost),
    ],
    differences: [],
    frontier: 'on',
    beatenBy: null,
    replicationsWanted: null,
    ...rest,
  };
}

/** Returns a sweep of these points. */
export function sweepResult(points: readonly SweepPoint[], over: Partial<SweepResult> = {}): SweepResult {
  const paths = [...new Set(points.flatMap(({ settings }) => settings.map(({ path }) => path)))];
  const valuesOf = (path: string): string[] => [
    ...new Set(points.flatMap(({ settings }) => settings.flatMap((own) => (own.path === path ? [own.value] : [])))),
  ];
  return {
    sweepVersion: 1,
    runcast: '0.1.0',
    scenario: { name: 'A pool', file: 's.yaml', hash: 'b'.repeat(64) },
    seed: 1,
    replications: 5,
    isRandom: true,
    window: { from: 3600, to: 14_400 },
    confidenceLevel: 0.95,
    design: 'grid',
    variables: paths.map((path) => ({ path, values: valuesOf(path) })),
    of: 'queueTime.p95',
    base: null,
    points: [...points],
    refused: [],
    best: null,
    warnings: [],
    rerun: 'runcast sweep s.yaml --seed 1',
    ...over,
  };
}
