/** The small drawing beside a threshold: what was found with its interval, and the line it is held against. */
import { scaleLinear } from 'd3-scale';
import type { JudgedThreshold } from '../../study/study-result.js';
import { paint, type ColourName } from '../frame/palette.js';

const WIDTH = 132;
const HEIGHT = 20;
const COLOURS = { pass: 'pass', fail: 'fail', inconclusive: 'undecided' } as const satisfies Readonly<Record<string, ColourName>>;

/** What of a threshold is drawn. */
type Drawn = Pick<JudgedThreshold, 'estimate' | 'low' | 'high' | 'limit' | 'unit' | 'verdict'>;

/** Returns an `<svg>`; empty where nothing was found. It repeats what stands beside it, so those who cannot see it lose nothing. */
export function thresholdMark({ estimate, low, high, limit, unit, verdict }: Drawn): string {
  if (estimate === null || !Number.isFinite(estimate)) return '';
  // An interval without an upper end reaches to the edge.
  const [from, to] = low === null ? [estimate, estimate] : [low, high ?? Infinity];
  const most = Math.max(limit, estimate, Number.isFinite(to) ? to : 0);
  const scale = scaleLinear()
    .domain([0, unit === 'share' ? 1 : most === 0 ? 1 : most * 1.1])
    .range([5, WIDTH - 5])
    .clamp(true);
  const at = (x: number): string => String(Math.round(scale(x) * 100) / 100);
  const colour = paint(COLOURS[verdict]);
  const whisker =
    from < to ? `<path d="M${at(from)},10H${at(to)}M${at(from)},7V13M${at(to)},7V13" stroke="${paint('ink')}" fill="none"/>` : '';
  return (
    `<svg class="mark" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true" focusable="false">` +
    `<rect x="5" y="9" width="${WIDTH - 10}" height="2" fill="${paint('line')}"/>` +
    `<rect x="5" y="8" width="${Math.round((scale(estimate) - 5) * 100) / 100}" height="4" fill="${colour}" opacity="0.55"/>` +
    `${whisker}<circle cx="${at(estimate)}" cy="10" r="4" fill="${colour}"/>` +
    `<path d="M${at(limit)},2V18" stroke="${paint('ink')}" stroke-width="2"/></svg>`
  );
}
