/** Headroom on a terminal: what breaks first, and the months of the forecast, of one part and of several. */
import { describe, expect, test } from 'vitest';
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

describe('a threshold that no load keeps', () => {
  const never = { factor: null, sure: null, missed: null, when: undefined, months: undefined };
  const least = (over: Parameters<typeof playedLoad>[2]) => [playedLoad(0.01, 2, { holds: false, ...over }), playedLoad(1, 9)];
  const textOf = (over: Parameters<typeof headroomRow>[0]): string =>
    headroomText(headroomResult([headroomRow({ ...never, ...over })])).replace(/\s+/gu, ' ');

  test('is named, also where no interval says for certain that it is missed', () => {
    const text = textOf({ breaks: ['cost sum < 1 USD'], tried: least({ verdict: 'inconclusive' }) });
    expect(text).toContain('pool: cost sum < 1 USD is missed at every load, down to x 0.01;');
    expect(text).toContain('✓ all none cost sum < 1 USD, at every load at 34 % a month');
    expect(textOf({ breaks: ['a', 'b', 'c'], tried: least({}) })).toContain('a and 2 more, at every load');
  });

  test('is a limit where one ends the run', () => {
    const text = textOf({ breaks: ['the limit on events'], tried: least({ outcome: 'max_events' }) });
    expect(text).toContain('the limit on events is hit at every load, down to x 0.01;');
  });

  test('has no name in a result that was kept without it', () => {
    expect(textOf({ breaks: [], tried: least({}) })).toContain('a threshold is missed at every load');
  });
});

test.each([
  [64, 26],
  [80, 26],
  [80, 90],
  [100, 50],
])('rows stay a table on %i columns, whatever the length of a name (%i)', (width, length) => {
  const name = 'group-of-managers-'.repeat(9).slice(0, length);
  const uncertain = { factor: 0.987, sure: 0.901, missed: 0.999, breaks: ['queue_time share_below(10s) > 95%'] };
  const rows = [headroomRow(uncertain), headroomRow({ ...uncertain, of: 'group', name })];
  const lines = headroomText(headroomResult(rows), { width }).split('\n');
  for (const line of lines.slice(0, -3)) expect(line.length).toBeLessThanOrEqual(width);
  const begin = lines.find((line) => line.includes('may grow to'))!.indexOf('may grow to');
  const held = lines.filter((line) => line.includes('x 0.987 ('));
  expect(held.map((line) => line.indexOf('x 0.987'))).toEqual([begin, begin]);
  expect(held.map((line) => line.includes('queue_time'))).toEqual([true, true]);
});

test('says of replications that came out alike that these are, and not the loads', () => {
  const text = headroomText({ ...headroomResult([headroomRow()]), isRandom: false, replications: 2 });
  expect(text.replace(/\s+/gu, ' ')).toContain('; no replication of a load differs from the other ');
});
