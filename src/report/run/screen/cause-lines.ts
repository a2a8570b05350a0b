/** Why jobs waited, on the one screen: shares of the time that all of them waited, and what bears on it in the groups that waited longest. */
import type { StudyResult } from '../../../study/study-result.js';
import { WAIT_CAUSES } from '../../../record/wait-causes.js';
import { groupsHeld, type GroupHeld } from '../advice.js';
import { cleanText } from '../../frame/numbers.js';
import { roundShare, spoken } from '../../frame/spoken.js';
import type { Lookup } from '../../../study/figures/figure-lookup.js';
import { CAUSES } from '../causes.js';
import { fitting, set, toned, type Line } from '../../frame/lines.js';
import { breakable } from '../../frame/width.js';

/** Causes that are named; the rest is told together. */
const NAMED = 3;
/** Groups of which is said what bears on their waits. */
const GROUPS = 3;
/** An outage with a smaller part in the waits is left to the whole summary. */
const NOTABLE = 0.05;
const HEAD = '  why jobs waited   ';

/** Returns the lines; none where no job waited, or the result does not say why. */
export function causeLines(study: StudyResult, lookup: Lookup, width: number, most: number): Line[] {
  const waits = WAIT_CAUSES.map((cause) => ({ cause, seconds: lookup('all', 'all', `waits.mean.${cause}`)?.estimate ?? 0 }));
  const whole = waits.reduce((sum, { seconds }) => sum + seconds, 0);
  if (whole === 0) return [];
  const sorted = waits.filter(({ seconds }) => seconds > 0).sort((a, b) => b.seconds - a.seconds);
  const named = sorted.slice(0, NAMED).map(({ cause, seconds }) => `${CAUSES[cause].words} ${roundShare(seconds / whole)}`);
  const rest = sorted.slice(NAMED).reduce((sum, { seconds }) => sum + seconds, 0) / whole;
  if (rest >= 0.005) named.push(`others ${roundShare(rest)}`);
  const lines = set(listed(named), { first: HEAD, later: ' '.repeat(HEAD.length), width });
  const within = lookup('all', 'all', 'inOutage')?.estimate ?? 0;
  // With a standby the outage is not what the least blocked entry waits for, and would vanish from the causes.
  if (within > (waits.find(({ cause }) => cause === 'outage')?.seconds ?? 0) + NOTABLE * whole)
    lines.push(...set(breakable(outageWords(within / whole)), { first: '    ', later: '      ', width }));
  const groups = groupsHeld(study, lookup).filter(({ heldBy }) => heldBy.length > 0);
  if (groups.length === 0) lines.push(...set(['    short waits:', 'no group has more than 5 s at p95'], { width }));
  const worst = groups.sort((a, b) => b.p95.estimate! - a.p95.estimate!);
  const items = worst.slice(0, GROUPS).map((group) => groupLines(group, width));
  const left = worst.length - items.length;
  const others = (n: number): Line => ({ text: `    and ${n} more group${n === 1 ? '' : 's'}   (--full)`, tone: 'quiet' });
  const room = most - lines.length;
  // The line that counts those beyond the first few is no group itself.
  return [
    ...toned(lines),
    ...(left > 0 ? fitting([...items, [others(left)]], room, (n) => others(n - 1 + left)) : fitting(items, room, others)),
  ];
}

function groupLines({ group, p95, heldBy }: GroupHeld, width: number): Line[] {
  const causes = heldBy.map(({ cause, share }) => `${CAUSES[cause].words} ${roundShare(share)}`);
  const bearing = [...new Set(heldBy.flatMap((held) => held.bearing))];
  return [
    ...toned(set([`${cleanText(group)},`, `p95 ${spoken(p95)}:`, ...listed(causes)], { first: '    ', later: '      ', width, most: 2 })),
    ...toned(set(['what bears on it:', ...listed(bearing)], { first: '      ', later: '        ', width, most: 2 }), 'quiet'),
  ];
}

function outageWords(share: number): string {
  return `${roundShare(share)} of it lay in an outage of a cloud, host or GitLab that would have served`;
}

function listed(pieces: readonly string[]): string[] {
  return pieces.map((piece, i) => (i < pieces.length - 1 ? `${piece},` : piece));
}
