/** Names become indices, texts become micros, entries meet registrations, the local clock becomes time. */
import { describe, expect, test } from 'vitest';
import { projectShares } from '../../../src/scenario/build/projects.js';
import { profile, weekly } from '../../../src/scenario/build/weekly.js';
import { compareNames } from '../../../src/scenario/order.js';
import { parsePath } from '../../../src/scenario/settings/set-text.js';
import { DAY, HOUR, SECOND } from '../../../src/units/time.js';
import { parseInstant } from '../../../src/units/instant.js';
import { SRM_TOML, errors, prepared, warnings, type Change } from '../../support/scenario-files.js';
import { machineOf } from '../../support/fleet-builder.js';

const epoch = (text: string): number => parseInstant(text) ?? NaN;

describe('a fleet', () => {
  const { fleet } = prepared();

  test('has its processes with offsets, zones and both states of the file', () => {
    expect(fleet.managers.map(({ name, group }) => ({ name, group }))).toEqual([
      { name: 'srm-1', group: 0 },
      { name: 'srm-2', group: 0 },
    ]);
    const [one, two] = fleet.managers;
    expect([one?.startOffset, two?.startOffset]).toEqual([0, 2 * SECOND]);
    expect([machineOf(fleet, 0, 0, 0)?.zone, machineOf(fleet, 1, 0, 0)?.zone]).toEqual([0, 1]);
    expect([0, 1].map((config) => machineOf(fleet, 0, config, 0)?.timeline[0]?.idle.idleCount)).toEqual([5, 9]);
    expect(one?.hostPricePerHour).toBe(0.19);
    expect(machineOf(fleet, 0, 0, 1)).toBeUndefined();
  });

  test('follows autoscaling periods, a second early', () => {
    const timeline = machineOf(fleet, 0, 0, 0)?.timeline ?? [];
    expect(timeline.map(({ at, idle }) => [at, idle.idleCount])).toEqual([
      [0, 5],
      [9 * HOUR - SECOND, 10],
      [18 * HOUR - SECOND, 5],
    ]);
  });

  test('has its events in order of time, groups resolved', () => {
    expect(fleet.events.map((event) => [event.at / HOUR, event.kind, 'manager' in event ? event.manager : undefined])).toEqual([
      [10, 'reload', 0],
      [10, 'reload', 1],
      [14, 'stop', 1],
      [15, 'start', 1],
    ]);
  });

  test('inherits zones by like', () => {
    expect(fleet.zones[1]?.bootTime).toEqual(fleet.zones[0]?.bootTime);
    expect(fleet.zones[1]?.deleteTime).toEqual({ kind: 'constant', value: 30 * SECOND });
  });
});

describe('entries', () => {
  test('join by name where tokens are redacted, each with counters of its own', () => {
    const toml = SRM_TOML.replace('"srm-token"', '"REDACTED"').replace('"org-token"', '"REDACTED"');
    const change: Change = { swap: [['    replicas', '    entries: { srm: srm, "1": org }\n    replicas']], files: { 'srm.toml': toml } };
    const { fleet } = prepared(change);
    expect(fleet.managers[0]?.configs[0]?.entries.map(({ token, runner }) => [token, runner])).toEqual([
      ['srm-token', 1],
      ['org-token', 0],
    ]);
  });

  test('are left out by ignore', () => {
    const { fleet } = prepared({ swap: [['    replicas', '    entries: { org: ignore }\n    replicas']] });
    expect(fleet.managers[0]?.configs[0]?.entries.map(({ name }) => name)).toEqual(['srm']);
  });

  test('may not contradict their token', () => {
    expect(errors({ swap: [['    replicas', '    entries: { org: srm }\n    replicas']] })[0]).toMatch(
      /entry 'org' has the token of runner org but is mapped to srm/u,
    );
  });

  test('of an unknown driver take the zone and type the scenario states', () => {
    const toml = SRM_TOML.replace('MachineDriver = "google"', 'MachineDriver = "openstack"');
    const swap: Change['swap'] = [
      ['driver: google', 'driver: openstack'],
      [
        'replicas: [{ zone: us-east1-c }, { zone: us-east1-d }]',
        'entries: { srm: { runner: srm, zone: us-east1-d, machine_type: n1-standard-4 } }',
      ],
      [
        '  - { at: 2018-10-08T14:00:00Z, stop: { manager: srm-2, signal: SIGTERM } }\n  - { every: Mon 15:00, start: { manager: srm-2 } }\n',
        '',
      ],
    ];
    const { fleet } = prepared({ swap, files: { 'srm.toml': toml } });
    expect(machineOf(fleet, 0, 0, 0)).toMatchObject({ zone: 1, machineType: 1 });
    const unstated = swap.map(([from, to]) => [from, to.replace(', zone: us-east1-d', '')] as const);
    expect(errors({ swap: unstated, files: { 'srm.toml': toml } })[0]).toMatch(/the zone of its machines is unknown.*state it: entries/u);
  });

  test('with periods of the host’s zone follow the group’s, with a warning where none is stated', () => {
    const files = { 'srm.toml': SRM_TOML.replace('Timezone = "UTC"', 'Timezone = ""') };
    const first = (change: Change): number | undefined => machineOf(prepared(change).fleet, 0, 0, 0)?.timeline[1]?.at;
    expect(first({ files, swap: [['timezone: UTC', 'timezone: Europe/Berlin']] })).toBe(7 * HOUR - SECOND);
    expect(warnings({ files, swap: [['timezone: UTC\n', '']] }).join()).toMatch(
      /periods in the zone of its host, which is unknown; UTC is taken; state timezone here/u,
    );
  });

  test('warn of another address than that of the instance', () => {
    expect(warnings({ swap: [['url: https://gitlab.com/', 'url: https://gitlab.example/']] }).join()).toMatch(
      /the entry asks https:\/\/gitlab\.com\/, but runner srm is at gitlab\.com/u,
    );
  });
});

describe('overrides', () => {
  test('reach the scenario and the config.toml', () => {
    const { fleet, scenario } = prepared({
      set: [
        'instances["gitlab.com"].request_latency=1s',
        'managers.srm.replicas[1].zone=us-east1-c',
        'managers.srm.config.concurrent=7',
        'managers.srm.config.runners[srm].machine.effective.IdleCount=50',
        'workloads.public.pipelines.rate=9/h',
      ],
    });
    expect(fleet.instances[0]?.requestLatency).toBe(SECOND);
    expect(machineOf(fleet, 1, 0, 0)?.zone).toBe(0);
    expect(fleet.managers[0]?.configs[0]?.concurrent).toBe(7);
    expect(machineOf(fleet, 0, 0, 0)?.timeline.map(({ idle }) => idle.idleCount)).toEqual([50, 50, 50]);
    expect(scenario.workloads['public']?.pipelines?.rate).toBe('9/h');
  });

  test('warn where a period replaces the value', () => {
    expect(warnings({ set: ['managers.srm.config.runners[srm].machine.IdleCount=50'] }).join()).toMatch(/machine\.effective\.IdleCount/u);
  });

  test.each([
    ['a.b[0].c', ['a', 'b', 0, 'c']],
    ['instances["gitlab.com"].url', ['instances', 'gitlab.com', 'url']],
    ["x['a b'].c", ['x', 'a b', 'c']],
    ['config.runners[srm gitlab.com].limit', ['config', 'runners', 'srm gitlab.com', 'limit']],
    ['a..b', undefined],
    ['a[', undefined],
  ])('the path %s', (text, path) => expect(parsePath(text)).toEqual(path));
});

describe('the local clock', () => {
  const perHour = Array.from({ length: 168 }, (_, hour) => hour + 1);

  test('gives each hour of the week its rate, from within the week', () => {
    const { at, rates } = profile(perHour, 'UTC', epoch('2018-10-09T01:30:00Z'), 2 * HOUR);
    expect(at).toEqual([0, HOUR / 2, 1.5 * HOUR]);
    expect(rates.map((rate) => Math.round(rate * HOUR))).toEqual([26, 27, 28]);
  });

  test('passes an hour twice in autumn and leaps over one in spring', () => {
    const autumn = profile(perHour, 'Europe/Berlin', epoch('2018-10-28T00:00:00+02:00'), 5 * HOUR);
    expect(autumn.rates.map((rate) => Math.round(rate * HOUR) - 145)).toEqual([0, 1, 2, 3]);
    expect(autumn.at).toEqual([0, HOUR, 2 * HOUR, 4 * HOUR]);
    const spring = profile(perHour, 'Europe/Berlin', epoch('2018-03-25T00:00:00+01:00'), 4 * HOUR);
    expect(spring.rates.map((rate) => Math.round(rate * HOUR) - 145)).toEqual([0, 1, 3, 4]);
  });

  test('merges hours of one rate', () => {
    expect(profile(new Array<number>(168).fill(4), 'Europe/Berlin', epoch('2018-10-26T00:00:00Z'), 7 * DAY)).toEqual({
      at: [0],
      rates: [4 / HOUR],
    });
  });

  test('repeats events each week and each day, also where the clock changes', () => {
    expect(weekly('Mon 14:00', 'UTC', epoch('2018-10-08T15:00:00Z'), 15 * DAY)).toEqual([7 * DAY - HOUR, 14 * DAY - HOUR]);
    const start = epoch('2018-03-24T00:00:00+01:00');
    expect(weekly('02:30', 'Europe/Berlin', start, 3 * DAY).map((at) => at / HOUR)).toEqual([2.5, 26, 49.5]);
    const autumn = epoch('2018-10-27T00:00:00+02:00');
    expect(weekly('02:30', 'Europe/Berlin', autumn, 3 * DAY).map((at) => at / HOUR)).toEqual([2.5, 26.5, 51.5]);
  });
});

test('names are ordered by code points', () => {
  expect(['\u{1F600}', '\uFF5E', 'b', 'a', 'ab'].sort(compareNames)).toEqual(['a', 'ab', 'b', '\uFF5E', '\u{1F600}']);
});

test('a Zipf law gives the k-th project k^-s of the load', () => {
  const shares = projectShares(3, { zipf: 1 });
  const total = 1 + 1 / 2 + 1 / 3;
  expect([...shares]).toEqual([expect.closeTo(1 / total, 12), expect.closeTo(1.5 / total, 12), 1]);
});
