/** The chart of how many jobs waited how long: one rising line a part, and a mark where each threshold wants the lines to have risen. */
import { durationTicks } from '../frame/axes.js';
import { secondsText, shareText } from '../frame/numbers.js';
import { LINES, paint } from '../frame/palette.js';
import { drawing, percent, type Words } from './drawing.js';
import { drawMarks } from './marks.js';

/** `share` of the jobs took at most `seconds`. */
export interface SharePoint {
  readonly seconds: number;
  readonly share: number;
}

/** What is below this is drawn at it: on a logarithmic axis there is no nought. */
export const SHORTEST = 0.01;

/** Where a threshold wants a line to pass above. */
export interface Aim {
  readonly seconds: number;
  readonly share: number;
}

/** What is drawn: at most as many lines as there are colours. */
export interface ShareChart {
  readonly lines: readonly { readonly name: string; readonly points: readonly SharePoint[] }[];
  readonly aims: readonly Aim[];
}

/** Dashes of the lines, so that they can be told apart without colour. */
export const DASHES: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [9, 3, 2, 3], [4, 4], [1, 3]];

const HEIGHT = 210;
/** Places at which the chart says its values. */
const ZONES = 60;

/** Returns the chart as an `<svg>` element to stand in a page. */
export async function shareChart({ lines, aims }: ShareChart, words: Words): Promise<string> {
  const all = lines.flatMap(({ points }) => points);
  // The quickest two in a hundred are not worth the room to its left.
  const low = Math.min(
    ...lines.flatMap(({ points }) => points.find(({ share }) => share >= 0.02)?.seconds ?? []),
    ...aims.map(({ seconds }) => seconds),
  );
  const high = Math.max(...all.map(({ seconds }) => seconds), ...aims.map(({ seconds }) => seconds), SHORTEST * 10);
  const ticks = durationTicks(Math.max(SHORTEST, low), high);
  const [from, to] = [ticks[0]?.at ?? Math.log(low), Math.max(ticks.at(-1)?.at ?? 0, Math.log(high))];
  const at = (log: number): number => (log - from) / (to - from);
  const marks = aims.map(({ seconds, share }) => {
    const x = percent(at(Math.log(Math.max(SHORTEST, seconds))));
    return `<svg x="${x}" y="${percent(1 - share)}"><path d="M0,-6L6,5H-6Z" fill="${paint('ink')}"/></svg>`;
  });
  const panel = {
    height: HEIGHT,
    title: 'share of jobs handed out within',
    yTicks: [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => ({ at: share, text: shareText(share) })),
    xTicks: ticks.map((tick) => ({ at: at(tick.at), text: tick.text })),
    xTitle: 'queue time (logarithmic)',
    marks: await drawMarks(spec(lines, from, to), HEIGHT),
    over: marks.join(''),
    zones: Array.from({ length: ZONES }, (_, i) => {
      // What is said at a zone is so at its end.
      const log = from + ((to - from) * (i + 1)) / ZONES;
      const said = lines.map(({ name, points }) => `${name} ${shareText(shareAt(points, log))}`);
      return { from: i / ZONES, to: (i + 1) / ZONES, text: [`within ${secondsText(Math.exp(log))}`, ...said].join('\n') };
    }),
  };
  return drawing([panel], words);
}

function spec(lines: ShareChart['lines'], from: number, to: number): object {
  const keys = lines.map((_, i) => `line${i}`);
  const values = lines.flatMap(({ points }, i) => [
    { x: from, y: shareAt(points, from), line: keys[i] },
    ...points.slice(countAt(points, from)).map(({ seconds, share }) => ({ x: Math.log(seconds), y: share, line: keys[i] })),
    { x: to, y: points.at(-1)?.share ?? 0, line: keys[i] },
  ]);
  const of = (range: readonly unknown[]): object => ({ field: 'line', type: 'nominal', scale: { domain: keys, range } });
  return {
    data: { values },
    mark: { type: 'line', interpolate: 'step-after', strokeWidth: 2 },
    encoding: {
      x: { field: 'x', type: 'quantitative', scale: { domain: [from, to], nice: false } },
      y: { field: 'y', type: 'quantitative', scale: { domain: [0, 1] } },
      color: of(keys.map((_, i) => paint(LINES[i % LINES.length]!))),
      strokeDash: of(keys.map((_, i) => DASHES[i % DASHES.length])),
    },
  };
}

function shareAt(points: readonly SharePoint[], log: number): number {
  return points[countAt(points, log) - 1]?.share ?? 0;
}

/** How many points a line has up to a place, that one included. */
function countAt(points: readonly SharePoint[], log: number): number {
  return 1 + points.findLastIndex(({ seconds }) => Math.log(seconds) <= log);
}
