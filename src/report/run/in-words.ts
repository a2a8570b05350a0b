/** The answer in one or two sentences, for those who read no table. */
import { shareText } from '../frame/numbers.js';
import { cell } from '../frame/table.js';
import type { FigureKey } from '../../study/figure-key.js';
import type { Lookup } from '../../study/figure-lookup.js';

/** Returns how long jobs waited and what the fleet costs, each with its half-width; empty where no job was there. */
export function inWords(lookup: Lookup): string {
  const text = (figure: FigureKey): string => {
    const { text: value, spread } = cell(lookup('all', 'all', figure));
    return spread === '' ? value : `${value} ${spread}`;
  };
  const estimate = (figure: FigureKey): number => lookup('all', 'all', figure)?.estimate ?? 0;
  if (estimate('jobs') === 0) return '';
  const waits = `Of ${cell(lookup('all', 'all', 'jobs')).text} jobs 95% were handed out within ${text('queueTime.p95')}, half within ${text('queueTime.p50')}.`;
  if (estimate('cost.total') === 0) return waits;
  const idle = estimate('cost.idle') / estimate('cost.total');
  const share = idle > 0 ? `, of which idle machines are ${shareText(idle)}` : '';
  return `${waits} The fleet costs ${text('cost.perMonth')} a month${share}.`;
}
