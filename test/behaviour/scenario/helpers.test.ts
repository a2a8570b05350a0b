/** Helpers, monitoring and what jobs move: what may be written, what is refused and how, what the engine gets. */
import { describe, expect, test } from 'vitest';
import { scenarioYaml } from '../../../src/scenario/canonical.js';
import { HOUR, SECOND } from '../../../src/units/time.js';
import { errors, prepared, warnings as allWarnings, type Change } from '../../support/scenario-files.js';

/** The config.toml of the fixture has warnings of its own. */
const warnings = (change: Change): string[] => allWarnings(change).filter((text) => !text.startsWith('srm.toml'));

const MIB = 1_048_576;
const DURATION = '    duration: { lognormal: { median: 3m, p95: 18m } }\n';

const HELPERS = `  mirror: { kind: registry_mirror, cloud: gce, machine_type: n1-standard-1, hosts: 2, bandwidth: 100 MiB/s, latency: 5ms, targets: 1, series: 300 }
  hub: { kind: registry, bandwidth: 20 MiB/s, latency: 100ms, pulls: { limit: 5000, per: 6h }, egress: 0.12 USD/GiB }
  cache: { kind: cache, bandwidth: 80 MiB/s }
  consul: { kind: consul, cloud: gce }
  prometheus: { kind: prometheus, cloud: gce, machine_type: n1-standard-4 }
`;
const TRANSFERS = `    transfers:
      image: { size: { lognormal: { median: 0.25 GiB, sigma: 1 } }, reused: 20% }
      sources: { clone: 60 MiB, fetch: 2048 KiB, bandwidth: 15360 KiB/s }
      cache: { size: 50 MiB, hit: 80%, miss_penalty: 30s }
      artifacts: { size: { empirical: { file: sizes.txt } } }
`;

const withHelpers = (helpers: string, transfers = ''): Change => ({
  swap: [
    ['managers:\n', `helpers:\n${helpers}managers:\n`],
    [DURATION, DURATION + transfers],
  ],
  files: { 'sizes.txt': 'bytes\n1048576\n3 MiB\n' },
});
const one = (text: string): Change => withHelpers(`  h: ${text}\n`);

describe('helpers', () => {
  test('are built by name, with cloud, price of all hosts, limits', () => {
    const { fleet } = prepared(withHelpers(HELPERS));
    expect(fleet.services.map(({ name, kind, cloud, pricePerHour }) => [name, kind, cloud, pricePerHour])).toEqual([
      ['cache', 'cache', -1, 0],
      ['consul', 'consul', 0, 0],
      ['hub', 'registry', -1, 0],
      ['mirror', 'registry_mirror', 0, 2 * 0.0475],
      ['prometheus', 'prometheus', 0, 0.19],
    ]);
    expect(fleet.services[2]).toMatchObject({
      pullsPerWindow: 5_000,
      window: 6 * HOUR,
      egressPerByte: 0.12 / 1_024 / MIB,
      latency: 0.1 * SECOND,
    });
    expect(fleet.services[2]!.bandwidth * SECOND).toBeCloseTo(20 * MIB, 6);
    expect(fleet.services[3]).toMatchObject({ targets: 2, seriesPerTarget: 300, pullsPerWindow: Infinity, egressPerByte: 0 });
    expect(fleet.services[1]).toMatchObject({ bandwidth: 0, latency: 0, targets: 0 });
  });

  test('are cast by what is scraped', () => {
    const change: Change = { swap: [['managers:\n', 'monitoring: { series_per_machine: 500, federated: 10% }\nmanagers:\n']] };
    const { fleet, defaults } = prepared(change);
    expect(fleet.monitoring).toEqual({ seriesPerMachine: 500, seriesPerManager: 0, scrapeInterval: 15 * SECOND, federatedShare: 0.1 });
    expect(defaults.filter(({ path }) => path.startsWith('monitoring')).map(({ path, value }) => `${path} ${value}`)).toEqual([
      'monitoring.series_per_manager 0',
      'monitoring.scrape_interval 15s',
    ]);
    expect(prepared().fleet.monitoring.scrapeInterval).toBe(0);
    expect(prepared().fleet.services).toEqual([]);
  });

  test('stay what they are when the scenario is written and read again', () => {
    const first = prepared(withHelpers(HELPERS, TRANSFERS));
    const text = scenarioYaml(first.scenario);
    const again = prepared({}, text);
    expect(scenarioYaml(again.scenario)).toBe(text);
    expect(again.defaults).toEqual([]);
    expect(again.fleet).toEqual(first.fleet);
    expect(text).toContain('median: 256 MiB');
    expect(text).toContain('bandwidth: 15 MiB/s');
  });

  test.each([
    ['an unknown kind', '{ kind: mirror }', /helpers\.h\.kind: .*expected one of registry_mirror, cache, .*got 'mirror'/u],
    ['no kind', '{ cloud: gce }', /helpers\.h\.kind: .*required key 'kind' is missing/u],
    ['an unknown cloud', '{ kind: cache, cloud: gec }', /helpers\.h\.cloud: .*no cloud 'gec'; did you mean gce\?/u],
    [
      'an unpriced machine type',
      '{ kind: cache, cloud: gce, machine_type: n2-standard-1 }',
      /^s\.yaml:19:\d+ helpers\.h\.machine_type: .*'n2-standard-1' has no price in cloud gce \(s\.yaml:17:\d+\); add it there/u,
    ],
    [
      'a machine type of no cloud',
      '{ kind: cache, machine_type: n1-standard-1 }',
      /helpers\.h\.machine_type: .*priced by a cloud, and none is named; add cloud/u,
    ],
    ['hosts of no machine type', '{ kind: cache, hosts: 2 }', /helpers\.h\.hosts: .*needs their machine_type; add it or leave hosts out/u],
    [
      'pulls of a cache',
      '{ kind: cache, pulls: { limit: 5, per: 1h } }',
      /helpers\.h\.pulls: .*is for a registry, not for a helper of kind cache/u,
    ],
    [
      'a bandwidth of consul',
      '{ kind: consul, bandwidth: 1 MiB/s }',
      /helpers\.h\.bandwidth: .*not for a helper of kind consul; leave it out/u,
    ],
    ['series of no targets', '{ kind: other, series: 5 }', /helpers\.h\.series: .*there are no targets; add targets: 1/u],
    [
      'a bandwidth without a unit',
      '{ kind: cache, bandwidth: 80 }',
      /helpers\.h\.bandwidth: .*expected a bandwidth with its unit, such as 20 MiB\/s, got the number 80/u,
    ],
    ['no bandwidth at all', '{ kind: cache, bandwidth: 0 MiB/s }', /helpers\.h\.bandwidth: .*expected a bandwidth/u],
    [
      'an egress for a time',
      '{ kind: registry, egress: 0.12 USD/h }',
      /helpers\.h\.egress: .*expected a price of traffic in USD\/GiB, such as 0\.12 USD\/GiB, got '0\.12 USD\/h'/u,
    ],
    ['a window of no length', '{ kind: registry, pulls: { limit: 5, per: 0s } }', /helpers\.h\.pulls\.per: .*longer than 0s/u],
    ['a misspelt key', '{ kind: cache, machine_typ: x }', /helpers\.h\.machine_typ: .*did you mean machine_type\?/u],
  ])('are refused with %s', (_, text, says) => {
    expect(errors(one(text))).toHaveLength(1);
    expect(errors(one(text))[0]).toMatch(says);
  });

  test('are warned of where nobody pulls from a registry', () => {
    const found = warnings(withHelpers('  a: { kind: registry }\n  b: { kind: registry }\n  c: { kind: registry, cloud: gce }\n'));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/helpers\.b: .*no image is pulled from here: a is the registry of all clouds already/u);
  });
});

describe('what jobs move', () => {
  const built = (transfers: string, helpers = HELPERS) =>
    prepared(withHelpers(helpers, transfers)).fleet.workloads.find(({ name }) => name === 'public')?.transfers;

  test('is built in bytes and micros', () => {
    const transfers = built(TRANSFERS)!;
    expect(transfers.image).toMatchObject({ bytes: { kind: 'lognormal', sigma: 1 }, reusedShare: 0.2 });
    expect(transfers.sources).toEqual({
      clone: { kind: 'constant', value: 60 * MIB },
      fetch: { kind: 'constant', value: 2 * MIB },
      bandwidth: (15 * MIB) / SECOND,
    });
    expect(transfers.cache).toEqual({
      bytes: { kind: 'constant', value: 50 * MIB },
      hit: 0.8,
      missPenalty: { kind: 'constant', value: 30 * SECOND },
    });
    expect(transfers.artifacts).toMatchObject({ bytes: { kind: 'empirical', values: [MIB, 3 * MIB] } });
  });

  test('has defaults that are told', () => {
    const text = '    transfers: { image: { size: 1 GiB }, sources: { clone: 9 MiB }, cache: { size: 1 MiB }, artifacts: { size: 0 B } }\n';
    const { defaults } = prepared(withHelpers(HELPERS, text));
    expect(
      defaults.filter(({ path }) => path.includes('transfers')).map(({ path, value }) => `${path.replace(/^.*transfers\./u, '')} ${value}`),
    ).toEqual([
      'image.reused 10%',
      'sources.fetch 2 MiB',
      'sources.bandwidth 30 MiB/s',
      'cache.hit 100%',
      'cache.miss_penalty 0s',
      'artifacts.bandwidth 30 MiB/s',
    ]);
    expect(built('')).toEqual({ image: undefined, sources: undefined, cache: undefined, artifacts: undefined });
  });

  test('is warned of where nobody serves it', () => {
    const found = warnings(withHelpers('  c: { kind: consul }\n', TRANSFERS));
    expect(found).toHaveLength(2);
    expect(found[0]).toMatch(
      /workloads\.public\.transfers\.cache: .*no helper of kind cache, so every job misses its cache; add one to helpers/u,
    );
    expect(found[1]).toMatch(/workloads\.public\.transfers\.image: .*pulled in no time; add one to helpers/u);
    expect(warnings(withHelpers(HELPERS, TRANSFERS))).toEqual([]);
  });

  test('is warned of beside the durations of a history, which contain it', () => {
    const trace = (text: string): Change => ({
      swap: [['trace: history.csv', `trace: ${text}\n    transfers: { artifacts: { size: 1 MiB } }`]],
    });
    expect(warnings(trace('history.csv'))).toEqual([
      expect.stringMatching(
        /workloads\.org\.transfers: .*contain what its jobs moved.*state its mean time as history_boot, or leave transfers out/u,
      ),
    ]);
    expect(warnings(trace('{ file: history.csv, history_boot: 1s }'))).toEqual([]);
    expect(warnings(trace('{ file: history.csv, duration_includes: none }'))).toEqual([]);
  });

  test.each([
    ['nothing', '{}', /transfers: .*expected at least one of image, sources, cache, artifacts/u],
    [
      'a size without a unit',
      '{ image: { size: 300 } }',
      /image\.size: .*expected a size with its unit, such as 300 MiB .*got the number 300/u,
    ],
    ['a size in decimal units', '{ image: { size: 300 MB } }', /image\.size: .*units B, KiB, MiB, GiB, TiB\), got '300 MB'/u],
    ['a size for a duration', '{ image: { size: 3m } }', /image\.size: .*expected a size with its unit/u],
    [
      'a duration for a size',
      '{ cache: { size: 1 MiB, miss_penalty: 1 MiB } }',
      /cache\.miss_penalty: .*expected a duration with its unit/u,
    ],
    [
      'a wrong distribution',
      '{ image: { size: { lognormal: { median: 0 B, sigma: 1 } } } }',
      /lognormal\.median: .*expected a size above 0 B/u,
    ],
    [
      'an impossible one',
      '{ image: { size: { uniform: { min: 2 MiB, max: 1 MiB } } } }',
      /image\.size: .*its min \(2 MiB\) is above its max \(1 MiB\)/u,
    ],
    [
      'a wrong file',
      '{ image: { size: { empirical: { file: history.csv } } } }',
      /image\.size\.empirical\.file: .*expected a size or bytes, 0 or more/u,
    ],
    ['no size', '{ cache: { hit: 80% } }', /cache\.size: .*required key 'size' is missing/u],
  ])('is refused with %s', (_, text, says) => {
    expect(errors(withHelpers(HELPERS, `    transfers: ${text}\n`))[0]).toMatch(says);
  });
});
