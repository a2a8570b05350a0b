/** Runners that were away, as the end of a fitted scenario. */
import { expect, test } from 'vitest';
import { absenceLines } from '../../../../src/history/forecast/absence-lines.js';

const away = { runner: 'r5\u202e\nevents: x', passed: 57, event: '{ at: 1h, for: 2h, outage: { manager: r5-1 } }' };
const LINE = '  - { at: 1h, for: 2h, outage: { manager: r5-1 } } # r5??events: x: 57 jobs that it takes waited meanwhile';

test('are events, or comments that become the same events without their signs', () => {
  const played = absenceLines([away, away], true);
  expect(played.slice(2)).toEqual(['events:', LINE, LINE]);
  const told = absenceLines([away, away], false);
  expect(told.every((line) => line === '' || line.startsWith('# '))).toBe(true);
  expect(told.slice(3).map((line) => line.slice(2))).toEqual(['events:', LINE, LINE]);
});

test('are no lines where no process is the like of any', () => {
  expect(absenceLines([], true)).toEqual([]);
  expect(absenceLines([{ ...away, event: null }], false)).toEqual([]);
});
