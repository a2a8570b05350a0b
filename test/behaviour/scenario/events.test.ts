/** Events: outages with their targets and times, pauses, changes by chef, upgrades. */
import { describe, expect, test } from 'vitest';
import type { OutageSpec } from '../../../src/fleet/outage.js';
import { runnerFlags } from '../../../src/fleet/runner-version.js';
import { chefRun } from '../../../src/scenario/build/events.js';
import { scenarioYaml } from '../../../src/scenario/canonical.js';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/units/time.js';
import { errors, prepared, SCENARIO, warnings, type Change } from '../../support/scenario-files.js';

const EVENTS = SCENARIO.slice(SCENARIO.indexOf('events:'), SCENARIO.indexOf('thresholds:'));
const HELPERS = 'helpers:\n  docker-hub: { kind: registry, bandwidth: 20 MiB/s }\n';

/** The fixture with these events in place of its own. */
function events(lines: readonly string[], more: NonNullable<Change['swap']> = []): Change {
  const list = lines.map((line) => `  - ${line}\n`).join('');
  return { swap: [[EVENTS, `${HELPERS}events:\n${list}`], ...more] };
}

function outages(lines: readonly string[], more: NonNullable<Change['swap']> = []): readonly OutageSpec[] {
  return prepared(events(lines, more)).fleet.outages;
}

function expectSame(change: Change): void {
  const first = prepared(change);
  const again = prepared({}, scenarioYaml(first.scenario));
  expect(scenarioYaml(again.scenario)).toBe(scenarioYaml(first.scenario));
  expect(again.defaults).toEqual([]);
  expect(again.hash).toBe(first.hash);
  expect(again.fleet).toEqual(first.fleet);
}

const WEEK_OF_RUN: NonNullable<Change['swap']> = [['horizon: 1d', 'horizon: 2w']];

describe('an outage', () => {
  test.each([
    ['{ cloud: gce }', { kind: 'cloud', index: 0 }, { kind: 'down', api: 'fails', machines: 'die' }, 'cloud gce both'],
    ['{ cloud: gce, of: api, api: hangs }', { kind: 'cloud', index: 0 }, { kind: 'down', api: 'hangs', machines: 'up' }, 'cloud gce api'],
    [
      '{ zone: us-east1-d, of: machines }',
      { kind: 'zone', index: 1 },
      { kind: 'down', api: 'up', machines: 'die' },
      'zone us-east1-d machines',
    ],
    [
      '{ zone: us-east1-c, degraded: { boot_factor: 3, boot_failure: 20% } }',
      { kind: 'zone', index: 0 },
      { kind: 'degraded', bootFactor: 3, bootFailure: 0.2, apiLatency: 0 },
      'zone us-east1-c degraded',
    ],
    [
      '{ cloud: gce, limits: { calls: 2000, per: 100s } }',
      { kind: 'cloud', index: 0 },
      { kind: 'limited', calls: 2000, window: 100 * SECOND },
      'cloud gce limited',
    ],
    ['{ instance: gitlab.com }', { kind: 'instance', index: 0 }, { kind: 'unavailable', status: 0 }, 'instance gitlab.com'],
    ['{ instance: gitlab.com, answers: 502 }', { kind: 'instance', index: 0 }, { kind: 'unavailable', status: 502 }, 'instance gitlab.com'],
    ['{ manager: srm-2, name: host }', { kind: 'manager', index: 1 }, { kind: 'host_down' }, 'host'],
    ['{ group: srm }', { kind: 'group', index: 0 }, { kind: 'host_down' }, 'group srm'],
    ['{ zone: us-east1-c, of: sold_out }', { kind: 'zone', index: 0 }, { kind: 'sold_out' }, 'zone us-east1-c sold_out'],
    ['{ helper: docker-hub }', { kind: 'service', index: 0 }, { kind: 'service_down' }, 'helper docker-hub'],
    ['{ helper: docker-hub, slower: 5 }', { kind: 'service', index: 0 }, { kind: 'service_slow', factor: 5 }, 'helper docker-hub slow'],
  ])('%s is built', (outage, target, effect, name) => {
    const line = `{ at: 14h, for: 3h, outage: ${outage} }`;
    expect(outages([line])).toEqual([{ name, target, effect, times: { kind: 'fixed', windows: [{ from: 14 * HOUR, to: 17 * HOUR }] } }]);
    expectSame(events([line]));
  });

  test('each week has a window in each week', () => {
    const line = '{ every: mon  14:00, for: 1h, outage: { cloud: gce } }';
    const [monday] = outages([line], WEEK_OF_RUN);
    const windows = [14 * HOUR, 7 * DAY + 14 * HOUR].map((from) => ({ from, to: from + HOUR }));
    expect(monday?.times).toEqual({ kind: 'fixed', windows });
    expectSame(events([line], WEEK_OF_RUN));
  });

  test('of one name and one target is one, with the windows of all its events', () => {
    const lines = ['{ at: 5h, for: 1h, outage: { name: gone, cloud: gce } }', '{ at: 2h, for: 3h, outage: { name: gone, cloud: gce } }'];
    const [one, ...others] = outages(lines);
    expect(others).toEqual([]);
    expect(one?.times).toEqual({
      kind: 'fixed',
      windows: [
        { from: 2 * HOUR, to: 5 * HOUR },
        { from: 5 * HOUR, to: 6 * HOUR },
      ],
    });
    expectSame(events(lines));
  });

  test('without a name is one of its own, and may overlap others', () => {
    const lines = ['{ at: 5h, for: 2h, outage: { cloud: gce } }', '{ at: 6h, for: 2h, outage: { cloud: gce } }'];
    expect(outages(lines).map(({ name }) => name)).toEqual(['cloud gce both', 'cloud gce both 2']);
    expectSame(events(lines));
  });

  test('is drawn where it says so or says nothing of its times', () => {
    const lines = [
      '{ between: { exponential: { mean: 30d } }, for: 2h, outage: { name: a, cloud: gce, of: api } }',
      '{ outage: { name: b, cloud: gce } }',
    ];
    const [a, b] = outages(lines);
    expect(a?.times).toEqual({
      kind: 'drawn',
      between: { kind: 'exponential', mean: 30 * DAY },
      duration: { kind: 'constant', value: 2 * HOUR },
    });
    expect(b?.times).toMatchObject({ between: { kind: 'exponential', mean: 90 * DAY }, duration: { kind: 'lognormal', sigma: 1.23 } });
    const { defaults } = prepared(events(lines));
    expect(defaults.find(({ path }) => path === 'events[1].between')?.note).toMatch(/weak evidence/u);
    expect(defaults.find(({ path }) => path === 'events[1].for')?.value).toMatch(/139m|2h19m/u);
    expectSame(events(lines));
  });

  test('of a zone that two clouds have names the cloud', () => {
    const other = 'clouds:\n  alt: { driver: vsphere, zones: { us-east1-c: {} }, machine_types: {} }\n';
    const more: NonNullable<Change['swap']> = [['clouds:\n', other]];
    expect(errors(events(['{ at: 1h, for: 1h, outage: { zone: us-east1-c } }'], more)).join()).toMatch(
      /events\[0\]\.outage\.zone: the zone 'us-east1-c' is in several clouds \(alt, gce\); write alt\/us-east1-c or gce\/us-east1-c/u,
    );
    const { fleet } = prepared(events(['{ at: 1h, for: 1h, outage: { zone: gce/us-east1-c } }'], more));
    const zone = fleet.zones[fleet.outages[0]!.target.index]!;
    expect([zone.name, fleet.clouds[zone.cloud]!.name]).toEqual(['us-east1-c', 'gce']);
  });

  test('after the horizon never happens and says so', () => {
    const change = events(['{ at: 30h, for: 1h, outage: { cloud: gce } }']);
    expect(prepared(change).fleet.outages[0]?.times).toEqual({ kind: 'fixed', windows: [] });
    expect(warnings(change)).toContainEqual(expect.stringMatching(/events\[0\]\.at: .*never happens/u));
  });

  test('at a time of the week that the run does not hold never happens and says so', () => {
    const missed = (every: string) =>
      warnings(events([`{ every: ${every}, for: 1h, outage: { cloud: gce } }`])).filter((text) => text.includes('never happens'));
    expect(missed('Wed 14:00')).toEqual([
      expect.stringMatching(/events\[0\]\.every: warning: no Wed 14:00 lies in the run \(UTC\), so this event never happens/u),
    ]);
    expect(missed('14:00')).toEqual([]);
  });
});

test.each<[string, string, RegExp]>([
  [
    'without for',
    '{ at: 14h, outage: { cloud: gce } }',
    /s\.yaml:\d+:5 events\[0\]: an outage needs for: how long it lasts; add it, such as for: 3h/u,
  ],
  ['with for alone', '{ for: 3h, outage: { cloud: gce } }', /an outage needs at, every, or \(at drawn times\) between beside for/u],
  ['at two times', '{ at: 1h, every: 14:00, for: 3h, outage: { cloud: gce } }', /expected one of at, every, between, got at and every/u],
  [
    'at a time and drawn',
    '{ at: 1h, between: 30d, for: 3h, outage: { cloud: gce } }',
    /expected one of at, every, between, got at and between/u,
  ],
  [
    'of a drawn length at a time',
    '{ at: 1h, for: { uniform: { min: 1h, max: 2h } }, outage: { cloud: gce } }',
    /events\[0\]\.for: an outage at a stated time lasts a stated time/u,
  ],
  [
    'of nothing',
    '{ at: 1h, for: 1h, outage: {} }',
    /expected exactly one target, \{ cloud: name \} or one of zone, instance, group, manager, helper/u,
  ],
  ['of two things', '{ at: 1h, for: 1h, outage: { cloud: gce, zone: us-east1-c } }', /expected exactly one target/u],
  [
    'of an unknown cloud',
    '{ at: 1h, for: 1h, outage: { cloud: gec } }',
    /events\[0\]\.outage\.cloud: there is no cloud 'gec'; did you mean gce\?/u,
  ],
  [
    'of an unknown zone',
    '{ at: 1h, for: 1h, outage: { zone: us-east1-e } }',
    /there is no zone 'us-east1-e'; did you mean us-east1-[cd]\?/u,
  ],
  ['of an unknown zone of a cloud', '{ at: 1h, for: 1h, outage: { zone: gce/us-east-c } }', /did you mean gce\/us-east1-c\?/u],
  ['of an unknown instance', '{ at: 1h, for: 1h, outage: { instance: gitlab.org } }', /there is no instance 'gitlab\.org'/u],
  [
    'of an unknown helper',
    '{ at: 1h, for: 1h, outage: { helper: docker-hob } }',
    /there is no helper 'docker-hob'; did you mean docker-hub\?/u,
  ],
  [
    'of a group',
    '{ at: 1h, for: 1h, outage: { manager: srm } }',
    /'srm' is a group; write group: srm for all its hosts, or name one of its processes, such as srm-1/u,
  ],
  ['of an unknown group', '{ at: 1h, for: 1h, outage: { group: smr } }', /there is no group 'smr'; did you mean srm\?/u],
  [
    'of a group with of',
    '{ at: 1h, for: 1h, outage: { group: srm, of: api } }',
    /only an outage of a cloud or zone has of, this one is of a group/u,
  ],
  [
    'sold out with an API that hangs',
    '{ at: 1h, for: 1h, outage: { cloud: gce, of: sold_out, api: hangs } }',
    /an outage of: sold_out leaves the API as it is; leave api out, or write of: both/u,
  ],
  [
    'of the API of an instance',
    '{ at: 1h, for: 1h, outage: { instance: gitlab.com, of: api } }',
    /events\[0\]\.outage\.of: only an outage of a cloud or zone has of, this one is of a instance/u,
  ],
  ['of a cloud that answers', '{ at: 1h, for: 1h, outage: { cloud: gce, answers: 502 } }', /only an outage of an instance has answers/u],
  ['of a cloud that is slower', '{ at: 1h, for: 1h, outage: { cloud: gce, slower: 3 } }', /only an outage of a helper has slower/u],
  [
    'of a zone with limits',
    '{ at: 1h, for: 1h, outage: { zone: us-east1-c, limits: { calls: 5, per: 1m } } }',
    /only an outage of a cloud has limits, this one is of a zone/u,
  ],
  [
    'with limits and of',
    '{ at: 1h, for: 1h, outage: { cloud: gce, of: api, limits: { calls: 5, per: 1m } } }',
    /expected either of or limits/u,
  ],
  [
    'both degraded and limited',
    '{ at: 1h, for: 1h, outage: { cloud: gce, degraded: { boot_factor: 2 }, limits: { calls: 5, per: 1m } } }',
    /expected either degraded or limits/u,
  ],
  ['that is as slow as ever', '{ at: 1h, for: 1h, outage: { helper: docker-hub, slower: 1 } }', /slower: expected a factor above 1/u],
  [
    'that is degraded and gone',
    '{ at: 1h, for: 1h, outage: { cloud: gce, of: api, degraded: { boot_factor: 2 } } }',
    /expected either of or degraded/u,
  ],
  [
    'that is degraded by nothing',
    '{ at: 1h, for: 1h, outage: { cloud: gce, degraded: {} } }',
    /expected at least one of boot_factor, boot_failure, api_latency/u,
  ],
  [
    'of machines with an API',
    '{ at: 1h, for: 1h, outage: { cloud: gce, of: machines, api: hangs } }',
    /an outage of: machines leaves the API as it is/u,
  ],
  [
    'that answers well',
    '{ at: 1h, for: 1h, outage: { instance: gitlab.com, answers: 200 } }',
    /expected connection_error or an HTTP status from 400 to 599, got the number 200/u,
  ],
  [
    'that answers strangely',
    '{ at: 1h, for: 1h, outage: { instance: gitlab.com, answers: conection_error } }',
    /expected connection_error or an HTTP status from 400 to 599, got 'conection_error'/u,
  ],
  [
    'that begins before it ends',
    '{ every: 14:00, for: 25h, outage: { cloud: gce } }',
    /events\[0\]\.for: the outage 'cloud gce both' begins at 1d14h while it is under way until 1d15h; shorten it/u,
  ],
])('an outage %s is an error with place and advice', (_, line, says) => {
  expect(errors(events([line], [['horizon: 1d', 'horizon: 3d']])).join('\n')).toMatch(says);
});

test('an outage of the name of another that is not alike is an error', () => {
  const first = '{ at: 1h, for: 1h, outage: { name: x, cloud: gce } }';
  const says = (second: string): string => errors(events([first, second])).join();
  expect(says('{ at: 5h, for: 1h, outage: { name: x, zone: us-east1-c } }')).toMatch(
    /events\[1\]\.outage\.name: another outage called 'x' \(s\.yaml:\d+:\d+\) hits something else or in another way/u,
  );
  expect(says('{ between: 30d, outage: { name: x, cloud: gce } }')).toMatch(/one at drawn times has a name of its own; rename one/u);
});

describe('a registration', () => {
  test('is paused and unpaused at a time', () => {
    const lines = ['{ every: 20:00, pause: { runner: srm } }', '{ at: 14h20m, unpause: { runner: org } }'];
    expect(prepared(events(lines)).fleet.events).toEqual([
      { at: 14 * HOUR + 20 * MINUTE, kind: 'unpause', runner: 0 },
      { at: 20 * HOUR, kind: 'pause', runner: 1 },
    ]);
    expectSame(events(lines));
  });

  test.each([
    ['{ at: 1h, pause: { runner: smr } }', /events\[0\]\.pause\.runner: there is no runner 'smr'; did you mean srm\?/u],
    ['{ at: 1h, pause: { group: srm } }', /unknown key 'group'/u],
    ['{ at: 1h, for: 1h, pause: { runner: srm } }', /events\[0\]\.for: only an outage lasts; leave for out, or add a second event/u],
    ['{ between: 30d, pause: { runner: srm } }', /events\[0\]\.between: only an outage comes at drawn times; expected at or every/u],
    ['{ pause: { runner: srm } }', /expected either at or every/u],
    [
      '{ at: 1h, pause: { runner: srm }, unpause: { runner: srm } }',
      /expected exactly one of start, stop, kill, reload, change, upgrade, pause, unpause, outage/u,
    ],
  ])('%s is refused', (line, says) => {
    expect(errors(events([line])).join('\n')).toMatch(says);
  });
});

describe('a change', () => {
  const line = '{ at: 10h1s, change: { group: srm, set: { concurrent: 7 } } }';

  test('by chef reaches each host at its next run', () => {
    const { fleet, defaults } = prepared(events([line]));
    expect(fleet.events).toEqual([
      { at: 10 * HOUR + 15 * MINUTE, kind: 'reload', manager: 1, config: 1 },
      { at: 10 * HOUR + 30 * MINUTE, kind: 'reload', manager: 0, config: 1 },
    ]);
    expect(fleet.managers.map(({ configs }) => configs.map(({ concurrent }) => concurrent))).toEqual([
      [20, 7],
      [20, 7],
    ]);
    expect(defaults).toContainEqual({ path: 'chef.interval', value: '30m' });
    expect(defaults).toContainEqual({ path: 'events[0].change.by', value: 'chef' });
    expectSame(events([line]));
  });

  test('by hand reaches them at once, as a reload does', () => {
    const hand = events([line.replace('} }', '}, by: hand }')]);
    expect(prepared(hand).fleet.events.map(({ at }) => at)).toEqual([10 * HOUR + SECOND, 10 * HOUR + SECOND]);
    expect(prepared(hand).scenario.chef).toBeUndefined();
    expectSame(hand);
  });

  test('of one host keeps its place among those of its group', () => {
    const one = events(
      ['{ at: 10h, change: { manager: srm-2, set: { concurrent: 7 } } }'],
      [['thresholds:', 'chef: { interval: 20m }\nthresholds:']],
    );
    expect(prepared(one).fleet.events).toEqual([{ at: 10 * HOUR + 10 * MINUTE, kind: 'reload', manager: 1, config: 1 }]);
  });

  test.each([
    [0, 30, 0, 3, 0],
    [1, 30, 0, 3, 30],
    [10, 30, 1, 3, 10],
    [11, 30, 1, 3, 40],
    [0, 30, 2, 3, 20],
    [95, 30, 2, 3, 110],
    [5, 7, 1, 2, 10],
  ])('at %d with an interval of %d reaches host %d of %d at %d', (at, interval, k, n, then) => {
    expect(chefRun(at, interval, k, n)).toBe(then);
  });

  test.each([
    ['{ at: 1h, change: { group: srm } }', /expected either config or set/u],
    ['{ at: 1h, change: { group: srm, set: { concurent: 7 } } }', /concurent/u],
    ['{ at: 1h, change: { group: srm, set: { concurrent: 7 }, by: puppet } }', /expected one of chef, hand, got 'puppet'/u],
  ])('%s is refused', (wrong, says) => {
    expect(errors(events([wrong])).join('\n')).toMatch(says);
  });
});

describe('an upgrade', () => {
  test('goes over a group with one index of its version for all of them', () => {
    const lines = [
      '{ at: 10h, upgrade: { group: srm, runner_version: "13.12", install: 2m } }',
      '{ at: 9h, upgrade: { manager: srm-2, runner_version: "18.11", timeout: 2h, forced: kill, remove_machines: true } }',
      '{ at: 12h, upgrade: { group: srm, runner_version: "13.12", name: again } }',
    ];
    const { fleet } = prepared(events(lines));
    const upgrade = { at: 10 * HOUR, managers: [0, 1], version: 1, timeout: 7200 * MINUTE, forced: 'SIGTERM', removeMachines: false };
    expect(fleet.upgrades).toEqual([
      {
        name: 'srm-2 to 18.11',
        at: 9 * HOUR,
        managers: [1],
        version: 2,
        timeout: 2 * HOUR,
        forced: 'kill',
        removeMachines: true,
        install: MINUTE,
      },
      { ...upgrade, name: 'srm to 13.12', install: 2 * MINUTE },
      { ...upgrade, name: 'again', at: 12 * HOUR, install: MINUTE },
    ]);
    for (const { versions } of fleet.managers) expect(versions.slice(1)).toEqual([runnerFlags('13.12'), runnerFlags('18.11')]);
    expectSame(events(lines));
  });

  test.each([
    [
      '{ at: 1h, upgrade: { group: srm, runner_version: 13.12 } }',
      /runner_version: expected a text, got the number 13\.12; put it in quotes/u,
    ],
    ['{ at: 1h, upgrade: { group: srm, runner_version: "1.0" } }', /the behaviour of GitLab Runner '1\.0' is not modelled/u],
    ['{ at: 1h, upgrade: { group: srm } }', /required key 'runner_version' is missing/u],
    [
      '{ at: 1h, upgrade: { group: srm, manager: srm-1, runner_version: "13.12" } }',
      /expected one target, \{ manager: name \} or \{ group: name \}/u,
    ],
    ['{ at: 1h, upgrade: { group: srn, runner_version: "13.12" } }', /there is no group 'srn'; did you mean srm\?/u],
  ])('%s is refused', (line, says) => {
    expect(errors(events([line])).join('\n')).toMatch(says);
  });
});
