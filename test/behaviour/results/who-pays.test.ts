/** Who pays: the cost by workload and project, through the command, held against the rows of the same run and plain arithmetic of the test's own. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { studyResultSchema, type StudyResult } from '../../../src/study/study-result.js';
import { inProcess } from '../../support/in-process.js';

const HOURS = 6;
const HOST_USD = 0.5;
const MACHINE_USD = 0.2;
const PROJECTS = ['heavy', 'idle', 'light'];

const POOL_TOML = `concurrent = 8
check_interval = 1
[[runners]]
  name = "pool"
  url = "https://git.example/"
  token = "tp"
  executor = "docker+machine"
  [runners.machine]
    MachineName = "p-%s"
    IdleCount = 2
    IdleTime = 600
    MaxBuilds = 3
    MachineDriver = "google"
    MachineOptions = ["google-zone=z", "google-machine-type=m"]
[[runners]]
  name = "spare"
  url = "https://git.example/"
  token = "ts"
  executor = "docker+machine"
  [runners.machine]
    MachineName = "s-%s"
    IdleCount = 1
    IdleTime = 600
    MachineDriver = "google"
    MachineOptions = ["google-zone=z", "google-machine-type=m"]
`;
const SHELL_TOML = `concurrent = 3
check_interval = 1
[[runners]]
  name = "host"
  url = "https://git.example/"
  token = "th"
  executor = "shell"
`;

const SCENARIO = `name: who pays
start: 2026-01-05T00:00:00Z
horizon: ${HOURS}h
instances: { i: { url: "https://git.example/", long_polling: off } }
runners:
  pool: { instance: i, token: tp, tags: [cloud] }
  spare: { instance: i, token: ts, tags: [nobody], run_untagged: false }
  host: { instance: i, token: th, tags: [host], run_untagged: false }
clouds:
  g:
    driver: google
    zones: { z: { boot_time: 30s } }
    machine_types: { m: ${MACHINE_USD} USD/h, h: ${HOST_USD} USD/h }
managers:
  g: { config: pool.toml, replicas: 2, host: { cloud: g, machine_type: h } }
  s: { config: shell.toml }
workloads:
  builds: { projects: [heavy, light], tags: [cloud], jobs: { rate: 30/h }, duration: { exponential: { mean: 6m } } }
  nightly: { projects: [heavy], tags: [cloud], jobs: { rate: 2/h }, duration: { exponential: { mean: 20m } } }
  checks: { projects: [idle], tags: [host], jobs: { rate: 10/h }, duration: { exponential: { mean: 2m } } }
teams:
  web: { projects: [hea*] }
  shop: { projects: [light, '*t'] }
thresholds:
  'cost{team=web}': ['per_month < 100000 USD']
  'cost{workload=nightly}': ['avg < 100000 USD']
  'cost{project=light}': ['avg < 100000 USD']
  'queue_time{team=web}': ['avg < 10h']
`;

type Row = Readonly<Record<string, string>>;

let root = '';
let study: StudyResult;
let jobs: Row[] = [];
let machines: Row[] = [];
let projects: Row[] = [];

beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'runcast-pays-'));
  mkdirSync(path.join(root, 's'));
  const at = (file: string): string => path.join(root, 's', file);
  writeFileSync(at('s.yaml'), SCENARIO);
  writeFileSync(at('pool.toml'), POOL_TOML);
  writeFileSync(at('shell.toml'), SHELL_TOML);
  const { exit, err } = await inProcess(['run', at('s.yaml'), '--out', at('out'), '--quiet']);
  expect([exit, err]).toEqual([0, '']);
  const rows = (file: string): Row[] => {
    const [head = '', ...lines] = readFileSync(at(`out/${file}`), 'utf8')
      .trimEnd()
      .split('\n');
    return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [head.split(',')[i]!, cell])));
  };
  study = studyResultSchema.parse(JSON.parse(readFileSync(at('out/summary.json'), 'utf8')));
  [jobs, machines, projects] = [rows('jobs.csv'), rows('machines.csv'), rows('projects.csv')];
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Seconds from when the job of a row had its place to its end, or the end of the run. */
function held(row: Row): number {
  if (row['started_at'] === '') return 0;
  const parts = ['update', 'start', 'check', 'growth_slot', 'boot', 'failed_tries'];
  const placed = parts.reduce((sum, part) => sum + Number(row[`prep_${part}`]), Number(row['started_at']));
  return Math.max(0, (row['finished_at'] === '' ? HOURS * 3600 : Number(row['finished_at'])) - placed);
}

const sum = (rows: readonly Row[], value: (row: Row) => number): number => rows.reduce((total, row) => total + value(row), 0);
const isOf = (column: string, name: string) => (row: Row) => row[column] === name;

/** What the jobs of some rows pay: their share of the machines and hosts of the pool; nothing prices the fixed host. */
function pays(own: readonly Row[]): number {
  const pool = jobs.filter(isOf('runner', 'pool'));
  const usd = sum(machines.filter(isOf('runner', 'pool')), (row) => Number(row['cost'])) + 2 * HOST_USD * HOURS;
  return (usd * sum(own.filter(isOf('runner', 'pool')), held)) / sum(pool, held);
}

test('each workload and project pays for the time of its jobs, with a share of what stood idle', () => {
  expect(jobs.length).toBeGreaterThan(150);
  expect(new Set(machines.map((row) => row['runner']))).toEqual(new Set(['pool', 'spare']));
  for (const [column, scopes] of [
    ['workload', study.first.jobs.workloads],
    ['project', study.first.jobs.projects],
  ] as const) {
    for (const { name, cost } of scopes) {
      const own = jobs.filter(isOf(column, name));
      expect(cost!.heldSeconds).toBeCloseTo(sum(own, held), 3);
      expect(cost!.total).toBeCloseTo(pays(own), 6);
      expect(cost!.own + cost!.shared).toBeCloseTo(cost!.total, 9);
      expect(cost!.perMonth).toBeCloseTo((cost!.total * 730) / HOURS, 6);
    }
  }
  expect(study.first.jobs.projects.map(({ name }) => name).sort()).toEqual(PROJECTS);
});

test('what no job used is nobody’s, and all together is the cost of the fleet', () => {
  const { jobs: scopes, pools, nobodysCost } = study.first;
  expect(nobodysCost).toBeCloseTo(
    sum(machines.filter(isOf('runner', 'spare')), (row) => Number(row['cost'])),
    6,
  );
  for (const list of [scopes.workloads, scopes.projects]) {
    expect(list.reduce((usd, { cost }) => usd + cost!.total, nobodysCost!)).toBeCloseTo(pools.all.cost.total, 9);
  }
});

test('jobs on a host without a price cost nothing', () => {
  const { cost } = study.first.jobs.workloads.find(({ name }) => name === 'checks')!;
  expect(cost).toMatchObject({ own: 0, shared: 0, total: 0 });
  expect(cost!.heldSeconds).toBeGreaterThan(1000);
});

test('a team pays for its projects; projects of none stand together, the last', () => {
  const teams = study.first.jobs.teams!;
  expect(teams.map(({ name }) => name)).toEqual(['shop', 'web', 'no team']);
  for (const [team, project] of [
    ['shop', 'light'],
    ['web', 'heavy'],
    ['no team', 'idle'],
  ] as const) {
    const { name: _, instance: _instance, ...own } = study.first.jobs.projects.find(({ name }) => name === project)!;
    expect(teams.find(({ name }) => name === team)).toEqual({ name: team, ...own });
  }
});

test('thresholds may ask what a team, a workload or a project costs', () => {
  const { teams, workloads, projects: apart } = study.first.jobs;
  const found = (subject: string): number | null | undefined =>
    study.thresholds.find((threshold) => threshold.subject === subject)?.estimate;
  expect(found('cost{team=web}')).toBe(teams!.find(({ name }) => name === 'web')!.cost!.perMonth);
  expect(found('cost{workload=nightly}')).toBe(workloads.find(({ name }) => name === 'nightly')!.cost!.total);
  expect(found('cost{project=light}')).toBe(apart.find(({ name }) => name === 'light')!.cost!.total);
  expect(found('queue_time{team=web}')).toBe(teams!.find(({ name }) => name === 'web')!.queueTime.mean.value);
});

test('projects.csv has every project as the rows of its jobs have it, and sums to the cost of the fleet', () => {
  const named = projects.filter((row) => row['project'] !== '');
  expect(named.map((row) => row['project'])).toEqual(PROJECTS);
  for (const row of named) {
    const own = jobs.filter(isOf('project', row['project']!));
    const waits = own.map((job) => Number(job['started_at'] === '' ? HOURS * 3600 : job['started_at']) - Number(job['queued_at']));
    const sorted = [...waits].sort((a, b) => a - b);
    expect(row).toMatchObject({
      instance: 'i',
      team: { heavy: 'web', light: 'shop', idle: '' }[row['project']!],
      jobs: String(own.length),
      not_started: String(own.filter((job) => job['started_at'] === '').length),
      late: String(own.filter((job, i) => job['started_at'] === '' || waits[i]! >= 60).length),
    });
    expect(Number(row['waited_seconds'])).toBeCloseTo(
      waits.reduce((a, b) => a + b, 0),
      4,
    );
    expect(Number(row['queue_mean'])).toBeCloseTo(Number(row['waited_seconds']) / own.length, 5);
    expect(Number(row['queue_p95'])).toBeCloseTo(sorted[Math.ceil(0.95 * own.length) - 1]!, 5);
    expect(Number(row['held_seconds'])).toBeCloseTo(sum(own, held), 3);
    expect(Number(row['cost'])).toBeCloseTo(pays(own), 5);
    // To the last digit: whoever adds the two columns finds the third.
    expect(Number(row['cost_own']) + Number(row['cost_shared'])).toBe(Number(row['cost']));
  }
  expect(projects.at(-1)).toMatchObject({ project: '', cost: String(study.first.nobodysCost!) });
  expect(sum(projects, (row) => Number(row['cost']))).toBeCloseTo(study.first.pools.all.cost.total, 9);
});

test('they are figures like others', () => {
  const figure = (scope: string, name: string, path: string): number | null | undefined =>
    study.figures.find((one) => one.scope === scope && one.name === name && one.figure === path)?.estimate;
  const [builds] = study.first.jobs.workloads;
  expect(figure('workload', 'builds', 'cost.perMonth')).toBe(builds!.cost!.perMonth);
  expect(figure('project', 'heavy', 'cost.heldSeconds')).toBeGreaterThan(0);
  expect(figure('team', 'web', 'cost.perMonth')).toBe(study.first.jobs.teams![1]!.cost!.perMonth);
  expect(figure('all', 'all', 'cost.nobodys')).toBe(study.first.nobodysCost);
});
