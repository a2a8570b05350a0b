/** Threads as players: how many points each holds, and which of them are told so. The library that starts them is played. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Outcome, Point } from '../../../../src/study/point.js';
import { Threads } from '../../../../src/study/pool/pool-threads.js';
import type { PoolAnswer, PoolData, PoolTask } from '../../../../src/study/pool/pool-worker.js';
import type { StudiedFleet } from '../../../../src/study/studied-fleet.js';

interface Given {
  readonly task: PoolTask;
  readonly answer: (answer: PoolAnswer) => void;
  readonly fail: (error: unknown) => void;
}

const library = vi.hoisted(() => ({ options: [] as Record<string, unknown>[], given: [] as unknown[] }));
vi.mock('piscina', () => ({
  Piscina: class {
    constructor(options: Record<string, unknown>) {
      library.options.push(options);
    }
    run(task: PoolTask): Promise<PoolAnswer> {
      return new Promise((answer, fail) => library.given.push({ task, answer, fail }));
    }
    destroy(): Promise<void> {
      return Promise.resolve();
    }
  },
}));
const given = library.given as Given[];
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

afterEach(() => {
  library.options.length = 0;
  given.length = 0;
});

const fleets = [{ spec: { horizon: 1 } }] as unknown as StudiedFleet[];
const point = (replication: number): Point => ({ patch: { kind: 'as_is' }, draws: { seed: 1, replication } });
const outcome = (endedAt: number): Outcome => ({ end: 'done', endedAt: endedAt });

describe('a thread holds', () => {
  test('one point, and one that waits for it while more are left than threads', async () => {
    const threads = new Threads({ fleets }, 2);
    const playing: Promise<Outcome>[] = [];
    const give = (): unknown => playing.push(threads.play(point(playing.length)));
    const room = (): boolean[] => [1, 2, 3].map((left) => threads.isFree(left));
    expect(room()).toEqual([true, true, true]);
    give();
    expect(room()).toEqual([true, true, true]);
    give();
    expect(room()).toEqual([false, false, true]);
    give();
    give();
    expect(room()).toEqual([false, false, false]);
    expect(threads.isFree(1000)).toBe(false);

    await vi.waitFor(() => expect(given).toHaveLength(4));
    // The library is told the same, and every point has a place of its own to say how far it is.
    expect(library.options).toEqual([expect.objectContaining({ maxThreads: 2, concurrentTasksPerWorker: 2 })]);
    expect(new Set(given.map(({ task }) => task.slot))).toEqual(new Set([0, 1, 2, 3]));
    given[2]!.answer({ outcome: outcome(2) });
    expect(await playing[2]).toEqual(outcome(2));
    expect(room()).toEqual([false, false, true]);
    given[0]!.answer({ outcome: outcome(0) });
    given[1]!.fail(new Error('no such day'));
    await expect(playing[1]).rejects.toThrow('no such day');
    expect(room()).toEqual([true, true, true]);
  });

  test('nothing before it is worth while', () => {
    expect(new Threads({ fleets }, 1, { notBefore: performance.now() + 60_000 }).isFree(9)).toBe(false);
  });
});

test('what is played is the sum over all points, those that wait included, until their outcomes are here', async () => {
  const threads = new Threads({ fleets }, 1);
  const playing = [threads.play(point(0)), threads.play(point(1))];
  await vi.waitFor(() => expect(given).toHaveLength(2));
  const { shares } = library.options[0]!['workerData'] as PoolData;
  shares[given[0]!.task.slot] = 1;
  shares[given[1]!.task.slot] = 0.25;
  expect(threads.share).toBe(1.25);
  given[0]!.answer({ outcome: outcome(0) });
  await playing[0];
  expect(threads.share).toBe(0.25);
});

test('the module of the threads is the one that was asked for, and is given the labels', async () => {
  const module = new URL('file:///other.js');
  const threads = new Threads<string>({ fleets }, 1, { module });
  const playing = threads.play(point(0), { key: 'k' });
  await vi.waitFor(() => expect(given).toHaveLength(1));
  expect(library.options[0]!['workerData']).toMatchObject({ module: 'file:///other.js' });
  expect(given[0]!.task.label).toEqual({ key: 'k' });
  given[0]!.answer({ outcome: 'made' } as unknown as PoolAnswer);
  expect(await playing).toBe('made');
});

test('a fleet that came after the threads goes with its point once more, which keeps its place meanwhile', async () => {
  const threads = new Threads({ fleets }, 1);
  const playing = threads.play(point(0));
  await vi.waitFor(() => expect(given).toHaveLength(1));
  given[0]!.answer({ needs: 'fleet' });
  await turn();
  expect(given.map(({ task }) => [task.slot, task.fleet])).toEqual([
    [given[0]!.task.slot, undefined],
    [given[0]!.task.slot, fleets[0]],
  ]);
  expect(threads.isFree(1)).toBe(false);
  given[1]!.answer({ outcome: outcome(7) });
  expect(await playing).toEqual(outcome(7));
});
