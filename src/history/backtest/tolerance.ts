/** How far simulated waits may be from observed ones: what is asked, and whether it is kept. */
import { parseShare } from '../../units/share.js';
import type { ComparedFigure } from './compare-waits.js';
import { isShare, WAIT_FIGURES, type WaitFigure } from './wait-figures.js';

/** What one figure may be off by: of times a share of the observed one, of shares a difference. */
export interface Tolerance {
  readonly figure: WaitFigure;
  readonly most: number;
}

/** A tolerance with what was found. */
export interface JudgedTolerance extends Tolerance {
  /** As `ComparedFigure` has it. */
  readonly error: number | null;
  readonly isKept: boolean;
}

/** Tolerances where none are stated. */
export const DEFAULT_TOLERANCES = 'mean=15%,p90=20%,p95=20%,share10s=0.05';

/** Times that differ by less are the same, seconds: runners ask for jobs every few seconds, and histories tell whole ones. */
const SAME_TIME = 1;

/** Returns below which difference two values of a figure are the same: of times a second, of shares none. */
export function sameBelow(figure: WaitFigure): number {
  return isShare(figure) ? 0 : SAME_TIME;
}

const FORM = `expected figures with what they may be off by, such as ${DEFAULT_TOLERANCES}`;

/** Returns the tolerances that a text states, or what is wrong with it. */
export function parseTolerances(text: string): readonly Tolerance[] | { readonly problem: string } {
  const found: Tolerance[] = [];
  for (const part of text.split(',')) {
    const [, name = '', value = ''] = /^\s*(\w+)\s*=\s*(\S.*?)\s*$/u.exec(part) ?? [];
    const figure = WAIT_FIGURES.find((own) => own === name);
    if (figure === undefined) {
      return { problem: name === '' ? FORM : `there is no figure '${name}'; there are ${WAIT_FIGURES.join(', ')}` };
    }
    if (found.some((own) => own.figure === figure)) return { problem: `${figure} is there twice; state it once` };
    const most = sizeOf(figure, value);
    if (most === undefined) {
      const such = isShare(figure) ? 'a difference from 0 to 1, such as 0.05' : 'a percentage of the observed time, such as 15%';
      return { problem: `${figure}=${value}: expected ${such}` };
    }
    found.push({ figure, most });
  }
  return found;
}

function sizeOf(figure: WaitFigure, value: string): number | undefined {
  if (isShare(figure)) {
    const number = /^\d*\.?\d+$/u.test(value) ? Number(value) : Infinity;
    return number <= 1 ? number : undefined;
  }
  // Errors of times have no upper end.
  return /^\d+(?:\.\d+)?\s*%$/u.test(value) ? (parseShare(value) ?? Number(value.replace('%', '')) / 100) : undefined;
}

/** Returns each tolerance with its error, and whether it is kept: times that differ by less than a second are the same. */
export function judgeTolerances(tolerances: readonly Tolerance[], figures: readonly ComparedFigure[]): JudgedTolerance[] {
  return tolerances.map(({ figure, most }) => {
    const found = figures.find((own) => own.figure === figure)!;
    const isSame = Math.abs(found.simulated - found.observed) < sameBelow(figure);
    return { figure, most, error: found.error, isKept: isSame || (found.error !== null && Math.abs(found.error) <= most) };
  });
}
