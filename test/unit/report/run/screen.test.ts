/** The one screen, from results made by hand: what it says, in which order, and that it stays one screen. */
import { describe, expect, test } from 'vitest';
import { oneScreen } from '../../../../src/report/run/screen.js';
import { spoken, spokenEnds, spokenSeconds } from '../../../../src/report/frame/spoken.js';
import { columnsTaken } from '../../../../src/report/frame/width.js';
import type { Story } from '../../../../src/results/outages/story-schema.js';
import { openRun } from '../../../../src/study/open-run.js';
import type { StudyResult } from '../../../../src/study/study-result.js';
import { summarise, type StudyFacts } from '../../../../src/study/study.js';
import { parseThresholds } from '../../../../src/study/thresholds/thresholds.js';
import type { JobRecord } from '../../../../src/record/job.js';
import { WAIT_CAUSES, type WaitCause } from '../../../../src/record/wait-causes.js';
import { SECOND } from '../../../../src/units/time.js';
import { aJob, aMachine, aPendingJob } from '../../../support/records.js';
import { fakeEngine, fleet } from '../../../support/prepared-engine.js';

const THRESHOLDS = { 'queue_time{group=linux}': ['p(95) < 1m', 'max < 30m'], cost: ['per_month < 1000 USD'] };

function waits(parts: Partial<Record<WaitCause, number>>): Float64Array {
  return Float64Array.from(WAIT_CAUSES, (cause) => (parts[cause] ?? 0) * SECOND);
}

/** Forty jobs that waited `wait` seconds and one more each than the one before, three quarters of it for a boot. */
const jobs = (wait: number): JobRecord[] =>
  Array.from({ length: 40 }, (_, i) =>
    aJob(4000 + i, wait + i, { waits: waits({ boot: 0.75 * (wait + i), next_poll: 0.25 * (wait + i) }) }),
  );

function studyOf(
  perRun: readonly (readonly JobRecord[])[],
  over: Partial<StudyFacts> = {},
  wanted: Readonly<Record<string, readonly string[]>> = THRESHOLDS,
): StudyResult {
  const { thresholds, issues } = parseThresholds(wanted, fleet);
  expect(issues).toEqual([]);
  const questions = thresholds.map(({ question }) => question);
  const runs = perRun.map((own, replication) => {
    const open = openRun(fakeEngine(own, [aMachine()]), fleet, { seed: 7, replication, questions, timeline: replication === 0 });
    while (open.advance(100) === 'more');
    return open.replication();
  });
  const facts: StudyFacts = {
    runcast: '0.1.0',
    scenario: { name: 'Monday', file: 'monday.yaml', hash: '0123456789abcdef'.repeat(4), start: '2018-10-08T00:00:00Z' },
    seed: 7,
    rerun: 'runcast run monday.yaml --seed 7',
    defaults: [
      { path: 'instances["git.example"].request_latency', value: '200ms' },
      { path: 'timezone', value: 'UTC' },
    ],
    warnings: [],
    thresholds,
    allowUnmatchedJobs: false,
    ...over,
  };
  return summarise(facts, runs);
}

const linesOf = (study: StudyResult, width = 80): string[] => oneScreen(study, { width }).split('\n').slice(0, -1);

describe('what it says', () => {
  test('a run that meets all: verdict, basis, figures, thresholds, causes, assumptions, what to type next; in this order', () => {
    // The waits are 10 to 49 s: the 20th of forty is 29 s, the 38th 47 s; half of them are below 30 s, which is not more than half.
    const lines = linesOf(studyOf([jobs(10)]));
    expect(lines[0]).toBe('✓ Monday: all 3 thresholds met');
    expect(lines[1]).toBe('  1 replication of 2 h (warm-up 1 h), 40 jobs; more would give intervals');
    expect(lines).toContain('  queue time  p50 29 s  p95 47 s  p99 49 s  100 % within 1 min');
    const at = (begin: string): number => lines.findIndex((line) => line.startsWith(begin));
    const order = ['  queue time', '  cost', '  ✓ cost', '  why jobs waited', '  2 values were assumed', '  runcast run'].map(at);
    expect(order.every((place) => place > 0)).toBe(true);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(lines).toContain('  why jobs waited   boot in progress 75 %, next poll 25 %');
    expect(lines).toContain('  2 values were assumed   (--show assumptions)');
    expect(lines.at(-1)).toBe('  runcast run monday.yaml --seed 7   # more: --full, --out DIR');
  });

  test('how many jobs waited over the run stands between the causes and the assumptions, where anything was measured', () => {
    const study = studyOf([jobs(10)]);
    const pending = { name: 'jobs_pending', labels: {}, averages: [0, 4, 2], peak: 4 } as never;
    const waited = { ...study, first: { ...study.first, timeline: { binSeconds: 3600, signals: [pending] } } };
    const lines = linesOf(waited);
    const at = (begin: string): number => lines.findIndex((line) => line.startsWith(begin));
    expect(lines[at('  jobs waiting')]).toMatch(/^ {2}jobs waiting {3}Mon 01:00 \S{2} Mon 03:00$/u);
    expect(at('  why jobs waited')).toBeLessThan(at('  jobs waiting'));
    expect(at('  jobs waiting')).toBeLessThan(at('  2 values were assumed'));
    // Nothing was measured: nothing is said of it.
    const runs = study.runs.map((run) => ({ ...run, window: { ...run.window, to: run.window.from } }));
    expect(linesOf({ ...waited, runs }).join('\n')).not.toContain('jobs waiting');
  });

  test('a missed threshold comes first of all, under a verdict that counts', () => {
    const lines = linesOf(studyOf([jobs(30)]));
    expect(lines[0]).toBe('✗ Monday: 1 of 3 thresholds missed');
    // 30 to 69 s: the 38th of forty is 67 s.
    expect(lines[3]).toBe('  ✗ queue_time{group=linux} p(95) < 1m  1 min 07');
    expect(lines.slice(4, 6)).toEqual([
      // One machine of 360 billed seconds at 0.36 USD/h in two hours: 0.036 x 365.
      '  ✓ cost per_month < 1000 USD           13.1 USD',
      '  ✓ queue_time{group=linux} max < 30m   1 min 09',
    ]);
    expect(lines.findIndex((line) => line.includes('queue time'))).toBeGreaterThan(5);
  });

  test('an undecided one says why, and replications give intervals', () => {
    // Waits of 1 to 40, 22 to 61 and 43 to 82 s: rank 114 of all is 76 s, below which are 1, 1 and 33/40 of a run's: h = 4.303 x 0.101 / sqrt(3) = 0.251.
    // Rank 84 is 54 s; 0.95 + h is above one, so the other end is the largest. Below 60 s are 1, 38/40 and 17/40.
    const lines = linesOf(studyOf([jobs(1), jobs(22), jobs(43)]));
    expect(lines[0]).toBe('? Monday: 1 of 3 thresholds undecided');
    expect(lines[3]).toBe('  ? queue_time{group=linux} p(95) < 1m  1 min 16 (54 s … 1 min 22)');
    expect(lines[4]).toBe('      the interval lies across the line; more replications narrow it');
    expect(lines[1]).toBe('  3 replications of 2 h (warm-up 1 h), 40 jobs each; (low … high): 95 %');
  });

  test('a lower bound is one in words', () => {
    const out = linesOf(studyOf([[...jobs(1), aPendingJob(3600), aPendingJob(3700), aPendingJob(3800)]])).join('\n');
    expect(out).toContain('p95 at least 1 h 57');
    expect(out).toContain('jobs were still waiting, so this is a lower bound');
  });

  test('jobs that no runner may take fail the run by name', () => {
    const [first, , third] = linesOf(studyOf([[...jobs(1), aPendingJob(3600, { unmatched: true, project: 1 })]]));
    expect(first).toMatch(/^✗ Monday: .*jobs that no runner may take$/u);
    expect(third).toContain('! 1 job can be taken by no runner: 1 of workload public, project beta.');
  });

  test('assumptions are listed when asked for, the last line stays the last', () => {
    const out = oneScreen(studyOf([jobs(1)]), { assumptions: true });
    expect(out).toContain('\n  instances["git.example"]: request_latency 200ms\n  scenario: timezone UTC\n');
    expect(out.trimEnd().split('\n').at(-1)).toContain('runcast run monday.yaml --seed 7');
  });

  test('warnings are counted, the first is said', () => {
    const warnings = ['monday.yaml:3:1: warning: no machine\n  is used again', 'another'];
    expect(linesOf(studyOf([jobs(1)], { warnings }))).toContain('  ! 2 warnings (--full): monday.yaml:3:1: no machine is used again');
  });
});

describe('what bears on the waits', () => {
  test('the group, its causes and the settings that it has', () => {
    const study = studyOf([jobs(10)]);
    const lines = linesOf(study);
    const at = lines.indexOf('    linux, p95 47 s: boot in progress 75 %, next poll 25 %');
    expect(at).toBeGreaterThan(0);
    // check_interval is 3 s on both managers; neither entry has an IdleCount at any time.
    expect(
      lines
        .slice(at + 1, at + 3)
        .join(' ')
        .replace(/\s+/gu, ' '),
    ).toBe(' what bears on it: how long machines boot, check_interval (now 3), request_concurrency (now 1), the number of managers');
  });

  test('groups whose jobs hardly wait are not told of', () => {
    const short = Array.from({ length: 40 }, (_, i) => aJob(4000 + i, 2, { waits: waits({ next_poll: 2 }) }));
    expect(linesOf(studyOf([short]))).toContain('    short waits: no group has more than 5 s at p95');
  });
});

describe('one screen', () => {
  const story = (index: number): Story => ({
    outage: `outage number ${index} of a cloud with a long name, ${'very '.repeat(20)}long`,
    start: 50_400 + index,
    end: 61_200,
    failovers: [{ name: 'standby', since: 50_520, noticed: 50_700, failedOver: 50_820, failingBack: 61_800, failedBack: 62_400 }],
    backlogBefore: 0.5,
    backlogPeak: 4847,
    backlogPeakAt: 61_260,
    recovered: 64_800,
    slo: { seconds: 60, share: 0.95, subject: 'queue_time', isDefault: true },
    jobsQueued: 6000,
    jobsDelayed: 1500,
    jobsHeld: 3,
    jobsLostInAll: 1,
    jobsLost: 1,
    minutesMissed: 90,
    waves: [{ from: 50_400, failback: null, backlogPeak: 4847, backlogPeakAt: 61_260, jobsQueued: 6000, jobsDelayed: 1500 }],
  });
  const many = Array.from({ length: 30 }, (_, i) => `p(${60 + i}) < 1m`);
  const crowded = (name: string): StudyResult => {
    const over = { scenario: { name, file: 'f', hash: 'e'.repeat(64) }, warnings: [name, name], rerun: `runcast run ${'x'.repeat(200)}` };
    const study = studyOf([jobs(30), jobs(40)], over, { queue_time: many, cost: ['per_month < 1 USD'] });
    const stories = [1, 2, 3, 4].map(story);
    return { ...study, first: { ...study.first, story: stories }, runs: study.runs.map((run) => ({ ...run, story: stories })) };
  };

  test.each([60, 80, 120])('at %i columns no line is wider and there are at most 40, whatever there is to say', (width) => {
    for (const name of ['n', 'a long name, '.repeat(30), '連続統合'.repeat(50), 'x'.repeat(300), 'a\u001b[2Jb\n'.repeat(30)]) {
      const lines = linesOf(crowded(name), width);
      expect(lines.length).toBeLessThanOrEqual(40);
      // The last line is the command, whole.
      for (const line of lines.slice(0, -1)) expect(columnsTaken(line), line).toBeLessThanOrEqual(width);
      expect(lines.join('')).not.toMatch(/[\u0000-\u001f]/u);
      expect(lines.at(-1)).toBe(`  runcast run ${'x'.repeat(200)}`);
    }
  });

  test('what finds no room is counted: thresholds, outages', () => {
    const lines = linesOf(crowded('n'));
    const shown = lines.filter((line) => /^ {2}[✓✗?] /u.test(line)).length;
    expect(lines.join('\n')).toContain(`and ${31 - shown} more   (--full)`);
    const told = lines.filter((line) => line.startsWith('  outage number')).length;
    expect(told).toBeGreaterThan(0);
    expect(lines).toContain(`  and ${4 - told} more of what happened   (--full)`);
  });

  test('one outage is told whole before the causes, which give way', () => {
    const own = { ...story(1), outage: 'gone' };
    const study = studyOf([jobs(10)], { warnings: ['one', 'two'] }, { queue_time: many.slice(0, 8) });
    const failovers = ['standby in the west', 'standby in the east', 'standby at home'].map((name, i) => ({
      noticed: 50_700 + 60 * i,
      failedOver: 50_820 + 60 * i,
      failingBack: 61_800 + 60 * i,
      failedBack: 62_400 + 60 * i,
      name,
    }));
    const told = [{ ...own, failovers, jobsHeld: 12 }];
    const outage = { ...study, first: { ...study.first, story: told }, runs: study.runs.map((run) => ({ ...run, story: told })) };
    const lines = linesOf(outage);
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(lines.join(' ').replace(/\s+/gu, ' ')).toContain('in time: 90.');
    expect(lines.filter((line) => /failing back|failed back|the fleet is as before/u.test(line))).toHaveLength(7);
    const at = (begin: string): number => lines.findIndex((line) => line.startsWith(begin));
    expect(lines.slice(at('  gone'), at('  why jobs waited')).join('\n')).not.toContain('--full');
  });

  test('colour only adds: without its signs the text is the plain one', () => {
    const study = crowded('n');
    const painted = oneScreen(study, { paint: (tone, text) => `\u001b[${tone}m${text}\u001b[0m` });
    expect(painted).toContain('\u001b[failm');
    expect(painted.replace(/\u001b\[\w+m/gu, '')).toBe(oneScreen(study));
  });
});

describe('figures as people say them', () => {
  test('durations', () => {
    const said = [0, 0.0001, 0.012, 0.616, 2.75, 5, 13.4, 59.6, 64, 252, 605, 1843, 3599, 4800, 3660, 86_399, 90_000, 604_800];
    expect(said.map((x) => spokenSeconds(x))).toEqual(
      ['0 s', 'under 1 ms', '12 ms', '0.62 s', '2.8 s', '5 s', '13 s', '1 min', '1 min 04', '4 min 12', '10 min', '31 min', '1 h'].concat([
        '1 h 20',
        '1 h 01',
        '1 d',
        '1 d 1 h',
        '1 week',
      ]),
    );
    expect([1843, 599.7].map((x) => spokenSeconds(x, true))).toEqual(['30 min 43', '10 min']);
  });

  test('an interval is in the style of its figure, and in none where nothing of it is seen', () => {
    const seconds = (estimate: number, low: number | null, high: number | null) => ({ estimate, low, high, unit: 's' as const });
    expect(spokenEnds(seconds(13, 10.6, 15.4))).toBe('(11 … 15)');
    expect(spokenEnds(seconds(50, 38, 62))).toBe('(38 s … 1 min 02)');
    expect(spokenEnds(seconds(2, -3, 7))).toBe('(0 … 7)');
    expect(spokenEnds(seconds(13, 12.99, 13.01))).toBe('');
    expect(spokenEnds(seconds(13, null, null))).toBe('');
    // Jobs were still waiting: the true value may be any height.
    expect(spokenEnds(seconds(90, 80, null))).toBe('(1 min 20 or more)');
    expect(spokenEnds({ estimate: 0.97, low: 0.92, high: 1.02, unit: 'share' })).toBe('(92 … 100)');
    expect(spokenEnds({ estimate: 6040, low: 5780, high: 6300, unit: 'USD per month' })).toBe('(5,780 … 6,300)');
  });

  test('a bound is said in words', () => {
    expect(spoken({ estimate: 90, low: null, high: null, unit: 's', atLeast: true })).toBe('at least 1 min 30');
    expect(spoken({ estimate: 863, low: null, high: null, unit: 'count', atMost: true })).toBe('at most 863');
    expect(spoken({ estimate: null, low: null, high: null, unit: 's' })).toBe('');
  });
});
