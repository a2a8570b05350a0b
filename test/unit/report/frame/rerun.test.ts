/** The last line of an answer can be typed: what is behind the command is a comment. */
import { expect, test } from 'vitest';
import { rerunText } from '../../../../src/report/frame/rerun.js';

test('the command stands first, its version and the beginning of the hash behind a sign of the shell', () => {
  const told = { rerun: "runcast run 'a b.yaml' --seed 1", runcast: '0.1.0' };
  expect(rerunText(told, { hash: '0123456789abcdef' })).toBe("runcast run 'a b.yaml' --seed 1 # 0.1.0 sha256:0123456789ab");
});
