/** What a scenario says of a cloud beside zones and prices: API, quotas, cleaners, machine types of their own kind. */
import { describe, expect, test } from 'vitest';
import { NO_QUOTA, UNLIMITED_API } from '../../../src/fleet/cloud.js';
import { scenarioYaml } from '../../../src/scenario/canonical.js';
import { cpusOfName } from '../../../src/scenario/machine-cpus.js';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/units/time.js';
import { errors, FILES, prepared, SRM_TOML, warnings, type Change } from '../../support/scenario-files.js';
import { machineOf } from '../../support/fleet-builder.js';

const TYPES = 'machine_types: { n1-standard-1: 0.0475 USD/h, n1-standard-4: 0.19 USD/h }';

/** The fixture with further lines for its cloud. */
function cloud(lines: string): Change {
  return { swap: [['    driver: google\n', `    driver: google\n${lines}`]] };
}

function types(text: string, toml = SRM_TOML): Change {
  return { swap: [[TYPES, `machine_types: ${text}`]], files: { ...FILES, 'srm.toml': toml } };
}

/** Expects that the complete scenario runs again to the same text, with no default left to fill in. */
function expectSame(change: Change): void {
  const first = prepared(change);
  const again = prepared({ ...(change.files && { files: change.files }) }, scenarioYaml(first.scenario));
  expect(scenarioYaml(again.scenario)).toBe(scenarioYaml(first.scenario));
  expect(again.defaults).toEqual([]);
  expect(again.fleet).toEqual(first.fleet);
}

describe('a cloud', () => {
  test('that says nothing of it has no limits, no quotas, no cleaners, and says nothing of defaults', () => {
    const { fleet, scenario, defaults } = prepared();
    expect(fleet.clouds[0]).toMatchObject({ api: UNLIMITED_API, quota: NO_QUOTA, hangingCleaner: undefined });
    expect(fleet.zones[0]).toMatchObject({ orphans: 0, dropletZero: 0, cpuQuota: Infinity, diskQuotaGib: Infinity });
    expect(Object.keys(scenario.clouds['gce']!)).toEqual(['driver', 'billing', 'zones', 'machine_types', 'disk_types']);
    expect(defaults.some(({ path }) => /orphan|cpus|api|cleaner/u.test(path))).toBe(false);
  });

  test.each([
    ['2018-10-08T00:00:00Z', 'digitalocean', HOUR, HOUR, 'the rule until the end of 2025, when the scenario starts; since then 1s and 1m'],
    ['2025-12-31T23:59:59Z', 'digitalocean', HOUR, HOUR, 'the rule until the end of 2025, when the scenario starts; since then 1s and 1m'],
    [
      '2026-01-01T01:00:00+02:00',
      'digitalocean',
      HOUR,
      HOUR,
      'the rule until the end of 2025, when the scenario starts; since then 1s and 1m',
    ],
    ['2026-01-01T00:00:00Z', 'digitalocean', SECOND, MINUTE, 'the rule since 2026; before, 1h and 1h'],
    ['2018-10-08T00:00:00Z', 'azure', SECOND, MINUTE, undefined],
  ])('bills by the rule of the day when the scenario starts: %s, %s', (start, driver, granularity, minimum, note) => {
    const change: Change = {
      swap: [
        ['start: 2018-10-08T00:00:00Z', `start: ${start}`],
        ['{ at: 2018-10-08T14:00:00Z', '{ at: 14h'],
        ['clouds:\n', `clouds:\n  a: { driver: ${driver}, zones: { z: {} }, machine_types: { t: 1 USD/h } }\n`],
      ],
    };
    const { fleet, defaults } = prepared(change);
    expect(fleet.clouds[0]!.billing).toEqual({ granularity, minimum });
    expect(defaults.find(({ path }) => path === 'clouds.a.billing.granularity')?.note).toBe(note);
    expectSame(change);
  });

  test('has quotas of nothing at all, and of none: 0 lets no machine be made, and says so', () => {
    const zero: Change = {
      swap: [
        ['    driver: google\n', '    driver: google\n    quota: { machines: 0, cpus: none, disk: 0 B }\n'],
        ['delete_time: 30s }', 'delete_time: 30s, quota: { machines: none, cpus: 0, disk: none } }'],
      ],
    };
    const { fleet } = prepared(zero);
    expect(fleet.clouds[0]!.quota).toEqual({ machines: 0, cpus: Infinity, diskGib: 0 });
    expect(fleet.zones[1]).toMatchObject({ quota: Infinity, cpuQuota: 0, diskQuotaGib: Infinity });
    const says = 'a quota of 0 lets no machine be made; write none where there is no quota';
    const places = warnings(zero).filter((text) => text.includes(says));
    expect(places.map((text) => /clouds\S+(?=:)/u.exec(text)?.[0])).toEqual([
      'clouds.gce.zones.us-east1-d.quota.cpus',
      'clouds.gce.quota.machines',
      'clouds.gce.quota.disk',
    ]);
    expectSame(zero);
    expect(errors(cloud('    quota: { machines: lots }\n')).join()).toMatch(
      /quota\.machines: expected a whole number from 0 to 1000000000, got 'lots'; or write none/u,
    );
    expect(errors(cloud('    quota: { disk: much }\n')).join()).toMatch(/quota\.disk: expected a size .*got 'much'; or write none/u);
  });

  test('has a time in which what was never made is removed', () => {
    const zone = (value: string): Change => ({ swap: [['delete_time: 30s }', `delete_time: 30s, remove_unmade: ${value} }`]] });
    expect(prepared().fleet.zones[1]!.removeUnmade).toBe(2 * SECOND);
    expect(prepared().defaults).toContainEqual({ path: 'clouds.gce.zones.us-east1-d.remove_unmade', value: '2s' });
    expect(prepared(zone('7s')).fleet.zones[1]!.removeUnmade).toBe(7 * SECOND);
    expect(prepared(zone('as_made')).fleet.zones[1]!.removeUnmade).toBeUndefined();
    expectSame(zone('as_made'));
    expectSame(zone('90s'));
    expect(errors(zone('never')).join()).toMatch(
      /remove_unmade: expected a duration with its unit, .* got 'never'; units are .*; or write as_made/u,
    );
    expect(errors(zone('7')).join()).toMatch(/write 7s if seconds are meant; or write as_made/u);
  });

  test('has an API with calls and limits', () => {
    const change = cloud(
      '    api: { calls_per_create: { fixed: 3, poll: 1 }, calls_per_delete: 2, limits: [{ calls: 2000, per: 100s }, { calls: 50, per: 1m, of: manager }] }\n',
    );
    expect(prepared(change).fleet.clouds[0]!.api).toEqual({
      callsPerCreate: 3,
      callsPerPoll: 1,
      pollInterval: SECOND,
      callsPerDelete: 2,
      callsPerPass: 0,
      limits: [
        { calls: 2000, window: 100 * SECOND, per: 'cloud' },
        { calls: 50, window: MINUTE, per: 'manager' },
      ],
      refusal: SECOND,
    });
    expectSame(change);
    const { defaults } = prepared(change);
    expect(defaults).toContainEqual({ path: 'clouds.gce.api.refusal', value: '1s' });
  });

  test('has a number of calls where all of them come at once', () => {
    expect(prepared(cloud('    api: { calls_per_create: 4 }\n')).fleet.clouds[0]!.api).toMatchObject({
      callsPerCreate: 4,
      callsPerPoll: 0,
    });
  });

  test('has quotas of its own and of its zones, which count CPUs by the names of the types and disks by MachineOptions', () => {
    const change: Change = {
      swap: [
        ['    driver: google\n', '    driver: google\n    quota: { machines: 1500, cpus: 6000, disk: 200000 GiB }\n'],
        ['delete_time: 30s }', 'delete_time: 30s, quota: { cpus: 64, disk: 1 TiB, refusal: 5s } }'],
      ],
    };
    const { fleet, scenario } = prepared(change);
    expect(fleet.clouds[0]!.quota).toEqual({ machines: 1500, cpus: 6000, diskGib: 200_000 });
    expect(fleet.zones[1]).toMatchObject({
      name: 'us-east1-d',
      quota: Infinity,
      cpuQuota: 64,
      diskQuotaGib: 1024,
      quotaRefusal: 5 * SECOND,
    });
    expect(fleet.zones[0]).toMatchObject({ cpuQuota: Infinity, diskQuotaGib: Infinity });
    expect(scenario.clouds['gce']!.machine_types['n1-standard-4']).toEqual({ price: '0.19 USD/h', cpus: 4 });
    const used = machineOf(fleet, 0, 0, 0)!.machineType;
    expect(fleet.machineTypes[used]).toMatchObject({
      name: 'n1-standard-1 + 10 GiB pd-standard',
      cpus: 1,
      diskGib: 10,
      pricePerHour: 0.0475,
    });
    expectSame(change);
  });

  test('has cleaners with their rounds', () => {
    const change = cloud('    cleaners: { hanging: {}, droplet_zero: { every: 5m, minimum_age: 2h } }\n');
    expect(prepared(change).fleet.clouds[0]).toMatchObject({
      hangingCleaner: { interval: 15 * MINUTE, minimumAge: HOUR },
      zeroCleaner: { interval: 5 * MINUTE, minimumAge: 2 * HOUR },
    });
    expectSame(change);
  });

  test('has zones that lose machines', () => {
    const change: Change = { swap: [['delete_time: 30s }', 'delete_time: 30s, orphans: 0.2%, droplet_zero: 0.1% }']] };
    expect(prepared(change).fleet.zones[1]).toMatchObject({ orphans: 0.002, dropletZero: 0.001 });
    expectSame(change);
  });
});

describe('a machine type', () => {
  test('may have a billing rule of its own, the rest as its cloud', () => {
    const change = types('{ n1-standard-1: { price: 1 USD/h, billing: { minimum: 24h } }, n1-standard-4: 0.19 USD/h }');
    expect(prepared(change).fleet.machineTypes[0]).toMatchObject({ pricePerHour: 1, billing: { granularity: SECOND, minimum: DAY } });
    expectSame(change);
  });

  test('that is preemptible lives as measured, at most a day', () => {
    const change = types(
      '{ n1-standard-1: { price: 0.01 USD/h, preemptible: true }, n1-standard-4: { price: 0.19 USD/h } }',
      SRM_TOML.replace('"google-zone=us-east1-d"', '"google-zone=us-east1-d", "google-preemptible=true"'),
    );
    const { fleet, scenario } = prepared(change);
    const { preemption } = fleet.machineTypes[0]!;
    expect(preemption?.cap).toBe(DAY);
    expect(preemption?.life).toEqual({
      kind: 'mixture',
      parts: [
        { weight: 7, of: { kind: 'uniform', min: 0, max: 15 * MINUTE } },
        { weight: 8, of: { kind: 'uniform', min: 15 * MINUTE, max: HOUR } },
        { weight: 8, of: { kind: 'uniform', min: HOUR, max: 3 * HOUR } },
        { weight: 16, of: { kind: 'uniform', min: 3 * HOUR, max: DAY } },
        { weight: 61, of: { kind: 'constant', value: DAY } },
      ],
    });
    expect(fleet.machineTypes[1]!.preemption).toBeUndefined();
    expect(scenario.clouds['gce']!.machine_types['n1-standard-4']).toBe('0.19 USD/h');
    expectSame(change);
  });

  test('may state its own life', () => {
    const change = types('{ n1-standard-1: { price: 1 USD/h, preemptible: { life: 2h, cap: 0s } }, n1-standard-4: 0.19 USD/h }');
    expect(prepared(change).fleet.machineTypes[0]!.preemption).toEqual({ life: { kind: 'constant', value: 2 * HOUR }, cap: 0 });
    expectSame(change);
  });

  test.each([
    ['google', 'n1-standard-4', 4],
    ['google', 'n2d-highcpu-32', 32],
    ['google', 'e2-standard-2', 2],
    ['google', 'e2-medium', 2],
    ['google', 'n2-custom-6-8192', 6],
    ['google', 'custom-4-8192', 4],
    ['google', 'f1-micro', 1],
    ['digitalocean', 's-2vcpu-2gb', 2],
    ['digitalocean', 'c-4', 4],
    ['digitalocean', '2gb', 1],
    ['amazonec2', 'm5.large', 1],
  ])('of %s called %s has %d CPUs', (driver, name, cpus) => {
    expect(cpusOfName(driver, name)).toBe(cpus);
  });
});

test.each<[string, Change, RegExp]>([
  [
    'an unknown key',
    cloud('    api: { call_per_create: 3 }\n'),
    /s\.yaml:14:12 clouds\.gce\.api\.call_per_create: unknown key .*did you mean calls_per_create/u,
  ],
  [
    'calls that are a text',
    cloud('    api: { calls_per_create: many }\n'),
    /calls_per_create: expected a whole number from 0 to 1000000, got 'many'/u,
  ],
  ['a limit without a window', cloud('    api: { limits: [{ calls: 5 }] }\n'), /limits\[0\]\.per: required key 'per' is missing/u],
  ['a limit of nobody', cloud('    api: { limits: [{ calls: 5, per: 1m, of: zone }] }\n'), /expected one of cloud, manager, got 'zone'/u],
  [
    'a quota without its unit',
    cloud('    quota: { disk: 500 }\n'),
    /s\.yaml:14:20 clouds\.gce\.quota\.disk: expected a size with its unit, such as 300 MiB .*got the number 500/u,
  ],
  ['a quota in decimal units', cloud('    quota: { disk: 500 GB }\n'), /units B, KiB, MiB, GiB, TiB\), got '500 GB'/u],
  [
    'a share above one',
    { swap: [['delete_time: 30s }', 'orphans: 120% }']] },
    /orphans: expected a share as a percentage from 0% to 100%/u,
  ],
  [
    'a cleaner that never rests',
    cloud('    cleaners: { hanging: { every: 0s } }\n'),
    /cleaners\.hanging\.every: expected a duration longer than 0s/u,
  ],
  ['an unknown cleaner', cloud('    cleaners: { hangin: {} }\n'), /did you mean hanging\?/u],
  [
    'a type without a price',
    types('{ n1-standard-1: { cpus: 1 }, n1-standard-4: 0.19 USD/h }'),
    /machine_types\.n1-standard-1\.price: required key 'price' is missing/u,
  ],
  [
    'a preemptible type that says how in words',
    types('{ n1-standard-1: { price: 1 USD/h, preemptible: often }, n1-standard-4: 0.19 USD/h }'),
    /preemptible: expected true or false, got 'often'/u,
  ],
  ['a price that is a number', types('{ n1-standard-1: 5, n1-standard-4: 0.19 USD/h }'), /expected a price/u],
  [
    'options that ask for what the type is not',
    { files: { ...FILES, 'srm.toml': SRM_TOML.replace('"google-zone=us-east1-d"', '"google-preemptible"') } },
    /srm\.toml:\d+:\d+ runners\[0\]\.machine\.MachineOptions: google-preemptible asks for machines that the cloud may take back, but the machine type 'n1-standard-1' is not preemptible \(s\.yaml:\d+:\d+\); say so there, such as n1-standard-1: \{ price: 0\.01 USD\/h, preemptible: true \}/u,
  ],
])('%s is an error with place and advice', (_, change, says) => {
  expect(errors(change).join('\n')).toMatch(says);
});

test('a flag that is false asks for nothing', () => {
  const toml = SRM_TOML.replace('"google-zone=us-east1-d"', '"google-preemptible=false"');
  expect(errors({ files: { ...FILES, 'srm.toml': toml } })).toEqual([]);
});

test('a quota of disks says where disks are not known', () => {
  const toml = SRM_TOML.replace('MachineDriver = "google"', 'MachineDriver = "vsphere"');
  const change: Change = {
    swap: [
      ['    driver: google\n', '    driver: vsphere\n    quota: { disk: 10 GiB }\n'],
      [TYPES, 'machine_types: { big: 1 USD/h }'],
      ['machine_type: n1-standard-4', 'machine_type: big'],
    ],
    files: { ...FILES, 'srm.toml': toml },
  };
  expect(warnings(change)).toContainEqual(expect.stringMatching(/the disks of machines of the driver 'vsphere' are not known/u));
});

test('a manager on Windows is told apart, one on Linux is not mentioned', () => {
  const os = (name: string): Change => ({ swap: [['    config: srm.toml\n', `    config: srm.toml\n    os: ${name}\n`]] });
  expect(prepared(os('windows')).fleet.managers.map(({ isWindows }) => isWindows)).toEqual([true, true]);
  expect(prepared(os('linux')).scenario).toEqual(prepared().scenario);
  expect(errors(os('macos')).join()).toMatch(/managers\.srm\.os: expected one of linux, windows, got 'macos'/u);
  expectSame(os('windows'));
});
