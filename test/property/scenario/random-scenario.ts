/** Random scenarios of the input language, each with the files it names: sound ones only. */
import fc from 'fast-check';
import { helpers, monitoring, retry, staged, transfers } from './random-surroundings.js';
import { chef, cloudExtras, failover, machineType, troubles, zoneExtras } from './random-troubles.js';

export interface RandomScenario {
  readonly input: Readonly<Record<string, unknown>>;
  readonly files: Readonly<Record<string, string>>;
}

const durationText = fc.oneof(
  fc.integer({ min: 1, max: 5_000 }).map((n) => `${n}ms`),
  fc.integer({ min: 1, max: 600 }).map((n) => `${n}s`),
  fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 59 })).map(([h, m]) => `${h}h${m}m`),
  fc.integer({ min: 1, max: 999 }).map((n) => `0.${String(n).padStart(3, '0')}s`),
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });

const simple: fc.Arbitrary<unknown> = fc.oneof(
  durationText,
  durationText.map((constant) => ({ constant })),
  durationText.map((mean) => ({ exponential: { mean } })),
  fc.tuple(durationText, fc.integer({ min: 0, max: 20 })).map(([median, s]) => ({ lognormal: { median, sigma: s / 10 } })),
  fc.tuple(durationText, fc.integer({ min: 1, max: 30 })).map(([mean, cv]) => ({ lognormal: { mean, cv: cv / 10 } })),
  fc.constant({ uniform: { min: '1s', max: '2m' } }),
  fc.constant({ lognormal: { median: '3m', p95: '18m' } }),
  fc.array(durationText, { minLength: 1, maxLength: 4 }).map((values) => ({ empirical: { values } })),
  fc.constant({ empirical: { file: 'values.txt' } }),
  fc.tuple(durationText, fc.integer({ min: 1, max: 9 })).map(([mean, phases]) => ({ erlang: { mean, phases } })),
  fc.tuple(durationText, fc.integer({ min: 1, max: 40 })).map(([mean, cv]) => ({ gamma: { mean, cv: cv / 10 } })),
  fc.tuple(durationText, fc.integer({ min: 4, max: 40 })).map(([scale, shape]) => ({ weibull: { shape: shape / 10, scale } })),
  fc.tuple(durationText, fc.integer({ min: 10, max: 40 })).map(([mean, cv]) => ({ hyperexponential: { mean, cv: cv / 10 } })),
  fc.tuple(durationText, fc.integer({ min: 15, max: 60 })).map(([min, tail]) => ({ pareto: { min, tail: tail / 10 } })),
  fc.tuple(durationText, fc.integer({ min: 15, max: 60 })).map(([mean, tail]) => ({ lomax: { tail: tail / 10, mean } })),
  fc.tuple(durationText, fc.integer({ min: 15, max: 60 })).map(([median, tail]) => ({ burr: { tail: tail / 10, median, shape: 1.5 } })),
  fc
    .array(fc.record({ value: durationText, weight: fc.integer({ min: 1, max: 9 }) }), { minLength: 1, maxLength: 4 })
    .map((discrete) => ({ discrete })),
);
const distribution: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: simple },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.record({ weight: fc.integer({ min: 1, max: 9 }), of: simple }), { minLength: 1, maxLength: 3 })
      .map((mixture) => ({ mixture })),
  },
  { weight: 1, arbitrary: fc.constant({ truncated: { of: { exponential: { mean: '5m' } }, min: '1s', max: '1h' } }) },
);

/** Drops keys that are undefined, which YAML would write as null. */
function clean<T>(value: T): T {
  if (Array.isArray(value)) return value.map(clean) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, clean(inner) as unknown]),
  ) as T;
}

const instance = fc.record({
  request_latency: maybe(durationText),
  long_polling: maybe(fc.constantFrom('off', '50s', '10s')),
  fair_usage: maybe(fc.boolean()),
  http_retries: maybe(fc.integer({ min: 0, max: 4 })),
  trace: maybe(fc.record({ output: maybe(fc.constantFrom('off', 'silent', 'chatty')), patch_latency: maybe(durationText) })),
});
const zone = fc.record({
  boot_time: maybe(distribution),
  boot_failure: maybe(fc.constantFrom('0%', '2.5%')),
  delete_time: maybe(distribution),
  quota: maybe(fc.record({ machines: fc.integer({ min: 0, max: 50 }) })),
});
const rate = fc.oneof(
  fc.constantFrom('4/h', '0.5/m', '100/d'),
  fc.constant('rates.csv'),
  fc.constant({ per_hour_of_week: Array.from({ length: 168 }, (_, h) => h % 7) }),
);
const jobs = maybe(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant({ lognormal: { median: 2, p95: 9 } })));
const timezone = maybe(fc.constantFrom('Europe/Berlin', 'UTC'));
const daily_variation = maybe(fc.record({ cv: fc.constantFrom(0, 0.2, 1), distribution: maybe(fc.constantFrom('gamma', 'lognormal')) }));
const schedule = fc.record({
  at: fc.constantFrom('19 * * * *', '0 4 * * *', '*/30  2-5 * * mon-fri', '@daily'),
  timezone,
  pipelines: maybe(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant({ gamma: { mean: 4, shape: 2 } }))),
  jobs,
  jitter: maybe(fc.constantFrom('0s', '90s')),
  worker: maybe(fc.constantFrom('3-59/10 * * * *', '19 * * * *')),
});
const schedules = fc.oneof(fc.record({ nightly: schedule }), fc.record({ b: schedule, a: schedule }));
/** Not so short that a run would be refused for its jobs. */
const interval = durationText.filter((text) => !/^(?:0\.0\d\ds|\d\d?ms)$/u.test(text));
const pattern: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  fc.record({ rate, jobs, timezone, daily_variation }).map((pipelines) => ({ pipelines })),
  fc.record({ rate, daily_variation }).map((single) => ({ jobs: single })),
  fc.record({ interval, first: maybe(durationText), count: maybe(fc.integer({ min: 1, max: 99 })), jobs }).map((every) => ({ every })),
  fc.record({ at: maybe(durationText), jobs: fc.integer({ min: 1, max: 50 }) }).map((burst) => ({ burst })),
);
const source: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  { weight: 3, arbitrary: pattern },
  { weight: 1, arbitrary: schedules.map((of) => ({ schedules: of })) },
  { weight: 1, arbitrary: fc.tuple(pattern, schedules).map(([one, of]) => ({ ...one, schedules: of })) },
  { weight: 2, arbitrary: staged(distribution) },
);
const projects = maybe(
  fc.oneof(
    fc.constant(['alpha', 'beta']),
    fc.record({
      count: fc.integer({ min: 1, max: 30 }),
      prefix: maybe(fc.constant('p/')),
      popularity: maybe(fc.constantFrom('uniform', { zipf: 1.1 })),
    }),
  ),
);
const classes = fc.record({
  small: fc.record({ duration: distribution, weight: maybe(fc.integer({ min: 1, max: 5 })), tags: maybe(fc.constant(['b', 'a'])) }),
  large: fc.record({ duration: distribution, failure: maybe(fc.constant('5%')), protected: maybe(fc.boolean()) }),
});
const generated = fc
  .tuple(
    source,
    fc.oneof(
      distribution.map((duration) => ({ duration })),
      classes.map((of) => ({ classes: of })),
    ),
    projects,
    maybe(fc.constant(['x'])),
    fc.record({ retry, transfers }),
  )
  .map(([when, length, of, tags, more]) => ({ ...when, ...length, projects: of, tags, ...more }));
const traced = fc
  .record({
    columns: fc.constant({ job: 'id' }),
    scale: maybe(fc.constantFrom(0.5, 1, 2.5)),
    loop: maybe(fc.constantFrom<unknown>(true, false, '4w')),
    align: maybe(fc.constantFrom('start', 'clock')),
    history_boot: maybe(durationText),
    shift: maybe(durationText),
    changes: maybe(fc.constant([{ tagged: ['a', 'b'], spread: '2h' }])),
  })
  .map((options) => ({ trace: { file: 'history.csv', ...options } }));
const changes = fc.subarray(
  [
    { tagged: ['a'], tags: { add: ['c'], remove: ['b'] } },
    { projects: ['p*'], tags: { replace: ['gpu'] } },
    { projects: ['p1'], scale: 2 },
    { pipelines_of: '0 3  * * *', within: '90m', drop: true },
    { projects: ['p2'], spread: '90m' },
  ],
  { minLength: 1 },
);
const resampled = fc
  .record({ scale: maybe(fc.constantFrom(0.5, 1, 2.5)), history_boot: maybe(durationText), changes: maybe(changes) })
  .map((options) => ({ resample: { file: 'history.csv', columns: { job: 'id' }, timezone: 'UTC', ...options } }));

const FILES = {
  'values.txt': 'seconds\n12\n1m30s\n0.25\n',
  'rates.csv': `hour_of_week,pipelines_per_hour\n${Array.from({ length: 168 }, (_, h) => `${h},${h % 24}`).join('\n')}\n`,
  'history.csv': [
    'id,project,tags,created_at,started_at,finished_at,status',
    ...Array.from({ length: 40 }, (_, i) => {
      const hour = `2018-10-${i < 20 ? '08' : '28'}T0${i % 10}`;
      return `${i},p${i % 3},a b,${hour}:00:00Z,${hour}:01:00Z,${hour}:09:00Z,success`;
    }),
  ].join('\n'),
};

function tomlOf(entries: number, idle: number, driver: string): string {
  const machine = `  [runners.machine]\n    IdleCount = ${idle}\n    IdleTime = 600\n    MachineName = "m-%s"\n    MachineDriver = "${driver}"\n    MachineOptions = ["google-zone=zone-a"]\n`;
  const entry = (i: number): string =>
    `[[runners]]\n  name = "e${i}"\n  url = "https://a/"\n  token = "token-${i}"\n  executor = "${i % 2 === 0 ? 'docker+machine' : 'docker'}"\n${i % 2 === 0 ? machine : ''}`;
  return `concurrent = 10\n${Array.from({ length: entries }, (_, i) => entry(i)).join('')}`;
}

/** A sound scenario of any shape the language has. */
export const randomScenario: fc.Arbitrary<RandomScenario> = fc
  .record({
    instances: fc.tuple(instance, instance),
    zones: fc.tuple(zone, zone),
    entries: fc.integer({ min: 1, max: 3 }),
    idle: fc.integer({ min: 0, max: 9 }),
    replicas: maybe(fc.oneof(fc.integer({ min: 1, max: 3 }), fc.constant([{ zone: 'zone-b' }, { start_offset: '500ms' }]))),
    workloads: fc.array(
      fc.oneof({ weight: 3, arbitrary: generated }, { weight: 1, arbitrary: traced }, { weight: 1, arbitrary: resampled }),
      { minLength: 1, maxLength: 3 },
    ),
    start: fc.constantFrom('2018-10-08T00:00:00Z', '2018-10-28T00:00:00+02:00'),
    timezone: maybe(fc.constantFrom('UTC', 'Europe/Berlin')),
    reload: fc.boolean(),
    warmup: maybe(fc.constant('1h')),
    around: fc.record({ helpers, monitoring, failover, chef }),
    extras: fc.record({ cloud: cloudExtras, zone: zoneExtras, type: machineType, events: troubles }),
  })
  .map(({ instances, zones, entries, idle, replicas, workloads, start, timezone, reload, warmup, around, extras }) => {
    const runners = Array.from({ length: entries }, (_, i) => [
      `r${i}`,
      { instance: 'a', token: `token-${i}`, ...(i === 1 ? { type: 'project', projects: ['alpha'] } : {}) },
    ]);
    const events = [
      { at: '2h', stop: { group: 'main' } },
      { every: '03:00', start: { manager: 'main-1' } },
      ...(reload ? [{ at: '90m', reload: { group: 'main', set: { concurrent: 7 } } }] : []),
      ...extras.events,
    ];
    const input = {
      start,
      timezone,
      horizon: '26h',
      warmup,
      instances: { a: instances[0], 'b.example': instances[1] },
      runners: Object.fromEntries(runners) as unknown,
      clouds: {
        gce: {
          driver: 'google',
          ...extras.cloud,
          zones: { 'zone-a': { ...zones[0], ...extras.zone }, 'zone-b': { like: 'zone-a', ...zones[1] } },
          machine_types: { 'n1-standard-1': extras.type },
        },
      },
      ...around,
      managers: { main: { config: 'main.toml', replicas } },
      workloads: Object.fromEntries(workloads.map((workload, i) => [`w${i}`, { instance: 'a', ...workload }])) as unknown,
      events,
    };
    return { input: clean(input), files: { ...FILES, 'main.toml': tomlOf(entries, idle, 'google') } };
  });
