/** A starter scenario runs as it stands, for every real config.toml that can be read, with and without a history. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/scenario/config-toml/read-config.js';
import { initScenario } from '../../../src/scenario/init.js';
import { isModelled } from '../../../src/scenario/init/fleet.js';
import { formatIssue } from '../../../src/scenario/text/issue.js';
import { prepareScenario } from '../../../src/scenario/prepare.js';
import { SRM_TOML } from '../../support/scenario-files.js';

const shared = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../../shared/data');
const tomlFolder = path.join(shared, 'config-toml');
const jobsFolder = path.join(shared, 'ci-jobs');
const isHere = existsSync(tomlFolder);
const why = isHere ? '' : ' (skipped: ../shared is not there)';

/** Prepares what `initScenario` wrote; the messages where something is wrong with it. */
function messages(yaml: string, files: Readonly<Record<string, string>>): string[] {
  const result = prepareScenario(yaml, 'my.yaml', (file) => files[file], { hash: (text) => text.slice(0, 8) });
  return 'issues' in result ? result.issues.filter(({ severity }) => severity === 'error').map(formatIssue) : [];
}

describe('a starter scenario', () => {
  test('names what it assumed and holds no token', () => {
    const { yaml = '' } = initScenario(SRM_TOML, 'config.toml');
    expect(yaml).toContain('srm: srm');
    expect(yaml).toContain('n1-standard-1: 0.0475 USD/h # list price us-east1, 2026: check yours');
    expect(yaml).toContain('ASSUMED load');
    expect(yaml).toContain('us-east1-d:');
    expect(yaml).not.toContain('srm-token');
    expect(messages(yaml, { 'config.toml': SRM_TOML })).toEqual([]);
  });

  test('gives an unknown machine type a price that says so', () => {
    const toml = SRM_TOML.replace('google-machine-type=n1-standard-1', 'google-machine-type=x9-huge');
    expect(initScenario(toml, 'config.toml').yaml).toContain('x9-huge: 0.05 USD/h # ASSUMED price, unknown here: put in yours');
  });

  describe('the disks of its machines', () => {
    const withDisk = (...options: readonly string[]): string =>
      SRM_TOML.replace('"google-zone', `${options.map((option) => `"${option}", `).join('')}"google-zone`);

    test.each([
      [['google-disk-size=50', 'google-disk-type=pd-ssd'], 'pd-ssd: 0.17 USD/month # list price of a GiB us-east1, 2026: check yours'],
      [[], 'pd-standard: 0.04 USD/month # list price'],
      [['google-disk-type=hyperdisk-x'], 'hyperdisk-x: 0.1 USD/month # ASSUMED price of a GiB, unknown here: put in yours'],
    ])('have a price: %j', (options, line) => {
      const toml = withDisk(...options);
      const { yaml = '' } = initScenario(toml, 'config.toml');
      expect(yaml).toContain(`    disk_types:\n      ${line}`);
      expect(messages(yaml, { 'config.toml': toml })).toEqual([]);
    });

    test('have none where the prices of the cloud are not known, or their size is none: a comment says so', () => {
      const aws = SRM_TOML.replace('"google"', '"amazonec2"').replace(/"google-zone=[^\]]*/u, '"amazonec2-root-size=50"');
      for (const toml of [aws, withDisk('google-disk-size=big')]) {
        const { yaml = '' } = initScenario(toml, 'config.toml');
        expect(yaml).toContain('    # Disks of machines have NO PRICE here, so they cost nothing');
        expect(yaml).not.toContain('    disk_types:');
        expect(messages(yaml, { 'config.toml': toml })).toEqual([]);
      }
    });

    test('are not spoken of where they are part of the machine type', () => {
      const toml = SRM_TOML.replace('"google"', '"digitalocean"').replace(/"google-zone=[^\]]*/u, '"digitalocean-size=s-2vcpu-2gb"');
      expect(initScenario(toml, 'config.toml').yaml).not.toMatch(/[Dd]isk/u);
    });
  });

  test('of docker-autoscaler says that it is approximate, and what a ready command takes where there is one', () => {
    const autoscaled = (ready: string): string => `concurrent = 4
[[runners]]
  name = "fleet"
  url = "https://gitlab.com/"
  token = "t"
  executor = "docker-autoscaler"
  [runners.autoscaler]
    plugin = "googlecloud"
${ready}    [runners.autoscaler.plugin_config]
      zone = "europe-west1-c"
`;
    const ready = autoscaled('    instance_ready_command = "cloud-init status --wait"\n');
    const { yaml = '' } = initScenario(ready, 'config.toml');
    expect(yaml).toContain('europe-west1-c: { boot_time: { lognormal: { median: 35s, sigma: 0.4 } }, delete_time: 20s, ready_time: 15s }');
    expect(yaml).toContain('# Figures of docker-autoscaler are approximate');
    expect(messages(yaml, { 'config.toml': ready })).toEqual([]);
    expect(initScenario(autoscaled(''), 'config.toml').yaml).not.toContain('ready_time');
    expect(initScenario(SRM_TOML, 'config.toml').yaml).not.toMatch(/approximate|ready_time/u);
  });

  test('leaves out entries that cannot be modelled, and refuses a file of nothing else', () => {
    const mixed = SRM_TOML.replace('executor = "docker"', 'executor = "kubernetes"');
    const { yaml = '' } = initScenario(mixed, 'config.toml');
    expect(yaml).toContain('org: ignore # the executor kubernetes is not modelled');
    expect(messages(yaml, { 'config.toml': mixed })).toEqual([]);
    const none = 'concurrent = 1\n[[runners]]\n  name = "k"\n  url = "https://gitlab.com/"\n  token = "t"\n  executor = "kubernetes"\n';
    const refused = initScenario(none, 'config.toml');
    expect(refused.yaml).toBeUndefined();
    expect(refused.issues.map(({ message }) => message).join(' ')).toMatch(
      /none of its entries can be modelled \(executors: kubernetes\)/u,
    );
  });

  test('refuses a history whose columns it does not understand', () => {
    const { yaml, issues } = initScenario(SRM_TOML, 'config.toml', { file: 'jobs.csv', text: 'a,b\n1,2\n' });
    expect(yaml).toBeUndefined();
    expect(issues.at(-1)).toMatchObject({ severity: 'error', file: 'jobs.csv' });
    expect(issues.at(-1)?.message).toMatch(/cannot tell what its columns hold \(a, b\); expected queued_at or created_at/u);
  });

  const history = (...rows: readonly string[]): { file: string; text: string } => ({
    file: 'jobs.csv',
    text: ['job,queued_at,started_at,finished_at', ...rows, ''].join('\n'),
  });
  const RIGHT = '1,2018-10-01T08:00:00Z,2018-10-01T08:00:03Z,2018-10-01T08:03:03Z';

  test.each([
    ['no row', [], 'jobs.csv: the history has no rows; expected one a job'],
    ['torn rows', ['1,2018-10-01T08:00:00Z'], 'jobs.csv:2:1: torn row: expected 4 cells, got 2 (1 of 1 rows are wrong, this the first)'],
    [
      'ends before starts',
      ['1,2018-10-01T08:00:00Z,2018-10-01T08:00:03Z,2018-10-01T07:00:00Z', '2,x,,', RIGHT],
      'jobs.csv:2:1: finished_at is before started_at (2 of 3 rows are wrong, this the first)',
    ],
    [
      'jobs that never ran',
      ['1,2018-10-01T08:00:00Z,,', '2,2018-10-01T08:00:00Z,2018-10-01T08:00:00Z,'],
      'jobs.csv: none of its 2 rows can be replayed (1 never started, 1 have no end); expected jobs',
    ],
    [
      'a row of another age',
      [RIGHT, '2,9018-10-01T08:00:00Z,9018-10-01T08:00:03Z,9018-10-01T08:03:03Z', RIGHT],
      'jobs.csv:3:1: this job came at 9018-10-01T08:00:00Z, that of line 2 at 2018-10-01T08:00:00Z; expected a history shorter than 20 years',
    ],
    [
      'a row of an age before',
      ['2,1970-10-01T08:00:00Z,1970-10-01T08:00:03Z,1970-10-01T08:03:03Z', RIGHT, RIGHT],
      'jobs.csv:2:1: this job came at 1970-10-01T08:00:00Z, that of line 3 at 2018',
    ],
  ])('blames the rows of a history that has its columns, not its header: %s', (_name, rows, says) => {
    const { yaml, issues } = initScenario(SRM_TOML, 'config.toml', history(...rows));
    expect(yaml).toBeUndefined();
    expect(issues.map(formatIssue).join().replace(/\s+/gu, ' ')).toContain(says);
  });

  test('replays the right half of a history', () => {
    const csv = history(RIGHT, '1,x,y,z');
    const { yaml = '' } = initScenario(SRM_TOML, 'config.toml', csv);
    expect(yaml).toContain('max_bad_rows: 50%');
    expect(messages(yaml, { 'config.toml': SRM_TOML, 'jobs.csv': csv.text })).toEqual([]);
  });
});

const readable = isHere
  ? readdirSync(tomlFolder)
      .filter((file) => file.endsWith('.toml'))
      .map((file) => ({ file, toml: readFileSync(path.join(tomlFolder, file), 'utf8') }))
      .filter(({ file, toml }) => readConfig(toml, file).config?.entries.some(isModelled))
  : [];

describe.skipIf(!isHere)(`a starter scenario from real files${why}`, () => {
  test('there are files to try', () => expect(readable.length).toBeGreaterThanOrEqual(15));

  test.each(readable)('$file runs as it stands', ({ file, toml }) => {
    const { yaml = '' } = initScenario(toml, file);
    expect(messages(yaml, { [file]: toml })).toEqual([]);
  });

  test.each(isHere ? readdirSync(jobsFolder).filter((file) => file.endsWith('.csv')) : [])('%s is understood', (file) => {
    const text = readFileSync(path.join(jobsFolder, file), 'utf8');
    const { yaml = '', issues } = initScenario(SRM_TOML, 'config.toml', { file, text });
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(messages(yaml, { 'config.toml': SRM_TOML, [file]: text })).toEqual([]);
  });
});

test.each(['google-zone', 'google-machine-type'])('an empty %s is refused: what would be written cannot run', (option) => {
  const { yaml, issues } = initScenario(SRM_TOML.replace(new RegExp(`${option}=[^"]*`, 'u'), `${option}=`), 'config.toml');
  expect(yaml).toBeUndefined();
  expect(issues.map(({ message }) => message).join()).toContain(
    "entry 0 'srm': the MachineOptions name a zone or machine type that is empty",
  );
});
