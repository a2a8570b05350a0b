/** What holds exactly in every run, whatever is drawn: Little's law along the path, and billed time x price = cost. */
import { castOf } from '../../src/fleet/cast.js';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { startFleet } from '../../src/models/run.js';
import { MACHINE_COLUMNS, rowFormat } from '../../src/report/run/csv.js';
import { formatIssue } from '../../src/scenario/text/issue.js';
import { prepareScenario, type PreparedScenario } from '../../src/scenario/prepare.js';
import { simulate } from '../../src/study/simulate.js';
import type { JobRecord } from '../../src/record/job.js';
import type { MachineRecord } from '../../src/record/machine.js';
import { NOT_YET } from '../../src/record/not-yet.js';
import { SECOND } from '../../src/units/time.js';
import { machineRow } from '../support/rows.js';
import { recordsOf, textbook } from './textbook.js';

const SCENARIOS = path.resolve(import.meta.dirname, '../../scenarios');

function shipped(name: string, set: readonly string[]): PreparedScenario {
  const read = (file: string): string => readFileSync(path.join(SCENARIOS, file), 'utf8');
  const prepared = prepareScenario(read(`${name}.yaml`), `${name}.yaml`, read, {
    set,
    hash: (text) => createHash('sha256').update(text).digest('hex'),
  });
  if ('issues' in prepared) throw new Error(prepared.issues.map(formatIssue).join('\n'));
  return prepared;
}

describe("Little's law along the path, exact in microseconds", () => {
  test.each(['shared-runners', 'idle-pool', 'reuse', 'mmc'])('%s, over each of several windows and all bins', (name) => {
    let seen = 0;
    for (const [warmup, horizon] of [
      ['0s', '2h'],
      ['1h', '9h'],
      ['3h', '3h1s'],
      ['7h', '12h'],
      ['2h30m', '12h'],
    ] as const) {
      const { fleet } = shipped(name, [`warmup=${warmup}`, `horizon=${horizon}`]);
      const jobs: JobRecord[] = [];
      const run = startFleet(fleet, {
        seed: 11,
        replication: 0,
        recorder: { job: (job) => void jobs.push({ ...job }), machine: () => undefined },
      });
      while (run.advance(100_000) === 'more');
      const end = fleet.horizon;
      const overlap = (from: number, to: number, start: number, stop: number): number =>
        Math.max(0, Math.min(to, stop) - Math.max(from, start));
      const endOf = (job: JobRecord): number => (job.finishedAt === NOT_YET ? end : job.finishedAt);
      const startOf = (job: JobRecord): number => (job.startedAt === NOT_YET ? endOf(job) : job.startedAt);
      const kinds = {
        jobs_pending: (from: number, to: number, job: JobRecord) => overlap(from, to, job.queuedAt, startOf(job)),
        jobs_running: (from: number, to: number, job: JobRecord) => overlap(from, to, startOf(job), endOf(job)),
      };
      for (const [kind, time] of Object.entries(kinds)) {
        for (const { name: of, labels, signal } of run.signals) {
          if (of !== kind) continue;
          const own = jobs.filter(({ workload }) => workload === labels.workload);
          const sum = (from: number, to: number): bigint => own.reduce((total, job) => total + BigInt(time(from, to, job)), 0n);
          const { hi, lo } = signal.integral();
          expect(BigInt(hi) * 2n ** 52n + BigInt(lo)).toBe(sum(fleet.warmup, end));
          for (let bin = 0; bin < signal.binsReached; bin++) {
            const from = bin * fleet.binWidth;
            const to = Math.min(from + fleet.binWidth, end);
            expect(BigInt(Math.round(signal.binAverage(bin) * (to - from)))).toBe(sum(from, to));
          }
        }
      }
      seen += jobs.length;
    }
    expect(seen).toBeGreaterThan(500);
  });
});

describe('billed seconds x price = cost', () => {
  test.each([
    { cloud: 'per hour', billing: { granularity: '1h', minimum: '1h' }, unit: 3600, least: 3600 },
    { cloud: 'per second, a minute at least', billing: { granularity: '1s', minimum: '1m' }, unit: 1, least: 60 },
    { cloud: 'in steps of seven minutes, ten at least', billing: { granularity: '7m', minimum: '10m' }, unit: 420, least: 600 },
  ])('exactly, by the rule of a cloud that charges $cloud', ({ billing, unit, least }) => {
    const price = 0.0731;
    const prepared = textbook({
      concurrent: 200,
      duration: { lognormal: { median: '90s', p95: '15m' } },
      arrivals: { jobs: { rate: '200/h' } },
      horizon: '20h',
      machine: {
        idleCount: 3,
        maxBuilds: 2,
        bootTime: { lognormal: { median: '35s', sigma: 0.4 } },
        price: `${price} USD/h`,
        billing,
        zone: { delete_time: '21s', boot_failure: '5%' },
      },
    });
    const { machines } = recordsOf(prepared, 2);
    expect(machines.length).toBeGreaterThan(1_000);
    const end = prepared.fleet.horizon;
    const format = rowFormat(castOf(prepared.fleet));
    const columns = MACHINE_COLUMNS.split(',');
    const cell = (record: MachineRecord, column: string): number =>
      Number(machineRow(format, record).trimEnd().split(',')[columns.indexOf(column)]);
    let seconds = 0;
    for (const machine of machines) {
      // From the create command to the end of the removal, or of the run; a machine whose command has not begun costs nothing.
      const life = machine.createAt === NOT_YET ? 0 : (machine.goneAt === NOT_YET ? end : machine.goneAt) - machine.createAt;
      const units = Math.floor((life + unit * SECOND - 1) / (unit * SECOND));
      const billed = life === 0 ? 0 : Math.max(units * unit, least);
      expect(cell(machine, 'billed_seconds')).toBe(billed);
      expect(cell(machine, 'cost')).toBe((billed * price) / 3600);
      seconds += billed;
    }
    const { cost } = simulate(prepared.fleet, { seed: 2, replication: 0 }).pools.all;
    expect(cost.usage).toHaveLength(1);
    expect(cost.usage[0]!.billedSeconds).toBe(seconds);
    expect(cost.total).toBe((seconds * price) / 3600);
    expect(cost.busy + cost.idle + cost.boot + cost.teardown + cost.rounding).toBeCloseTo(cost.total, 9);
  });
});
