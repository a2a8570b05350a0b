/** Variables by the names of settings: where they stand, their order, what they are today. */
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openScenario } from '../../../../../src/scenario/open.js';
import type { PreparedScenario } from '../../../../../src/scenario/prepare.js';
import { planVariable, todayText } from '../../../../../src/study/plan/variables/plan-variable.js';
import type { PlanVariable } from '../../../../../src/study/plan/plan-question.js';
import { ROOT } from '../../../../support/files.js';

async function opened(name: string, set: readonly string[] = []): Promise<PreparedScenario> {
  const found = await openScenario(path.join(ROOT, 'scenarios', name), { set });
  if ('issues' in found) throw new Error(found.issues[0]!.message);
  return found;
}

let shared: PreparedScenario;
let pool: PreparedScenario;
beforeAll(async () => {
  [shared, pool] = await Promise.all([opened('shared-runners.yaml'), opened('idle-pool.yaml')]);
});

function made(base: PreparedScenario, name: string, ...values: string[]): PlanVariable {
  const found = planVariable(base, { path: name, values });
  if ('problem' in found) throw new Error(found.problem);
  return found;
}

describe('a variable', () => {
  test('has its values in ascending order, and sets each by its whole path', () => {
    const own = made(pool, 'IdleTime', '1h', '600', '30m');
    expect(own).toMatchObject({ values: ['10m', '30m', '1h'], numbers: [600, 1800, 3600], today: '30m', orderFrom: undefined });
    expect(own.set(2)).toEqual(['managers.srm.config.runners.srm.machine.effective.IdleTime=1h']);
    for (let i = 0; i < 3; i++) {
      const variant = pool.withSet(own.set(i));
      expect('issues' in variant).toBe(false);
    }
  });

  test('is what it is today, also where sections replace it, where nothing is written, and in the scenario', () => {
    expect(made(shared, 'IdleCount', '1', '2').today).toBe('20 to 100');
    expect(made(shared, 'IdleTime', '1', '2').today).toBe('15m to 1h');
    expect(made(shared, 'MaxGrowthRate', '1', '2').today).toBe('0');
    expect(made(shared, 'replicas', '1', '2').today).toBe('1');
    expect(made(shared, 'limit', '1', '2').today).toBe('500');
    expect(todayText({ key: 'zone', values: ['b', 'a'] })).toBe('b, a');
  });

  test('is in order only as IdleCount of single-use machines that follow nothing else, and from 1 on', async () => {
    expect(made(shared, 'IdleCount', '1', '2').orderFrom).toBe(0);
    expect(made(shared, 'autoscaling[0].IdleCount', '1', '2').orderFrom).toBe(0);
    expect(made(shared, 'limit', '1', '2').orderFrom).toBeUndefined();
    // With 0, on demand, jobs wait less than with 1.
    expect(made(shared, 'IdleCount', '2', '0', '1').orderFrom).toBe(1);
    expect(made(shared, 'IdleCount', '0').orderFrom).toBeUndefined();
    expect(made(await opened('idle-pool.yaml', ['MaxBuilds=3']), 'IdleCount', '1', '2').orderFrom).toBeUndefined();
    expect(made(await opened('idle-pool.yaml', ['IdleScaleFactor=0.5']), 'IdleCount', '1', '2').orderFrom).toBeUndefined();
    expect(made(await opened('reuse.yaml'), 'IdleCount', '1', '2').orderFrom).toBeUndefined();
  });

  test('of single-use machines knows its pool and how many processes have one like it', async () => {
    expect(made(pool, 'IdleCount', '1', '2').pool).toEqual({ group: 0, runner: 0, processes: 1 });
    expect(made(await opened('idle-pool.yaml', ['managers.srm.replicas=3']), 'IdleCount', '1').pool?.processes).toBe(3);
    expect(made(await opened('idle-pool.yaml', ['MaxBuilds=3']), 'IdleCount', '1', '2').pool).toBeUndefined();
    const gitlab = await opened('gitlab-com-2018.yaml');
    const { group, processes } = made(gitlab, 'managers.shared-runners-manager.config.runners.srm.machine.effective.IdleCount', '1').pool!;
    expect(gitlab.fleet.groups[group]).toBe('shared-runners-manager');
    expect(processes).toBe(gitlab.fleet.managers.filter((own) => own.group === group).length);
  });

  test('is the type or the zone of the machines where their options say it, the number of managers, and how many stand by', async () => {
    const options = 'managers.shared-runners-manager.config.runners.shared-runners.machine.MachineOptions';
    const type = made(shared, 'machine_type', 'n1-standard-4', 'n1-standard-1');
    expect(type).toMatchObject({ values: ['n1-standard-4', 'n1-standard-1'], numbers: undefined, today: 'n1-standard-1' });
    expect(type.set(0)).toEqual([`${options}.google-machine-type=n1-standard-4`]);
    expect(made(shared, 'zones', 'a').set(0)).toEqual([`${options}.google-zone=a`]);
    expect(made(shared, 'host.machine_type', 'a').set(0)).toEqual(['managers.shared-runners-manager.host.machine_type=a']);
    expect(made(shared, 'managers', '2', '1')).toMatchObject({ values: ['1', '2'], today: '1' });
    const spares = await opened('failover-warm.yaml');
    expect(made(spares, 'standby', '1', '4').today).toBe('2');
    expect(made(spares, 'standby', '1', '4').set(1)).toEqual(['managers.shared-runners-manager-do.replicas=4']);
    expect(made(spares, 'standby.running', 'true', 'false').set(1)).toEqual(['managers.shared-runners-manager-do.running=false']);
    expect(planVariable(shared, { path: 'standby', values: ['1'] })).toEqual({
      problem: expect.stringContaining('no group stands by') as string,
    });
  });

  test('that is not there, or in several places, is none', async () => {
    expect(planVariable(pool, { path: 'IdleCont', values: ['1'] })).toEqual({
      problem: expect.stringContaining('did you mean IdleCount?') as string,
    });
    const fleet = await opened('gitlab-com-2018.yaml');
    expect(planVariable(fleet, { path: 'IdleCount', values: ['1'] })).toEqual({ problem: expect.stringContaining('it is in') as string });
  });
});
