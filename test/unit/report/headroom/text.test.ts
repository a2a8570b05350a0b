/** Headroom on a terminal: the months of the forecast, of one part and of several. */
import { expect, test } from 'vitest';
import { headroomText } from '../../../../src/report/headroom/text.js';
import { headroomResult, headroomRow, playedLoad } from '../../../support/headroom-results.js';

const HEAD = '    month        load    queue time p95';

/** The lines from the first table of months on. */
function monthsOf(text: string): string[] {
  const lines = text.split('\n');
  const begin = lines.findIndex((line) => line.startsWith(HEAD));
  return lines.slice(Math.max(0, begin - 1), lines.findIndex((line) => line.includes('# more:')) - 1);
}

test('months of one part stand alone: load, queue time, cost and whether it holds', () => {
  expect(monthsOf(headroomText(headroomResult([headroomRow()])))).toEqual([
    '',
    '    month        load    queue time p95   cost a month',
    '  ✓ today        x 1.00  2 s (1.8 … 2.2)  1,000 USD (990 … 1,010)',
    '  ✓ in 1 month   x 1.34  9 s (8.1 … 9.9)  1,340 USD (1,330 … 1,350)',
    '  ✗ in 2 months  x 1.80  15 s (14 … 17)   1,800 USD (1,780 … 1,820)',
  ]);
});

test('of several parts, the first has its months as it is and with the first failure', () => {
  const gone = { failure: 'zone=a', months: [{ when: { months: 0 }, load: playedLoad(1, 7), breaks: [] }] };
  const rows = [
    headroomRow(),
    headroomRow({ of: 'group', name: 'srm' }),
    headroomRow(gone),
    headroomRow({ ...gone, of: 'group', name: 'srm' }),
  ];
  const text = headroomText(headroomResult(rows));
  const titles = text.split('\n').filter((line) => line.endsWith(':'));
  expect(titles).toEqual(['  all:', '  all, with zone=a gone all the time:']);
  expect(text.split('\n').filter((line) => line.includes('x 1.00  7 s (6.3'))).toHaveLength(1);
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

test('without a rate there are no months', () => {
  const { growth: _, ...result } = headroomResult([headroomRow({ months: undefined, when: undefined })]);
  expect(headroomText(result)).not.toContain('queue time p95');
});
