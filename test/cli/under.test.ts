/** `--under`: runs have the outage that they are to have, or nothing is run. */
import { describe, expect, test } from 'vitest';
import { inProcess } from '../support/in-process.js';

const POOL = ['scenarios/idle-pool.yaml', '--replications', '1', '--quiet'];
const UNDER = ['--under', 'zone=us-east1-d 80m 20m'];

describe('an outage that runs are to have', () => {
  test.each([
    ['run', '--set'],
    ['sweep', '--set'],
    ['compare', '--set-all'],
  ])('and that never comes about is refused by %s before anything is played', async (command, set) => {
    const more = { run: [], sweep: ['--vary', 'limit=10,20'], compare: ['--set', 'limit=20'] }[command] ?? [];
    const words = [command, ...POOL, set, 'horizon=2h', '--under', 'zone=us-east1-d 3h 20m', ...more];
    expect(await inProcess(words)).toEqual({
      exit: 2,
      out: '',
      err: 'runcast: --under zone=us-east1-d 3h 20m: nothing of it lies within the run, which begins at 2018-10-08T00:00:00Z and lasts 2h; name a time in it, or let it last longer (horizon)\n',
    });
  });

  test('is there where a setting takes away the outages of the scenario, on whichever side of it that stands', async () => {
    const own = ['run', ...POOL, '--set', 'horizon=2h', '--no-pair', '--json'];
    const cleared = ['--set', 'events=[]'];
    const [ahead, behind] = await Promise.all([inProcess([...own, ...UNDER, ...cleared]), inProcess([...own, ...cleared, ...UNDER])]);
    expect(ahead.out).toContain('us-east1-d gone');
    expect(ahead).toEqual(behind);
  });

  test('may be taken away in a variant, which says what it changes', async () => {
    const words = ['compare', ...POOL, '--set-all', 'horizon=2h', ...UNDER, '--set', 'events=[]'];
    const { exit, out, err } = await inProcess(words);
    expect([exit, err]).toEqual([0, '']);
    expect(out).toContain('events=[]: cannot tell whether jobs wait less');
  });
});
