/** The one call: what it is told decides what is played, whoever listens hears every record, and what is wrong is said. */
import { describe, expect, test } from 'vitest';
import type { FinishedStudy } from '../../../../src/study/call/finished-study.js';
import { ScenarioRefused } from '../../../../src/study/call/scenario-refused.js';
import { study, type StudySettings } from '../../../../src/study/call/study.js';
import { PrecisionRefused } from '../../../../src/study/figures/precision.js';

const FILE = 'scenarios/idle-pool.yaml';
const SET = ['horizon=3h', 'warmup=1h'];
const played = (settings: StudySettings = {}): Promise<FinishedStudy> =>
  study(FILE, { replications: 2, ...settings, set: [...SET, ...(settings.set ?? [])] });

test('what is told of it decides the study, and the command that repeats it', async () => {
  const own = await played({ set: ['IdleCount=3'], thresholds: ['queue_time max < 10h'], seed: 'x', replications: 3 });
  expect(own.result.replications).toBe(3);
  expect(own.result.seed).toBe('x');
  expect(own.result.thresholds.map(({ condition }) => condition)).toContain('max < 10h');
  expect(own.result.rerun).toBe(
    `runcast run ${FILE} --set horizon=3h --set warmup=1h --set IdleCount=3 --threshold 'queue_time max < 10h' --replications 3 --seed x`,
  );
  expect(own.figure('queueTime.p95').estimate!).toBeGreaterThan((await played()).figure('queueTime.p95').estimate!);
});

test('the same settings give the same result, another seed another', async () => {
  const [one, same, other] = await Promise.all([played(), played(), played({ seed: 2 })]);
  expect(same.result).toEqual(one.result);
  expect(other.figure('queueTime.mean').estimate).not.toBe(one.figure('queueTime.mean').estimate);
});

describe('listeners', () => {
  test('hear every job and machine of every replication, with its names', async () => {
    const jobs = [0, 0];
    let machines = 0;
    const names = new Set<string>();
    const hour = 3_600_000_000;
    const { result } = await played({
      onJob: ({ queuedAt, workload }, { replication, cast }) => {
        if (queuedAt >= hour && queuedAt < 3 * hour) jobs[replication]!++;
        names.add(cast.workloads[workload]!.name);
      },
      onMachine: () => {
        machines++;
      },
    });
    expect(jobs).toEqual(result.runs.map((run) => run.jobs));
    expect([...names]).toEqual(['public']);
    expect(machines).toBeGreaterThan(jobs[0]! / 2);
  });

  test('of what happens hear it, and of one scenario with outages only the run that has them', async () => {
    const notes: string[] = [];
    const set = ['events[+]={at: 2h, for: 10m, outage: {cloud: gce}}'];
    const { result } = await played({
      set,
      replications: 1,
      onNote: ({ kind }, { replication }) => void notes.push(`${replication} ${kind}`),
    });
    expect(notes).toEqual(['0 outage_begins', '0 outage_ends']);
    expect(result.paired?.replications).toBe(1);
  });

  test('change nothing of the result', async () => {
    expect((await played({ onJob: () => undefined })).result.figures).toEqual((await played()).result.figures);
  });

  test('may end the study', async () => {
    await expect(
      played({
        onJob: () => {
          throw new Error('enough');
        },
      }),
    ).rejects.toThrow('enough');
  });
});

test('progress rises to one', async () => {
  const shares: number[] = [];
  await played({ onProgress: (share) => void shares.push(share) });
  expect(shares.at(-1)).toBe(1);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
});

test('a precision takes as many replications as it needs', async () => {
  const { result } = await played({ precision: { share: 0.001, figure: 'queueTime.mean', most: 7 } });
  expect(result.replications).toBe(7);
  await expect(played({ precision: { share: 0.1, figure: 'queueTime.maen', most: 7 } })).rejects.toThrow(PrecisionRefused);
});

describe('refused', () => {
  test.each([
    ['no file', 'scenarios/none.yaml', {}, 'cannot read this file'],
    ['a key', FILE, { set: ['horizn=3h'] }, 'did you mean horizon?'],
    ['a threshold', FILE, { thresholds: ['queue_tme avg < 3s'] }, 'did you mean queue_time?'],
    ['its form', FILE, { thresholds: ['queue_time'] }, 'expected a metric and a condition'],
    ['replications', FILE, { replications: 0 }, '--set replications=0'],
  ])('%s', async (_, file, settings, words) => {
    const found = await study(file, settings).catch((error: unknown) => error);
    expect(found).toBeInstanceOf(ScenarioRefused);
    const { message, issues } = found as ScenarioRefused;
    expect(message).toContain(words);
    expect(issues.length).toBeGreaterThan(0);
  });
});
