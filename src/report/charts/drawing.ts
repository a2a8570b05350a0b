/**
 * The frame of a chart: axes whose places are percentages and whose letters keep their size, around marks that stretch with the window. So one
 * drawing serves telephones, screens and paper, and, with the colours of the style sheet, light and dark ground.
 */
import { paint, type ColourName } from '../frame/palette.js';
import { WIDTH } from './marks.js';

/** A line of the grid or a tick, as a fraction of the axis. */
export interface FrameTick {
  readonly at: number;
  readonly text: string;
  /** Says a date. */
  readonly isDate?: boolean | undefined;
}

/** A part of the panel and what is said when a pointer rests on it: fractions from left and top, all of the height where that is left out. */
export interface Zone {
  readonly from: number;
  readonly to: number;
  readonly top?: number | undefined;
  readonly bottom?: number | undefined;
  readonly text: string;
}

/** Marks over one pair of axes. */
export interface Panel {
  /** Of the plot, px. */
  readonly height: number;
  /** Of the upright axis, with its unit. */
  readonly title: string;
  readonly yTicks: readonly FrameTick[];
  readonly xTicks: readonly FrameTick[];
  readonly xTitle?: string | undefined;
  /** Whether its upright lines are the grid. */
  readonly isLying?: boolean | undefined;
  /** Shaded from the first to the second fraction of the width. */
  readonly shades?: readonly (readonly [from: number, to: number, colour: ColourName])[] | undefined;
  /** Stretched with the window: `WIDTH` by `height`. */
  readonly marks: string;
  /** Placed in percent by whoever made it. */
  readonly over?: string | undefined;
  readonly zones: readonly Zone[];
}

/** What goes into `<svg>` for those who cannot see it. */
export interface Words {
  /** Unique in the page. */
  readonly id: string;
  readonly title: string;
  /** The figures of the chart in sentences. */
  readonly description: string;
}

const HEAD = 26;
const FOOT = 22;
const FOOT_TITLE = 18;

function headOf({ title }: Panel): number {
  return title === '' ? 8 : HEAD;
}

/** Room of a panel, px. */
function roomOf(panel: Panel): number {
  const { height, xTitle, xTicks } = panel;
  return headOf(panel) + height + (xTicks.length === 0 ? 8 : FOOT) + (xTitle === undefined ? 0 : FOOT_TITLE);
}

/** What stands above the panels and may reach down over them, up to where the last plot ends, px. */
export interface Head {
  readonly height: number;
  readonly markup: (bottom: number) => string;
}

const NO_HEAD: Head = { height: 0, markup: () => '' };

/** Returns the panels below each other as one `<svg>`. */
export function drawing(panels: readonly Panel[], { id, title, description }: Words, head = NO_HEAD): string {
  let y = head.height;
  let bottom = y;
  const bodies = panels.map((panel) => {
    const body = panelMarkup(panel, y);
    bottom = y + headOf(panel) + panel.height;
    y += roomOf(panel);
    return body;
  });
  return (
    `<svg role="img" class="chart" width="100%" height="${y}" aria-labelledby="${id}-title" aria-describedby="${id}-desc">` +
    `<title id="${id}-title">${escapeText(title)}</title><desc id="${id}-desc">${escapeText(description)}</desc>${bodies.join('')}${head.markup(bottom)}</svg>`
  );
}

/** A text that ends where the axis does: in the middle of its place it would reach beyond. */
function isAtEnd(at: number): boolean {
  return at > 0.97;
}

/** Fractions of the axis of a narrow window, on which a time and a date have no room beside each other: one that ends there, and one around its place. */
const [BY_END, AROUND] = [0.26, 0.16];

/** Whether a time would run into the date beside it on a narrow window. */
function meetsDate(ticks: readonly FrameTick[], index: number): boolean {
  const { at, isDate } = ticks[index]!;
  if (isDate === true) return false;
  return ticks.some((other) => other.isDate === true && Math.abs(other.at - at) < (isAtEnd(other.at) ? BY_END : AROUND));
}

function panelMarkup(panel: Panel, y: number): string {
  const { height, title, yTicks, xTicks, xTitle, isLying, shades = [], marks, over = '', zones } = panel;
  const top = y + headOf(panel);
  const lines = (isLying === true ? xTicks : yTicks).map(({ at }) =>
    isLying === true
      ? `<line class="g" x1="${percent(at)}" x2="${percent(at)}" y2="100%"/>`
      : `<line class="g" x2="100%" y1="${percent(1 - at)}" y2="${percent(1 - at)}"/>`,
  );
  // On narrow windows every other text of the lying axis has room; dates stay.
  const kept = Math.max(
    0,
    xTicks.findIndex(({ isDate }) => isDate === true),
  );
  const texts = [
    title === '' ? '' : `<text x="-3.1em" y="-12">${escapeText(title)}</text>`,
    ...yTicks.map(({ at, text }) => `<text class="y" x="-8" y="${percent(1 - at)}" dy=".35em">${escapeText(text)}</text>`),
    ...xTicks.map(
      ({ at, text }, i) =>
        `<text class="x${isAtEnd(at) ? ' e' : ''}${(i - kept) % 2 === 0 && !meetsDate(xTicks, i) ? '' : ' o'}" x="${percent(at)}" y="100%" dy="1.5em">${escapeText(text)}</text>`,
    ),
    xTitle === undefined ? '' : `<text class="x" x="50%" y="100%" dy="3em">${escapeText(xTitle)}</text>`,
  ];
  const shaded = shades.map(
    ([from, to, colour]) => `<rect fill="${paint(colour)}" x="${percent(from)}" width="${percent(to - from)}" height="100%"/>`,
  );
  const said = zones.map(
    ({ from, to, top: above = 0, bottom = 1, text }) =>
      `<rect x="${percent(from)}" width="${percent(to - from)}"${above === 0 ? '' : ` y="${percent(above)}"`} height="${percent(bottom - above)}"><title>${escapeText(text)}</title></rect>`,
  );
  return (
    `<svg y="${top}" width="100%" height="${height}">${shaded.join('')}${lines.join('')}${texts.join('')}` +
    `<svg class="m" viewBox="0 0 ${WIDTH} ${height}" preserveAspectRatio="none">${marks}</svg>${over}<g class="z">${said.join('')}</g></svg>`
  );
}

/** Returns a fraction as a length of markup. */
export function percent(fraction: number): string {
  return `${Math.round(fraction * 1e4) / 100}%`;
}

/** Returns a text as markup says it. */
export function escapeText(text: string): string {
  return text
    .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '?')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
