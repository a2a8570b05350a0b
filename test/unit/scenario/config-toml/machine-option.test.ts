/** One option of MachineOptions: how it is read, and how it is written so that the rest of the list stays. */
import { describe, expect, test } from 'vitest';
import { machineOptions, optionOf } from '../../../../src/scenario/config-toml/machine-option.js';
import { overrideConfig } from '../../../../src/scenario/config-toml/override-config.js';
import { listOf, tableOf } from '../../../../src/scenario/config-toml/override-path.js';
import { parseToml } from '../../../../src/scenario/config-toml/toml-document.js';

const HEAD = '[[runners]]\n  executor = "docker+machine"\n  [runners.machine]\n    MachineDriver = "google"\n';
const LIST = `    MachineOptions = [
      "google-zone=a",       # the old one
      "google-machine-type=n1-standard-1",
      "google-preemptible",
    ]
`;

function set(list: string, option: string, value: unknown): { text: string; told: string } {
  const { text, issues } = overrideConfig(HEAD + list, 'c.toml', [{ path: ['machine', 'MachineOptions', option], value }]);
  return { text: text.slice(HEAD.length), told: issues.map(({ message }) => message).join('; ') };
}

describe('an option', () => {
  test('is read as docker-machine does', () => {
    expect(optionOf('google-zone=a')).toEqual({ option: 'google-zone', value: 'a' });
    expect(optionOf('--google-zone a')).toEqual({ option: 'google-zone', value: 'a' });
    expect(optionOf('google-preemptible')).toEqual({ option: 'google-preemptible', value: 'true' });
    expect(optionOf('')).toBeUndefined();
  });

  test('of a table is its last, and what is secret is not told', () => {
    const list = '    MachineOptions = ["google-zone=a", "google-zone=b", "digitalocean-access-token=abc", 3]\n';
    const parsed = parseToml(HEAD + list);
    const machine = 'root' in parsed ? tableOf(listOf(parsed.root, 'runners')[0], 'machine') : undefined;
    expect([...machineOptions(machine)]).toEqual([
      ['google-zone', 'b'],
      ['digitalocean-access-token', undefined],
    ]);
  });

  test('is written in its item alone; comments and lines stay', () => {
    expect(set(LIST, 'google-zone', 'b').text).toBe(LIST.replace('zone=a', 'zone=b'));
    expect(set(LIST, 'google-preemptible', false).text).toBe(LIST.replace('preemptible', 'preemptible=false'));
  });

  test('that is not there is added behind the last, as the list is written', () => {
    expect(set(LIST, 'google-disk-size', 25).text).toBe(
      LIST.replace('"google-preemptible",', '"google-preemptible",\n      "google-disk-size=25",'),
    );
    expect(set('    MachineOptions = []\n', 'google-zone', 'b').text).toBe('    MachineOptions = ["google-zone=b"]\n');
    expect(set('    MachineOptions = ["x=1"]\n', 'google-zone', 'b').text).toBe('    MachineOptions = ["x=1", "google-zone=b"]\n');
    expect(set('', 'google-zone', 'b').text).toBe('    MachineOptions = ["google-zone=b"]\n');
  });

  test('of EC2 zones is their letter', () => {
    expect(set('', 'amazonec2-zone', 'us-east-1b').text).toBe('    MachineOptions = ["amazonec2-zone=b"]\n');
    expect(set('', 'amazonec2-zone', 'c').text).toBe('    MachineOptions = ["amazonec2-zone=c"]\n');
  });

  test('has no place where there is no list, and is one value', () => {
    expect(set('    MachineOptions = "google-zone=a"\n', 'google-zone', 'b')).toEqual({
      text: '    MachineOptions = "google-zone=a"\n',
      told: 'MachineOptions is no list of options here; write it by hand, such as ["google-zone=…"]',
    });
    expect(set(LIST, 'google-zone', ['b']).told).toContain('is no value of the option google-zone; expected one text');
  });
});
