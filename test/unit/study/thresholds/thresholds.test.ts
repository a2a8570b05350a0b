/** The grammar of thresholds, its messages, and the rules of judging. */
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../../src/results/run-result.js';
import { PooledSample } from '../../../../src/results/samples/pooled-sample.js';
import { Sample } from '../../../../src/results/samples/sample.js';
import { judge, type Judgement } from '../../../../src/study/thresholds/judge.js';
import type { Threshold } from '../../../../src/study/thresholds/threshold.js';
import { parseThresholds } from '../../../../src/study/thresholds/thresholds.js';
import { SECOND } from '../../../../src/units/time.js';
import { fleet } from '../../../support/records.js';

function one(subject: string, condition: string): Threshold {
  const { thresholds, issues } = parseThresholds({ [subject]: [condition] }, fleet);
  expect(issues).toEqual([]);
  return thresholds[0]!;
}

describe('reading', () => {
  test.each([
    ['queue_time', 'p(95) < 1m', { labels: {}, stat: { kind: 'quantile', level: 0.95 } }, '<', 60],
    ['queue_time{group=linux}', 'max < 30m', { labels: { group: [0] }, stat: { kind: 'max' } }, '<', 1800],
    ['queue_time', 'share_below(10s) > 90%', { labels: {}, stat: { kind: 'share_below', below: 10 * SECOND } }, '>', 0.9],
    [
      ' sojourn { workload = public , manager = "linux-2" } ',
      'avg<=1h30m',
      { labels: { workload: [0], manager: [1] }, stat: { kind: 'avg' } },
      '<=',
      5400,
    ],
    ['preparation{}', 'p(99.9) >= 1.5s', { labels: {}, stat: { kind: 'quantile', level: 0.9990000000000001 } }, '>=', 1.5],
    ['start_delay{project=alpha}', 'avg < 30s', { labels: { project: [0, 2] }, stat: { kind: 'avg' } }, '<', 30],
    ['cost', 'per_month < 40000 USD', { labels: {}, stat: { kind: 'per_month' } }, '<', 40000],
    ['cost{cloud=gce}', 'avg < 40_000.5 USD', { labels: { cloud: [0] }, stat: { kind: 'avg' } }, '<', 40000.5],
    ['utilisation{runner=shared}', 'avg < 85%', { labels: { runner: [0] }, stat: { kind: 'avg' } }, '<', 0.85],
    ['idle_efficiency{group=vault}', 'avg > 50%', { labels: { group: [1] }, stat: { kind: 'avg' } }, '>', 0.5],
    ['machines{zone=west}', 'avg < 100', { labels: { zone: [1] }, stat: { kind: 'avg' } }, '<', 100],
    ['jobs{instance=other.example}', 'avg > 10', { labels: { instance: [1] }, stat: { kind: 'avg' } }, '>', 10],
  ])('%s: %s', (subject, condition, question, operator, limit) => {
    expect(one(subject, condition)).toMatchObject({ question, operator, limit, subject: subject.trim(), condition });
  });

  test('what stands behind a # is its note, not a part of it', () => {
    expect(one('queue_time', 'p(95) < 1m  # aim of 2019, #5341 ')).toMatchObject({
      condition: 'p(95) < 1m',
      limit: 60,
      note: 'aim of 2019, #5341',
    });
    expect(one('queue_time', 'p(95) < 1m #')).not.toHaveProperty('note');
  });

  test('a name with a comma, a brace and a quote is quoted', () => {
    const odd = { ...fleet, groups: ['a, "b"}'] };
    const { thresholds, issues } = parseThresholds({ 'queue_time{group="a, \\"b\\"}"}': ['avg < 1s'] }, odd);
    expect(issues).toEqual([]);
    expect(thresholds[0]?.question.labels).toEqual({ group: [0] });
  });

  test('the order of keys changes nothing', () => {
    const a = { sojourn: ['avg < 1h'], cost: ['avg < 1 USD'] };
    const b = { cost: ['avg < 1 USD'], sojourn: ['avg < 1h'] };
    expect(parseThresholds(a, fleet)).toEqual(parseThresholds(b, fleet));
  });
});

describe('refusing', () => {
  test.each([
    ['queue_time', '# aim of 2019', 0, 'queue_time has no statistic ""'],
    ['queue_tme', 'avg < 1s', 0, 'unknown metric "queue_tme"; did you mean queue_time?'],
    ['queue_time{grop=linux}', 'avg < 1s', 11, 'queue_time has no label "grop"; did you mean group?'],
    ['queue_time{group=linx}', 'avg < 1s', 17, 'there is no group "linx"; did you mean linux?'],
    ['queue_time{group=zzz}', 'avg < 1s', 17, 'there is no group "zzz"; known: linux, vault'],
    [
      'cost{workload=public,runner=shared}',
      'avg < 1 USD',
      5,
      'the cost of a workload is its share of the whole fleet; give no other label beside it',
    ],
    ['utilisation{workload=public}', 'avg < 1%', 12, 'utilisation has no label "workload"'],
    ['queue_time{group=linux,group=vault}', 'avg < 1s', 23, 'the label group is given twice'],
    ['queue_time{group}', 'avg < 1s', 11, 'expected labels such as'],
    ['queue_time{group=linux', 'avg < 1s', 22, 'expected labels such as'],
    ['queue_time group', 'avg < 1s', 11, 'expected labels such as'],
    ['queue_time{} x', 'avg < 1s', 12, 'unexpected "x"'],
    ['queue_time', 'p95 < 1s', 0, 'queue_time has no statistic "p95"'],
    ['queue_time', 'mean < 1s', 0, 'queue_time has no statistic "mean"'],
    ['queue_time', 'per_month < 1s', 0, 'queue_time has no statistic "per_month"'],
    ['queue_time', 'avg(3) < 1s', 0, 'queue_time has no statistic "avg(3)"'],
    ['queue_time', 'p(101) < 1s', 0, 'p(101) is no percentile'],
    ['queue_time', 'share_below(10) > 90%', 0, 'share_below(10) needs a duration'],
    ['queue_time', 'avg 30s', 4, 'expected <, <=, > or >= before "30s"'],
    ['queue_time', 'avg < 30', 6, 'expected a duration with its unit, such as 30s or 5m, not "30"'],
    ['queue_time', 'avg <  30sec', 7, 'expected a duration'],
    ['queue_time', 'avg < 30s please', 6, 'expected a duration'],
    ['queue_time', 'share_below(10s) > 0.9', 19, 'expected a percentage'],
    ['queue_time', 'share_below(10s) > 190%', 19, 'expected a percentage'],
    ['cost', 'per_month < 40000', 12, 'expected an amount in US dollars'],
    ['cost', 'per_month < 40000 EUR', 12, 'expected an amount in US dollars'],
    ['machines', 'avg < NaN', 6, 'expected a number'],
    ['machines{zone=east}', 'max < 5', 0, 'the peak is kept by runner, group and manager'],
    ['', 'avg < 5s', 0, 'unknown metric ""'],
  ])('%s: %s', (subject, condition, offset, message) => {
    const { thresholds, issues } = parseThresholds({ [subject]: [condition] }, fleet);
    expect(thresholds).toEqual([]);
    expect(issues).toHaveLength(1);
    expect(issues[0]?.message).toContain(message);
    expect(issues[0]?.offset).toBe(offset);
  });

  test('findings of one key stand in the order of its text', () => {
    const offsets = (subject: string): number[] => {
      const { issues } = parseThresholds({ [subject]: ['p(95) < 1m'] }, fleet);
      return issues.map(({ offset }) => offset);
    };
    expect(offsets('queue_time{foo=1,bar=2}')).toEqual([11, 17]);
    expect(offsets('queue_time{group=none,workload=none}')).toEqual([17, 31]);
    // A label that is given twice, and the second time wrongly.
    expect(offsets('queue_time{group=linux,group=none,foo=1}')).toEqual([23, 29, 34]);
  });

  test('findings of several keys stand in the order of the keys', () => {
    const { issues } = parseThresholds({ b: ['max < 1m'], a: ['max < 1m'], cost: ['none'] }, fleet);
    expect(issues.map(({ subject }) => subject)).toEqual(['a', 'b', 'cost']);
  });

  test('empty labels may hold blanks', () => {
    expect(one('queue_time{  }', 'max < 1m').labels).toEqual({});
  });

  test('a statistic that was nearly meant comes first, and once', () => {
    const { issues } = parseThresholds({ queue_time: ['share_blow(10s) > 90%', 'median < 1m'] }, fleet);
    expect(issues[0]!.message).toMatch(/did you mean share_below\([^)]*\)\?$/u);
    const known = issues[1]!.message.replace(/^.*known: /u, '').split(', ');
    expect(new Set(known).size).toBe(known.length);
    expect(known.length).toBeGreaterThan(2);
  });

  test('a quantile of at most so much is judged by what lies below the next microsecond', () => {
    const border = (condition: string): unknown => (one('queue_time', condition).question.stat as { readonly border?: number }).border;
    expect(['p(95) < 1s', 'p(95) >= 1s', 'p(95) <= 1s', 'p(95) > 1s'].map(border)).toEqual([SECOND, SECOND, SECOND + 1, SECOND + 1]);
  });

  test('all findings come at once', () => {
    const { issues } = parseThresholds({ queue_time: ['avg < 1', 'max < 1s', 'p(0) < 1s'], nothing: ['avg < 1'] }, fleet);
    expect(issues.map(({ subject, index }) => [subject, index])).toEqual([
      ['nothing', undefined],
      ['queue_time', 0],
      ['queue_time', 2],
    ]);
  });
});

describe('judging', () => {
  const values = (...list: number[]): Answer[] => list.map((value) => ({ value }));

  test('one replication is judged by its value, on both sides of every operator', () => {
    const verdict = (operator: string, value: number): string => judge(one('queue_time', `avg ${operator} 60s`), values(value)).verdict;
    expect(['<', '<=', '>', '>='].map((op) => [59, 60, 61].map((value) => verdict(op, value)))).toEqual([
      ['pass', 'fail', 'fail'],
      ['pass', 'pass', 'fail'],
      ['fail', 'fail', 'pass'],
      ['fail', 'pass', 'pass'],
    ]);
  });

  test('several: the whole interval decides, an interval across the line is inconclusive', () => {
    const threshold = one('queue_time', 'avg < 60s');
    // Mean 50, half-width 4.303 x 1 / sqrt(3) = 2.48.
    expect(judge(threshold, values(49, 50, 51))).toMatchObject({ verdict: 'pass', estimate: 50 });
    expect(judge(threshold, values(69, 70, 71)).verdict).toBe('fail');
    const across = judge(threshold, values(57, 59, 61));
    expect(across.verdict).toBe('inconclusive');
    expect(across.halfWidth).toBeCloseTo((4.302653 * 2) / Math.sqrt(3), 4);
    expect([across.low, across.high]).toEqual([59 - across.halfWidth!, 59 + across.halfWidth!]);
  });

  test('max is the largest and has no interval', () => {
    expect(judge(one('queue_time', 'max < 60s'), values(10, 20, 61))).toMatchObject({
      verdict: 'fail',
      estimate: 61,
      halfWidth: null,
      low: null,
      high: null,
      // Ranks 1 and 3 of three.
      spread: { low: 10, high: 61 },
    });
    expect(judge(one('queue_time', 'max < 60s'), values(10, 20, 59)).verdict).toBe('pass');
  });

  test('a lower bound fails an upper limit and never fails a lower one', () => {
    const bound: Answer[] = [{ value: 10, atLeast: true }];
    expect(judge(one('queue_time', 'avg < 60s'), bound).verdict).toBe('fail');
    expect(judge(one('queue_time', 'avg > 60s'), bound).verdict).toBe('inconclusive');
    expect(judge(one('queue_time', 'avg > 5s'), bound).verdict).toBe('pass');
  });

  test('an upper bound passes an upper limit, and fails none', () => {
    const bound: Answer[] = [{ value: 10, atMost: true }];
    expect(judge(one('machines', 'max < 60'), bound).verdict).toBe('pass');
    expect(judge(one('machines', 'max < 5'), bound).verdict).toBe('inconclusive');
    expect(judge(one('machines', 'max > 5'), bound).verdict).toBe('inconclusive');
    expect(judge(one('machines', 'max > 50'), bound).verdict).toBe('fail');
  });

  test('nothing to measure is no pass', () => {
    expect(judge(one('queue_time', 'avg < 60s'), [{ value: null }]).verdict).toBe('inconclusive');
    expect(judge(one('queue_time', 'avg < 60s'), [{ value: null }, { value: 1 }]).verdict).toBe('inconclusive');
  });
});

describe('judging a quantile', () => {
  /** Judges runs of waits in seconds; those of `waiting` are not over. */
  function judged(
    condition: string,
    ...runs: readonly { readonly waits: readonly number[]; readonly waiting?: readonly number[] }[]
  ): Judgement {
    const threshold = one('queue_time', condition);
    const { stat } = threshold.question;
    const border = stat.kind === 'quantile' ? stat.border! : NaN;
    const pooled = new PooledSample([border]);
    const answers = runs.map(({ waits, waiting = [] }): Answer => {
      const sample = new Sample([border]);
      for (const wait of waits) sample.add(wait * SECOND, true);
      for (const wait of waiting) sample.add(wait * SECOND, false);
      pooled.add(sample);
      const { value, atLeast } = sample.quantile(0.95);
      return sample.count === 0
        ? { value: null }
        : { value: value / SECOND, share: sample.shareBelow(border), ...(atLeast ? { atLeast } : {}) };
    });
    return judge(threshold, answers, pooled);
  }
  const repeat = (wait: number, times: number): number[] => Array.from({ length: times }, () => wait);
  /** A hundred jobs of which so many wait 1 s, the others 100 s. */
  const short = (n: number): { readonly waits: readonly number[] } => ({ waits: [...repeat(1, n), ...repeat(100, 100 - n)] });

  test('one replication is judged by its value, on both sides of every operator', () => {
    const at = (wait: number): { readonly waits: readonly number[] } => ({ waits: [...repeat(1, 90), ...repeat(wait, 10)] });
    expect(['<', '<=', '>', '>='].map((op) => [59, 60, 61].map((wait) => judged(`p(95) ${op} 60s`, at(wait)).verdict))).toEqual([
      ['pass', 'fail', 'fail'],
      ['pass', 'pass', 'fail'],
      ['fail', 'fail', 'pass'],
      ['fail', 'pass', 'pass'],
    ]);
    // Rank 95 of a hundred is the last that is below.
    expect(judged('p(95) < 60s', short(95))).toMatchObject({ verdict: 'pass', estimate: 1, low: null, high: null });
    expect(judged('p(95) < 60s', short(94))).toMatchObject({ verdict: 'fail', estimate: 100 });
  });

  test('several are judged by the share below the limit', () => {
    // 0.97, 0.98, 0.99: 0.98 +- 4.303 x 0.01 / sqrt(3) = 0.0248 reaches above 0.95.
    expect(judged('p(95) < 60s', short(97), short(98), short(99))).toMatchObject({ verdict: 'pass', estimate: 1, halfWidth: null });
    // 0.96 +- 0.0248 does not.
    expect(judged('p(95) < 60s', short(95), short(96), short(97)).verdict).toBe('inconclusive');
    expect(judged('p(95) < 60s', short(90), short(91), short(92))).toMatchObject({ verdict: 'fail', estimate: 100 });
    expect(judged('p(95) > 60s', short(90), short(91), short(92)).verdict).toBe('pass');
    // The mean of the three quantiles is 67 s; two of three hundred jobs in twenty wait long, so the quantile of all is 1 s.
    expect(judged('p(95) < 60s', short(94), short(94), short(100))).toMatchObject({ estimate: 1, spread: { low: 1, high: 100 } });
  });

  test('jobs that wait on are not below: an upper limit holds only if it holds whatever becomes of them', () => {
    const waits = repeat(1, 96);
    expect(judged('p(95) < 60s', { waits, waiting: repeat(2, 4) }).verdict).toBe('pass');
    expect(judged('p(95) < 60s', { waits: repeat(1, 94), waiting: repeat(2, 6) })).toMatchObject({ verdict: 'fail', atLeast: true });
    // It is 2 s at least and 20 s at most.
    const between = judged('p(95) < 60s', { waits: [...repeat(1, 90), ...repeat(20, 6)], waiting: repeat(2, 10) });
    expect(between.verdict).toBe('fail');
    expect(judged('p(90) < 60s', { waits: [...repeat(1, 85), ...repeat(20, 6)], waiting: repeat(2, 9) })).toMatchObject({
      verdict: 'pass',
      atLeast: true,
      reason: 'enough jobs are known to be below, whatever becomes of the others',
    });
  });

  test('jobs that wait on pass a lower limit by what they waited so far, and never fail it', () => {
    expect(judged('p(95) > 60s', { waits: repeat(1, 90), waiting: repeat(70, 10) }).verdict).toBe('pass');
    expect(judged('p(95) > 60s', { waits: repeat(1, 90), waiting: repeat(2, 10) })).toMatchObject({
      verdict: 'inconclusive',
      reason: 'this is a lower bound; the true value may be higher',
    });
    expect(judged('p(95) > 60s', { waits: repeat(1, 96), waiting: repeat(2, 4) }).verdict).toBe('fail');
  });

  test('a replication without a job makes no pass', () => {
    expect(judged('p(95) < 60s', short(100), { waits: [] })).toMatchObject({
      verdict: 'inconclusive',
      reason: 'some replications had nothing to measure',
    });
    expect(judged('p(95) < 60s', { waits: [] })).toMatchObject({ verdict: 'inconclusive', estimate: null });
  });
});
