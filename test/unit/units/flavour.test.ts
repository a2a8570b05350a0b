/** Numbers that mean different things do not pass for one another: tsc holds this file, and would say where a line compiles that must not. */
import { expect, expectTypeOf, test } from 'vitest';
import type { FaultTarget } from '../../../src/fleet/outage.js';
import type { JobRecord } from '../../../src/record/job.js';
import type {
  CloudIndex,
  JobIndex,
  JobNumber,
  MachineNumber,
  MachineTypeIndex,
  ManagerIndex,
  ProjectIndex,
  RunnerIndex,
  WorkerIndex,
  WorkloadIndex,
  ZoneIndex,
} from '../../../src/units/indices.js';
import type { Micros, Milliseconds, Seconds } from '../../../src/units/time.js';

const [micros, seconds]: [Micros, Seconds] = [1_000_000, 1];
const [manager, runner, zone]: [ManagerIndex, RunnerIndex, ZoneIndex] = [1, 2, 3];

const takesMicros = (time: Micros): Micros => time;
const takesRunner = (index: RunnerIndex): RunnerIndex => index;
const takesBoth = (first: ManagerIndex, second: RunnerIndex): readonly [ManagerIndex, RunnerIndex] => [first, second];

test('a plain number becomes what is wanted without a cast, and what it was is a number', () => {
  const list = new Int32Array([7]);
  expect(takesRunner(list[0]!)).toBe(7);
  expect(takesMicros(seconds * 1_000_000)).toBe(micros);
  expect(takesMicros(micros + 1)).toBe(1_000_001);
  expectTypeOf(micros + micros).toEqualTypeOf<number>();
  expectTypeOf<Micros>().toExtend<number>();
  expectTypeOf<number>().toExtend<Micros>();
});

test('times of one unit are no times of another', () => {
  // @ts-expect-error: seconds where micros are wanted
  takesMicros(seconds);
  // @ts-expect-error: an index where a time is wanted
  takesMicros(manager);
  expectTypeOf<Seconds>().not.toExtend<Micros>();
  expectTypeOf<Milliseconds>().not.toExtend<Micros>();
  expectTypeOf<Milliseconds>().not.toExtend<Seconds>();
});

test('an index of one list is none of another', () => {
  // @ts-expect-error: a manager where a registration is wanted
  takesRunner(manager);
  // @ts-expect-error: a time where an index is wanted
  takesRunner(micros);
  // @ts-expect-error: the two in the wrong order
  takesBoth(runner, manager);
  expect(takesBoth(manager, runner)).toEqual([1, 2]);
  expectTypeOf<WorkerIndex>().not.toExtend<RunnerIndex>();
  expectTypeOf<JobIndex>().not.toExtend<WorkerIndex>();
  expectTypeOf<CloudIndex>().not.toExtend<ZoneIndex>();
  expectTypeOf<MachineTypeIndex>().not.toExtend<ZoneIndex>();
  expectTypeOf<ProjectIndex>().not.toExtend<WorkloadIndex>();
});

test('a place in a list is no number that a run gives', () => {
  expectTypeOf<JobIndex>().not.toExtend<JobNumber>();
  expectTypeOf<MachineNumber>().not.toExtend<JobNumber>();
  expectTypeOf<JobRecord['job']>().toEqualTypeOf<JobNumber>();
  expectTypeOf<JobRecord['queuedAt']>().toEqualTypeOf<Micros>();
});

test('lists and objects keep the flavour of what they hold', () => {
  const runners: readonly RunnerIndex[] = [runner];
  // @ts-expect-error: managers where registrations are wanted
  const wrong: readonly RunnerIndex[] = [manager];
  // @ts-expect-error: a zone of the kind that is a manager
  const target: FaultTarget = { kind: 'manager', index: zone };
  expect([runners, wrong, target]).toHaveLength(3);
});
