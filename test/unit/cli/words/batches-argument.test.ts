/** `--batches`: how many, and beside what it is refused. */
import { describe, expect, test } from 'vitest';
import { batchesArgument } from '../../../../src/cli/words/batches-argument.js';
import { EXIT_USAGE } from '../../../../src/cli/exit-codes.js';

const NONE = { replications: undefined, precision: undefined, shard: undefined, advise: false };

describe('--batches', () => {
  test('is a number of batches, or none', () => {
    expect(batchesArgument('20', NONE)).toBe(20);
    expect(batchesArgument(undefined, { ...NONE, replications: '5' })).toBeUndefined();
  });

  test.each([
    ['', /^--batches : expected a whole number from/u],
    ['1', /^--batches 1: expected a whole number from/u],
    ['9999', /^--batches 9999: expected/u],
    ['20.5', /20 to 30 are usual$/u],
    ['-20', /^--batches -20: expected/u],
    ['2e1', /^--batches 2e1: expected/u],
    [['20', '30'], /^--batches is given 2 times; give it once$/u],
  ])('%j is refused', (text, message) => {
    expect(() => batchesArgument(text, NONE)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(message) as unknown, exitCode: EXIT_USAGE }),
    );
  });

  test.each([
    [{ replications: '5' }, 'replications'],
    [{ precision: '2%' }, 'precision'],
    [{ shard: '1/2' }, 'shard'],
    [{ advise: true }, 'advise'],
  ])('beside %j it is refused', (other, name) => {
    expect(() => batchesArgument('20', { ...NONE, ...other })).toThrow(
      `--batches is of one long run, and --${name} asks for more; give one of the two`,
    );
  });
});
