/** Stack traces of unexpected errors: `--debug` in any of its ways. */
import { describe, expect, test } from 'vitest';
import { commandLine } from '../../../src/cli/command-line.js';

describe('an unexpected error', () => {
  /** Whether its stack is told, with these words. */
  async function hasStack(...words: readonly string[]): Promise<boolean> {
    let err = '';
    const exit = await commandLine(['schema', 'scenario', ...words], {
      out: () => Promise.reject(new Error('broken')),
      err: (text) => {
        err += text;
      },
      readInput: () => Promise.resolve(''),
      env: {},
      isOutTty: false,
      isErrTty: false,
      breathe: () => Promise.resolve(),
      onInterrupt: () => () => undefined,
    });
    expect(exit).toBe(1);
    expect(err).toMatch(/^runcast: unexpected error: broken; /u);
    return /\n {4}at /u.test(err);
  }

  test('has its stack where --debug is on', async () => {
    for (const words of [['--debug'], ['--debug=true']]) {
      expect(await hasStack(...words), words.join(' ')).toBe(true);
    }
  });

  test('and has none where it is off', async () => {
    for (const words of [[], ['--debug=false']]) {
      expect(await hasStack(...words), words.join(' ')).toBe(false);
    }
  });
});
