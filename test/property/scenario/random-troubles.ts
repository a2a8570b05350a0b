/** Random APIs, quotas, cleaners, preemptible machines, outages, upgrades and failovers of the input language: sound ones only. */
import fc from 'fast-check';

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });

const count = fc.integer({ min: 0, max: 50 });
const disk = fc.constantFrom('500 GiB', '1.5TiB', '0 B');
const cleaner = maybe(fc.record({ every: maybe(fc.constant('600s')), minimum_age: maybe(fc.constantFrom('0s', '90m')) }));

/** What a cloud may have beside zones and prices. */
export const cloudExtras = fc.record({
  api: maybe(
    fc.record({
      calls_per_create: maybe(fc.oneof(count, fc.record({ fixed: maybe(count), poll: maybe(count), every: maybe(fc.constant('1500ms')) }))),
      calls_per_delete: maybe(count),
      calls_per_pass: maybe(count),
      limits: maybe(
        fc.constant([
          { calls: 2_000, per: '100s' },
          { calls: 9, per: '60s', of: 'manager' },
        ]),
      ),
      refusal: maybe(fc.constant('2s')),
    }),
  ),
  quota: maybe(fc.record({ machines: maybe(count), cpus: maybe(count), disk: maybe(disk) })),
  cleaners: maybe(fc.record({ hanging: cleaner, droplet_zero: cleaner })),
});

/** What a zone may have beside its times. */
export const zoneExtras = fc.record({
  orphans: maybe(fc.constantFrom('0%', '0.2%')),
  droplet_zero: maybe(fc.constant('0.1%')),
  quota: maybe(fc.record({ machines: maybe(count), cpus: maybe(count), disk: maybe(disk), refusal: maybe(fc.constant('3s')) })),
});

/** A machine type, short or long. */
export const machineType = fc.oneof(
  fc.constant('0.0475 USD/h'),
  fc.record({
    price: fc.constant('0.01 USD/h'),
    cpus: maybe(count),
    preemptible: maybe(
      fc.oneof(fc.boolean(), fc.record({ life: maybe(fc.constant({ exponential: { mean: '600m' } })), cap: maybe(fc.constant('0s')) })),
    ),
    billing: maybe(fc.record({ granularity: maybe(fc.constant('60m')), minimum: maybe(fc.constant('1d')) })),
  }),
);

const times = fc.constantFrom<Record<string, unknown>>(
  { at: '4h', for: '60m' },
  { at: '2018-10-29T00:00:00+02:00', for: '1h' },
  { every: 'mon 14:00', for: '1h30m' },
  { every: '3:00', for: '10m' },
  { between: { exponential: { mean: '720h' } }, for: { uniform: { min: '60m', max: '2h' } } },
  { between: '30d' },
  {},
);
const hit = fc.oneof(
  fc.record({ cloud: fc.constant('gce'), of: maybe(fc.constantFrom('api', 'both')), api: maybe(fc.constantFrom('fails', 'hangs')) }),
  fc.record({ zone: fc.constantFrom('zone-a', 'gce/zone-b'), of: maybe(fc.constantFrom('machines', 'both')) }),
  fc.record({
    zone: fc.constant('zone-a'),
    degraded: fc.record({
      boot_factor: fc.constantFrom(1, 2.5),
      boot_failure: maybe(fc.constant('20%')),
      api_latency: maybe(fc.constant('2s')),
    }),
  }),
  fc.record({ instance: fc.constantFrom('a', 'b.example'), answers: maybe(fc.constantFrom<unknown>('connection_error', 502)) }),
  fc.record({ manager: fc.constant('main-1') }),
);
const outage = fc.tuple(times, hit).map(([when, outages]): Record<string, unknown> => ({ ...when, outage: outages }));
const group = fc.constantFrom({ group: 'main' }, { manager: 'main-1' });
const other = fc.oneof(
  fc.constantFrom<Record<string, unknown>>({ at: '60m', pause: { runner: 'r0' } }, { every: '4:00', unpause: { runner: 'r0' } }),
  fc
    .tuple(group, maybe(fc.constantFrom('chef', 'hand')))
    .map(([who, by]): Record<string, unknown> => ({ at: '100m', change: { ...who, set: { concurrent: 8 }, by } })),
  fc
    .tuple(
      group,
      fc.record({
        runner_version: fc.constantFrom('18.11', '13.12'),
        timeout: maybe(fc.constant('120m')),
        forced: maybe(fc.constantFrom('SIGTERM', 'kill')),
        remove_machines: maybe(fc.boolean()),
        install: maybe(fc.constant('90s')),
      }),
    )
    .map(([who, how]): Record<string, unknown> => ({ every: '05:00', upgrade: { ...who, ...how } })),
);

/** Events that break things or repair them. */
export const troubles = fc.array(fc.oneof({ weight: 2, arbitrary: outage }, { weight: 1, arbitrary: other }), { maxLength: 4 });

const person = fc.record({ after: maybe(fc.constantFrom<unknown>('600s', { exponential: { mean: '10m' } })) });
const rule = fc.record({
  queue_time: fc.record({
    p: maybe(fc.constant(95)),
    above: fc.constant('120s'),
    over: maybe(fc.constant('10m')),
    workloads: maybe(fc.constant(['w0'])),
  }),
  api_failing: maybe(fc.constant('gce')),
  for: maybe(fc.constantFrom('0s', '300s')),
});

/** Failovers of the registration, the group and the cloud that every random scenario has. */
export const failover = maybe(
  fc.record({
    away: fc.record({
      notice: fc.oneof(
        person.map((of): Record<string, unknown> => ({ person: of })),
        rule.map((of): Record<string, unknown> => ({ rule: of })),
      ),
      react: maybe(fc.constantFrom('0s', '300s')),
      unpause: fc.constant(['r0']),
      start: maybe(fc.constant(['main'])),
      set: maybe(fc.constant({ main: { concurrent: 20 } })),
      back: maybe(fc.record({ after: maybe(fc.constant('60m')), when: maybe(fc.constantFrom('trouble_over', 'pool_ready')) })),
    }),
  }),
);

export const chef = maybe(fc.record({ interval: maybe(fc.constant('1200s')) }));
