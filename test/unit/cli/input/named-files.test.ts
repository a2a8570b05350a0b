/** Files as a scenario names them, and as its writer does. */
import { expect, test } from 'vitest';
import { fromOut, seenHere } from '../../../../src/cli/input/named-files.js';
import type { Issue } from '../../../../src/scenario/text/issue.js';

const finding = (file: string): Issue => ({ severity: 'error', file, message: 'wrong' });

test.each([
  ['config.toml', 'my.yaml', 'config.toml'],
  ['config.toml', 'scenarios/my.yaml', '../config.toml'],
  ['fleet/config.toml', 'scenarios/my.yaml', '../fleet/config.toml'],
  ['/etc/config.toml', 'scenarios/my.yaml', '/etc/config.toml'],
])('%s beside %s is %s, and findings name it as it was given', (file, out, named) => {
  expect(fromOut(file, out)).toBe(named);
  expect(seenHere(finding(named), out).file).toBe(file);
});

test('findings of what is written are named as they are', () => {
  expect(seenHere(finding('scenarios/my.yaml'), 'scenarios/my.yaml').file).toBe('scenarios/my.yaml');
  expect(seenHere(finding('config.toml'), undefined).file).toBe('config.toml');
});
