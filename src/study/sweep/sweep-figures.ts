/** Which figures a sweep keeps of each of its points: few enough that a hundred points are one small file. */
import { FIXED_BORDERS } from '../../results/borders.js';
import { SECOND } from '../../units/time.js';
import type { FigureKey } from '../figures/figure-key.js';

/** Times of jobs and pipelines that settings may be weighed by against their cost: less is better. */
export const WEIGHED_TIMES = [
  'queueTime.mean',
  'queueTime.p50',
  'queueTime.p90',
  'queueTime.p95',
  'queueTime.p99',
  'preparation.p95',
  'startDelay.p95',
  'pipelineDuration.p95',
] as const satisfies readonly FigureKey[];
export type WeighedTime = (typeof WEIGHED_TIMES)[number];

/** A share of jobs that are handed out within a fixed time: more is better. */
export interface WeighedShare {
  readonly figure: FigureKey;
  readonly seconds: number;
}

/** The shares, the shortest time first. */
export const WEIGHED_SHARES: readonly WeighedShare[] = FIXED_BORDERS.map((border) => border / SECOND).map((seconds) => ({
  figure: `queueTime.shareBelow(${seconds}s)`,
  seconds,
}));

/** All that settings may be weighed by. */
export const WEIGHED_FIGURES: readonly FigureKey[] = [...WEIGHED_TIMES, ...WEIGHED_SHARES.map(({ figure }) => figure)];

/** Returns whether more of what is weighed is better. */
export function isShare(weighed: string): boolean {
  return WEIGHED_SHARES.some(({ figure }) => figure === weighed);
}

/** The figures that are kept. */
export const SWEEP_FIGURES: readonly FigureKey[] = [
  'jobs',
  'notStarted',
  ...WEIGHED_FIGURES,
  'queueTime.max',
  'cost.perMonth',
  'machines.all.average',
  'machines.all.peak',
  'utilisation',
  'idleEfficiency',
];

/** Returns whether a figure is kept. */
export function isSweepFigure(path: string): boolean {
  return SWEEP_FIGURES.some((own) => own === path);
}
