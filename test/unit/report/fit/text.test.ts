/** The screen of a fit: its verdict first, within its width, whatever names say. */
import { describe, expect, test } from 'vitest';
import { fitText } from '../../../../src/report/fit/text.js';
import { FIT_VERSION, type FitPlayed, type FitResult } from '../../../../src/study/fit/fit-result.js';

function played(load: number, mean: number, more: Partial<FitPlayed> = {}): FitPlayed {
  const around = (estimate: number): FitPlayed['mean'] => ({ estimate, low: 0.9 * estimate, high: 1.1 * estimate });
  return {
    load,
    outcome: 'done',
    jobs: 1000,
    mean: around(mean),
    p50: around(mean / 2),
    p95: around(3 * mean),
    share10s: { estimate: 0.5, low: 0.4, high: 0.6 },
    ...more,
  };
}

function result(more: Partial<FitResult> = {}, check: Partial<FitResult['check']> = {}): FitResult {
  return {
    fitVersion: FIT_VERSION,
    runcast: '0.1.0',
    history: 'history.csv',
    scenario: 'forecast.yaml',
    jobs: 1000,
    from: '2018-10-01T00:03:00Z',
    to: '2018-10-14T23:57:00Z',
    timezone: 'UTC',
    load: 'days',
    fleet: 'shown',
    numbers: [
      { name: 'jobs a weekday', unit: 'count', value: 48, se: 2.5, of: '10 such days' },
      { name: 'boot, docker', unit: 's', value: null, se: null, of: 'the history names no machine' },
    ],
    check: {
      seed: 1,
      replications: 10,
      wait: 'queue+boot',
      observed: { jobs: 990, mean: 100, p50: 40, p95: 300, share10s: 0.5 },
      leftOut: { cancelledWaiting: 0, pending: 0, untimed: 0, unmatched: 0 },
      hasOwnWaits: true,
      idleShare: 0,
      absences: [],
      areAbsencesPlayed: false,
      simulated: [played(1, 105), played(0.84, 40), played(1.16, 300)],
      ...check,
    },
    warnings: [],
    ...more,
  };
}

test('what numbers rest on has its thousands apart', () => {
  const number = { name: 'duration, mean', unit: 's' as const, value: 375, se: 11, of: '18870 jobs of 999 pipelines' };
  expect(fitText(result({ numbers: [number] }))).toMatch(/± 11 s +18,870 jobs of 999 pipelines$/mu);
});

describe('the first line', () => {
  test.each([
    [100, '✓ forecast.yaml gives back the waits of its history: mean 1 min 40, observed'],
    [112, '✓ forecast.yaml gives back the waits of its history: mean 1 min 52, observed'],
    [130, '✗ forecast.yaml does not give back the waits of its history: mean 2 min 10,'],
    [50, '✗ forecast.yaml does not give back the waits of its history: mean 50 s, observed'],
  ])('of a mean of %d s against 100 s', (mean, first) => {
    expect(fitText(result({}, { simulated: [played(1, mean)] })).split('\n')[0]).toBe(first);
  });

  test('what is observed in the interval is given back', () => {
    const wide = played(1, 200, { mean: { estimate: 200, low: 90, high: 310 } });
    expect(fitText(result({}, { simulated: [wide] }))).toMatch(/^✓/u);
  });

  test('waits that hold earlier stages are no measure', () => {
    expect(fitText(result({}, { hasOwnWaits: false }))).toMatch(
      /^\? forecast.yaml cannot be held against waits that hold earlier stages: mean/u,
    );
  });

  test('without waits there is nothing to be held against', () => {
    expect(fitText(result({}, { observed: null }))).toMatch(
      /^\? forecast.yaml has nothing to be held against: the history tells no waits\n/u,
    );
  });
});

describe('which jobs are compared', () => {
  const textOf = (more: Partial<FitResult>, check: Partial<FitResult['check']>): string =>
    fitText(result(more, check)).replace(/\s+/gu, ' ');
  const leftOut = { cancelledWaiting: 1234, pending: 5, untimed: 0, unmatched: 1 };

  test('is said with how many are left out, and why', () => {
    expect(textOf({}, {})).toContain(' jobs compared 990 1,000 ');
    expect(textOf({}, {})).toMatch(/compared: jobs of the whole days that a runner had how much/u);
    expect(textOf({}, { leftOut })).toContain(
      'a runner had; left out on both sides: 1,234 cancelled while waiting, 5 waiting at the end, 1 that no runner of the scenario takes ',
    );
  });

  test('is another thing where waits are not told, or jobs of no row are drawn', () => {
    expect(textOf({}, { observed: null, leftOut })).toContain('compared: jobs of the whole days that ran; left out on both sides: 1,234');
    expect(textOf({ load: 'batches' }, { leftOut })).toContain(
      'a runner had; of pipelines all that a runner takes; left out of the history: 1,234 cancelled while waiting, ',
    );
  });
});

test('loads stand in their order, a run that was cut says so', () => {
  const text = fitText(result({}, { simulated: [played(1, 105), played(0.84, 40), played(1.16, 300, { outcome: 'max_pending' })] }));
  expect(text).toMatch(/^ {2}how much hangs on the load +× 0.84 +× 1 +× 1.16$/mu);
  expect(text).toMatch(/^ {2}mean +40 s +1 min 45 +the queue grows$/mu);
});

test('numbers have their errors, and what is none says why', () => {
  const text = fitText(result());
  expect(text).toMatch(/^ {2}jobs a weekday +48 +± 2.5 +10 such days$/mu);
  expect(text).toMatch(/^ {2}boot, docker +none +the history names no machine$/mu);
});

test('waiting beside an idle runner is told where it is much', () => {
  expect(fitText(result({}, { idleShare: 0.05 }))).not.toContain('idle');
  expect(fitText(result({}, { idleShare: 0.85 })).replace(/\s+/gu, ' ')).toContain('! 85 % of the observed waiting passed while a runner');
});

test('long lists are cut unless all is asked for; no line is too long, no name moves the cursor', () => {
  const numbers = Array.from({ length: 40 }, (_, i) => ({
    name: `job \u001b[31m${'x'.repeat(i * 3)} ${i}: duration`,
    unit: 's' as const,
    value: i,
    se: 1,
    of: 'jobs of many kinds '.repeat(i % 7).trim(),
  }));
  const warnings = Array.from({ length: 9 }, (_, i) => `warning ${i} \u202e`);
  const given = result({ numbers, warnings });
  const [short, whole] = [fitText(given), fitText(given, { isFull: true })];
  expect(short).toContain('  and 26 more (--full; all stand in the scenario)');
  expect(short).toContain('  and 4 more warnings (--full)');
  expect(whole).toContain('39: duration');
  expect(whole).toContain('warning 8');
  for (const text of [short, whole]) {
    expect(text).not.toMatch(/[\u001b\u202e]/u);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  }
});

test.each([
  [false, 'the check above does not know that; it stands in the scenario as comments, and --absences makes events of them'],
  [true, 'the scenario has it so'],
])('runners that were away are told of: %s', (areAbsencesPlayed, what) => {
  const away = { runner: 'r5\u202e', passed: 57, from: '2018-10-02T16:27:10Z', to: '2018-10-03T06:03:00Z', event: '{}', isAssumed: false };
  const words = (absences: FitResult['check']['absences']): string =>
    fitText(result({}, { absences, areAbsencesPlayed })).replace(/\s+/gu, ' ');
  expect(words([away])).toContain(`! a runner was away while jobs waited (r5?, 2018-10-02 16:27 to 2018-10-03 06:03 UTC); ${what}`);
  expect(words([away, away, { ...away, event: null }])).toContain('! runners were away 2 times while jobs waited (the longest: r5?, ');
  expect(words([{ ...away, event: null }])).not.toContain('away');
});
