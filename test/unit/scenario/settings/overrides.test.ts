/** `--set`: short names, and values that take the place of the other choice. */
import { describe, expect, test } from 'vitest';
import { formatIssue } from '../../../../src/scenario/text/issue.js';
import { HOUR, MINUTE } from '../../../../src/units/time.js';
import { errors, prepare, prepared, SRM_TOML, warnings, type Change } from '../../../support/scenario-files.js';

/** The config.toml of the group srm with the values set. */
function config(...set: string[]): string {
  return prepared({ set }).scenario.managers['srm']!.config.text;
}

const told = (change: Change): string => errors(change).join(' ');

describe('[+]', () => {
  const outage = (at: string): string => `events[+]={at: ${at}, for: 10m, outage: {cloud: gce}}`;

  test('adds to a list, one behind the other, and begins one that is not there', () => {
    const { events } = prepared({ set: [outage('1h'), outage('2h')] }).scenario;
    expect(events.map((event) => ('at' in event ? event.at : ''))).toEqual(['10h', '14h', '', '1h', '2h']);
    const began = prepared({ set: ['thresholds.utilisation[+]=avg < 50%'] }).scenario.thresholds;
    expect(began['utilisation']).toEqual(['avg < 50%']);
    const beside = prepared({ set: ['thresholds.queue_time=[avg < 3s]', 'thresholds.queue_time[+]=p(95) < 9s'] }).scenario.thresholds;
    expect(beside['queue_time']).toEqual(['avg < 3s', 'p(95) < 9s']);
  });

  test('is refused where there is no list, and what is wrong with the item is said of the option', () => {
    for (const path of ['horizon', 'workloads', 'concurrent'])
      expect(told({ set: [`${path}[+]=3`] })).toContain('[+] adds to a list of the scenario, such as events[+]; ');
    expect(told({ set: ['evnts[+]=3'] })).toContain("unknown key 'evnts'; did you mean events?");
    expect(told({ set: [outage('1h').replace('gce', 'gcp')] })).toContain('--set events[+]={at: 1h, for: 10m, outage: {cloud: gcp}}');
  });
});

describe('short names', () => {
  test('a key that is there once', () => {
    expect(config('concurrent=7')).toBe(SRM_TOML.replace('concurrent = 20', 'concurrent = 7'));
    expect(config('IdleCount=3')).toBe(SRM_TOML.replace('IdleCount = 5', 'IdleCount = 3').replace('IdleCount = 10', 'IdleCount = 3'));
    expect(config('MaxBuilds=4')).toBe(SRM_TOML.replace('MaxBuilds = 1', 'MaxBuilds = 4'));
    expect(prepared({ set: ['rate=10/h'] }).scenario.workloads['public']!.pipelines!.rate).toBe(
      prepared({ set: ['workloads.public.pipelines.rate=10/h'] }).scenario.workloads['public']!.pipelines!.rate,
    );
  });

  test('some segments of its path, in their order', () => {
    const whole = config('managers.srm.config.runners[srm].machine.effective.IdleCount=3');
    for (const short of [
      'srm.IdleCount',
      'managers.srm.IdleCount',
      'managers.srm.config.IdleCount',
      'effective.IdleCount',
      'runners.srm.IdleCount',
    ])
      expect(config(`${short}=3`), short).toBe(whole);
    expect(config('org.limit=9')).toBe(SRM_TOML.replace('limit = 4', 'limit = 9'));
    expect(config('autoscaling[0].IdleCount=3')).toBe(SRM_TOML.replace('IdleCount = 10', 'IdleCount = 3'));
    expect(prepared({ set: ['us-east1-d.boot_time=50s'] }).scenario.clouds['gce']!.zones['us-east1-d']!.boot_time).toBe('50s');
  });

  test('the value of [runners.machine] alone where its table is named, as in whole paths', () => {
    const change = { set: ['machine.IdleCount=3'] };
    expect(prepared(change).scenario.managers['srm']!.config.text).toBe(SRM_TOML.replace('IdleCount = 5', 'IdleCount = 3'));
    expect(warnings(change).join(' ')).toContain('an autoscaling section replaces this value at times');
  });

  test('one that is in several places lists the shortest words for each', () => {
    expect(told({ set: ['limit=5'] })).toContain(
      '--set limit=5 limit: it is in 2 places; write the one that is meant: srm.limit, org.limit',
    );
    // A trace has no duration beside it.
    expect(prepared({ set: ['duration=5m'] }).scenario.workloads['public']!.duration).toBe('5m');
  });

  test('what is nowhere is told with what was perhaps meant', () => {
    expect(told({ set: ['IdelCount=5'] })).toContain("unknown key 'IdelCount'; did you mean IdleCount?");
    expect(told({ set: ['horizn=5h'] })).toContain("unknown key 'horizn'; did you mean horizon?");
    expect(told({ set: ['srm.concurent=5'] })).toContain("unknown key 'srm'");
  });

  describe('of an autoscaler, beside docker+machine', () => {
    const policy = (count: number): string => `    [[runners.autoscaler.policy]]\n      idle_count = ${count}\n`;
    const both = (...policies: string[]): string => `${SRM_TOML.replace('executor = "docker"', 'executor = "docker-autoscaler"')}
  [runners.autoscaler]
    plugin = "googlecloud"
    [runners.autoscaler.plugin_config]
      zone = "us-east1-c"
${policies.join('')}`;
    const change = (toml: string, ...set: string[]): Change => ({
      files: { 'srm.toml': toml },
      set,
      swap: [['    host:', '    entries: { org: { runner: org, machine_type: n1-standard-1 } }\n    host:']],
    });
    const after = (toml: string, ...set: string[]): string => prepared(change(toml, ...set)).scenario.managers['srm']!.config.text;
    const one = both(policy(2));

    test('names of GitLab Runner are told apart by how they are spelt', () => {
      expect(after(one, 'idle_count=8')).toBe(one.replace('idle_count = 2', 'idle_count = 8'));
      expect(after(one, 'IdleCount=8')).toBe(one.replace('IdleCount = 5', 'IdleCount = 8').replace('IdleCount = 10', 'IdleCount = 8'));
    });

    test.each([
      'org.idle_count',
      'policy.idle_count',
      'policy[0].idle_count',
      'srm.config.autoscaler.idle_count',
      'runners.org.idle_count',
    ])('%s is the value of the only policy', (short) =>
      expect(after(one, `${short}=8`)).toBe(one.replace('idle_count = 2', 'idle_count = 8')),
    );

    test('keys of its other tables', () => {
      expect(after(one, 'capacity_per_instance=2', 'max_use_count=1')).toBe(
        one.replace('"googlecloud"\n', '"googlecloud"\n    capacity_per_instance = 2\n    max_use_count = 1\n'),
      );
      expect(after(one, 'scale_factor=1', 'idle_time=20m')).toContain('scale_factor = 1.0\n      idle_time = "20m"\n');
      expect(after(one, 'burst=3')).toContain('[runners.autoscaler.scale_throttle]\n      burst = 3\n');
    });

    test('a limit is that of the entry, unless the throttle is named', () => {
      expect(after(one, 'org.limit=9')).toBe(one.replace('limit = 4', 'limit = 9'));
      expect(after(one, 'scale_throttle.limit=9')).toContain('[runners.autoscaler.scale_throttle]\n      limit = 9\n');
    });

    test('of several policies one must be named', () => {
      const two = both(policy(2), policy(3));
      expect(told(change(two, 'idle_count=8'))).toContain(
        'idle_count: it is in 2 places; write the one that is meant: policy[0].idle_count, policy[1].idle_count',
      );
      expect(after(two, 'policy[1].idle_count=8')).toBe(two.replace('idle_count = 3', 'idle_count = 8'));
      expect(told(change(two, 'managers.srm.config.runners.org.autoscaler.policy[2].idle_count=8'))).toContain(
        'no policy section 2; the entry has 2',
      );
    });

    test('the first policy is added where there is none', () => {
      expect(after(both(), 'idle_count=8')).toContain('[[runners.autoscaler.policy]]\n      idle_count = 8\n');
    });

    test('a slip of the finger is told with the key that was meant', () => {
      expect(told(change(one, 'idle_cont=8'))).toContain("unknown key 'idle_cont'; did you mean idle_count?");
      expect(told(change(one, 'idle_count=many'))).toContain('expected a whole number');
    });
  });

  test('labels of a threshold may stand in a path', () => {
    const { scenario } = prepared({ set: ['thresholds.queue_time{group=srm,workload="a.b"}=["p(95) < 10s"]'] });
    expect(scenario.thresholds['queue_time{group=srm,workload="a.b"}']).toEqual(['p(95) < 10s']);
  });
});

describe('a value takes the place of the other choice', () => {
  const NOTICE: readonly (readonly [string, string])[] = [
    ['{ every: Mon 15:00, start: { manager: srm-2 } }', '{ at: 16h, for: 1h, outage: { name: gone, cloud: gce } }'],
    ['thresholds:\n', 'failover:\n  away: { notice: { rule: { api_failing: gce } }, unpause: [org] }\nthresholds:\n'],
    ['tags: [org] }', 'tags: [org], paused: true }'],
  ];

  test('who notices', () => {
    const change = { swap: NOTICE, set: ['failover.away.notice.person.after=5m'] };
    expect(prepared(change).fleet.failovers[0]!.trigger).toEqual({
      kind: 'person',
      outages: [0],
      delay: { kind: 'constant', value: 5 * MINUTE },
    });
    expect(warnings(change).join(' ')).toContain(
      'failover.away.notice.rule: warning: it takes the place of rule: only one of the two can be there',
    );
  });

  test('a kind of distribution, a duration alone, and parameters that exclude each other', () => {
    const boot = (...set: string[]): unknown => prepared({ set }).scenario.clouds['gce']!.zones['us-east1-c']!.boot_time;
    const path = 'clouds.gce.zones.us-east1-c.boot_time';
    expect(boot(`${path}.exponential.mean=30s`)).toEqual({ exponential: { mean: '30s' } });
    expect(boot(`${path}=40s`, `${path}.exponential.mean=30s`)).toEqual({ exponential: { mean: '30s' } });
    expect(boot(`${path}.lognormal.sigma=0.2`)).toEqual({ lognormal: { median: '35s', sigma: 0.2 } });
    expect(boot(`${path}.lognormal.p95=1m10s`)).toEqual({ lognormal: { median: '35s', p95: '1m10s' } });
    expect(boot(`${path}.lomax={ tail: 2, median: 30s }`, `${path}.lomax.mean=1m`)).toEqual({ lomax: { tail: 2, mean: '1m' } });
    expect(boot(`${path}.burr={ shape: 2, tail: 3, scale: 1m }`, `${path}.burr.median=30s`)).toEqual({
      burr: { shape: 2, tail: 3, median: '30s' },
    });
    expect(boot(`${path}.weibull={ median: 30s, p95: 2m }`, `${path}.weibull.shape=2`)).toEqual({ weibull: { shape: 2, median: '30s' } });
  });

  test('when jobs come, and how long they run', () => {
    const { fleet } = prepared({
      set: ['workloads.public.every.interval=10m', 'workloads.public.classes.only={ weight: 1, duration: 20s }'],
    });
    const [arrivals] = fleet.workloads.map((workload) => workload.arrivals).filter(({ kind }) => kind !== 'trace');
    expect(JSON.stringify(arrivals)).toContain(String(10 * MINUTE));
    const traced = prepared({ set: ['workloads.public.trace=history.csv', 'workloads.public.projects=[alpha, beta]'] });
    expect(traced.fleet.workloads.map(({ arrivals: { kind } }) => kind)).toEqual(['trace', 'trace']);
    const listed = prepared({ set: ['workloads.public.projects.names=[a, b]'] });
    expect(listed.fleet.projects.filter(({ name }) => name === 'a' || name === 'b')).toHaveLength(2);
  });

  test('what an event does, and when', () => {
    const { fleet } = prepared({ set: ['events[1].kill.manager=srm-2', 'events[1].at=13h'] });
    expect(fleet.events.filter(({ at }) => at === 13 * HOUR)).toHaveLength(1);
    expect(fleet.events.filter(({ at }) => at === 14 * HOUR)).toHaveLength(0);
  });

  test('nothing, an alias and a text in the way make way', () => {
    const swap: readonly (readonly [string, string])[] = [
      ['request_latency: 200ms }', 'request_latency: &latency 200ms, trace: }'],
      ['us-east1-c: { boot_time: {', 'us-east1-c: { delete_time: *latency, boot_time: &boot {'],
      ['us-east1-d: { like: us-east1-c, delete', 'us-east1-d: { boot_time: *boot, delete'],
    ];
    const set = [
      'instances["gitlab.com"].trace.output=off',
      'us-east1-d.lognormal.median=20s',
      'clouds.gce.zones.us-east1-c.delete_time.exponential.mean=9s',
    ];
    const { scenario } = prepared({ swap, set });
    const { zones } = scenario.clouds['gce']!;
    expect(scenario.instances['gitlab.com']!.trace.output).toBe('off');
    expect(zones['us-east1-d']!.boot_time).toEqual({ lognormal: { median: '20s', sigma: 0.4 } });
    expect(zones['us-east1-c']!.boot_time).toEqual({ lognormal: { median: '35s', sigma: 0.4 } });
    expect(zones['us-east1-c']!.delete_time).toEqual({ exponential: { mean: '9s' } });
    expect(scenario.instances['gitlab.com']!.request_latency).toBe('200ms');
  });

  test('a scenario that is no map is refused as before', () => {
    const result = prepare({ set: ['horizon=1h'] }, '[1, 2]');
    expect('issues' in result && result.issues.map(formatIssue).join(' ')).toContain('expected a map, got a list');
  });
});
