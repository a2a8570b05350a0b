/** Job histories: columns, cells, rows. */
import { describe, expect, test } from 'vitest';
import { SECOND } from '../../../src/units/time.js';
import { row, at, table } from '../../support/trace.js';

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
