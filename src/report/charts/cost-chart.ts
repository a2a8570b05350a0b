/** The chart of what the money was spent on: one bar a cloud, and one for the hosts of managers. */
import { dollarsText, shareText } from '../frame/numbers.js';
import { COST_PARTS, paint } from '../frame/palette.js';
import { drawing, escapeText, type Words, type Zone } from './drawing.js';
import { drawMarks } from './marks.js';
import { quantityScale } from './quantity.js';

/** A bar: USD by part. */
export interface CostBar {
  readonly name: string;
  readonly parts: Readonly<Record<string, number>>;
}

/** Room of a bar with its name above it, and where in it the bar begins and ends. */
const STEP = 42;
const [BAR_TOP, BAR_BOTTOM] = [18, 38];

/** Returns the chart as an `<svg>` element; bars in their order from above. */
export async function costChart(bars: readonly CostBar[], words: Words): Promise<string> {
  const sums = bars.map(({ parts }) => COST_PARTS.reduce((sum, [part]) => sum + (parts[part] ?? 0), 0));
  const { top, ticks } = quantityScale(Math.max(...sums));
  const height = STEP * bars.length;
  const pieces = bars.flatMap(({ name, parts }, bar) => {
    let from = 0;
    return COST_PARTS.flatMap(([part]) => {
      const usd = parts[part] ?? 0;
      if (usd <= 0) return [];
      from += usd;
      return [{ name, bar, part, usd, from: from - usd, to: from }];
    });
  });
  const names = bars.map(({ name }, i) => `<text x="0" y="${i * STEP + 12}">${escapeText(name)}</text>`);
  const panel = {
    height,
    title: '',
    yTicks: [],
    xTicks: ticks,
    xTitle: 'USD in the measured period',
    isLying: true,
    marks: await drawMarks(spec(pieces, top, height), height),
    // A long name is cut at the edge; the table has it whole.
    over: `<svg class="l">${names.join('')}</svg>`,
    zones: pieces.map((piece): Zone => ({
      from: piece.from / top,
      to: piece.to / top,
      top: (piece.bar * STEP + BAR_TOP) / height,
      bottom: (piece.bar * STEP + BAR_BOTTOM) / height,
      text: `${piece.name}\n${piece.part} ${dollarsText(piece.usd)}\n${shareText(piece.usd / sums[piece.bar]!)} of ${dollarsText(sums[piece.bar]!)}`,
    })),
  };
  return drawing([panel], words);
}

function spec(pieces: readonly { bar: number; part: string; from: number; to: number }[], top: number, height: number): object {
  const y = { type: 'quantitative', scale: { domain: [height, 0], nice: false } };
  return {
    data: {
      values: pieces.map(({ bar, part, from, to }) => ({ part, from, to, above: bar * STEP + BAR_TOP, below: bar * STEP + BAR_BOTTOM })),
    },
    mark: { type: 'rect' },
    encoding: {
      x: { field: 'from', type: 'quantitative', scale: { domain: [0, top], nice: false } },
      x2: { field: 'to' },
      y: { ...y, field: 'above' },
      y2: { field: 'below' },
      color: {
        field: 'part',
        type: 'nominal',
        scale: { domain: COST_PARTS.map(([part]) => part), range: COST_PARTS.map(([, colour]) => paint(colour)) },
      },
    },
  };
}
