import { expect, test } from 'vitest';
import { COMMANDS } from '../../../../src/cli/commands/index.js';
import { refuseSwitchValues } from '../../../../src/cli/words/switch-words.js';

const refuse = (...argv: string[]): void => refuseSwitchValues(argv, COMMANDS);

test.each([
  ['run', '--redact=yes', '--redact=yes: expected --redact, --redact=true or --redact=false; see runcast run --help'],
  ['run', '--strict-verdict=TRUE', '--strict-verdict=TRUE: expected --strict-verdict, '],
  ['run', '--strictVerdict=1', '--strictVerdict=1: expected --strictVerdict, '],
  ['run', '--no-color=', '--no-color=: expected --no-color, '],
  ['run', '-q=foo', '-q=foo: expected -q, -q=true or -q=false'],
  ['compare', '--json=full', '--json=full: expected --json, '],
  ['compare', '--debug=on', '--debug=on: expected --debug, '],
])('%s %s', (command, word, message) => {
  expect(() => refuse(command, 's.yaml', word)).toThrow(message);
  expect(() => refuse(word, command, 's.yaml')).toThrow(message);
});

test('without a command the help is that of all', () => {
  expect(() => refuse('--version=2')).toThrow('--version=2: expected --version, --version=true or --version=false; see runcast --help');
});

test('on and off, options with a value, those of another command and what stands behind -- are left to others', () => {
  refuse('run', 's.yaml', '--redact=true', '--quiet=false', '-q', '--no-color', 'true');
  refuse('run', 's.yaml', '--json=full', '--seed=yes', '--set=--quiet=yes', '-o=out');
  refuse('schema', '--redact=yes');
  refuse('rnu', '--redact=yes');
  refuse('merge', 'a', '--study', 'b', '--', '--quiet=yes');
});
