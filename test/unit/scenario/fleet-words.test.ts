/** `machine_type`, `zone`, `managers` and `standby` as short names: what they mean in files that say it in different places. */
import { describe, expect, test } from 'vitest';
import { isPlaceWord, noPlace, standbyGroups, wordPlaces } from '../../../src/scenario/fleet-words.js';
import { pathText } from '../../../src/scenario/text/path.js';
import { errors, prepared } from '../../support/scenario-files.js';

const MACHINES = '[[runners]]\nname = "m"\ntoken = "t"\nexecutor = "docker+machine"\n[runners.machine]\nMachineDriver = "google"\n';
const HETZNER = '[[runners]]\nname = "h"\nexecutor = "instance"\n[runners.autoscaler]\nplugin = "hetzner"\n';
const AWS = '[[runners]]\nname = "w"\nexecutor = "instance"\n[runners.autoscaler]\nplugin = "aws"\n';

const read = (name: string): string | undefined => ({ m: MACHINES, h: HETZNER, w: AWS })[name];
const places = (word: string, managers: unknown): string[] => wordPlaces({ managers }, read, word).map(pathText);

describe('machine_type and zone', () => {
  test('stand in the options of the driver, or in the settings of the plugin', () => {
    const both = { a: { config: 'm' }, b: { config: 'h' } };
    expect(places('machine_type', both)).toEqual([
      'managers.a.config.runners.m.machine.MachineOptions.google-machine-type',
      'managers.b.config.runners.h.autoscaler.plugin_config.server_type',
    ]);
    expect(places('zones', both)).toEqual([
      'managers.a.config.runners.m.machine.MachineOptions.google-zone',
      'managers.b.config.runners.h.autoscaler.plugin_config.location',
    ]);
  });

  test('stand in the scenario where it states them', () => {
    const entries = { m: { runner: 'x', machine_type: 'n1' } };
    expect(places('machine_type', { a: { config: 'm', entries } })).toEqual(['managers.a.entries.m.machine_type']);
    expect(places('zone', { a: { config: 'm', entries, replicas: [{ zone: 'c' }, {}] } })).toEqual([
      'managers.a.replicas[0].zone',
      'managers.a.replicas[1].zone',
    ]);
  });

  test('have no place where a group in the cloud says them, and that is said', () => {
    expect(places('machine_type', { a: { config: 'w' } })).toEqual([]);
    expect([isPlaceWord('zones'), isPlaceWord('limit')]).toEqual([true, false]);
    expect(noPlace('zones')).toContain('managers.GROUP.entries.NAME.zone');
    expect(places('IdleCount', { a: { config: 'm' } })).toEqual([]);
  });

  test('that do not exist are told with those that do', () => {
    expect(errors({ set: ['machine_type=n1-standard-9'] }).join(' ')).toContain(
      "the machine type 'n1-standard-9' has no price in cloud gce (s.yaml:17:5); add it there, such as n1-standard-9: 0.05 USD/h, or take one that it has: n1-standard-1, n1-standard-4",
    );
    expect(prepared({ set: ['machine_type=n1-standard-4'] }).scenario.managers['srm']!.config.text).toContain(
      '"google-machine-type=n1-standard-4"',
    );
  });
});

describe('managers', () => {
  test('is how many there are where a number is said, and else the map of groups', () => {
    expect(prepared({ set: ['managers=1', 'events=[]'] }).scenario.managers['srm']!.replicas).toHaveLength(1);
    expect(prepared({ set: ['srm.managers=3'] }).scenario.managers['srm']!.replicas).toHaveLength(3);
    expect(errors({ set: ['managers=many'] }).join(' ')).toContain("expected a map of names, got 'many'");
  });
});

describe('standby', () => {
  const groups = (more: object): string[] => standbyGroups({ managers: { a: { config: 'm' }, b: { config: 'h' } }, ...more }, read);

  test('is a group that a failover starts or unpauses, that does not run, or whose runners are all paused', () => {
    expect(groups({})).toEqual([]);
    expect(groups({ failover: { f: { start: ['b'] } } })).toEqual(['b']);
    expect(groups({ runners: { r: { token: 't' } }, failover: { f: { unpause: ['r'] } } })).toEqual(['a']);
    expect(groups({ runners: { r: { token: 't', paused: true } } })).toEqual(['a']);
    expect(groups({ managers: { b: { config: 'h', running: false } } })).toEqual(['b']);
    const joined = { managers: { a: { config: 'm', entries: { m: 's' } } }, runners: { r: { token: 't', paused: true }, s: {} } };
    expect(groups(joined)).toEqual([]);
  });

  test('is refused where no group stands by', () => {
    expect(errors({ set: ['standby=2'] }).join(' ')).toContain('no group stands by: expected one that a failover starts');
  });
});
