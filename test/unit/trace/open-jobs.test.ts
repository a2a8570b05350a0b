/** Jobs that wait or run when their history ends: they are replayed, and how long they run is assumed. */
import { describe, expect, test } from 'vitest';
import { guessColumns } from '../../../src/trace/guess.js';
import { EndedJobs } from '../../../src/trace/open-jobs.js';
import { readTrace, type TraceTable } from '../../../src/trace/table.js';
import { SECOND } from '../../../src/units/time.js';

const HEADER = 'job,name,runner,status,queued_at,started_at,finished_at,duration';

function read(...rows: readonly string[]): TraceTable {
  return readTrace([HEADER, ...rows].join('\n'), guessColumns(HEADER.split(',')), 'gitlab');
}

const lasts = ({ duration }: TraceTable): number[] => duration.map((own) => own / SECOND);
/** Builds of 10, 20 and 90 s, tests of 40 and 50 s; the history ends at 200. */
const ENDED = [
  '1,build,r,success,0,10,20,',
  '2,build,r,failed,0,10,30,',
  '3,build,r,success,0,10,100,',
  '4,test,r,success,100,160,200,',
  '9,test,r,success,100,140,190,',
];

describe('a job that waits when the history ends', () => {
  test('runs as long as the median of its name; of all, where none of that name ended', () => {
    const table = read(...ENDED, '5,build,,pending,150,,,', '6,other,,queued,160,,,', '7,,,pending,170,,,');
    expect(lasts(table).slice(5)).toEqual([20, 40, 40]);
    expect(table).toMatchObject({ rows: 8, stillPending: 3, stillRunning: 0, neverRan: 0, unfinished: 0 });
    expect(table.queuedAt.slice(5)).toEqual([150 * SECOND, 160 * SECOND, 170 * SECOND]);
    expect(table.cancelAt.every((at) => at === Infinity)).toBe(true);
  });

  test('may have its creation for a start', () => {
    const table = read(...ENDED, '5,test,,queued,150,150,,');
    expect(lasts(table)[5]).toBe(40);
    expect(table).toMatchObject({ stillPending: 1, negativeWaits: 0 });
  });
});

describe('a job that runs when the history ends', () => {
  test('runs at least until then, and as long as the median of its name', () => {
    const table = read(...ENDED, '5,build,r,running,120,130,,', '6,build,r,in_progress,180,195,,');
    expect(lasts(table).slice(5)).toEqual([70, 20]);
    expect(table).toMatchObject({ stillPending: 0, stillRunning: 2 });
  });

  test('has an end that nobody wrote down where none of its tags ever ran so long', () => {
    expect(lasts(read(...ENDED, '5,build,r,running,0,50,,', '6,other,r,running,0,105,,', '7,build,r,running,0,110,,')).slice(5)).toEqual([
      20, 40, 90,
    ]);
    const tagged = (row: string, tags: string): string => `${row},${tags}`;
    const rows = [...ENDED.map((row) => tagged(row, 'big')), tagged('8,build,r,success,0,10,500,', 'small')];
    const open = [
      tagged('5,build,r,running,100,150,,', 'big'),
      tagged('6,build,r,running,100,150,,', 'small'),
      tagged('7,build,r,running,0,5,,', 'new'),
    ];
    const header = `${HEADER},tags`;
    const table = readTrace([header, ...rows, ...open].join('\n'), guessColumns(header.split(',')), 'gitlab');
    // Until 500: 350 s, more than the 90 of any big one, less than the 490 of the small one; of no tags that ended, 495 s are more than any.
    expect(lasts(table).slice(6)).toEqual([20, 350, 20]);
  });

  test('the end of the history is the last that it tells of, wherever that stands', () => {
    expect(lasts(read('5,build,r,running,120,130,,', ...ENDED))[0]).toBe(70);
    expect(lasts(read('5,build,r,running,120,130,,', '6,x,,pending,600,,,'))).toEqual([470, 0]);
  });
});

describe('what ended', () => {
  const ended = new EndedJobs<string>();
  for (const ran of [10, 20, 90]) ended.add('build', 'big', ran);
  for (const ran of [40, 50]) ended.add('test', 'big', ran);
  ended.add(undefined, 'small', 490);

  test('says by name how long a job runs, by tags where none of its name ended or it has none, else by all', () => {
    expect(ended.lasts('build', 'small', undefined)).toBe(20);
    expect(ended.lasts('other', 'small', undefined)).toBe(490);
    expect(ended.lasts(undefined, 'big', undefined)).toBe(40);
    expect(ended.lasts('other', 'new', undefined)).toBe(40);
    expect(new EndedJobs<string>().lasts('build', 'big', undefined)).toBe(0);
  });

  test('says by tags whose end is lost, by all where none of them ended; nothing where none at all did', () => {
    expect([90, 91].map((elapsed) => ended.isLost('big', elapsed))).toEqual([false, true]);
    expect([490, 491].map((elapsed) => ended.isLost('new', elapsed))).toEqual([false, true]);
    expect(new EndedJobs<string>().isLost('big', 1e12)).toBe(false);
  });

  test('has a job run for what it has run at least, unless its end is lost', () => {
    expect([5, 80, 91].map((elapsed) => ended.lasts('build', 'big', elapsed))).toEqual([20, 80, 20]);
  });

  test('is told again when more of it is known', () => {
    const growing = new EndedJobs<string>();
    const told = [30, 10, 20].map((ran) => {
      growing.add('build', 'big', ran);
      return growing.lasts('build', 'big', undefined);
    });
    expect(told).toEqual([30, 10, 20]);
  });
});

test('jobs that never ran, or were cancelled waiting, say nothing of how long jobs run', () => {
  const table = read(
    ...ENDED,
    '5,test,,canceled,100,100,190,',
    '6,test,r,canceled,,,,',
    '7,test,r,skipped,100,,,',
    '8,test,,pending,150,,,',
  );
  expect(lasts(table)).toEqual([10, 20, 90, 40, 50, 0, 40]);
  expect(table).toMatchObject({ stillPending: 1, cancelledWaiting: 1, bad: 1, neverRan: 1 });
});

test('a job that is over and has no end is left out, as is one of which nobody says whether it is', () => {
  expect(read(...ENDED, '5,test,r,success,100,110,,', '6,test,r,,100,110,,')).toMatchObject({ rows: 7, unfinished: 2, stillRunning: 0 });
});

test('one whose duration is stated is as it is', () => {
  const table = read(...ENDED, '5,test,r,running,100,110,,7');
  expect(lasts(table)[5]).toBe(7);
  expect(table.stillRunning).toBe(0);
});
