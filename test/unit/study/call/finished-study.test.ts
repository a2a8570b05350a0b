/** Figures and thresholds by their names. */
import { beforeAll, describe, expect, test } from 'vitest';
import { NotInStudy, type FinishedStudy } from '../../../../src/study/call/finished-study.js';
import { study } from '../../../../src/study/call/study.js';
import type { FigureKey } from '../../../../src/study/figures/figure-key.js';

let done: FinishedStudy;
beforeAll(async () => {
  const set = ['horizon=3h', 'warmup=1h'];
  const thresholds = ['queue_time{group=srm} p(95) < 90s', 'cost per_month < 900 USD'];
  done = await study('scenarios/idle-pool.yaml', { set, replications: 3, thresholds });
});

describe('a figure', () => {
  test('is that of the result', () => {
    const wanted = (scope: string, name: string, figure: string) =>
      done.result.figures.filter((own) => own.scope === scope && own.name === name && own.figure === figure);
    expect([done.figure('queueTime.p95')]).toEqual(wanted('all', 'all', 'queueTime.p95'));
    expect([done.figure('cost.perMonth', { group: 'srm' })]).toEqual(wanted('group', 'srm', 'cost.perMonth'));
    expect([done.figure('jobs', { workload: 'public' })]).toEqual(wanted('workload', 'public', 'jobs'));
  });

  test('has a value a replication, of which it is the mean', () => {
    const values = done.values('queueTime.mean');
    expect(values).toHaveLength(3);
    expect(values.reduce<number>((sum, value) => sum + value!, 0) / 3).toBeCloseTo(done.figure('queueTime.mean').estimate!, 9);
  });

  test('that the result leaves out, for there was nothing of it, is nought', () => {
    expect(done.result.figures.some(({ figure }) => figure === 'waits.mean.quota')).toBe(false);
    expect(done.figure('waits.mean.quota')).toMatchObject({ estimate: 0, n: 3, unit: 's', low: null });
  });

  test.each([
    ['queueTime.p59', undefined, "there is no figure 'queueTime.p59'; did you mean queueTime.p50?"],
    ['queueTime.p95', { group: 'smr' }, "the study has no group 'smr'; did you mean srm?"],
    ['cost.idle', { workload: 'public' }, "there is no figure 'cost.idle' of the workload 'public'; there is jobs, "],
  ] as const)('%s of %j is not there', (key, part, words) => {
    expect(() => done.figure(key as FigureKey, part)).toThrow(words);
    expect(() => done.values(key as FigureKey, part)).toThrow(NotInStudy);
  });
});

describe('a threshold', () => {
  test('is found whatever its blanks and units', () => {
    for (const text of [
      'queue_time{group=srm} p(95) < 90s',
      'queue_time{ group = "srm" }  p( 95 )<1m30s',
      'queue_time{group=srm}: p(95.0) < 90000ms',
    ]) {
      expect(done.threshold(text)).toBe(done.thresholds.find(({ condition }) => condition === 'p(95) < 90s'));
    }
    expect(done.threshold('cost per_month < 900 USD').unit).toBe('USD');
  });

  test('of another line, part or direction is another', () => {
    for (const text of ['queue_time{group=srm} p(95) < 91s', 'queue_time p(95) < 90s', 'queue_time{group=srm} p(95) <= 90s']) {
      expect(() => done.threshold(text)).toThrow(`the study was not asked '${text}'; state it in the scenario`);
    }
  });

  test('together they come to the verdict of the result', () => {
    expect(done.verdict).toBe(done.result.verdict);
    expect(done.thresholds).toHaveLength(4);
  });
});
