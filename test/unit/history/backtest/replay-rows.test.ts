/** A history as it is replayed: each row can be read back as a trace, and none is dropped for want of an end. */
import { describe, expect, test } from 'vitest';
import { FIRST_LINE, ReplayRows } from '../../../../src/history/backtest/replay-rows.js';
import { Importer } from '../../../../src/history/importer.js';
import { sourceOf } from '../../../../src/history/sources/index.js';
import { TRACE_COLUMNS } from '../../../../src/trace/columns.js';
import { guessColumns } from '../../../../src/trace/guess.js';
import { readTrace } from '../../../../src/trace/table.js';
import { SECOND } from '../../../../src/units/time.js';

function rowsOf(text: string) {
  const rows = new ReplayRows();
  const importer = new Importer(sourceOf(text)!, { columns: {} }, (kept) => rows.add(kept));
  importer.push(text);
  importer.end();
  return rows.replay();
}

const columns = Object.fromEntries(
  TRACE_COLUMNS.filter((name) => !['instance', 'timeout', 'queued_duration'].includes(name)).map((name) => [name, name]),
);
const HISTORY = `job,tags,runner,status,queued_at,started_at,finished_at
2,linux,r1,success,2018-10-01T00:00:10Z,2018-10-01T00:00:20Z,2018-10-01T00:02:20Z
1,linux,r1,success,2018-10-01T00:00:00Z,2018-10-01T00:00:05Z,2018-10-01T00:01:05Z
3,"=SUM(A1)",r1,success,2018-10-01T00:00:30Z,2018-10-01T00:00:40Z,2018-10-01T00:00:50Z
4,linux,,canceled,2018-10-01T00:01:00Z,,2018-10-01T00:03:00Z
5,linux,r2,running,2018-10-01T00:02:00Z,2018-10-01T00:03:00Z,
6,linux,,pending,2018-10-01T00:03:30Z,,
7,linux,,canceled,2018-10-01T00:04:00Z,2018-10-01T00:04:00Z,2018-10-01T00:05:00Z
`;

describe('a replayed history', () => {
  const { jobs, text, to } = rowsOf(HISTORY);
  const table = readTrace(text, columns, 'gitlab', { tag_separator: ';' });

  test('has a row a job, in the order in which they were queued', () => {
    expect(table).toMatchObject({ rows: 7, bad: 0, neverRan: 0, unfinished: 0 });
    expect(table.line).toEqual(jobs.map((_, index) => index + FIRST_LINE));
    expect(table.job).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    expect(table.queuedAt).toEqual(jobs.map(({ queued }) => queued));
  });

  test('knows of each job how much of its wait is known', () => {
    expect(jobs.map(({ waitKnown }) => waitKnown)).toEqual(['whole', 'whole', 'whole', 'cancelled', 'whole', 'pending', 'cancelled']);
    expect(jobs.map(({ isCut }) => isCut)).toEqual([false, false, false, false, true, false, false]);
  });

  test('plays what runs at its end until then, what waits for as long as its like, what was cancelled not at all', () => {
    const lasts = jobs.map((job) => job.lasts / SECOND);
    expect(lasts).toEqual([60, 120, 10, 0, 120, 60, 0]);
    expect(table.duration.map((own) => own / SECOND)).toEqual(lasts);
    expect(to).toBe(jobs[6]!.finished);
    expect(table.cancelAt.map((at) => at < Infinity)).toEqual([false, false, false, true, false, false, true]);
  });

  test('takes a job without an end for longer than any of its like for one whose end nobody wrote down', () => {
    const row = '5,linux,r2,running,2018-10-01T00:02:00Z,2018-10-01T00:03:00Z,\n';
    const old = '8,linux,r2,running,2018-10-01T00:00:00Z,2018-10-01T00:00:00Z,\n';
    const { jobs: all } = rowsOf(HISTORY.replace(row, row + old));
    expect(all.filter(({ isCut }) => isCut).map((job) => job.lasts / SECOND)).toEqual([60, 120]);
  });

  test('has each job run as long as a scenario that replays the same file has it', () => {
    const header = 'name,' + HISTORY.slice(0, HISTORY.indexOf('\n'));
    const names = ['lint', 'lint', 'build', 'build', 'lint', 'build', 'build'];
    const body = HISTORY.trim().split('\n').slice(1);
    const text = [
      header,
      ...body.map((row, i) => `${names[i]},${row}`),
      'build,8,linux,r1,success,2018-10-01T00:00:00Z,2018-10-01T00:00:00Z,2018-10-01T00:04:00Z',
    ].join('\n');
    const traced = readTrace(text, guessColumns(header.split(',')), 'gitlab');
    const of = new Map(traced.job.map((id, row) => [id, traced.duration[row]]));
    const replayed = rowsOf(text);
    const ids = readTrace(replayed.text, columns, 'gitlab', { tag_separator: ';' }).job;
    // A job that was cancelled before it had a start is no row of a trace.
    expect(replayed.jobs.map(({ lasts }) => lasts)).toEqual(ids.map((id) => of.get(id) ?? 0));
    // The sixth runs as long as the build in the middle, not as the job with its tags.
    expect(replayed.jobs.map(({ lasts }) => lasts / SECOND)).toEqual([240, 60, 120, 10, 0, 120, 10, 0]);
  });

  test('does not mind the order of the rows', () => {
    const [head, ...rows] = HISTORY.trim().split('\n');
    expect(rowsOf([head, ...rows.reverse()].join('\n')).text).toBe(text);
  });
});
