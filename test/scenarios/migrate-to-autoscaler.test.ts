/**
 * The page about the migration from docker+machine to docker-autoscaler. Each row of its table is played again with what the row sets, and its figures are
 * worked out from the records of jobs and machines by plain code; the sentences above the table are held against the rows; its config.toml files are read.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { JobRecord } from '../../src/record/job.js';
import type { MachineRecord } from '../../src/record/machine.js';
import { NOT_YET } from '../../src/record/not-yet.js';
import { initScenario } from '../../src/scenario/init.js';
import { formatIssue } from '../../src/scenario/text/issue.js';
import { prepareScenario, type PreparedScenario } from '../../src/scenario/prepare.js';
import { simulate } from '../../src/study/simulate.js';
import { HOUR, SECOND } from '../../src/units/time.js';

const root = path.resolve(import.meta.dirname, '../..');
const page = readFileSync(path.join(root, 'docs/how-to/migrate-to-docker-autoscaler.md'), 'utf8');
const scenarioFile = (file: string): string => readFileSync(path.join(root, 'scenarios', file), 'utf8');

/** Hours that the cost of a month is for. */
const MONTH = 730;

interface Row {
  readonly what: string;
  readonly group: 'docker-machine' | 'docker-autoscaler';
  readonly set: readonly string[];
  readonly figures: readonly string[];
}

/** The rows of the table. They are of the executor that stood in bold letters last. */
function rows(): Row[] {
  const lines = page.split('\n').filter((line) => line.startsWith('|') && line.split('|').length === 11);
  let group: Row['group'] = 'docker-machine';
  return lines.slice(2).map((line) => {
    const [what = '', set = '', ...figures] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (what.includes('**docker-autoscaler**')) group = 'docker-autoscaler';
    return { what: what.replaceAll('*', ''), group, set: set === '' ? [] : set.replaceAll('`', '').split(' '), figures };
  });
}

interface Figures {
  readonly queueMean: number;
  readonly queueP95: number;
  readonly delayMean: number;
  readonly delayP95: number;
  readonly within10s: number;
  readonly machines: number;
  readonly month: number;
}

function prepare(set: readonly string[]): PreparedScenario {
  const name = 'migrate-to-autoscaler.yaml';
  const prepared = prepareScenario(scenarioFile(name), name, scenarioFile, { set, hash: String });
  if ('issues' in prepared) throw new Error(prepared.issues.map(formatIssue).join('\n'));
  return prepared;
}

const mean = (of: readonly number[]): number => of.reduce((sum, value) => sum + value, 0) / of.length;
const p95 = (of: readonly number[]): number => [...of].sort((a, b) => a - b)[Math.ceil(0.95 * of.length) - 1]!;

/** Plays the scenario once and works out the figures of both groups from the rows of their jobs and machines. */
function play(set: readonly string[]): Record<Row['group'], Figures> {
  const { fleet } = prepare(set);
  const { warmup, horizon } = fleet;
  const jobs: JobRecord[] = [];
  const machines: MachineRecord[] = [];
  simulate(fleet, {
    seed: 1,
    replication: 0,
    recorder: { job: (job) => void jobs.push({ ...job }), machine: (machine) => void machines.push({ ...machine }) },
  });
  const figuresOf = (group: Row['group'], workload: string): Figures => {
    const own = jobs.filter((job) => fleet.workloads[job.workload]!.name === workload && job.queuedAt >= warmup && job.queuedAt < horizon);
    const waits = own.filter(({ startedAt }) => startedAt !== NOT_YET).map(({ queuedAt, startedAt }) => (startedAt - queuedAt) / SECOND);
    const delays = own.filter(({ scriptAt }) => scriptAt !== NOT_YET).map(({ queuedAt, scriptAt }) => (scriptAt - queuedAt) / SECOND);
    // All but the last few have begun when the run ends.
    expect(own.length - delays.length).toBeLessThan(20);
    const pool = machines.filter(({ manager }) => fleet.groups[fleet.managers[manager]!.group] === group);
    const alive = pool.map(({ createAt, goneAt, machineType, rounding }) => {
      const [from, to] = [Math.max(createAt, warmup), Math.min(goneAt === NOT_YET ? horizon : goneAt, horizon)];
      const life = createAt === NOT_YET ? 0 : Math.max(0, to - from);
      return { life, cost: ((life + rounding) / HOUR) * fleet.machineTypes[machineType]!.pricePerHour };
    });
    const sum = (of: readonly number[]): number => of.reduce((total, value) => total + value, 0);
    return {
      queueMean: mean(waits),
      queueP95: p95(waits),
      delayMean: mean(delays),
      delayP95: p95(delays),
      within10s: waits.filter((wait) => wait < 10).length / own.length,
      machines: sum(alive.map(({ life }) => life)) / (horizon - warmup),
      month: (sum(alive.map(({ cost }) => cost)) * MONTH * HOUR) / (horizon - warmup),
    };
  };
  return { 'docker-machine': figuresOf('docker-machine', 'today'), 'docker-autoscaler': figuresOf('docker-autoscaler', 'tomorrow') };
}

function written({ queueMean, queueP95, delayMean, delayP95, within10s, machines, month }: Figures): string[] {
  const times = [queueMean, queueP95, delayMean, delayP95].map((time) => `${time.toFixed(1)} s`);
  return [...times, `${(100 * within10s).toFixed(1)} %`, machines.toFixed(1), `${month.toFixed(0)} USD`];
}

describe('the table', () => {
  const found = new Map<string, Figures>();
  const of = (what: string): Figures => found.get(what)!;

  test.each(rows().map((row) => [row.what, row] as const))('%s', (what, { set, group, figures }) => {
    const played = play(set)[group];
    found.set(what, played);
    expect(figures).toEqual(written(played));
  });

  test('copied one for one, waits and cost are about the same', () => {
    const [today, copy] = [of('docker+machine, today'), of('one for one')];
    expect(copy.month / today.month).toBeGreaterThan(0.97);
    expect(copy.month / today.month).toBeLessThan(1.03);
    expect(copy.delayMean).toBeLessThan(today.delayMean);
    expect(today.delayMean - copy.delayMean).toBeLessThan(2);
  });

  test('used again for half an hour, waits fall and the cost rises by more than a quarter', () => {
    const [copy, again, today] = [of('one for one'), of('the same, used again'), of('docker+machine, today')];
    expect(again.delayP95).toBeLessThan(copy.delayP95);
    expect(again.month / today.month).toBeGreaterThan(1.25);
    expect(again.month / today.month).toBeLessThan(1.33);
  });

  test('as shipped, waits stay and the cost falls by a seventh; reuse alone is two thirds of that', () => {
    const [today, shipped, reused] = [of('docker+machine, today'), of('docker-autoscaler, as shipped'), of('used again')];
    expect(shipped.queueMean).toBeLessThan(today.queueMean);
    expect(shipped.queueP95).toBeLessThan(today.queueP95);
    expect(shipped.delayMean).toBeLessThan(today.delayMean);
    expect(shipped.delayP95).toBeLessThan(today.delayP95);
    expect(today.within10s - shipped.within10s).toBeCloseTo(0.01, 2);
    expect(1 - shipped.month / today.month).toBeCloseTo(1 / 7, 2);
    expect((today.month - reused.month) / (today.month - shipped.month)).toBeCloseTo(2 / 3, 1);
  });

  test('a factor and fewer slots save little and cost waits; none idle costs least', () => {
    const [shipped, scaled, none] = [of('docker-autoscaler, as shipped'), of('and half a slot for each job'), of('none idle')];
    expect(scaled.month / shipped.month).toBeGreaterThan(0.95);
    expect(scaled.queueP95).toBeGreaterThan(2 * shipped.queueP95);
    // But for two jobs on one CPU, which is no setting of the scaler's.
    const others = [...found].filter(([what]) => what !== 'two slots on one CPU').map(([, { month }]) => month);
    expect(Math.min(...others)).toBe(none.month);
    expect(none.delayP95).toBeGreaterThan(45);
  });

  test('two slots cost as much on two CPUs, and nearly half on one', () => {
    const [shipped, two, one] = [of('docker-autoscaler, as shipped'), of('two slots on two CPUs'), of('two slots on one CPU')];
    expect(Math.abs(two.month / shipped.month - 1)).toBeLessThan(0.05);
    expect(one.month / shipped.month).toBeCloseTo(0.5, 1);
  });

  test('without preemptive mode jobs wait in their preparation, and start as before', () => {
    const [shipped, plain] = [of('docker-autoscaler, as shipped'), of('not preemptive')];
    expect(plain.queueMean).toBeLessThan(shipped.queueMean - 0.5);
    expect(Math.abs(plain.delayMean - shipped.delayMean)).toBeLessThan(0.3);
  });
});

test('the two groups get the same jobs', () => {
  const { scenario } = prepare([]);
  const { draws, tags: _tomorrows, projects: _p, ...tomorrow } = scenario.workloads['tomorrow']!;
  const { tags: _todays, projects: _q, ...today } = scenario.workloads['today']!;
  expect(draws).toBe('today');
  expect(tomorrow).toEqual(today);
});

describe('the config.toml files of the page', () => {
  const files = [...page.matchAll(/```toml\n([\s\S]*?)```/gu)].map(([, text]) => text!);

  test('are one before and one after, and hold what the table of settings maps', () => {
    expect(files.map((text) => /executor = "([^"]+)"/u.exec(text)?.[1])).toEqual(['docker+machine', 'docker-autoscaler']);
  });

  test.each(files.map((text, i) => [i, text] as const))('file %i makes a starter that is sound', (_, text) => {
    const { yaml, issues } = initScenario(text, 'config.toml');
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    const prepared = prepareScenario(yaml!, 'my.yaml', (file) => (file === 'config.toml' ? text : undefined), { hash: String });
    if ('issues' in prepared) throw new Error(prepared.issues.map(formatIssue).join('\n'));
    expect(prepared.fleet.managers).toHaveLength(1);
  });

  test('are those of the scenario, but for names and comments', () => {
    const plain = (text: string): string =>
      text
        .replaceAll(/\s*#.*/gu, '')
        .replaceAll(/docker-(?:machine|autoscaler)(?=-token|"\n {2}url)/gu, 'ci')
        .replaceAll(/check_interval.*\n|  \[runners\.docker\]\n.*\n/gu, '')
        .replaceAll(/\s+/gu, ' ')
        .trim();
    expect(files.map(plain)).toEqual(
      ['docker-machine', 'docker-autoscaler'].map((name) => plain(scenarioFile(`migrate-to-autoscaler/${name}.toml`))),
    );
  });
});
