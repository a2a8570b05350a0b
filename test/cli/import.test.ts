/** `runcast import` as a process: what it writes and says, and that bad input leaves nothing behind. */
import { existsSync, lstatSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt, inPlace, Workplace } from './process.js';

beforeAll(ensureBuilt);

const JOBS = [
  {
    id: 1,
    status: 'success',
    name: 'lint',
    created_at: '2026-03-02T10:00:00Z',
    started_at: '2026-03-02T10:00:12Z',
    finished_at: '2026-03-02T10:04:12Z',
    queued_duration: 2,
    tag_list: ['docker'],
    runner: { description: 'r' },
    pipeline: { id: 91, project_id: 5 },
  },
  {
    id: 2,
    status: 'skipped',
    name: 'deploy',
    created_at: '2026-03-02T10:00:00Z',
    started_at: null,
    finished_at: null,
    queued_duration: null,
    tag_list: [],
    runner: null,
    pipeline: { id: 91, project_id: 5 },
  },
];
const HEADER =
  'job,pipeline,project,name,stage,tags,protected,runner,status,attempt,created_at,queued_at,started_at,finished_at,duration,cancel_at,cancel';
const ROW = '1,91,5,lint,,docker,,r,success,,2026-03-02T10:00:00Z,2026-03-02T10:00:10Z,2026-03-02T10:00:12Z,2026-03-02T10:04:12Z,,,';

describe('runcast import', () => {
  test('writes the rows and says what became of every job', () =>
    inPlace({ 'jobs.json': JSON.stringify(JOBS) }, async (place) => {
      const { exit, out, err } = await place.runcast(['import', 'jobs.json', '-o', 'history.csv']);
      expect({ exit, err }).toEqual({ exit: 0, err: '' });
      expect(place.read('history.csv')).toBe(`${HEADER}\n${ROW}\n`);
      expect(out).toBe(`jobs.json: answers of GitLab's Jobs API

2  jobs
1  kept: history.csv

dropped
1  never pending: skipped, manual, created, or without a start (record 2)

pending since
1  started_at less queued_duration

runcast describe history.csv
`);
      expect(place.listing()).toEqual(['history.csv', 'jobs.json']);
    }));

  test('a Parquet file is written where the name says so, and read as the same history', () =>
    inPlace({ 'jobs.json': JSON.stringify(JOBS) }, async (place) => {
      const { exit, out } = await place.runcast(['import', 'jobs.json', '-o', 'history.parquet']);
      expect({ exit, out }).toMatchObject({ exit: 0, out: expect.stringContaining('1  kept: history.parquet') as string });
      const back = await place.runcast(['import', 'history.parquet']);
      expect(back.out).toBe(`${HEADER}\n${ROW}\n`);
      expect(back.err).toContain('history.parquet: a table of jobs in Parquet\n');
      expect(place.listing()).toEqual(['history.parquet', 'jobs.json']);
    }));

  test('rows on standard output are alone there; gzipped and by standard input they are the same', () =>
    inPlace({}, async (place) => {
      writeFileSync(place.at('jobs.json.gz'), gzipSync(JSON.stringify(JOBS)));
      const zipped = await place.runcast(['import', 'jobs.json.gz']);
      const piped = await place.runcast(['import', '-'], { input: JSON.stringify(JOBS) });
      expect(zipped).toMatchObject({ exit: 0, out: `${HEADER}\n${ROW}\n` });
      expect(piped.out).toBe(zipped.out);
      expect(zipped.err).toContain('1  kept\n');
      expect((await place.runcast(['import', 'jobs.json.gz', '--quiet'])).err).toBe('');
    }));

  test('a link stays one, and a pipe or device is written as it is', () =>
    inPlace({ 'jobs.json': JSON.stringify(JOBS), 'real.csv': 'old\n' }, async (place) => {
      symlinkSync('real.csv', place.at('link.csv'));
      expect(await place.runcast(['import', 'jobs.json', '-o', 'link.csv', '-q'])).toMatchObject({ exit: 0, err: '' });
      expect(lstatSync(place.at('link.csv')).isSymbolicLink()).toBe(true);
      expect(place.read('real.csv')).toBe(`${HEADER}\n${ROW}\n`);
      // Through a pipe of the shell, for those of the test are sockets.
      expect(await place.shell('runcast import jobs.json -o /dev/fd/1 -q | cat')).toEqual({
        exit: 0,
        out: `${HEADER}\n${ROW}\n`,
        err: '',
      });
      expect(place.listing()).toEqual(['jobs.json', 'link.csv', 'real.csv']);
    }));

  test('--json says the same to programs', () =>
    inPlace({ 'jobs.json': JSON.stringify(JOBS) }, async (place) => {
      const { out } = await place.runcast(['import', 'jobs.json', '-o', 'history.csv', '--json']);
      expect(JSON.parse(out)).toMatchObject({ told: 2, kept: 1, dropped: { never_ran: { count: 1 } }, arrivals: { queued_duration: 1 } });
    }));

  test('columns of a table can be named, and the zone of its times', () =>
    inPlace({ 'b.csv': 'enq;began;done\n2026-03-02 10:00:00;2026-03-02 10:00:05;2026-03-02 10:01:00\n' }, async (place) => {
      const argv = [
        'import',
        'b.csv',
        '--map',
        'queued_at=enq',
        '--map',
        'started_at=began',
        '--map',
        'finished_at=done',
        '--timezone',
        'UTC',
      ];
      expect((await place.runcast(argv)).out).toContain(',2026-03-02T10:00:00Z,2026-03-02T10:00:05Z,2026-03-02T10:01:00Z,');
    }));

  test('the end of the jobs that a job needs says when it became pending', () =>
    inPlace(
      {
        'b.csv': `id,pipeline,name,created_at,started_at,finished_at
1,1,test 1,2026-03-02T10:00:00Z,2026-03-02T10:05:00Z,2026-03-02T10:06:00Z
2,1,build,2026-03-02T10:00:00Z,2026-03-02T10:00:00Z,2026-03-02T10:04:00Z
`,
      },
      async (place) => {
        const { exit, out, err } = await place.runcast(['import', 'b.csv', '--needs', 'test*=build']);
        expect(exit).toBe(0);
        expect(out).toContain('1,1,,test 1,,,,,,,2026-03-02T10:00:00Z,2026-03-02T10:04:00Z,');
        expect(err).toContain('1  the end of the last job that they need\n');
        const piped = await place.runcast(['import', '-', '--needs', 'test*=build'], { input: place.read('b.csv') });
        expect(piped).toMatchObject({ exit: 2, err: expect.stringContaining('--needs reads the history twice; save it') as string });
      },
    ));

  test('what it wrote is replayed by a scenario that init makes', () =>
    inPlace(
      {
        'jobs.json': JSON.stringify(JOBS),
        'config.toml': 'concurrent = 2\n[[runners]]\nname = "r"\nurl = "https://gitlab.example/"\ntoken = "t"\nexecutor = "docker"\n',
      },
      async (place) => {
        await place.runcast(['import', 'jobs.json', '-o', 'history.csv', '-q']);
        const init = await place.runcast(['init', 'config.toml', '--jobs', 'history.csv', '-o', 'my.yaml']);
        expect(init.exit).toBe(0);
        const { exit, out } = await place.runcast(['validate', 'my.yaml']);
        expect({ exit, out }).toMatchObject({ exit: 0, out: expect.stringContaining('1 job,') as string });
      },
    ));
});

describe('bad input', () => {
  const bad = async (files: Readonly<Record<string, string>>, argv: readonly string[], says: readonly string[]): Promise<void> =>
    inPlace(files, async (place) => {
      const before = place.listing();
      const { exit, out, err } = await place.runcast(['import', ...argv, '-o', 'history.csv']);
      expect({ exit, out }).toEqual({ exit: 2, out: '' });
      const text = err.replace(/\s+/gu, ' ');
      for (const words of says) expect(text).toContain(words);
      expect(text).not.toMatch(/ at .*\.js:\d+/u);
      expect(place.listing()).toEqual(before);
    });

  test('torn rows are told by line, and nothing is written', () =>
    bad(
      { 'b.csv': 'id,created_at,started_at,finished_at\n1,2026-03-02T10:00:00Z,2026-03-02T10:00:00Z,2026-03-02T10:00:00Z\n2,2026\n' },
      ['b.csv'],
      ['b.csv: line 3: torn row: expected 4 cells, got 2; nothing was written; mend the file', '--torn skip'],
    ));

  test('--torn skip leaves them out', () =>
    inPlace(
      { 'b.csv': 'id,created_at,started_at,finished_at\n1,2026-03-02T10:00:00Z,2026-03-02T10:00:00Z,2026-03-02T10:00:00Z\n2,2026\n' },
      async (place) => {
        const { exit, err } = await place.runcast(['import', 'b.csv', '--torn', 'skip']);
        expect(exit).toBe(0);
        expect(err).toContain('not read\n1  rows or records that cannot be read (line 3)');
      },
    ));

  test('a text that breaks off', () =>
    bad({ 'j.json': JSON.stringify(JOBS).slice(0, -9) }, ['j.json'], ['j.json: record 2: the JSON is broken or cut off here']));
  test('a file that is not there', () => bad({}, ['no.csv'], ['cannot read no.csv (there is no such file or folder)']));
  test('an empty file', () => bad({ 'e.csv': '' }, ['e.csv'], ['e.csv is empty']));
  test('a file of something else', () => bad({ 'a.txt': 'hello\n' }, ['a.txt'], ['a.txt is no history that is known', '--from']));
  test('a Parquet file that is cut off', () =>
    bad({ 'a.parquet': 'PAR1 and no more' }, ['a.parquet'], ['cannot read a.parquet as Parquet']));
  test('a binary file', () => bad({ 'a.bin': 'id,created_at\n\0\0' }, ['a.bin'], ['a.bin is no text in UTF-8']));
  test('a column that is not there', () =>
    bad({ 'b.csv': 'a,b\n1,2\n' }, ['b.csv', '--map', 'queued_at=c'], ['--map queued_at=c: the file has no such column; it has a, b']));
  test('no column that says when', () => bad({ 'b.csv': 'a,b\n1,2\n' }, ['b.csv'], ['no column says when a job came; the file has a, b']));
  test('a column of ours that is not', () =>
    bad({ 'b.csv': 'a,b\n1,2\n' }, ['b.csv', '--map', 'queud_at=a'], ['no column queud_at; did you mean queued_at?']));
  test('a column of ours that is named twice', () =>
    bad({ 'b.csv': 'a,b\n1,2\n' }, ['b.csv', '--map', 'queued_at=a', '--map', 'queued_at=b'], ['--map queued_at is given 2 times']));
  test('a column that is there twice, as where two tables were joined', () =>
    bad(
      { 'b.csv': 'id,created_at,status,id\n1,2,success,7\n' },
      ['b.csv'],
      ['the file has the column id twice; rename the one that is not meant'],
    ));
  test('many rows that cannot be read', () =>
    bad({ 'b.csv': `id,created_at\n${'1\n'.repeat(1_300)}` }, ['b.csv'], ['; and 1,297 more; nothing was written']));
  test('a need that is none', () =>
    bad({ 'b.csv': 'a,b\n1,2\n' }, ['b.csv', '--needs', 'build'], ['--needs build: expected JOB=JOB or stage:STAGE=stage:STAGE']));
  test('a zone that is none', () =>
    bad({ 'b.csv': 'a,b\n1,2\n' }, ['b.csv', '--timezone', 'Mars/Olympus'], ["--timezone: 'Mars/Olympus' is not a time zone"]));
  test('times without a zone', () =>
    bad(
      { 'b.csv': 'id,created_at,started_at,finished_at\n1,2026-03-02 10:00:00,2026-03-02 10:00:00,2026-03-02 10:00:00\n' },
      ['b.csv'],
      [
        'no job of 1 is left: 1 a time or duration that is none (line 2:',
        'it says no zone; state it with --timezone UTC, or another such as Europe/Berlin)',
      ],
    ));
  test('jobs of which none is left, each reason with its count', () =>
    bad(
      { 'b.csv': 'id,status,created_at,started_at\n1,success,,2026-03-02T10:00:00Z\n2,success,,2026-03-02T10:00:00Z\n3,skipped,,\n' },
      ['b.csv'],
      ['no job of 3 is left: 2 nothing says when they came, 1 never pending: skipped, manual, created, or without a start (line 2:'],
    ));
  test('a table read as JSON', () =>
    bad(
      { 'j.json': JSON.stringify(JOBS) },
      ['j.json', '--map', 'queued_at=c'],
      ["--map names columns of a CSV file; j.json is answers of GitLab's Jobs API"],
    ));
  test('an output that is the input, which would lose its other columns', () =>
    inPlace({ 'history.csv': 'id,event,created_at,duration\n1,push,2026-03-02T10:00:00Z,5\n' }, async (place) => {
      symlinkSync('history.csv', place.at('link.csv'));
      const before = place.read('history.csv');
      for (const [command, file] of [
        ['import', 'history.csv'],
        ['import', 'link.csv'],
        ['describe', 'history.csv'],
      ] as const) {
        const { exit, out, err } = await place.runcast([command, file, '-o', './history.csv']);
        expect({ exit, out }).toEqual({ exit: 2, out: '' });
        expect(err).toContain('-o ./history.csv is a file that is read; name another');
      }
      expect(place.read('history.csv')).toBe(before);
    }));
  test('columns between bars are a table too', () =>
    inPlace({ 'b.csv': 'id|created_at|started_at|duration\n1|2026-03-02T10:00:00Z|2026-03-02T10:00:02Z|5\n' }, async (place) => {
      const { exit, out } = await place.runcast(['import', 'b.csv', '-q']);
      expect({ exit, out }).toEqual({
        exit: 0,
        out: `${HEADER}\n1,,,,,,,,,,2026-03-02T10:00:00Z,2026-03-02T10:00:00Z,2026-03-02T10:00:02Z,,5,,\n`,
      });
    }));
  test('an output that cannot be', () =>
    inPlace({ 'jobs.json': JSON.stringify(JOBS) }, async (place) => {
      const { exit, err } = await place.runcast(['import', 'jobs.json', '-o', 'no/history.csv']);
      expect({ exit, err: err.replace(/\s+/gu, ' ') }).toEqual({
        exit: 2,
        err: 'runcast: cannot write no/history.csv (there is no such file or folder); name another with -o ',
      });
    }));

  test('an output that is a folder', () =>
    inPlace({ 'jobs.json': JSON.stringify(JOBS) }, async (place) => {
      const { exit, err } = await place.runcast(['import', 'jobs.json', '-o', place.folder]);
      expect(exit).toBe(2);
      expect(err).toContain('(it is a folder); name another with -o');
      expect(place.listing()).toEqual(['jobs.json']);
    }));

  test('an interrupt leaves nothing', () =>
    inPlace({}, async (place) => {
      const begin = `id,created_at,started_at,finished_at\n${'1,2026-03-02T10:00:00Z,2026-03-02T10:00:00Z,2026-03-02T10:00:00Z\n'.repeat(20_000)}`;
      writeFileSync(place.at('begin.csv'), begin);
      const { exit } = await place.shell(
        '{ cat begin.csv; sleep 20; } | runcast import - -o history.csv & sleep 2; pkill -INT -P $! node; wait $!',
      );
      expect(place.listing()).toEqual(['begin.csv']);
      expect(exit).not.toBe(0);
    }));
});

const DATA = path.resolve(import.meta.dirname, '../../../shared/data/ci-jobs');

describe.skipIf(!existsSync(DATA))('real histories (skipped where ../shared is not beside the project)', () => {
  test('GitHub jobs that were cancelled before a runner had them do no work', async () => {
    const file = path.join(DATA, 'iree-gha-2026-04a.csv');
    const folder = mkdtempSync(path.join(tmpdir(), 'runcast-import-'));
    const place = new Workplace({});
    const { out } = await place.runcast(['import', file, '-o', path.join(folder, 'h.csv'), '--json']);
    place.remove();
    const report = JSON.parse(out) as {
      kept: number;
      told: number;
      doubtful: Record<string, { count: number }>;
      repaired: Record<string, { count: number }>;
    };
    // Counted by hand in the file: 843 rows are cancelled and name no runner, 51 of them with a start after their end.
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(1);
    const cancelled = lines.filter((line) => line.includes(',,cancelled,'));
    expect(report.told).toBe(lines.length);
    expect(cancelled.length).toBe(843);
    expect(report.doubtful['cancelled_without_runner']!.count + report.repaired['cancelled_start_after_end']!.count).toBe(843);
    expect(report.doubtful['still_pending']!.count).toBe(lines.filter((line) => line.includes(',queued,')).length);
  });
});
