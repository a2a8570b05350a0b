/** The table that holds a scenario with outages against the same runs without them. */
import type { Paired } from '../../../study/figures/paired.js';
import type { StudyResult } from '../../../study/study-result.js';
import { countWords, dollarsText, secondsText, shareText } from '../../frame/numbers.js';
import { notesOf, type Row, type Table } from '../../frame/table.js';

type PairedLine = Paired['figures'][number];

/** Returns the table; without rows where nothing was compared. */
export function pairedTable({ paired, first }: StudyResult): Table {
  const isOne = first.story?.length === 1;
  const outages = isOne ? 'the outage' : 'the outages';
  return {
    section: 'happened',
    isFolded: false,
    title: `Against the same run without ${outages}`,
    head: 'figure',
    columns: ['with', 'without', 'extra'],
    rows: paired === undefined ? [] : paired.figures.map((figure) => pairedRow(figure, paired.slo)),
    notes: notesOf('meaning', [
      `Both runs have the same jobs and the same draws, as long as ${outages} ${isOne ? 'does' : 'do'} not reach them.`,
    ]),
  };
}

function pairedRow({ figure, unit, with: own, without, extra, halfWidth }: PairedLine, slo: Paired['slo']): Row {
  const names: Readonly<Record<PairedLine['figure'], string>> = {
    cost: 'cost',
    lateJobs: `jobs not handed out within ${secondsText(slo.seconds)}`,
    heldJobs: 'jobs held up in their preparation',
    queueTimeMean: 'queue time, mean',
    lostJobs: 'jobs lost to the runner system',
    minutesMissed: `minutes with less than ${shareText(slo.share)} in time`,
  };
  const text = unit === 's' ? secondsText : unit === 'USD' ? dollarsText : countWords;
  return {
    name: names[figure],
    cells: [text(own), text(without), `${extra > 0 ? '+' : ''}${text(extra)}`],
    spread: ['', '', halfWidth === null ? '' : `± ${text(halfWidth)}`],
  };
}
