/** What an option says and a `--set` too. */
import { describe, expect, test } from 'vitest';
import { refuseSaidTwice } from '../../../../src/cli/words/said-twice.js';
import { inProcess } from '../../../support/in-process.js';

const told = (...words: readonly string[]): string => {
  try {
    refuseSaidTwice(words);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('what is said twice', () => {
  test('--scale beside a --set of the same, or of all that it is part of, is refused in whichever order', () => {
    expect(told('run', 's.yaml', '--scale', 'pipelines=2', '--set', 'scale.pipelines=3')).toBe(
      '--scale pipelines=2 and --set scale.pipelines=3: both say it; give one of them',
    );
    expect(told('run', '--set=scale.workloads["web"]=3', '--scale=workload:web=2')).toContain('--set scale.workloads["web"]=3');
    expect(told('run', '--set', 'scale={ pipelines: 3 }', '--scale', 'workload:web=2')).toContain('--set scale={ pipelines: 3 }');
    expect(told('plan', '--set', 'scale.projects["a.b/c*"]=3', '--scale', 'project:a.b/c*=2')).toContain('both say it');
  });

  test('what is of something else, of another variant, or behind the options, is not', () => {
    expect(told('run', '--scale', 'pipelines=2', '--set', 'scale.workloads.web=3', '--set', 'horizon=1h', '--set', 'scale')).toBe('');
    expect(told('compare', 's', '--scale', 'pipelines=2', '--vs', '--set', 'scale.pipelines=3')).toBe('');
    expect(told('compare', 's', '--vs', '--scale', 'pipelines=2', '--set', 'scale.pipelines=3')).toContain('both say it');
    expect(told('run', '--replications', '2', '--', '--set', 'replications=3')).toBe('');
  });

  test('--replications beside a --set of them is refused by every command, whatever both say', async () => {
    for (const command of ['run', 'plan', 'sweep', 'headroom', 'outage']) {
      const { exit, err } = await inProcess([command, 's.yaml', '--replications', '2', '--set', 'replications=5']);
      expect([exit, err], command).toEqual([2, 'runcast: --replications 2 and --set replications=5: both say it; give one of them\n']);
    }
    expect(told('compare', 's', '--set-all', 'replications=2', '--replications=2')).toContain('--set-all replications=2');
  });
});
