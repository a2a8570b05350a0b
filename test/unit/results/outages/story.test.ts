/** Hand-computed stories: each outage with its jobs, minute by minute. */
import { describe, expect, test } from 'vitest';
import type { FailoverSpec } from '../../../../src/fleet/failover.js';
import type { IdleTargets } from '../../../../src/results/pools/living-machines.js';
import { DEFAULT_LINE, StoryTeller, type StoryLine } from '../../../../src/results/outages/story.js';
import type { Story } from '../../../../src/results/outages/story-schema.js';
import type { JobRecord } from '../../../../src/record/job.js';
import type { MachineRecord } from '../../../../src/record/machine.js';
import { NOT_YET } from '../../../../src/record/not-yet.js';
import type { NoteRecord } from '../../../../src/record/note.js';
import { HOUR, SECOND } from '../../../../src/units/time.js';
import { aJob, aMachine, aPendingJob, fleet } from '../../../support/records.js';

const note = (at: number, kind: NoteRecord['kind'], subject: string, since?: number): NoteRecord => ({
  at: at * SECOND,
  kind,
  subject,
  ...(since === undefined ? {} : { since: since * SECOND }),
});

interface Given {
  readonly line?: StoryLine;
  readonly returning?: readonly string[];
  readonly machines?: readonly MachineRecord[];
  readonly targets?: IdleTargets;
  readonly hasCourse?: boolean;
}

/** A failover that is undone at some time. */
function returningFailover(name: string): FailoverSpec {
  const at = { kind: 'constant', value: 0 } as const;
  return {
    name,
    trigger: { kind: 'person', outages: [], delay: at },
    reaction: at,
    unpause: [],
    start: [],
    reload: [],
    back: { after: at, whenPoolReady: false, removeMachines: false },
  };
}

/** Hands notes and jobs over as a run does: in order of their time, jobs when they leave. */
function told(notes: readonly NoteRecord[], jobs: readonly JobRecord[], end: number, given: Given = {}): Story[] {
  const { line = DEFAULT_LINE, returning = [], machines = [], targets = () => undefined, hasCourse = false } = given;
  const teller = new StoryTeller({ ...fleet, horizon: end * SECOND, failovers: returning.map(returningFailover) }, line);
  const things = [
    ...notes.map((one) => ({ at: one.at, tell: () => teller.note(one) })),
    ...jobs.map((one) => ({ at: one.finishedAt === NOT_YET ? Infinity : one.finishedAt, tell: () => teller.job(one, true) })),
    ...machines.map((one) => ({ at: Infinity, tell: () => teller.machine(one) })),
  ];
  for (const { tell } of things.sort((a, b) => a.at - b.at)) tell();
  return teller.finish(end * SECOND, targets, hasCourse);
}

// An outage from 10:00 (36000 s) to 10:10, in a run of 12 h; times in seconds.
const START = 36_000;
const END = 36_600;
const RUN = 43_200;
const DIED = { status: 'runner_system_failure', failureReason: 'machine_died' } as const;
const WINDOW = [note(START, 'outage_begins', 'gone'), note(END, 'outage_ends', 'gone')];

describe('the story of an outage', () => {
  test('backlog, recovery, delayed jobs and missed minutes of a small one', () => {
    const jobs = [
      // Before: handed out at once.
      aJob(START - 100, 1),
      // One a minute from 10:00:30 to 10:09:30; the first three are handed out in time, the others wait until 10:12:15.
      ...[0, 1, 2].map((minute) => aJob(START + 30 + 60 * minute, 10)),
      ...[3, 4, 5, 6, 7, 8, 9].map((minute) => aJob(START + 30 + 60 * minute, 12 * 60 + 15 - (30 + 60 * minute))),
      // After the recovery at 10:13, and a good while: late, but not of this story.
      aJob(START + 25 * 60, 100),
    ];
    const [story] = told(WINDOW, jobs, RUN);
    expect(story).toEqual({
      outage: 'gone',
      start: START,
      end: END,
      failovers: [],
      backlogBefore: 1 / 3600,
      backlogPeak: 7,
      backlogPeakAt: START + 570,
      recovered: START + 13 * 60,
      waves: [{ from: START, failback: null, backlogPeak: 7, backlogPeakAt: START + 570, jobsQueued: 10, jobsDelayed: 7 }],
      slo: { seconds: 60, share: 0.95, subject: 'queue_time', isDefault: true },
      jobsQueued: 10,
      jobsDelayed: 7,
      jobsHeld: 0,
      jobsLostInAll: 0,
      jobsLost: null,
      minutesMissed: 7,
    });
  });

  test('the usual backlog is a time average: fifty jobs at each whole minute that wait a quarter of a second are 0.21', () => {
    const jobs = Array.from({ length: 60 }, (_, minute) => Array.from({ length: 50 }, () => aJob(START - 3600 + 60 * minute, 0.25))).flat();
    expect(told(WINDOW, jobs, RUN)[0]!.backlogBefore).toBeCloseTo((50 * 0.25) / 60, 12);
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

  test('it must stay so: a backlog that comes back within ten minutes is of the same story, one that comes later is not', () => {
    // A job a minute that waits 1 s: 10 s of waiting in ten minutes are usual.
    const before = Array.from({ length: 60 }, (_, minute) => aJob(START - 3600 + 60 * minute, 1));
    const again = (at: number): Story => told(WINDOW, [...before, aJob(START + 60, 300), aJob(at, 200), aJob(at + 1, 200)], RUN)[0]!;
    // The ten minutes from 10:10 hold 10 s and 9 s of their waits; those from 10:24 on hold none, those from 10:23 still 21 s.
    expect(again(END + 590)).toMatchObject({ recovered: END + 840, jobsQueued: 3, jobsDelayed: 3 });
    expect(again(END + 600)).toMatchObject({ recovered: END, jobsQueued: 1, jobsDelayed: 1 });
  });

  test('where more jobs come than in the hour before, more may wait, in proportion', () => {
    const each = (from: number, to: number, every: number, wait: number): JobRecord[] =>
      Array.from({ length: (to - from) / every }, (_, i) => aJob(from + i * every, wait));
    // 60 jobs of 2 s in the hour before: 1/30 wait on average. Afterwards six times as many, as long: not worse.
    const before = each(START - 3600, START, 60, 2);
    expect(told(WINDOW, [...before, ...each(END, END + 1200, 10, 2)], RUN)[0]).toMatchObject({ recovered: END });
    // Half as long again, each: worse, until it stops.
    expect(told(WINDOW, [...before, ...each(END, END + 1200, 10, 3)], RUN)[0]!.recovered).toBeGreaterThan(END + 600);
  });

  test('an outage within a minute does not own the jobs of that minute that came before it', () => {
    const windows = [note(START + 30, 'outage_begins', 'gone'), note(END, 'outage_ends', 'gone')];
    const jobs = [
      aJob(START + 10, 90),
      // Gone before the outage.
      aJob(START + 1, 0, { scriptAt: (START + 2) * SECOND, finishedAt: (START + 3) * SECOND, ...DIED }),
      aJob(START + 40, 90),
      aJob(START + 50, 5, { finishedAt: (START + 70) * SECOND, ...DIED }),
    ];
    expect(told(windows, jobs, RUN)[0]).toMatchObject({ jobsQueued: 2, jobsDelayed: 1, jobsLostInAll: 1, minutesMissed: 1 });
  });

  test('a minute in which exactly the share started in time is kept; one below is missed', () => {
    const line = { ...DEFAULT_LINE, share: 0.5 };
    const jobs = [aJob(START, 10), aJob(START + 1, 60), aJob(START + 61, 59), aJob(START + 62, 60), aJob(START + 63, 61)];
    expect(told(WINDOW, jobs, RUN, { line })[0]).toMatchObject({ jobsDelayed: 3, minutesMissed: 1 });
  });

  test('a job that still waits is delayed once it has waited as long; one that has not says nothing but that it is there', () => {
    const end = END + 600;
    const jobs = [aPendingJob(START + 60), aPendingJob(end - 30)];
    const [story] = told(WINDOW, jobs, end);
    expect(story).toMatchObject({ recovered: null, jobsQueued: 2, jobsDelayed: 1, minutesMissed: 1, backlogPeak: 2 });
  });

  test('a job that is handed out in time and hangs in its preparation is told apart', () => {
    const hangs = { scriptAt: NOT_YET, finishedAt: (START + 700) * SECOND, ...DIED };
    const jobs = [
      aJob(START + 10, 5),
      // 59 s of queue and 1 s of preparation are one minute.
      aJob(START + 10, 59, { scriptAt: (START + 70) * SECOND }),
      aJob(START + 10, 59, { scriptAt: (START + 70) * SECOND - 1 }),
      aJob(START + 20, 1, hangs),
      aJob(START + 20, 60, hangs),
    ];
    expect(told(WINDOW, jobs, RUN)[0]).toMatchObject({ jobsQueued: 5, jobsDelayed: 1, jobsHeld: 2, jobsLostInAll: 2 });
  });

  test('an outage that the run does not see the end of', () => {
    const [story] = told([WINDOW[0]!], [aJob(START + 10, 5)], RUN);
    expect(story).toMatchObject({ end: null, recovered: null, jobsQueued: 1, jobsDelayed: 0 });
  });

  test('a run that a limit cuts at the end of the outage has not seen the fleet as before', () => {
    const [story] = told(WINDOW, [aJob(START + 10, 5)], END);
    expect(story).toMatchObject({ end: END, recovered: null });
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

describe('jobs lost', () => {
  test.each(['machine_died', 'no_machine', 'interrupted', 'stuck', 'image_pull'] as const)('%s', (failureReason) => {
    const job = aJob(START + 10, 5, { status: 'runner_system_failure', failureReason, finishedAt: (START + 100) * SECOND });
    expect(told(WINDOW, [job], RUN)[0]).toMatchObject({ jobsLostInAll: 1 });
  });

  test('also one that ran when it began and that GitLab sweeps up an hour later, and one that waited and is dropped as stuck', () => {
    const stuck = { status: 'runner_system_failure', failureReason: 'stuck' } as const;
    const jobs = [
      aJob(START - 50, 1, { ...stuck, finishedAt: (START + 4000) * SECOND }),
      aPendingJob(START - 50, { ...stuck, finishedAt: (END + 3000) * SECOND }),
    ];
    expect(told(WINDOW, [jobs[0]!], RUN)[0]).toMatchObject({ recovered: END, jobsLostInAll: 1 });
    expect(told(WINDOW, jobs, RUN)[0]!.jobsLostInAll).toBe(2);
  });

  test('not those that came when the fleet was as before, nor those that fail by themselves', () => {
    const jobs = [
      aJob(END + 5, 1, DIED),
      aJob(START + 5, 1, { status: 'failed' }),
      aJob(START + 5, 1, { status: 'timed_out' }),
      aJob(START + 5, 1, { status: 'cancelled' }),
    ];
    expect(told(WINDOW, jobs, RUN)[0]).toMatchObject({ recovered: END, jobsLostInAll: 0 });
  });
});

describe('failovers in a story', () => {
  const TURN = [
    note(START - 500, 'noticed', 'standby', START - 600),
    note(START - 400, 'failed_over', 'standby'),
    note(START - 300, 'failing_back', 'standby'),
    note(START - 200, 'failed_back', 'standby'),
    ...WINDOW.slice(0, 1),
    note(START + 300, 'noticed', 'standby', START + 120),
    note(START + 420, 'failed_over', 'standby'),
    ...WINDOW.slice(1),
    note(END + 1800, 'failing_back', 'standby'),
    note(END + 2430, 'failed_back', 'standby'),
    note(END + 9000, 'noticed', 'standby'),
  ];

  test('it goes on until the last has failed back; what comes after that begins is a wave of its own', () => {
    const jobs = [aJob(START + 60, 540), aJob(END + 1790, 30), aJob(END + 1810, 90), aJob(END + 1820, 70), aJob(END + 2000, 3)];
    const [story] = told(TURN, jobs, RUN, { returning: ['standby'] });
    expect(story).toMatchObject({ recovered: END + 2460, jobsQueued: 5, jobsDelayed: 3 });
    expect(story!.waves).toEqual([
      { from: START, failback: null, backlogPeak: 1, backlogPeakAt: START + 60, jobsQueued: 2, jobsDelayed: 1 },
      { from: END + 1800, failback: 'standby', backlogPeak: 2, backlogPeakAt: END + 1810, jobsQueued: 3, jobsDelayed: 2 },
    ]);
    expect(story!.failovers).toEqual([
      {
        name: 'standby',
        since: START + 120,
        noticed: START + 300,
        failedOver: START + 420,
        failingBack: END + 1800,
        failedBack: END + 2430,
      },
    ]);
  });

  test('one that is never undone is not waited for; one that is to be and was not leaves the story open', () => {
    const over = TURN.slice(0, 8);
    expect(told(over, [], RUN)[0]).toMatchObject({ recovered: END });
    expect(told(over, [], RUN, { returning: ['standby'] })[0]).toMatchObject({ recovered: null });
  });
});

describe('the pools in a story', () => {
  // Two machines of linux-1 stand from two hours before; they die in the outage. Their manager does not know and removes them at 10:20.
  const old = (n: number): MachineRecord =>
    aMachine({
      machine: n,
      readyAt: (START - 7200) * SECOND,
      diedAt: START * SECOND,
      death: 'outage',
      removingAt: (END + 600) * SECOND,
      goneAt: (END + 620) * SECOND,
    });
  const young = (n: number, readyAt: number): MachineRecord =>
    aMachine({ machine: n, readyAt: readyAt * SECOND, removingAt: NOT_YET, goneAt: NOT_YET });
  const machines = [old(1), old(2), young(3, END + 600), young(4, END + 725)];

  test('it goes on until as many living idle machines stand as in the mean of the hour before', () => {
    expect(told(WINDOW, [], RUN, { machines })[0]).toMatchObject({ recovered: END + 780 });
  });

  test('or as many as the pool wants; a machine that runs a job is not idle', () => {
    expect(told(WINDOW, [], RUN, { machines, targets: () => 1 })[0]).toMatchObject({ recovered: END + 600 });
    const busy = aJob(END + 650, 0, { machine: 3, scriptAt: (END + 650) * SECOND, finishedAt: (END + 900) * SECOND });
    expect(told(WINDOW, [busy], RUN, { machines, targets: () => 2 })[0]).toMatchObject({ recovered: END + 900 });
  });

  test('a pool that lost nothing, or less than half, is not waited for', () => {
    const well = [young(1, START - 7200), young(2, START - 7200), old(3)];
    expect(told(WINDOW, [], RUN, { machines: well })[0]).toMatchObject({ recovered: END });
  });

  test('the course has the jobs that wait and the machines that live, by minute', () => {
    const [story] = told(WINDOW, [aJob(START + 90, 45)], RUN, { machines, hasCourse: true });
    const { from, binSeconds, waiting, machines: clouds } = story!.course!;
    expect([from, binSeconds]).toEqual([START - 1800, 60]);
    // From half an hour before to half an hour after the recovery at 10:23.
    expect(waiting).toHaveLength(30 + 10 + 13 + 30);
    expect(waiting.slice(29, 34)).toEqual([0, 0, 0.5, 0.25, 0]);
    expect(clouds.map(({ cloud }) => cloud)).toEqual(['gce']);
    const at = (seconds: number): number => clouds[0]!.averages[(seconds - from) / 60]!;
    expect([at(START - 60), at(START), at(END + 540), at(END + 600)]).toEqual([2, 0, 0, 1]);
    expect(at(END + 720)).toBeCloseTo(1 + 55 / 60, 12);
    expect(at(END + 780)).toBe(2);
  });
});
