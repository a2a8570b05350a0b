/** The page about a history: what it says, and what it keeps out. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { describeHistory } from '../../../../src/history/describe/describe.js';
import type { History } from '../../../../src/history/describe/history-jobs.js';
import { descriptionHtml } from '../../../../src/report/describe/html.js';
import { offsetsOf } from '../../../../src/scenario/periods/zone.js';
import { ROOT } from '../../../support/files.js';
import { historyIn, historyOf, job } from '../../../support/history.js';

const page = (history: History, name = 'history.csv'): Promise<string> =>
  descriptionHtml(describeHistory(history, { timezone: 'UTC', offsetsOf: offsetsOf('UTC') }), {
    name,
    runcast: '0.0.0',
    sha256: (text) => createHash('sha256').update(text).digest('base64'),
  });

/** Five jobs of an hour at once on five places, five more that wait for them; r2 away in between. */
const limited = historyOf(
  Array.from({ length: 10 }, (_, i) =>
    job(i === 9 ? 59 : 0, i < 5 ? 0 : 60, i < 5 ? 60 : 120, {
      tags: ' macos ',
      runner: `r${i % 2}`,
      status: i === 9 ? 'failed' : 'success',
    }),
  ),
  3,
);

test('has a section for whatever the history shows, each with its heading in the contents', async () => {
  const html = await page(limited);
  const linked = [...html.matchAll(/<a href="#([\w-]+)">/gu)].map(([, id]) => id);
  expect(linked).toEqual(['load', 'at-once-section', 'waits', 'ends', 'fleet', 'capacity']);
  for (const id of linked) expect(html).toContain(`<h2 id="${id}">`);
  for (const text of [
    'Limits on jobs at once',
    'macos',
    'Jobs an hour by hour of the week',
    'Jobs at once',
    'Runners and pools',
    '>failed<',
    'The most are 9 jobs in 1 min: 540 jobs an hour.',
  ]) {
    expect(html).toContain(text);
  }
});

test('needs nothing from outside and gives the same bytes again', async () => {
  const text = readFileSync(path.join(ROOT, 'scenarios/sample-history.csv'), 'utf8');
  const html = await page(historyIn(text));
  expect(html).not.toMatch(/<script|\bsrc=|href="(?!#|data:,)/u);
  expect(html).toContain("default-src 'none'");
  expect(await page(historyIn(text))).toBe(html);
});

test('what strangers named is text', async () => {
  const evil = '<script>alert(1)</script>\u202e"';
  const html = await page(
    historyOf(
      [
        job(0, 5, 20, { tags: ` ${evil} `, runner: evil, name: evil, status: evil }),
        job(1, 5, 20, { tags: ' b ', runner: 'b', name: 'b' }),
      ],
      2,
    ),
    evil,
  );
  expect(html).not.toContain('<script');
  expect(html).not.toContain('\u202e');
  expect(html).toContain('&lt;script&gt;');
});

test('a history without runners, or of which nobody says when it ran, has a page', async () => {
  expect(await page(historyOf([job(0, undefined, 10)], 1))).toContain('The history names no runner.');
  const untimed = { ...job(0, undefined, undefined), ran: 60_000_000 };
  expect(await page({ ...historyOf([untimed], 0), isClock: false })).toContain('</html>');
});
