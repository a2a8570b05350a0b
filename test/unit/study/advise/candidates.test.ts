/** Changes that advice tries: each can be set, changes the group that it is of and no other, and steps in the direction that its aim wants. */
import { describe, expect, test } from 'vitest';
import path from 'node:path';
import { openScenario } from '../../../../src/scenario/open.js';
import { candidatesOf } from '../../../../src/study/advise/candidates.js';
import { play } from '../../../../src/study/simulate.js';
import { summarise } from '../../../../src/study/study.js';
import { studyQuestion } from '../../../../src/study/study-question.js';
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
