/** Names that are also words of JavaScript are data like any other, in every place where a user names something; what cannot be a name is refused by place. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inProcess, type Said } from '../support/in-process.js';

const NAMES = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__', 'prototype', 'length', '0', ''] as const;

/** Places that are keys of maps in the scenario, each with a name that is only a word. */
const KEYS = {
  instance: 'gitlab',
  runner: 'srm',
  cloud: 'gce',
  zone: 'z1',
  type: 't1',
  disk: 'pd-ssd',
  group: 'srm-group',
  entry: 'toml-entry',
  workload: 'public',
  schedule: 'nightly',
  class: 'short',
  helper: 'mirror',
  failover: 'over',
} as const;
/** Places where a name is only a value: any text may stand there, and where one must, an empty one is refused. */
const VALUES = {
  project: 'proj',
  tag: 'tagged',
  stage: 'build',
  outage: 'gone',
  scenario: 'names',
  tracedProject: 'old',
  tracedTag: 'tagged',
} as const;
type Place = keyof typeof KEYS | keyof typeof VALUES;
const PLAIN: Readonly<Record<Place, string>> = { ...KEYS, ...VALUES };
const PLACES = Object.keys(PLAIN) as Place[];

type Named = Readonly<Record<Place, string>>;
const q = (text: string): string => JSON.stringify(text);

const scenario = (n: Named): string => `name: ${q(n.scenario)}
start: 2018-10-08T00:00:00Z
horizon: 2h
instances:
  ${q(n.instance)}: { url: https://gitlab.com/ }
runners:
  ${q(n.runner)}: { instance: ${q(n.instance)}, tags: [${q(n.tag)}, ${q(n.tracedTag)}], run_untagged: true }
clouds:
  ${q(n.cloud)}:
    driver: google
    zones:
      ${q(n.zone)}: { boot_time: 35s }
    machine_types:
      ${q(n.type)}: 0.0475 USD/h
    disk_types:
      ${q(n.disk)}: 0.1 USD/month
managers:
  ${q(n.group)}:
    config: config.toml
    host: { cloud: ${q(n.cloud)}, zone: ${q(n.zone)}, machine_type: ${q(n.type)} }
    entries:
      ${q(n.entry)}: { runner: ${q(n.runner)}, zone: ${q(n.zone)} }
helpers:
  ${q(n.helper)}: { kind: registry_mirror, cloud: ${q(n.cloud)}, zone: ${q(n.zone)}, machine_type: ${q(n.type)}, bandwidth: 60 MiB/s }
workloads:
  ${q(n.workload)}:
    instance: ${q(n.instance)}
    tags: [${q(n.tag)}]
    projects: { names: [${q(n.project)}, other] }
    pipelines: { rate: 30/h, stages: [{ name: ${q(n.stage)} }, { name: last, needs: [${q(n.stage)}] }] }
    classes:
      ${q(n.class)}: { weight: 1, duration: 2m }
    schedules:
      ${q(n.schedule)}: { at: "30 0 * * *", pipelines: 2 }
  traced: { trace: history.csv }
events:
  - { at: 40m, for: 10m, outage: { name: ${q(n.outage)}, cloud: ${q(n.cloud)}, of: both } }
  - { at: 70m, for: 2m, outage: { name: slow, helper: ${q(n.helper)}, slower: 2 } }
failover:
  ${q(n.failover)}: { notice: { person: { after: 5m, of: [${q(n.outage)}] } }, react: 1m, set: { ${q(n.group)}: { concurrent: 30 } } }
thresholds:
  cost: ["per_month < 100000 USD"]
`;

const toml = (n: Named): string => `concurrent = 20
[[runners]]
  name = ${q(n.entry)}
  url = "https://gitlab.com/"
  token = "t"
  executor = "docker+machine"
  [runners.docker]
    image = "x"
  [runners.feature_flags]
    ${q(n.entry)} = true
  [runners.machine]
    IdleCount = 2
    IdleTime = 600
    MachineName = "m-%s"
    MachineDriver = "google"
    MachineOptions = [${[`google-zone=${n.zone}`, `google-machine-type=${n.type}`, `google-disk-type=${n.disk}`].map(q).join(', ')}]
`;

const history = (n: Named): string => `job,project,tags,created_at,started_at,finished_at,runner,status
1,${n.tracedProject},${n.tracedTag},2018-10-08T00:10:00Z,2018-10-08T00:10:20Z,2018-10-08T00:12:20Z,r,success
2,${n.tracedProject},${n.tracedTag},2018-10-08T00:11:00Z,2018-10-08T00:11:20Z,2018-10-08T00:13:20Z,r,success
`;

let folder = '';
const at = (...parts: string[]): string => path.join(folder, ...parts);
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'runcast-names-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(named: Named, ...more: string[]): Promise<Said> {
  writeFileSync(at('s.yaml'), scenario(named));
  writeFileSync(at('config.toml'), toml(named));
  writeFileSync(at('history.csv'), history(named));
  return inProcess(['run', at('s.yaml'), '--out', at('out'), ...more]);
}

const isKey = (place: Place): boolean => Object.hasOwn(KEYS, place);

/** What a user reads where a name cannot be one. */
function check({ exit, out, err }: Said, named: Named): void {
  const all = out + err;
  expect(all).not.toMatch(/unexpected|\[object|undefined|function |\bat .*\.ts:/u);
  const keysWith = (name: string): Place[] => PLACES.filter((place) => isKey(place) && named[place] === name);
  const refused = keysWith('__proto__');
  if (refused.length > 0) {
    expect(exit, all).toBe(2);
    // Each is told once, with its line and column.
    const told = err.match(/s\.yaml:\d+:\d+\s+[^:]*__proto__[^:]*:\s+the\s+name\s+'__proto__'\s+cannot\s+be\s+used/gu) ?? [];
    expect(told.length, err).toBe(refused.length + (refused.includes('group') ? 1 : 0));
    return;
  }
  const empty = PLACES.filter((place) => named[place] === '');
  if (empty.length === 0) expect(exit, all).toBe(0);
  else expect([0, 2], all).toContain(exit);
  if (exit === 2) expect(err, err).toMatch(/(?:s\.yaml|config\.toml|history\.csv):\d+:\d+/u);
}

/** Each name that was accepted stands in what was written, and a report can be made of it. */
async function checkWritten(named: Named): Promise<void> {
  const text = (file: string): string => readFileSync(at('out', file), 'utf8');
  const column = (file: string, key: string): string[] => {
    const [head = '', ...rows] = text(file).trimEnd().split('\n');
    const place = head.split(',').indexOf(key);
    expect(place, `${key} of ${head}`).toBeGreaterThanOrEqual(0);
    return rows.map((row) => row.split(',')[place] ?? '');
  };
  const jobs = { workload: named.workload, project: named.project, tags: named.tag };
  for (const [key, name] of Object.entries(jobs)) expect(column('jobs.csv', key).join('\n')).toContain(name);
  expect(column('jobs.csv', 'project')).toContain(named.tracedProject === '' ? 'traced' : named.tracedProject);
  expect(column('machines.csv', 'zone')).toContain(named.zone);
  expect(column('machines.csv', 'cloud')).toContain(named.cloud);
  const { first } = JSON.parse(text('summary.json')) as { first: Record<'jobs' | 'pools', Record<string, readonly { name: string }[]>> };
  const namesOf = (part: 'jobs' | 'pools', scope: string): string[] => first[part][scope]!.map((one) => one.name);
  expect(namesOf('jobs', 'workloads')).toContain(named.workload);
  expect(namesOf('jobs', 'instances')).toContain(named.instance);
  expect(namesOf('pools', 'runners')).toContain(named.runner);
  expect(namesOf('pools', 'groups')).toContain(named.group);
  expect(namesOf('pools', 'clouds')).toContain(named.cloud);
  for (const file of ['report.html', 'report.md']) {
    const { exit, err } = await inProcess(['report', at('out/summary.json'), '--out', at(file)]);
    expect(exit, err).toBe(0);
    expect(readFileSync(at(file), 'utf8').replaceAll('\\_', '_')).toContain(named.workload);
  }
}

describe('a name that is a word of JavaScript', () => {
  test.each(NAMES.filter((name) => name !== '__proto__' && name !== ''))('%s stands everywhere at once', async (name) => {
    const named = Object.fromEntries(PLACES.map((place) => [place, name])) as Named;
    const said = await run(named);
    check(said, named);
    await checkWritten(named);
  });

  test('may be any, in any place', async () => {
    const drawn = fc.record(Object.fromEntries(PLACES.map((place) => [place, fc.oneof({ weight: 3, arbitrary: fc.constant(PLAIN[place]) }, { weight: 1, arbitrary: fc.constantFrom(...NAMES) })]))) as fc.Arbitrary<Named>; // prettier-ignore
    await fc.assert(
      fc.asyncProperty(drawn, async (named) => {
        const said = await run(named);
        check(said, named);
        if (said.exit === 0) await checkWritten(named);
      }),
      { numRuns: 40 },
    );
  });

  test.each(PLACES.flatMap((place) => ['__proto__', ''].map((name) => ({ place, name: name }))))(
    "'$name' as $place is accepted or refused with its place",
    async ({ place, name }) => {
      const named = { ...PLAIN, [place]: name };
      const said = await run(named);
      check(said, named);
      if (said.exit === 0) await checkWritten(named);
      // An empty name of an entry of config.toml is common; everything else that is empty is refused or means nothing.
      if (name === '__proto__') expect(said.exit, said.err).toBe(isKey(place) ? 2 : 0);
    },
  );

  test.each([
    [`clouds.__proto__={ driver: google }`, 2],
    [`clouds={ __proto__: { driver: google } }`, 2],
    [`workloads.traced.tags=[__proto__]`, 99],
    [`managers.srm-group.config.runners[toml-entry].__proto__=3`, 2],
    [`managers.srm-group.config.__proto__=3`, 2],
    [`managers.__proto__.config.concurrent=3`, 2],
    [`__proto__.x=3`, 2],
    [`constructor=3`, 2],
    [`clouds.constructor.zones.toString={}`, 2],
    [`clouds.gce.zones.constructor={}`, 0],
    [`workloads.public.classes.__proto__={ weight: 1, duration: 1m }`, 2],
  ])('--set %s', async (set, exit) => {
    const said = await run(PLAIN, '--set', set);
    expect(said.out + said.err).not.toMatch(/unexpected|\[object|undefined|function /u);
    expect(said.exit, said.err).toBe(exit);
    if (/^clouds.*__proto__|classes\.__proto__/u.test(set))
      expect(said.err.replace(/\s+/gu, ' ')).toContain("the name '__proto__' cannot be used");
  });

  test('__proto__ in a config.toml survives --redact, and init writes what can run', async () => {
    writeFileSync(at('config.toml'), toml({ ...PLAIN, entry: '__proto__' }).replace('gitlab.com', '__proto__'));
    writeFileSync(at('history.csv'), history(PLAIN));
    writeFileSync(at('s.yaml'), scenario({ ...PLAIN, entry: '0' }).replace(/^ {4}entries:\n.*\n/mu, '').replace('gitlab.com', '__proto__').replace('instance: "gitlab"', 'token: t, instance: "gitlab"')); // prettier-ignore
    const first = await inProcess(['run', at('s.yaml'), '--redact', '--out', at('out')]);
    expect(first.exit, first.err).toBe(0);
    const again = await inProcess(['run', at('out/scenario.yaml')]);
    expect(again.exit, again.err).toBe(0);
    const { exit, out } = await inProcess(['init', at('config.toml')]);
    expect(exit).toBe(0);
    writeFileSync(at('made.yaml'), out);
    const made = await inProcess(['validate', at('made.yaml')]);
    expect(made.exit, made.err).toBe(0);
  });

  test('init refuses a zone that cannot be one', async () => {
    writeFileSync(at('config.toml'), toml({ ...PLAIN, zone: '__proto__' }));
    const { exit, out, err } = await inProcess(['init', at('config.toml')]);
    expect([exit, out]).toEqual([2, '']);
    expect(err).toContain('zone or machine type that cannot be one');
  });
});

describe('a name that would order a terminal, a spreadsheet or a reader about', () => {
  /** Signs that move a cursor, or turn or hide what is read. */
  const HARM = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;
  const ESC = '\u001b[31mred\u009b2J\u0007';
  const hostile = ['\u202eesrever', 'a\u2066b\u2069', 'zero\u200bwidth', '=1+1', '+1', '-1', '@SUM(1)'] as const;

  test.each(hostile)('%j is harmless in every output', async (name) => {
    const named = Object.fromEntries(PLACES.map((place) => [place, `${name} ${place}`])) as Named;
    writeFileSync(at('s.yaml'), scenario(named));
    writeFileSync(at('config.toml'), toml(named));
    // Values of a history are not names of the scenario's: they may hold whatever a job's author wrote.
    const wild = `"${ESC}${name}"`;
    writeFileSync(at('history.csv'), history(named).replace('\n1,', `\n${wild},`));
    const { exit, out, err } = await inProcess(['run', at('s.yaml'), '--full', '--out', at('out')]);
    expect([0, 99], err).toContain(exit);
    const outage = ['outage', at('s.yaml'), '--target', `cloud=${named.cloud}`, '--for', '10m', '--room', '10m', '--years', '0', '--every', '1h', '--out', at('outage')]; // prettier-ignore
    const studied = await inProcess([...outage, '--set', 'warmup=0s', '--set', 'events=[]', '--set', 'failover={}']);
    expect([0, 99], studied.err).toContain(studied.exit);
    const texts = new Map([
      ['terminal', out + err],
      ['terminal of the outage', studied.out + studied.err],
      ...['out', 'outage'].flatMap((of) =>
        readdirSync(at(of))
          .filter((file) => /\.(?:csv|html|md)$/u.test(file))
          .map((file) => [`${of}/${file}`, readFileSync(at(of, file), 'utf8')] as const),
      ),
    ]);
    for (const file of [
      'terminal',
      'terminal of the outage',
      'out/jobs.csv',
      'out/replications.csv',
      'outage/outage.csv',
      'out/report.html',
      'out/report.md',
    ]) {
      expect([...texts.keys()]).toContain(file);
    }
    for (const [file, text] of texts) {
      const at = text.search(HARM);
      expect(at < 0 ? '' : `${file}: ${JSON.stringify(text.slice(Math.max(0, at - 60), at + 20))}`).toBe('');
      // A spreadsheet reckons with cells that begin with these; numbers are no text.
      if (file.endsWith('.csv'))
        for (const [cell] of text.matchAll(/(?<=^|,)"?[\s\u00a0]*[=+\-@](?!\d+(?:\.\d+)?(?:e[+-]?\d+)?(?:,|$))[^,\n]*/gmu))
          expect(`${file}: ${cell}`).toBe('');
    }
  });
});
