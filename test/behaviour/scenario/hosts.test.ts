/** Where the hosts of managers and helpers stand: stated, that of the replica, the only zone of the cloud, or none. */
import { describe, expect, test } from 'vitest';
import { scenarioYaml } from '../../../src/scenario/canonical.js';
import { errors, prepared, type Change } from '../../support/scenario-files.js';

const HOST = 'host: { cloud: gce, machine_type: n1-standard-4 }';
const REPLICAS = 'replicas: [{ zone: us-east1-c }, { zone: us-east1-d }]';
/** A second cloud, of one zone. */
const OCEAN = `  ocean:
    driver: digitalocean
    zones: { nyc1: { boot_time: 44s } }
    machine_types: { small: 0.02 USD/h }
managers:`;

function change(...swap: NonNullable<Change['swap']>): Change {
  return { swap: [['managers:', OCEAN], ...swap] };
}

/** Cloud and zone, by name, of each process's host. */
function hostsOf(given: Change): (string | undefined)[][] {
  const { fleet } = prepared(given);
  return fleet.managers.map(({ hostCloud, hostZone }) => [fleet.clouds[hostCloud]?.name, fleet.zones[hostZone]?.name]);
}

describe('the host of a manager stands', () => {
  test('in the zone of its replica, where that is of its cloud', () => {
    expect(hostsOf(change())).toEqual([
      ['gce', 'us-east1-c'],
      ['gce', 'us-east1-d'],
    ]);
  });

  test('in the zone that is stated for the group', () => {
    expect(hostsOf(change([HOST, 'host: { cloud: gce, zone: us-east1-d, machine_type: n1-standard-4 }']))).toEqual([
      ['gce', 'us-east1-d'],
      ['gce', 'us-east1-d'],
    ]);
  });

  test('in the only zone of its cloud, which is told as a default', () => {
    const given = change([HOST, 'host: { cloud: ocean, machine_type: small }']);
    expect(hostsOf(given)).toEqual([
      ['ocean', 'nyc1'],
      ['ocean', 'nyc1'],
    ]);
    expect(prepared(given).defaults).toContainEqual({ path: 'managers.srm.host.zone', value: 'nyc1', note: 'the only zone of ocean' });
  });

  test('in no zone where its cloud has several and no replica names one, and nowhere without a host', () => {
    expect(hostsOf(change([REPLICAS, 'replicas: 2']))).toEqual([
      ['gce', undefined],
      ['gce', undefined],
    ]);
    expect(hostsOf(change([HOST, 'running: true']))).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });

  test('in no zone that its cloud has not', () => {
    expect(errors(change([HOST, 'host: { cloud: gce, zone: nyc1, machine_type: n1-standard-4 }'])).join()).toMatch(
      /managers\.srm\.host\.zone: there is no zone 'nyc1'/u,
    );
  });
});

describe('the hosts of a helper stand', () => {
  const helpers = (line: string): Change => change(['workloads:', `helpers:\n  cache: ${line}\nworkloads:`]);
  const placeOf = (line: string): (string | undefined)[] => {
    const { fleet } = prepared(helpers(line));
    const { cloud, zone } = fleet.services[0]!;
    return [fleet.clouds[cloud]?.name, fleet.zones[zone]?.name];
  };

  test('in the zone stated or the only one of their cloud', () => {
    expect(placeOf('{ kind: cache, cloud: gce, zone: us-east1-c, machine_type: n1-standard-4 }')).toEqual(['gce', 'us-east1-c']);
    expect(placeOf('{ kind: cache, cloud: gce, machine_type: n1-standard-4 }')).toEqual(['gce', undefined]);
    expect(placeOf('{ kind: cache, cloud: ocean, machine_type: small }')).toEqual(['ocean', 'nyc1']);
    expect(placeOf('{ kind: registry }')).toEqual([undefined, undefined]);
  });

  test('in no zone without a cloud, or of another one', () => {
    expect(errors(helpers('{ kind: cache, zone: nyc1 }')).join()).toMatch(
      /helpers\.cache\.zone: a zone is one of a cloud, and none is named/u,
    );
    expect(errors(helpers('{ kind: cache, cloud: gce, zone: nyc1 }')).join()).toMatch(/there is no zone 'nyc1'/u);
  });
});

test('the normalised scenario says the same', () => {
  const first = prepared(change([HOST, 'host: { cloud: ocean, machine_type: small }']));
  expect(prepared({}, scenarioYaml(first.scenario)).fleet).toEqual(first.fleet);
});
