import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTrace } from '../../../src/trace/table.js';
import { guessColumns } from '../../../src/trace/guess.js';
import { HEADER } from '../../../src/history/trace-rows.js';
import { offsetsOf } from '../../../src/scenario/periods/zone.js';
import { PROTECTED_BIT } from '../../../src/units/job-bits.js';
import { counts, imported } from '../../support/imports.js';

const HEAD = 'id,pipeline_id,project,tags,runner,status,created_at,queued_at,started_at,finished_at';
const GOOD = '1,10,alpha,docker,r1,success,2018-10-01T09:00:00Z,2018-10-01T09:00:01Z,2018-10-01T09:00:05Z,2018-10-01T09:03:00Z';

describe('what is kept', () => {
  test('a job as it was', () => {
    const { rows, report } = imported(`${HEAD}\n${GOOD}\n`);
    expect(rows).toEqual([
      {
        job: '1',
        pipeline: '10',
        project: 'alpha',
        name: '',
        stage: '',
        tags: 'docker',
        protected: '',
        runner: 'r1',
        status: 'success',
        attempt: '',
        created_at: '2018-10-01T09:00:00Z',
        queued_at: '2018-10-01T09:00:01Z',
        started_at: '2018-10-01T09:00:05Z',
        finished_at: '2018-10-01T09:03:00Z',
        duration: '',
        cancel_at: '',
        cancel: '',
      },
    ]);
    expect(report).toMatchObject({
      told: 1,
      kept: 1,
      dropped: {},
      repaired: {},
      doubtful: {},
      arrivals: { queued_at: 1 },
      hasBlankTags: false,
    });
  });

  test('each attempt by itself, and a row that comes again once', () => {
    const head = `${HEAD},run_attempt`;
    const { report, rows } = imported(`${head}\n${GOOD},1\n${GOOD},2\n${GOOD},1\n`);
    expect(rows.map(({ attempt }) => attempt)).toEqual(['1', '2']);
    expect(report.dropped.seen_before).toEqual({ count: 1, first: [{ place: 4, why: 'job 1 was there before' }] });
  });

  test('a job that ran before it was queued is queued when it started', () => {
    const { rows, report } = imported(`${HEAD}\n${GOOD.replace('09:00:01Z', '09:00:30Z')}\n`);
    expect(rows[0]).toMatchObject({ queued_at: '2018-10-01T09:00:05Z', started_at: '2018-10-01T09:00:05Z' });
    expect(counts(report.repaired)).toEqual({ started_before_queued: 1 });
  });

  test('a job that was cancelled without ever starting waited until then and did no work', () => {
    const row = '2,10,alpha,docker,,canceled,2018-10-01T09:00:00Z,2018-10-01T09:00:01Z,,2018-10-01T09:07:00Z';
    const { rows, report, text } = imported(`${HEAD}\n${GOOD}\n${row}\n`);
    expect(rows[1]).toMatchObject({ started_at: '', duration: '0', cancel_at: '2018-10-01T09:07:00Z', cancel: 'canceled' });
    expect(counts(report.repaired)).toEqual({ cancelled_waiting: 1 });
    // Read back it is in the queue for six minutes and 59 seconds, and takes no machine.
    const table = readTrace(text, guessColumns(HEADER.split(',')), 'gitlab');
    expect(table.cancelAt[1]! - table.queuedAt[1]!).toBe(419_000_000);
    expect(table.duration[1]).toBe(0);
  });

  test('of a cancelled job whose start lies after its end the start is left out', () => {
    const row = '2,10,alpha,docker,r1,cancelled,2018-10-01T09:00:00Z,2018-10-01T09:00:01Z,2018-10-01T09:08:00Z,2018-10-01T09:07:00Z';
    const { rows, report } = imported(`${HEAD}\n${row}\n`);
    expect(rows[0]).toMatchObject({ status: 'canceled', started_at: '', cancel_at: '2018-10-01T09:07:00Z' });
    expect(counts(report.repaired)).toEqual({ cancelled_start_after_end: 1 });
  });

  test('jobs that are pending or running when the history ends', () => {
    const pending = '2,10,alpha,docker,,pending,2018-10-01T09:00:00Z,2018-10-01T09:00:01Z,,';
    // GitHub gives a job that is queued its creation for a start.
    const queued = '3,10,alpha,docker,,queued,2018-10-01T09:00:00Z,2018-10-01T09:00:00Z,2018-10-01T09:00:00Z,';
    const running = '4,10,alpha,docker,r1,running,2018-10-01T09:00:00Z,2018-10-01T09:00:01Z,2018-10-01T09:00:05Z,';
    const { rows, report } = imported(`${HEAD}\n${pending}\n${queued}\n${running}\n`);
    expect(rows.map(({ status, started_at: started }) => [status, started])).toEqual([
      ['pending', ''],
      ['queued', ''],
      ['running', '2018-10-01T09:00:05Z'],
    ]);
    expect(counts(report.doubtful)).toEqual({ still_pending: 2, still_running: 1 });
  });

  test('a cancelled job without a runner is doubtful only where the history names runners', () => {
    const row = '2,10,alpha,docker,,canceled,2018-10-01T09:00:00Z,2018-10-01T09:00:01Z,2018-10-01T09:00:05Z,2018-10-01T09:07:00Z';
    expect(counts(imported(`${HEAD}\n${row}\n${GOOD}\n`).report.doubtful)).toEqual({ cancelled_without_runner: 1 });
    expect(counts(imported(`${HEAD}\n${row}\n${GOOD.replace('r1', '')}\n`).report.doubtful)).toEqual({});
  });
});

describe('when a job became pending', () => {
  const cells = (queued: string, waited: string, started: string): string =>
    imported(
      `id,created_at,queued_at,queued_duration,started_at,finished_at\n1,2018-10-01T09:00:00Z,${queued},${waited},${started},2018-10-01T10:00:00Z\n`,
    ).rows[0]!['queued_at']!;

  test('is queued_at, else the start less what it was queued for, else its creation', () => {
    expect(cells('2018-10-01T09:00:09Z', '3', '2018-10-01T09:00:20Z')).toBe('2018-10-01T09:00:09Z');
    expect(cells('', '3.25', '2018-10-01T09:00:20Z')).toBe('2018-10-01T09:00:16.750000Z');
    expect(cells('', '', '2018-10-01T09:00:20Z')).toBe('2018-10-01T09:00:00Z');
  });

  test('is in doubt where all of a pipeline were created at once and began at different times', () => {
    const row = (id: number, start: string): string => `${id},7,2018-10-01T09:00:00Z,2018-10-01T${start}Z,2018-10-01T10:00:00Z`;
    const head = 'id,pipeline_id,created_at,started_at,finished_at';
    const { report } = imported(`${head}\n${row(1, '09:00:02')}\n${row(2, '09:20:00')}\n`);
    expect(report.doubtful.arrival_shared).toEqual({ count: 2, first: [] });
    expect(imported(`${head}\n${row(1, '09:00:02')}\n${row(2, '09:00:03')}\n`).report.doubtful.arrival_shared).toBeUndefined();
  });
});

describe('what is dropped', () => {
  test.each([
    ['never_ran', '1,10,a,,,skipped,2018-10-01T09:00:00Z,,,'],
    ['never_ran', '1,10,a,,,success,2018-10-01T09:00:00Z,,,'],
    ['no_arrival', '1,10,a,,,success,,,2018-10-01T09:00:00Z,2018-10-01T09:01:00Z'],
    ['bad_time', '1,10,a,,,success,yesterday,,2018-10-01T09:00:00Z,2018-10-01T09:01:00Z'],
    ['bad_time', '1,10,a,,,success,2018-10-01 09:00:00,,2018-10-01T09:00:00Z,2018-10-01T09:01:00Z'],
    ['ends_before_start', '1,10,a,,r,success,2018-10-01T09:00:00Z,,2018-10-01T09:05:00Z,2018-10-01T09:01:00Z'],
    ['mixed_clocks', '1,10,a,,r,success,17,,2018-10-01T09:05:00Z,2018-10-01T09:11:00Z'],
  ])('%s: %s', (reason, row) => {
    const { report, rows } = imported(`${HEAD}\n${row}\n`);
    expect(rows).toEqual([]);
    expect(counts(report.dropped)).toEqual({ [reason]: 1 });
    expect(Object.values(report.dropped)[0]!.first[0]!.place).toBe(2);
  });

  test('a duration that no job has, as a trace drops it', () => {
    const { report, rows } = imported('id,queued_at,duration\n1,2018-10-01T09:00:00Z,999999999999\n2,2018-10-01T09:00:00Z,60\n');
    expect(rows.map(({ duration }) => duration)).toEqual(['60']);
    expect(counts(report.dropped)).toEqual({ bad_time: 1 });
  });

  test('not times without a zone, where the zone is told', () => {
    const row = '1,10,a,,r,success,2018-07-01 09:00:00,,2018-07-01 09:00:03,2018-07-01 09:01:00';
    const { rows } = imported(`${HEAD}\n${row}\n`, { offsetsOf: offsetsOf('Europe/Berlin') });
    expect(rows[0]).toMatchObject({ created_at: '2018-07-01T07:00:00Z', finished_at: '2018-07-01T07:01:00Z' });
  });
});

describe('files as they are', () => {
  test.each([
    ['of instants', '2026-10-01T09:00:00Z', '2026-10-01T09:10:00Z'],
    ['of a clock of its own', '100', '700'],
  ])('a table %s whose rows are numbered under no name, as pandas and R write it', (_, first, second) => {
    const named = imported(`id,queued_at,duration\n7,${first},5\n8,${second},6\n`);
    const numbered = imported(`"",id,queued_at,duration\n0,7,${first},5\n1,8,${second},6\n`);
    expect(named.rows).toHaveLength(2);
    expect(numbered.text).toBe(named.text);
  });

  test('an export of psql: its times, its truths and its tags', () => {
    const head = 'id,pipeline_id,project_id,name,status,protected,runner_id,created_at,queued_at,started_at,finished_at,tag_list';
    const time = (seconds: string): string => `2026-10-01 09:00:${seconds}`;
    const cells = `4242,91,5,"unit, 1",success,t,7,${time('00')},${time('01.123456')},${time('05.5')},${time('59')},"docker,big disk"`;
    const { rows, text } = imported(`${head}\n${cells}\n`, { offsetsOf: offsetsOf('UTC'), tagSeparator: ',' });
    expect(rows[0]).toMatchObject({
      name: 'unit, 1',
      tags: 'big disk;docker',
      runner: '7',
      queued_at: '2026-10-01T09:00:01.123456Z',
      started_at: '2026-10-01T09:00:05.500000Z',
    });
    expect(readTrace(text, guessColumns(HEADER.split(',')), 'gitlab').bits).toEqual([PROTECTED_BIT]);
  });

  test('cells between semicolons or tabs, line ends of Windows, and a mark at the begin are the same history', () => {
    const text = `${HEAD}\n${GOOD}\n`;
    const same = imported(text).text;
    for (const separator of [';', '\t']) expect(imported(text.replaceAll(',', separator)).text).toBe(same);
    expect(imported(text.replaceAll('\n', '\r\n')).text).toBe(same);
    expect(imported(`\uFEFF${text}`).text).toBe(same);
  });

  test('a wait below zero is no wait: the row is dropped by its line', () => {
    const head = 'id,created_at,queued_duration,started_at,finished_at';
    const row = (id: number, waited: string): string => `${id},2026-10-01T09:00:00Z,${waited},2026-10-01T09:00:05Z,2026-10-01T09:01:00Z`;
    const { report } = imported(`${head}\n${row(1, '2')}\n${row(2, '-3')}\n`);
    expect(report.dropped.bad_time).toEqual({
      count: 1,
      first: [{ place: 3, why: "queued_duration '-3' is no number of seconds from 0 on" }],
    });
  });
});

describe('rows that cannot be read', () => {
  test('are told by their line', () => {
    const { report } = imported(`${HEAD}\n${GOOD}\n1,2,3\n`);
    expect(report.unreadable).toEqual({ count: 1, first: [{ place: 3, why: 'torn row: expected 10 cells, got 3' }] });
  });
});

describe('names of strangers', () => {
  test('are guarded and escaped, and read back the same the next time', () => {
    const { rows, text } = imported(`${HEAD.replace('tags', 'name')}\n${GOOD.replace('docker', '"=cmd|"" /C calc""!A0, \u202E\u0007"')}\n`);
    expect(rows[0]!['name']).toBe(`'=cmd|" /C calc"!A0, ??`);
    expect(imported(text).text).toBe(text);
  });

  test('tags keep their blanks and what a spreadsheet would take for a formula', () => {
    const { rows, text, report } = imported(`${HEAD}\n${GOOD.replace('docker', '"=a b,c"')}\n`, { tagSeparator: ',' });
    expect(rows[0]!['tags']).toBe(';=a b;c');
    expect(report.hasBlankTags).toBe(true);
    expect(imported(text).text).toBe(text);
    // What cannot be seen is put in the place that its sign has.
    const unseen = imported(`${HEAD}\n${GOOD.replace('docker', '"\u001bz,-x,a"')}\n`, { tagSeparator: ',' });
    expect(unseen.rows[0]!['tags']).toBe(';-x;?z;a');
    expect(imported(unseen.text).text).toBe(unseen.text);
    const table = readTrace(text, guessColumns(HEADER.split(',')), 'gitlab', { tag_separator: ';' });
    expect(table.tagSets[table.tags[0]!]).toEqual(['=a b', 'c']);
  });
});

/** Cells as exports have them, good and bad. */
const INSTANTS = ['', '2018-10-01T09:00:00Z', '2018-10-01T09:04:11.5Z', '2018-10-01 09:02:00+02', '1538384400', 'soon', '12.5'];
const anyRow = fc.tuple(
  fc.integer({ min: 1, max: 12 }),
  fc.integer({ min: 1, max: 3 }),
  fc.constantFrom('', 'alpha', '=beta', 'ga"m,ma'),
  fc.constantFrom('', 'a', '"a,b"', '{a,b}', '-x'),
  fc.constantFrom('', 'r1'),
  fc.constantFrom('success', 'failed', 'canceled', 'skipped', 'running', 'pending'),
  ...[1, 2, 3, 4].map(() => fc.constantFrom(...INSTANTS)),
);
const quoted = (cell: number | string): string =>
  typeof cell === 'string' && /^[^"].*"/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : String(cell);
const anyHistory = fc.array(anyRow, { minLength: 1, maxLength: 30 }).map((rows) => rows.map((row) => row.map(quoted).join(',')));
const file = (rows: readonly string[]): string => `${[HEAD, ...rows].join('\n')}\n`;

describe('whatever the history', () => {
  test('every row is kept or has a reason', () => {
    fc.assert(
      fc.property(anyHistory, (rows) => {
        const { report, rows: kept } = imported(file(rows));
        const dropped = Object.values(counts(report.dropped)).reduce((sum, count) => sum + count, 0);
        expect(report.told + report.unreadable.count).toBe(rows.length);
        expect(report.kept + dropped).toBe(report.told);
        expect(kept.length).toBe(report.kept);
        expect(Object.values(report.arrivals).reduce((sum, count) => sum + count, 0)).toBe(report.kept);
      }),
    );
  });

  test('what was imported is imported as it is', () => {
    fc.assert(
      fc.property(anyHistory, (rows) => {
        const { text } = imported(file(rows));
        expect(imported(text).text).toBe(text);
      }),
    );
  });

  test('it does not matter in what pieces it comes', () => {
    fc.assert(
      fc.property(anyHistory, fc.integer({ min: 1, max: 50 }), (rows, size) => {
        expect(imported(file(rows), {}, size)).toEqual(imported(file(rows)));
      }),
    );
  });

  test('nor in what order its rows stand, where no job is told twice', () => {
    const shuffled = anyHistory.chain((rows) => {
      const once = rows.map((row, i) => row.replace(/^\d+/u, String(i)));
      return fc.tuple(fc.constant(once), fc.shuffledSubarray(once, { minLength: once.length }));
    });
    const sorted = (text: string): string[] => text.split('\n').sort();
    fc.assert(
      fc.property(shuffled, ([rows, other]) => {
        // Of instants and seconds in one file those are kept that came first: which, is a matter of order.
        fc.pre(!rows.some((row) => /,12\.5/u.test(row)));
        expect(sorted(imported(file(other)).text)).toEqual(sorted(imported(file(rows)).text));
      }),
    );
  });
});
