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
`;

type Row = Readonly<Record<string, string>>;

let root = '';
let study: StudyResult;
let jobs: Row[] = [];
let machines: Row[] = [];

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
  [jobs, machines] = [rows('jobs.csv'), rows('machines.csv')];
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

test('they are figures like others', () => {
  const figure = (scope: string, name: string, path: string): number | null | undefined =>
    study.figures.find((one) => one.scope === scope && one.name === name && one.figure === path)?.estimate;
  const [builds] = study.first.jobs.workloads;
  expect(figure('workload', 'builds', 'cost.perMonth')).toBe(builds!.cost!.perMonth);
  expect(figure('project', 'heavy', 'heldSeconds')).toBeGreaterThan(0);
  expect(figure('all', 'all', 'cost.nobodys')).toBe(study.first.nobodysCost);
});
