/**
 * What users of docker-autoscaler report, and what is seen of it here. Where the reconstruction follows the documentation and the report does not, that
 * is said in docs/explanation/docker-autoscaler.md, "What users report".
 */
import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../src/units/time.js';
import { autoscaledEntry, entryOf, playAutoscaled, type Played } from '../../support/autoscaled.js';

/** Thirty jobs, one every twenty seconds, of eight seconds each. */
const STREAM = ['all: { tags: [fleet], every: { interval: 20s, first: 5m, count: 30 }, duration: 8s }'];

function fleet(autoscaler: readonly string[], policy: readonly string[], workloads: readonly string[] = STREAM): Played {
  return playAutoscaled({ entries: { fleet: autoscaledEntry('fleet', autoscaler, policy) }, workloads });
}

describe('idle_count 0 is never reached with several slots an instance', () => {
  test.each([1, 2, 4])('it is, with %i, also where uses leave slots that serve no more', (capacity) => {
    for (const uses of [0, 3]) {
      const { jobs, machines } = fleet(
        [`capacity_per_instance = ${capacity}`, `max_use_count = ${uses}`],
        ['idle_count = 0', 'idle_time = "2m"'],
      );
      expect(jobs.every(({ status }) => status === 'success')).toBe(true);
      // The last job ends after a quarter of an hour: two minutes and a look later nothing is left.
      expect(machines.every(({ goneAt }) => goneAt > 0 && goneAt < 20 * MINUTE)).toBe(true);
    }
  });
});

describe('instances are made and removed all the time', () => {
  test('they are, nearly one a job, where idle_time is 0', () => {
    expect(fleet([], ['idle_count = 1', 'idle_time = "0s"']).machines.length).toBeGreaterThan(15);
  });

  test('a few minutes end it', () => {
    expect(fleet([], ['idle_count = 1', 'idle_time = "5m"']).machines.length).toBeLessThan(5);
  });

  test('single-use instances are, by what they are: one a job', () => {
    const { machines } = fleet(['max_use_count = 1'], ['idle_count = 1', 'idle_time = "10m"']);
    expect(machines.filter(({ uses }) => uses === 1)).toHaveLength(30);
  });
});

describe('it is slower than docker+machine', () => {
  const MACHINE =
    '  [runners.machine]\n    IdleCount = 0\n    MaxBuilds = 1\n    MachineName = "m-%s"\n    MachineDriver = "google"\n    MachineOptions = ["google-zone=z", "google-machine-type=n1"]';
  const load = (name: string, what: string): string => `${name}: { tags: [${name}], ${what}, duration: 1m }`;

  test('on demand a job is prepared longer, by the waits for the next pass and the next look: seconds, no more', () => {
    const { jobs } = playAutoscaled({
      entries: {
        fleet: autoscaledEntry('fleet', ['max_use_count = 1'], ['idle_count = 0']),
        old: entryOf('old', MACHINE, 'docker+machine'),
      },
      workloads: [load('fleet', 'jobs: { rate: 60/h }'), load('old', 'jobs: { rate: 60/h }, draws: fleet')],
      boot: '{ uniform: { min: 25s, max: 35s } }',
    });
    const prepared = (tag: string): number => {
      const own = jobs
        .filter(({ tags, scriptAt }) => tags.includes(tag) && scriptAt > 0)
        .map(({ scriptAt, startedAt }) => scriptAt - startedAt);
      return own.reduce((sum, time) => sum + time, 0) / own.length;
    };
    const later = prepared('fleet') - prepared('old');
    // On average half a second to the pass and one to the look; docker-machine asks the machine twice whether it answers, half a second each time.
    expect(later).toBeGreaterThan(0.25 * SECOND);
    expect(later).toBeLessThan(0.75 * SECOND);
  });

  test('a burst that finds enough idle slots is taken more slowly while reservations are throttled', () => {
    const taken = (throttling: boolean): number => {
      const policy = ['idle_count = 6', 'idle_time = "1h"'];
      const { jobs } = fleet([`reservation_throttling = ${throttling}`], policy, [load('fleet', 'burst: { at: 10m, jobs: 6 }')]);
      return Math.max(...jobs.map(({ startedAt, queuedAt }) => startedAt - queuedAt));
    };
    expect(taken(true)).toBeGreaterThan(taken(false));
  });
});

describe('instances are not shared by two entries', () => {
  const policy = ['idle_count = 2', 'idle_time = "1h"'];

  test('each entry keeps its own idle slots, also of one group of instances', () => {
    const { machines } = playAutoscaled({
      entries: { fleet: autoscaledEntry('fleet', [], policy), other: autoscaledEntry('other', [], policy) },
      workloads: ['all: { tags: [fleet], burst: { at: 1h30m, jobs: 1 }, duration: 1m }'],
    });
    expect(machines.filter(({ createAt }) => createAt < HOUR)).toHaveLength(4);
    expect(new Set(machines.map(({ runner }) => runner)).size).toBe(2);
  });

  test('jobs of one wait for a boot while the other is idle', () => {
    const { jobs } = playAutoscaled({
      entries: { fleet: autoscaledEntry('fleet', [], ['idle_count = 1', 'idle_time = "1h"']), other: autoscaledEntry('other', [], policy) },
      workloads: ['all: { tags: [fleet], burst: { at: 1h, jobs: 2 }, duration: 10m }'],
    });
    expect(Math.max(...jobs.map(({ scriptAt, queuedAt }) => scriptAt - queuedAt))).toBeGreaterThan(30 * SECOND);
  });
});
