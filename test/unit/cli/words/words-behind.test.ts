import { expect, test } from 'vitest';
import { refuseWordsBehind } from '../../../../src/cli/words/words-behind.js';

test.each([
  [['run', '--', 's.yaml'], 'unexpected word s.yaml behind --, which is for runcast merge; leave out the --'],
  [['--', 'run', 's.yaml'], 'unexpected word run behind --'],
  [['compare', 'a.yaml', '--', '--set', 'x=1'], 'leave out the --; a file of that name is written ./--set'],
  [['run', 's.yaml', '--', '-my scenario.yaml'], "a file of that name is written './-my scenario.yaml'"],
])('%j', (argv, message) => {
  expect(() => refuseWordsBehind(argv)).toThrow(message);
});

test('merge takes them, and nothing behind it is no word', () => {
  refuseWordsBehind(['merge', 'a', '--study', 'b', '--', '--json']);
  refuseWordsBehind(['run', 's.yaml', '--']);
  refuseWordsBehind(['run', 's.yaml', '--set=--', '-o', 'out']);
});
