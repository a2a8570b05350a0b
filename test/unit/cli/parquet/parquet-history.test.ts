import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { parquetWriteFile } from 'hyparquet-writer';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parquetHistory } from '../../../../src/cli/parquet/parquet-history.js';
import { isParquet, parquetText } from '../../../../src/cli/parquet/parquet-text.js';
import { Importer } from '../../../../src/history/importer.js';
import { sourceOf } from '../../../../src/history/sources/index.js';
import { HEADER } from '../../../../src/history/trace-rows.js';
import { imported } from '../../../support/imports.js';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'runcast-parquet-'));
  file = path.join(folder, 'h.parquet');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Imports a text into a Parquet file. */
async function written(text: string): Promise<void> {
  const history = await parquetHistory(file);
  const importer = new Importer(sourceOf(text)!, { columns: {} }, (job) => history.add(job));
  importer.push(text);
  importer.end();
  history.keep();
}

/** The rows of a file, as text. */
async function read(): Promise<string> {
  let csv = '';
  for await (const piece of parquetText(file)) csv += piece;
  return csv;
}

const HEAD = 'id,pipeline_id,project,tags,runner,status,queued_at,started_at,finished_at';
const ROWS = [
  '1,10,"al""pha, =1",b;a,r1,success,2026-10-01T09:00:00.123456Z,2026-10-01T09:00:05Z,2026-10-01T09:03:00Z',
  '2,10,=cmd,,,canceled,2026-10-01T09:00:00Z,,2026-10-01T09:07:00Z',
];

describe('a history in Parquet', () => {
  test('has the columns of one in CSV, typed; names are as they were told', async () => {
    await written(`${[HEAD, ...ROWS].join('\n')}\n`);
    const buffer = await asyncBufferFromFile(file);
    const { schema, created_by } = await parquetMetadataAsync(buffer);
    expect(created_by).toBe('runcast');
    expect(schema.slice(1).map(({ name }) => name)).toEqual(HEADER.split(','));
    // An instant, and not what some clock shows.
    const queued = schema.find(({ name }) => name === 'queued_at');
    expect(queued?.logical_type).toEqual({ type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' });
    expect(await parquetReadObjects({ file: buffer })).toEqual([
      {
        job: '1',
        pipeline: '10',
        project: 'al"pha, =1',
        name: null,
        stage: null,
        tags: 'a;b',
        protected: null,
        runner: 'r1',
        status: 'success',
        attempt: null,
        created_at: null,
        queued_at: new Date('2026-10-01T09:00:00.123Z'),
        started_at: new Date('2026-10-01T09:00:05Z'),
        finished_at: new Date('2026-10-01T09:03:00Z'),
        duration: null,
        cancel_at: null,
        cancel: null,
      },
      expect.objectContaining({
        project: '=cmd',
        status: 'canceled',
        duration: 0,
        cancel_at: new Date('2026-10-01T09:07:00Z'),
        cancel: 'canceled',
      }),
    ]);
    expect(readdirSync(folder)).toEqual(['h.parquet']);
  });

  test('is imported as the same rows as the CSV that it was made of, to the microsecond', async () => {
    const text = `${[HEAD, ...ROWS].join('\n')}\n`;
    await written(text);
    expect(isParquet(file)).toBe(true);
    expect(imported(await read()).text).toBe(imported(text).text);
  });

  test('of a relative clock has seconds', async () => {
    await written('id,queued_at,started_at,finished_at\n1,1.5,2,4\n');
    expect(await parquetReadObjects({ file: await asyncBufferFromFile(file), columns: ['queued_at'] })).toEqual([{ queued_at: 1.5 }]);
  });

  test('is written in groups of rows, all of which are there, and the same bytes each time', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `${i},${i >> 3},p,a,r,success,${i},${i + 1},${i + 2}\n`).join('');
    await written(`${HEAD}\n${rows}`);
    const buffer = await asyncBufferFromFile(file);
    const metadata = await parquetMetadataAsync(buffer);
    expect(metadata.row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([16_384, 3_616]);
    const jobs = await parquetReadObjects({ file: buffer, metadata, columns: ['job'] });
    expect(jobs.map(({ job }) => Number(job))).toEqual(Array.from({ length: 20_000 }, (_, i) => i));
    const before = readFileSync(file);
    await written(`${HEAD}\n${rows}`);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('that is discarded leaves nothing', async () => {
    const history = await parquetHistory(file);
    history.discard();
    expect(readdirSync(folder)).toEqual([]);
    expect(existsSync(file)).toBe(false);
  });
});

describe('a Parquet file of another writer', () => {
  /** Two jobs: numbers of a 64-bit counter, a time of the kind that is given, a duration that one of them has not. */
  function tabled(isAdjustedToUTC: boolean): void {
    const optional = { repetition_type: 'OPTIONAL' } as const;
    const queued = { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC, unit: 'MICROS' }, ...optional } as const;
    parquetWriteFile({
      filename: file,
      schema: [
        { name: 'jobs', num_children: 3 },
        { name: 'id', type: 'INT64', ...optional },
        { name: 'queued_at', ...queued },
        { name: 'duration', type: 'DOUBLE', ...optional },
      ],
      columnData: [
        { name: 'id', data: [9_007_199_254_740_993n, 9_007_199_254_740_992n] },
        { name: 'queued_at', data: [1_790_000_000_000_001n, 1_790_000_001_000_000n] },
        { name: 'duration', data: [5.5, NaN] },
      ],
    });
  }

  test('has every digit of its numbers, and nothing where a number is none', async () => {
    tabled(true);
    expect(await read()).toBe(
      'id,queued_at,duration\n9007199254740993,2026-09-21T14:13:20.000001Z,5.5\n9007199254740992,2026-09-21T14:13:21Z,\n',
    );
  });

  test('whose times say no zone leaves that to --timezone', async () => {
    tabled(false);
    expect(await read()).toBe(
      'id,queued_at,duration\n9007199254740993,2026-09-21T14:13:20.000001,5.5\n9007199254740992,2026-09-21T14:13:21,\n',
    );
  });
});
