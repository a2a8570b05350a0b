/** `runcast headroom` through the command: borders found again by plain runs of the grown load, failures, months, and what is refused. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openScenario } from '../../src/scenario/open.js';
import { headroomResultSchema, type HeadroomResult } from '../../src/study/headroom/headroom-result.js';
import { withLoad } from '../../src/study/fleet-patch.js';
import { simulate } from '../../src/study/simulate.js';
import { ROOT } from '../support/files.js';
import { inProcess } from '../support/in-process.js';
import { ensureBuilt, Workplace } from './process.js';

const POOL = path.join(ROOT, 'scenarios/idle-pool.yaml');
const ZONES = path.join(ROOT, 'scenarios/outage-zone.yaml');
const SHORT = ['--set', 'horizon=3h', '--replications', '3', '-q'];

async function asked(...argv: readonly string[]): Promise<HeadroomResult> {
  const { out, err } = await inProcess(['headroom', ...argv, '--json']);
  expect(err).toBe('');
  return headroomResultSchema.parse(JSON.parse(out));
}

async function refused(...argv: readonly string[]): Promise<string> {
  const { exit, out, err } = await inProcess(['headroom', ...argv]);
  expect(exit).toBe(2);
  expect(out).toBe('');
  return err.replace(/\s+/gu, ' ').trim();
}

describe('the border', () => {
  test('is where runs of the grown load say that it is', async () => {
    const { rows, runs, jobs } = await asked(POOL, ...SHORT, '--threshold', 'cost per_month < 100000 USD');
    const [row] = rows;
    const opened = await openScenario(POOL, { set: ['horizon=3h'] });
    if ('issues' in opened) throw new Error('the scenario opens');
    /** The thresholds of the file, worked out from the jobs of three runs. */
    const isKept = (factor: number): boolean => {
      const waits: number[] = [];
      const shares: number[] = [];
      for (let replication = 0; replication < 3; replication++) {
        const own: number[] = [];
        const fleet = withLoad(opened.fleet, [factor]);
        const job = ({ queuedAt, startedAt }: { queuedAt: number; startedAt: number }): void => {
          if (queuedAt >= fleet.warmup) own.push((startedAt < 0 || startedAt > fleet.horizon ? fleet.horizon : startedAt) - queuedAt);
        };
        simulate(fleet, { seed: 1, replication, recorder: { job, machine: () => undefined } });
        shares.push(own.filter((wait) => wait < 10e6).length / own.length);
        waits.push(...own);
      }
      waits.sort((a, b) => a - b);
      return waits[Math.ceil(0.95 * waits.length) - 1]! < 120e6 && shares.reduce((sum, share) => sum + share, 0) / 3 > 0.7;
    };
    const above = row!.tried.find(({ factor }) => factor > row!.factor!)!;
    expect(above.factor / row!.factor!).toBeLessThan(1.016);
    expect([row!.factor!, above.factor].map(isKept)).toEqual([true, false]);
    expect(row!.tried.filter(({ factor }) => factor <= row!.sure!).at(-1)!.verdict).toBe('pass');
    expect(row!.tried.find(({ factor }) => factor === row!.missed)!.verdict).toBe('fail');
    expect(row!.sure!).toBeLessThanOrEqual(row!.factor!);
    expect(row!.missed!).toBeGreaterThan(row!.factor!);
    expect(row!.breaks).toContain('queue_time share_below(10s) > 70%');
    expect(runs).toBe(3 * row!.tried.length);
    expect(jobs).toBe(row!.tried.reduce((sum, load) => sum + load.jobs, 0));
  }, 120_000);

  test('is the same for any number of workers', async () => {
    ensureBuilt();
    const place = new Workplace({});
    const [one, three] = await Promise.all(
      ['1', '3'].map((workers) => place.runcast(['headroom', POOL, ...SHORT, '--json', '--workers', workers])),
    );
    place.remove();
    expect(headroomResultSchema.parse(JSON.parse(one!.out)).rows.length).toBe(1);
    expect(three!.out).toBe(one!.out);
  }, 240_000);

  test('is below one where a threshold is missed today, and the command says so', async () => {
    const { exit, out } = await inProcess(['headroom', POOL, ...SHORT, '--set', 'IdleCount=3']);
    expect(exit).toBe(99);
    expect(out).toMatch(/^✗ .*missed today: the load would\s+have\s+to\s+shrink\s+to\s+\d+ % of what it is/u);
  }, 120_000);

  test('is open where nothing breaks', async () => {
    const { rows } = await asked(
      POOL,
      '--set',
      'horizon=2h',
      '--replications',
      '1',
      '-q',
      '--set',
      'thresholds={ machines: ["avg >= 0"] }',
      '--set',
      'workloads.public.max_jobs=20',
    );
    expect(rows[0]).toMatchObject({ factor: 100, isEndless: true, missed: null, breaks: [] });
  }, 120_000);

  test('is nowhere where no load is small enough', async () => {
    const { exit, out } = await inProcess([
      'headroom',
      POOL,
      '--set',
      'horizon=2h',
      '--replications',
      '2',
      '-q',
      '--set',
      'thresholds={ machines: ["avg < 1"] }',
    ]);
    expect(exit).toBe(99);
    expect(out.replace(/\s+/gu, ' ')).toContain('machines avg < 1 is missed at every load, down to x 0.01');
    expect(out).toMatch(/all +none +machines avg < 1, at every load/u);
  }, 120_000);
});

describe('parts, failures and growth', () => {
  const set = ['--set', 'horizon=5h', '--set', 'events=[]', '--replications', '2', '-q'];

  test('a zone gone leaves less room, and each part has a row of its own', async () => {
    const { rows } = await asked(ZONES, ...set, '--of', 'workload', '--of', 'group', '--failure', 'zone=us-east1-c');
    expect(rows.map(({ of, name, failure }) => [of, name, failure])).toEqual([
      ['all', 'all', null],
      ['workload', 'public', null],
      ['group', 'shared-runners-manager', null],
      ['all', 'all', 'zone=us-east1-c'],
      ['workload', 'public', 'zone=us-east1-c'],
      ['group', 'shared-runners-manager', 'zone=us-east1-c'],
    ]);
    // There is one workload, so every part is the whole of it.
    expect(rows[1]!.tried).toEqual(rows[0]!.tried);
    expect(rows[2]!.tried).toEqual(rows[0]!.tried);
    expect(rows[3]!.factor!).toBeLessThan(rows[0]!.factor!);
  }, 300_000);

  test('a rate says in which month it breaks', async () => {
    const { rows, runs, replications } = await asked(POOL, ...SHORT, '--growth', '3%/month');
    const [{ factor, when, months: table = [] }] = rows as [HeadroomResult['rows'][number]];
    let [load, months] = [1, 0];
    while (load * 1.03 <= factor!) [load, months] = [load * 1.03, months + 1];
    expect(Math.floor(when!.factor.months)).toBe(months);
    // The scenario begins on 8 October 2018.
    const month = 9 + when!.factor.months + 7 / 30.4;
    const named = Number(when!.factor.month!.slice(0, 4)) * 12 + Number(when!.factor.month!.slice(5)) - 1;
    expect(Math.abs(named - (2018 * 12 + Math.floor(month)))).toBeLessThanOrEqual(1);
    expect(when!.sure!.months).toBeLessThanOrEqual(when!.factor.months);
    expect(when!.missed!.months).toBeGreaterThan(when!.factor.months);
    // From today to the first month in which it is missed for certain: the load grows, and so does what it costs.
    expect(table[0]).toMatchObject({ when: { months: 0, month: '2018-10' }, load: { factor: 1 } });
    const last = table.at(-1)!;
    expect(last.when.months).toBeGreaterThanOrEqual(Math.floor(when!.missed!.months));
    expect(last.breaks).not.toEqual([]);
    for (const { when: at, load: own } of table) expect(Math.abs(own.factor / Math.exp(at.months * Math.log(1.03)) - 1)).toBeLessThan(0.01);
    expect(last.load.costPerMonth!.estimate!).toBeGreaterThan(table[0]!.load.costPerMonth!.estimate!);
    expect(last.load.queueTimeP95!.estimate!).toBeGreaterThan(table[0]!.load.queueTimeP95!.estimate!);
    // A load that the search played is not played again.
    const played = new Set([...rows.flatMap(({ tried }) => tried), ...table.map(({ load: own }) => own)].map((own) => own.factor));
    expect(runs).toBe(played.size * replications);
  }, 120_000);

  test('markdown has the same rows', async () => {
    const { out } = await inProcess(['headroom', POOL, ...SHORT, '--format', 'markdown', '--growth', '40%/year']);
    expect(out).toMatch(/^# Headroom of Idle pool/u);
    expect(out).toMatch(/\| all +\| nothing +\| ✓ pass +\| +x 1\.\d\d/u);
    expect(out).toContain('at 40 % a year');
    expect(out).toMatch(/^\| today +\| x 1\.00 +\| .* USD/mu);
  }, 120_000);
});

describe('what is refused', () => {
  test.each([
    [['--set', 'thresholds={}'], 'there is nothing that could break: the scenario has no thresholds'],
    [['--of', 'group=nobody'], "--of group=nobody: there is no group 'nobody'; known: srm"],
    [
      ['--of', 'workloads'],
      "--of workloads: expected workload, group, or one of them such as group=srm, got 'workloads'; did you mean workload?",
    ],
    [['--failure', 'zone=us-east1-x'], "--failure zone=us-east1-x: there is no zone 'us-east1-x'; did you mean us-east1-d?"],
    [['--growth', '3%'], '--growth 3%: expected a percentage a month or a year, such as 3%/month'],
    [['--replications', '0'], '--replications 0: expected a whole number from 1 on'],
  ])('%s', async (argv, message) => {
    expect(await refused(POOL, ...argv)).toContain(message);
  });
});
