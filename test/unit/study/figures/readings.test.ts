/** What a run says, figure by figure: what it has not got is null, and parts of nothing are nought. */
import { describe, expect, test } from 'vitest';
import { Collector } from '../../../../src/results/collector.js';
import { readingsOf, type Reading } from '../../../../src/study/figures/readings.js';
import { aJob, aMachine, anEnd, options, signals } from '../../../support/records.js';

const figures = (collector: Collector, scope: string, name: string): Map<string, Reading> => {
  const result = collector.finish(anEnd({ signals: signals({ workers_busy: 2 }) }));
  const own = readingsOf(result).find((one) => one.scope === scope && one.name === name)!;
  return new Map(own.readings.map((reading) => [reading.figure, reading]));
};

describe('the readings of a run', () => {
  const collector = new Collector(options());
  collector.job(aJob(4000, 7));
  collector.machine(aMachine());
  const all = figures(collector, 'all', 'all');
  const value = (figure: string): number | null | undefined => all.get(figure)?.value;

  test('jobs, times and shares in their units', () => {
    expect([value('jobs'), value('notStarted'), value('ended'), value('throughputPerHour')]).toEqual([1, 0, 1, 0.5]);
    expect([value('queueTime.mean'), value('queueTime.max'), value('preparation.mean'), value('sojourn.mean')]).toEqual([7, 7, 5, 112]);
    expect([all.get('jobs')!.unit, all.get('queueTime.p95')!.unit, all.get('utilisation')!.unit]).toEqual(['count', 's', 'share']);
    expect(value('statuses.success')).toBe(1);
  });

  test('only a largest is one, and only a sum of peaks an upper bound', () => {
    const largest = [...all.values()].filter(({ isMax }) => isMax).map(({ figure }) => figure);
    expect(largest.filter((figure) => !/\.(?:max|peak|usesMax)$/u.test(figure))).toEqual([]);
    expect(largest).toContain('lives.usesMax');
    expect([...all.values()].filter(({ atMost }) => atMost).map(({ figure }) => figure)).toEqual(['workersBusy.peak']);
  });

  test('parts of waiting and preparation, orphans and egress say where they are left out; no other figure is', () => {
    const rule = (figure: string): unknown[] => [all.get(figure)!.onlyIf, all.get(figure)!.isOfWaits];
    expect(rule('waits.mean.boot')).toEqual(['waits.mean.boot', undefined]);
    expect(rule('waits.p99.boot')).toEqual(['waits.mean.boot', undefined]);
    expect(rule('inOutage')).toEqual(['inOutage', true]);
    expect(rule('preparationParts.boot')).toEqual(['preparationParts.boot', true]);
    expect([rule('overtaken.mean'), rule('overtaken.max')]).toEqual([
      [undefined, true],
      [undefined, true],
    ]);
    expect([rule('cost.orphan'), rule('cost.egress')]).toEqual([
      ['cost.orphan', undefined],
      ['cost.egress', undefined],
    ]);
    const ruled = [...all.values()].filter(({ onlyIf, isOfWaits }) => onlyIf !== undefined || isOfWaits !== undefined);
    expect([...new Set(ruled.map(({ figure }) => figure.split('.')[0]))]).toEqual([
      'waits',
      'inOutage',
      'preparationParts',
      'overtaken',
      'cost',
    ]);
  });

  test('quantiles say of what and at which level', () => {
    expect(all.get('queueTime.p90')!.quantile).toEqual({ of: 'queue_time', level: 0.9 });
    expect(all.get('startDelay.p99')!.quantile).toEqual({ of: 'start_delay', level: 0.99 });
    expect(all.get('queueTime.mean')).not.toHaveProperty('quantile');
    expect(all.get('waits.p95.no_runner')!.quantile).toEqual({ of: 'waits', level: 0.95, cause: 0 });
    expect(all.get('waits.mean.no_runner')).not.toHaveProperty('quantile');
  });

  test('a cause, a part or a cost that the run has not got is nought', () => {
    // The jobs of the run are taken apart, and nothing of their waits lay in an outage.
    expect([value('waits.mean.outage'), value('inOutage'), value('preparationParts.boot')]).toEqual([0, 0, 0]);
    expect([value('cost.orphan'), value('cost.egress')]).toEqual([0, 0]);
  });

  test('what nothing was measured of is null', () => {
    const none = figures(new Collector(options()), 'all', 'all');
    const nulls = [
      'queueTime.p95',
      'waits.mean.boot',
      'inOutage',
      'overtaken.mean',
      'overtaken.max',
      'lives.meanSeconds',
      'idleEfficiency',
    ];
    expect(nulls.map((figure) => none.get(figure)?.value)).toEqual(nulls.map(() => null));
    expect(none.get('jobs')!.value).toBe(0);
  });

  test('parts of waits are of all, workloads, instances and groups; pools of groups and managers; what falls to payers of workloads and projects', () => {
    const has = (scope: string, name: string, figure: string): boolean => figures(collector, scope, name).has(figure);
    expect([has('group', 'linux', 'waits.mean.boot'), has('manager', 'linux-1', 'waits.mean.boot')]).toEqual([true, false]);
    expect(
      ['manager linux-1', 'workload public', 'cloud gce'].map((part) => has(...(part.split(' ') as [string, string]), 'cost.idle')),
    ).toEqual([true, false, true]);
    expect([has('manager', 'linux-1', 'cost.shared'), has('workload', 'public', 'cost.shared')]).toEqual([false, true]);
  });
});
