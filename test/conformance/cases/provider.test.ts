/**
 * The machine provider, cases S1 to S23 of the specification's section 8.2, as far as they can be told of a pool alone. What happens inside
 * a job is in provider-in-jobs.test.ts.
 */
import { describe, expect, test } from 'vitest';
import type { DockerMachine } from '../../../src/models/executor/docker-machine/docker-machine.js';
import { MINUTE, SECOND } from '../../../src/units/time.js';
import type { SettingsOptions } from '../../support/pool-builder.js';
import { PoolBench } from '../../support/pool-builder.js';

const NO_FREE = 'no_free_executor';

/** The acquire must have answered with a machine. */
function acquireMachine(bench: PoolBench, settings: SettingsOptions): DockerMachine {
  const answer = bench.acquire(settings);
  if (typeof answer === 'string') throw new Error(`expected a machine, got ${answer}`);
  return answer;
}

/** The most create commands of the bench's machines that ran at one time. */
function mostCreating(machines: readonly DockerMachine[]): number {
  const running = (at: number): number => machines.filter(({ createAt, readyAt }) => createAt <= at && at < readyAt).length;
  return Math.max(...machines.map(({ createAt }) => running(createAt)));
}

describe('records', () => {
  test('S1: an unknown machine is idle with one use; acquired once, then no more', () => {
    const bench = new PoolBench();
    const found = bench.put('unattended');
    expect(acquireMachine(bench, { idleCount: 1, idleTime: MINUTE })).toBe(found);
    expect([found.state, found.usedCount, found.usedAt]).toEqual(['acquired', 1, bench.now]);
    expect(bench.acquire({ idleCount: 1, idleTime: MINUTE })).toBe(NO_FREE);
    bench.release(found);
    expect([found.state, found.usedCount]).toEqual(['idle', 1]);
  });

  test('S2: of an acquired and a new machine the new one; one that does not answer is passed over and removed', () => {
    const bench = new PoolBench();
    bench.put('acquired');
    const good = bench.put('idle');
    expect(bench.acquire({ idleCount: 2 })).toBe(good);
    bench.release(good);
    bench.put('idle', { answers: false });
    expect(bench.acquire({ idleCount: 3 })).toBe(good);
    expect(bench.removed('unreachable')).toEqual([3]);
  });

  test('S3: a create that fails tells its owner; the record is being removed', () => {
    const bench = new PoolBench({ given: { boots: [{ us: 20 * SECOND, ok: false }], deletes: [10 * SECOND] } });
    const ends: unknown[] = [];
    const machine = bench.create(0, {
      creationEnded: ({ failed, state, reasonRemoved }) => ends.push([failed, state, reasonRemoved]),
    });
    bench.wait(20 * SECOND);
    expect(ends).toEqual([[true, 'removing', 'create_failed']]);
    expect([bench.counters.creationsFailed, machine.dropped]).toEqual([1, false]);
    bench.wait(10 * SECOND);
    expect(machine.dropped).toBe(true);
  });

  test('S4: a create that goes well leaves an idle machine without uses', () => {
    const bench = new PoolBench({ given: { boots: [20 * SECOND] } });
    const machine = bench.create();
    expect(machine.state).toBe('creating');
    bench.wait(20 * SECOND);
    expect([machine.state, machine.usedCount, machine.failed]).toEqual(['idle', 0, false]);
  });

  test('S22: a creation without a directory comes after those with one, and counts', () => {
    const bench = new PoolBench({ given: { boots: [20 * SECOND] } });
    bench.put('idle');
    bench.create(1);
    const third = bench.create(1);
    const { machines, counts } = bench.pool;
    expect(machines.filter(({ directory }) => directory).map(({ birth }) => birth)).toEqual([1, 2]);
    expect(machines.filter(({ directory }) => !directory)).toEqual([third]);
    expect(machines.at(-1)).toBe(third);
    expect([counts.idle, counts.creating]).toEqual([1, 2]);
    // IdleCount 3 is met by all three: were the third not counted, the pass would create.
    bench.acquire({ idleCount: 3, idleTime: MINUTE });
    expect(machines).toHaveLength(3);
  });
});

describe('S6: MaxGrowthRate, fifteen creators', () => {
  test.each([3, 1])('at most %i create commands at a time', (maxGrowthRate) => {
    const bench = new PoolBench({ given: { boots: [7 * SECOND, 4 * SECOND, 9 * SECOND] } });
    const machines = Array.from({ length: 15 }, () => bench.create(maxGrowthRate));
    bench.wait(5 * MINUTE);
    expect(machines.map(({ state }) => state)).toEqual(machines.map(() => 'idle'));
    expect(mostCreating(machines)).toBe(maxGrowthRate);
    const begins = machines.map(({ createAt }) => createAt);
    expect(begins).toEqual([...begins].sort((a, b) => a - b));
  });

  test('the passes of an idle pool keep to it too', () => {
    const bench = new PoolBench({ given: { boots: [7 * SECOND, 4 * SECOND, 9 * SECOND] } });
    const settings = { idleCount: 15, limit: 15, maxGrowthRate: 3, idleTime: 10 * MINUTE };
    for (let pass = 0; pass < 60; pass++) {
      const answer = bench.acquire(settings);
      if (typeof answer !== 'string') bench.release(answer);
      bench.wait(SECOND);
    }
    expect(bench.pool.counts).toEqual({ creating: 0, idle: 15, acquired: 0, used: 0, removing: 0 });
    expect(mostCreating(bench.pool.machines)).toBe(3);
  });
});

describe('acquire', () => {
  test('S7: one machine: acquired, none, released, acquired again', () => {
    const bench = new PoolBench();
    const machine = bench.put('idle');
    expect(bench.acquire({ idleCount: 1 })).toBe(machine);
    expect(bench.acquire({ idleCount: 1 })).toBe(NO_FREE);
    bench.release(machine);
    expect(bench.acquire({ idleCount: 1 })).toBe(machine);
  });

  test('S8: no idle pool, no machine: a job is asked for without one', () => {
    const bench = new PoolBench();
    expect(bench.acquire({})).toBe('request');
    expect(bench.pool.machines).toEqual([]);
  });

  test('S9: no idle pool, limit 2: two jobs may be asked for, no third', () => {
    const bench = new PoolBench({ given: { boots: [SECOND] } });
    for (let job = 0; job < 2; job++) {
      expect(bench.acquire({ limit: 2 })).toBe('request');
      const machine = bench.create();
      bench.wait(SECOND);
      bench.pool.setState(machine, 'used');
    }
    expect(bench.acquire({ limit: 2 })).toBe(NO_FREE);
  });

  test('S10, S11, S12: IdleCount 1, then 2, then 1 with limit 1 and IdleTime 0', () => {
    const bench = new PoolBench({ given: { boots: [SECOND], deletes: [SECOND] } });
    const { counts } = bench.pool;
    const one = { idleCount: 1, idleTime: 5 * SECOND };
    expect(bench.acquire(one)).toBe(NO_FREE);
    expect(counts.creating).toBe(1);
    bench.wait(SECOND);
    const first = acquireMachine(bench, one);
    expect([counts.idle, counts.creating]).toEqual([0, 0]);
    bench.release(first);
    expect(counts.idle).toBe(1);

    const held = acquireMachine(bench, { ...one, idleCount: 2 });
    expect([counts.acquired, counts.creating]).toEqual([1, 1]);
    bench.release(held);
    bench.wait(SECOND);
    expect(counts.idle).toBe(2);

    const last = acquireMachine(bench, { idleCount: 1, idleTime: 0, limit: 1 });
    expect(bench.removed('over_limit')).toEqual([2]);
    expect(bench.acquire({ idleCount: 1, idleTime: 0, limit: 1 })).toBe(NO_FREE);
    bench.release(last);
    expect([counts.idle, last.birth]).toEqual([1, 1]);
  });

  test('S13: IdleCount 10 with limit 5, then 8, then 2', () => {
    const bench = new PoolBench({ given: { boots: [SECOND], deletes: [MINUTE] } });
    const { counts } = bench.pool;
    const settings = { idleCount: 10, idleTime: 10 * MINUTE };
    expect(bench.acquire({ ...settings, limit: 5 })).toBe(NO_FREE);
    bench.wait(SECOND);
    expect(counts.idle).toBe(5);
    bench.release(acquireMachine(bench, { ...settings, limit: 8 }));
    bench.wait(SECOND);
    expect(counts.idle).toBe(8);
    bench.release(acquireMachine(bench, { ...settings, limit: 2 }));
    expect(counts.idle).toBe(2);
    expect(bench.removed('over_limit')).toEqual([3, 4, 5, 6, 7, 8]);
  });

  test('S14: after a restart with MaxBuilds 1 the found machine is removed, and none is free', () => {
    const bench = new PoolBench({ given: { deletes: [MINUTE] } });
    bench.put('unattended');
    expect(bench.acquire({ idleCount: 1, maxBuilds: 1, idleTime: MINUTE })).toBe(NO_FREE);
    expect(bench.removed('used_up_in_walk')).toEqual([1]);
    expect(bench.pool.machines.map(({ state }) => state)).toEqual(['removing', 'creating']);
  });

  test.each([
    ['S16', { idleCount: 2, idleTime: SECOND }, []],
    ['S17', { idleCount: 2, idleTime: 0 }, []],
    ['S18', { idleCount: 0, idleTime: 0 }, [1]],
  ])('%s: one machine idle for more than a second, %o', (_, settings, removed) => {
    const bench = new PoolBench();
    bench.put('idle', { age: SECOND + 1 });
    bench.acquire(settings);
    expect(bench.removed('idle_surplus')).toEqual(removed);
  });
});

describe('S23: a removal that always fails, MaxRemovalAttempts 3', () => {
  const removal = (maxRemovalAttempts: number): { bench: PoolBench; machine: DockerMachine } => {
    const failDeletes = [{ machine: 1, times: Infinity }];
    const bench = new PoolBench({ maxRemovalAttempts, given: { deletes: [SECOND], failDeletes, forceDeletes: [2 * SECOND] } });
    const machine = bench.put('idle');
    bench.remove(machine);
    return { bench, machine };
  };

  test('the record is dropped after the third, with one forced removal', () => {
    const { bench, machine } = removal(3);
    // Three rounds of one second and 30 s each, then the forced removal.
    bench.wait(93 * SECOND - 2);
    expect([machine.removeAttempts, machine.forceAttempts, machine.dropped]).toEqual([3, 0, false]);
    bench.wait(2 * SECOND + 1);
    expect([machine.removeAttempts, machine.forceAttempts, machine.dropped, machine.gaveUp]).toEqual([3, 1, true, true]);
    expect(bench.pool.counts.removing).toBe(0);
  });

  test('a higher number tries on', () => {
    const { bench, machine } = removal(4);
    bench.wait(100 * SECOND);
    expect([machine.removeAttempts, machine.forceAttempts, machine.dropped]).toEqual([4, 0, false]);
  });
});
