/** Rows of `outage.csv`: one a start of the sweep, then one a start of the week that could not be played, then one a drawn outage. */
import type { OutageResult } from '../../study/outage/outage-result.js';
import { blankStarts, startWords } from './heat-map.js';

export const OUTAGE_COLUMNS =
  'kind,year,start,begins,duration_seconds,late_jobs,late_jobs_half_width,held_jobs,wait_hours,lost_jobs,slo_minutes,recover_minutes,is_cut';

const NO_FIGURES = OUTAGE_COLUMNS.split(',')
  .slice(5)
  .map(() => null);

/** Returns the file: a cell is empty where there is no such figure (`recover_minutes`: the fleet was not seen to be as before by the end of the run). */
export function outageCsv({ maps, availability, held, everySeconds }: OutageResult): string {
  const rows = [OUTAGE_COLUMNS];
  const line = (cells: readonly (string | number | null | boolean)[]): void => void rows.push(cells.map((cell) => cell ?? '').join(','));
  for (const { durationSeconds, cells } of maps) {
    for (const cell of cells) {
      const { late, held, waitHours, lost, sloMinutes, recoverMinutes, isCut } = cell;
      const figures = [late.mean, late.halfWidth, held.mean, waitHours.mean, lost.mean, sloMinutes.mean, recoverMinutes];
      line(['sweep', '', cell.startSeconds, startWords(cell), durationSeconds, ...figures, isCut]);
    }
  }
  if (held !== null) {
    const kind = held.because === 'history' ? 'no_history' : 'not_played';
    for (const map of maps) {
      for (const start of blankStarts(map, everySeconds)) line([kind, null, null, startWords(start), map.durationSeconds, ...NO_FIGURES]);
    }
  }
  for (const outage of availability?.outages ?? []) {
    const { late, held, waitHours, lost, sloMinutes, recoverMinutes, isCut, durationSeconds } = outage;
    line([
      'drawn',
      outage.year,
      outage.startSeconds,
      startWords(outage),
      durationSeconds,
      late,
      null,
      held,
      waitHours,
      lost,
      sloMinutes,
      recoverMinutes,
      isCut,
    ]);
  }
  return `${rows.join('\n')}\n`;
}
