/** What settings change in the files of a user. */
import { describe, expect, test } from 'vitest';
import { settingsPatch } from '../../../../src/scenario/patch/settings-patch.js';

const TOML = `# the fleet
concurrent = 20 # workers

[[runners]]
  name = "fleet"
  executor = "docker+machine"
  limit = 40
  [runners.machine]
    IdleCount = 10 # pool
    IdleTime = 1800
    MachineOptions = [
      "google-zone=a",          # the old one
      "google-machine-type=n1-standard-1",
    ]
    [[runners.machine.autoscaling]]
      Periods = ["* * 9-17 * * mon-fri *"]
      IdleCount = 50
`;
const SCENARIO = `# plan
horizon: 1d
managers:
  srm: { config: srm.toml }   # the file
  prm: { config: prm.toml, replicas: 2 }
`;
const read = (file: string): string | undefined => (file === 'srm.toml' || file === 'prm.toml' ? TOML : undefined);

describe('the patch of settings', () => {
  test('changes the keys that are set and nothing else', () => {
    const { files, issues } = settingsPatch(
      SCENARIO,
      's.yaml',
      { set: ['srm.IdleCount=12', 'srm.IdleTime=10m', 'srm.concurrent=30'] },
      read,
    );
    expect(issues).toEqual([]);
    expect(files.map(({ file, kind, groups }) => [file, kind, groups])).toEqual([['srm.toml', 'config', ['srm']]]);
    const expected = TOML.replace('IdleCount = 10 #', 'IdleCount = 12 #')
      .replace('IdleCount = 50', 'IdleCount = 12')
      .replace('IdleTime = 1800', 'IdleTime = 600')
      .replace('concurrent = 20 ', 'concurrent = 30 ')
      .replace('IdleCount = 12\n', 'IdleCount = 12\n      IdleTime = 600\n');
    expect(files[0]!.before).toBe(TOML);
    expect(files[0]!.after).toBe(expected);
    expect(files[0]!.diff).toContain('-    IdleCount = 10 # pool\n');
  });

  test('is of several files, the scenario last', () => {
    const { files } = settingsPatch(SCENARIO, 's.yaml', { set: ['srm.limit=5', 'prm.limit=6', 'prm.replicas=3'] }, read);
    expect(files.map(({ file }) => file)).toEqual(['prm.toml', 'srm.toml', 's.yaml']);
    expect(files[2]!.after).toBe(SCENARIO.replace('replicas: 2', 'replicas: 3'));
    expect(files[2]!.kind).toBe('scenario');
  });

  test('of a list changes the items that differ, its lines and comments stay', () => {
    const set = 'managers.srm.config.runners[0].machine.MachineOptions=[google-zone=b, google-machine-type=n1-standard-1]';
    expect(settingsPatch(SCENARIO, 's.yaml', { set: [set] }, read).files[0]!.after).toBe(TOML.replace('zone=a"', 'zone=b"'));
  });

  test('of a config.toml that stands in the scenario is one of the scenario', () => {
    const text = `horizon: 1d\nmanagers:\n  srm:\n    config:\n      file: c.toml\n      text: |\n${TOML.replace(/^(?=.)/gmu, '        ')}    replicas: 1\n`;
    const { files, issues } = settingsPatch(text, 's.yaml', { set: ['limit=7'] }, read);
    expect(issues).toEqual([]);
    expect(files.map(({ file, after }) => [file, after])).toEqual([['s.yaml', text.replace('limit = 40', 'limit = 7')]]);
  });

  test('of a file that two groups share holds only where both are set alike', () => {
    const shared = SCENARIO.replace('prm.toml', 'srm.toml');
    const one = settingsPatch(shared, 's.yaml', { set: ['srm.limit=5'] }, read);
    expect(one.files).toEqual([]);
    expect(one.issues[0]!.message).toContain('groups srm and prm share this file and not the same is set for both');
    const both = settingsPatch(shared, 's.yaml', { set: ['srm.limit=5', 'prm.limit=5'] }, read);
    expect(both.issues).toEqual([]);
    expect(both.files.map(({ groups, after }) => [groups, after])).toEqual([[['srm', 'prm'], TOML.replace('limit = 40', 'limit = 5')]]);
  });

  test('is nothing where everything stays as it is', () => {
    expect(settingsPatch(SCENARIO, 's.yaml', { set: ['srm.limit=40', 'prm.replicas=2'] }, read)).toEqual({ files: [], issues: [] });
  });

  test('holds what is set anyway in a config.toml, and not what the question is', () => {
    const { files } = settingsPatch(SCENARIO, 's.yaml', { given: ['srm.limit=50', 'horizon=2d'], set: ['srm.concurrent=30'] }, read);
    expect(files.map(({ file, after }) => [file, after])).toEqual([
      ['srm.toml', TOML.replace('limit = 40', 'limit = 50').replace('concurrent = 20', 'concurrent = 30')],
    ]);
  });

  test('says what it cannot place', () => {
    const { issues } = settingsPatch(SCENARIO, 's.yaml', { set: ['IdleCont=3'] }, read);
    expect(issues[0]!.message).toContain('did you mean');
  });
});
