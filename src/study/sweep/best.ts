/** Which point of a sweep is the one to take. */
import { indifferenceZone } from '../compare/verdict.js';
import type { FigureKey } from '../figures/figure-key.js';
import { figureOf } from './point-lookup.js';
import { isShare } from './sweep-figures.js';
import type { SweepPoint } from './sweep-result.js';

/** Returns the index, of those that meet all thresholds for sure and cost no more than the cheapest by what anybody acts on, of the quickest; null where none meets. */
export function bestOf(points: readonly SweepPoint[], of: FigureKey): number | null {
  const meeting = points.flatMap((point, index) => {
    if (point.verdict !== 'pass' || point.outcome !== 'done') return [];
    const value = (figure: FigureKey): number => figureOf(point, figure)?.estimate ?? Infinity;
    return [{ index, cost: value('cost.perMonth'), wait: value(of) * (isShare(of) ? -1 : 1) }];
  });
  const least = Math.min(...meeting.map(({ cost }) => cost));
  const cheap = meeting.filter(({ cost }) => cost <= least + indifferenceZone('USD per month', least));
  cheap.sort((a, b) => a.wait - b.wait || a.cost - b.cost || a.index - b.index);
  return cheap[0]?.index ?? null;
}
