/** Which figures a sweep keeps of each of its points: few enough that a hundred points are one small file. */
import { FIXED_BORDERS } from '../../results/borders.js';
import { SECOND } from '../../units/time.js';
import type { FigureKey } from '../figure-key.js';

const PLAIN = [
  'jobs',
  'notStarted',
  'queueTime.mean',
  'queueTime.p50',
  'queueTime.p90',
  'queueTime.p95',
  'queueTime.p99',
  'queueTime.max',
  'preparation.p95',
  'startDelay.p95',
  'pipelineDuration.p95',
  'cost.perMonth',
  'machines.all.average',
  'machines.all.peak',
  'utilisation',
  'idleEfficiency',
] as const satisfies readonly FigureKey[];

/** Shares of jobs that are handed out within a fixed time. */
const SHARES = FIXED_BORDERS.map((border): FigureKey => `queueTime.shareBelow(${border / SECOND}s)`);

/** The figures, in the order in which a study has them. */
export const SWEEP_FIGURES: readonly FigureKey[] = [...PLAIN, ...SHARES];

/** What settings are weighed by against their cost: times and shares of jobs, of which each has a better end. */
export const WEIGHED_FIGURES: readonly FigureKey[] = SWEEP_FIGURES.filter(
  (figure) => /^(?:queueTime|preparation|startDelay|pipelineDuration)\./u.test(figure) && !figure.endsWith('.max'),
);

/** Returns whether a figure is kept. */
export function isSweepFigure(figure: string): boolean {
  return SWEEP_FIGURES.some((own) => own === figure);
}
