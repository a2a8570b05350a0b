/** Every kind of bad input names its place, what was expected and what to do. */
import { describe, expect, test } from 'vitest';
import { HISTORY_CSV, SRM_TOML, errors, warnings, type Change } from '../../support/scenario-files.js';

interface Case {
  readonly name: string;
  readonly change: Change;
  /** What the first error begins with: file, line, column, path. */
  readonly at: string;
  /** What it must say, in this order. */
  readonly says: RegExp;
}

const TOML = (from: string, to: string): Change => ({ files: { 'srm.toml': SRM_TOML.replace(from, to) } });
const BOOT = '{ lognormal: { median: 35s, sigma: 0.4 } }';

const CASES: readonly Case[] = [
  {
    name: 'a misspelt key',
    change: { swap: [['delete_time: 30s', 'delete_tiem: 30s']] },
    at: 's.yaml:16:39 clouds.gce.zones.us-east1-d.delete_tiem: ',
    says: /unknown key 'delete_tiem'; did you mean delete_time\?/u,
  },
  {
    name: 'a misspelt key that is required',
    change: { swap: [['horizon: 1d', 'horizn: 1d']] },
    at: 's.yaml:4:1 horizn: ',
    says: /did you mean horizon\?$/u,
  },
  {
    name: 'a key that nobody knows',
    change: { swap: [['warmup: 1h', 'warmup: 1h\nzzzzzz: 1']] },
    at: 's.yaml:6:1 zzzzzz: ',
    says: /unknown key 'zzzzzz'; known keys: name, start, timezone, horizon/u,
  },
  {
    name: 'a misspelt distribution',
    change: { swap: [[BOOT, '{ lognrmal: { median: 35s } }']] },
    at: 's.yaml:15:34 clouds.gce.zones.us-east1-c.boot_time.lognrmal: ',
    says: /did you mean lognormal\?/u,
  },
  {
    name: 'a duration without a unit',
    change: { swap: [['warmup: 1h', 'warmup: 3600']] },
    at: 's.yaml:5:9 warmup: ',
    says: /expected a duration with its unit, such as 30s, got the number 3600; write 3600s if seconds are meant/u,
  },
  {
    name: 'a duration of an unknown unit',
    change: { swap: [['delete_time: 30s', 'delete_time: 30 parsecs']] },
    at: 's.yaml:16:52 clouds.gce.zones.us-east1-d.delete_time: ',
    says: /expected a duration with its unit.*got '30 parsecs'; units are w, d, h, m, s, ms, us/u,
  },
  {
    name: 'a price without a unit',
    change: { swap: [['0.0475 USD/h', '0.0475']] },
    at: 's.yaml:17:37 clouds.gce.machine_types.n1-standard-1: ',
    says: /expected a price with its unit, such as 0\.0475 USD\/h.*got the number 0\.0475/u,
  },
  {
    name: 'a price in another currency',
    change: { swap: [['0.0475 USD/h', '0.0475 EUR/h']] },
    at: 's.yaml:17:37 clouds.gce.machine_types.n1-standard-1: ',
    says: /USD is the only currency, convert other prices/u,
  },
  {
    name: 'a rate without a unit',
    change: { swap: [['rate: 40/h', 'rate: 40']] },
    at: 's.yaml:26:24 workloads.public.pipelines.rate: ',
    says: /expected a rate such as 4\/h .*got the number 40/u,
  },
  {
    name: 'a negative duration',
    change: { swap: [['delete_time: 30s', 'delete_time: -30s']] },
    at: 's.yaml:16:52 clouds.gce.zones.us-east1-d.delete_time: ',
    says: /expected a duration of 0s or more, got '-30s'/u,
  },
  {
    name: 'a negative count',
    change: { swap: [['count: 20', 'count: -20']] },
    at: 's.yaml:25:24 workloads.public.projects.count: ',
    says: /expected a whole number from 1 to 100000, got the number -20/u,
  },
  {
    name: 'not a number',
    change: { swap: [['sigma: 0.4', 'sigma: .nan']] },
    at: 's.yaml:15:67 clouds.gce.zones.us-east1-c.boot_time.lognormal.sigma: ',
    says: /expected a number from 0 to 10, got not a number \(\.nan\)/u,
  },
  {
    name: 'an infinite number',
    change: { swap: [['zipf: 1.1', 'zipf: .inf']] },
    at: 's.yaml:25:48 workloads.public.projects.popularity.zipf: ',
    says: /expected a number from 0 to 10/u,
  },
  {
    name: 'an absurd duration',
    change: { swap: [['horizon: 1d', 'horizon: 9000w']] },
    at: 's.yaml:4:10 horizon: ',
    says: /'9000w' is longer than 20 years; check the unit/u,
  },
  {
    name: 'a duplicate name',
    change: { swap: [['  org: { instance: gitlab.com, token: org-token', '  srm: { instance: gitlab.com, token: org-token']] },
    at: 's.yaml:10:3: ',
    says: /the key srm is there twice in one map; expected each name once, so rename or remove/u,
  },
  {
    name: 'a missing config.toml',
    change: { files: { 'srm.toml': undefined } },
    at: 's.yaml:20:13 managers.srm.config: ',
    says: /cannot read the file 'srm\.toml'; expected the config\.toml.*check the path, it is relative/u,
  },
  {
    name: 'a missing trace',
    change: { files: { 'history.csv': undefined } },
    at: 's.yaml:30:12 workloads.org.trace: ',
    says: /cannot read the file 'history\.csv'; expected a job history in CSV; check the path/u,
  },
  {
    name: 'a circle of like',
    change: { swap: [['us-east1-c: { boot', 'us-east1-c: { like: us-east1-d, boot']] },
    at: 's.yaml:15:27 clouds.gce.zones.us-east1-c.like: ',
    says: /like goes in a circle: us-east1-c -> us-east1-d -> us-east1-c; one of these zones must say its own values/u,
  },
  {
    name: 'a zone like one that is not there',
    change: { swap: [['like: us-east1-c', 'like: us-east1-x']] },
    at: 's.yaml:16:27 clouds.gce.zones.us-east1-d.like: ',
    says: /there is no zone 'us-east1-x'; did you mean us-east1-c\?/u,
  },
  {
    name: 'an unjoined entry',
    change: { swap: [['token: org-token', 'token: other']] },
    at: 'srm.toml:26:1 runners[1]: ',
    says: /entry 1 'org' joins no runner: none has its token; add a runner with this token.*entries: \{ "org": RUNNER \} in managers\.srm.*'ignore'/u,
  },
  {
    name: 'a driver without a cloud',
    change: { swap: [['driver: google', 'driver: googel']] },
    at: 'srm.toml:18:5 runners[0].machine.MachineDriver: ',
    says: /no cloud has the driver 'google' .*googel.* add a cloud with driver: google under clouds in s\.yaml/u,
  },
  {
    name: 'an unpriced machine type',
    change: { swap: [['n1-standard-1: 0.0475 USD/h,', '']] },
    at: 'srm.toml:19:49 runners[0].machine.MachineOptions: ',
    says: /the machine type 'n1-standard-1' has no price in cloud gce \(s\.yaml:17:5\); add it there, such as n1-standard-1: 0\.05 USD\/h/u,
  },
  {
    name: 'an unpriced host',
    change: { swap: [['machine_type: n1-standard-4', 'machine_type: n1-standard-8']] },
    at: 's.yaml:22:39 managers.srm.host.machine_type: ',
    says: /'n1-standard-8' has no price in cloud gce/u,
  },
  {
    name: 'a zone the cloud does not have',
    change: {
      swap: [['replicas: [{ zone: us-east1-c }, { zone: us-east1-d }]', 'replicas: 2']],
      ...TOML('zone=us-east1-d', 'zone=us-east1-e'),
    },
    at: 'srm.toml:19:23 runners[0].machine.MachineOptions: ',
    says: /the zone 'us-east1-e' is not in cloud gce \(s\.yaml:14:5\); it has us-east1-c, us-east1-d \(did you mean us-east1-c\?\); take one of them, or add it there/u,
  },
  {
    name: 'a zone of a process that the cloud does not have',
    change: { swap: [['zone: us-east1-d }', 'zone: us-east1-e }']] },
    at: 's.yaml:21:46 managers.srm.replicas[1].zone: ',
    says: /the zone 'us-east1-e' is not in cloud gce/u,
  },
  { name: 'a TOML error', change: TOML('limit = 4', 'limit = = 4'), at: 'srm.toml:31:11: ', says: /not valid TOML/u },
  {
    name: 'an executor that is not modelled',
    change: TOML('executor = "docker"', 'executor = "kubernetes"'),
    at: 'srm.toml:30:3 runners[1].executor: ',
    says: /the executor 'kubernetes' is not modelled; expected docker\+machine.*entries: \{ "org": ignore \} in managers\.srm/u,
  },
  {
    name: 'docker+machine without its section',
    change: TOML('executor = "docker"', 'executor = "docker+machine"'),
    at: 'srm.toml:30:14 runners[1]',
    says: /\[runners\.machine\]/u,
  },
  {
    name: 'a torn row of a trace',
    change: { files: { 'history.csv': `${HISTORY_CSV}3,gamma,2018-10` } },
    at: 's.yaml:30:12 workloads.org.trace: ',
    says: /1 of 3 rows are wrong, more than max_bad_rows \(1%\) allows: history\.csv:4: torn row: expected 7 cells, got 3; correct the file or raise/u,
  },
  {
    name: 'a trace with an open quote',
    change: { files: { 'history.csv': HISTORY_CSV.replace('1,alpha', '1,"alpha') } },
    at: 's.yaml:30:12 workloads.org.trace: ',
    says: /history\.csv:2: torn row: a quote is opened and not closed/u,
  },
  {
    name: 'a trace without times of arrival',
    change: { files: { 'history.csv': 'job_id,begun\n1,2\n' } },
    at: 's.yaml:30:12 workloads.org.trace: ',
    says: /a history needs queued_at or created_at, or queued_duration beside started_at; the file history\.csv has the columns job_id, begun; name the one/u,
  },
  {
    name: 'a trace with a column twice, as where two tables were joined',
    change: { files: { 'history.csv': 'job,queued_at,duration,queued_at\n1,2,3,4\n' } },
    at: 's.yaml:30:12 workloads.org.trace: ',
    says: /the file has the column queued_at twice; rename the one that is not meant/u,
  },
  {
    name: 'a torn row of a rate file',
    change: { swap: [['rate: 40/h', 'rate: w.csv']], files: { 'w.csv': 'hour_of_week,pipelines_per_hour\n0,1\n2\n' } },
    at: 'w.csv:3:1: ',
    says: /torn row: expected 2 cells, hour_of_week,pipelines_per_hour, got 1/u,
  },
  {
    name: 'a rate file with hours left out',
    change: { swap: [['rate: 40/h', 'rate: w.csv']], files: { 'w.csv': 'hour_of_week,pipelines_per_hour\n0,1\n' } },
    at: 'w.csv: ',
    says: /the hours 1, 2, 3, 4, 5 and 162 more are missing; expected a row for each hour of the week/u,
  },
  {
    name: 'a year at a thousand jobs a second',
    change: {
      swap: [
        ['horizon: 1d', 'horizon: 365d'],
        ['rate: 40/h', 'rate: 1000/s'],
      ],
    },
    at: 's.yaml:24:3 workloads.public: ',
    says: /about 1\.0e\+11 jobs are expected in 52w1d .*expected at most 1e\+8; check the rate, the horizon and the replications, or say --yes/u,
  },
  {
    name: 'a load of two kinds',
    change: { swap: [['trace: history.csv', 'trace: history.csv\n    burst: { jobs: 3 }']] },
    at: 's.yaml:28:3 workloads.org: ',
    says: /expected exactly one of pipelines, jobs, every, burst, trace, resample \(when its jobs come\), got burst and trace/u,
  },
  {
    name: 'a p95 below the median',
    change: { swap: [['median: 3m, p95: 18m', 'median: 3m, p95: 1m']] },
    at: 's.yaml:27:15 workloads.public.duration: ',
    says: /impossible: its p95 \(1m\) is below its median \(3m\); check its parameters/u,
  },
  {
    name: 'an unknown word of a plan',
    change: { swap: [['thresholds:', 'plan: { minimise: cost }\nthresholds:']] },
    at: 's.yaml:35:9 plan.minimise: ',
    says: /unknown key/u,
  },
  {
    name: 'an event for a group that says manager',
    change: { swap: [['manager: srm-2, signal', 'manager: srm, signal']] },
    at: 's.yaml:33:50 events[1].stop.manager: ',
    says: /'srm' is a group; write \{ group: srm \}, or one of its processes such as srm-1/u,
  },
  {
    name: 'an event for nobody',
    change: { swap: [['start: { manager: srm-2 }', 'start: { manager: smr-2 }']] },
    at: 's.yaml:34:43 events[2].start.manager: ',
    says: /there is no manager 'smr-2'; did you mean srm-2\?/u,
  },
  {
    name: 'two runners with one token',
    change: { swap: [['token: org-token', 'token: srm-token']] },
    at: 's.yaml:9:39 runners.srm.token: ',
    says: /runners org and srm have the same token; every registration has its own/u,
  },
  {
    name: 'an entry map that names no entry',
    change: { swap: [['    replicas', '    entries: { srn: srm }\n    replicas']] },
    at: 's.yaml:21:16 managers.srm.entries.srn: ',
    says: /srm\.toml has no entry 'srn'; did you mean srm\?/u,
  },
  {
    name: 'an unknown time zone',
    change: { swap: [['timezone: UTC', 'timezone: Europe/Berln']] },
    at: 's.yaml:3:11 timezone: ',
    says: /expected an IANA name such as Europe\/Berlin/u,
  },
  {
    name: 'a warm-up as long as the run',
    change: { swap: [['warmup: 1h', 'warmup: 1d']] },
    at: 's.yaml:5:9 warmup: ',
    says: /leaves nothing of the horizon \(1d\); expected a shorter one/u,
  },
  {
    name: 'a date without a time',
    change: { swap: [['start: 2018-10-08T00:00:00Z', 'start: 2018-10-08']] },
    at: 's.yaml:2:8 start: ',
    says: /expected an instant such as 2018-10-08T00:00:00Z/u,
  },
  {
    name: 'broken YAML',
    change: { swap: [['instances:', 'instances: [']] },
    at: 's.yaml:8:1: ',
    says: /this is not YAML: /u,
  },
  {
    name: 'a runner version whose behaviour is unknown',
    change: { swap: [['    replicas', '    runner_version: "0.5"\n    replicas']] },
    at: 's.yaml:21:21 managers.srm.runner_version: ',
    says: /GitLab Runner '0\.5' is not modelled; expected a version from/u,
  },
  {
    name: 'an override of an unknown key',
    change: { set: ['managers.srm.replicsa=3'] },
    at: '--set managers.srm.replicsa=3 managers.srm.replicsa: ',
    says: /unknown key 'replicsa'; did you mean replicas\?/u,
  },
  {
    name: 'an override of an unknown name',
    change: { set: ['workloads.pubic.max_jobs=3'] },
    at: '--set workloads.pubic.max_jobs=3 workloads.pubic.max_jobs: ',
    says: /there is no 'pubic' in workloads; did you mean public\?/u,
  },
  {
    name: 'an override with a wrong value',
    change: { set: ['instances["gitlab.com"].request_latency=3'] },
    at: '--set instances["gitlab.com"].request_latency=3 instances["gitlab.com"].request_latency: ',
    says: /expected a duration with its unit.*write 3s if seconds are meant/u,
  },
  {
    name: 'an override without a value',
    change: { set: ['nonsense'] },
    at: '--set nonsense: ',
    says: /expected path=value, such as IdleCount=20, managers\.srm\.replicas=2/u,
  },
  {
    name: 'an override of an unknown key of config.toml',
    change: { set: ['managers.srm.config.runners[srm].machine.IdelCount=3'] },
    at: 'srm.toml',
    says: /IdelCount.*did you mean IdleCount\?.*\(from --set managers\.srm\.config\.runners\[srm\]\.machine\.IdelCount=3\)/u,
  },
];

describe('bad input', () => {
  test.each(CASES)('$name', ({ change, at, says }) => {
    const [first = 'nothing is wrong'] = errors(change);
    expect(first.slice(0, at.length)).toBe(at);
    expect(first).toMatch(says);
  });

  test('an empty file', () => expect(errors({}, '# nothing\n')[0]).toMatch(/^s\.yaml: the file is empty; expected a scenario/u));

  test('all mistakes are told at once', () => {
    const change: Change = {
      swap: [
        ['horizon: 1d', 'horizn: 1d'],
        ['warmup: 1h', 'warmup: 3600'],
        ['rate: 40/h', 'rate: 40'],
      ],
    };
    expect(errors(change).length).toBe(3);
  });

  test('the fixture itself is sound', () => {
    expect(errors({})).toEqual([]);
    expect(warnings().filter((warning) => !warning.includes('request bottleneck'))).toEqual([]);
  });

  test('a long run that is asked for is allowed', () => {
    const change: Change = {
      swap: [
        ['horizon: 1d', 'horizon: 365d'],
        ['rate: 40/h', 'rate: 1000/s'],
      ],
      allowLong: true,
    };
    expect(errors(change)).toEqual([]);
  });
});

test('a timeline of too many bins is refused before it costs', () => {
  expect(errors({ set: ['timeline.bin=1us'] }).join()).toContain('a timeline of 86400000000 bins; expected at most 100000');
  expect(errors({ set: ['timeline.bin=1s'] })).toEqual([]);
});

test('outages at drawn times of microseconds are refused before they cost', () => {
  const every = (between: string, lasts: string): Change => ({
    swap: [['events:\n', `events:\n  - { between: ${between}, for: ${lasts}, outage: { cloud: gce } }\n`]],
  });
  expect(errors(every('1us', '1us')).join()).toMatch(
    /^s\.yaml:32:16 events\[0\]\.between: about 4\.3e\+10 outages called 'cloud gce both' are expected in 1d; expected at most 100000; make between or for longer/u,
  );
  expect(errors(every('1us', '{ exponential: { mean: 1us } }'))).toHaveLength(1);
  expect(errors(every('1us', '863998us'))).toHaveLength(1);
  expect(errors(every('1us', '863999us'))).toEqual([]);
  // Where one of the two is impossible, that is what is told.
  expect(errors(every('1us', '{ uniform: { min: 2s, max: 1s } }'))).toHaveLength(1);
});

test('an alias of nothing is told at its place, not at the head of the file', () => {
  const lost = errors({ swap: [['    duration: {', '    <<: *usual\n    duration: {']] }).join();
  expect(lost).toContain('s.yaml:27:9: the alias *usual stands for nothing; expected an anchor &usual before it: add one');
  const late: Change = {
    swap: [
      ['horizon: 1d', 'horizon: *long'],
      ['warmup: 1h', 'warmup: &long 1h'],
    ],
  };
  expect(errors(late).join()).toContain('s.yaml:4:10: the alias *long stands for nothing');
});
