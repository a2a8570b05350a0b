/** A study that is played here and by others at once: every point once, outcomes in their order, and an error of anybody ends it. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Method } from '../../../../src/study/method/method.js';
import type { Players } from '../../../../src/study/player.js';
import { figuresOf, type Outcome, type Point } from '../../../../src/study/point.js';
import { patienceFor, runStudyInPool } from '../../../../src/study/pool/pool.js';
import { runPoint, runStudySync } from '../../../../src/study/runner.js';
import type { Studied } from '../../../../src/study/study.js';
import { smallStudy } from '../../../support/small-study.js';

const REPLICATIONS = 9;

let method: Method<Studied>;
let expected = '';
beforeAll(async () => {
  method = await smallStudy([], REPLICATIONS);
  expected = JSON.stringify(runStudySync(method).study);
});

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Players that hold so many points at most and end the last of them first, one a breath; `wrong` says at which of them one throws. */
class Held implements Players {
  readonly count = 1;
  readonly isBeside = true;
  readonly share = 0;
  readonly given: number[] = [];
  readonly lefts: number[] = [];
  isStopped = false;
  readonly #room: number;
  readonly #wrong: number;
  readonly #held: (() => void)[] = [];

  constructor(room: number, wrong = Infinity) {
    this.#room = room;
    this.#wrong = wrong;
  }

  isFree(left: number): boolean {
    this.lefts.push(left);
    return this.#held.length < this.#room;
  }

  play(point: Point): Promise<Outcome> {
    const { replication } = point.draws;
    this.given.push(replication);
    const isWrong = this.given.length > this.#wrong;
    return new Promise((resolve, reject) => {
      this.#held.push(() => (isWrong ? reject(new Error(`run ${replication} is wrong`)) : resolve(runPoint(method, point))));
      setImmediate(() => this.#held.pop()?.());
    });
  }

  stop(): Promise<void> {
    this.isStopped = true;
    return Promise.resolve();
  }
}

/** Plays the study with these players; returns its text and the replications in the order in which they were taken. */
async function played(players: Players) {
  const taken: number[] = [];
  const onOutcome = (_: Point, outcome: Outcome): unknown => taken.push(figuresOf(outcome).result.replication);
  const { study } = await runStudyInPool(method, { workers: 1, players, breathe, onOutcome });
  return { text: JSON.stringify(study), taken };
}

describe('a study that others play too', () => {
  test.each([1, 2, 5])('has the result of one thread where %i points are with others, and each is played once', async (room) => {
    const players = new Held(room);
    const { text, taken } = await played(players);
    expect(text).toBe(expected);
    expect(taken).toEqual(Array.from({ length: REPLICATIONS }, (_, replication) => replication));
    expect(players.given.length).toBeGreaterThan(0);
    expect(new Set(players.given).size).toBe(players.given.length);
    expect(players.isStopped).toBe(true);
  });

  test('says how many points nobody has when it asks who is free', async () => {
    const players = new Held(2);
    await played(players);
    expect(Math.max(...players.lefts)).toBeLessThan(REPLICATIONS);
    expect(players.lefts).toEqual([...players.lefts].sort((a, b) => b - a));
    expect(players.lefts.at(-1)).toBe(0);
  });

  test.each([0, 1, 3])('ends with the error of a point that is played elsewhere, after %i that were right', async (right) => {
    const players = new Held(2, right);
    await expect(played(players)).rejects.toThrow(/^run \d is wrong$/u);
    expect(players.isStopped).toBe(true);
    expect(new Set(players.given).size).toBe(players.given.length);
  });
});

test('threads wait for a study that is expected to end before they would be of use', () => {
  const { fleets } = method;
  const waits = [REPLICATIONS, 1e6].map((runs) => patienceFor({ fleets, runs }));
  expect(waits).toEqual([4_000, 300]);
  expect(patienceFor({ fleets: [], runs: 1e6 })).toBe(4_000);
});
