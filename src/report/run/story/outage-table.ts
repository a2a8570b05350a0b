/** The table of the outages that all replications have, with means and half-widths. */
import { countWords, secondsText } from '../../frame/numbers.js';
import { notesOf, type Table } from '../../frame/table.js';
import { lineLabels } from './line-labels.js';
import { outageName } from './outage-name.js';
import { find, isPaired, lostOf } from './told.js';
import { estimateMean } from '../../../stats/confidence.js';
import type { StudyResult } from '../../../study/study-result.js';

const OUTAGE_COLUMNS = ['as before after', 'peak', 'late', 'lost', 'min. missed'] as const;

/** The outages that all replications have, with means and half-widths; without rows for one replication, of which the stories tell. */
export function outageTable({ runs }: StudyResult): Table {
  const [first] = runs;
  const shared =
    runs.length === 1 ? [] : (first!.story ?? []).filter((one) => runs.every(({ story = [] }) => find(story, one) !== undefined));
  const [some] = shared;
  const labels = some === undefined ? '' : lineLabels(some.slo);
  return {
    section: 'happened',
    isFolded: false,
    title: 'Outages',
    head: 'outage',
    columns: OUTAGE_COLUMNS,
    rows: shared.map((one) => {
      const own = runs.map(({ story = [] }) => find(story, one)!);
      const columns = [
        estimated(
          own.flatMap(({ start, recovered }) => (recovered === null ? [] : [recovered - start])),
          secondsText,
          own.length,
        ),
        estimated(
          own.map(({ backlogPeak }) => backlogPeak),
          countWords,
          own.length,
        ),
        estimated(
          own.map(({ jobsDelayed }) => jobsDelayed),
          countWords,
          own.length,
        ),
        estimated(own.map(lostOf(own)), countWords, own.length),
        estimated(
          own.map(({ minutesMissed }) => minutesMissed),
          countWords,
          own.length,
        ),
      ];
      return { name: outageName(one.outage), cells: columns.map(([text]) => text), spread: columns.map(([, spread]) => spread) };
    }),
    notes: notesOf('meaning', [
      ...(labels === '' ? [] : [`Late and min. missed are of jobs with ${labels}, lost is of all.`]),
      `As before: pools stand, what failed over is back, and no more jobs wait than in the hour before. Late and lost: jobs, from the start to then; lost ${
        shared.every((one) => isPaired(runs.map(({ story = [] }) => find(story, one)!)))
          ? 'more than without the outage'
          : 'for whatever reason'
      }.`,
    ]),
  };
}

/** The mean and its half-width; of those that are known, if not all are. */
function estimated(values: readonly number[], text: (x: number) => string, of: number): readonly [string, string] {
  if (values.length === 0) return ['not yet', ''];
  const { mean, halfWidth } = estimateMean(values);
  const bound = values.length < of ? '>= ' : '';
  return [`${bound}${text(mean)}`, halfWidth === undefined ? '' : `± ${text(halfWidth)}`];
}
