/** Why jobs waited: queue time by what held them, as a table of all and in sentences of each part. */
import type { StudyResult } from '../../../study/study-result.js';
import { WAIT_STATS, type ScopeKind, type WaitStat } from '../../../study/figures/figure-key.js';
import { PREPARATION_PARTS, type PreparationPart } from '../../../record/preparation.js';
import { WAIT_CAUSES, type WaitCause } from '../../../record/wait-causes.js';
import { cleanText, countText, numberText, secondsText, shareText } from '../../frame/numbers.js';
import { cell, notesOf, row, type Row, type Table } from '../../frame/table.js';
import type { Lookup } from '../../../study/figures/figure-lookup.js';
import { CAUSES } from '../causes.js';
import { inOutageWords, PART_WORDS, partsInWords } from '../wait-words.js';
import { severalParts } from './parts.js';

const QUANTILES = ['p50', 'p95', 'p99'] as const;
/** A cause with less of the mean and of every quantile is only named. */
const LEAST_SHARE = 0.005;
/** A wait below this is not worth a sentence. */
const LEAST_SECONDS = 1;

/** Returns the table; without rows where no job waited, or the result does not say why. */
export function waitTable(study: StudyResult, lookup: Lookup): Table {
  const seconds = (stat: WaitStat, cause: WaitCause): number => lookup('all', 'all', `waits.${stat}.${cause}`)?.estimate ?? 0;
  const total = WAIT_CAUSES.reduce((sum, cause) => sum + seconds('mean', cause), 0);
  const met = WAIT_CAUSES.filter((cause) => seconds('mean', cause) > 0);
  const wholes = WAIT_STATS.map((stat) => ({ stat, whole: met.reduce((sum, cause) => sum + seconds(stat, cause), 0) }));
  const causes = met.filter((cause) => wholes.some(({ stat, whole }) => whole > 0 && seconds(stat, cause) >= LEAST_SHARE * whole));
  const little = met.filter((cause) => !causes.includes(cause)).map((cause) => CAUSES[cause].words);
  return {
    section: 'why',
    isFolded: false,
    title: 'Why jobs waited',
    head: 'held by',
    columns: ['mean', 'share', ...QUANTILES.map((quantile) => `at ${quantile}`)],
    rows: causes.map((cause): Row => {
      const { name, cells, spread } = row(
        CAUSES[cause].words,
        WAIT_STATS.map((stat) => lookup('all', 'all', `waits.${stat}.${cause}`)),
      );
      const share = shareText(seconds('mean', cause) / total);
      return { name, cells: [cells[0]!, share, ...cells.slice(1)], spread: [spread[0]!, '', ...spread.slice(1)] };
    }),
    notes:
      total === 0
        ? []
        : [
            ...notesOf('left_out', little.length > 0 ? [`Less than ${shareText(LEAST_SHARE)}: ${little.join(', ')}.`] : []),
            ...notesOf('finding', [...inOutage(lookup), ...sentence('all', 'all', 'Of all jobs', lookup)]),
            ...notesOf('detail', [...ofParts(study, lookup), ...preparation(lookup), ...overtaken(lookup)]),
          ],
  };
}

/** What the queue time at p95 is made of, of the parts that other tables show. */
function ofParts(study: StudyResult, lookup: Lookup): string[] {
  return severalParts(study).flatMap(({ scope, name }) => sentence(scope, name, `Of ${scope} ${cleanText(name)}`, lookup));
}

function sentence(scope: ScopeKind, name: string, subject: string, lookup: Lookup): string[] {
  const whole = lookup(scope, name, 'queueTime.p95');
  if (whole?.estimate === undefined || whole.estimate === null || whole.estimate < LEAST_SECONDS) return [];
  const parts = WAIT_CAUSES.map((cause) => ({
    words: CAUSES[cause].words,
    seconds: lookup(scope, name, `waits.p95.${cause}`)?.estimate ?? 0,
  }));
  const sum = parts.reduce((total, { seconds }) => total + seconds, 0);
  // Each replication's p95 is taken apart for itself; here they are parts of the one that is shown.
  const words = partsInWords(parts.map((part) => ({ ...part, seconds: sum > 0 ? (part.seconds * whole.estimate!) / sum : 0 })));
  return words === '' ? [] : [`${subject}: of ${cell(whole).text} at p95, ${words}.`];
}

/** With a standby the outage is not what the least blocked entry waits for, and would vanish from the table. */
function inOutage(lookup: Lookup): string[] {
  const whole = lookup('all', 'all', 'queueTime.mean')?.estimate ?? 0;
  const within = lookup('all', 'all', 'inOutage')?.estimate ?? 0;
  const told = lookup('all', 'all', 'waits.mean.outage')?.estimate ?? 0;
  return within > 0 && within - told >= LEAST_SHARE * whole ? [inOutageWords(within, whole)] : [];
}

function preparation(lookup: Lookup): string[] {
  const seconds = (part: PreparationPart): number => lookup('all', 'all', `preparationParts.${part}`)?.estimate ?? 0;
  const parts = PREPARATION_PARTS.map((part) => ({ words: PART_WORDS[part], seconds: seconds(part) }));
  const booked = parts.reduce((sum, part) => sum + part.seconds, 0);
  if (booked === 0) return [];
  const mean = lookup('all', 'all', 'preparation.mean');
  // Jobs that hung count in the mean with all of their time, and have no part in what came after their preparation was given up.
  const rest = { words: 'of jobs whose script never began', seconds: (mean?.estimate ?? 0) - booked };
  const whole = rest.seconds > 0 ? cell(mean).text : secondsText(booked);
  return [`Preparation, ${whole} on average: ${partsInWords([...parts, rest])}.`];
}

function overtaken(lookup: Lookup): string[] {
  const mean = lookup('all', 'all', 'overtaken.mean')?.estimate ?? 0;
  const max = lookup('all', 'all', 'overtaken.max')?.estimate ?? 0;
  return max > 0
    ? [`A job was overtaken by ${numberText(mean)} later ones of its class on average, by ${countText(max, 'job')} at most.`]
    : [];
}
