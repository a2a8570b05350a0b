/** A workload times a factor: as many pipelines as the factor says of every kind of load, and what is not added stays what it was. */
import { describe, expect, test } from 'vitest';
import type { WorkloadSpec } from '../../../src/fleet/workload.js';
import { grownWorkload } from '../../../src/scenario/grown-workload.js';
import { prepareScenario } from '../../../src/scenario/prepare.js';
import { simulate } from '../../../src/study/simulate.js';
import { withLoad } from '../../../src/study/fleet-patch.js';
import type { FleetSpec } from '../../../src/fleet/fleet.js';
import type { JobRecord } from '../../../src/record/job.js';
import { HOUR, MINUTE } from '../../../src/units/time.js';

const CSV = `queued_at,duration,pipeline
${Array.from({ length: 40 }, (_, i) => `${i * 300},60,${Math.floor(i / 2)}`).join('\n')}
`;
const CONFIG = `concurrent = 1000\n[[runners]]\n  name = "host"\n  token = "t"\n  executor = "docker"\n`;

function fleetWith(workload: string): FleetSpec {
  const text = `
name: growth
horizon: 20h
instances: { gitlab: { long_polling: off } }
runners: { host: { token: t } }
managers: { host: { config: config.toml } }
workloads:
  own: { ${workload} }
`;
  const files: Readonly<Record<string, string>> = { 'config.toml': CONFIG, 'history.csv': CSV };
  const prepared = prepareScenario(text, 's.yaml', (name) => files[name], { hash: (own) => String(own.length) });
  if ('issues' in prepared) throw new Error(JSON.stringify(prepared.issues));
  return prepared.fleet;
}

function jobsOf(fleet: FleetSpec): readonly JobRecord[] {
  const jobs: JobRecord[] = [];
  simulate(fleet, { seed: 1, replication: 0, recorder: { job: (record) => void jobs.push({ ...record }), machine: () => undefined } });
  return jobs;
}

const count = (fleet: FleetSpec): number => simulate(fleet, { seed: 1, replication: 0 }).jobs.all.jobs;

describe.each([
  ['a rate', 'jobs: { rate: 100/h }, duration: 1s', 2000, 3],
  ['a fixed interval', 'every: { interval: 1m }, duration: 1s', 1200, 0.02],
  ['a burst', 'burst: { at: 1h, jobs: 50 }, duration: 1s', 50, 0.02],
  ['a schedule of one pipeline a turn', "schedules: { s: { at: '*/10 * * * *', pipelines: 1, jobs: 1 } }, duration: 1s", 120, 0.02],
  ['a history', 'trace: history.csv', 40, 0.08],
])('%s', (_, workload, jobs, tolerance) => {
  const fleet = fleetWith(workload);

  test.each([0.4, 1, 1.25, 2.5])('times %f', (factor) => {
    const found = count(withLoad(fleet, [factor]));
    const expected = jobs * factor;
    // A rate is drawn: three standard deviations of a Poisson count.
    const room = tolerance === 3 ? 3 * Math.sqrt(expected) : tolerance * jobs + 1e-9;
    expect(Math.abs(found - expected)).toBeLessThanOrEqual(room);
  });

  test('stays what it is at 1', () => {
    expect(grownWorkload(fleet.workloads[0]!, 1)).toBe(fleet.workloads[0]);
  });
});

test('a schedule of one pipeline a turn has two in some turns, evenly spread', () => {
  const fleet = fleetWith("schedules: { s: { at: '*/10 * * * *', pipelines: 1, jobs: 1 } }, duration: 1s");
  const turns = new Map<number, number>();
  for (const { queuedAt } of jobsOf(withLoad(fleet, [1.25]))) turns.set(queuedAt, (turns.get(queuedAt) ?? 0) + 1);
  const sizes = [...turns.entries()].sort(([a], [b]) => a - b).map(([, size]) => size);
  expect(new Set(sizes)).toEqual(new Set([1, 2]));
  expect(sizes.slice(0, 8).filter((size) => size === 2).length).toBe(2);
});

test('a history keeps its pipelines whole: what comes again is a whole pipeline within an hour of its original, in order of time', () => {
  const fleet = fleetWith('trace: history.csv');
  const [own] = withLoad(fleet, [1.5]).workloads as [WorkloadSpec];
  if (own.arrivals.kind !== 'trace') throw new Error('a history is a trace');
  const { queuedAt, pipeline } = own.arrivals;
  expect(own.arrivals.count).toBe(60);
  expect([...queuedAt]).toEqual([...queuedAt].sort((a, b) => a - b));
  const sizes = new Map<number, number[]>();
  for (const [row, ordinal] of pipeline.entries()) sizes.set(ordinal, [...(sizes.get(ordinal) ?? []), queuedAt[row]!]);
  expect(sizes.size).toBe(30);
  for (const times of sizes.values()) expect(times[1]! - times[0]!).toBe(5 * MINUTE);
  const originals = new Set(Array.from({ length: 20 }, (_, i) => i * 10 * MINUTE));
  for (const [begin] of sizes.values()) {
    expect([...originals].some((at) => Math.abs(at - begin!) <= HOUR)).toBe(true);
  }
});

test('the n-th pipeline of a rate stays the n-th: the same jobs, closer together', () => {
  const fleet = fleetWith('jobs: { rate: 100/h }, duration: { exponential: { mean: 60s } }');
  const [plain, grown] = [jobsOf(fleet), jobsOf(withLoad(fleet, [2]))].map((jobs) => [...jobs].sort((a, b) => a.queuedAt - b.queuedAt));
  for (let i = 0; i < 100; i++) expect(grown![i]!.queuedAt).toBeCloseTo(plain![i]!.queuedAt / 2, -1);
});
