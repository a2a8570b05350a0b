/**
 * Figures of the terminal and of `replications.csv`, each traced to its result: every figure of a study gets a number of its own for what is read by
 * people, and every cell of the CSV is looked up in the result by the path that its column names.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reportModel } from '../../src/report/run/model.js';
import { oneScreen } from '../../src/report/run/screen.js';
import { terminalReport } from '../../src/report/run/terminal.js';
import type { RunResult } from '../../src/results/run-result.js';
import { studyResultSchema, type StudyResult } from '../../src/study/study-result.js';
import { inProcess } from '../support/in-process.js';
import { writeScenario } from '../support/two-of-each.js';

const out = mkdtempSync(path.join(tmpdir(), 'runcast-traced-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

let played: StudyResult;
/** The same study, its figures numbered. */
let numbered: StudyResult;
/** The number of a figure as it is shown. */
const numberOf = new Map<string, string>();
const all = (figure: string): string => numberOf.get(`all all ${figure}`)!;

beforeAll(async () => {
  const { err, exit } = await inProcess([
    'run',
    writeScenario(),
    '--quiet',
    '--out',
    path.join(out, 'o'),
    '--set',
    'allow_unmatched_jobs=true',
  ]);
  expect([exit, err]).toEqual([0, '']);
  played = studyResultSchema.parse(JSON.parse(readFileSync(path.join(out, 'o/summary.json'), 'utf8')));
  const figures = played.figures.map((figure, index) => {
    const estimate = 100_000 + index;
    numberOf.set(`${figure.scope} ${figure.name} ${figure.figure}`, estimate.toLocaleString('en-US'));
    return {
      ...figure,
      unit: 'count' as const,
      estimate,
      low: null,
      high: null,
      halfWidth: null,
      spread: null,
      atLeast: undefined,
      atMost: undefined,
    };
  });
  numbered = { ...played, figures };
});

describe('the terminal', () => {
  test('the one screen shows the figures that its words name', () => {
    // Shares are shown with three digits at most.
    const shares: Readonly<Record<string, number>> = {
      'queueTime.shareBelow(10s)': 0.213,
      'queueTime.shareBelow(30s)': 0.434,
      'queueTime.shareBelow(60s)': 0.612,
      'queueTime.shareBelow(120s)': 0.735,
      'queueTime.shareBelow(300s)': 0.856,
      utilisation: 0.387,
    };
    const figures = numbered.figures.map((one) =>
      one.scope === 'all' && one.figure in shares ? { ...one, unit: 'share' as const, estimate: shares[one.figure]! } : one,
    );
    const text = oneScreen({ ...numbered, figures }, { width: 120 });
    const line = (name: string): string => text.split('\n').find((one) => one.startsWith(`  ${name}`))!;
    const count = (figure: string): string => all(figure);
    expect(line('queue time')).toContain(`p50 ${count('queueTime.p50')}  p95 ${count('queueTime.p95')}  p99 ${count('queueTime.p99')}`);
    expect(line('queue time')).toContain('61.2 % within 1 min');
    expect(line('pipelines')).toContain(`p50 ${count('pipelineDuration.p50')}  p95 ${count('pipelineDuration.p95')}`);
    expect(line('cost')).toContain(`${count('cost.perMonth')} a month`);
    expect(line('machines')).toContain(
      `${count('machines.all.average')} on average, ${count('machines.all.peak')} at the peak; ${count('creationsFailed')} could not be created; 39 % of workers busy`,
    );
    expect(text).toContain(`, ${count('jobs')} jobs`);
  });

  test('preparation is shown where it is longer than the wait, by its own figures', () => {
    const figures = numbered.figures.map((one) => (one.figure === 'queueTime.p95' ? { ...one, estimate: 1 } : one));
    const text = oneScreen({ ...numbered, figures }, { width: 120 });
    expect(text).toContain(`  preparation p50 ${all('preparation.p50')}  p95 ${all('preparation.p95')}`);
  });

  test('the table in short shows the figures that its rows name', () => {
    const lines = terminalReport(reportModel(numbered), { width: 120 }).split('\n');
    const rows: Readonly<Record<string, string>> = {
      jobs: 'jobs',
      'queue time p50': 'queueTime.p50',
      'queue time p95': 'queueTime.p95',
      'handed out within 1m': 'queueTime.shareBelow(60s)',
      'workers busy': 'utilisation',
      'machines on average': 'machines.all.average',
      'machines at the peak': 'machines.all.peak',
      'cost a month of 730 h': 'cost.perMonth',
    };
    const from = lines.indexOf('In short');
    const found = lines.slice(from + 1, from + 1 + Object.keys(rows).length).map((line) => line.trim().split(/\s{2,}/u));
    expect(found).toEqual(Object.entries(rows).map(([name, figure]) => [name, all(figure)]));
  });

  test.each([80, 100, 160])('in %i columns each cell of each table of --full stands below its head, in its row', (width) => {
    const model = reportModel(numbered);
    const text = terminalReport(model, { width });
    const lines = text.split('\n');
    for (const table of model.tables.filter(({ columns }) => columns.some((column) => column !== ''))) {
      // A wide table comes in two halves, each under its own head.
      const heads = lines.flatMap((line, i) => (line === table.title || line.startsWith(`${table.title}  `) ? [i] : []));
      const cells = new Map<string, string[]>(table.rows.map(({ name }) => [name, []]));
      const columns: string[] = [];
      for (const at of heads) {
        const own = lines[at]!.slice(table.title.length);
        const ends = [...own.matchAll(/\S+(?: \S+)*/gu)].map((match) => ({
          column: match[0],
          end: table.title.length + match.index + match[0].length,
        }));
        columns.push(...ends.map(({ column }) => column));
        let i = at;
        for (const { name } of table.rows) {
          do i++;
          while (lines[i]!.trim() !== name.trim() && !lines[i]!.startsWith(`  ${name}  `));
          const row = lines[i]!.trim() === name.trim() && ends.length > 0 ? lines[++i]! : lines[i]!;
          cells.get(name)!.push(...ends.map(({ end }) => /(?:\S| (?=\S))*$/u.exec(row.slice(0, end))![0].trim()));
        }
      }
      expect(columns, table.title).toEqual(table.columns.filter((column) => column !== ''));
      expect(Object.fromEntries(cells), `${table.title} in ${width} columns`).toEqual(
        Object.fromEntries(table.rows.map((row) => [row.name, [...row.cells]])),
      );
    }
  });
});

/** A part of a result by its scope, as the result itself has it. */
function partsOf({ jobs, pools, pipelines }: RunResult, scope: string, name: string): unknown[] {
  const lists: Readonly<Record<string, readonly (readonly { readonly name: string }[])[]>> = {
    all: [[jobs.all], [pools.all], [pipelines!.all]],
    workload: [jobs.workloads, pipelines!.workloads],
    instance: [jobs.instances],
    runner: [jobs.runners, pools.runners],
    group: [jobs.groups, pools.groups],
    manager: [jobs.managers, pools.managers],
    cloud: [pools.clouds],
    zone: [pools.zones],
  };
  return lists[scope]!.flatMap((list) => list.filter((own) => own.name === name));
}

/** What stands at a path of a part, under the names that the schema of the result has. */
function at(part: unknown, figure: string): number | null | undefined {
  const below = /^(\w+)\.shareBelow\((\d+)s\)$/u.exec(figure);
  const own = part as Record<string, { shareBelow?: { seconds: number; share: number }[] }>;
  if (below !== null) return own[below[1]!]?.shareBelow?.find(({ seconds }) => seconds === Number(below[2]))?.share;
  let found: unknown = part;
  for (const key of figure.split('.')) found = (found as Record<string, unknown> | null | undefined)?.[key];
  const bounded = found as { value?: number | null } | null | undefined;
  return typeof found === 'object' && bounded !== null && bounded !== undefined ? bounded.value : (found as number | null | undefined);
}

test('each cell of replications.csv is the figure of the result that its column and row name', () => {
  const [head = '', ...lines] = readFileSync(path.join(out, 'o/replications.csv'), 'utf8').trimEnd().split('\n');
  const columns = head.split(',');
  const renamed = (figure: string): string =>
    figure
      .replace(/^pipelineDuration\./u, 'duration.')
      .replace(/^pipelineJobs$/u, 'jobsMean')
      .replace(/^pipelineStatuses\./u, 'statuses.');
  const wrong: string[] = [];
  let compared = 0;
  for (const line of lines) {
    const cells = line.split(',');
    const [replication, scope, name] = cells as [string, string, string];
    expect(replication).toBe('0');
    const parts = partsOf(played.first, scope, name);
    expect(parts.length, `${scope} ${name}`).toBeGreaterThan(0);
    for (const [i, figure] of columns.entries()) {
      if (i < 3 || cells[i] === '') continue;
      const isPipeline = /^pipeline/u.test(figure);
      const own = parts.filter((part) => 'duration' in (part as object) === isPipeline);
      const values = own.map((part) => at(part, renamed(figure))).filter((value) => value !== undefined && value !== null);
      // Parts that are nought are left out of the result.
      if (Number(cells[i]) !== (values[0] ?? 0) || values.length > 1)
        wrong.push(`${scope} ${name} ${figure}: ${cells[i]}, result ${values.join()}`);
      if (Number(cells[i]) !== 0) compared++;
    }
  }
  expect(wrong).toEqual([]);
  expect(lines.length).toBeGreaterThan(12);
  expect(compared).toBeGreaterThan(400);
});
