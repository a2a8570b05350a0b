/** Changes that advice tries: each can be set, changes the group that it is of and no other, and steps in the direction that its aim wants. */
import { describe, expect, test } from 'vitest';
import path from 'node:path';
import { openScenario } from '../../../../src/scenario/open.js';
import { candidatesOf } from '../../../../src/study/advise/candidates.js';
import { play } from '../../../../src/study/simulate.js';
import { summarise } from '../../../../src/study/study.js';
import { studyQuestion } from '../../../../src/study/study-question.js';
import { parseThresholds } from '../../../../src/study/thresholds/thresholds.js';
import { Variants } from '../../../../src/study/variants.js';
import { ROOT } from '../../../support/files.js';

const SCENARIOS = [
  ['idle-pool.yaml', ['horizon=3h', 'IdleCount=6']],
  ['reuse.yaml', ['horizon=3h', 'warmup=1h']],
  ['shared-runners.yaml', ['horizon=10h', 'warmup=8h']],
  ['migrate-to-autoscaler.yaml', ['horizon=12h', 'warmup=8h']],
  ['failover-warm.yaml', ['horizon=6h', 'warmup=2h']],
  ['api-limit.yaml', ['horizon=3h', 'warmup=1h']],
  ['mmc.yaml', ['horizon=6h', 'warmup=1h']],
] as const;

describe.each(SCENARIOS)('%s', (name, set) => {
  test('every change can be made, and is of its group alone', async () => {
    const file = path.join(ROOT, 'scenarios', name);
    const opened = await openScenario(file, { set: [...set, 'replications=1', 'events=[]'] });
    if ('issues' in opened) throw new Error(JSON.stringify(opened.issues));
    const { facts } = studyQuestion(opened, { file, seed: 1 });
    const study = summarise(facts, [play(opened.fleet, { seed: 1, replication: 0, timeline: true })]);
    const candidates = candidatesOf(study, opened.scenario);
    expect(candidates.length).toBeGreaterThan(0);
    expect(new Set(candidates.map((own) => JSON.stringify(own.set))).size).toBe(candidates.length);
    const variants = new Variants(opened);
    let effective = 0;
    for (const { group, label, set: own, aim } of candidates) {
      const variant = variants.of(own);
      if ('issues' in variant) throw new Error(`${label}: ${JSON.stringify(variant.issues)}`);
      const [, from, to] = / ([\d.]+)(?: to [\d.]+)? -> ([\d.]+)/u.exec(label)!;
      const isLess = Number(to) < Number(from);
      if (label.startsWith('managers ')) {
        const of = ({ managers, groups }: typeof opened.fleet, name: string) =>
          managers.filter((manager) => groups[manager.group] === name).length;
        for (const name of opened.fleet.groups) {
          const [before, after] = [of(opened.fleet, name), of(variant.prepared.fleet, name)];
          expect([name, before, after]).toEqual(name === group ? [name, Number(from), Number(to)] : [name, before, before]);
        }
        expect(isLess).toBe(aim === 'cost');
        continue;
      }
      const { managers, ...rest } = variant.prepared.fleet;
      const { managers: before, ...same } = opened.fleet;
      expect(rest).toEqual(same);
      const changed = managers.filter((manager, i) => JSON.stringify(manager) !== JSON.stringify(before[i]));
      // A period may lie outside of the few hours that are played here.
      for (const manager of changed) expect(opened.fleet.groups[manager.group]).toBe(group);
      effective += changed.length;
      // Less is wanted of what is idle and of the time between two looks, else more.
      expect(isLess).toBe(aim === 'cost' ? !label.startsWith('MaxBuilds') : label.startsWith('check_interval'));
    }
    expect(effective).toBeGreaterThan(0);
  }, 120_000);
});

test('nothing is cut of a group that stands by: a failover unpauses or starts it', async () => {
  const cut = async (name: string, ...set: readonly string[]): Promise<string[]> => {
    const file = path.join(ROOT, 'scenarios', name);
    const opened = await openScenario(file, { set: ['horizon=6h', 'replications=1', ...set] });
    if ('issues' in opened) throw new Error(JSON.stringify(opened.issues));
    const { facts, thresholds } = {
      ...studyQuestion(opened, { file, seed: 1 }),
      ...parseThresholds({ queue_time: ['p(95) < 1m'] }, opened.fleet),
    };
    const study = summarise(facts, [play(opened.fleet, { seed: 1, replication: 0, timeline: true })]);
    const found = candidatesOf(study, opened.scenario, thresholds);
    return [...new Set(found.flatMap(({ group, aim }) => (aim === 'cost' ? [group] : [])))];
  };
  expect(await cut('failover-warm.yaml')).toEqual(['shared-runners-manager']);
  expect(await cut('failover-cold.yaml')).toEqual(['shared-runners-manager']);
  const isNone = ['failover={}', 'runners.srm-do.paused=false'];
  expect(await cut('failover-warm.yaml', ...isNone)).toContain('shared-runners-manager-do');
}, 120_000);

describe('one step to the closed form', () => {
  const labels = async (name: string, set: readonly string[], ...conditions: readonly string[]): Promise<string[]> => {
    const file = path.join(ROOT, 'scenarios', name);
    const opened = await openScenario(file, { set: [...set, 'replications=1', 'events=[]'] });
    if ('issues' in opened) throw new Error(JSON.stringify(opened.issues));
    const { facts } = studyQuestion(opened, { file, seed: 1 });
    const study = summarise(facts, [play(opened.fleet, { seed: 1, replication: 0, timeline: true })]);
    const { thresholds } = parseThresholds({ queue_time: conditions }, opened.fleet);
    return candidatesOf(study, opened.scenario, thresholds).flatMap(({ label }) => (label.includes('closed form') ? [label] : []));
  };
  const POOL = ['horizon=3h', 'warmup=1h'];

  test('goes up where too few are idle, down where too many are, and nowhere without a threshold on the queue', async () => {
    // 120 pipelines an hour of some 2.7 jobs with boots of some 38 s: three to four machines boot at a time.
    const [up] = await labels('idle-pool.yaml', [...POOL, 'IdleCount=2'], 'p(95) < 5s');
    const [, from, to] = /^IdleCount (\d+) -> (\d+) \(closed form\)$/u.exec(up!)!.map(Number) as [number, number, number];
    expect(from).toBe(2);
    expect(to).toBeGreaterThan(4);
    expect(to).toBeLessThan(14);
    const [down] = await labels('idle-pool.yaml', [...POOL, 'IdleCount=30'], 'p(95) < 5s');
    expect(down).toMatch(/^IdleCount 30 -> \d+ \(closed form\)$/u);
    // The load of boots hardly depends on how many stand idle.
    expect(Math.abs(Number(/-> (\d+)/u.exec(down!)![1]) - to)).toBeLessThanOrEqual(1);
    // A stricter line takes more.
    const [strict] = await labels('idle-pool.yaml', [...POOL, 'IdleCount=2'], 'p(99) < 1s');
    expect(Number(/-> (\d+)/u.exec(strict!)![1])).toBeGreaterThan(to);
    expect(await labels('idle-pool.yaml', [...POOL, 'IdleCount=2'])).toEqual([]);
  }, 60_000);

  test('is not beyond the limit, and each of several managers has its share', async () => {
    const [held] = await labels('idle-pool.yaml', [...POOL, 'IdleCount=2', 'limit=4'], 'p(95) < 5s');
    expect(held).toMatch(/-> 4 \(/u);
    const [one] = await labels('idle-pool.yaml', [...POOL, 'IdleCount=2'], 'p(95) < 5s');
    const [two] = await labels('idle-pool.yaml', [...POOL, 'IdleCount=2', 'managers.srm.replicas=2'], 'p(95) < 5s');
    expect(Number(/-> (\d+)/u.exec(two!)![1])).toBeLessThan(Number(/-> (\d+)/u.exec(one!)![1]));
  }, 60_000);

  test('is of single use, and of one IdleCount all week', async () => {
    expect(await labels('reuse.yaml', ['horizon=3h', 'warmup=1h'], 'p(95) < 1s')).toEqual([]);
    expect(await labels('shared-runners.yaml', ['horizon=2h', 'warmup=1h'], 'p(95) < 1s')).toEqual([]);
  }, 60_000);
});
