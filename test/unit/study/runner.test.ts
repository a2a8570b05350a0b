/** Points, what comes of them, and methods: plain data that may be sent, and the same result wherever and however it is played. */
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { formatIssue } from '../../../src/scenario/text/issue.js';
import { openScenario } from '../../../src/scenario/open.js';
import type { PreparedScenario } from '../../../src/scenario/prepare.js';
import type { Method } from '../../../src/study/method/method.js';
import { studyOutages } from '../../../src/study/method/outage.js';
import { pair } from '../../../src/study/method/pair.js';
import { replicate } from '../../../src/study/method/replicate.js';
import { studyOf } from '../../../src/study/method/run.js';
import { outageQuestion } from '../../../src/study/outage/question.js';
import { effectOf, parseTarget, type NamedTarget } from '../../../src/study/outage/target.js';
import type { Point } from '../../../src/study/point.js';
import { runPoint, runStudy, runStudySync } from '../../../src/study/runner.js';
import { studyQuestion, type StudyQuestion } from '../../../src/study/study-question.js';
import { parseThresholds } from '../../../src/study/thresholds/thresholds.js';
import { HOUR, MINUTE } from '../../../src/units/time.js';

const SCENARIOS = path.resolve(import.meta.dirname, '../../../scenarios');
/** A zone that is gone for half an hour within the three hours of the run, and little load. */
const SHORT = [
  'horizon=3h',
  'warmup=30m',
  'replications=2',
  'events[0].at=1h',
  'events[0].for=30m',
  'workloads.public.pipelines.rate=200/h',
];

async function opened(...set: readonly string[]): Promise<PreparedScenario> {
  const prepared = await openScenario(path.join(SCENARIOS, 'outage-zone.yaml'), { set: [...SHORT, ...set] });
  if ('issues' in prepared) throw new Error(prepared.issues.map(formatIssue).join('\n'));
  return prepared;
}

function asked(prepared: PreparedScenario): StudyQuestion {
  const { thresholds } = parseThresholds(prepared.scenario.thresholds, prepared.fleet);
  return studyQuestion(prepared, { file: 's.yaml', seed: 1, thresholds });
}

let prepared: PreparedScenario;
let question: StudyQuestion;
beforeAll(async () => {
  prepared = await opened();
  question = asked(prepared);
});

function outages(): ReturnType<typeof studyOutages> {
  const target = parseTarget('zone=us-east1-c', prepared.fleet) as NamedTarget;
  const options = {
    file: 's.yaml',
    seed: 1,
    target,
    effect: effectOf('zone'),
    replications: 2,
    every: 2 * HOUR,
    durations: [20 * MINUTE],
    years: 1,
  };
  return studyOutages(outageQuestion(prepared, options));
}

/** The same method, whose points and outcomes go over a wire. */
function overAWire<Result>(method: Method<Result>): Method<Result> {
  return {
    fleets: structuredClone(method.fleets),
    runs: method.runs,
    *batches() {
      for (const playing = method.batches(); ;) {
        const { done, value } = playing.next();
        if (done === true) return value;
        yield { points: structuredClone(value.points), take: (outcome, index) => value.take(structuredClone(outcome), index) };
      }
    },
  };
}

function pointsOf(method: Method<unknown>): readonly Point[] {
  const { done, value } = method.batches().next();
  if (done === true) throw new Error('a method has a batch');
  return value.points;
}

describe('a point', () => {
  test.each(['as_is', 'without_faults', 'one_outage'] as const)(
    'of a fleet %s survives structuredClone, and so does its outcome',
    (kind) => {
      const outage = { target: { kind: 'zone', index: 0 }, effect: effectOf('zone'), from: HOUR, to: HOUR + 20 * MINUTE } as const;
      const patch = kind === 'one_outage' ? { kind, outage, until: 2 * HOUR } : { kind };
      const [, own] = pointsOf(pair(question));
      const point: Point = { ...own!, patch };
      expect(structuredClone(point)).toStrictEqual(point);
      const outcome = runPoint({ fleets: [{ spec: prepared.fleet }] }, point);
      expect(outcome).toMatchObject({ end: 'done', endedAt: kind === 'one_outage' ? 2 * HOUR : 3 * HOUR });
      expect(outcome.ledger!.jobs.queuedAt.length).toBeGreaterThan(100);
      expect(outcome.figures!.result.answers.length).toBe(question.facts.thresholds.length);
      expect(structuredClone(outcome)).toStrictEqual(outcome);
      expect(runPoint({ fleets: [{ spec: structuredClone(prepared.fleet) }] }, structuredClone(point))).toStrictEqual(outcome);
    },
  );

  test('has in its outcome what it asks for, and nothing else', () => {
    const [own] = pointsOf(replicate(question));
    expect(Object.keys(runPoint({ fleets: [{ spec: prepared.fleet }] }, own!)).sort()).toEqual(['end', 'endedAt', 'figures']);
    const [plain] = pointsOf(outages());
    expect(Object.keys(runPoint({ fleets: [{ spec: prepared.fleet }] }, plain!)).sort()).toEqual(['end', 'endedAt', 'ledger']);
    const { patch, draws } = own!;
    expect(runPoint({ fleets: [{ spec: prepared.fleet }] }, { patch, draws })).toEqual({ end: 'done', endedAt: 3 * HOUR });
  });
});

describe('a method', () => {
  test.each([
    ['of replications', () => replicate(question)],
    ['of pairs', () => pair(question)],
    ['of outages', outages],
  ] as const)('%s gives the same bytes again, over a wire, and with pauses', async (_, methodOf) => {
    const method: Method<unknown> = methodOf();
    const text = (result: unknown): string => JSON.stringify(result);
    const first = text(runStudySync(method));
    expect(first.length).toBeGreaterThan(1000);
    expect(text(runStudySync(method))).toBe(first);
    expect(text(runStudySync(overAWire(method)))).toBe(first);
    let breaths = 0;
    const breathe = (): Promise<void> => {
      breaths++;
      return Promise.resolve();
    };
    expect(text(await runStudy(method, { breathe }))).toBe(first);
    expect(breaths).toBeGreaterThan(0);
  });

  test('of pairs is for fleets with outages', async () => {
    expect(studyOf(question).runs).toBe(4);
    expect(studyOf({ ...question, pair: false }).runs).toBe(2);
    expect(studyOf(asked(await opened('events=[]'))).runs).toBe(2);
  });

  test('of pairs leaves out what a limit has ended', async () => {
    const cut = asked(await opened('limits.events=5000'));
    const { study } = runStudySync(pair(cut));
    expect(study.outcome).toBe('max_events');
    expect(study.paired).toBeUndefined();
  });
});

describe('who has a study run', () => {
  test('is told how far it is, and of each outcome in the order of the points', () => {
    const told: number[] = [];
    const outcomes: string[] = [];
    runStudySync(pair(question), {
      onProgress: (played, share) => told.push(played + share),
      onOutcome: ({ patch, draws }, { end }) => outcomes.push(`${patch.kind} ${draws.replication} ${end}`),
    });
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(4);
    expect(told.length).toBeGreaterThan(4);
    expect(outcomes).toEqual(['without_faults 0 done', 'as_is 0 done', 'without_faults 1 done', 'as_is 1 done']);
  });

  test.each([
    ['first', [0]],
    ['all', [0, 1]],
    [undefined, []],
  ] as const)('has the records of the replications that are to have rows: %s', (rows, replications) => {
    const jobs = new Map<number, number>();
    const count = ({ draws: { replication } }: Point) => ({
      job: () => void jobs.set(replication, (jobs.get(replication) ?? 0) + 1),
      machine: () => undefined,
    });
    const seen = new Map<number, number>();
    runStudySync(pair({ ...question, rows }), {
      recorder: count,
      onOutcome: ({ patch, draws }, { ledger }) => {
        if (patch.kind === 'as_is') seen.set(draws.replication, ledger!.jobs.flags.length);
      },
    });
    expect([...jobs.keys()]).toEqual(replications);
    for (const [replication, own] of jobs) expect(own).toBe(seen.get(replication));
  });
});
