/** Job histories as exports write them: cells, times, zones, tags, waits, and jobs that were cancelled while they waited. */
import { offsetsOf } from '../../../src/scenario/periods/zone.js';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { guessColumns } from '../../../src/trace/guess.js';
import { initScenario } from '../../../src/scenario/init.js';
import { readTrace, type TraceDialect, type TraceTable } from '../../../src/trace/table.js';
import { traceHeader } from '../../../src/trace/columns.js';
import { simulate } from '../../../src/study/simulate.js';
import { HOUR, MINUTE, SECOND } from '../../../src/units/time.js';
import { errors, prepared, SRM_TOML, warnings, type Change } from '../../support/scenario-files.js';

function read(text: string, dialect: TraceDialect = {}): TraceTable {
  return readTrace(text, guessColumns(traceHeader(text)), 'gitlab.com', dialect);
}

const lines = (...rows: readonly string[]): string => `${rows.join('\n')}\n`;
/** 8 October 2018, 08:00 UTC, a Monday: 17 812 days and 8 hours after 1970. */
const EIGHT = (17_812 * 24 + 8) * HOUR;

describe('cells', () => {
  test.each([',', ';', '\t'])('may be separated by %j', (mark) => {
    const text = lines(['queued_at', 'duration', 'name'].join(mark), ['2018-10-08T08:00:00Z', '60', '"a, b; c"'].join(mark));
    expect(read(text)).toMatchObject({ rows: 1, bad: 0, queuedAt: [EIGHT], duration: [MINUTE] });
  });

  test('of a table with semicolons reach a run', () => {
    const files = { 'history.csv': lines('project;queued_at;duration', 'alpha;2018-10-08T08:00:00Z;60', 'beta;2018-10-08T09:00:00Z;60') };
    expect(prepared({ files }).fleet.workloads.find(({ name }) => name === 'org')!.arrivals).toMatchObject({ kind: 'trace', count: 2 });
  });
});

describe('times', () => {
  test.each([
    ['2018-10-08T08:00:00Z', EIGHT],
    ['2018-10-08 08:00:00+00', EIGHT],
    ['2018-10-08 10:00:00.25+02', EIGHT + SECOND / 4],
    ['2018-10-08 03:30:00-0430', EIGHT],
    ['1538985600', EIGHT],
    ['1538985600.5', EIGHT + SECOND / 2],
    ['1538985600250', EIGHT + SECOND / 4],
    ['1538985600250000', EIGHT + SECOND / 4],
  ])('%s is an instant, and so has a day of the week', (cell, at) => {
    expect(read(lines('queued_at,duration', `${cell},60`))).toMatchObject({ isClock: true, queuedAt: [at], bad: 0 });
  });

  test('small numbers are seconds of a clock of their own', () => {
    expect(read(lines('queued_at,duration', '370.75,60'))).toMatchObject({ isClock: false, queuedAt: [370.75 * SECOND] });
  });

  test('without a zone are refused with the way out, and read in the zone that is stated', () => {
    const text = lines('project,queued_at,duration', 'alpha,2018-10-08 08:00:00,60', 'alpha,2018-10-08 09:00:00,60');
    expect(read(text).told[0]?.message).toBe(
      "'2018-10-08 08:00:00' is no time: it says no zone; state that of the file, as in { file: FILE, timezone: UTC }, or another such as Europe/Berlin",
    );
    expect(read(text, { offsetsOf: offsetsOf('UTC') }).queuedAt).toEqual([EIGHT, EIGHT + HOUR]);
    // Berlin was two hours ahead.
    expect(read(text, { offsetsOf: offsetsOf('Europe/Berlin') }).queuedAt).toEqual([EIGHT - 2 * HOUR, EIGHT - HOUR]);
    const change = (trace: string): Change => ({ files: { 'history.csv': text }, swap: [['trace: history.csv', `trace: ${trace}`]] });
    expect(errors(change('history.csv')).join()).toContain('timezone: UTC');
    expect(errors(change('{ file: history.csv, timezone: Berlin }')).join()).toContain("'Berlin' is not a time zone");
    expect(prepared(change('{ file: history.csv, timezone: Europe/Berlin }')).scenario.workloads['org']!.trace!.timezone).toBe(
      'Europe/Berlin',
    );
  });

  test('around the change of the clock', () => {
    const at = (clock: string): number =>
      read(lines('queued_at,duration', `${clock},60`), { offsetsOf: offsetsOf('Europe/Berlin') }).queuedAt[0]!;
    // On 28 October 2018 the hour from 2 came twice; on 25 March it did not come.
    expect(at('2018-10-28 02:30:00')).toBe(at('2018-10-28 01:30:00') + HOUR);
    expect(at('2018-10-28 03:30:00')).toBe(at('2018-10-28 02:30:00') + 2 * HOUR);
    expect(at('2018-03-25 03:30:00')).toBe(at('2018-03-25 01:30:00') + HOUR);
  });
});

describe('tags', () => {
  const tags = (cell: string, dialect?: TraceDialect): readonly string[] =>
    read(lines('queued_at,duration,tags', `2018-10-08T08:00:00Z,60,"${cell.replaceAll('"', '""')}"`), dialect).tagSets[0]!;

  test.each(['docker linux', 'docker,linux', 'linux; docker', '{docker,linux}', '["docker", "linux"]', "['linux', 'docker']"])(
    '%s',
    (cell) => {
      expect(tags(cell)).toEqual(['docker', 'linux']);
    },
  );

  test('with blanks in them, where the separator is stated', () => {
    expect(tags('macOS 14;big one', { tag_separator: ';' })).toEqual(['big one', 'macOS 14']);
    expect(tags('a,b c', { tag_separator: 'blank' })).toEqual(['a,b', 'c']);
    const change: Change = {
      files: { 'history.csv': lines('project,queued_at,duration,tags', 'alpha,2018-10-08T08:00:00Z,60,big one;org') },
      swap: [
        ['trace: history.csv', "trace: { file: history.csv, tag_separator: ';' }"],
        ['tags: [org] }', 'tags: [org, big one] }'],
      ],
    };
    const { arrivals } = prepared(change).fleet.workloads.find(({ name }) => name === 'org')!;
    expect(arrivals.kind === 'trace' && arrivals.tagSets).toEqual([['big one', 'org']]);
    expect(warnings(change).join()).not.toContain('no runner may take');
  });
});

describe('waits', () => {
  test('queued_duration goes back from the start', () => {
    const text = lines(
      'id,created_at,started_at,finished_at,queued_duration',
      '1,2018-10-08T08:00:00Z,2018-10-08T08:10:00Z,2018-10-08T08:11:00Z,5.5',
      '2,2018-10-08T08:00:00Z,2018-10-08T08:20:00Z,2018-10-08T08:21:00Z,',
    );
    // The second says nothing of its wait but when it was created.
    expect(read(text)).toMatchObject({ queuedAt: [EIGHT + 10 * MINUTE - 5.5 * SECOND, EIGHT], arrivedAt: [EIGHT, EIGHT], bad: 0 });
    expect(read(lines('started_at,duration,queued_duration', '2018-10-08T08:00:00Z,60,90')).queuedAt).toEqual([EIGHT - 90 * SECOND]);
  });

  test('below 0 are counted and told', () => {
    const text = lines(
      'project,queued_at,started_at,finished_at',
      ...['07:59:59', '08:00:00', '08:00:01'].map((start) => `a,2018-10-08T08:00:00Z,2018-10-08T${start}Z,2018-10-08T08:05:00Z`),
    );
    expect(read(text).negativeWaits).toBe(1);
    expect(warnings({ files: { 'history.csv': text } }).join()).toContain('1 of 3 rows started before they were queued');
  });

  test('below 0 of more than a thousand rows are told with the thousands apart', () => {
    const row = (start: string): string => `a,2018-10-08T08:00:00Z,2018-10-08T${start}Z,2018-10-08T08:05:00Z`;
    const rows = [...Array<string>(1200).fill(row('07:59:59')), ...Array<string>(800).fill(row('08:00:01'))];
    const text = lines('project,queued_at,started_at,finished_at', ...rows);
    expect(warnings({ files: { 'history.csv': text } }).join()).toContain('1,200 of 2,000 rows started before they were queued');
  });

  test('created_at that is the pipeline’s is told, where there is nothing better', () => {
    const row = (pipeline: number, start: string): string => `p,${pipeline},2018-10-08T08:00:00Z,2018-10-08T${start}Z,2018-10-08T09:00:00Z`;
    const rows = [row(1, '08:00:05'), row(1, '08:07:00'), row(2, '08:00:05'), row(2, '08:00:06'), row(3, '08:00:09')];
    const header = 'project,pipeline,created_at,started_at,finished_at';
    expect(read(lines(header, ...rows)).sharedArrivals).toBe(2);
    expect(warnings({ files: { 'history.csv': lines(header, ...rows) } }).join()).toContain(
      '2 of 5 rows have created_at alone and share it with all of their pipeline',
    );
    expect(read(lines(`${header},queued_duration`, ...rows.map((line) => `${line},3`))).sharedArrivals).toBe(0);
  });
});

describe('a row that was cancelled and names no runner', () => {
  const HEADER = 'project,runner,status,queued_at,started_at,finished_at';
  const given = 'a,r1,success,2018-10-08T08:00:00Z,2018-10-08T08:00:02Z,2018-10-08T08:05:00Z';
  const waited = 'a,,cancelled,2018-10-08T08:10:00Z,2018-10-08T08:10:00Z,2018-10-08T11:10:00Z';

  test('waited until its end and did no work', () => {
    expect(read(lines(HEADER, given, waited))).toMatchObject({
      cancelledWaiting: 1,
      duration: [298 * SECOND, 0],
      cancelAt: [Infinity, EIGHT + 3 * HOUR + 10 * MINUTE],
    });
    const change: Change = {
      files: { 'history.csv': lines(HEADER, given, waited) },
      set: ['horizon=6h', 'warmup=0s'],
    };
    expect(warnings(change).join()).toContain('1 of 2 rows were cancelled and name no runner: they wait until their end and do no work');
  });

  test('keeps a fleet that has no runner for it busy with nothing', () => {
    const paused: Change = {
      files: { 'history.csv': lines(HEADER, given, waited.replace('11:10', '08:40')) },
      swap: [['tags: [org] }', 'tags: [org], paused: true }']],
      set: ['horizon=45m', 'warmup=0s'],
    };
    const { fleet } = prepared(paused);
    const org = fleet.workloads.findIndex(({ name }) => name === 'org');
    const jobs = simulate(fleet, { seed: 1, replication: 0 }).jobs.workloads[org]!;
    expect(jobs.statuses).toMatchObject({ cancelled: 1, pending: 1 });
  });

  test('in a file that names no runners at all is as it was', () => {
    const rows = [given, waited].map((line) => line.replace(',r1,', ',,'));
    expect(read(lines(HEADER, ...rows))).toMatchObject({
      cancelledWaiting: 0,
      duration: [298 * SECOND, 3 * HOUR],
      cancelAt: [Infinity, Infinity],
    });
  });
});

test('init reads them too, and says what it assumed of the zone', () => {
  const text = lines('id;created_at;started_at;finished_at', '1;2018-10-08 08:00:00;2018-10-08 08:00:05;2018-10-08 08:05:00');
  const { yaml = '' } = initScenario(SRM_TOML, 'config.toml', { file: 'jobs.csv', text });
  expect(yaml).toContain('start: 2018-10-08T08:00:00Z');
  expect(yaml).toContain('timezone: UTC # ASSUMED: its times say no zone');
});

const shared = path.resolve(import.meta.dirname, '../../../../shared/data/ci-jobs/iree-gha-2026-04a.csv');

test.skipIf(!existsSync(shared))(
  'a real history: labels joined by semicolons, jobs cancelled while they waited (skipped where ../shared is absent)',
  () => {
    const text = readFileSync(shared, 'utf8');
    const table = read(text);
    // By plain arithmetic of the file's own: rows that are cancelled, name no runner, and end no earlier than they start.
    const rows = text
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
    const plain = rows.filter(
      (cells) => cells.length === 11 && cells[4] === '' && /^cancell?ed$/u.test(cells[5]!) && cells[7] !== '' && cells[8]! >= cells[7]!,
    );
    expect(table.bad).toBe(0);
    expect(table.cancelledWaiting).toBeGreaterThanOrEqual(plain.length);
    expect(plain.length).toBeGreaterThan(100);
    expect(table.tagSets.some((set) => set.includes('self-hosted') && set.length > 1)).toBe(true);
  },
);
