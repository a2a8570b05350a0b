/** What an outage did to jobs, counted by hand: late, held, lost, minutes missed, and how many wait. */
import { describe, expect, test } from 'vitest';
import type { JobRecord } from '../../../../src/record/job.js';
import { NOT_YET } from '../../../../src/record/not-yet.js';
import { courseOf } from '../../../../src/results/outages/course.js';
import { isLost, JobBook } from '../../../../src/results/outages/harm.js';
import { HOUR, MINUTE, SECOND } from '../../../../src/units/time.js';
import { aJob, aPendingJob } from '../../../support/records.js';

const LINE = { below: 10 * SECOND, share: 0.5 };
const book = (...jobs: readonly JobRecord[]): JobBook => {
  const own = new JobBook(LINE);
  for (const job of jobs) own.add(job);
  return own;
};
const s = (seconds: number): number => seconds * SECOND;
const lost = (queued: number, wait: number, finished: number): JobRecord =>
  aJob(queued, wait, { status: 'runner_system_failure', failureReason: 'machine_died', finishedAt: s(finished) });

describe('the jobs of a period', () => {
  const all = { from: 0, until: s(1000), at: s(1000) };

  test('a job is late once it has waited as long as the line; held where its script had not begun by then', () => {
    // Scripts begin five seconds after the hand-out.
    const counts = book(aJob(1, 10), aJob(2, 9), aJob(3, 5), aJob(4, 4.5)).counts(all);
    expect(counts).toEqual({ jobs: 4, late: 1, held: 2, waitSeconds: 10 + 9 + 5 + 4, waitMicros: 500_000 });
  });

  test('jobs queued from the begin on and before the end', () => {
    const own = book(aJob(9, 0), aJob(10, 0), aJob(19, 0), aJob(20, 0));
    expect(own.counts({ from: s(10), until: s(20), at: s(1000) }).jobs).toBe(2);
  });

  test('a wait that goes on counts so far; one that was given up, until then', () => {
    expect(book(aPendingJob(100)).counts({ ...all, at: s(109) })).toMatchObject({ late: 0, held: 0, waitSeconds: 9 });
    expect(book(aPendingJob(100)).counts({ ...all, at: s(110) })).toMatchObject({ late: 1, held: 0, waitSeconds: 10 });
    expect(book(aPendingJob(100, { status: 'cancelled', finishedAt: s(103) })).counts(all)).toMatchObject({
      late: 0,
      held: 0,
      waitSeconds: 3,
    });
    // Handed out and never prepared; ended before its script began.
    expect(book(aJob(100, 1, { scriptAt: NOT_YET, finishedAt: NOT_YET })).counts(all)).toMatchObject({ late: 0, held: 1 });
    expect(book(aJob(100, 1, { scriptAt: NOT_YET, finishedAt: s(105) })).counts(all)).toMatchObject({ late: 0, held: 0 });
  });

  test('of those that the line is about only, where that is asked', () => {
    const own = new JobBook(LINE);
    own.add(aJob(1, 20));
    own.add(aJob(2, 20), false);
    expect([own.counts(all).jobs, own.counts({ ...all, ofLine: true }).jobs]).toEqual([2, 1]);
    expect(own.missedMinutes({ ...all, ofLine: true })).toBe(1);
  });

  test('more jobs than it had room for are all there', () => {
    const own = book(...Array.from({ length: 2500 }, (_, i) => (i % 2 === 0 ? lost(i, 20, i + 30) : aJob(i, 8))));
    const counts = own.counts({ from: 0, until: s(5000), at: s(9000) });
    expect(counts).toEqual({ jobs: 2500, late: 1250, held: 1250, waitSeconds: 1250 * 28, waitMicros: 0 });
    expect(own.lost([{ from: 0, until: s(5000) }], s(9000))).toBe(1250);
    expect(own.queued(0, s(2500))).toBe(2500);
  });
});

describe('lost jobs', () => {
  test('are those that the runner system ended', () => {
    expect(isLost({ status: 'runner_system_failure', finishedAt: 1 })).toBe(true);
    expect(isLost({ status: 'runner_system_failure', finishedAt: NOT_YET })).toBe(false);
    expect(isLost({ status: 'failed', finishedAt: 1 })).toBe(false);
  });

  test('count if they were there at some time of the period, and ended before an instant', () => {
    const own = book(lost(10, 1, 50));
    const of = (from: number, until: number, at: number): number => own.lost([{ from: s(from), until: s(until) }], s(at));
    expect([of(0, 11, 51), of(0, 10, 51), of(50, 60, 51), of(50.1, 60, 60), of(0, 11, 50)]).toEqual([1, 0, 1, 0, 0]);
  });
});

describe('minutes in which too few were in time', () => {
  const missed = (own: JobBook, from: number, until: number, at = 10_000): number =>
    own.missedMinutes({ from: s(from), until: s(until), at: s(at) });

  test('are those of the clock with less than the share; a minute without jobs is none', () => {
    // Half in time is enough, a third is not.
    const own = book(aJob(0, 0), aJob(59, 10), aJob(60, 0), aJob(70, 10), aJob(119, 11), aJob(240, 10));
    expect(missed(own, 0, 300)).toBe(2);
    expect(missed(own, 0, 60)).toBe(0);
    expect(missed(own, 60, 120)).toBe(1);
    // Of a period that begins or ends within a minute its part counts.
    expect(missed(own, 30, 60)).toBe(1);
    expect(missed(own, 60, 70)).toBe(0);
    expect(missed(own, 65, 119)).toBe(1);
    expect(missed(own, 300, 200)).toBe(0);
  });

  test('a job that waits on is in time so far', () => {
    expect(missed(book(aPendingJob(0)), 0, 60, 9)).toBe(0);
    expect(missed(book(aPendingJob(0)), 0, 60, 10)).toBe(1);
  });
});

describe('jobs that wait', () => {
  const own = book(aJob(10, 20), aJob(20, 20), aJob(50, 0), aJob(60, 5));

  test('on average over a period', () => {
    // One from 10 to 20 and from 30 to 40, two between, one from 60 to 65.
    expect(own.meanBacklog(s(10), s(40))).toBeCloseTo(40 / 30, 12);
    expect(own.meanBacklog(s(0), s(100))).toBeCloseTo(45 / 100, 12);
    expect(own.meanBacklog(s(20), s(30))).toBe(2);
    expect(own.meanBacklog(s(40), s(60))).toBe(0);
    expect(own.meanBacklog(s(25), s(25))).toBe(0);
    expect(book(aPendingJob(10)).meanBacklog(s(0), s(20))).toBe(0.5);
  });

  test('how many were queued in a period', () => {
    expect([own.queued(s(10), s(20)), own.queued(s(10), s(20.1)), own.queued(s(10.1), s(60)), own.queued(0, s(100))]).toEqual([1, 2, 2, 4]);
  });

  test('at most, and the first instant of it; what leaves as another comes does not wait beside it', () => {
    expect(own.peak(0, s(100))).toEqual({ jobs: 2, at: s(20) });
    expect(own.peak(0, s(19))).toEqual({ jobs: 1, at: s(10) });
    expect(own.peak(s(25), s(100))).toEqual({ jobs: 2, at: s(25) });
    expect(own.peak(s(30), s(100))).toEqual({ jobs: 1, at: s(30) });
    expect(own.peak(s(40), s(55))).toEqual({ jobs: 0, at: s(40) });
    expect(own.peak(s(40), s(60))).toEqual({ jobs: 1, at: s(60) });
    expect(book(aJob(10, 10), aJob(20, 10)).peak(0, s(100))).toEqual({ jobs: 1, at: s(10) });
    expect(book(aJob(10, 10), aJob(10, 10)).peak(0, s(100))).toEqual({ jobs: 2, at: s(10) });
  });

  test('usually: over the hour before, or what there is of it', () => {
    const hour = HOUR / SECOND;
    expect(book(aJob(0, 60)).usualBacklog(s(120))).toBe(0.5);
    expect(book(aJob(0, 60)).usualBacklog(s(hour + 30))).toBeCloseTo(30 / hour, 12);
  });
});

describe('the course of an outage', () => {
  const minute = MINUTE / SECOND;
  const course = (
    start: number,
    recovered: number | null,
    to: number,
    machines = new Float64Array(2000).fill(3),
  ): ReturnType<typeof courseOf> =>
    courseOf(
      { jobs: book(aJob(40 * minute, 60)), machines: [machines, new Float64Array(2000)], clouds: ['a', 'b'] },
      { start: start * minute, recovered: recovered === null ? null : recovered * minute },
      to * MINUTE,
    );

  test('half an hour before and after, by minutes, within the run', () => {
    const own = course(45, 60, 500);
    expect([own.from, own.binSeconds, own.waiting.length]).toEqual([15 * minute, 60, 75]);
    expect(own.waiting.slice(24, 27)).toEqual([0, 1, 0]);
    expect(own.machines).toEqual([{ cloud: 'a', averages: Array.from({ length: 75 }, () => 3) }]);
    expect([course(20, 60, 500).from, course(45, 60, 70).waiting.length, course(45, null, 100).waiting.length]).toEqual([0, 55, 85]);
    expect(course(45.5, 60, 500).from).toBe(15 * minute);
  });

  test('240 bins at most, of whole minutes, the last one cut', () => {
    const bins = (to: number): number[] => {
      const { binSeconds, waiting } = course(30, null, to);
      return [binSeconds, waiting.length];
    };
    expect([bins(240), bins(241), bins(480), bins(481)]).toEqual([
      [60, 240],
      [120, 121],
      [120, 240],
      [180, 161],
    ]);
    const steps = Float64Array.from({ length: 241 }, (_, i) => i);
    expect(course(30, null, 241, steps).machines[0]!.averages.slice(-2)).toEqual([238.5, 240]);
  });
});
