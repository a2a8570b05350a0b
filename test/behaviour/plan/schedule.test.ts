/** Schedules out of runs: the exact levels of a pool with a day and a night, the week that is written, and what there is no schedule of. */
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareScenario, type PreparedScenario } from '../../../src/scenario/prepare.js';
import { erlangC } from '../../../src/stats/oracles.js';
import { schedule } from '../../../src/study/method/schedule.js';
import { wantedSchedules } from '../../../src/study/plan/schedule/schedule-request.js';
import type { NoSchedule, Schedule, ScheduleQuestion } from '../../../src/study/plan/schedule/schedule-question.js';
import { scheduleVariables } from '../../../src/study/plan/schedule/schedule-variables.js';
import { runStudySync } from '../../../src/study/runner.js';

const [BOOT, WITHIN, ALLOWED] = [600, 120, 0.1];
/** Jobs an hour by day and by night. */
const [DAY, NIGHT] = [60, 12];

const CONFIG = `concurrent = 400
check_interval = 1
[[runners]]
  name = "pool"
  token = "t"
  executor = "docker+machine"
  limit = 200
  request_concurrency = 20
  [runners.machine]
    IdleCount = 20 # by hand
    IdleTime = 60
    MaxBuilds = 1
    MachineDriver = "google"
    MachineName = "m-%s"
    MachineOptions = ["google-zone=z", "google-machine-type=n"]
`;

function scenario(changes: Readonly<Record<string, string>> = {}): string {
  const perHour = Array.from({ length: 168 }, (_, hour) => (hour % 24 >= 7 && hour % 24 < 19 ? DAY : NIGHT));
  const parts: Readonly<Record<string, string>> = {
    horizon: '4d',
    threshold: 'share_below(2m) > 90%',
    ...changes,
  };
  return `name: Day and night
start: 2018-10-08T00:00:00Z
horizon: ${parts['horizon']}
warmup: 1h
replications: 2
instances: { gitlab.com: { long_polling: off, request_latency: 1ms } }
runners: { pool: { token: t } }
clouds:
  gce:
    driver: google
    zones: { z: { boot_time: { exponential: { mean: ${BOOT}s } } } }
    machine_types: { n: 0.05 USD/h }
managers: { m: { config: c.toml } }
workloads:
  w:
    pipelines: { rate: { per_hour_of_week: [${perHour.join(', ')}] }, jobs: 1 }
    duration: 20s
thresholds: { queue_time: ["${parts['threshold']}"] }
`;
}

function prepared(text: string, config = CONFIG): PreparedScenario {
  const found = prepareScenario(text, 's.yaml', (name) => (name === 'c.toml' ? config : undefined), { hash: (own) => own });
  if ('issues' in found) throw new Error(found.issues.map(({ message }) => message).join('\n'));
  return found;
}

function asked(base: PreparedScenario, options: Partial<ScheduleQuestion> = {}): ScheduleQuestion | NoSchedule {
  const worth = { share: 0.01, usdPerMonth: 1 };
  const wanted = wantedSchedules(base, { file: 's.yaml', seed: 1, runcast: '', replications: 2, most: 4, worth });
  const found = 'why' in wanted ? wanted : wanted[0]!.question([]);
  return 'why' in found ? found : { ...found, ...options };
}

function made(base: PreparedScenario, options: Partial<ScheduleQuestion> = {}): Schedule {
  const question = asked(base, options);
  if ('why' in question) throw new Error(question.why);
  const found = runStudySync(schedule(question));
  if ('why' in found) throw new Error(found.why);
  return found;
}

/** The least S whose share of late jobs is allowed: exact for exponential boots (M/M/S). */
function exactLevel(perHour: number): number {
  const offered = (perHour / 3600) * BOOT;
  for (let s = 1; ; s++) if (erlangC(s, offered) * Math.exp((-(s - offered) * WITHIN) / BOOT) <= ALLOWED && s > offered) return s;
}

describe('a single-use pool with exponential boots, by day and by night', () => {
  let base: PreparedScenario;
  let found: Schedule;
  beforeAll(() => {
    base = prepared(scenario());
    found = made(base);
  });

  function levelAt(hour: number): number {
    return found.periods.find(({ hours }) => hours.includes(hour))!.level;
  }

  test('has the two levels of Erlang C, within one', () => {
    for (const hour of [9, 12, 17]) expect(Math.abs(levelAt(hour) - exactLevel(DAY))).toBeLessThanOrEqual(1);
    for (const hour of [0, 3, 22]) expect(Math.abs(levelAt(hour) - exactLevel(NIGHT))).toBeLessThanOrEqual(1);
    expect(exactLevel(DAY)).toBeGreaterThan(exactLevel(NIGHT) + 5);
  });

  test('is large from the hour on in which the load begins, or the one before, for boots take ten minutes', () => {
    expect(found.periods.length).toBeGreaterThanOrEqual(2);
    expect(levelAt(7)).toBe(levelAt(12));
    expect(levelAt(4)).toBeLessThan(levelAt(7));
  });

  test('measured the boots', () => {
    expect(Math.abs(found.boot / BOOT - 1)).toBeLessThan(0.05);
  });

  test('says which days it knows, and leaves the others as they are set', () => {
    expect(found.notes[0]).toContain('Mon-Thu (UTC)');
    expect(found.notes.join(' ')).toMatch(/Fri is taken to be as those days are.*Sat-Sun stays as it is set today/u);
    const written = base.withSet(found.set);
    if ('issues' in written) throw new Error('the schedule can be set');
    expect(found.set.join(' ')).toMatch(/"Periods":\["\* \* \* \* \* sat,sun \*"\],"Timezone":"UTC","IdleCount":20/u);
  });

  test('comes to the same in another run, and its variables write it', () => {
    const again = made(base);
    expect(again.set).toEqual(found.set);
    const variables = scheduleVariables(found, found.pool.timezone);
    const abroad = scheduleVariables(found, 'Asia/Tokyo');
    expect(abroad.map(({ name }) => name)).toEqual(variables.map(({ name }) => `${name} ${found.pool.timezone}`));
    expect(variables.map(({ values, start }) => Number(values[start!]))).toEqual(found.periods.map(({ level }) => level));
    const texts = variables.flatMap(({ set, start }) => [...set(start!)]);
    const [one, other] = [base.withSet(found.set), base.withSet(texts)];
    if ('issues' in one || 'issues' in other) throw new Error('the schedule can be set');
    expect(other.fleet).toEqual(one.fleet);
    expect(variables.every(({ orderFrom }) => orderFrom === 0)).toBe(true);
  });
});

test('in one period at most there is one level, which all jobs together keep', () => {
  const base = prepared(scenario({ horizon: '2d' }));
  const { periods } = made(base, { most: 1 });
  expect(periods).toHaveLength(1);
  expect(periods[0]!.late?.[0]).toBeLessThanOrEqual(ALLOWED);
  expect(periods[0]!.level).toBeLessThan(exactLevel(DAY) + 1);
});

describe('there is no schedule', () => {
  test.each<[string, string, string, RegExp]>([
    ['of less than a day', scenario({ horizon: '12h' }), CONFIG, /shorter than a day/],
    ['without a word of waiting', scenario({ threshold: 'max < 1h' }), CONFIG, /no threshold says how long jobs may wait/],
    [
      'without a pool',
      scenario(),
      CONFIG.replace('docker+machine', 'docker').replace(/ {2}\[runners\.machine\][^]*/u, ''),
      /no pool of machines runs/,
    ],
    [
      'of sections that hold from half past',
      scenario(),
      `${CONFIG}    [[runners.machine.autoscaling]]\n      Periods = ["* 30-59 9 * * mon *"]\n      IdleCount = 3\n`,
      /whole hours of every week/,
    ],
    [
      'of sections in two time zones',
      scenario(),
      `${CONFIG}    [[runners.machine.autoscaling]]\n      Periods = ["* * 9 * * mon *"]\n      Timezone = "UTC"\n    [[runners.machine.autoscaling]]\n      Periods = ["* * 9 * * tue *"]\n      Timezone = "Europe/Berlin"\n`,
      /several time zones \(UTC, Europe\/Berlin\)/,
    ],
  ])('%s', (_, text, config, why) => {
    const question = asked(prepared(text, config));
    expect('why' in question ? question.why : '').toMatch(why);
  });
});
