/** The page of a sweep: whole by itself, every point in it, and no text taken for markup. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sweepHtml } from '../../../../src/report/sweep/html.js';
import { sweepPoint, sweepResult } from '../../../support/sweep-results.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

describe('the page', () => {
  const points = ['5', '10', '15'].flatMap((a, i) =>
    ['1', '3'].map((b, j) => sweepPoint({ a, b }, { wait: 60 / (i + 1) + j, cost: 1000 + 100 * i, verdict: i === 0 ? 'fail' : 'pass' })),
  );
  const result = sweepResult(points, { best: 2, base: sweepPoint({}, { isBase: true, wait: 33 }) });

  test('has the frontier, a map of the wait and one of the cost, and a row a point', async () => {
    const page = await sweepHtml(result, { sha256 });
    for (const words of ['Cost against queue time p95', 'Queue time p95 by a and b', 'Cost a month by a and b', 'as it is', 'a 15, b 3']) {
      expect(page).toContain(words);
    }
    expect(page.match(/<tr>\s*<th scope="row">/gu)).toHaveLength(7);
    // A mark a point and one for the base, each told to a pointer.
    const [scatter = ''] = /<svg role="img" class="chart"[^]*?<\/section>/u.exec(page) ?? [];
    expect(scatter.match(/<title>/gu)!.length).toBe(7);
    expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/u);
  });

  test('of one setting has no map, and without cost no frontier', async () => {
    const one = ['1', '2'].map((a) => {
      const point = sweepPoint({ a });
      return { ...point, frontier: null, figures: point.figures.filter(({ figure }) => figure !== 'cost.perMonth') };
    });
    const page = await sweepHtml(sweepResult(one), { sha256 });
    expect(page).not.toContain('Cost against');
    expect(page).not.toContain('map-');
  });

  test('is the same bytes each time, and takes no text for markup', async () => {
    const odd = sweepResult([sweepPoint({ a: '<script>alert(1)</script>' }), sweepPoint({ a: '"&' })], { best: 0 });
    const page = await sweepHtml(odd, { sha256 });
    expect(page).not.toContain('<script');
    expect(await sweepHtml(odd, { sha256 })).toBe(page);
  });
});
