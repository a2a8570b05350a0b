/** Hand-computed stories: each outage with its jobs, minute by minute. */
import { describe, expect, test } from 'vitest';
import { DEFAULT_LINE, StoryTeller, type StoryLine } from '../../../src/results/story.js';
import type { Story } from '../../../src/results/story-schema.js';
import { NOT_YET, type JobRecord, type NoteRecord } from '../../../src/units/record.js';
import { HOUR, SECOND } from '../../../src/units/time.js';
import { aJob, aPendingJob } from './support.js';

const note = (at: number, kind: NoteRecord['kind'], subject: string, since?: number): NoteRecord => ({
  at: at * SECOND,
  kind,
  subject,
  ...(since === undefined ? {} : { since: since * SECOND }),
});

/** Hands notes and jobs over as a run does: in order of their time, jobs when they leave. */
function told(notes: readonly NoteRecord[], jobs: readonly JobRecord[], end: number, line: StoryLine = DEFAULT_LINE): Story[] {
  const teller = new StoryTeller(end * SECOND, line);
  const things = [
    ...notes.map((one) => ({ at: one.at, tell: () => teller.note(one) })),
    ...jobs.map((one) => ({
      at: one.finishedAt === NOT_YET ? Infinity : one.finishedAt,
      tell: () => teller.job(one, end * SECOND, true),
    })),
  ];
  for (const { tell } of things.sort((a, b) => a.at - b.at)) tell();
  return teller.finish(end * SECOND);
}

// An outage from 10:00 (36000 s) to 10:10, in a run of 12 h; times in seconds.
const START = 36_000;
const END = 36_600;
const RUN = 43_200;
const WINDOW = [note(START, 'outage_begins', 'gone'), note(END, 'outage_ends', 'gone')];

describe('the story of an outage', () => {
  test('backlog, recovery, delayed jobs and missed minutes of a small one', () => {
    const jobs = [
      // Before: handed out at once.
      aJob(START - 100, 1),
      // One a minute from 10:00:30 to 10:09:30; the first three are handed out in time, the others wait until 10:12:15.
      ...[0, 1, 2].map((minute) => aJob(START + 30 + 60 * minute, 10)),
      ...[3, 4, 5, 6, 7, 8, 9].map((minute) => aJob(START + 30 + 60 * minute, 12 * 60 + 15 - (30 + 60 * minute))),
      // After the recovery at 10:13: late, but not of this story.
      aJob(START + 13 * 60 + 5, 100),
    ];
    const [story] = told(WINDOW, jobs, RUN);
    expect(story).toEqual({
      outage: 'gone',
      start: START,
      end: END,
      failovers: [],
      backlogBefore: 0,
      backlogPeak: 7,
      backlogPeakAt: START + 600,
      recovered: START + 13 * 60,
      slo: { seconds: 60, share: 0.95, subject: 'queue_time', isDefault: true },
      jobsQueued: 10,
      jobsDelayed: 7,
      jobsLost: 0,
      minutesMissed: 7,
    });
  });

  test('the backlog is as before when it is at the mean of the hour before, not when it is empty', () => {
    const jobs = [
      // Two jobs wait over the whole of the hour before, so the mean is 2; they stay until 11:00.
      aJob(START - 2 * 3600, 3 * 3600),
      aJob(START - 2 * 3600, 3 * 3600),
      // A third from 10:01:00 to 10:11:30.
      aJob(START + 60, 630),
    ];
    const [story] = told(WINDOW, jobs, RUN);
    expect(story).toMatchObject({ backlogBefore: 2, backlogPeak: 3, backlogPeakAt: START + 60, recovered: START + 720 });
  });

  test('an outage within a minute does not own the jobs of that minute that came before it', () => {
    const windows = [note(START + 30, 'outage_begins', 'gone'), note(END, 'outage_ends', 'gone')];
    const jobs = [
      aJob(START + 10, 90),
      // Gone before the outage.
      aJob(START + 1, 0, { scriptAt: (START + 2) * SECOND, finishedAt: (START + 3) * SECOND, failureReason: 'machine_died' }),
      aJob(START + 40, 90),
      aJob(START + 50, 5, { finishedAt: (START + 70) * SECOND, status: 'runner_system_failure', failureReason: 'machine_died' }),
    ];
    expect(told(windows, jobs, RUN)[0]).toMatchObject({ jobsQueued: 2, jobsDelayed: 1, jobsLost: 1, minutesMissed: 1 });
  });

  test('a minute in which exactly the share started in time is kept; one below is missed', () => {
    const line = { ...DEFAULT_LINE, share: 0.5 };
    const jobs = [aJob(START, 10), aJob(START + 1, 60), aJob(START + 61, 59), aJob(START + 62, 60), aJob(START + 63, 61)];
    expect(told(WINDOW, jobs, RUN, line)[0]).toMatchObject({ jobsDelayed: 3, minutesMissed: 1 });
  });

  test('a job that still waits is delayed once it has waited as long; one that has not says nothing but that it is there', () => {
    const end = END + 600;
    const jobs = [aPendingJob(START + 60), aPendingJob(end - 30)];
    const [story] = told(WINDOW, jobs, end);
    expect(story).toMatchObject({ recovered: null, jobsQueued: 2, jobsDelayed: 1, minutesMissed: 2, backlogPeak: 2 });
  });

  test('an outage that the run does not see the end of', () => {
    const [story] = told([WINDOW[0]!], [aJob(START + 10, 5)], RUN);
    expect(story).toMatchObject({ end: null, recovered: null, jobsQueued: 1, jobsDelayed: 0 });
  });

  test('each turn of a failover is told, from the start to the recovery', () => {
    const notes = [
      note(START - 500, 'noticed', 'standby', START - 600),
      note(START - 400, 'failed_over', 'standby'),
      ...WINDOW.slice(0, 1),
      note(START + 300, 'noticed', 'standby', START + 120),
      note(START + 420, 'failed_over', 'standby'),
      ...WINDOW.slice(1),
      note(END + 30, 'failing_back', 'standby'),
      note(END + 90, 'failed_back', 'standby'),
      note(END + 4000, 'noticed', 'standby'),
    ];
    const [story] = told(notes, [aJob(START + 60, END - START)], RUN);
    expect(story!.recovered).toBe(END + 60);
    expect(story!.failovers).toEqual([
      {
        name: 'standby',
        since: START + 120,
        noticed: START + 300,
        failedOver: START + 420,
        failingBack: END + 30,
        failedBack: END + 90,
      },
    ]);
  });

  test('outages that come again, and two at once, have a story each', () => {
    const notes = [
      note(600, 'outage_begins', 'a'),
      note(660, 'outage_begins', 'b'),
      note(720, 'outage_ends', 'a'),
      note(780, 'outage_ends', 'b'),
      note(7200, 'outage_begins', 'a'),
      note(7260, 'outage_ends', 'a'),
    ];
    const stories = told(notes, [], 3 * (HOUR / SECOND));
    expect(stories.map(({ outage, start, end, recovered }) => [outage, start, end, recovered])).toEqual([
      ['a', 600, 720, 720],
      ['b', 660, 780, 780],
      ['a', 7200, 7260, 7260],
    ]);
  });
});
