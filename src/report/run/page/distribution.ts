/** The share of jobs by how long they waited, from the histograms of all replications together. */
import type { StudyResult } from '../../../study/study-result.js';
import { cellValue, Histogram } from '../../../stats/histogram.js';
import { SECOND } from '../../../units/time.js';
import { SHORTEST, type SharePoint } from '../../charts/share-chart.js';

/** Filled cells of a histogram, and those of them that hold lower bounds. */
interface Cells {
  readonly cells?: StudyResult['distributions'][number]['cells'] | undefined;
  readonly boundCells?: Cells['cells'];
}

/** Points closer than this, in logarithm or in share, are not told apart by eye. */
const STEP_LOG = 0.03;
const STEP_SHARE = 0.005;

/**
 * Returns the steps of the distribution, ascending, thinned where the eye sees no difference; empty where no histogram was kept. A job that never
 * got so far counts among all jobs and is never below: the last share is that of the jobs that did.
 */
export function shareCurve(delays: readonly Cells[]): SharePoint[] {
  const all = new Histogram();
  const bounds = new Histogram();
  for (const { cells, boundCells } of delays) {
    if (cells !== undefined) all.merge(Histogram.of(cells));
    if (boundCells !== undefined) bounds.merge(Histogram.of(boundCells));
  }
  const points: SharePoint[] = [];
  let below = 0;
  let last = { log: -Infinity, share: -1 };
  const filled = all
    .filled()
    .map(([cell, count]) => [cell, count - bounds.countIn(cell)] as const)
    .filter(([, count]) => count > 0);
  for (const [index, [cell, count]] of filled.entries()) {
    below += count;
    const seconds = Math.max(SHORTEST, cellValue(cell) / SECOND);
    const share = below / all.count;
    const log = Math.log(seconds);
    if (index < filled.length - 1 && log - last.log < STEP_LOG && share - last.share < STEP_SHARE) continue;
    // Several cells below the shortest are one point.
    if (points.at(-1)?.seconds === seconds) points.pop();
    points.push({ seconds, share });
    last = { log, share };
  }
  return points;
}
