/** Checks and turns the words of `runcast sweep`: which points, weighed by what, how surely. */
import { suggestion } from '../../scenario/text/issue.js';
import type { FigureKey } from '../../study/figures/figure-key.js';
import { gridPoints, gridSize, spacedPoints, type Design, type Setting } from '../../study/sweep/design.js';
import { WEIGHED_FIGURES } from '../../study/sweep/sweep-figures.js';
import { parseVary, varyConflict, type Vary } from '../../study/sweep/vary-text.js';
import { parseShare } from '../../units/share.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { namedPoints } from './sweep-points.js';
import { CommandError } from '../terminal.js';

/** Points that are played without being asked twice: some minutes of a small scenario. */
const MANY = 200;
/** Points that are played at all: each is a scenario in memory. */
const MOST = 5000;

/** The words that say which points. */
export interface PointWords {
  readonly vary: readonly string[];
  readonly point: readonly string[];
  readonly design: 'grid' | 'sobol' | undefined;
  readonly points: string | undefined;
  /** Whether very many were asked for. */
  readonly yes: boolean;
  readonly maxInput: number;
}

/** Points and how they were chosen. */
export interface ChosenPoints {
  readonly design: Design;
  readonly points: readonly (readonly Setting[])[];
}

/** Returns the points that were asked for; a `CommandError` says why there are none. */
export function pointsOf(words: PointWords): ChosenPoints {
  const { vary, point, design, points } = words;
  if (vary.length === 0 && point.length === 0) {
    throw refuse('there is nothing to vary; give --vary path=values, such as --vary IdleCount=10..60:10, or --point');
  }
  if (vary.length > 0 && point.length > 0) throw refuse('--vary makes combinations and --point names them; give one of the two');
  if (point.length > 0) {
    if (design !== undefined || points !== undefined)
      throw refuse(`--${design === undefined ? 'points' : 'design'} is for --vary; leave it out`);
    return { design: 'list', points: few(namedPoints(point, words.maxInput), words.yes) };
  }
  const varies = vary.map((text): Vary => {
    const parsed = parseVary(text);
    if ('problem' in parsed) throw refuse(`--vary ${parsed.problem}`);
    return parsed;
  });
  const conflict = varyConflict(varies);
  if (conflict !== undefined) throw refuse(`--vary: ${conflict}`);
  if (design !== 'sobol') {
    if (points !== undefined) throw refuse('--points is for --design sobol; give that too, or leave it out for all combinations');
    counted(gridSize(varies), words.yes, () => `: ${varies.map(({ values }) => values.length).join(' x ')}`);
    return { design: 'grid', points: gridPoints(varies) };
  }
  const count = /^\d{1,6}$/u.test(points ?? '') ? Number(points) : 0;
  if (count < 1)
    throw refuse(
      points === undefined ? '--design sobol needs --points, such as --points 32' : `--points ${points}: expected a whole number from 1 on`,
    );
  counted(count, words.yes, () => '');
  const spaced = spacedPoints(varies, count);
  if ('problem' in spaced) throw refuse(`--design sobol: ${spaced.problem}`);
  return { design: 'sobol', points: spaced.points };
}

function few(points: Setting[][], yes: boolean): Setting[][] {
  counted(points.length, yes, () => '');
  return points;
}

function counted(count: number, yes: boolean, how: () => string): void {
  if (count > MOST)
    throw refuse(`these are ${count} points${how()}; expected ${MOST} at most: give longer steps, or --design sobol --points 64`);
  if (count > MANY && !yes) {
    throw refuse(`these are ${count} points${how()}, more than ${MANY}; --yes plays them, --design sobol --points 64 a spread of them`);
  }
}

/** Returns the figure that is weighed against the cost. */
export function weighedFigure(text: string | undefined): FigureKey {
  const wanted = text ?? 'queueTime.p95';
  const found = WEIGHED_FIGURES.find((figure) => figure === wanted);
  if (found !== undefined) return found;
  const guess = suggestion(wanted, [...WEIGHED_FIGURES]);
  throw refuse(
    `--of ${wanted}: a sweep weighs no such figure; ${guess === undefined ? `expected one of ${WEIGHED_FIGURES.join(', ')}` : `did you mean ${guess}?`}`,
  );
}

/** Returns the precision that is wanted, as a share; undefined where none is. */
export function wantedPrecision(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const share = parseShare(text) ?? 0;
  if (share > 0 && share < 1) return share;
  throw refuse(`--precision ${text}: expected a percentage above 0 % and below 100 %, such as 2%`);
}

function refuse(message: string): CommandError {
  return new CommandError(message, EXIT_USAGE);
}
