/** The answer in one or two sentences, for those who read no table. */
import { shareText, things } from '../frame/numbers.js';
import { cell, figureText } from '../frame/table.js';
import { outagesBesideCost } from './outages-in-cost.js';
import type { FigureKey } from '../../study/figures/figure-key.js';
import type { StudyResult } from '../../study/study-result.js';
import type { Lookup } from '../../study/figures/figure-lookup.js';

/** Returns how long jobs waited and what the fleet costs, each with its interval; empty where no job was there. */
export function inWords(study: Pick<StudyResult, 'monthlyOutages' | 'paired' | 'first'>, lookup: Lookup): string {
  const text = (figure: FigureKey): string => figureText(lookup('all', 'all', figure));
  const estimate = (figure: FigureKey): number => lookup('all', 'all', figure)?.estimate ?? 0;
  if (estimate('jobs') === 0) return '';
  const waits = `Of ${things(cell(lookup('all', 'all', 'jobs')).text, 'job')} 95% were handed out within ${text('queueTime.p95')}, half within ${text('queueTime.p50')}.`;
  if (estimate('cost.total') === 0) return waits;
  const idle = estimate('cost.idle') / estimate('cost.total');
  const outages = outagesBesideCost(study);
  const share = idle > 0 ? `, of which idle machines are ${shareText(idle)}` : '';
  return `${waits} The fleet costs ${text('cost.perMonth')} a month${outages === '' ? '' : `, ${outages}`}${share}.`;
}
