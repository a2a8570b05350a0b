/**
 * Words and signs where there are two of each thing: managers whose hosts cost differently, helpers of which one is out, groups that wait
 * differently. What is right is worked out here, by hand or by plain arithmetic, and looked for on the page and in the Markdown.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { markdownReport } from '../../src/report/run/markdown.js';
import type { StudyResult } from '../../src/study/study-result.js';
import { page, shownNumber, studyOf, tablesOf, textOf } from './studies.js';

const entry = (name: string, token: string, zone: string): string => `concurrent = 20
check_interval = 1
[[runners]]
  name = "${name}"
  url = "https://git.example/"
  token = "${token}"
  executor = "docker+machine"
  [runners.docker]
    image = "x"
  [runners.machine]
    IdleCount = 1
    MachineDriver = "${zone === 'z1' ? 'google' : 'digitalocean'}"
    MachineName = "m-%s"
    MachineOptions = [${zone === 'z1' ? '"google-zone=z1", "google-machine-type=small"' : '"digitalocean-region=z2", "digitalocean-size=big"'}]
`;

const SCENARIO = `name: two of each
start: 2018-10-08T00:00:00Z
warmup: 1h
horizon: 3h
instances: { git: { url: "https://git.example/" } }
runners:
  near: { instance: git, token: near-token, tags: [near], run_untagged: false }
  far: { instance: git, token: far-token, tags: [far], run_untagged: false }
clouds:
  first:
    driver: google
    billing: { granularity: 1s, minimum: 1m }
    zones: { z1: { boot_time: 30s } }
    machine_types: { small: 0.1 USD/h, host: 0.2 USD/h, helper: 0.05 USD/h }
  second:
    driver: digitalocean
    billing: { granularity: 1s, minimum: 1m }
    zones: { z2: { boot_time: 90s } }
    machine_types: { big: 0.4 USD/h, host: 0.7 USD/h, helper: 0.9 USD/h }
helpers:
  quick-cache: { kind: cache, cloud: first, machine_type: helper, hosts: 2, bandwidth: 100 MiB/s }
  slow-cache: { kind: cache, cloud: second, machine_type: helper, hosts: 1, bandwidth: 100 MiB/s }
managers:
  near-manager: { config: near.toml, host: { cloud: first, machine_type: host } }
  far-manager: { config: far.toml, replicas: 2, host: { cloud: second, machine_type: host } }
workloads:
  near-jobs: { instance: git, projects: [a], tags: [near], jobs: { rate: 120/h }, duration: 1m }
  far-jobs: { instance: git, projects: [b], tags: [far], jobs: { rate: 60/h }, duration: 2m }
events:
  - { at: 1h30m, for: 20m, outage: { helper: slow-cache, slower: 5 } }
`;

let study: StudyResult;
let html = '';
let markdown = '';
beforeAll(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'runcast-two-'));
  try {
    writeFileSync(path.join(folder, 'near.toml'), entry('near', 'near-token', 'z1'));
    writeFileSync(path.join(folder, 'far.toml'), entry('far', 'far-token', 'z2'));
    writeFileSync(path.join(folder, 's.yaml'), SCENARIO);
    study = await studyOf(path.join(folder, 's.yaml'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  html = await page(study);
  markdown = markdownReport(study);
});

/** Cells of the row of a Markdown table that begins with a name, escapes undone. */
function markdownRow(heading: string, name: string): string[] {
  const after = markdown.slice(markdown.indexOf(heading));
  const lines = after.split('\n').map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replace(/\\(.)/g, '$1')),
  );
  return lines.find(([first]) => first === name)!.slice(1);
}

describe('hosts', () => {
  test('those of helpers stand with their cloud, those of managers apart', () => {
    // Two hours: 2 x 0.05 in the first cloud, 1 x 0.9 in the second; managers 1 x 0.2 and 2 x 0.7.
    const { columns, rows } = tablesOf(html).get('Cost by cloud')!;
    const column = columns.indexOf('hosts');
    expect([...rows.keys()]).toEqual(['first', 'second', 'hosts', 'all']);
    const shown = [...rows.values()].map((cells) => shownNumber(cells[column]![0]).value);
    expect(shown).toEqual([0.2, 1.8, 3.2, 5.2]);
    const own = ['first', 'second', 'hosts', 'all'].map((name) => shownNumber(markdownRow('### Cost by cloud', name)[column]!).value);
    expect(own).toEqual(shown);
    // A line's parts are its total, to the digits that are shown.
    for (const [name, cells] of rows) {
      const parts = cells.slice(0, -1).reduce((sum, [text]) => sum + (text === '-' ? 0 : shownNumber(text).value), 0);
      const total = shownNumber(cells.at(-1)![0]);
      expect(Math.abs(parts - total.value), name).toBeLessThanOrEqual(total.off + 0.02);
    }
  });

  test('each manager has the price of its own host in what it costs a month', () => {
    const { columns, rows } = tablesOf(html).get('Managers')!;
    const column = columns.indexOf('cost a month');
    for (const [name, price] of [
      ['near-manager-1', 0.2],
      ['far-manager-1', 0.7],
      ['far-manager-2', 0.7],
    ] as const) {
      const { cost } = study.first.pools.managers.find((one) => one.name === name)!;
      const machines = ['busy', 'idle', 'boot', 'teardown', 'orphan', 'rounding', 'egress'] as const;
      const wanted = ((machines.reduce((sum, part) => sum + (cost[part] ?? 0), 0) + 2 * price) * 730) / 2;
      const { value, off } = shownNumber(rows.get(name)![column]![0]);
      expect(Math.abs(value - wanted), name).toBeLessThanOrEqual(off);
      expect(shownNumber(markdownRow('### Managers', name)[column]!.split(' ±')[0]!).value).toBe(value);
    }
  });
});

describe('parts', () => {
  test('each workload and group has its own jobs and waits', () => {
    const { columns, rows } = tablesOf(html).get('Queue time')!;
    expect(columns).toEqual(['jobs', 'mean', 'p50', 'p95', 'p99', 'max']);
    const of = (name: string, column: string): number => shownNumber(rows.get(name)![columns.indexOf(column)]![0]).value;
    const { workloads, groups } = study.first.jobs;
    for (const [kind, list] of [
      ['workload', workloads],
      ['group', groups],
    ] as const) {
      expect(list.length).toBe(2);
      for (const { name, jobs, queueTime } of list) {
        expect(of(`${kind} ${name}`, 'jobs')).toBe(jobs);
        const max = rows.get(`${kind} ${name}`)!.at(-1)![0];
        expect(Math.abs(shownNumber(max).value - queueTime.max.value!)).toBeLessThanOrEqual(shownNumber(max).off);
      }
    }
    // Twice as many near as far, in two hours, give or take what chance gives.
    expect(of('workload near-jobs', 'jobs')).toBeGreaterThan(of('workload far-jobs', 'jobs') + 50);
    expect(of('group near-manager', 'jobs')).toBe(of('workload near-jobs', 'jobs'));
  });

  test('the helper that was slow is the one that is told of', () => {
    const happened = textOf(/<h2 id="happened">(.*?)<\/section>/s.exec(html)![1]!);
    expect(happened).toContain('slow-cache');
    expect(happened).not.toContain('quick-cache');
    const [, own = ''] = /## What happened\n(.*?)\n## /s.exec(markdown)!;
    expect(own.replace(/\\(.)/g, '$1')).toContain('slow-cache');
    expect(own).not.toContain('quick');
    // 01:30 to 01:50 on that Monday.
    expect(happened).toContain('01:30 to 01:50');
  });
});

describe('signs', () => {
  type Change = Partial<StudyResult['figures'][number]>;
  const changed = (changes: Readonly<Record<string, Change>>): StudyResult => ({
    ...study,
    figures: study.figures.map((one) => ({ ...one, ...changes[`${one.scope} ${one.name} ${one.figure}`] })),
  });

  test('at least and at most stand before the figures that are bounds, and before no other', async () => {
    const bounded = changed({
      'workload near-jobs queueTime.p95': { estimate: 70, atLeast: true },
      'workload far-jobs queueTime.p95': { estimate: 80 },
      'group far-manager queueTime.max': { estimate: 90, atLeast: true },
      'group near-manager machines.all.peak': { estimate: 12, atMost: true },
      'group far-manager machines.all.peak': { estimate: 34, atMost: undefined },
    });
    const tables = tablesOf(await page(bounded));
    const cell = (title: string, row: string, column: string): string => {
      const { columns, rows } = tables.get(title)!;
      return rows.get(row)![columns.indexOf(column)]![0];
    };
    expect(cell('Queue time', 'workload near-jobs', 'p95')).toBe('>= 1m 10s');
    expect(cell('Queue time', 'workload far-jobs', 'p95')).toBe('1m 20s');
    expect(cell('Queue time', 'group far-manager', 'max')).toBe('>= 1m 30s');
    expect(cell('Fleet by group', 'near-manager', 'peak')).toBe('<= 12');
    expect(cell('Fleet by group', 'far-manager', 'peak')).toBe('34');
    const text = markdownReport(bounded).replace(/\\(.)/g, '$1');
    for (const wanted of ['>= 1m 10s', '>= 1m 30s', '<= 12']) expect(text).toContain(wanted);
    for (const wrong of ['<= 1m 10s', '>= 1m 20s', '>= 12', '<= 34']) expect(text).not.toContain(wrong);
  });

  test('with, without and what is extra are each in their column, more with a plus and less with a minus', async () => {
    const line = (figure: 'cost' | 'lateJobs' | 'lostJobs', unit: 'USD' | 'count', own: number, without: number): unknown => ({
      figure,
      unit,
      with: own,
      without,
      extra: own - without,
      halfWidth: null,
    });
    const paired = {
      ...study.paired,
      slo: { seconds: 60, share: 0.95, subject: 'queue_time', isDefault: true },
      figures: [line('cost', 'USD', 12, 15), line('lateJobs', 'count', 30, 7), line('lostJobs', 'count', 4, 4)],
    } as unknown as NonNullable<StudyResult['paired']>;
    const { columns, rows } = tablesOf(await page({ ...study, paired })).get('Against the same run without the outage')!;
    expect(columns).toEqual(['with', 'without', 'extra']);
    expect([...rows].map(([name, cells]) => [name, ...cells.map(([text]) => text)])).toEqual([
      ['cost', '12 USD', '15 USD', '-3 USD'],
      ['jobs not handed out within 1m', '30', '7', '+23'],
      ['jobs lost to the runner system', '4', '4', '0'],
    ]);
  });
});
