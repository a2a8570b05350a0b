/** The groups of words behind --vs. */
import { describe, expect, test } from 'vitest';
import { variantOf, withVariants } from '../../../../src/cli/words/variant-words.js';

/** The words that stay, and the variants behind --vs. */
function taken(line: string): { readonly words: string; readonly variants: unknown[] } {
  const words = withVariants(line.split(' '));
  const groups = words.filter((word) => word.startsWith('--vs='));
  return {
    words: words.filter((word) => !groups.includes(word)).join(' '),
    variants: groups.map((word) => variantOf(word.slice('--vs='.length))),
  };
}

describe('the words of compare', () => {
  test('before the first --vs stay as they are', () => {
    expect(taken('compare s.yaml --set a=1 --json')).toEqual({ words: 'compare s.yaml --set a=1 --json', variants: [] });
  });

  test('behind a --vs are a file and what is set, of one variant each', () => {
    expect(taken('compare s.yaml --set a=1 --vs --set a=2 --set=b=3 --vs t.yaml --vs u.yaml --set c=4')).toEqual({
      words: 'compare s.yaml --set a=1',
      variants: [{ set: ['a=2', 'b=3'] }, { file: 't.yaml', set: [] }, { file: 'u.yaml', set: ['c=4'] }],
    });
  });

  test('that are of the whole may stand anywhere', () => {
    expect(taken('compare s.yaml --vs --seed 7 --set a=2 -q --json')).toEqual({
      words: 'compare s.yaml --seed 7 -q --json',
      variants: [{ set: ['a=2'] }],
    });
  });

  test('of other commands are left alone', () => {
    expect(withVariants(['run', 's.yaml', '--vs', '--set', 'a=1'])).toEqual(['run', 's.yaml', '--vs', '--set', 'a=1']);
  });

  test('a setting in the place of a file is told how it is written', () => {
    expect(() => taken('compare s.yaml --set IdleCount=7 --vs IdleCount=20')).toThrow(
      '--vs IdleCount=20 is no scenario file; a setting is written --vs --set IdleCount=20',
    );
    expect(() => variantOf("start=Mon, it's")).toThrow(String.raw`a setting is written --vs --set 'start=Mon, it'\''s'`);
    expect(taken('compare s.yaml --vs by=hand.yaml').variants).toEqual([{ file: 'by=hand.yaml', set: [] }]);
  });

  test('a group without anything is refused, and a --set without a value', () => {
    expect(() => taken('compare s.yaml --vs')).toThrow('--vs has nothing behind it; expected a scenario file, or --set path=value');
    expect(() => taken('compare s.yaml --vs --set')).toThrow('--set needs a value behind it');
  });
});
