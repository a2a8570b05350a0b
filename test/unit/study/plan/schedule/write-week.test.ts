/** Weeks written into a config.toml and read back: the same level in the same hours, in each form. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prepareScenario, type PreparedScenario } from '../../../../../src/scenario/prepare.js';
import { schedulePools, type SchedulePool } from '../../../../../src/study/plan/schedule/pool.js';
import { writtenWeek } from '../../../../../src/study/plan/schedule/write-week.js';

const SECTIONS = `    [[runners.machine.autoscaling]]
      Periods = ["* * 7-18 * * mon-fri *"]
      Timezone = "Europe/Berlin"
      IdleCount = 100
      IdleTime = 3600
    [[runners.machine.autoscaling]]
      Periods = ["* * 9 * * mon *"]
      Timezone = "Europe/Berlin"
      IdleCount = 150
      IdleTime = 60
`;
const MACHINE = `concurrent = 400
[[runners]]
  name = "pool"
  token = "t"
  executor = "docker+machine"
  limit = 300
  [runners.machine]
    IdleCount = 50
    IdleTime = 1800
    MaxBuilds = 1
    MachineDriver = "google"
    MachineName = "m-%s"
    MachineOptions = ["google-zone=z", "google-machine-type=n"]
`;
const OFF_PEAK = `    OffPeakPeriods = ["* * 0-6,19-23 * * mon-fri *", "* * * * * sat,sun *"]
    OffPeakTimezone = "UTC"
    OffPeakIdleCount = 5
    OffPeakIdleTime = 600
`;
const POLICIES = `concurrent = 400
[[runners]]
  name = "pool"
  token = "t"
  executor = "docker-autoscaler"
  limit = 300
  [runners.autoscaler]
    plugin = "googlecloud"
    capacity_per_instance = 2
    [runners.autoscaler.plugin_config]
      zone = "z"
    [[runners.autoscaler.policy]]
      idle_count = 4
      idle_time = "20m0s"
    [[runners.autoscaler.policy]]
      periods = ["* 9-17 * * mon-fri"]
      timezone = "Europe/Berlin"
      idle_count = 50
      idle_time = "5m"
`;

function prepared(config: string, version: string, set: readonly string[] = []): PreparedScenario {
  const machine = config === POLICIES ? ', machine_type: n' : '';
  const text = `name: week
horizon: 1d
instances: { gitlab.com: {} }
runners: { pool: { token: t } }
clouds: { gce: { driver: google, zones: { z: { boot_time: 35s } }, machine_types: { n: 0.05 USD/h } } }
managers: { m: { config: c.toml, runner_version: '${version}'${machine === '' ? '' : ', entries: { pool: { runner: pool, zone: z, machine_type: n } }'} } }
workloads: { w: { pipelines: { rate: 10/h, jobs: 1 }, duration: 20s } }
`;
  const found = prepareScenario(text, 's.yaml', (name) => (name === 'c.toml' ? config : undefined), { hash: (own) => own, set });
  if ('issues' in found) throw new Error(found.issues.map(({ message }) => message).join('\n'));
  return found;
}

function poolOf(base: PreparedScenario): SchedulePool {
  const { pools, others } = schedulePools(base);
  if (pools.length !== 1) throw new Error(JSON.stringify(others));
  return pools[0]!;
}

describe('what is set today', () => {
  test('is that of the last section that matches, else what stands outside', () => {
    const pool = poolOf(prepared(MACHINE + SECTIONS, '16.0'));
    expect(pool).toMatchObject({ form: 'autoscaling', timezone: 'Europe/Berlin', most: 300, levelPrice: 0.05, isSingleUse: true });
    const level = (hour: number) => pool.week[hour]!.level;
    expect([level(6), level(7), level(9), level(24 + 9), level(18), level(19), level(5 * 24 + 9)]).toEqual([
      50, 100, 150, 100, 100, 50, 50,
    ]);
    expect(pool.plainHours.size).toBe(168 - 60);
  });

  test('is in no order where machines are made in step with those busy, be it in one section alone', () => {
    const inStep = SECTIONS.replace(/IdleCount = (\d+)/u, 'IdleCount = $1\n      IdleScaleFactor = 0.5');
    expect(inStep).not.toBe(SECTIONS);
    expect(poolOf(prepared(MACHINE + inStep, '16.0'))).toMatchObject({ form: 'autoscaling', isSingleUse: false });
  });

  test('is OffPeak before 13.0, and no longer from 14.0 on', () => {
    const old = poolOf(prepared(MACHINE + OFF_PEAK, '11.4'));
    expect(old).toMatchObject({ form: 'off_peak', timezone: 'UTC' });
    expect([old.week[6]!.level, old.week[7]!.level]).toEqual([5, 50]);
    expect(poolOf(prepared(MACHINE + OFF_PEAK, '16.0'))).toMatchObject({ form: 'autoscaling', plainHours: { size: 168 } });
  });

  test('is that of policies, in slots', () => {
    const pool = poolOf(prepared(POLICIES, '18.0'));
    expect(pool).toMatchObject({ form: 'policy', timezone: 'Europe/Berlin', levelPrice: 0.025, isSingleUse: false });
    expect([pool.week[8]!, pool.week[9]!]).toEqual([
      { level: 4, rest: { idle_time: '20m' } },
      { level: 50, rest: { idle_time: '5m' } },
    ]);
  });
});

/** Hours of the week in two or three parts of their own, and perhaps some in none. */
const parts = fc
  .array(fc.integer({ min: -1, max: 2 }), { minLength: 168, maxLength: 168 })
  .chain((part) => fc.uniqueArray(fc.integer({ min: 1, max: 250 }), { minLength: 3, maxLength: 3 }).map((levels) => ({ part, levels })));
const sometimes = fc.oneof(
  parts,
  parts.map(({ levels }) => ({
    levels,
    part: Array.from({ length: 168 }, (_, hour) => (hour >= 120 ? -1 : hour % 24 >= 7 && hour % 24 < 19 ? 0 : 1)),
  })),
);

describe.each<[string, string, string, number]>([
  ['sections', MACHINE + SECTIONS, '16.0', 3],
  ['no sections yet', MACHINE, '16.0', 3],
  ['policies', POLICIES, '18.0', 3],
  ['OffPeak', MACHINE + OFF_PEAK, '11.4', 2],
])('a week in %s', (_, config, version, kinds) => {
  test('is read back as it was meant, and each level can be set behind it', () => {
    const base = prepared(config, version);
    const pool = poolOf(base);
    fc.assert(
      fc.property(sometimes, ({ part, levels }) => {
        // OffPeak has room for two kinds of hours and none that stay.
        const own = part.map((one) => (kinds === 2 ? Math.abs(one) % 2 : one));
        const periods = levels
          .map((level, i) => ({ level, hours: own.flatMap((one, hour) => (one === i ? [hour] : [])) }))
          .filter(({ hours }) => hours.length > 0);
        const written = writtenWeek(pool, periods)!;
        const read = poolOf(prepared(config, version, written.set));
        const wanted = own.map((one, hour) => (one < 0 ? pool.week[hour]!.level : levels[one]!));
        expect(read.week.map(({ level }) => level)).toEqual(wanted);
        own.forEach((one, hour) => {
          if (one < 0) expect(read.week[hour]).toEqual(pool.week[hour]);
        });
        const last = periods.length - 1;
        const changed = poolOf(prepared(config, version, [...written.set, `${written.levelPaths[last]}=251`]));
        const isLast = (hour: number): boolean => periods[last]!.hours.includes(hour);
        expect(changed.week.map(({ level }) => level)).toEqual(wanted.map((level, hour) => (isLast(hour) ? 251 : level)));
      }),
      { numRuns: 12 },
    );
  });
});

test('what stands outside of the sections stays the same hours where it can, and only levels change', () => {
  const pool = poolOf(prepared(MACHINE + SECTIONS, '16.0'));
  const office = Array.from({ length: 168 }, (_, hour) => hour).filter((hour) => hour < 120 && hour % 24 >= 7 && hour % 24 < 19);
  const rest = Array.from({ length: 168 }, (_, hour) => hour).filter((hour) => !office.includes(hour));
  expect(
    writtenWeek(pool, [
      { hours: rest, level: 20 },
      { hours: office, level: 60 },
    ]),
  ).toEqual({
    set: [
      'managers["m"].config.runners["pool"].machine.autoscaling=[{"Periods":["* * 7-18 * * mon-fri *"],"Timezone":"Europe/Berlin","IdleCount":60,"IdleTime":3600}]',
      'managers["m"].config.runners["pool"].machine.IdleCount=20',
    ],
    levelPaths: [
      'managers["m"].config.runners["pool"].machine.IdleCount',
      'managers["m"].config.runners["pool"].machine.autoscaling[0].IdleCount',
    ],
  });
});

test('OffPeak has no room for a third kind of hours', () => {
  const pool = poolOf(prepared(MACHINE + OFF_PEAK, '11.4'));
  expect(
    writtenWeek(pool, [
      { hours: [0], level: 1 },
      { hours: [1], level: 2 },
    ]),
  ).toBeUndefined();
});
