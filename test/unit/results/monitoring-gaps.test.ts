/** What nobody saw, from the notes of a run. */
import { expect, test } from 'vitest';
import { MonitoringGaps } from '../../../src/results/monitoring-gaps.js';
import { HOUR, MINUTE } from '../../../src/units/time.js';

const outages = [
  { outage: 'a', helper: 'prometheus', kind: 'prometheus' },
  { outage: 'b', helper: 'prometheus', kind: 'prometheus' },
  { outage: 'c', helper: 'consul', kind: 'consul' },
];

test('overlapping outages count once, within the measurement period only, and one under way counts until its end', () => {
  const gaps = new MonitoringGaps(outages, HOUR);
  const note = (at: number, kind: 'outage_begins' | 'outage_ends' | 'noticed', subject: string): void =>
    gaps.note({ at: at * MINUTE, kind, subject });
  note(50, 'outage_begins', 'a');
  note(65, 'outage_begins', 'b');
  note(70, 'outage_ends', 'a');
  note(72, 'noticed', 'a');
  note(80, 'outage_ends', 'b');
  note(85, 'outage_begins', 'other');
  note(100, 'outage_begins', 'c');
  expect(gaps.finish(2 * HOUR)).toEqual([
    { helper: 'prometheus', kind: 'prometheus', seconds: 20 * 60 },
    { helper: 'consul', kind: 'consul', seconds: 20 * 60 },
  ]);
});

test('without such an outage there is nothing to tell', () => {
  const gaps = new MonitoringGaps(outages, HOUR);
  gaps.note({ at: MINUTE, kind: 'outage_begins', subject: 'a' });
  gaps.note({ at: 2 * MINUTE, kind: 'outage_ends', subject: 'a' });
  expect(gaps.finish(2 * HOUR)).toEqual([]);
});
