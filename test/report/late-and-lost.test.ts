/**
 * Late is late and lost is lost, in whatever says it: the story of an outage, the outages together, the pair, and the study of outages. Each number
 * stands for one thing only, so that a label over another's number is seen. The cells of `outage.csv` are held against lists of jobs elsewhere.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { markdownReport } from '../../src/report/run/markdown.js';
import { reportModel } from '../../src/report/run/model.js';
import { outageHtml } from '../../src/report/outage/html.js';
import { outageText } from '../../src/report/outage/text.js';
import { oneScreen } from '../../src/report/run/screen.js';
import { terminalReport } from '../../src/report/run/terminal.js';
import type { Story } from '../../src/results/outages/story-schema.js';
import type { OutageResult, SweepCell, YearOutage } from '../../src/study/outage/outage-result.js';
import { studyResultSchema, type StudyResult } from '../../src/study/study-result.js';
import { inProcess } from '../support/in-process.js';
import { writeScenario } from '../support/two-of-each.js';
import { page, studyOf, tablesOf, textOf } from './studies.js';

/** What one replication saw; each figure has its own last digit. */
function storyOf(tens: number): Story {
  return {
    outage: 'gone',
    start: 3600,
    end: 5400,
    failovers: [],
    backlogBefore: 0,
    backlogPeak: tens + 5,
    backlogPeakAt: 5400,
    recovered: 6000,
    waves: [{ from: 3600, failback: null, backlogPeak: tens + 5, backlogPeakAt: 5400, jobsQueued: 6000, jobsDelayed: tens + 1 }],
    slo: { seconds: 60, share: 0.95, subject: 'queue_time', isDefault: true },
    jobsQueued: 6000,
    jobsDelayed: tens + 1,
    jobsHeld: tens + 2,
    jobsLostInAll: tens + 900,
    jobsLost: tens + 3,
    minutesMissed: tens + 4,
  };
}

let study: StudyResult;
beforeAll(async () => {
  const played = await studyOf(writeScenario(), '--set', 'replications=2');
  const runs = played.runs.map((run, i) => ({ ...run, story: [storyOf(i === 0 ? 10 : 30)] }));
  const figures = (['lateJobs', 'heldJobs', 'lostJobs', 'minutesMissed'] as const).map((figure, i) => ({
    figure,
    unit: 'count' as const,
    with: 101 + i,
    without: 51 + i,
    extra: 50,
    halfWidth: null,
  }));
  study = {
    ...played,
    first: { ...played.first, story: runs[0]!.story },
    runs,
    paired: { replications: 2, slo: { seconds: 60, share: 0.95 }, figures },
  };
});

const words = (text: string): string => text.replace(/\\(.)/gu, '$1').replace(/\s+/gu, ' ');

describe('an outage in a run', () => {
  const forms: Readonly<Record<string, () => string | Promise<string>>> = {
    'the one screen': () => oneScreen(study),
    'the whole summary': () => terminalReport(reportModel(study)),
    'the page': async () => textOf(await page(study)),
    Markdown: () => markdownReport(study),
  };

  test.each(Object.keys(forms))('is told so by %s', async (form) => {
    const text = words(await forms[form]!());
    expect(text).toContain('21 (11 … 31) of 6,000 jobs late (1m or more); 22 (12 … 32) more hung in preparation.');
    expect(text).toContain('Lost: 23 (13 … 33). Minutes with less than 95% (assumed) in time: 24 (14 … 34).');
  });

  /** The outages together and the pair, by form: figures of a row by their column. */
  const tables: Readonly<Record<string, () => Promise<readonly (readonly string[])[]>>> = {
    'the page': async () => {
      const all = tablesOf(await page(study));
      return ['Outages', 'Against the same run without the outage'].flatMap((title) => {
        const { columns, rows } = all.get(title)!;
        return [columns, ...[...rows].map(([name, cells]) => [name, ...cells.map(([figure]) => figure)])];
      });
    },
    Markdown: () => {
      const cells = (line: string): string[] =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => words(cell).trim().replace(/ ± .*/u, ''));
      const lines = markdownReport(study)
        .split('\n')
        .filter((line) => line.startsWith('|'));
      return Promise.resolve(lines.map((line) => cells(line)).map((own) => (own.includes('min. missed') ? own.slice(1) : own)));
    },
    'the whole summary': () => {
      const lines = terminalReport(reportModel(study), { width: 160 }).split('\n');
      return Promise.resolve(lines.map((line) => line.trim().split(/\s{2,}/u)).map((own) => (own[0] === 'Outages' ? own.slice(1) : own)));
    },
  };

  test.each(Object.keys(tables))('stands so in the tables of %s', async (form) => {
    const rows = await tables[form]!();
    const head = rows.find((row) => row.includes('min. missed'))!;
    const of = (name: string): readonly string[] => rows.find((row) => row[0] === name)!.slice(1);
    const outage = of('gone');
    const by = Object.fromEntries(head.map((column, i) => [column, outage[i]]));
    expect(by).toMatchObject({ peak: '25', late: '21', lost: '23', 'min. missed': '24' });
    expect(of('jobs not handed out within 1m')).toEqual(['101', '51', '+50']);
    expect(of('jobs held up in their preparation')).toEqual(['102', '52', '+50']);
    expect(of('jobs lost to the runner system')).toEqual(['103', '53', '+50']);
    expect(of('minutes with less than 95% in time')).toEqual(['104', '54', '+50']);
  });

  test('and comes back from JSON as it was, into the same words', async () => {
    const json = JSON.stringify(study);
    expect(studyResultSchema.parse(JSON.parse(json)).runs.map(({ story }) => story)).toEqual(study.runs.map(({ story }) => story));
    const { out } = await inProcess(['report', '-', '--full'], json);
    expect(words(out)).toContain('Lost: 23 (13 … 33).');
    expect(words(out)).toContain('21 (11 … 31) of 6,000 jobs late');
  });
});

describe('a study of outages', () => {
  const spread = (mean: number): SweepCell['late'] => ({ mean, halfWidth: null });
  const cell = (tens: number): SweepCell => ({
    startSeconds: 3600 * tens,
    weekday: 0,
    minuteOfDay: 6 * tens,
    late: spread(tens + 1),
    held: spread(tens + 2),
    lost: spread(tens + 3),
    sloMinutes: spread(tens + 4),
    waitHours: spread(tens + 5),
    recoverMinutes: tens + 6,
    isCut: false,
  });
  const drawn = (tens: number): YearOutage => ({
    year: 1,
    dayOfYear: tens,
    weekday: 1,
    minuteOfDay: 600,
    startSeconds: 0,
    drawnSeconds: 600,
    durationSeconds: 600,
    replication: 0,
    isCut: false,
    late: tens + 1,
    held: tens + 2,
    lost: tens + 3,
    sloMinutes: tens + 4,
    waitHours: tens + 5,
    recoverMinutes: tens + 6,
  });
  const result: OutageResult = {
    schemaVersion: 2,
    runcast: '1.0.0',
    scenario: { name: 'late and lost', file: 's.yaml', hash: '0'.repeat(64), start: '2018-10-08T00:00:00Z', timezone: 'UTC' },
    seed: 1,
    replications: 1,
    rerun: 'runcast outage s.yaml',
    target: { kind: 'cloud', name: 'gce', effect: 'down' },
    slo: { seconds: 60, share: 0.95 },
    everySeconds: 3600,
    held: null,
    maps: [{ durationSeconds: 1800, cells: [cell(20), cell(40)] }],
    availability: {
      years: 1,
      jobsPerYear: 1_000_000,
      withoutOutages: 1,
      ofOutages: spread(0.5),
      inAll: spread(0.5),
      capped: 0,
      outages: [drawn(60), drawn(80)],
    },
    isCut: false,
  };
  const html = (): Promise<string> => outageHtml(result, { sha256: () => 'hash' });

  test.each(['terminal', 'page'])('says of the worst and the quietest start, and of all that were drawn: %s', async (form) => {
    const text = words(form === 'terminal' ? outageText(result) : textOf(await html()));
    const told = (tens: number): string =>
      `${tens + 1} jobs late, ${tens + 2} held up in preparation, ${tens + 5} h of waiting, ${tens + 3} jobs lost, the SLO missed for ${tens + 4} min, the fleet as before ${tens + 6}m after its end`;
    expect(text).toContain(`Worst: Mon 04:00 for 30m: ${told(40)}.`);
    expect(text).toContain(`Quietest for that length: Mon 02:00 for 30m: ${told(20)}.`);
    expect(text).toContain('142 jobs late, 146 lost.');
  });

  test('its table of drawn outages has each under its head, in the terminal and on the page', async () => {
    const columns = ['length', 'late', 'h waited', 'lost', 'back after'];
    const lines = outageText(result)
      .split('\n')
      .map((line) => line.trim().split(/\s{2,}/u));
    expect(lines).toContainEqual(['The outages that were drawn', ...columns]);
    const rows = [80, 60].map((tens) => [
      `year 1 day ${tens}, Tue 10:00`,
      ...['10m', `${tens + 1}`, `${tens + 5}`, `${tens + 3}`, tens === 80 ? '1h 26m' : '1h 6m'],
    ]);
    for (const row of rows) expect(lines).toContainEqual(row);
    const table = [...tablesOf(await html()).values()].find((one) => one.columns.includes('h waited'))!;
    expect(table.columns).toEqual(columns);
    expect([...table.rows].map(([name, cells]) => [name, ...cells.map(([figure]) => figure)])).toEqual(rows);
  });
});
