/** The table that holds a scenario with outages against the same runs without them. */
import type { StudyResult } from '../../../study/study-result.js';
import { dollarsText, numberText, secondsText, shareText, wholeText } from '../../frame/numbers.js';
import type { Row, Table } from '../../frame/table.js';

type PairedLine = NonNullable<StudyResult['paired']>['figures'][number];

export const PAIRED_TITLE = 'Against the same run without the outage';

/** Returns the table; without rows where nothing was compared. */
export function pairedTable({ paired }: StudyResult): Table {
  const title = PAIRED_TITLE;
  if (paired === undefined) return { title, columns: [], rows: [], notes: [] };
  const names: Readonly<Record<PairedLine['figure'], string>> = {
    cost: 'cost',
    lateJobs: `jobs not handed out within ${secondsText(paired.slo.seconds)}`,
    heldJobs: 'jobs held up in their preparation',
    queueTimeMean: 'queue time, mean',
    lostJobs: 'jobs lost to the runner system',
    minutesMissed: `minutes with less than ${shareText(paired.slo.share)} in time`,
  };
  const rows = paired.figures.map(({ figure, unit, with: own, without, extra, halfWidth }): Row => {
    const text = unit === 's' ? secondsText : unit === 'USD' ? dollarsText : countText;
    const plus = extra > 0 ? '+' : '';
    return {
      name: names[figure],
      cells: [text(own), text(without), `${plus}${text(extra)}`],
      spread: ['', '', halfWidth === null ? '' : `± ${text(halfWidth)}`],
    };
  });
  return {
    title,
    columns: ['with', 'without', 'extra'],
    rows,
    notes: ['Both runs have the same jobs and the same draws, as long as the outage does not reach them.'],
  };
}

function countText(x: number): string {
  return Number.isInteger(x) || Math.abs(x) >= 100 ? wholeText(x) : numberText(x);
}
