/** Why jobs waited, on the one screen. */
import { describe, expect, test } from 'vitest';
import { causeLines } from '../../../../../src/report/run/screen/cause-lines.js';
import type { StudyResult } from '../../../../../src/study/study-result.js';
import { type aFigure, lookupOf } from '../../../../support/figures.js';
import { seconds, texts } from '../../../../support/screen-lines.js';

describe('why jobs waited', () => {
  const study = (groups: readonly string[] = []): StudyResult =>
    ({ first: { jobs: { groups: groups.map((name) => ({ name })) } } }) as unknown as StudyResult;
  const means = (parts: Readonly<Record<string, number>>): Record<string, number> =>
    Object.fromEntries(Object.entries(parts).map(([cause, x]) => [`waits.mean.${cause}`, x]));
  const short = '    short waits: no group has more than 5 s at p95';
  const lines = (figures: Parameters<typeof lookupOf>[0], groups: readonly string[] = [], most = 9): string[] =>
    texts(causeLines(study(groups), lookupOf(figures), 80, most));

  test('three causes are named, the largest first, the others together from half a percent on', () => {
    const told = (parts: Readonly<Record<string, number>>): string =>
      lines(means(parts))
        .map((line) => line.trim())
        .join(' ');
    const begin = 'why jobs waited   boot in progress 60 %, manager at its limit 30 %, next poll 10 %';
    const end = short.trim();
    expect(told({ next_poll: 10, boot: 60, limit: 30 })).toBe(`${begin} ${end}`);
    expect(told({ boot: 60, limit: 30, next_poll: 9.5, quota: 0.5 })).toBe(`${begin}, others 1 % ${end}`);
    expect(told({ boot: 60, limit: 30, next_poll: 9.6, quota: 0.4 })).toBe(`${begin} ${end}`);
    expect(lines({})).toEqual([]);
  });

  test('an outage behind other causes is told where it is more than a twentieth beyond its own share', () => {
    const told = (outage: number, inOutage: number): boolean =>
      lines({ ...means({ boot: 100 - outage, outage }), inOutage }).some((text) => text.includes('lay in an outage'));
    expect([told(0, 5), told(0, 5.1), told(10, 15), told(10, 15.1)]).toEqual([false, true, false, true]);
    expect(lines({ ...means({ boot: 100 }), inOutage: 50 })[1]).toBe(
      '    50 % of it lay in an outage of a cloud, host or GitLab that would have',
    );
  });

  test('the groups that waited longest, three at most, the others counted', () => {
    const group = (name: string, p95: number): Record<string, ReturnType<typeof aFigure>> => ({
      [`group ${name} queueTime.p95`]: seconds(p95),
      [`group ${name} waits.mean.no_runner`]: seconds(1),
    });
    const figures = {
      ...means({ no_runner: 1 }),
      ...group('a', 10),
      ...group('b', 30),
      ...group('c', 20),
      ...group('d', 5),
      ...group('e', 4.9),
    };
    const heads = (names: readonly string[], most?: number): string[] =>
      lines(figures, names, most).filter((text) => /^ {4}\S/u.test(text));
    const head = (name: string, p95: number): string => `    ${name}, p95 ${p95} s: no runner may take it 100 %`;
    expect(heads(['a', 'b', 'c'])).toEqual([head('b', 30), head('c', 20), head('a', 10)]);
    expect(heads(['a', 'b', 'c', 'd', 'e'])).toEqual([head('b', 30), head('c', 20), head('a', 10), '    and 1 more group   (--full)']);
    // A line of all and two a group: with five there is room for one group and the count.
    expect(heads(['a', 'b', 'c', 'd'], 5)).toEqual([head('b', 30), '    and 3 more groups   (--full)']);
    expect(lines(figures, ['a'])[2]).toBe('      what bears on it: tags and run_untagged of the runners');
    expect(heads(['e'])).toEqual([short]);
  });
});
