/** Which days of a history a run was made of, in a sentence. */
import type { StudyResult } from '../../study/study-result.js';
import { cleanText, countText } from '../frame/numbers.js';

/** Returns what the first replication had, at most so many days of each workload; empty where no workload has days of a history. */
export function drawnDaysWords({ first: { drawnDays = [] }, replications }: StudyResult, most: number): string {
  if (drawnDays.length === 0) return '';
  const each = drawnDays.map(({ workload, days }) => {
    const left = days.length - most;
    return `${cleanText(workload)} ${days.slice(0, most).map(cleanText).join(', ')}${left > 0 ? ` and ${countText(left, 'more day')}` : ''}`;
  });
  const which = replications === 1 ? 'days of the history' : 'days of the history in the first replication';
  return `${which}: ${each.join('; ')}`;
}
