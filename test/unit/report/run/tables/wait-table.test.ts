/** Why jobs waited, as a table and its sentences. */
import { describe, expect, test } from 'vitest';
import { waitTable } from '../../../../../src/report/run/tables/wait-table.js';
import type { StudyResult } from '../../../../../src/study/study-result.js';
import { aFigure, lookupOf, said } from '../../../../support/figures.js';

describe('why jobs waited', () => {
  const of = (study: object, figures: Parameters<typeof lookupOf>[0]): ReturnType<typeof waitTable> =>
    waitTable({ first: { jobs: { workloads: [], instances: [], groups: [], ...study } } } as unknown as StudyResult, lookupOf(figures));
  const seconds = (x: number): ReturnType<typeof aFigure> => aFigure(x, { unit: 's' });

  test('a cause with half a percent of the mean, or of a quantile, has a row; with less it is named', () => {
    const table = of({}, { 'waits.mean.boot': seconds(199), 'waits.mean.limit': seconds(1), 'waits.mean.outage': seconds(0.9) });
    // 0.9 and 1 of 200.9: the first is less than half a percent, the second is not quite it either.
    expect(table.rows.map(({ name }) => name)).toEqual(['boot in progress']);
    expect(said(table)).toContain('Less than 0.5%: outage, manager at its limit.');
    const exact = of({}, { 'waits.mean.boot': seconds(199), 'waits.mean.limit': seconds(1) });
    expect(exact.rows.map(({ name, cells }) => [name, cells[1]])).toEqual([
      ['manager at its limit', '0.5%'],
      ['boot in progress', '99.5%'],
    ]);
    const tail = of({}, { 'waits.mean.boot': seconds(199), 'waits.mean.limit': seconds(0.1), 'waits.p99.limit': seconds(5) });
    expect(tail.rows.map(({ name }) => name)).toEqual(['manager at its limit', 'boot in progress']);
    expect(tail.notes).toEqual([]);
  });

  test('what a preparation is made of adds up to what it is said to take', () => {
    const table = of({}, { 'waits.mean.boot': seconds(1), 'preparationParts.boot': 30, 'preparationParts.stages': 10 });
    expect(said(table)).toEqual(['Preparation, 40s on average: 30s boot, 10s stages before the script.']);
  });

  test('a preparation is said to take as long as in its table: the rest is of jobs that hung', () => {
    const parts = { 'waits.mean.boot': seconds(1), 'preparationParts.stages': 4, 'preparationParts.check': 1 };
    const notes = (mean: number): readonly string[] =>
      said(of({}, { ...parts, 'preparation.mean': aFigure(mean, { unit: 's', atLeast: true }) }));
    expect(notes(5.75)).toEqual([
      'Preparation, >= 5.75s on average: 4s stages before the script, 1s check of the machine, 750ms of jobs whose script never began.',
    ]);
    expect(notes(5)).toEqual(['Preparation, 5s on average: 4s stages before the script, 1s check of the machine.']);
  });

  test('an outage behind others is told from half a percent of the waiting on', () => {
    const told = (inOutage: number): readonly string[] =>
      said(of({}, { 'waits.mean.boot': seconds(100), 'queueTime.mean': 100, inOutage }));
    expect(told(0.5)).toEqual([
      'Of the waiting, 0.5% lay in an outage of a cloud, host or GitLab that these jobs would have been served from.',
    ]);
    expect(told(0.49)).toEqual([]);
  });

  test('jobs that were overtaken: the mean, and the most', () => {
    expect(said(of({}, { 'waits.mean.boot': seconds(1), 'overtaken.mean': 0.25, 'overtaken.max': 1 }))).toEqual([
      'A job was overtaken by 0.25 later ones of its class on average, by 1 job at most.',
    ]);
    expect(of({}, { 'waits.mean.boot': seconds(1), 'overtaken.mean': 0, 'overtaken.max': 0 }).notes).toEqual([]);
  });

  test('a wait of a second is worth a sentence, of each part where there are several', () => {
    const p95 = (scope: string, of: number): Record<string, ReturnType<typeof aFigure>> => ({
      [`${scope}queueTime.p95`]: seconds(of),
      [`${scope}waits.p95.boot`]: seconds(of),
    });
    const figures = {
      'waits.mean.boot': seconds(1),
      ...p95('', 1),
      ...p95('group a ', 8),
      ...p95('group b ', 0.99),
      ...p95('workload w ', 5),
    };
    // One workload is all jobs.
    expect(said(of({ groups: [{ name: 'a' }, { name: 'b' }], workloads: [{ name: 'w' }] }, figures))).toEqual([
      'Of all jobs: of 1s at p95, 1s boot in progress.',
      'Of group a: of 8s at p95, 8s boot in progress.',
    ]);
  });
});
