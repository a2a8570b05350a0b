/** Who is told of records. */
import { expect, test } from 'vitest';
import type { Cast } from '../../../../src/record/cast.js';
import type { JobRecord } from '../../../../src/record/job.js';
import type { MachineRecord } from '../../../../src/record/machine.js';
import { recorderOf } from '../../../../src/study/call/listeners.js';

const cast = {} as Cast;

test('where nobody listens there is no recorder', () => {
  expect(recorderOf({}, cast)).toBeUndefined();
});

test('each is told of its own kind, with where it comes from', () => {
  const told: unknown[] = [];
  const recorder = recorderOf({ onMachine: (record, source) => told.push([record, source]) }, cast)!(4);
  recorder.job({} as JobRecord);
  const machine = {} as MachineRecord;
  recorder.machine(machine);
  recorder.note!({ at: 0, kind: 'noticed', subject: 'x' });
  expect(told).toEqual([[machine, { replication: 4, cast }]]);
});
