/** What the summary says, and that it fits a terminal. */
import { describe, expect, test } from 'vitest';
import { cleanText, countText, dollarsText, numberText, secondsText, shareText, wholeText } from '../../../../src/report/frame/numbers.js';
import { pageModel } from '../../../../src/report/run/page/model.js';
import { reportModel, type ReportModel } from '../../../../src/report/run/model.js';
import { sparkText } from '../../../../src/report/frame/spark.js';
import { terminalReport } from '../../../../src/report/run/terminal.js';
import { beginning, columnsTaken, padEnd, padStart, wrap } from '../../../../src/report/frame/width.js';
import type { JobRecord } from '../../../../src/record/job.js';
import { openRun } from '../../../../src/study/open-run.js';
import { summarise, type StudyFacts } from '../../../../src/study/study.js';
import type { StudyResult } from '../../../../src/study/study-result.js';
import { parseThresholds } from '../../../../src/study/thresholds/thresholds.js';
import { aJob, aMachine, aPendingJob } from '../../../support/records.js';
import { fakeEngine, fleet } from '../../../support/prepared-engine.js';

function studyOf(
  perRun: readonly (readonly JobRecord[])[],
  over: Partial<StudyFacts> = {},
  outcome: 'done' | 'max_pending' = 'done',
): StudyResult {
  const { thresholds, issues } = parseThresholds(
    { 'queue_time{group=linux}': ['p(95) < 1m', 'max < 30m'], cost: ['per_month < 1000 USD'] },
    fleet,
  );
  expect(issues).toEqual([]);
  const runs = perRun.map((jobs, replication) => {
    const questions = thresholds.map(({ question }) => question);
    const open = openRun(fakeEngine(jobs, [aMachine()], outcome), fleet, { seed: 7, replication, questions });
    while (open.advance(100) === 'more');
    return open.replication();
  });
  const facts: StudyFacts = {
    runcast: '0.1.0',
    scenario: { name: 'Monday', file: 'monday.yaml', hash: '0123456789abcdef'.repeat(4) },
    seed: 7,
    rerun: 'runcast run monday.yaml --seed 7',
    defaults: [{ path: 'instances["git.example"].request_latency', value: '200ms', note: 'a default' }],
    warnings: [],
    thresholds,
    allowUnmatchedJobs: false,
    ...over,
  };
  return summarise(facts, runs);
}

const text = (study: StudyResult): string => terminalReport(reportModel(study));
/** The study with another name for the group linux. */
function renamed(study: StudyResult, name: string): StudyResult {
  return JSON.parse(JSON.stringify(study).replaceAll('"linux"', JSON.stringify(name))) as StudyResult;
}
const jobs = (wait: number): JobRecord[] => Array.from({ length: 40 }, (_, i) => aJob(4000 + i, wait + i));

describe('the summary', () => {
  test('the verdict and the thresholds come first, with a word each', () => {
    const lines = text(studyOf([jobs(30)])).split('\n');
    expect(lines[0]).toBe('✗ FAIL  Monday: 2 of 3 thresholds met, 1 missed');
    // One machine of 360 billed seconds at 0.36 USD/h in two hours: 0.036 x 365.
    expect(lines[1]).toBe('  ✓ pass  cost: per_month < 1000 USD, found 13.1 USD');
    expect(lines[2]).toBe('  ✗ FAIL  queue_time{group=linux}: p(95) < 1m, found 1m 7s');
    expect(lines[3]).toBe('  ✓ pass  queue_time{group=linux}: max < 30m, found 1m 9s');
  });

  test('with replications there are half-widths, and the header says of what', () => {
    // Waits of 1 to 40, 2 to 41, 3 to 42 s, together 1, 2, 2, 3, 3, 3 ...: rank 60 is 21 s, rank 114 is 39 s. Shares below either differ by 1/40 from
    // one to the next, so h = 4.303 / 40 / sqrt(3) = 0.0621: ranks 53 and 68 are 19 and 24 s, rank 107 is 37 s, and 0.95 + h is above one.
    const out = text(studyOf([jobs(1), jobs(2), jobs(3)]));
    expect(out).toMatch(/^In short\n {2}jobs +40 +± 0\n {2}queue time p50 +21s +19s … 24s\n {2}queue time p95 +39s +37s … 42s\n/mu);
    expect(out).toMatch(/^ {2}handed out within 1m +100% +± 0%$/mu);
    expect(out).toContain('3 replications, means (quantiles:');
    expect(out).toContain('found 39s (37s … 42s)');
    expect(out).toMatch(/^ {2}queue time +22s +21s +39s +41s +42s\n +± 2\.48s/mu);
  });

  test('lower bounds are marked and explained', () => {
    const out = text(studyOf([[...jobs(1), aPendingJob(3600), aPendingJob(3700), aPendingJob(3800)]]));
    expect(out).toContain('found >= 1h 57m');
    expect(out).toContain('3 of 43 jobs were not handed out');
    expect(out).toContain('At the end: 3 jobs pending, 0 running.');
  });

  test('signs of bounds are explained where they stand', () => {
    const [at, most] = [{ scope: 'all', name: 'all' } as const, { atMost: true } as const];
    const study = studyOf([jobs(1)]);
    const figures = study.figures.map((figure) =>
      figure.scope === at.scope && figure.figure === 'machines.all.peak' ? { ...figure, estimate: 9, ...most } : figure,
    );
    const out = text({ ...study, figures });
    expect(out).toMatch(/^ {2}machines at the peak +<= 9$/mu);
    const note = '<=: at most; a sum of the peaks of parts that need not have come at once.';
    // In the short table and in that of the fleet; without machines in that alone: two managers of the group are busy.
    expect(out.split(note)).toHaveLength(3);
    expect(text(study)).toMatch(/^ {2}linux .* <= 4 /mu);
    expect(text(study).split(note)).toHaveLength(2);
  });

  test('jobs that no runner may take are an alarm', () => {
    const study = studyOf([[...jobs(1), aPendingJob(3600, { unmatched: true, project: 1 })]]);
    expect(text(study)).toContain('! 1 job can be taken by no runner: 1 of workload public, project beta.');
    expect(text(study).startsWith('✗ FAIL')).toBe(true);
  });

  test('no jobs are an alarm, not a table of dashes', () => {
    const out = text(studyOf([[]]));
    expect(out).toContain('! No job was queued in the measured period;');
    expect(out).toContain('? undecided  queue_time{group=linux}: p(95) < 1m, there was nothing to measure');
    expect(out).not.toContain('All jobs');
  });

  test('a limit that ended the run is an alarm', () => {
    expect(text(studyOf([jobs(1)], {}, 'max_pending'))).toContain('! Stopped at 3h by the limit on pending jobs');
  });

  test('cost by part, assumptions, and the last line that identifies the run', () => {
    const out = text(studyOf([jobs(1)]));
    expect(out).toMatch(/^ {2}busy +0\.02 USD +55\.6%$/mu);
    expect(out).toMatch(/^ {2}total +0\.036 USD +100%$/mu);
    expect(out).toContain('  instances["git.example"]: request_latency 200ms (a default)\n');
    expect(out.endsWith('\nruncast run monday.yaml --seed 7 # 0.1.0 sha256:0123456789ab\n')).toBe(true);
  });

  test.each([
    ['long', 'a very long name of a scenario, '.repeat(9)],
    ['one word', 'x'.repeat(200)],
    ['ideographs', '連続統合'.repeat(30)],
    ['pictures', '🚀🎉'.repeat(60)],
    ['accents', 'e\u0301'.repeat(150)],
    ['control characters', 'a\nb\tc\u001b[2J'.repeat(20)],
  ])('no line but the command is wider than 80 columns, whatever the names: %s', (_kind, name) => {
    const defaults = [{ path: `workloads.${name}.start`, value: name }];
    const over = { scenario: { name, file: 'f', hash: 'e'.repeat(64) }, defaults };
    for (const waits of [[1], [1, 700, 90]]) {
      const lines = text(renamed(studyOf(waits.map(jobs), over), name)).split('\n');
      for (const line of lines.slice(0, -2)) expect(columnsTaken(line), line).toBeLessThanOrEqual(80);
      expect(lines.join('')).not.toMatch(/[\u0000-\u001f]/u);
      if (name === 'x'.repeat(200)) expect(lines.join('').replace(/\s+/gu, '')).toContain(`group${name}`);
    }
  });

  test("colour is the caller's; text of others cannot paint", () => {
    const study = studyOf([jobs(1)], { scenario: { name: 'evil \u001b[31mred\u202e', file: 'f', hash: 'e'.repeat(64) } });
    expect(text(study)).not.toContain('\u001b');
    expect(text(study)).toContain('evil ?[31mred?');
    expect(terminalReport(reportModel(study), { paint: (tone, line) => `<${tone}>${line}` })).toContain('<pass>  ✓ pass');
  });
});

describe('the order', () => {
  const table = (title: string, name: string): ReportModel['tables'][number] => ({
    section: 'fleet',
    isFolded: false,
    title,
    head: 'of',
    columns: ['p50'],
    rows: [{ name, cells: ['1s'], spread: [''] }],
    notes: [],
  });
  const model: ReportModel = {
    name: 'Monday',
    verdict: 'pass',
    headline: 'all met',
    thresholds: [],
    basis: 'Jobs of two hours.',
    alarms: ['First alarm.', 'Second alarm.'],
    stories: [
      { title: 'one', lines: [{ at: 'Mon 10:00', words: 'it begins' }], sentences: ['It was short.'] },
      { title: 'two', lines: [], sentences: [] },
    ],
    tables: [table('Table one', 'a'), table('Table two', 'b')],
    advice: ['Do this.', 'Or that.'],
    overTime: {
      title: 'Over time',
      lines: [
        { name: 'jobs waiting', levels: [0, 1, 2, 3, 4, 5, 6, 7, 8], note: 'most 8' },
        { name: 'machines', levels: [8, 0], note: 'most 3' },
      ],
    },
    warnings: ['w1', 'w2'],
    defaults: [{ thing: 'scenario', values: ['timezone UTC'] }],
    rerun: 'runcast run monday.yaml',
  };

  test('verdict, alarms, basis, stories, tables, advice, lines over time, warnings, assumptions, the command', () => {
    expect(terminalReport(model, { isPlain: true }).split('\n')).toEqual([
      '✓ pass  Monday: all met',
      '! First alarm.',
      '! Second alarm.',
      '',
      'Jobs of two hours.',
      '',
      'What happened: one',
      '  Mon 10:00  it begins',
      '  It was short.',
      '',
      'What happened: two',
      '',
      'Table one                                  p50',
      '  a                                         1s',
      '',
      'Table two                                  p50',
      '  b                                         1s',
      '',
      'What held jobs, and what bears on it',
      '  Do this.',
      '  Or that.',
      '',
      'Over time',
      `  jobs waiting  ${sparkText([0, 1, 2, 3, 4, 5, 6, 7, 8], true)}  most 8`,
      `  machines      ${sparkText([8, 0], true)}  most 3`,
      '',
      'Warnings',
      '  w1',
      '  w2',
      '',
      'Assumed, because the scenario does not say',
      '  scenario: timezone UTC',
      '',
      'The same again (behind the #: version of runcast and hash of the scenario)',
      'runcast run monday.yaml',
      '',
    ]);
  });

  test('a warning that was set in lines for the terminal is a sentence, in every report', () => {
    const warning = 'x.yaml:1:10 horizon: warning: the 23h that count\n  do not hold a week\n    horizon: 24h\n             ^';
    const study = studyOf([jobs(30)], { warnings: [warning] });
    const words = 'x.yaml:1:10 horizon: the 23h that count do not hold a week';
    expect(text(study)).toContain(`Warnings\n  ${words}\n\n`);
    // What the page shows too.
    expect(pageModel(study).warnings).toEqual([words]);
  });

  test('what there is nothing of has no heading', () => {
    const bare = { ...model, alarms: [], stories: [], tables: [], advice: [], overTime: undefined, warnings: [], defaults: [] };
    expect(terminalReport(bare).split('\n')).toEqual([
      '✓ pass  Monday: all met',
      '',
      'Jobs of two hours.',
      '',
      'The same again (behind the #: version of runcast and hash of the scenario)',
      'runcast run monday.yaml',
      '',
    ]);
  });
});

describe('width', () => {
  test('ideographs and pictures take two columns, accents none', () => {
    expect(['abc', 'é', 'e\u0301', '連', '한글', '🚀', 'ｗ', '± ✓'].map(columnsTaken)).toEqual([3, 1, 1, 2, 4, 2, 2, 3]);
    expect(beginning('a連b', 2)).toBe('a');
    expect([padEnd('連', 4), padStart('連', 4)]).toEqual(['連  ', '  連']);
    expect(wrap('連'.repeat(41)).map(columnsTaken)).toEqual([80, 2]);
    // A beginning that leaves no room is set as words.
    expect(wrap('some words', `  ${'14:30 '.repeat(8)}`, ' '.repeat(58), 40).every((line) => columnsTaken(line) <= 40)).toBe(true);
  });
});

describe('numbers', () => {
  test('three significant digits, thousands apart, a unit', () => {
    expect([0, 0.5, 1.2345, 12.345, 123.45, 1234.5, 1_234_567, 0.00001234].map(numberText)).toEqual([
      '0',
      '0.5',
      '1.23',
      '12.3',
      '123',
      '1,230',
      '1,230,000',
      '<0.001',
    ]);
    expect([0, 999, 1000, 1_234_567, -1234].map(wholeText)).toEqual(['0', '999', '1,000', '1,234,567', '-1,234']);
    expect([0, 0.000068, 0.0123, 252, 90_000].map(secondsText)).toEqual(['0s', '<1ms', '12.3ms', '4m 12s', '1d 1h']);
    expect([-0.0001, 0.0006].map(secondsText)).toEqual(['-<1ms', '600us']);
    expect(dollarsText(39_512)).toBe('39,500 USD');
    expect(numberText(Infinity)).toBe('endless');
  });

  test('one is singular', () => {
    expect([0, 1, 2000].map((n) => countText(n, 'job'))).toEqual(['0 jobs', '1 job', '2,000 jobs']);
  });

  test('nearly all is never all', () => {
    expect([0, 0.5, 0.99951, 0.999999, 1].map(shareText)).toEqual(['0%', '50%', '99.95%', '>99.99%', '100%']);
  });

  test('control and direction characters are replaced', () => {
    expect(cleanText('a\u0007b\u200fc\u2028d')).toBe('a?b?c?d');
  });
});
