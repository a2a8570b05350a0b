/** CSV rows with their lines, job histories, and how they become load. */
import { format } from 'fast-csv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TraceArrivals } from '../../../src/fleet/arrivals.js';
import { readCsv } from '../../../src/trace/csv.js';
import { guessColumns } from '../../../src/scenario/init/columns.js';
import { replay, type ReplayOptions } from '../../../src/scenario/replay/replay.js';
import { readTrace } from '../../../src/trace/table.js';
import { traceHeader } from '../../../src/trace/columns.js';
import { HOUR, MINUTE, SECOND } from '../../../src/units/time.js';
import { prepared, warnings, type Change } from '../../support/scenario-files.js';

function rowsOf(text: string): { rows: [line: number, ...cells: string[]][]; torn: number[] } {
  const rows: [number, ...string[]][] = [];
  const torn: number[] = [];
  readCsv(text, { row: (cells, line) => rows.push([line, ...cells]), torn: (_, line) => torn.push(line) });
  return { rows, torn };
}

describe('CSV', () => {
  test('keeps the line of each row, over quoted line ends, empty lines and a byte order mark', () => {
    expect(rowsOf('\uFEFFa,b\r\n1,"x\ny"\r\n\r\n3,"say ""hi"""\n')).toEqual({
      rows: [
        [1, 'a', 'b'],
        [2, '1', 'x\ny'],
        [5, '3', 'say "hi"'],
      ],
      torn: [],
    });
  });

  test('loses one row only to a quote that is not closed or stands in the wrong place', () => {
    expect(rowsOf('a,b\n1,"x\n2,y\n3,"z"w\n4,v\n')).toEqual({
      rows: [
        [1, 'a', 'b'],
        [3, '2', 'y'],
        [5, '4', 'v'],
      ],
      torn: [2, 4],
    });
  });

  test('reads what fast-csv writes', async () => {
    const cell = fc.string({
      unit: fc.oneof(fc.string({ minLength: 1, maxLength: 1 }), fc.constantFrom('"', ',', ' ', '\r', '\n')),
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 9 }), async (rows) => {
        const chunks: string[] = [];
        const stream = format({ quoteColumns: true });
        stream.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
        const end = new Promise((resolve) => stream.on('end', resolve));
        for (const row of rows) stream.write(row);
        stream.end();
        await end;
        expect(rowsOf(chunks.join('')).rows.map(([, ...cells]) => cells)).toEqual(rows);
      }),
    );
  });
});

const HEADER = 'job,project,tags,protected,created_at,queued_at,started_at,finished_at,status';
const at = (clock: string): string => `2018-10-01T${clock}Z`;
const row = (cells: {
  created?: string;
  queued?: string;
  started?: string;
  finished?: string;
  status?: string;
  project?: string;
  tags?: string;
  prot?: string;
}): string =>
  [
    1,
    cells.project ?? 'p',
    cells.tags ?? '',
    cells.prot ?? '',
    cells.created ?? '',
    cells.queued ?? '',
    cells.started ?? at('08:01:00'),
    cells.finished ?? at('08:05:00'),
    cells.status ?? 'success',
  ].join(',');
const table = (...rows: string[]) => {
  const text = [HEADER, ...rows].join('\n');
  return readTrace(text, guessColumns(traceHeader(text)), 'gitlab.com');
};

describe('a job history', () => {
  test('arrives at queued_at, else created_at', () => {
    const { queuedAt, arrivedAt } = table(row({ created: at('08:00:00'), queued: at('08:00:30') }), row({ created: at('08:00:40') }));
    expect((queuedAt[1] ?? 0) - (queuedAt[0] ?? 0)).toBe(10 * SECOND);
    expect((arrivedAt[1] ?? 0) - (arrivedAt[0] ?? 0)).toBe(40 * SECOND);
  });

  test('counts wrong rows, tells the first five by line, and leaves out jobs that never ran', () => {
    const bad = row({ queued: 'yesterday' });
    const read = table(
      row({ queued: at('08:00:00') }),
      ...Array.from({ length: 7 }, () => bad),
      row({ queued: at('08:00:00'), started: at('09:00:00'), finished: at('08:30:00') }),
      row({ queued: at('08:00:00'), started: '', finished: '' }),
      row({ queued: at('08:00:00'), finished: '' }),
      row({ queued: at('08:00:00'), status: 'skipped' }),
      row({ queued: at('08:00:00'), started: at('09:00:00'), finished: at('08:30:00'), status: 'canceled' }),
      '1,2,3',
    );
    expect(read).toMatchObject({ rows: 14, bad: 9, neverRan: 3, unfinished: 1 });
    expect(read.told.map(({ line }) => line)).toEqual([3, 4, 5, 6, 7]);
    expect(read.told[0]?.message).toBe("'yesterday' is no time; expected RFC 3339, seconds, or milliseconds since 1970");
    expect(read.queuedAt.length).toBe(1);
  });

  test('knows failed scripts, protected refs and tags', () => {
    const read = table(
      row({ queued: '1', started: '2', finished: '3', status: 'failed', prot: 'true', tags: 'b a' }),
      row({ queued: '1', started: '2', finished: '3.5' }),
    );
    expect(read.bits).toEqual([3, 0]);
    expect(read.tagSets[read.tags[0] ?? -1]).toEqual(['a', 'b']);
    expect(read.duration).toEqual([SECOND, 1.5 * SECOND]);
    expect(read.isClock).toBe(false);
  });

  test('does not mix instants and seconds', () => {
    expect(table(row({ queued: at('08:00:00') }), row({ queued: '12', started: '13', finished: '14' })).bad).toBe(1);
  });
});

const OPTIONS: ReplayOptions = {
  align: 'start',
  start: 0,
  horizon: 10 * HOUR,
  shift: 0,
  growth: { pipelines: 1, spread: 0 },
  loop: false,
  overhead: 0,
  bits: 0,
  projectOf: () => 0,
  tags: [],
};
const seconds = (...times: number[]) => table(...times.map((time) => row({ queued: String(time), started: '0', finished: '60' })));
function replayed(times: readonly number[], options: Partial<ReplayOptions>) {
  const result = replay(seconds(...times), { ...OPTIONS, ...options });
  if ('problem' in result) throw new Error(result.problem);
  return result;
}
const queued = ({ arrivals }: { arrivals: TraceArrivals }): number[] => [...arrivals.queuedAt].map((time) => time / SECOND);

describe('a replay', () => {
  test('sorts the rows and starts with the first', () => {
    const result = replayed([300, 100, 200], {});
    expect(queued(result)).toEqual([0, 100, 200]);
    expect(result.outOfOrder).toBe(true);
  });

  test('keeps the clock, leaves out and counts what lies outside of the run', () => {
    const result = replayed([10, 20, 40_000], { align: 'clock', shift: 5 * SECOND });
    expect(queued(result)).toEqual([15, 25]);
    expect(result).toMatchObject({ afterHorizon: 1, beforeStart: 0 });
    const text = table(row({ queued: at('08:00:00') }), row({ queued: at('09:00:00') }));
    const clock = replay(text, { ...OPTIONS, align: 'clock', start: 1_538_382_600 * SECOND });
    expect(clock).toMatchObject({ beforeStart: 1 });
  });

  test('begins anew after its span and a mean gap, or a stated round', () => {
    expect(queued(replayed([0, 100, 200], { loop: true, horizon: 700 * SECOND }))).toEqual([0, 100, 200, 300, 400, 500, 600]);
    expect(queued(replayed([0, 100], { loop: 250 * SECOND, horizon: 400 * SECOND }))).toEqual([0, 100, 250, 350]);
    expect(replay(seconds(0, 100), { ...OPTIONS, loop: 50 * SECOND })).toMatchObject({
      problem: expect.stringMatching(/shorter than the trace/u) as unknown,
    });
  });

  test('takes off what the model adds and counts the rows that are shorter', () => {
    const result = replayed([0, 1], { overhead: 70 * SECOND });
    expect([...result.arrivals.script]).toEqual([0, 0]);
    expect(result.clipped).toBe(2);
  });
});

describe('a trace in a scenario', () => {
  const history = (...rows: string[]): Record<string, string> => ({ 'history.csv': [HEADER, ...rows].join('\n') });
  const arrivals = (change: Change): TraceArrivals => {
    const found = prepared(change).fleet.workloads[0]?.arrivals;
    if (found?.kind !== 'trace') throw new Error('not a trace');
    return found;
  };

  test('has its scripts without update, start, stages and final update', () => {
    const { script } = arrivals({ files: history(row({ queued: at('08:00:00') })) });
    // 4 minutes less 100 ms, 50 ms, 2 s, 400 ms, 1.5 s, 200 ms, 100 ms.
    expect([...script]).toEqual([4 * MINUTE - 4_350_000]);
  });

  test('takes the whole duration where the file has none of preparation', () => {
    const { script } = arrivals({ files: { 'history.csv': 'project,created_at,duration\na,5,90\n' } });
    expect([...script]).toEqual([90 * SECOND]);
  });

  test('warns of pipelines taken for projects, of clipped rows and of scripts beyond the time limit', () => {
    const files = { 'history.csv': 'pipeline,created_at,started_at,finished_at\n1,0,0,1\n2,5,5,9000\n' };
    const said = warnings({ files }).join('\n');
    expect(said).toMatch(/each pipeline is taken for a project of its own/u);
    expect(said).toMatch(/1 of 2 rows are shorter than what the model adds \(4\.35s\)/u);
    expect(said).toMatch(/1 of 2 scripts run for the time limit \(timeout: 1h\) or longer/u);
  });

  test('is narrowed to the projects its workload names, and rows of another instance are left out', () => {
    const swap: Change['swap'] = [['    trace: history.csv', '    projects: [alpha]\n    trace: history.csv']];
    expect(arrivals({ swap }).count).toBe(1);
    expect(warnings({ swap }).join()).toMatch(/1 of 2 rows are of projects that the workload does not name/u);
    const files = { 'history.csv': 'instance,project,created_at,duration\ngitlab.com,a,0,9\nother,a,1,9\n' };
    expect(arrivals({ files }).count).toBe(1);
  });

  test('joins the tags of the workload and the row', () => {
    const { tagSets, tags } = arrivals({ files: history(row({ queued: at('08:00:00'), tags: 'docker' })) });
    expect(tagSets[tags[0] ?? -1]).toEqual(['docker', 'org']);
  });
});
