/** The head of the one screen. */
import { describe, expect, test } from 'vitest';
import { alarmLines, basisLines, countLines, verdictLines } from '../../../../../src/report/run/screen/head.js';
import type { JudgedThreshold, StudyResult } from '../../../../../src/study/study-result.js';
import { lookupOf } from '../../../../support/figures.js';
import { texts } from '../../../../support/screen-lines.js';

describe('the head', () => {
  const verdict = (verdicts: readonly JudgedThreshold['verdict'][], over: object = {}): string => {
    const study = {
      verdict: 'pass',
      scenario: { name: 'x' },
      thresholds: verdicts.map((own) => ({ verdict: own })),
      unmatchedFails: false,
      ...over,
    };
    return texts(verdictLines(study as unknown as StudyResult, 80)).join('\n');
  };

  test('the verdict counts what it is about', () => {
    expect(verdict(['pass'])).toBe('✓ x: its threshold is met');
    expect(verdict(['pass', 'pass'])).toBe('✓ x: both thresholds met');
    expect(verdict(['pass', 'pass', 'pass'])).toBe('✓ x: all 3 thresholds met');
    expect(verdict(['pass', 'fail'], { verdict: 'fail' })).toBe('✗ x: 1 of 2 thresholds missed');
    expect(verdict(['inconclusive', 'fail'], { verdict: 'fail', unmatchedFails: true })).toBe(
      '✗ x: 1 of 2 thresholds missed, 1 undecided, jobs that no runner may take',
    );
    expect(verdict(['inconclusive'], { verdict: 'inconclusive' })).toBe('? x: 1 of 1 threshold undecided');
    expect(verdict([], { verdict: 'fail', unmatchedFails: true })).toBe('✗ x: jobs that no runner may take');
    expect(verdict([], { verdict: null })).toBe('x: no thresholds are set');
  });

  test('what was run: how many, how long, what of it is random', () => {
    const basis = (over: object, jobs: number): string[] =>
      texts(
        basisLines(
          {
            first: { window: { from: 0, to: 7200 } },
            runs: [{ draws: 0 }],
            replications: 1,
            isRandom: true,
            ...over,
          } as unknown as StudyResult,
          lookupOf({ jobs }),
          80,
        ),
      );
    expect(basis({}, 1)).toEqual(['  1 replication of 2 h, 1 job; more would give intervals']);
    expect(basis({ isRandom: false }, 0)).toEqual(['  1 replication of 2 h; replayed, nothing random']);
    expect(basis({ isRandom: false, replications: 2, runs: [{ draws: 3 }, { draws: 3 }] }, 0)).toEqual([
      '  2 replications of 2 h; both came out alike',
    ]);
    expect(basis({ replications: 2, first: { window: { from: 3600, to: 7200 } } }, 5)).toEqual([
      '  2 replications of 1 h (warm-up 1 h), 5 jobs each; (low … high): 95 %',
    ]);
  });

  test('warnings and assumptions are counted', () => {
    const counts = (warnings: readonly string[], defaults: number): string[] =>
      texts(countLines({ first: {}, warnings, defaults: Array.from({ length: defaults }) } as unknown as StudyResult, 80));
    expect(counts([], 0)).toEqual([]);
    expect(counts(['a.yaml:1 warning: odd\n  thing'], 1)).toEqual([
      '  ! 1 warning (--full): a.yaml:1 odd thing',
      '  1 value was assumed   (--show assumptions)',
    ]);
    expect(counts(['a', 'b'], 1200)).toEqual(['  ! 2 warnings (--full): a', '  1,200 values were assumed   (--show assumptions)']);
  });

  test('an alarm takes as many lines as it may', () => {
    const study = {
      runs: [{ outcome: 'max_events', window: { from: 0, to: 60 }, jobs: 1, atEnd: { unmatched: 0 } }],
    } as unknown as StudyResult;
    expect(texts(alarmLines(study, 80, 1))).toEqual(['  ! Stopped at 1m by the limit on events: the fleet cannot keep up with the …']);
    expect(alarmLines(study, 80, 3)).toHaveLength(2);
  });
});
