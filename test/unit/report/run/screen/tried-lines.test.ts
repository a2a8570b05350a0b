/** What was tried, on the one screen. */
import { describe, expect, test } from 'vitest';
import { triedLinesOf } from '../../../../../src/report/run/screen/tried-lines.js';
import type { Effect, Tried } from '../../../../../src/study/advise/advice-result.js';
import type { StudyResult } from '../../../../../src/study/study-result.js';

function tried(label: string, effect: Effect): Tried {
  const figure = (scope: string, name: string, own: string, unit: string, base: number, by: number): unknown => ({
    scope,
    name,
    figure: own,
    unit,
    base,
    new: base + by,
    difference: by,
    low: by - 1,
    high: by + 1,
    verdict: 'better',
  });
  return {
    group: 'g',
    label,
    effect,
    set: ['x=1'],
    aim: 'cost',
    missed: 0,
    undecided: 0,
    differences: [figure('group', 'g', 'queueTime.p95', 's', 60, -30), figure('all', 'all', 'cost.perMonth', 'USD per month', 500, 40)],
  } as Tried;
}

function lines(all: readonly Tried[] | undefined, width = 80, most = 20, left = 0): string[] {
  const study = {
    ...(all === undefined ? {} : { advice: { tried: all, left, runs: 5, beyond: [] } }),
    verdict: 'pass',
    replications: 5,
    isRandom: true,
    first: { jobs: { groups: [{ name: 'g' }] } },
  } as unknown as StudyResult;
  return triedLinesOf(study, width, most).map(({ text }) => text);
}

describe('what was tried', () => {
  test('is not spoken of where no advice was asked for', () => {
    expect(lines(undefined)).toStrictEqual([]);
  });

  test('stands below a title each, the columns under each other, at most so many of a kind', () => {
    const all = [
      ...Array.from({ length: 6 }, (_, i) => tried(`IdleCount ${i}`, 'helps')),
      tried('limit 9 -> 4', 'saves'),
      tried('a', 'nothing'),
    ];
    const found = lines(all);
    expect(found[0]).toMatch(/^ {2}what helps \(tried, same jobs\) +p95 +a month$/u);
    expect(found.filter((line) => line.includes('IdleCount'))).toHaveLength(4);
    const at = new Set(
      found.filter((line) => line.includes('->  ') || / {2}1 min -> 30 s/u.test(line)).map((line) => line.indexOf('1 min')),
    );
    expect(at.size).toBe(1);
    expect(found).toContain('  what saves without harm');
    expect(found.at(-1)).toBe('  no difference: a');
  });

  test('has a line a change as long as that has room: then the title says what the columns are', () => {
    const dear = [tried('IdleCount 4 -> 8', 'helps'), tried('IdleCount 4 -> 2', 'trades')];
    const found = lines(dear, 60);
    expect(found[0]).toBe('  what helps (tried, same jobs): p95, a month');
    expect(found[1]).toMatch(/^ {4}IdleCount 4 -> 8 {2}1 min -> 30 s {2}\S.* USD/u);
    expect(found).toContain('  what saves at the price of waiting');
  });

  test('fits into its width, and what has no room is counted', () => {
    const all = [tried(`IdleCount of a section with a very long name ${'x'.repeat(60)}`, 'helps'), tried('b', 'harms')];
    for (const line of lines(all)) expect(line.length).toBeLessThanOrEqual(80);
    expect(
      lines(
        Array.from({ length: 4 }, (_, i) => tried(`I ${i}`, 'helps')),
        80,
        3,
      ).at(-1),
    ).toMatch(/and \d+ more {3}\(--full\)/u);
  });

  test('says so where nothing helps, and what was not tried', () => {
    expect(lines([tried('a', 'nothing')], 80, 20, 2)).toStrictEqual([
      '  what was tried (same jobs): nothing that helps or saves',
      '  no difference: a',
      '  2 changes not tried: each takes 5 runs (--advise-runs 15 tries all)',
    ]);
  });
});
