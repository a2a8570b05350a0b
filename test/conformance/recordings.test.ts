/** Every recording of the real code, and every case of docker-autoscaler's model, is reproduced to the microsecond, as a user's run does it and as a watched one does. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkRecording } from './check-recording.js';
import { recordingFiles } from './recording-files.js';

const root = path.resolve(import.meta.dirname, '../..');
const own = path.join(root, 'test/recordings');
const beside = path.resolve(root, '../shared');
const shared = existsSync(beside)
  ? readdirSync(beside)
      .filter((name) => name.startsWith('recordings') || name === 'autoscaler-cases')
      .map((name) => path.join(beside, name))
  : [];

/** The long logs of long recordings, and fields that came with the recordings of older versions. */
const MAY_BE_ABSENT = ['passes', 'requests_log', 'requests.failed', 'requests_log.status', 'machines.failed_at'];

/** Two tests a recording: watched, the passes and requests are listed and compared too. */
function eachRecording(folder: string): void {
  for (const file of recordingFiles(folder)) {
    const name = path.relative(folder, file);
    test.each([
      ['watched', true],
      ['unwatched', false],
    ] as const)(`${name} %s`, (_, watched) => {
      const { difference, notRecorded, notWatched } = checkRecording(readFileSync(file, 'utf8'), { watched });
      expect(difference ?? 'equal').toBe('equal');
      // What a recording may leave out, and nothing else, stays uncompared.
      expect(MAY_BE_ABSENT).toEqual(expect.arrayContaining([...notRecorded]));
      expect(watched ? [] : ['passes', 'requests_log', 'requests.failed', 'requests.refused']).toEqual(
        expect.arrayContaining([...notWatched]),
      );
    });
  }
}

describe('recordings of the project', () => {
  eachRecording(own);

  test('there are recordings, each with jobs, machines and requests to be compared', () => {
    const files = recordingFiles(own);
    expect(files.length).toBeGreaterThan(50);
    for (const file of files) {
      const { observed } = JSON.parse(readFileSync(file, 'utf8')) as { observed: Record<string, unknown> };
      expect(Object.keys(observed), path.basename(file)).toEqual(
        expect.arrayContaining(['jobs', file.includes('autoscaler') ? 'instances' : 'machines', 'exits', 'requests', 'passes_count']),
      );
    }
  });
});

describe('all recordings', () => {
  if (shared.length === 0) {
    test.skipIf(true)('the folders of recordings beside the project are absent: only those of the project are played', () => {
      expect(shared).not.toEqual([]);
    });
  }

  describe.each(shared.map((folder) => [path.basename(folder), folder] as const))('%s', (_, folder) => {
    eachRecording(folder);
  });
});

type Json = Record<string, unknown>;

/** A recording of the project, changed by `change`. */
function changed(name: string, change: (recording: { [field: string]: Json } & { observed: Json }) => void): string {
  const recording = JSON.parse(readFileSync(path.join(own, name), 'utf8')) as { [field: string]: Json } & { observed: Json };
  change(recording);
  return JSON.stringify(recording);
}

describe('a recording that cannot be played', () => {
  const unknown: readonly (readonly [string, Parameters<typeof changed>[1]])[] = [
    ['gitlab.teleport', ({ gitlab }) => (gitlab!['teleport'] = 1)],
    ['gitlab.fail_requests[].chance', ({ gitlab }) => (gitlab!['fail_requests'] = [{ from: 0, to: 1, status: 500, chance: 1 }])],
    ['cloud.boot[].zone', ({ cloud }) => ((cloud!['boot'] as Json[])[0]!['zone'] = 'a')],
    ['cloud.fail_deletes[].for', ({ cloud }) => (cloud!['fail_deletes'] = [{ machine: 1, times: 1, for: 1 }])],
    ['observed.mood', ({ observed }) => (observed['mood'] = 'good')],
    ['observed.requests.slow', ({ observed }) => ((observed['requests'] as Json)['slow'] = 3)],
  ];

  test.each(unknown)('fails by the name of an unknown field: %s', (name, change) => {
    expect(() => checkRecording(changed('19.4/od-single-job.json', change))).toThrow(`unknown field ${name}`);
  });

  const wrong: readonly (readonly [string, Parameters<typeof changed>[1], string])[] = [
    ['a format', (recording) => Object.assign(recording, { format: 2 }), 'format 2 is not known'],
    ['a unit of time', (recording) => Object.assign(recording, { unit: 'ms' }), 'unit "ms" is not known'],
    ['an event', ({ events }) => ((events as unknown as Json[])[1]!['do'] = 'sigterm'), 'unknown event sigterm'],
    [
      'a pause between looks at the file, in the file',
      ({ events }) => (events as unknown as Json[]).push({ at: 1, do: 'reload', manager: { config_check: 7 } }),
      'unknown field events[].manager.config_check',
    ],
    ['ids against the queue', ({ jobs }) => ((jobs as unknown as Json[])[0]!['id'] = 9), 'job 9 is queued before one with a lower id'],
  ];

  test.each(wrong)('says what of a case is not known: %s', (_, change, message) => {
    expect(() => checkRecording(changed('autoscaler/11-kill-and-restart.json', change))).toThrow(message);
  });

  test('is one of another unit of time', () => {
    expect(() => checkRecording(changed('19.4/od-single-job.json', (recording) => Object.assign(recording, { unit: 'ms' })))).toThrow(
      'unit "ms"',
    );
  });

  test('fails by the name of a version that is not filled', () => {
    const text = changed('19.4/od-single-job.json', ({ source }) => (source!['version'] = '8.9.0'));
    expect(() => checkRecording(text)).toThrow('8.9');
  });
});

test('lists that are left out are empty, and null in a table of jobs is what a job has not', () => {
  const text = changed('19.4/od-single-job.json', (recording) => {
    const { cloud, gitlab } = recording;
    delete cloud!['unreachable'];
    delete cloud!['fail_deletes'];
    delete gitlab!['fail_requests'];
    const jobs = recording['jobs'] as unknown as Json[];
    const table = Array.isArray(jobs) ? jobs : [];
    for (const job of table) Object.assign(job, { timeout: null, cancel: null });
    expect(table.length).toBeGreaterThan(0);
  });
  expect(checkRecording(text).difference).toBeUndefined();
});

test.each(['19.4/srm-cold-start.json', 'autoscaler/15-shapes.json'])('%s is played too where no job is queued in its time', (name) => {
  const late = changed(name, (recording) => {
    for (const job of recording['jobs'] as unknown as Json[]) job['queued_at'] = recording['ends_at'];
    recording.observed['jobs'] = [];
  });
  // What jobs would have taken is left.
  expect(checkRecording(late).difference).toMatch(/^(machine|instance) \d+ (uses|asked_at|remove_at|reason)/);
});

test('a case that leaves out its settings is played with those that hold then', () => {
  const text = changed('autoscaler/02-on-demand.json', (recording) => {
    delete recording['manager'];
    delete recording['autoscaler'];
    delete recording['jobs'];
    const observed = { jobs: [], instances: [], requests: { count: 60, empty: 60, refused: 0 }, passes_count: 179, exits: [] };
    Object.assign(recording.observed, observed);
    (recording.observed['passes'] as { rows: number[][] }).rows.splice(1);
  });
  expect(checkRecording(text)).toEqual({ difference: undefined, notRecorded: [], notWatched: [] });
});

test('one job of many that cannot be read is refused, not left out', () => {
  const text = changed('autoscaler/15-shapes.json', (recording) => {
    const jobs = Array.from({ length: 200 }, (_, i) => ({ id: i + 1, queued_at: i, start: 0, duration: i === 100 ? -1 : 1 }));
    Object.assign(recording, { jobs });
  });
  expect(() => checkRecording(text)).toThrow('1 of 200 rows are wrong');
});

describe('a recording that observed something else is not called equal', () => {
  /** One cell of a table, of its last row. */
  const cell = (list: unknown, column: string, value: unknown): void => {
    const { columns, rows, same } = list as { columns: string[]; rows: unknown[][]; same: Json };
    if (columns.includes(column)) rows.at(-1)![columns.indexOf(column)] = value;
    else same[column] = value;
  };
  const cases: readonly (readonly [string, string, Parameters<typeof changed>[1], RegExp])[] = [
    ['a count', 'od-single-job', ({ observed }) => (observed['passes_count'] = 1), /^passes_count: expected 1, got \d+/],
    ['a request', 'od-single-job', ({ observed }) => cell(observed['requests_log'], 'end', 7), /^request \d+ end: expected 7, got \d+/],
    ['a pass', 'od-single-job', ({ observed }) => cell(observed['passes'], 'picked', 99), /^pass \d+ picked: expected 99, got -?\d+/],
    ['a call of a job', 'cancel-silent', ({ observed }) => cell(observed['trace_log'], 'end', 7), /^call \d+ end: expected 7, got \d+/],
    [
      'the number of a machine within its manager',
      'three-managers',
      ({ observed }) => (((observed['machines'] as Json[] | undefined) ?? [])[5]!['nth'] = 50),
      /^machine 6 nth: expected 50, got \d+/,
    ],
  ];

  test.each(cases)('%s', (_, name, change, message) => {
    expect(checkRecording(changed(`19.4/${name}.json`, change)).difference).toMatch(message);
  });
});

test('what a recording does not tell is told: fields of rows, lists and counts', () => {
  const text = changed('19.4/two-runners-h.json', ({ observed }) => {
    for (const job of observed['jobs'] as Json[]) delete job['script_end'];
    delete observed['passes'];
    delete observed['requests_log'];
  });
  const told = ['requests.failed', 'jobs.script_end', 'machines.failed_at', 'requests_log', 'passes'];
  expect(checkRecording(text)).toEqual({ difference: undefined, notRecorded: told, notWatched: [] });
  const untouched = checkRecording(
    changed('19.4/two-runners-h.json', () => undefined),
    { watched: false },
  );
  expect(untouched).toEqual({ difference: undefined, notRecorded: ['machines.failed_at'], notWatched: ['requests_log', 'passes'] });
});
