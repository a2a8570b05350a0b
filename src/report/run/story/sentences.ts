/** What an outage did to jobs, in sentences. */
import { countText, countWords, dollarsText, secondsText, shareText, things, wholeText } from '../../frame/numbers.js';
import { rangeText } from '../../frame/range-words.js';
import { capital } from '../../frame/sentence.js';
import { TURNS } from './events.js';
import { lineLabels } from './line-labels.js';
import { isPaired, lostOf, type Told } from './told.js';
import type { Story } from '../../../results/outages/story-schema.js';
import { estimateMean } from '../../../stats/confidence.js';
import type { StudyResult } from '../../../study/study-result.js';

export type Cost = Pick<NonNullable<StudyResult['paired']>['figures'][number], 'extra' | 'halfWidth'>;

export function sentences(own: Told['own'], cost: Cost | undefined): string[] {
  const more = own.map(({ failovers }) => Math.max(0, ...countsOf(failovers)) - TURNS);
  return [
    ...(more.some((turns) => turns > 0) ? [`After that it failed over up to ${countText(Math.max(...more), 'more time')}.`] : []),
    ...openWords(own),
    [lateWords(own), lostWords(own), ...costWords(cost)].join(' '),
  ];
}

/** A figure over the replications, which is a least one where one of them did not see the end. */
export function figure(own: Told['own'], of: (story: Story) => number): string {
  return `${own.some(({ recovered }) => recovered === null) ? 'at least ' : ''}${rangeText(own.map(of), countWords)}`;
}

function lateWords(own: Told['own']): string {
  const [{ slo }] = own;
  const queued = estimateMean(own.map(({ jobsQueued }) => jobsQueued)).mean;
  const held = own.some(({ jobsHeld }) => jobsHeld > 0) ? `; ${figure(own, ({ jobsHeld }) => jobsHeld)} more hung in preparation` : '';
  const late = figure(own, ({ jobsDelayed }) => jobsDelayed);
  const labels = lineLabels(slo);
  const whose = labels === '' ? '' : ` with ${labels}`;
  return capital(
    `${late} of ${things(countWords(queued), 'job')}${whose} late (${secondsText(slo.seconds)} or more)${wavesWords(own)}${held}.`,
  );
}

/** Late jobs of each wave, where some came after a failback. */
function wavesWords(own: Told['own']): string {
  const late = (isFirst: boolean): number[] =>
    own.map(({ waves }) => waves.reduce((sum, { failback, jobsDelayed }) => sum + ((failback === null) === isFirst ? jobsDelayed : 0), 0));
  const after = late(false);
  if (after.every((jobs) => jobs === 0)) return '';
  return `, ${rangeText(late(true), countWords)} before and ${rangeText(after, countWords)} after the failback`;
}

function lostWords(own: Told['own']): string {
  const [{ slo }] = own;
  const share = `${shareText(slo.share)}${slo.isDefault ? ' (assumed)' : ''}`;
  const missed = figure(own, ({ minutesMissed }) => minutesMissed);
  const labels = lineLabels(slo);
  // What is lost is counted of all jobs, whatever part of them the line is of.
  const [of, those] = labels === '' ? ['', ''] : [', of all jobs', ` of those with ${labels}`];
  const lost = isPaired(own) ? `Lost${of}` : `Lost then${of}, for whatever reason`;
  return `${lost}: ${figure(own, lostOf(own))}. Minutes with less than ${share}${those} in time: ${missed}.`;
}

function costWords(cost: Cost | undefined): string[] {
  if (cost === undefined) return [];
  const spread = cost.halfWidth === null ? '' : ` ± ${dollarsText(cost.halfWidth)}`;
  const side = cost.extra < 0 ? 'less' : 'more';
  return [`It cost ${dollarsText(Math.abs(cost.extra))}${spread} ${side} than the same run without it.`];
}

function openWords(own: Told['own']): string[] {
  const open = own.filter(({ recovered }) => recovered === null);
  if (open.length === 0) return [];
  const which = own.length > 1 ? `In ${wholeText(open.length)} of ${wholeText(own.length)} replications the` : 'The';
  const what = open.every(({ end }) => end === null)
    ? 'run ended before the outage did'
    : 'run ended before the fleet was seen to be as before';
  return [`${which} ${what}.`];
}

/** Turns of each failover. */
function countsOf(failovers: Story['failovers']): number[] {
  const counts = new Map<string, number>();
  for (const { name } of failovers) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts.values()];
}
