/** Jobs of other tags, and what the rows of a run say: through the command, held against plain arithmetic of the test's own. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { studyResultSchema, type StudyResult } from '../../../src/study/study-result.js';
import { command } from '../../report/studies.js';

let root = '';
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'runcast-jobs-'));
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

/** Runs a scenario with its files and returns the exit code, the result and the rows. */
async function played(name: string, files: Readonly<Record<string, string>>) {
  const folder = path.join(root, name);
  mkdirSync(folder);
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text);
  const out = path.join(folder, 'out');
  const { exit, err } = await command(['run', path.join(folder, 's.yaml'), '--out', out, '--quiet']);
  const read = (file: string): string => readFileSync(path.join(out, file), 'utf8');
  const rows = (file: string): Record<string, string>[] => {
    const [head = '', ...lines] = read(file).trimEnd().split('\n');
    return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [head.split(',')[i]!, cell])));
  };
  expect(err).toBe('');
  return { exit, study: studyResultSchema.parse(JSON.parse(read('summary.json'))), rows };
}

const shell = (token: string): string => `concurrent = 5
check_interval = 1
[[runners]]
  name = "${token}"
  url = "https://git.example/"
  token = "${token}"
  executor = "shell"
`;

/** Two groups, one of which serves tag `a` at once; that of tag `b` never runs. */
const twoTags = (workload: string): string => `name: two tags
start: 2026-01-05T00:00:00Z
horizon: 1h
instances: { i: { url: "https://git.example/", long_polling: off } }
runners:
  ra: { instance: i, token: ta, tags: [a], run_untagged: false }
  rb: { instance: i, token: tb, tags: [b], run_untagged: false }
managers:
  ma: { config: a.toml }
  mb: { config: b.toml, running: false }
workloads:
  w: ${workload}
thresholds:
  "queue_time{group=ma}": ["p(95) < 10s"]
  "queue_time{runner=ra}": ["p(95) < 10s"]
  "queue_time{manager=ma-1}": ["p(95) < 10s"]
`;

describe('jobs of other tags', () => {
  const check = ({ exit, study }: { readonly exit: number; readonly study: StudyResult }, jobs: number): void => {
    expect(study.thresholds.map(({ verdict, atLeast }) => [verdict, atLeast])).toEqual([
      ['pass', undefined],
      ['pass', undefined],
      ['pass', undefined],
    ]);
    expect(exit).toBe(0);
    for (const scopes of [study.first.jobs.groups, study.first.jobs.runners, study.first.jobs.managers]) {
      const [a, b] = scopes;
      expect([a?.jobs, a?.notStarted, a?.queueTime.count]).toEqual([jobs, 0, jobs]);
      expect(a!.queueTime.max.value).toBeLessThan(10);
      expect([b?.jobs, b?.notStarted, b?.queueTime.count]).toEqual([jobs, jobs, jobs]);
      expect(b!.queueTime.p50.atLeast).toBe(true);
    }
    expect([study.first.jobs.all.jobs, study.first.jobs.all.notStarted]).toEqual([2 * jobs, jobs]);
  };

  test('of one trace do not count where only their neighbours may run', async () => {
    const line = (job: number): string => `h${job},${60 * job},5,${job % 2 === 0 ? 'a' : 'b'}\n`;
    const history = `job,queued_at,duration,tags\n${Array.from({ length: 40 }, (_, job) => line(job)).join('')}`;
    const trace = '{ instance: i, projects: [p], trace: { file: h.csv, duration_includes: none } }';
    const run = await played('trace', { 's.yaml': twoTags(trace), 'a.toml': shell('ta'), 'b.toml': shell('tb'), 'h.csv': history });
    check(run, 20);
    // Rows name the history's job and the line of its row; the header is line 1.
    const rows = run.rows('jobs.csv');
    expect(rows).toHaveLength(40);
    for (const row of rows) {
      const job = Number(row['trace_job']!.slice(1));
      expect(row).toMatchObject({ trace_line: String(job + 2), tags: job % 2 === 0 ? 'a' : 'b', queued_at: `${60 * job}.000000` });
    }
  });

  test('of generated classes neither', async () => {
    const classes = 'classes: { a: { weight: 1, tags: [a], duration: 5s }, b: { weight: 1, tags: [b], duration: 5s } }';
    const workload = `{ instance: i, projects: [p], jobs: { rate: 120/h }, ${classes} }`;
    const { study } = await played('classes', { 's.yaml': twoTags(workload), 'a.toml': shell('ta'), 'b.toml': shell('tb') });
    const [a, b] = study.first.jobs.groups;
    expect(study.thresholds.every(({ verdict }) => verdict === 'pass')).toBe(true);
    expect([a!.notStarted, b!.notStarted]).toEqual([0, b!.jobs]);
    expect(Math.min(a!.jobs, b!.jobs)).toBeGreaterThan(20);
    expect(a!.jobs + b!.jobs).toBe(study.first.jobs.all.jobs);
  });
});

describe('machines.csv', () => {
  test('each row can be billed again, and the sum is the bill', async () => {
    const scenario = `name: bill
horizon: 3h
instances: { i: { url: "https://git.example/", long_polling: off } }
runners: { r: { instance: i, token: t, run_untagged: true } }
clouds:
  c:
    driver: google
    billing: { granularity: 1m, minimum: 10m }
    zones: { z: { boot_time: { lognormal: { median: 40s, sigma: 0.5 } }, boot_failure: 5% } }
    machine_types: { t: 0.36 USD/h }
managers: { m: { config: m.toml } }
workloads: { w: { instance: i, projects: [p], jobs: { rate: 200/h }, duration: { lognormal: { median: 4m, p95: 20m } } } }
`;
    const toml = `concurrent = 50
[[runners]]
  name = "r"
  url = "https://git.example/"
  token = "t"
  executor = "docker+machine"
  limit = 40
  [runners.docker]
    image = "x"
  [runners.machine]
    IdleCount = 3
    IdleTime = 300
    MaxBuilds = 2
    MachineDriver = "google"
    MachineName = "m-%s"
    MachineOptions = ["google-zone=z", "google-machine-type=t"]
`;
    const { study, rows } = await played('bill', { 's.yaml': scenario, 'm.toml': toml });
    const machines = rows('machines.csv');
    expect(machines.length).toBeGreaterThan(100);
    expect(new Set(machines.map((row) => row['reason_removed']))).toContain('create_failed');
    let [billed, cost] = [0, 0];
    for (const row of machines) {
      const end = row['gone_at'] === '' ? 3 * 3600 : Number(row['gone_at']);
      const life = end - Number(row['create_at']);
      // Creates that failed left a machine, too.
      const own = Math.max(600, Math.ceil(Math.round(life * 1e6) / 60e6) * 60);
      expect(Number(row['billed_seconds']), JSON.stringify(row)).toBe(own);
      expect(Number(row['cost'])).toBeCloseTo((own * 0.36) / 3600, 12);
      billed += own;
      cost += (own * 0.36) / 3600;
    }
    const { usage, total } = study.first.pools.all.cost;
    expect(usage[0]!.billedSeconds).toBeCloseTo(billed, 3);
    expect(total).toBeCloseTo(cost, 6);
  });
});

describe('replications.csv', () => {
  test('has the figures of every replication, whose mean is the estimate', async () => {
    const workload = '{ instance: i, projects: [p], tags: [a], jobs: { rate: 60/h }, duration: 1m }';
    const scenario = twoTags(workload).replace('horizon: 1h', 'horizon: 1h\nreplications: 4');
    const { study, rows } = await played('replications', { 's.yaml': scenario, 'a.toml': shell('ta'), 'b.toml': shell('tb') });
    const all = rows('replications.csv').filter(({ scope }) => scope === 'all');
    expect(all.map(({ replication }) => replication)).toEqual(['0', '1', '2', '3']);
    for (const figure of ['jobs', 'queueTime.mean', 'queueTime.shareBelow(10s)', 'utilisation']) {
      const { estimate } = study.figures.find((one) => one.scope === 'all' && one.figure === figure)!;
      expect(all.reduce((sum, row) => sum + Number(row[figure]), 0) / 4, figure).toBeCloseTo(estimate!, 9);
    }
    expect(Number(all[0]!['queueTime.p95'])).toBe(study.first.jobs.all.queueTime.p95.value);
    const { spread } = study.figures.find((one) => one.scope === 'all' && one.figure === 'queueTime.p95')!;
    const own = all.map((row) => Number(row['queueTime.p95'])).sort((a, b) => a - b);
    expect(spread).toEqual({ low: own[0], high: own[3] });
    expect(rows('replications.csv').filter(({ scope, name }) => scope === 'group' && name === 'ma')).toHaveLength(4);
  });
});
