/** What is not passed over without a word: files of the wrong kind, loads that nobody serves or nobody waits for, options that do nothing, days that are no week. */
import { describe, expect, test } from 'vitest';
import { usualBoot } from '../../../src/scenario/boot-times.js';
import { readConfig } from '../../../src/scenario/config-toml/read-config.js';
import { fileKind } from '../../../src/scenario/text/file-kind.js';
import { initScenario } from '../../../src/scenario/init.js';
import { simulate } from '../../../src/study/simulate.js';
import { errors, HISTORY_CSV, prepared, SCENARIO, SRM_TOML, swapped, warnings, type Change } from '../../support/scenario-files.js';

const warned = (change: Change): string => warnings(change).join('\n');
const refused = (change: Change, text?: string): string => errors(change, text).join('\n');
const toml = (from: string, to: string): Change => ({ files: { 'srm.toml': swapped(SRM_TOML, [[from, to]]) } });

describe('a file of the wrong kind is named, and the command that takes it', () => {
  test.each([
    [
      SRM_TOML,
      'config',
      'this is no scenario: it is a config.toml of GitLab Runner, of which a scenario is made by: runcast init s.yaml -o my.yaml',
    ],
    [HISTORY_CSV, 'history', 'it is a table of jobs, and a scenario that replays it is made by: runcast init config.toml --jobs s.yaml'],
    ['{"runcast":"0.1.0","schemaVersion":2,"runs":[]}', 'result', 'it is the result of a run, which is shown by: runcast report s.yaml'],
    ['{"runcast":"0.1.0","schemaVersion":1,"everySeconds":14400}', 'outage', 'it is the result of runcast outage'],
    ['<!doctype html><html></html>', 'report', 'it is a page for a browser'],
  ] as const)('%#', (text, kind, message) => {
    expect(fileKind(text)).toBe(kind);
    expect(refused({}, text)).toContain(message);
  });

  test('a scenario is none, whatever it quotes', () => {
    expect(fileKind(SCENARIO)).toBe('scenario');
    expect(fileKind(`${SCENARIO}# [[runners]]\n`)).toBe('scenario');
    expect(fileKind('')).toBeUndefined();
    expect(fileKind('horizon: 1d\n')).toBeUndefined();
    expect(initScenario(SCENARIO, 's.yaml').issues[0]?.message).toBe(
      'this is no config.toml: it is a scenario, which is played by: runcast run s.yaml',
    );
    expect(initScenario(HISTORY_CSV, 'jobs.csv').issues[0]?.message).toContain('--jobs jobs.csv');
  });
});

test('a second YAML document', () => {
  expect(refused({}, `${SCENARIO}---\nname: other\n`)).toContain('expected one scenario a file; remove what follows the line ---');
});

describe('MachineOptions', () => {
  test.each([
    ['google-machine-typ=n1-standard-1', "the driver google has no option 'google-machine-typ'; did you mean google-machine-type?"],
    ['google-zoen=us-east1-d', "no option 'google-zoen'; did you mean google-zone?"],
  ])('%s is an error: the default would be taken', (option, message) => {
    expect(refused(toml('"google-zone=us-east1-d", ', `"google-zone=us-east1-d", "${option}", `))).toContain(message);
  });

  test('what decides nothing is a warning, what the driver has and what is of docker-machine itself is neither', () => {
    const having = (option: string): string => warned(toml('"google-zone=us-east1-d", ', `"google-zone=us-east1-d", "${option}", `));
    expect(having('google-usernam=core')).toContain(
      "'google-usernam' is no option of the driver google that is known here, did you mean google-username?",
    );
    for (const option of ['google-tags=ci', 'engine-registry-mirror=http://x', 'google-use-internal-ip'])
      expect(having(option)).not.toContain('no option');
  });
});

describe('jobs that no runner may take', () => {
  test('are told with the tag that is missing', () => {
    expect(warned({ swap: [['    tags: [org]\n', '    tags: [org, gpu]\n']] })).toContain(
      'workloads.org: warning: no runner may take 2 of its 2 jobs: no runner at gitlab.com has the tag gpu; they wait for ever and fail the run (exit code 99)',
    );
    const tagged: Change = { swap: [['  public:\n', '  public:\n    tags: [windows]\n']] };
    expect(warned(tagged)).toContain('no runner may take jobs of it: no runner at gitlab.com has the tag windows');
    expect(warned({ swap: [...tagged.swap!, ['horizon: 1d', 'allow_unmatched_jobs: true\nhorizon: 1d']] })).not.toContain(
      'no runner may take',
    );
    expect(warned({})).not.toContain('no runner may take');
  });

  test('are told why where it is no tag', () => {
    const srm = 'srm: { instance: gitlab.com, token: srm-token }';
    const as = (more: string): string => warned({ swap: [[srm, srm.replace(' }', `, ${more} }`)]] });
    expect(as('run_untagged: false, tags: [org, a]')).toContain('they have no tags, and no runner at gitlab.com has run_untagged: true');
    expect(as('protected: true')).toContain('those with run_untagged take jobs of protected refs only');
    expect(as('type: project, projects: [other]')).toContain('those that would do not serve the project public-01 (and 19 others)');
  });
});

describe('the size of the load', () => {
  test('a rate of 0', () => {
    expect(warned({ set: ['workloads.public.pipelines.rate=0/h'] })).toContain(
      'workloads.public: warning: no job is expected of it: its rate is 0',
    );
  });

  test('the guard looks at all workloads and replications together', () => {
    const set = ['workloads.public.pipelines.jobs=1', 'workloads.public.pipelines.rate=19000000/h', 'horizon=10h', 'warmup=0s'];
    expect(refused({ set })).toContain('workloads.public: about 1.9e+8 jobs are expected in 10h');
    expect(refused({ set: [...set, 'horizon=4h'] })).toBe('');
    expect(refused({ set: [...set, 'horizon=4h', 'replications=3'] })).toContain('about 2.3e+8 jobs are expected in 3 replications of 4h');
    expect('issues' in prepared({ set, allowLong: true })).toBe(false);
  });
});

describe('a period that holds no whole week', () => {
  const MON_FRI = toml('9-17 * * * *', '9-17 * * mon-fri *').files!;

  test('is told where pools differ by day', () => {
    expect(warned({ files: MON_FRI })).toContain(
      "horizon: warning: the 23h that count do not hold a whole week, and the pool of srm, entry 'srm' differs by day of the week: a month's cost is that of such days; 1w1h holds one",
    );
    expect(warned({ files: MON_FRI, set: ['horizon=1w1h'] })).not.toContain('whole week');
    expect(warned({ files: MON_FRI, set: ['horizon=1w'] })).toContain('the 6d23h that count');
    expect(warned({})).not.toContain('whole week');
  });

  test('is told where the load differs by day', () => {
    const profile = (weekend: number): string =>
      ['hour_of_week,pipelines_per_hour', ...Array.from({ length: 168 }, (_, hour) => `${hour},${hour < 120 ? 40 : weekend}`)].join('\n');
    const swap: Change['swap'] = [['rate: 40/h', 'rate: rates.csv']];
    expect(warned({ swap, files: { 'rates.csv': profile(5) } })).toContain('the load of public differs by day of the week');
    expect(warned({ swap, files: { 'rates.csv': profile(40) } })).not.toContain('whole week');
  });

  test('is not what init begins with', () => {
    const starter = (text: string): string => initScenario(text, 'srm.toml').yaml ?? '';
    expect(starter(SRM_TOML)).toMatch(/^horizon: 1d$/mu);
    expect(starter(MON_FRI['srm.toml']!)).toMatch(/^horizon: 1w2h$/mu);
  });
});

describe('IdleTime 0 beside MaxBuilds above 1', () => {
  const reuse = (idleCount: number): Change => ({
    ...{
      files: {
        'srm.toml': swapped(SRM_TOML, [
          ['IdleCount = 5', `IdleCount = ${idleCount}`],
          ['IdleTime = 600', 'IdleTime = 0'],
          ['MaxBuilds = 1', 'MaxBuilds = 10'],
        ]).replace(/ {4}\[\[runners\.machine\.autoscaling[\s\S]*?\n\n/u, '\n'),
      },
    },
    swap: [[SCENARIO.slice(SCENARIO.indexOf('events:'), SCENARIO.indexOf('thresholds:')), '']],
    set: ['horizon=6h', 'warmup=0s'],
  });

  test('is told, and true: few machines get a second job', () => {
    expect(warned(reuse(0))).toContain('hardly any is used twice');
    const waiting = { ...reuse(0), files: { 'srm.toml': reuse(0).files!['srm.toml']!.replace('IdleTime = 0', 'IdleTime = 600') } };
    expect(warned(waiting)).not.toContain('is used twice');
    const uses = (change: Change): number => {
      const { fleet } = prepared(change);
      const { lives } = simulate(fleet, { seed: 1, replication: 0 }).pools.all;
      expect(lives.count).toBeGreaterThan(50);
      return lives.usesMean!;
    };
    expect(uses(reuse(0))).toBeLessThan(1.3);
    expect(uses(waiting)).toBeGreaterThan(3);
  });
});

test('what is simulated is one list: a custom executor is a fixed host, and no warning says otherwise', () => {
  const custom = toml('executor = "docker"', 'executor = "custom"');
  expect(warned(custom)).not.toContain('not simulated');
  expect(prepared(custom).fleet.managers[0]!.configs[0]!.entries.map(({ name, executor }) => [name, executor.kind])).toEqual([
    ['srm', 'docker-machine'],
    ['org', 'host'],
  ]);
  expect(
    readConfig(swapped(SRM_TOML, [['executor = "docker"', 'executor = "kubernetes"']]), 'c.toml')
      .issues.map(({ message }) => message)
      .join(),
  ).toContain('kubernetes executor is not simulated');
});

describe('init', () => {
  const starter = (...swaps: (readonly [string, string])[]): string => initScenario(swapped(SRM_TOML, swaps), 'srm.toml').yaml ?? '';
  const driver = (name: string, options: string): string =>
    starter(['"google"', `"${name}"`], ['"google-zone=us-east1-d", "google-machine-type=n1-standard-1"', options]);

  test('takes the size and place of azure machines', () => {
    const yaml = driver('azure', '"azure-size=Standard_D2s_v3", "azure-location=eastus"');
    expect(yaml).toContain('eastus: { boot_time: { lognormal: { median: 60s, sigma: 0.4 } }');
    expect(yaml).toContain('Standard_D2s_v3: 0.096 USD/h # list price eastus, Linux, 2026: check yours');
  });

  test('takes spot machines of AWS for what they are', () => {
    expect(driver('amazonec2', '"amazonec2-instance-type=m5.large", "amazonec2-request-spot-instance=true"')).toContain(
      'm5.large: { price: 0.096 USD/h, preemptible: true }',
    );
  });
});

test('machines of AWS boot as measured: half in 38 s, 95 % in 48 s or 49 s', () => {
  const { medianSeconds, sigma } = usualBoot('amazonec2');
  expect(medianSeconds).toBe(38);
  expect(medianSeconds * Math.exp(1.6449 * sigma)).toBeCloseTo(48.6, 1);
  const aws: Change = {
    swap: [
      ['driver: google', 'driver: amazonec2'],
      ['{ boot_time: { lognormal: { median: 35s, sigma: 0.4 } } }', '{}'],
    ],
    files: {
      'srm.toml': swapped(SRM_TOML, [
        ['"google"', '"amazonec2"'],
        ['"google-zone=us-east1-d", "google-machine-type=n1-standard-1"', '"amazonec2-instance-type=n1-standard-1"'],
      ]),
    },
  };
  expect(prepared(aws).scenario.clouds['gce']!.zones['us-east1-c']!.boot_time).toEqual({ lognormal: { median: '38s', sigma: 0.15 } });
});
