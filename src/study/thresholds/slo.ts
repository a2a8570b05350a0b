/** What counts as started in time: a bound on the queue time, and the share of jobs that is to keep it. */
import { parseDuration } from '../../units/duration.js';
import { parseShare } from '../../units/share.js';
import type { Micros } from '../../units/time.js';
import { storyLine } from './story-line.js';
import type { Threshold } from './threshold.js';

export interface Slo {
  /** A job is late whose queue time is this or more. */
  readonly bound: Micros;
  /** Share of the jobs of a minute that are to start in time. */
  readonly share: number;
}

/** Returns the SLO in a text such as `1m:95%`; undefined where it is none. */
export function parseSlo(text: string): Slo | undefined {
  const [bound, share, ...rest] = text.split(':');
  const parsed = { bound: parseDuration(bound ?? '') ?? 0, share: parseShare((share ?? '').trim()) ?? 0 };
  return rest.length === 0 && parsed.bound > 0 && parsed.share > 0 ? parsed : undefined;
}

/** Returns the SLO that the thresholds state: the line that stories of outages hold jobs against, here for all jobs. */
export function sloOf(thresholds: readonly Threshold[]): Slo {
  const { below, share } = storyLine(thresholds);
  return { bound: below, share };
}
