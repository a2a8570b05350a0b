/** Parts of the one screen, each from figures made by hand: borders of what is told, and room that is just enough. */
import { countWords } from '../../../src/report/frame/numbers.js';
import { describe, expect, test } from 'vitest';
import { causeLines } from '../../../src/report/run/screen/cause-lines.js';
import { figureLines } from '../../../src/report/run/screen/figures.js';
import { alarmLines, basisLines, countLines, verdictLines } from '../../../src/report/run/screen/head.js';
import { fitting, painted, set, type Line } from '../../../src/report/frame/lines.js';
import { storyLines } from '../../../src/report/run/screen/story-lines.js';
import { thresholdLines } from '../../../src/report/run/screen/threshold-lines.js';
import { waitingLines } from '../../../src/report/run/screen/waiting-line.js';
import { roundShare, spokenEnds, spokenSeconds, spokenShare } from '../../../src/report/frame/spoken.js';
import type { StoryText } from '../../../src/report/run/story/stories.js';
import type { JudgedThreshold, StudyResult } from '../../../src/study/study-result.js';
import { aFigure, lookupOf } from './figures.js';

const texts = (lines: readonly Line[]): string[] => lines.map(({ text }) => text);
const seconds = (x: number, over: Parameters<typeof aFigure>[1] = {}): ReturnType<typeof aFigure> => aFigure(x, { unit: 's', ...over });

describe('as people say it', () => {
  test('durations, at the borders of their units', () => {
    expect([0, 0.00049, 0.0005, 0.0994, 0.0995, 9.94, 9.95, 59.4, 59.5, 60, 65].map((x) => spokenSeconds(x))).toEqual([
      '0 s',
      'under 1 ms',
      '0.5 ms',
      '99 ms',
      '0.1 s',
      '9.9 s',
      '10 s',
      '59 s',
      '1 min',
      '1 min',
      '1 min 05',
    ]);
    expect([599.4, 599.5, 3569, 3570, 3600, 3660, 86_369, 86_370].map((x) => spokenSeconds(x))).toEqual([
      '9 min 59',
      '10 min',
      '59 min',
      '1 h',
      '1 h',
      '1 h 01',
      '23 h 59',
      '1 d',
    ]);
    expect([3599.4, 3599.5].map((x) => spokenSeconds(x, true))).toEqual(['59 min 59', '1 h']);
    expect([90_000, 172_800, 604_800, 1_209_600, 608_400, -65, Infinity].map((x) => spokenSeconds(x))).toEqual([
      '1 d 1 h',
      '2 d',
      '1 week',
      '2 weeks',
      '7 d 1 h',
      '-1 min 05',
      'for ever',
    ]);
    expect(spokenSeconds(-3599.4, true)).toBe('-59 min 59');
  });

  test('shares and counts', () => {
    expect([0, 0.0049, 0.005, 0.5, 0.994, 0.995, 1].map(roundShare)).toEqual([
      '0 %',
      'under 1 %',
      '1 %',
      '50 %',
      '99 %',
      'over 99 %',
      '100 %',
    ]);
    expect(spokenShare(0.9995)).toBe('99.95 %');
    expect([0, 0.123, 2, 99.94, 100.4, 1234.5].map(countWords)).toEqual(['0', '0.123', '2', '99.9', '100', '1,235']);
  });

  test('ends of an interval keep to what can be', () => {
    expect(spokenEnds(seconds(5, { low: -1, high: 11 }))).toBe('(0 … 11)');
    expect(spokenEnds(aFigure(0.9, { unit: 'share', low: 0.7, high: 1.2 }))).toBe('(70 … 100)');
    expect(spokenEnds(seconds(50, { low: 44, high: 62 }))).toBe('(44 s … 1 min 02)');
    expect(spokenEnds(seconds(13, { low: 11, high: null }))).toBe('(11 s or more)');
    expect(spokenEnds(seconds(13, { low: 13.1, high: 13.2 }))).toBe('');
    expect(spokenEnds(seconds(13, { low: 13.1, high: 14 }))).toBe('(13 … 14)');
    expect(spokenEnds(seconds(13))).toBe('');
    expect(spokenEnds(aFigure(5, { low: 4, high: 6 }))).toBe('(4 … 6)');
  });
});

describe('lines', () => {
  test('what does not fit is cut with a sign behind the last word, or in its place where there is no room', () => {
    expect(set(['aaaa', 'bbb', 'cccc'], { width: 10, most: 1 })).toEqual(['aaaa bbb …']);
    expect(set(['aaaa', 'bbbb', 'cccc'], { width: 10, most: 1 })).toEqual(['aaaa bbbb…']);
    expect(set(['aaaaa', 'bbbb', 'cccc'], { width: 10, most: 1 })).toEqual(['aaaaa bbb…']);
    expect(set(['aaaa', 'bbbb', 'cccc'], { width: 10, most: 2 })).toEqual(['aaaa bbbb', 'cccc']);
    expect(set(['aaaa', 'bbbb', 'cccc', 'dddd', 'e'], { width: 10, most: 2 })).toEqual(['aaaa bbbb', 'cccc dddd…']);
  });

  test('items that find no room are counted in the last line', () => {
    const items = [1, 2, 1].map((lines, item) => Array.from({ length: lines }, () => ({ text: `i${item}` })));
    const of = (most: number): string[] => texts(fitting(items, most, (left) => ({ text: `${left} left` })));
    expect(of(4)).toEqual(['i0', 'i1', 'i1', 'i2']);
    expect(of(3)).toEqual(['i0', '2 left']);
    expect(of(2)).toEqual(['i0', '2 left']);
    expect(of(1)).toEqual(['3 left']);
    expect(of(0)).toEqual([]);
    expect(texts(fitting([...items, [{ text: 'i3' }]], 4, (left) => ({ text: `${left} left` })))).toEqual(['i0', 'i1', 'i1', '2 left']);
  });

  test('paint leaves empty lines and those without a tone alone', () => {
    expect(painted([{ text: 'a', tone: 'fail' }, { text: '', tone: 'fail' }, { text: 'b' }], (tone, text) => `<${tone}>${text}`)).toBe(
      '<fail>a\n\nb\n',
    );
  });
});

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
          { first: { window: { from: 0, to: 7200 } }, replications: 1, isRandom: true, ...over } as unknown as StudyResult,
          lookupOf({ jobs }),
          80,
        ),
      );
    expect(basis({}, 1)).toEqual(['  1 replication of 2 h, 1 job; more would give intervals']);
    expect(basis({ isRandom: false }, 0)).toEqual(['  1 replication of 2 h; replayed, nothing random']);
    expect(basis({ replications: 2, first: { window: { from: 3600, to: 7200 } } }, 5)).toEqual([
      '  2 replications of 1 h (warm-up 1 h), 5 jobs each; (low … high): 95 %',
    ]);
  });

  test('warnings and assumptions are counted', () => {
    const counts = (warnings: readonly string[], defaults: number): string[] =>
      texts(countLines({ warnings, defaults: Array.from({ length: defaults }) } as unknown as StudyResult, 80));
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

describe('figures', () => {
  const lines = (figures: Parameters<typeof lookupOf>[0]): string[] => texts(figureLines({} as StudyResult, lookupOf(figures), 80));
  const waits = { jobs: 10, 'queueTime.p50': seconds(1), 'queueTime.p95': seconds(5, { low: 4, high: 6 }), 'queueTime.p99': seconds(9) };

  test('queue time, with the first border that more than half of the jobs keep to', () => {
    const share = (own: Readonly<Record<number, number>>): string =>
      lines({
        ...waits,
        ...Object.fromEntries(
          Object.entries(own).map(([border, x]) => [`queueTime.shareBelow(${border}s)`, aFigure(x, { unit: 'share' })]),
        ),
      })[0]!;
    const start = '  queue time  p50 1 s  p95 5 s (4 … 6)  p99 9 s';
    expect(share({})).toBe(start);
    expect(share({ 10: 0.5, 30: 0.51, 60: 0.9 })).toBe(`${start}  51 % within 30 s`);
    expect(share({ 10: 0.501, 30: 0.6 })).toBe(`${start}  50.1 % within 10 s`);
    expect(share({ 10: 0.1, 30: 0.2, 60: 0.3, 120: 0.4, 300: 0.5 })).toBe(`${start}  50 % within 5 min`);
    expect(lines({ ...waits, jobs: 0 })).toEqual([]);
  });

  test('preparation only where it is longer than the queue time, and than ten seconds', () => {
    const has = (wait: number, p95: number): boolean =>
      lines({ ...waits, 'queueTime.p95': seconds(wait), 'preparation.p50': seconds(2), 'preparation.p95': seconds(p95) }).includes(
        `  preparation p50 2 s  p95 ${p95} s`,
      );
    expect([has(10, 11), has(5, 11), has(11, 11), has(12, 11), has(5, 10)]).toEqual([true, true, false, false, false]);
  });

  test('pipelines, cost with its two largest parts, machines', () => {
    expect(lines({ pipelines: 0 })).toEqual([]);
    expect(lines({ pipelines: 1, 'pipelineDuration.p50': seconds(60), 'pipelineDuration.p95': seconds(90) })).toEqual([
      '  pipelines   p50 1 min  p95 1 min 30',
    ]);
    const usd = (x: number, over: object = {}): ReturnType<typeof aFigure> => aFigure(x, { unit: 'USD per month', ...over });
    const cost = { 'cost.total': 1, 'cost.idle': 0.6, 'cost.busy': 0.25, 'cost.hosts': 0.15 };
    expect(lines({ ...cost, 'cost.perMonth': usd(100) })).toEqual(['  cost        100 USD a month; idle 60 %, busy 25 %']);
    expect(lines({ ...cost, 'cost.perMonth': usd(100, { low: 90, high: 110, halfWidth: 10 }) })).toEqual([
      '  cost        100 USD a month (90 … 110); idle 60 %, busy 25 %',
    ]);
    expect(lines({ 'cost.total': 0, 'cost.perMonth': usd(0) })).toEqual([]);
    const machines = { 'machines.all.peak': 1, 'machines.all.average': 0.5, utilisation: aFigure(0.25, { unit: 'share' }) };
    expect(lines(machines)).toEqual(['  machines    0.5 on average, 1 at the peak; 25 % of workers busy']);
    expect(lines({ ...machines, 'machines.all.peak': 0 })).toEqual(['  machines    25 % of workers busy']);
    expect(lines({ utilisation: aFigure(null) })).toEqual([]);
  });
});

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

describe('what happened', () => {
  const story = (events: number, title = 'gone', words = 'late'): StoryText => ({
    title,
    lines: Array.from({ length: events }, (_, i) => ({ at: `1${i}:00`, words: 'this is one that takes more than a half line of it' })),
    sentences: [words],
  });
  const lines = (stories: readonly StoryText[], most: number): string[] => texts(storyLines(stories, 80, most));
  const event = (i: number): string => `    1${i}:00  this is one that takes more than a half line of it`;

  test('five lines of times, then what it did to jobs', () => {
    expect(lines([story(5)], 40)).toEqual(['  gone', ...[0, 1, 2, 3, 4].map(event), '    late']);
    expect(lines([story(6)], 40)).toEqual(['  gone', ...[0, 1, 2, 3].map(event), '    and more   (--full)', '    late']);
  });

  test('the first is told in whatever room there is, others whole or not at all', () => {
    expect(lines([story(3)], 5)).toEqual(['  gone', ...[0, 1, 2].map(event), '    late']);
    expect(lines([story(3)], 4)).toEqual(['  gone', event(0), '    and more   (--full)', '    late']);
    expect(lines([story(3)], 3)).toEqual(['  gone', '    and more   (--full)', '    late']);
    const two = [story(1, 'first'), story(1, 'second')];
    expect(lines(two, 7)).toEqual(['  first', event(0), '    late', '', '  second', event(0), '    late']);
    expect(lines(two, 6)).toEqual(['  first', event(0), '    late', '  and 1 more of what happened   (--full)']);
    expect(lines([], 9)).toEqual([]);
  });

  test('an outage has nine lines at most', () => {
    const long = story(6, 'gone', 'word '.repeat(100).trim());
    const told = lines([long], 40);
    expect(told).toHaveLength(9);
    expect(told.at(-1)).toMatch(/ word …$/u);
  });
});

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

describe('jobs waiting over the run', () => {
  const lines = (averages: readonly number[], over: object = {}, width = 80, isPlain = true): string[] => {
    const {
      start,
      binSeconds = 3600,
      replications = 1,
      from = 0,
    } = over as { start?: string; binSeconds?: number; replications?: number; from?: number };
    const timeline = { binSeconds, signals: [{ name: 'jobs_pending', averages }] };
    return texts(
      waitingLines(
        { first: { timeline, window: { from, to: 0 } }, scenario: { start }, replications } as unknown as StudyResult,
        width,
        isPlain,
      ),
    );
  };
  const monday = { start: '2018-10-08T00:00:00Z' };
  const day = (height: number): number[] => Array.from({ length: 24 }, (_, hour) => (hour < 12 ? 0 : height));

  test('nothing waits, nothing is said; a little is', () => {
    expect(lines([0, 0])).toEqual([]);
    expect(lines([0, 0.01])[0]).toBe('  jobs waiting   0 s _# 2 h');
    expect(texts(waitingLines({ first: { window: { from: 0 } } } as unknown as StudyResult, 80, true))).toEqual([]);
  });

  test('between its ends, and when most did: after the warm-up, of the first replication', () => {
    expect(lines([8, 4, 2], { from: 3600, replications: 2 })).toEqual([
      '  jobs waiting   0 s #=- 3 h',
      '                 most 4, mean of 1 h at 1h after the start (first replication)',
    ]);
    expect(lines([1, 2], monday)).toEqual([
      '  jobs waiting   Mon 00:00 =# Mon 02:00',
      '                 most 2, mean of 1 h at Mon 01:00 UTC',
    ]);
    // 43 columns, less the ends of nine and their blanks, are 23 for the signs; with one less two hours share a sign.
    const hours = Array.from({ length: 23 }, () => 1);
    expect(lines(hours, monday, 60)[0]).toBe(`  jobs waiting   Mon 00:00 ${'#'.repeat(23)} Mon 23:00`);
    expect(lines(hours, monday, 59)[0]).toBe(`  jobs waiting   Mon 00:00 ${'#'.repeat(12)} Mon 23:00`);
  });

  test('by days from midnight on, two or more, each with its name', () => {
    expect(lines([...day(4), ...day(8)], monday)[0]).toBe(
      `  jobs waiting   Mon ${'_'.repeat(12)}${'='.repeat(12)} Tue ${'_'.repeat(12)}${'#'.repeat(12)}`,
    );
    expect(lines(day(4), monday)[0]).toMatch(/^ {2}jobs waiting {3}Mon 00:00 /u);
    expect(lines([...day(4), 1], monday)[0]).toMatch(/Mon \S{24} Tue #?\S$/u);
    // A run that begins within a day, or has bins that no day ends with, is in one piece.
    expect(lines([...day(4), ...day(8)], { start: '2018-10-08T01:00:00Z' })[0]).toMatch(/Mon 01:00 \S+ Wed 01:00$/u);
    expect(lines([...day(4), ...day(8)], { ...monday, binSeconds: 5000 })[0]).toMatch(/Mon 00:00 \S+/u);
    // 63 columns are room for nine days of seven with a blank between, not for ten.
    const days = (n: number): string => lines(Array.from({ length: n }, () => day(1)).flat(), monday)[0]!;
    expect(days(9)).toMatch(/^ {2}jobs waiting {3}Mon \S\S Tue \S\S /u);
    expect(days(10)).toMatch(/^ {2}jobs waiting {3}Mon 00:00 \S+ Thu 00:00$/u);
  });
});
