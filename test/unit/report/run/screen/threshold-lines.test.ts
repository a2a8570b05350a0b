/** Thresholds, on the one screen. */
import { describe, expect, test } from 'vitest';
import { thresholdLines } from '../../../../../src/report/run/screen/threshold-lines.js';
import type { JudgedThreshold, StudyResult } from '../../../../../src/study/study-result.js';
import { texts } from '../../../../support/screen-lines.js';

describe('thresholds', () => {
  const threshold = (over: Partial<JudgedThreshold>): JudgedThreshold => ({
    subject: 'cost',
    condition: 'a < 1',
    metric: 'cost',
    labels: {},
    stat: { kind: 'avg' },
    operator: '<',
    verdict: 'pass',
    unit: 'number',
    limit: 1,
    estimate: 1,
    low: null,
    high: null,
    halfWidth: null,
    spread: null,
    ...over,
  });
  const lines = (thresholds: readonly JudgedThreshold[], width = 80, most = 9): string[] =>
    texts(thresholdLines({ thresholds } as unknown as StudyResult, width, most));

  test('missed ones first, then the undecided, names as wide as the longest', () => {
    expect(
      lines([
        threshold({}),
        threshold({ verdict: 'inconclusive', condition: 'bb < 1', estimate: null }),
        threshold({ verdict: 'fail', estimate: 2 }),
      ]),
    ).toEqual(['  ✗ cost a < 1   2', '  ? cost bb < 1  nothing to measure', '  ✓ cost a < 1   1']);
  });

  test('that there was nothing to measure is said once, in the place of the figure', () => {
    const none = { verdict: 'inconclusive', estimate: null } as const;
    expect(lines([threshold({ ...none, reason: 'there was nothing to measure' })])).toEqual(['  ? cost a < 1  nothing to measure']);
    expect(lines([threshold({ ...none, reason: 'there was nothing to measure', note: 'SLO' })])[1]).toBe('      target: SLO');
    // Where some of them had something, not all had nothing.
    expect(lines([threshold({ ...none, reason: 'some replications had nothing to measure' })])).toEqual([
      '  ? cost a < 1  -',
      '      some replications had nothing to measure',
    ]);
  });

  test('a name that leaves no room for the value has it below; an interval only where there is room', () => {
    // Four in front, a name of eleven, two blanks, a value of one: 18.
    const one = threshold({ condition: 'aa < 1', low: 0.5, high: 1.5 });
    expect(lines([one], 18)).toEqual(['  ✓ cost aa < 1  1']);
    expect(lines([one], 17)).toEqual(['  ✓ cost aa < 1', '      1']);
    expect(lines([one], 29)).toEqual(['  ✓ cost aa < 1  1']);
    expect(lines([one], 80)).toEqual(['  ✓ cost aa < 1  1 (0.5 … 1.5)']);
    expect(lines([one], 30)).toEqual(['  ✓ cost aa < 1  1 (0.5 … 1.5)']);
  });

  test('reason and target stand below, those that find no room are counted', () => {
    expect(lines([threshold({ reason: 'why', note: 'SLO' })])).toEqual(['  ✓ cost a < 1  1', '      why; target: SLO']);
    expect(lines([threshold({ note: 'SLO' })])[1]).toBe('      target: SLO');
    const three = [threshold({}), threshold({}), threshold({ verdict: 'fail' })];
    expect(lines(three, 80, 2)).toEqual(['  ✗ cost a < 1  1', '    and 2 more, all met   (--full)']);
    expect(lines([threshold({ verdict: 'fail' }), ...three], 80, 2)[1]).toBe('    and 3 more   (--full)');
    expect(lines(three, 80, 3)).toHaveLength(3);
  });
});
