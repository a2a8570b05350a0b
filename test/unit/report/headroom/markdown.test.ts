/** Headroom for a merge request: the months of every part, and what is missed in which. */
import { expect, test } from 'vitest';
import { headroomMarkdown } from '../../../../src/report/headroom/markdown.js';
import { headroomResult, headroomRow } from '../../../support/headroom-results.js';

test('months of one part are a table without a title', () => {
  const text = headroomMarkdown(headroomResult([headroomRow()]));
  expect(text).toContain('queue time p95');
  expect(text).not.toMatch(/^all/mu);
  expect(text.split('\n').filter((line) => line.startsWith('| in 2 months') && line.includes('queue\\_time p95 \\< 10s'))).toHaveLength(1);
});

test('every part has its months, named, with and without something gone', () => {
  const rows = [headroomRow(), headroomRow({ of: 'group', name: '<b>srm' }), headroomRow({ failure: 'zone=a' })];
  const lines = headroomMarkdown(headroomResult(rows)).split('\n');
  const titles = lines.filter((line, i) => lines[i + 2]?.startsWith('| month'));
  expect(titles).toEqual(['all:', 'group \\<b\\>srm:', 'all, with zone=a gone all the time:']);
});

test('a month whose estimates miss is undecided where that is not certain', () => {
  const row = headroomRow();
  const months = row.months!.map((month, i) =>
    i === 1 ? { ...month, load: { ...month.load, verdict: 'inconclusive' as const }, breaks: ['q < 1'] } : month,
  );
  const lines = headroomMarkdown(headroomResult([{ ...row, months }])).split('\n');
  const cells = lines.filter((line) => /^\| (?:today|in \d)/u.test(line)).map((line) => line.split(' | ').at(-1)!.replace(/ *\|$/u, ''));
  expect(cells.slice(0, 2)).toEqual(['✓ pass', String.raw`? undecided: q \< 1`]);
  expect(cells.at(-1)).toMatch(/^✗ FAIL: /u);
});
