/** Figures and lines as the parts of the one screen take and give them. */
import { type Line } from '../../src/report/frame/lines.js';
import { aFigure } from './figures.js';

export const texts = (lines: readonly Line[]): string[] => lines.map(({ text }) => text);

export const seconds = (x: number, over: Parameters<typeof aFigure>[1] = {}): ReturnType<typeof aFigure> =>
  aFigure(x, { unit: 's', ...over });
