/** How long jobs hold their places, from their records. */
import { expect, test } from 'vitest';
import { NOT_YET } from '../../../../src/record/not-yet.js';
import { PREPARATION_PARTS, type PreparationPart } from '../../../../src/record/preparation.js';
import { heldTime, HeldTimes } from '../../../../src/results/owners/held-time.js';
import { aJob } from '../../../support/records.js';

const prepared = (parts: Partial<Record<PreparationPart, number>>): Float64Array =>
  Float64Array.from(PREPARATION_PARTS.map((part) => parts[part] ?? 0));

test('a job holds its place from when it has its machine to its end, within the period', () => {
  const job = aJob(0, 0, { startedAt: 100, scriptAt: 180, finishedAt: 400, preparation: prepared({ update: 5, boot: 45, stages: 30 }) });
  expect(heldTime(job, 0, 1000)).toBe(250);
  expect(heldTime(job, 200, 1000)).toBe(200);
  expect(heldTime(job, 0, 300)).toBe(150);
  expect(heldTime(job, 0, 120)).toBe(0);
  expect(heldTime(job, 400, 1000)).toBe(0);
});

test('one that runs on holds it to the end; one that waits, never got through or was dropped as stuck holds none', () => {
  const preparation = prepared({ boot: 50 });
  expect(heldTime(aJob(0, 0, { startedAt: 100, finishedAt: NOT_YET, preparation }), 0, 1000)).toBe(850);
  expect(heldTime(aJob(0, 0, { startedAt: NOT_YET, finishedAt: NOT_YET }), 0, 1000)).toBe(0);
  expect(heldTime(aJob(0, 0, { startedAt: 100, finishedAt: 150, preparation }), 0, 1000)).toBe(0);
  expect(heldTime(aJob(0, 0, { startedAt: 100, finishedAt: 900, failureReason: 'stuck', preparation }), 0, 1000)).toBe(0);
});

test('time is kept by payer and pool, however many there are, and comes in their order', () => {
  const times = new HeldTimes(3);
  for (let round = 0; round < 2; round++) for (let payer = 99; payer >= 0; payer--) times.add(payer, (payer + 2 * round) % 3, payer + 1);
  const all = [...times.byPayer()];
  expect(all.map(([payer]) => payer)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  expect(all[1]).toEqual([1, [[0, 2], [1, 2]]]); // prettier-ignore
  const sum = all.flatMap(([, held]) => held).reduce((micros, [, time]) => micros + time, 0);
  expect(sum).toBe(2 * 5050);
});
