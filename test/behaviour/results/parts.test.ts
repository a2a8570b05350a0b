/** A run looked at in parts: each part is what a run that measures no more than it says, and the parts sum to the whole. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FleetSpec } from '../../../src/fleet/fleet.js';
import { partEnds } from '../../../src/results/parts.js';
import type { RunResult } from '../../../src/results/run-result.js';
import { formatIssue } from '../../../src/scenario/text/issue.js';
import { openScenario } from '../../../src/scenario/open.js';
import { play } from '../../../src/study/simulate.js';
import { ROOT } from '../../support/files.js';

const COUNT = 3;

async function fleetOf(name: string): Promise<FleetSpec> {
  const opened = await openScenario(path.join(ROOT, `scenarios/${name}.yaml`), { set: ['warmup=1h', 'horizon=7h'], allowLong: true });
  if ('issues' in opened) throw new Error(opened.issues.map(formatIssue).join('\n'));
  return opened.fleet;
}

/** What a pool says but for what is charged by rounding, which hangs on where lives are cut. */
function pool({ cost, ...levels }: RunResult['pools']['all']): unknown {
  const { boot, idle, busy, teardown, hosts } = cost;
  const usage = cost.usage.map(({ cost: _, billedSeconds: _billed, roundingSeconds: _rounding, ...seconds }) => seconds);
  return { ...levels, cost: { boot, idle, busy, teardown, hosts, usage } };
}

/** What jobs say, of those that came to their end before the horizon of the shorter run. */
function jobs({ jobs: count, throughputPerHour }: RunResult['jobs']['all']): unknown {
  return { count, throughputPerHour };
}

describe.each(['reuse', 'preemptible', 'do-orphans', 'migrate-to-autoscaler', 'mmc'])('%s', (name) => {
  test('each part is the run that measures it alone', async () => {
    const fleet = await fleetOf(name);
    const { result: whole, parts = [] } = play(fleet, { seed: 5, replication: 0, parts: COUNT });
    expect(parts).toHaveLength(COUNT);
    expect(whole).toStrictEqual(play(fleet, { seed: 5, replication: 0 }).result);
    const borders = [fleet.warmup, ...partEnds(fleet, COUNT), fleet.horizon];
    for (const [part, { result }] of parts.entries()) {
      const alone = play({ ...fleet, warmup: borders[part]!, horizon: borders[part + 1]! }, { seed: 5, replication: 0 }).result;
      expect(result.window, String(part)).toStrictEqual(alone.window);
      expect(pool(result.pools.all), String(part)).toStrictEqual(pool(alone.pools.all));
      expect(result.pools.groups.map(pool), String(part)).toStrictEqual(alone.pools.groups.map(pool));
      expect(jobs(result.jobs.all), String(part)).toStrictEqual(jobs(alone.jobs.all));
      const held = ({ jobs: { workloads } }: RunResult): unknown => workloads.map(({ cost }) => cost!.heldSeconds);
      expect(held(result), String(part)).toStrictEqual(held(alone));
      expect(result.clouds?.map(({ cloud, calls }) => ({ cloud, calls }))).toStrictEqual(
        alone.clouds?.map(({ cloud, calls }) => ({ cloud, calls })),
      );
    }
  });

  test('the parts sum to the whole', async () => {
    const { result: whole, parts = [] } = play(await fleetOf(name), { seed: 6, replication: 0, parts: COUNT });
    const sum = (of: (result: RunResult) => number): number => parts.reduce((all, { result }) => all + of(result), 0);
    expect(sum(({ jobs: { all } }) => all.jobs)).toBe(whole.jobs.all.jobs);
    expect(sum(({ pools: { all } }) => all.requests)).toBe(whole.pools.all.requests);
    expect(sum(({ pools: { all } }) => all.machinesCreated)).toBe(whole.pools.all.machinesCreated);
    expect(sum(({ pools: { all } }) => all.machines.all.average) / COUNT).toBeCloseTo(whole.pools.all.machines.all.average, 9);
    const peak = ({ pools: { managers } }: RunResult): number => managers[0]!.machines.all.peak;
    expect(Math.max(...parts.map(({ result }) => peak(result)))).toBe(peak(whole));
    expect(sum(({ pools: { all } }) => all.cost.total)).toBeCloseTo(whole.pools.all.cost.total, 9);
    for (const workload of whole.jobs.workloads.keys()) {
      expect(sum(({ jobs: { workloads } }) => workloads[workload]!.cost!.heldSeconds)).toBeCloseTo(
        whole.jobs.workloads[workload]!.cost!.heldSeconds,
        5,
      );
    }
    expect(sum(({ pools: { all } }) => all.cost.rounding)).toBeCloseTo(whole.pools.all.cost.rounding, 9);
  });
});
