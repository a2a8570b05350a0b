/** Random stages, retries, transfers, helpers and monitoring of the input language: sound ones only. */
import fc from 'fast-check';

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });

const NAMES = ['build', 'test', 'deploy', 'clean up'];

/** Stages whose needs are a subset of those above; `duration` makes a distribution of durations. */
function stagesOf(duration: fc.Arbitrary<unknown>): fc.Arbitrary<readonly unknown[]> {
  const stage = (i: number) =>
    fc.record({
      name: fc.constant(NAMES[i]),
      jobs: maybe(fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constant({ lognormal: { median: 4, p95: 20 } }))),
      needs: maybe(fc.shuffledSubarray(NAMES.slice(0, i))),
      delay: maybe(fc.constantFrom('10m', '600s', { exponential: { mean: '90s' } })),
      duration: maybe(duration),
      tags: maybe(fc.constant(['b', 'a', 'b'])),
      protected: maybe(fc.boolean()),
      failure: maybe(fc.constant('2%')),
      allow_failure: maybe(fc.boolean()),
      interruptible: maybe(fc.boolean()),
    });
  return fc.integer({ min: 1, max: NAMES.length }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => stage(i))));
}

/** Pipelines with stages, at random or at fixed intervals, with or without schedules beside them. */
export function staged(duration: fc.Arbitrary<unknown>): fc.Arbitrary<Record<string, unknown>> {
  const shape = { stages: stagesOf(duration), supersedes: maybe(fc.constantFrom('0%', '20%')) };
  return fc
    .tuple(
      fc.oneof(
        fc.record({ rate: fc.constantFrom('4/h', '100/d'), ...shape }).map((pipelines) => ({ pipelines })),
        fc.record({ interval: fc.constantFrom('1h', '90m'), ...shape }).map((every) => ({ every })),
      ),
      maybe(fc.constant({ nightly: { at: '0 4 * * *', pipelines: 2 } })),
    )
    .map(([source, schedules]): Record<string, unknown> => ({ ...source, schedules }));
}

export const retry = maybe(
  fc.oneof(
    fc.integer({ min: 0, max: 2 }),
    fc.record({ max: fc.integer({ min: 0, max: 2 }), when: maybe(fc.constantFrom(['stuck', 'failed'], ['runner_system_failure'])) }),
  ),
);

const size = fc.constantFrom<unknown>(
  '300 MiB',
  '0.5 GiB',
  '2048 KiB',
  '7 B',
  { lognormal: { median: '1536 MiB', sigma: 1 } },
  {
    discrete: [
      { value: '1 MiB', weight: 2 },
      { value: '1024 MiB', weight: 1 },
    ],
  },
);
const bandwidth = maybe(fc.constantFrom('30 MiB/s', '1024KiB / s'));

/** What jobs move, at least the artifacts. */
export const transfers = maybe(
  fc.record({
    image: maybe(fc.record({ size, reused: maybe(fc.constant('20%')) })),
    sources: maybe(fc.record({ clone: size, fetch: maybe(size), bandwidth })),
    cache: maybe(fc.record({ size, hit: maybe(fc.constant('80%')), miss_penalty: maybe(fc.constantFrom('90s', { constant: '30s' })) })),
    artifacts: fc.record({ size, bandwidth }),
  }),
);

const host = fc.constantFrom(
  {},
  { cloud: 'gce' },
  { cloud: 'gce', machine_type: 'n1-standard-1' },
  { cloud: 'gce', machine_type: 'n1-standard-1', hosts: 3 },
);
const scraped = fc.constantFrom({}, { targets: 1 }, { targets: 2, series: 300 });
const egress = maybe(fc.constantFrom('0 USD/GiB', '0.12 USD/GiB'));
const latency = maybe(fc.constantFrom('5ms', '0.1s'));

/** Helpers by name, with a mirror of gce. */
export const helpers = maybe(
  fc.record({
    mirror: fc
      .tuple(host, scraped, fc.record({ bandwidth, latency, egress }))
      .map((parts) => ({ kind: 'registry_mirror', ...(Object.assign({}, ...parts) as object) })),
    hub: fc.record({ kind: fc.constant('registry'), bandwidth, latency, pulls: maybe(fc.constant({ limit: 5000, per: '360m' })), egress }),
    'cache/1': fc.tuple(host, scraped).map(([where, what]) => ({ kind: 'cache', ...where, ...what })),
    prometheus: fc
      .tuple(fc.constantFrom('prometheus', 'consul', 'other'), host, scraped)
      .map(([kind, where, what]) => ({ kind, ...where, ...what })),
  }),
);

export const monitoring = maybe(
  fc.record({
    series_per_machine: maybe(fc.constant(500)),
    series_per_manager: maybe(fc.constant(1500)),
    scrape_interval: maybe(fc.constant('60s')),
    federated: maybe(fc.constant('10%')),
  }),
);
