/** What a sweep found, in sentences that the terminal, a merge request and the page share. */
import { figureOf } from '../../study/sweep/point-lookup.js';
import { isShare } from '../../study/sweep/sweep-figures.js';
import type { SweepPoint, SweepResult } from '../../study/sweep/sweep-result.js';
import { monthlyOutagesWords } from '../frame/monthly-outages.js';
import { approximateWords } from '../frame/approximate.js';
import { alikeWords } from '../frame/alike.js';
import { cleanText, countText, dollarsText, wholeText } from '../frame/numbers.js';
import { spoken, spokenSeconds, spokenShare } from '../frame/spoken.js';
import { figureName } from './rows.js';

/** How the whole came out. */
export type SweepTone = 'pass' | 'fail' | 'inconclusive' | 'heading';

/** Returns the verdict in a sentence, and its tone. */
export function headline(result: SweepResult): { readonly text: string; readonly tone: SweepTone } {
  const { points, base, best, isBaseBest } = result;
  const whole = `${wholeText(points.length)} settings`;
  if (points.every(({ outcome }) => outcome !== 'done')) return { tone: 'fail', text: `none of ${whole} keeps up with the load` };
  if (points.every(({ verdict }) => verdict === null)) {
    const on = points.filter(({ frontier }) => frontier === 'on').length;
    if (on === 0 && base?.frontier === 'on') {
      return {
        tone: 'heading',
        text: `each of ${whole} is beaten in cost and waiting together, the scenario as it is by none; there is no threshold`,
      };
    }
    const text =
      on === 0 ? whole : `${wholeText(on)} of ${whole} ${on === 1 ? 'is' : 'are'} beaten by no other in cost and waiting together`;
    return { tone: 'heading', text: `${text}; there is no threshold` };
  }
  const count = (verdict: SweepPoint['verdict']): number => points.filter((point) => point.verdict === verdict).length;
  const [meeting, undecided] = [count('pass'), count('inconclusive')];
  if (best !== null) {
    const cost = costWords(points[best]!);
    const meet = meeting === points.length ? `all ${whole} meet` : `${wholeText(meeting)} of ${whole} ${meeting === 1 ? 'meets' : 'meet'}`;
    const kind = cost === '' ? 'the quickest: ' : 'the cheapest: ';
    const own = `${cleanText(points[best]!.label)}${cost}`;
    if (isBaseBest !== true) return { tone: 'pass', text: `${meet} all thresholds; ${meeting === 1 ? '' : kind}${own}` };
    return { tone: 'pass', text: `${meet} all thresholds; ${kind}as it is${costWords(base!)}; of ${whole} ${own}` };
  }
  const asItIs = isBaseBest === true ? `; as it is it does${costWords(base!)}` : '';
  if (undecided > 0)
    return { tone: 'inconclusive', text: `none of ${whole} meets all thresholds for sure; ${wholeText(undecided)} may${asItIs}` };
  const nearest = nearestMiss(result);
  return {
    tone: 'fail',
    text: `none of ${whole} meets all thresholds${nearest === undefined ? '' : `; the nearest: ${cleanText(nearest.label)}`}${asItIs}`,
  };
}

function costWords(point: SweepPoint): string {
  const cost = figureOf(point, 'cost.perMonth')?.estimate ?? 0;
  return cost === 0 ? '' : `, ${dollarsText(cost)} a month`;
}

/** The one with the fewest missed thresholds, of those the one that waits the least. */
function nearestMiss({ points, of }: SweepResult): SweepPoint | undefined {
  const sign = isShare(of) ? -1 : 1;
  const wait = (point: SweepPoint): number => sign * (figureOf(point, of)?.estimate ?? Infinity);
  const missed = (point: SweepPoint): number => point.thresholds.filter(({ verdict }) => verdict === 'fail').length;
  return points
    .filter(({ outcome }) => outcome === 'done')
    .reduce<SweepPoint | undefined>(
      (least, point) =>
        least === undefined || missed(point) < missed(least) || (missed(point) === missed(least) && wait(point) < wait(least))
          ? point
          : least,
      undefined,
    );
}

/** Returns how many runs of how long the figures are of. */
export function basisWords({ points, base, replications, window, isRandom }: SweepResult): string {
  const jobs = figureOf(base ?? points[0]!, 'jobs');
  const each = jobs === undefined ? '' : `, ${spoken(jobs)} jobs each`;
  const { from, to } = window;
  const span = `${countText(replications, 'replication')} of ${spokenSeconds(to - from)}${from > 0 ? ` (warm-up ${spokenSeconds(from)})` : ''}`;
  const kind = isRandom
    ? replications === 1
      ? 'one has no interval'
      : '95 % intervals, each by itself'
    : alikeWords(replications, 'replication of a point');
  return `${countText(points.length, 'point')} x ${span}${each}, all with the same draws; ${kind}`;
}

/** Returns what went wrong with runs, what was left out, and what figures rest on. */
export function alarmWords(result: SweepResult): string[] {
  const { points, refused, approximate } = result;
  const stopped = points.filter(({ outcome }) => outcome !== 'done').length;
  const unmatched = points.filter(({ unmatchedFails }) => unmatchedFails).length;
  const [first] = refused;
  return [
    ...(stopped === 0 ? [] : [`${countText(stopped, 'point')} stopped by a limit: the fleet cannot keep up with the load.`]),
    ...(unmatched === 0 ? [] : [`${countText(unmatched, 'point')} with jobs that no runner may take; this fails them.`]),
    ...(first === undefined
      ? []
      : [
          `${countText(refused.length, 'combination')} left out, no scenario: ${cleanText(`${first.label}: ${first.reason}`)}${refused.length > 1 ? ` (and ${wholeText(refused.length - 1)} more)` : ''}`,
        ]),
    ...[preparationWords(result), approximateWords(approximate)].filter((words) => words !== ''),
  ];
}

/** Preparations that are longer than elsewhere hold waiting that the queue time has not: machines that boot for a job which was handed out. */
const [LONGER, LONG] = [2, 10];

function preparationWords({ points, of }: SweepResult): string {
  if (of === 'preparation.p95' || of === 'startDelay.p95') return '';
  const found = points.flatMap((point) => {
    const seconds = figureOf(point, 'preparation.p95')?.estimate ?? null;
    return seconds === null || point.outcome !== 'done' ? [] : [{ point, seconds }];
  });
  const least = Math.min(...found.map(({ seconds }) => seconds));
  const long = found.filter(({ seconds }) => seconds > LONG && seconds > LONGER * least);
  const most = long.reduce<(typeof found)[number] | undefined>(
    (top, own) => (top === undefined || own.seconds > top.seconds ? own : top),
    undefined,
  );
  if (most === undefined) return '';
  return `${countText(long.length, 'point')} of ${wholeText(points.length)}: jobs wait after they are handed out, preparation p95 up to ${spokenSeconds(most.seconds)} (${cleanText(most.point.label)}), elsewhere from ${spokenSeconds(least)}; --of startDelay.p95 weighs both.`;
}

/** Returns what a wanted precision takes; empty where none is wanted. */
export function precisionWords({ precision, points, replications }: SweepResult): string {
  if (precision === undefined) return '';
  const { figure, share, replications: most, moreRuns } = precision;
  const what = `${figureName(figure)} to ${spokenShare(share)} either way`;
  const wanted = points.flatMap((point) => point.replicationsWanted ?? []);
  const least = Math.min(...wanted);
  if (most === null || moreRuns === null) {
    const known = Math.max(...wanted);
    const others =
      wanted.length === 0 ? '' : `; elsewhere it takes ${least === known ? '' : `${wholeText(least)} to `}${wholeText(known)} replications`;
    return `${what} cannot be told at ${countText(points.length - wanted.length, 'point')}: no interval there (one replication, nothing random, or jobs still waiting)${others}`;
  }
  if (moreRuns === 0) return `${what} is reached at every point`;
  const reached = points.filter((point) => point.replicationsWanted === replications).length;
  return `${what} takes ${least === most ? '' : `${wholeText(least)} to `}${wholeText(most)} replications a point (${wholeText(reached)} of ${wholeText(points.length)} have enough): ${countText(moreRuns, 'run')} more, by --replications ${most}`;
}

/** Returns with how many outages the cost is; empty where nothing costs anything, or it is as with none. */
export function outagesWords(result: SweepResult): string {
  const hasCost = result.points.some((point) => (figureOf(point, 'cost.perMonth')?.estimate ?? 0) > 0);
  return hasCost ? (monthlyOutagesWords(result)[0] ?? '') : '';
}

/** Returns which point is the scenario as it is; empty where none is. */
export function baseWords({ points }: SweepResult): string {
  const same = points.find(({ isBase }) => isBase);
  return same === undefined ? '' : `as it is: ${cleanText(same.label)}`;
}

/** Returns what the signs of the frontier mean that are there; empty where nothing is weighed. */
export function frontierWords({ points, base, of }: SweepResult): string {
  const has = (place: SweepPoint['frontier']): boolean =>
    [...points, ...(base === null ? [] : [base])].some(({ frontier }) => frontier === place);
  if (!has('on')) return '';
  const what = `cost against ${figureName(of)}, but for what nobody acts on: 1 %, 10 USD, ${isShare(of) ? '0.1 points' : '0.1 s'}`;
  return `* no other point beats it (${what})${has('perhaps') ? '; ~ beaten, but not for sure' : ''}`;
}
