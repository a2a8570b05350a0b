/** What a study of outages found, in sentences and tables that the terminal and the page share. */
import type { OutageResult, SweepCell, SweepMap, YearOutage } from '../../study/outage/outage-result.js';
import { clockWords, startWords } from './heat-map.js';
import { cleanText, countText, numberText, secondsText, shareText, things, wholeText } from '../frame/numbers.js';
import { notesOf, type Table } from '../frame/table.js';
import { WEEKDAYS } from '../../units/instant.js';

/** A cell with the map it is in. */
interface Found {
  readonly map: SweepMap;
  readonly cell: SweepCell;
}

/** Returns what was studied, and how a cell is to be read. */
export function outageLead({ target, slo, replications, maps, scenario }: OutageResult): string {
  const bound = secondsText(slo.seconds);
  const runs = replications === 1 ? 'one run a start' : `means of ${wholeText(replications)} runs a start`;
  const times = `times are of ${scenario.timezone}`;
  const lengths = maps.map(({ durationSeconds }) => secondsText(durationSeconds)).join(' or ');
  return cleanText(
    `The ${target.kind} ${target.name} is out for ${lengths}: ${target.effect}. Shades and numbers say how many jobs more than without the outage are not handed out within ${bound}, by the time at which it begins (${runs}, each against the same run without it; ${times}).`,
  );
}

/** Returns the sentence about the part of the week that was not played, and why; empty where all of it was. */
export function heldWords({ held }: OutageResult): string {
  if (held === null) return '';
  const [from, until] = [startWords(held.from), startWords(held.until)];
  const span = `${from} to ${until} (${secondsText(Math.floor(held.until.startSeconds - held.from.startSeconds))})`;
  return held.because === 'history'
    ? `Not played (-): there is no history before ${from} or after ${until}; what is replayed holds ${span} behind the warm-up, and the outage is to end within the scenario.`
    : `Not played (-): the scenario holds ${span} behind its warm-up; without --no-week a whole week is played.`;
}

/** Returns the sentence about the start at which an outage hurts most. */
export function worstWords(result: OutageResult): string {
  const worst = extreme(result, 1);
  if (worst === undefined) return 'No start was played.';
  if (worst.cell.late.mean <= 0) return 'No start makes jobs late: the fleet carries this outage at any time that was played.';
  return `Worst: ${cellWords(worst)}.`;
}

/** Returns the sentence about the start at which an outage of the same length as the worst hurts least, of those whose whole harm was seen. */
export function quietWords(result: OutageResult): string {
  const worst = extreme(result, 1);
  const whole = worst?.map.cells.filter(({ isCut, recoverMinutes }) => !isCut && recoverMinutes !== null) ?? [];
  const quiet = worst === undefined ? undefined : extreme({ maps: [{ ...worst.map, cells: whole }] }, -1);
  if (quiet === undefined || worst === undefined || worst.cell.late.mean <= 0) return '';
  return `Quietest for that length: ${cellWords(quiet)}.`;
}

/** The cell with the most (sign 1) or least late jobs; of equals the one with the more (or less) waiting, then the first. */
function extreme({ maps }: Pick<OutageResult, 'maps'>, sign: 1 | -1): Found | undefined {
  let best: Found | undefined;
  for (const map of maps) {
    for (const cell of map.cells) {
      const against = best?.cell;
      const by = against === undefined ? 1 : sign * (cell.late.mean - against.late.mean || cell.waitHours.mean - against.waitHours.mean);
      if (by > 0) best = { map, cell };
    }
  }
  return best;
}

function cellWords({ map, cell }: Found): string {
  const spread = cell.late.halfWidth === null ? '' : ` ± ${numberText(cell.late.halfWidth)}`;
  const parts = [
    `${cell.isCut || cell.recoverMinutes === null ? 'at least ' : ''}${spread === '' ? things(numberText(cell.late.mean), 'job') : `${numberText(cell.late.mean)}${spread} jobs`} late`,
    ...(cell.held.mean <= 0 ? [] : [`${numberText(cell.held.mean)} held up in preparation`]),
    `${numberText(cell.waitHours.mean)} h of waiting`,
    `${things(numberText(cell.lost.mean), 'job')} lost`,
    `the SLO missed for ${numberText(cell.sloMinutes.mean)} min`,
    recoveryWords(cell.recoverMinutes),
  ];
  return `${startWords(cell)} for ${secondsText(map.durationSeconds)}: ${parts.join(', ')}`;
}

function recoveryWords(minutes: number | null): string {
  if (minutes === null) return 'the fleet not as before by the end of the run';
  return minutes === 0 ? 'the fleet as before at its end' : `the fleet as before ${secondsText(minutes * 60)} after its end`;
}

/** Returns the availability over the years in sentences; none where no years were drawn. */
export function availabilityWords({ availability, slo }: OutageResult): string[] {
  if (availability === null) return [];
  const { years, jobsPerYear, withoutOutages, ofOutages, inAll, capped, outages } = availability;
  const bound = secondsText(slo.seconds);
  const interval = ({ halfWidth }: { readonly halfWidth: number | null }): string =>
    halfWidth === null ? '' : ` ± ${pointsText(halfWidth)} points (95%, over years)`;
  const late = outages.reduce((sum, outage) => sum + outage.late, 0);
  const lost = outages.reduce((sum, outage) => sum + outage.lost, 0);
  const out = [
    `${availabilityText(inAll.mean)}${interval(inAll)} of the jobs of a year are handed out within ${bound}: ${availabilityText(withoutOutages)} without outages, of which these outages take ${pointsText(1 - ofOutages.mean)} points.`,
    `Outages alone leave ${availabilityText(ofOutages.mean)}${interval(ofOutages)}. ${countText(outages.length, 'outage')} in ${countText(years, 'year')} of ${countText(jobsPerYear, 'job')}: ${countText(late, 'job')} late, ${wholeText(lost)} lost.`,
  ];
  if (years < 2) out.push('One year has no interval; --years 10 gives one.');
  if (capped > 0) {
    out.push(
      `${countText(capped, 'outage')} would last beyond the end of the scenario and ${capped === 1 ? 'was' : 'were'} cut short there, so the harm is understated; a longer --set horizon holds more.`,
    );
  }
  return out;
}

/** A percentage with as many decimals as it takes to tell it from all. */
function availabilityText(share: number): string {
  const percent = share * 100;
  if (percent >= 100) return '100%';
  // Cut, never rounded up to all; what a double of 99.12 lacks at its end is no part of it.
  return percent >= 99 ? `${percent >= 99.9995 ? '>99.999' : (Math.floor(percent * 1000 + 1e-6) / 1000).toFixed(3)}%` : shareText(share);
}

function pointsText(share: number): string {
  return numberText(share * 100);
}

/** Returns the drawn outages as a table. */
export function drawnTable({ availability, slo }: OutageResult, most: number): Table {
  const title = 'The outages that were drawn';
  const outages = availability?.outages ?? [];
  // The harmful ones are told first; of equals the earlier.
  const shown = [...outages].sort((a, b) => b.late - a.late || a.year - b.year || a.dayOfYear - b.dayOfYear).slice(0, most);
  const rows = shown.map((outage) => ({
    name: `year ${outage.year} day ${outage.dayOfYear}, ${WEEKDAYS[outage.weekday] ?? ''} ${clockWords(outage.minuteOfDay)}`,
    cells: [lengthText(outage), lateText(outage), numberText(outage.waitHours), wholeText(outage.lost), backText(outage)],
    spread: [],
  }));
  const left = outages.length > shown.length ? [`The ${shown.length} worst of ${outages.length}; outage.csv has all.`] : [];
  return {
    section: 'drawn',
    isFolded: false,
    title,
    head: 'begins',
    columns: ['length', 'late', 'h waited', 'lost', 'back after'],
    rows,
    notes: [
      ...notesOf('left_out', left),
      ...notesOf('sign', shown.some(isCapped) ? ['*: cut short by the end of the scenario.'] : []),
      ...notesOf('meaning', rows.length === 0 ? [] : [meaning(slo.seconds)]),
    ],
  };
}

function meaning(bound: number): string {
  return `Late: jobs more than without the outage that are not handed out within ${secondsText(bound)}. Back after: from its end until the fleet was as before.`;
}

function lengthText({ durationSeconds, drawnSeconds }: YearOutage): string {
  return `${secondsText(Math.round(durationSeconds))}${isCapped({ durationSeconds, drawnSeconds }) ? '*' : ''}`;
}

function isCapped({ durationSeconds, drawnSeconds }: Pick<YearOutage, 'durationSeconds' | 'drawnSeconds'>): boolean {
  return durationSeconds < drawnSeconds;
}

function lateText({ late, isCut }: YearOutage): string {
  return `${isCut ? '>= ' : ''}${wholeText(late)}`;
}

function backText({ recoverMinutes }: YearOutage): string {
  return recoverMinutes === null ? 'not seen' : secondsText(Math.round(recoverMinutes * 60));
}
