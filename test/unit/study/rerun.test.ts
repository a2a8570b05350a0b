/** The command that repeats a run, word for word, and how a shell is given words that it would read otherwise. */
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { quote, rerunCommand } from '../../../src/study/rerun.js';

describe('the command', () => {
  test('of a file and a seed is these alone', () => {
    expect(rerunCommand({ file: 'idle-pool.yaml', set: [], seed: 7 })).toBe('runcast run idle-pool.yaml --seed 7');
  });

  test('names all that was typed, in one order', () => {
    const facts = {
      file: 'my fleet.yaml',
      set: ['managers.srm.concurrent=20', 'horizon=1d'],
      threshold: ['cost: per_month < 5 USD'],
      seed: 'blue moon',
      replications: 4,
      pair: false,
      yes: true,
    };
    expect(rerunCommand(facts)).toBe(
      "runcast run 'my fleet.yaml' --set managers.srm.concurrent=20 --set horizon=1d --threshold 'cost: per_month < 5 USD' " +
        "--replications 4 --seed 'blue moon' --no-pair --yes",
    );
  });

  test('does not say what is so anyway: the second run of a scenario with outages, and leave for a short run', () => {
    expect(rerunCommand({ file: 'a.yaml', set: [], seed: 1, pair: true, yes: false, replications: undefined })).toBe(
      'runcast run a.yaml --seed 1',
    );
  });
});

describe('a word for a shell', () => {
  test('stays bare where a shell takes it as it is', () => {
    const bare = 'a_Z0./:=@%+,-9';
    expect(quote(bare)).toBe(bare);
  });

  test('is quoted where it is empty, has a space or signs of the shell, with quotes of its own let out', () => {
    expect(quote('')).toBe("''");
    expect(quote('a b')).toBe("'a b'");
    expect(quote('$HOME')).toBe("'$HOME'");
    expect(quote("it's")).toBe(String.raw`'it'\''s'`);
  });

  test('shows what cannot be seen as escapes of eight digits', () => {
    expect(quote('a\nb')).toBe(String.raw`$'a\U0000000ab'`);
    expect(quote("\\ ' \u202e")).toBe(String.raw`$'\\ \' \U0000202e'`);
  });

  test.skipIf(process.platform !== 'linux')('comes out of bash as it went in', () => {
    for (const word of ['', "it's", 'a\nb\t\u202e\\', '$(true) `x` "y"', '*?[a]', '~', '#', 'é 🙂\u2028']) {
      expect(execFileSync('bash', ['--norc', '-c', `printf %s ${quote(word)}`], { encoding: 'utf8', env: { LC_ALL: 'C.UTF-8' } })).toBe(
        word,
      );
    }
  });
});
