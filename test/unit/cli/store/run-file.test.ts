/** The file of a run gives back the outcome it was made of, on every Node the same, or says that it is damaged. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { plainText } from '../../../../src/cli/store/plain-text.js';
import { RUN_FORMAT_VERSION, readRun, runFile } from '../../../../src/cli/store/run-file.js';
import type { Outcome } from '../../../../src/study/point.js';
import { runPoint } from '../../../../src/study/runner.js';
import { pointsOf, smallStudy } from '../../../support/small-study.js';

const NAME = { key: 'abc', runcast: '1.2.3' };
let outcome: Outcome;
let file: Buffer;
beforeAll(async () => {
  const method = await smallStudy();
  const [point] = pointsOf(method);
  outcome = runPoint(method, { ...point!, ledger: { bound: 60_000_000, share: 0.9 } });
  file = runFile(NAME, outcome);
});

describe('the file of a run', () => {
  test('begins with a line that says what it is, and gives the outcome back', () => {
    const line = file.toString('utf8', 0, file.indexOf('\n'));
    const body = plainText(outcome);
    expect(JSON.parse(line)).toEqual({
      format: 'runcast run',
      version: RUN_FORMAT_VERSION,
      ...NAME,
      bytes: Buffer.byteLength(body),
      sha256: createHash('sha256').update(body).digest('hex'),
    });
    expect(readRun('abc', file)).toStrictEqual({ outcome });
    expect(outcome.ledger!.jobs.leftAt.length).toBeGreaterThan(100);
    expect(runFile(NAME, structuredClone(outcome)).equals(file)).toBe(true);
  });

  test('of another run is refused', () => {
    expect(readRun('abd', file)).toEqual({ damage: 'it is the file of another run' });
  });

  test('of another form says which, and one that only says it is of this form is damaged', () => {
    const said = (version: unknown): unknown => readRun('abc', Buffer.from(`${JSON.stringify({ format: 'runcast run', version })}\n…`));
    expect(said(1)).toEqual({ form: 1 });
    expect(said(7)).toEqual({ form: 7 });
    for (const version of [RUN_FORMAT_VERSION, 0, '1', undefined])
      expect(said(version)).toEqual({ damage: 'its first line is not that of a run' });
  });

  test('that is cut anywhere is damaged', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: file.length - 1 }), (length) => {
        expect(readRun('abc', file.subarray(0, length))).toHaveProperty('damage');
      }),
      { numRuns: 50 },
    );
  });

  test('in which a byte differs is damaged, or gives the same outcome', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: file.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const other = Buffer.from(file);
        other[at] = other[at]! ^ by;
        const read = readRun('abc', other);
        if ('outcome' in read) expect(read.outcome).toStrictEqual(outcome);
      }),
      { numRuns: 100 },
    );
  });

  test.each(['', 'hello', 'hello\n', '{}\n', `{"format":"runcast run","version":${RUN_FORMAT_VERSION}}\n`])(
    'that is something else is damaged: %j',
    (text) => {
      expect(readRun('abc', Buffer.from(text))).toHaveProperty('damage');
    },
  );
});
