/** The line that stories of outages hold jobs against, from the thresholds of a scenario. */
import { DEFAULT_LINE, type StoryLine } from '../../results/outages/story.js';
import { SECOND } from '../../units/time.js';
import { isUpper, type Threshold } from './threshold.js';

/**
 * Returns the line that the thresholds state first, those of all jobs before those of a part: `queue_time: share_below(1m) > 95%`, or
 * `p(95) < 1m`, which is the same line. First is by subject, as thresholds are sorted: the order of keys in a scenario changes nothing. Without one it is
 * 95 % within a minute.
 */
export function storyLine(thresholds: readonly Threshold[]): StoryLine {
  const stated = thresholds.flatMap(
    ({ subject, condition, labels: names, question: { metric, labels, stat }, operator, limit }): StoryLine[] => {
      if (metric !== 'queue_time' || !(limit > 0)) return [];
      const line = { labels, ...(Object.keys(names).length === 0 ? {} : { names }), subject: `${subject}: ${condition}`, isDefault: false };
      if (stat.kind === 'share_below' && !isUpper(operator)) return [{ ...line, below: stat.below, share: limit }];
      if (stat.kind === 'quantile' && isUpper(operator)) return [{ ...line, below: Math.round(limit * SECOND), share: stat.level }];
      return [];
    },
  );
  return stated.find(({ labels }) => Object.keys(labels).length === 0) ?? stated[0] ?? DEFAULT_LINE;
}
