/** `runcast` as a user runs it: a process of its own, its streams, signals, exit codes and files. */
import { existsSync } from 'node:fs';
import { parseString } from 'fast-csv';
import { beforeAll, describe, expect, test } from 'vitest';
import { studyResultSchema, type StudyResult } from '../../src/study/study-result.js';
import { FILES, SCENARIO, SRM_TOML, swapped } from '../support/scenario-files.js';
import { ensureBuilt, inPlace, type Workplace } from './process.js';

/** The fixture without warm-up, priced host and end, so that the rows hold all that the summary tells of. */
const WHOLE = swapped(SCENARIO, [
  ['warmup: 1h', 'warmup: 0s'],
  ['    host: { cloud: gce, machine_type: n1-standard-4 }\n', ''],
  ['p(95) < 1m', 'p(95) < 1h'],
]);
const QUICK = ['--set', 'horizon=6h', '--set', 'events=[]'];
/** Long enough that it does not end before it is stopped. */
const ENDLESS = ['--set', 'horizon=3650d', '--set', 'events=[]', '--yes'];
const OUT_FILES = [
  '.runcast',
  'jobs.csv',
  'machines.csv',
  'projects.csv',
  'replications.csv',
  'report.html',
  'report.md',
  'scenario.yaml',
  'summary.json',
  'timeline.csv',
];

const withFixture = (action: (place: Workplace) => Promise<void>): Promise<void> => inPlace({ 's.yaml': WHOLE, ...FILES }, action);

type Row = Readonly<Record<string, string>>;

/** The rows of a file as a library of others reads them. */
function rowsOf(text: string): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const rows: Row[] = [];
    parseString<Row, Row>(text, { headers: true })
      .on('error', reject)
      .on('data', (row: Row) => rows.push(row))
      .on('end', () => resolve(rows));
  });
}

const studyOf = (text: string): StudyResult => studyResultSchema.parse(JSON.parse(text));
const sum = (rows: readonly Row[], column: string): number => rows.reduce((total, row) => total + Number(row[column]), 0);

beforeAll(ensureBuilt);

describe.concurrent('streams', () => {
  test('the summary is on stdout and fits 80 columns, the story on stderr; nothing is written; no colour, no cursor', () =>
    withFixture(async (place) => {
      const before = place.listing();
      const { exit, out, err } = await place.runcast([
        'run',
        's.yaml',
        '--replications',
        '2',
        '--set',
        'thresholds.queue_time=["p(50) < 1h"]',
        ...QUICK,
      ]);
      expect(exit, err).toBe(0);
      const lines = out.trimEnd().split('\n');
      for (const line of lines.slice(0, -1)) expect(line.length, line).toBeLessThanOrEqual(80);
      expect(lines[0]).toBe('✓ fixture: its threshold is met');
      expect(lines.length).toBeLessThanOrEqual(40);
      expect(err).toMatch(/replication 1 of 2: 6h simulated, .*\nreplication 2 of 2: 6h simulated/u);
      expect(out + err).not.toMatch(/[\r\u001b]/u);
      expect(place.listing()).toEqual(before);
    }));

  test('every default that was used is in the whole summary, and in that of --show assumptions', () =>
    withFixture(async (place) => {
      const texts = [
        await place.runcast(['run', 's.yaml', ...QUICK, '-q', '--full']),
        await place.runcast(['run', 's.yaml', ...QUICK, '-q', '--show', 'assumptions']),
      ].map(({ out }) => out.replace(/\s+/gu, ' '));
      const { out: json } = await place.runcast(['run', 's.yaml', ...QUICK, '-q', '--json=full']);
      const { defaults } = studyOf(json);
      expect(defaults.length).toBeGreaterThan(20);
      for (const { path, value } of defaults) {
        const key = path.slice(path.lastIndexOf('.') + 1);
        for (const text of texts) expect(text).toContain(`${key} ${value}`);
      }
    }));

  test('--json is one document that the schema knows, nothing else; -q silences the rest', () =>
    withFixture(async (place) => {
      const { exit, out, err } = await place.runcast(['run', 's.yaml', '--json=full', '-q', ...QUICK]);
      expect({ exit, err }).toEqual({ exit: 0, err: '' });
      expect(studyOf(out).runs).toHaveLength(1);
    }));

  test('- is standard input', () =>
    withFixture(async (place) => {
      const [named, piped] = [
        await place.runcast(['run', 's.yaml', '-q', ...QUICK]),
        await place.runcast(['run', '-', '-q', ...QUICK], { input: WHOLE }),
      ];
      expect(piped.exit, piped.err).toBe(0);
      expect(piped.out.replace('runcast run - ', 'runcast run s.yaml ')).toBe(named.out);
    }));

  test('FORCE_COLOR brings colour, NO_COLOR takes it away', () =>
    withFixture(async (place) => {
      const run = ['run', 's.yaml', '-q', ...QUICK];
      expect((await place.runcast(run, { env: { FORCE_COLOR: '1' } })).out).toContain('\u001b[32m✓ fixture');
      expect((await place.runcast(run, { env: { FORCE_COLOR: '1', NO_COLOR: '' } })).out).not.toContain('\u001b');
    }));

  test('a reader that goes away is no error', () =>
    withFixture(async (place) => {
      const { exit, err } = await place.runcast(['run', 's.yaml', '--json=full', '-q', ...QUICK], { closeOut: true });
      expect({ exit, err }).toEqual({ exit: 0, err: '' });
    }));

  test.runIf(existsSync('/dev/full'))('a full disk is an error without a stack trace', () =>
    withFixture(async (place) => {
      const { exit, err } = await place.shell(`runcast run s.yaml -q --set horizon=1h --set 'events=[]' > /dev/full`);
      expect({ exit, err }).toEqual({ exit: 1, err: 'runcast: cannot write to standard output (the disk is full)\n' });
    }),
  );

  test('help fits 80 columns and comes with examples; the version is one line', () =>
    withFixture(async (place) => {
      for (const command of [[], ['run'], ['validate'], ['init'], ['schema']]) {
        const { exit, out, err } = await place.runcast([...command, '--help']);
        expect({ exit, err }).toEqual({ exit: 0, err: '' });
        expect(out).toMatch(/^Examples:\n {2}runcast /mu);
        for (const line of out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
      }
      expect((await place.runcast(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/u);
    }));
});

describe.concurrent('the last line of the summary', () => {
  test('typed into a shell gives the same bytes', () =>
    withFixture(async (place) => {
      const set = [
        '--set',
        'instances["gitlab.com"].request_latency=1s',
        '--set',
        'managers.srm.config.runners[srm].machine.effective.IdleCount=3',
      ];
      const first = await place.runcast(['run', 's.yaml', ...QUICK, ...set, '--seed', "it's 7", '--replications', '2', '--yes', '-q']);
      expect(first.exit, first.err).toBe(0);
      const line = first.out.trimEnd().split('\n').at(-1) ?? '';
      expect(line).toMatch(/^ {2}runcast run s\.yaml /u);
      const again = await place.shell(line);
      expect(again.exit, again.err).toBe(0);
      expect(again.out).toBe(first.out);
    }));
});

describe.concurrent('--out', () => {
  test('rows by the stated columns, jobs in the system last; they add up to the summary', () =>
    withFixture(async (place) => {
      const { exit, err } = await place.runcast(['run', 's.yaml', '-q', '--out', 'out']);
      expect(exit, err).toBe(0);
      expect(place.listing()).toEqual(expect.arrayContaining(OUT_FILES.map((name) => `out/${name}`)));
      const [study, jobs, machines] = [
        studyOf(place.read('out', 'summary.json')),
        await rowsOf(place.read('out', 'jobs.csv')),
        await rowsOf(place.read('out', 'machines.csv')),
      ];
      expect(Object.keys(jobs[0] ?? {}).join()).toBe(
        'job,workload,instance,project,arrived_at,queued_at,started_at,script_at,finished_at,status,runner,group,manager,machine,machine_use,failure_reason,pipeline,attempt,overtaken,tags,trace_job,trace_line,wait_no_runner,wait_outage,wait_paused,wait_concurrent,wait_limit,wait_quota,wait_api_limit,wait_growth_rate,wait_boot,wait_request_slot,wait_next_poll,wait_in_outage,prep_update,prep_start,prep_check,prep_growth_slot,prep_boot,prep_failed_tries,prep_stages',
      );
      expect(Object.keys(machines[0] ?? {}).join()).toBe(
        'machine,runner,group,manager,cloud,zone,machine_type,requested_at,create_at,ready_at,removing_at,gone_at,uses,reason_created,reason_removed,billed_seconds,cost,died_at,death,orphaned_at',
      );
      const run = study.first;
      expect(jobs).toHaveLength(run.jobs.all.jobs);
      expect(new Set(jobs.map(({ job }) => job)).size).toBe(jobs.length);
      const firstOpen = jobs.findIndex(({ finished_at }) => finished_at === '');
      expect(firstOpen).toBeGreaterThan(0);
      expect(jobs.slice(firstOpen).every(({ status }) => status === 'pending' || status === 'running')).toBe(true);
      expect(jobs.length - firstOpen).toBe(run.atEnd.pending + run.atEnd.running);
      const [first, second] = [machines.filter(({ zone }) => zone === 'us-east1-c'), machines.filter(({ zone }) => zone === 'us-east1-d')];
      expect(Math.min(first.length, second.length)).toBeGreaterThan(0);
      for (const { billed_seconds, cost } of machines) expect(Number(cost)).toBeCloseTo((Number(billed_seconds) * 0.0475) / 3600, 12);
      expect(sum(machines, 'cost')).toBeCloseTo(run.pools.all.cost.total, 9);
      expect(sum(machines, 'uses')).toBe(jobs.filter(({ machine_use }) => machine_use !== '').length);
    }));

  test('the scenario of the folder gives the same bytes and the same hash', () =>
    withFixture(async (place) => {
      const set = ['--set', 'managers.srm.config.runners[srm].machine.effective.IdleCount=3'];
      const first = await place.runcast(['run', 's.yaml', '-q', ...set, '--seed', '7', '--out', 'out']);
      const { exit, err } = await place.runcast(['run', 'out/scenario.yaml', '-q', '--seed', '7', '--out', 'deep/again']);
      expect(exit, err).toBe(first.exit);
      for (const name of ['jobs.csv', 'machines.csv', 'timeline.csv']) expect(place.read('deep/again', name)).toBe(place.read('out', name));
      const [a, b] = [studyOf(place.read('out/summary.json')), studyOf(place.read('deep/again/summary.json'))];
      expect(b.scenario.hash).toBe(a.scenario.hash);
      expect(b.runs).toEqual(a.runs);
      expect(b.defaults).toEqual([]);
    }));

  test.each(['SIGINT', 'SIGTERM'] as const)('%s in the middle ends with 130 and leaves nothing', (signal) =>
    withFixture(async (place) => {
      const before = place.listing();
      let seen: string[] = [];
      const { exit, out, err } = await place.runcast(['run', 's.yaml', '-q', '--out', 'deep/out', ...ENDLESS], {
        onTick: (kill) => {
          if (seen.length > 0 || !existsSync(place.at('deep'))) return;
          seen = place.listing().filter((name) => name.endsWith('jobs.csv'));
          if (seen.length > 0) kill(signal);
        },
      });
      expect(seen[0]).toMatch(/^deep\/\.runcast-\w{6}\/new\/jobs\.csv$/u);
      expect({ exit, out, err }).toEqual({ exit: 130, out: '', err: '' });
      expect(place.listing()).toEqual(before);
    }),
  );

  test('names of others are neither formulas nor line breaks nor commands to a terminal', () =>
    withFixture(async (place) => {
      const names = [
        '=HYPERLINK("http://evil.example")',
        '@SUM(1)',
        '+1',
        '-1',
        'a\nb',
        'q"uo,te',
        '\u001b[31mred\u0007',
        '非常に長い名前'.repeat(30),
      ];
      const cells = names.map((name, i) => `${i},"${name.replaceAll('"', '""')}",2018-10-01T08:00:0${i}Z,60`);
      place.write('history.csv', `job,project,queued_at,duration\n${cells.join('\n')}\n`);
      const { exit, out, err } = await place.runcast(['run', 's.yaml', ...QUICK, '--set', 'runners.org.tags=[]', '--out', 'out']);
      // No runner has the tag of these jobs now, which the summary says with their names.
      expect(exit, err).toBe(99);
      expect(out).toContain('8 jobs can be taken by no runner');
      expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/u);
      const projects = (await rowsOf(place.read('out', 'jobs.csv')))
        .filter(({ workload }) => workload === 'org')
        .map(({ project }) => project);
      expect(projects).toEqual(names.map((name) => (/^[=@+-]/u.test(name) ? `'${name}` : name.replace(/[\u001b\u0007]/gu, '?'))));
    }));
});

describe.concurrent('exit codes', () => {
  test.each([
    [3, ['--set', 'limits.events=2000'], /^ {2}! Stopped at .* by the limit on events: the fleet/mu],
    [3, ['--set', 'limits.pending=20', '--set', 'managers.srm.config.concurrent=1'], /^ {2}! Stopped at .* by the limit on pending jobs/mu],
    [99, ['--set', 'thresholds.queue_time=["p(50) < 1ms"]'], /^ {2}✗ queue_time p\(50\) < 1ms {2}\d/mu],
    [
      98,
      [
        '--set',
        'workloads.public.pipelines.rate=0/h',
        '--set',
        'thresholds={"queue_time{workload=public}": ["avg < 1s"]}',
        '--strict-verdict',
      ],
      /undecided/u,
    ],
  ])('%i', (code, argv, says) =>
    withFixture(async (place) => {
      const { exit, out, err } = await place.runcast(['run', 's.yaml', '-q', ...QUICK, ...argv]);
      expect(exit, err).toBe(code);
      expect(out).toMatch(says);
    }),
  );
});

describe.concurrent('from what a user has', () => {
  test.each([
    ['config.toml alone', []],
    ['config.toml and a history', ['--jobs', 'history.csv']],
  ])('init with %s gives a scenario that is valid and runs as it stands', (_name, argv) =>
    withFixture(async (place) => {
      place.write('config.toml', SRM_TOML);
      const { exit, out, err } = await place.runcast(['init', 'config.toml', ...argv]);
      expect(exit, err).toBe(0);
      expect(out).toContain('ASSUMED');
      place.write('my.yaml', out);
      const valid = await place.runcast(['validate', 'my.yaml']);
      expect(valid.exit, valid.err).toBe(0);
      expect(valid.out).toMatch(/^my\.yaml: valid\nStarter from config\.toml: .* jobs?, /u);
      const run = await place.runcast(['run', 'my.yaml', '-q', '--set', 'horizon=2h', '--set', 'warmup=0s']);
      expect(run.exit, run.err).toBe(0);
    }),
  );
});
