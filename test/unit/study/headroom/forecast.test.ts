/** Growth as text, months of compound growth, and months of the calendar. */
import { expect, test } from 'vitest';
import { factorAfter, monthAfter, monthsUntil, parseGrowth } from '../../../../src/study/headroom/forecast.js';

test.each([
  ['3%/month', { share: 0.03, per: 'month' }],
  [' 40 % / year ', { share: 0.4, per: 'year' }],
  ['3%', undefined],
  ['0%/month', undefined],
  ['3/month', undefined],
  ['3%/week', undefined],
  ['3%/month/2', undefined],
])('%s', (text, growth) => {
  expect(parseGrowth(text)).toEqual(growth);
});

test('a load that grows by 3 % a month has grown by 34.4 % after ten months, step by step', () => {
  let load = 1;
  for (let month = 0; month < 10; month++) load *= 1.03;
  expect(monthsUntil(load, { share: 0.03, per: 'month' })).toBeCloseTo(10, 9);
  expect(factorAfter(10, { share: 0.03, per: 'month' })).toBeCloseTo(load, 9);
  expect(monthsUntil(1.4, { share: 0.4, per: 'year' })).toBeCloseTo(12, 9);
  expect(factorAfter(6, { share: 0.44, per: 'year' })).toBeCloseTo(1.2, 9);
  expect(monthsUntil(1, { share: 0.03, per: 'month' })).toBe(0);
});

test.each([
  ['2026-11-26T00:00:00Z', 0, '2026-11'],
  ['2026-11-26T00:00:00Z', 0.5, '2026-12'],
  ['2026-11-02T00:00:00Z', 4.1, '2027-03'],
  ['2024-01-31T00:00:00Z', 12, '2025-01'],
  // By months of average length the first two of a year would both be in January, and there would be none in February.
  ['2026-01-01T00:00:00Z', 1, '2026-02'],
  ['2026-01-31T00:00:00Z', 1, '2026-02'],
  ['2026-01-31T00:00:00Z', 1.5, '2026-03'],
  ['2026-01-31T00:00:00Z', 2, '2026-03'],
  ['2026-03-02T00:00:00Z', 8, '2026-11'],
  ['2026-12-30T18:00:00Z', 0.05, '2027-01'],
])('%s and %f months lie in %s', (start, months, month) => {
  expect(monthAfter({ start }, months)).toBe(month);
});

test('each month of ten years has its name, from whichever day the first is counted', () => {
  for (const day of ['01', '02', '15', '28', '30', '31']) {
    const found = Array.from({ length: 120 }, (_, months) => monthAfter({ start: `2026-01-${day}T12:00:00Z` }, months));
    const named = found.map((_, i) => `${2026 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`);
    expect(found).toEqual(named);
  }
});

test('months begin by the clock of the run', () => {
  const clock = { name: 'Europe/Berlin', offsets: [{ from: 0, offset: 3600 }] };
  expect(monthAfter({ start: '2025-12-31T23:00:00Z', clock }, 0)).toBe('2026-01');
  expect(monthAfter({ start: '2025-12-31T23:00:00Z', clock }, 1)).toBe('2026-02');
  expect(monthAfter({ start: '2025-12-31T23:00:00Z' }, 0)).toBe('2025-12');
});
