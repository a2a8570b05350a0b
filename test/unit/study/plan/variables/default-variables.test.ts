/** What varies where nobody says it. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openScenario } from '../../../../../src/scenario/open.js';
import { defaultVaries, type DefaultVary } from '../../../../../src/study/plan/variables/default-variables.js';
import { ROOT } from '../../../../support/files.js';

async function varies(name: string, ...set: string[]): Promise<DefaultVary[]> {
  const found = await openScenario(path.join(ROOT, 'scenarios', name), { set });
  if ('issues' in found) throw new Error(found.issues[0]!.message);
  return defaultVaries(found);
}

describe('default variables', () => {
  test('are the sections that hold within the run, and no others', async () => {
    expect((await varies('shared-runners.yaml')).map(({ name }) => name)).toEqual(['IdleCount, Mon-Fri 07-20', 'IdleCount, other times']);
    expect((await varies('shared-runners.yaml', 'horizon=6h')).map(({ name }) => name)).toEqual(['IdleCount, other times']);
    expect((await varies('shared-runners.yaml', 'horizon=1w')).map(({ name }) => name)).toEqual([
      'IdleCount, Mon-Fri 07-20',
      'IdleCount, Sat-Sun',
      'IdleCount, other times',
    ]);
  });

  test('have room above what is set today and what the load needs, and not beyond the limit', async () => {
    const [own] = await varies('idle-pool.yaml');
    expect(Number(own!.values.at(-1))).toBeGreaterThanOrEqual(15);
    const [bounded] = await varies('idle-pool.yaml', 'limit=12');
    expect(bounded!.values.at(-1)).toBe('12');
  });

  test('leave a pool one idle machine, unless it has none today or a threshold looks at boots', async () => {
    const least = async (name: string, ...set: string[]): Promise<string[]> => (await varies(name, ...set)).map(({ values }) => values[0]!);
    expect(await least('idle-pool.yaml')).toEqual(['1']);
    expect(await least('idle-pool.yaml', 'IdleCount=0')).toEqual(['0']);
    const seen = (subject: string): string => `thresholds={ '${subject}': ['p(95) < 2m'] }`;
    expect(await least('idle-pool.yaml', seen('start_delay'))).toEqual(['0']);
    expect(await least('gitlab-com-2018.yaml', seen('start_delay{group=private-runners-manager}'))).toEqual(['1', '1', '0', '0', '1']);
  });

  test('are IdleTime too where machines are used again, with that of today among its values', async () => {
    const found = await varies('reuse.yaml', 'IdleTime=700');
    expect(found.map(({ name }) => name)).toEqual(['IdleCount', 'IdleTime']);
    expect(found[1]!.values).toEqual(['300s', '600s', '700s', '1200s', '1800s', '3600s']);
    expect((await varies('idle-pool.yaml')).map(({ name }) => name)).toEqual(['IdleCount']);
  });

  test('are of each pool that runs, by its group; of docker-autoscaler by policy', async () => {
    expect((await varies('migrate-to-autoscaler.yaml')).map(({ name }) => name)).toEqual([
      'docker-autoscaler: idle_count, other times',
      'docker-autoscaler: idle_count, Mon-Fri 07-19',
      'docker-machine: IdleCount, Mon-Fri 07-19',
      'docker-machine: IdleCount, other times',
    ]);
    // One pool whose instances are used again has its idle_time too, where one policy holds all week.
    const alone = ['managers.docker-machine.running=false'];
    const policy = (uses: number): string[] => [...alone, 'autoscaler.policy=[{ idle_count: 6, idle_time: 3m }]', `max_use_count=${uses}`];
    const found = await varies('migrate-to-autoscaler.yaml', ...policy(0));
    expect(found.map(({ name }) => name)).toEqual(['idle_count', 'idle_time']);
    expect(found[1]!.values).toEqual(['180s', '300s', '600s', '1200s', '1800s', '3600s']);
    expect((await varies('migrate-to-autoscaler.yaml', ...policy(1))).map(({ name }) => name)).toEqual(['idle_count']);
    expect((await varies('migrate-to-autoscaler.yaml', ...alone)).map(({ name }) => name)).not.toContain('idle_time');
    // Spares whose runners are paused get no jobs.
    expect((await varies('gitlab-com-2018.yaml')).filter(({ name }) => name.includes('-do'))).toEqual([]);
    expect(await varies('mmc.yaml')).toEqual([]);
  });
});
