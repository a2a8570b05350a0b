/** The picture of an outage: jobs waiting and machines over its course, the outage shaded, and a line wherever something was noticed or done. */
import { drawing, escapeText, percent, type Words } from './drawing.js';
import { timePanel, type TimeChart } from './time-chart.js';

/** Something that happened at an instant of the run, seconds. */
export interface Mark {
  readonly at: number;
  readonly words: string;
}

/** What is drawn: the panels one below the other, over the same time. */
export interface OutageChart {
  readonly panels: readonly TimeChart[];
  readonly marks: readonly Mark[];
}

const HEIGHT = 120;
/** Of a line of words above the panels. */
const ROW = 16;
/** Marks right of this have their words on their left. */
const RIGHT = 0.6;

/** Returns the chart as an `<svg>` element to stand in a page. */
export async function outageChart({ panels, marks }: OutageChart, words: Words): Promise<string> {
  const { from, to } = panels[0]!;
  const drawn = await Promise.all(panels.map((panel, i) => timePanel(panel, HEIGHT, i === panels.length - 1)));
  const placed = marks.map((mark) => ({ ...mark, x: (mark.at - from) / (to - from) })).sort((a, b) => a.x - b.x);
  // A line begins beside its words and goes down: what is to its right stands lower, unless its words are on the left.
  const rows = [...placed.filter(({ x }) => x > RIGHT).reverse(), ...placed.filter(({ x }) => x <= RIGHT)];
  const lines = (bottom: number): string[] =>
    rows.map(({ x }, row) => `<line class="k" x1="${percent(x)}" x2="${percent(x)}" y1="${row * ROW + 3}" y2="${bottom}"/>`);
  const texts = rows.map(({ x, words: said }, row) => {
    const side = x > RIGHT ? 'class="k e" dx="-5"' : 'class="k" dx="5"';
    return `<text ${side} x="${percent(x)}" y="${row * ROW + 13}">${escapeText(said)}</text>`;
  });
  return drawing(drawn, words, { height: rows.length * ROW, markup: (bottom) => lines(bottom).join('') + texts.join('') });
}
