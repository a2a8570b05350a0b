/** Failover: who notices, what is done, how it is undone. */
import { describe, expect, test } from 'vitest';
import { lognormalFromMedianSigma } from '../../../src/sim/random/index.js';
import { scenarioYaml } from '../../../src/scenario/canonical.js';
import { HOUR, MINUTE } from '../../../src/units/time.js';
import { errors, prepared, SCENARIO, warnings, type Change } from '../../support/scenario-files.js';
import { machineOf } from '../../support/fleet-builder.js';

const EVENTS = SCENARIO.slice(SCENARIO.indexOf('events:'), SCENARIO.indexOf('thresholds:'));
const OUTAGES = `events:
  - { at: 14h, for: 3h, outage: { name: gone, cloud: gce } }
  - { at: 20h, for: 1h, outage: { name: away, zone: us-east1-c } }
  - { at: 22h, for: 1h, outage: { instance: gitlab.com } }
`;

/** The fixture with a paused runner, a stopped group and one failover. */
function failover(text: string, outages = OUTAGES): Change {
  return {
    swap: [
      [EVENTS, `${outages}failover:\n  away: ${text}\n`],
      ['token: org-token, tags: [org] }', 'token: org-token, tags: [org], paused: true }'],
      ['managers:\n', 'managers:\n  cold: { config: srm.toml, replicas: 2, running: false }\n'],
    ],
  };
}

function expectSame(change: Change): void {
  const first = prepared(change);
  const again = prepared({}, scenarioYaml(first.scenario));
  expect(scenarioYaml(again.scenario)).toBe(scenarioYaml(first.scenario));
  expect(again.defaults).toEqual([]);
  expect(again.hash).toBe(first.hash);
  expect(again.fleet).toEqual(first.fleet);
}

describe('a failover', () => {
  test('by a person notices all outages of clouds and zones unless it names some', () => {
    const change = failover('{ notice: { person: {} }, unpause: [org] }');
    const { fleet } = prepared(change);
    expect(fleet.outages.map(({ name }) => name)).toEqual(['away', 'gone', 'instance gitlab.com']);
    expect(fleet.failovers).toEqual([
      {
        name: 'away',
        trigger: { kind: 'person', outages: [0, 1], delay: lognormalFromMedianSigma(10 * MINUTE, 0.6) },
        reaction: { kind: 'constant', value: 0 },
        unpause: [0],
        start: [],
        reload: [],
        back: undefined,
      },
    ]);
    expectSame(change);
    const named = prepared(failover('{ notice: { person: { after: 5m, of: ["instance gitlab.com"] } }, unpause: [org] }'));
    expect(named.fleet.failovers[0]!.trigger).toEqual({ kind: 'person', outages: [2], delay: { kind: 'constant', value: 5 * MINUTE } });
  });

  test('by a rule looks for waits and a failing API', () => {
    const change = failover(
      '{ notice: { rule: { queue_time: { p: 95, above: 2m, workloads: [public] }, api_failing: gce, for: 10m } }, react: 5m, start: [cold], back: { after: 1h, when: pool_ready, remove_machines: true } }',
    );
    const [built] = prepared(change).fleet.failovers;
    expect(built).toEqual({
      name: 'away',
      trigger: {
        kind: 'rule',
        anyOf: [
          { kind: 'queue_time', level: 0.95, above: 2 * MINUTE, over: 5 * MINUTE, workloads: [1] },
          { kind: 'api_failing', cloud: 0 },
        ],
        holdsFor: 10 * MINUTE,
      },
      reaction: { kind: 'constant', value: 5 * MINUTE },
      unpause: [],
      start: [0, 1],
      reload: [],
      back: { after: { kind: 'constant', value: HOUR }, whenPoolReady: true, removeMachines: true },
    });
    expectSame(change);
  });

  test('sets values in a further config.toml of each process of a group', () => {
    const change = failover(
      '{ notice: { rule: { api_failing: gce } }, set: { cold: { concurrent: 200, "runners[srm].machine.IdleCount": 50 } } }',
    );
    const { fleet } = prepared(change);
    expect(fleet.failovers[0]!.reload).toEqual([
      { manager: 0, config: 1 },
      { manager: 1, config: 1 },
    ]);
    expect(fleet.managers.map(({ name, configs }) => [name, configs.map(({ concurrent }) => concurrent)])).toEqual([
      ['cold-1', [20, 200]],
      ['cold-2', [20, 200]],
      ['srm-1', [20]],
      ['srm-2', [20]],
    ]);
    expect(machineOf(fleet, 0, 1, 0)!.timeline[0]!.idle.idleCount).toBe(50);
    expectSame(change);
  });

  test('that can change nothing says so', () => {
    const said = (text: string, outages?: string): string => warnings(failover(text, outages)).join('\n');
    expect(said('{ notice: { rule: { api_failing: gce } }, unpause: [srm] }')).toMatch(
      /failover\.away\.unpause\[0\]: .*the runner 'srm' is not paused/u,
    );
    expect(said('{ notice: { rule: { api_failing: gce } }, start: [srm] }')).toMatch(
      /failover\.away\.start\[0\]: .*the processes of 'srm' run already/u,
    );
    expect(said('{ notice: { person: {} }, unpause: [org] }', 'events: []\n')).toMatch(/there is no outage to be noticed/u);
    const changes = 'events:\n  - { at: 1h, change: { manager: cold-1, set: { concurrent: 3 } } }\n';
    expect(said('{ notice: { rule: { api_failing: gce } }, set: { cold: { concurrent: 9 } } }', changes)).toMatch(
      /events change the config\.toml of cold too; at this failover it is that of the start/u,
    );
  });
});

test.each<[string, string, RegExp]>([
  ['nobody notices', '{ notice: {}, unpause: [org] }', /failover\.away\.notice: expected either person or rule/u],
  ['two notice', '{ notice: { person: {}, rule: { api_failing: gce } }, unpause: [org] }', /expected either person or rule/u],
  ['a rule looks for nothing', '{ notice: { rule: { for: 5m } }, unpause: [org] }', /expected queue_time, api_failing or both/u],
  ['nothing is done', '{ notice: { person: {} } }', /failover\.away: a failover does something; expected unpause, start or set/u],
  [
    'an unknown outage is noticed',
    '{ notice: { person: { of: [gine] } }, unpause: [org] }',
    /person\.of\[0\]: there is no outage 'gine'; did you mean gone\?/u,
  ],
  [
    'an unknown workload waits',
    '{ notice: { rule: { queue_time: { above: 2m, workloads: [publik] } } }, unpause: [org] }',
    /there is no workload 'publik'; did you mean public\?/u,
  ],
  [
    'an unknown cloud fails',
    '{ notice: { rule: { api_failing: gec } }, unpause: [org] }',
    /api_failing: there is no cloud 'gec'; did you mean gce\?/u,
  ],
  [
    'an unknown runner is unpaused',
    '{ notice: { person: {} }, unpause: [orc] }',
    /unpause\[0\]: there is no runner 'orc'; did you mean org\?/u,
  ],
  [
    'an unknown group is started',
    '{ notice: { person: {} }, start: [gold] }',
    /start\[0\]: there is no group 'gold'; did you mean cold\?/u,
  ],
  [
    'an unknown group is set',
    '{ notice: { person: {} }, set: { gold: { concurrent: 1 } } }',
    /there is no group 'gold'; did you mean cold\?/u,
  ],
  ['nothing is set', '{ notice: { person: {} }, set: { cold: {} } }', /expected at least one value, such as concurrent: 200/u],
  ['a wrong value is set', '{ notice: { person: {} }, set: { cold: { concurent: 3 } } }', /concurent.*from s\.yaml:\d+:\d+/u],
  [
    'no time is above',
    '{ notice: { rule: { queue_time: { p: 90 } } }, unpause: [org] }',
    /queue_time\.above: required key 'above' is missing/u,
  ],
  [
    'a percentile is none',
    '{ notice: { rule: { queue_time: { p: 900, above: 1m } } }, unpause: [org] }',
    /expected a number from 0 to 100/u,
  ],
])('a failover where %s is an error with place and advice', (_, text, says) => {
  expect(errors(failover(text)).join('\n')).toMatch(says);
});
