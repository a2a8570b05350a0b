/** A comparison on a terminal, whole, as a reader has it. */
import { describe, expect, test } from 'vitest';
import { comparisonText } from '../../../../src/report/compare/text.js';
import { compareResultSchema, type CompareResult, type Difference } from '../../../../src/study/compare/compare-result.js';

const difference = (
  figure: string,
  unit: Difference['unit'],
  values: Partial<Difference> & Pick<Difference, 'base' | 'new'>,
): Difference => ({
  scope: 'all',
  name: 'all',
  figure,
  unit,
  difference: values.new - values.base,
  low: null,
  high: null,
  verdict: null,
  gain: null,
  ...values,
});

const threshold = (verdict: 'pass' | 'fail', estimate: number): CompareResult['base']['thresholds'][number] => ({
  subject: 'queue_time',
  condition: 'p(95) < 10s',
  metric: 'queue_time',
  labels: {},
  stat: { kind: 'quantile', level: 0.95 },
  operator: '<',
  verdict,
  unit: 'duration',
  limit: 10,
  estimate,
  low: null,
  high: null,
  halfWidth: null,
  spread: null,
});

const side = (label: string, verdict: 'pass' | 'fail', estimate: number): CompareResult['base'] => ({
  label,
  scenario: { name: 'Shared runners', file: 'shared-runners.yaml', hash: 'f'.repeat(64) },
  outcome: 'done',
  verdict,
  unmatchedFails: false,
  thresholds: [threshold(verdict, estimate)],
  warnings: [],
});

const DIFFERENCES: readonly Difference[] = [
  difference('jobs', 'count', { base: 20_062, new: 20_062, difference: 0, low: 0, high: 0, verdict: 'same' }),
  difference('queueTime.mean', 's', { base: 6.3, new: 1.4, low: -5.3, high: -4.5, verdict: 'better', gain: 11.2 }),
  difference('queueTime.p95', 's', { base: 32, new: 3.6, low: -31, high: -26, verdict: 'better' }),
  difference('queueTime.shareBelow(10s)', 'share', { base: 0.909, new: 0.991, low: 0.077, high: 0.088, verdict: 'better' }),
  difference('cost.perMonth', 'USD per month', { base: 8380, new: 8620, low: 205, high: 275, verdict: 'worse' }),
  difference('machines.all.average', 'count', { base: 31, new: 36, low: 4.8, high: 5.2, verdict: 'more' }),
  difference('machines.all.peak', 'count', { base: 41, new: 48 }),
  difference('utilisation', 'share', { base: 0.31, new: 0.3101, low: -0.0003, high: 0.0005, verdict: 'same' }),
];

const RESULT: CompareResult = {
  compareVersion: 1,
  runcast: '0.1.0',
  seed: 1,
  replications: 8,
  isRandom: true,
  window: { from: 3600, to: 86_400 },
  confidenceLevel: 0.95,
  base: side('shared-runners.yaml', 'fail', 32),
  variants: [{ ...side('IdleCount=35', 'pass', 3.6), differences: [...DIFFERENCES] }],
  rerun: 'runcast compare shared-runners.yaml --set IdleCount=35 --seed 1',
};

/** The lines, as 80 columns show them. */
function screen(result: CompareResult, width?: number): string[] {
  expect(compareResultSchema.parse(result)).toEqual(result);
  const lines = comparisonText(result, width === undefined ? {} : { width }).split('\n');
  expect(lines.pop()).toBe('');
  return lines;
}

describe('one variant', () => {
  test('is told in this order: the answer, what it rests on, figures, thresholds, the command', () => {
    expect(screen(RESULT)).toEqual([
      '✓ IdleCount=35: jobs wait less, +240 USD a month (+2.86 %)',
      '  against shared-runners.yaml; 8 pairs of 23 h (warm-up 1 h), 20,062 jobs each;',
      '  pairing saves 11 x the runs; (low … high): 95 %',
      '',
      '                   base       new        difference',
      '  queue time mean  6.3 s      1.4 s      -4.9 s      (-5.3 … -4.5)    better',
      '  queue time p95   32 s       3.6 s      -28 s       (-31 … -26)      better',
      '  within 10 s      90.9 %     99.1 %     +8.2 pts    (+7.7 … +8.8)    better',
      '  cost a month     8,380 USD  8,620 USD  +240 USD    (+205 … +275)    dearer',
      '  machines, mean   31         36         +5          (+4.8 … +5.2)',
      '  machines, peak   41         48         +7',
      '  workers busy     31 %       31 %       +0.01 pts   (-0.03 … +0.05)  same',
      '',
      '  ✗ -> ✓ queue_time p(95) < 10s  32 s -> 3.6 s',
      '',
      '  same: less than anybody acts on (1 %, and 0.1 s, 0.1 points or 10 USD a month)',
      '',
      '  runcast compare shared-runners.yaml --set IdleCount=35 --seed 1',
    ]);
  });

  test('says of pairs that came out alike that these are, and not the sides', () => {
    expect(screen({ ...RESULT, isRandom: false }).slice(1, 3)).toEqual([
      '  against shared-runners.yaml; 8 pairs of 23 h (warm-up 1 h), 20,062 jobs each;',
      '  no pair differs from another',
    ]);
  });

  test('says which jobs wait less where it does not hold of all', () => {
    const withVerdicts = (mean: Difference['verdict'], p95: Difference['verdict']): string => {
      const differences = DIFFERENCES.map((own) =>
        own.figure === 'queueTime.mean' ? { ...own, verdict: mean } : own.figure === 'queueTime.p95' ? { ...own, verdict: p95 } : own,
      );
      return /: (.*), \+240 USD/u.exec(screen({ ...RESULT, variants: [{ ...RESULT.variants[0]!, differences }] })[0]!)![1]!;
    };
    expect(withVerdicts('better', 'cannot_tell')).toBe('jobs wait less on average');
    expect(withVerdicts('worse', 'same')).toBe('jobs wait longer on average');
    expect(withVerdicts('cannot_tell', 'worse')).toBe('jobs at p95 wait longer');
    expect(withVerdicts('better', 'worse')).toBe('some jobs wait less, others longer');
    expect(withVerdicts('worse', 'worse')).toBe('jobs wait longer');
    expect(withVerdicts('same', 'same')).toBe('jobs wait as long');
  });

  test('that nobody can tell from the base says so, and what would help', () => {
    const unsure = DIFFERENCES.map((one) => (one.low === null ? one : { ...one, low: -50, high: 50, verdict: 'cannot_tell' as const }));
    const lines = screen({ ...RESULT, variants: [{ ...RESULT.variants[0]!, differences: unsure }] });
    expect(lines[0]).toBe('✓ IdleCount=35: cannot tell whether jobs wait less, cannot tell about the cost');
    expect(lines).toContain('  cannot tell: more --replications narrow the interval');
  });

  test('of which nothing is left in so many digits says nothing', () => {
    const little = difference('utilisation', 'share', { base: 0.31, new: 0.310_01, low: -0.000_01, high: 0.000_04, verdict: 'same' });
    const lines = screen({ ...RESULT, variants: [{ ...RESULT.variants[0]!, differences: [little] }] });
    expect(lines).toContain('  workers busy  31 %  31 %  -             same');
  });

  test('whose runs were stopped has no figures, and the reason instead', () => {
    const lines = screen({ ...RESULT, variants: [{ ...side('IdleCount=1', 'fail', 9000), outcome: 'max_pending', differences: [] }] });
    expect(lines[0]).toBe('✗ IdleCount=1: nothing can be said');
    expect(lines.join('\n')).toContain('  ! IdleCount=1: stopped by the limit on pending jobs: the fleet cannot keep up');
  });

  test('has the ends of its intervals below where a line has no room', () => {
    for (const width of [40, 60, 80]) {
      const lines = screen(RESULT, width);
      expect(lines.slice(0, -1).filter((line) => line.length > Math.max(width, 55))).toEqual([]);
    }
    expect(screen(RESULT, 60)).toContain(`${' '.repeat(38)}(-31 … -26)`);
  });
});

test('several variants stand below each other, a column a figure', () => {
  const second = { ...side('IdleCount=20 and check_interval=1', 'fail' as const, 14), differences: [...DIFFERENCES] };
  expect(screen({ ...RESULT, confidenceLevel: 0.975, variants: [RESULT.variants[0]!, second] })).toEqual([
    '✓ IdleCount=35: jobs wait less, +240 USD a month (+2.86 %)',
    '✗ IdleCount=20 and check_interval=1: jobs wait less, +240 USD a month (+2.86 %)',
    '  against shared-runners.yaml; 8 pairs of 23 h (warm-up 1 h), 20,062 jobs each;',
    '  pairing saves 11 x the runs; (low … high): 95 % for all together (97.5 % each)',
    '',
    '                      queue time p95     within 10 s        cost a month',
    '  shared-runners.yaml',
    '                      32 s               90.9 %             8,380 USD',
    '  IdleCount=35        3.6 s              99.1 %             8,620 USD',
    '                      -28 s better       +8.2 pts better    +240 USD dearer',
    '                      (-31 … -26)        (+7.7 … +8.8)      (+205 … +275)',
    '  IdleCount=20 and check_interval=1',
    '                      3.6 s              99.1 %             8,620 USD',
    '                      -28 s better       +8.2 pts better    +240 USD dearer',
    '                      (-31 … -26)        (+7.7 … +8.8)      (+205 … +275)',
    '',
    '  IdleCount=35',
    '  ✗ -> ✓ queue_time p(95) < 10s  32 s -> 3.6 s',
    '',
    '  IdleCount=20 and check_interval=1',
    '  ✗ queue_time p(95) < 10s  32 s -> 14 s',
    '',
    '  runcast compare shared-runners.yaml --set IdleCount=35 --seed 1',
  ]);
});

test('cells never touch and no line is too wide, however long names and verdicts are', () => {
  const long = `workloads.history.trace.changes[+]={ pipelines_of: "0 2 * * *", spread: 2h } and IdleCount=${'3'.repeat(40)}`;
  const unsure = DIFFERENCES.map((own) => (own.name === 'all' && own.low !== null ? { ...own, verdict: 'cannot_tell' as const } : own));
  const variants = [long, 'IdleCount=35'].map((label) => ({ ...side(label, 'pass', 3.6), differences: unsure }));
  const lines = screen({ ...RESULT, confidenceLevel: 0.975, variants });
  const cells = lines.filter((line) => line.includes('cannot tell') && line.includes('USD'));
  expect(cells).toHaveLength(2);
  for (const line of cells) expect(line.trim().split(/ {2,}/u)).toHaveLength(3);
  expect(Math.max(...lines.slice(0, -1).map((line) => [...line].length))).toBeLessThanOrEqual(80);
});
