/** The command, wherever it is typed. */
import { describe, expect, test } from 'vitest';
import { commandFirst } from '../../../../src/cli/words/command-first.js';
import { COMMANDS } from '../../../../src/cli/commands/index.js';
import { inProcess } from '../../../support/in-process.js';

const first = (...words: readonly string[]): string => commandFirst(words, COMMANDS).join(' ');

describe('the command', () => {
  test.each([
    ['run s.yaml --seed 5', 'run s.yaml --seed 5'],
    ['--seed 5 run s.yaml', 'run --seed 5 s.yaml'],
    ['--seed=5 --debug run s.yaml -q', 'run --seed=5 --debug s.yaml -q'],
    ['-q -o sweep run s.yaml', 'run -q -o sweep s.yaml'],
    ['--json full run s.yaml', 'run --json full s.yaml'],
    ['--json run s.yaml', 'run --json s.yaml'],
    ['--json compare s.yaml', 'compare --json s.yaml'],
    ['--study run run s.yaml', 'run --study run s.yaml'],
  ])('of %s is first', (typed, wanted) => {
    expect(first(...typed.split(' '))).toBe(wanted);
  });

  test.each(['--help', '--debug rnu s.yaml', 'rnu run', '--seed 5 -- run s.yaml', '--seed', ''])('is none in %j, which stays', (typed) => {
    expect(first(...typed.split(' '))).toBe(typed);
  });

  test('is found by what reads the words before it: a load that was typed is a load that is played', async () => {
    const words = ['--seed', '5', 'run', 'scenarios/mmc.yaml', '--replications', '2', '--set', 'replications=3'];
    expect((await inProcess(words)).err).toBe('runcast: --replications 2 and --set replications=3: both say it; give one of them\n');
    const small = ['scenarios/idle-pool.yaml', '--set', 'horizon=2h', '--replications', '1'];
    const [ahead, behind] = await Promise.all([
      inProcess(['--seed', '5', '--quiet', 'run', ...small, '--scale', 'pipelines=0.5', '--json']),
      inProcess(['run', ...small, '--scale', 'pipelines=0.5', '--json', '--seed', '5', '--quiet']),
    ]);
    expect(ahead).toEqual(behind);
    expect(JSON.parse(ahead.out)).toMatchObject({ seed: 5 });
    expect(ahead.out).toContain('scale.pipelines=0.5');
    const compared = await inProcess(['--seed', '5', 'compare', 's.yaml', '--set', 'limit=1', '--vs', '--set', 'limit=2']);
    expect(compared.err).toContain('s.yaml');
    expect(compared.err).not.toContain('--vs needs a value');
  });
});
