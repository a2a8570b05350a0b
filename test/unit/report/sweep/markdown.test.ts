/** A sweep as Markdown: a row a point, and names that are never markup. */
import { describe, expect, test } from 'vitest';
import { sweepMarkdown } from '../../../../src/report/sweep/markdown.js';
import { sweepPoint, sweepResult } from '../../../support/sweep-results.js';

describe('the table', () => {
  test('has a row a point, with intervals and verdicts', () => {
    const points = [sweepPoint({ IdleCount: '5' }), sweepPoint({ IdleCount: '6' }, { verdict: 'fail', frontier: 'off' })];
    const text = sweepMarkdown(sweepResult(points, { best: 0, base: sweepPoint({}, { isBase: true }) }));
    expect(text).toMatch(/^# Settings of A pool\n\n\*\*1 of 2 settings meets all thresholds; IdleCount=5, 1,000 USD a month\.\*\*/u);
    expect(text).toMatch(/\| +5 \| +20 s \(18 … 22\) \| .* \| +1,000 USD \(900 … 1,100\) \| +\\\* +\| ✓ pass +\|/u);
    expect(text).toMatch(/\| +6 \| .*\| ✗ FAIL +\|/u);
    expect(text).toContain('as it is');
    expect(text).toMatch(/```sh\nruncast sweep s\.yaml --seed 1 # 0\.1\.0 sha256:b{12}\n```\n$/u);
  });

  test('takes no name for markup', () => {
    const text = sweepMarkdown(sweepResult([sweepPoint({ 'a|b': '<img src=x>' })], { best: 0 }));
    expect(text).not.toMatch(/(?<!\\)<img/u);
    expect(text).toContain(String.raw`a\|b`);
  });
});
