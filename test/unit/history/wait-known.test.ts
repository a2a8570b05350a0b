/** What a history tells of the waits of its jobs. */
import { expect, test } from 'vitest';
import { waitsKnown } from '../../../src/history/wait-known.js';
import { job } from '../../support/history.js';

const JOBS = [
  job(0, 1, 2, { runner: 'r' }),
  job(0, 1, undefined, { runner: 'r' }),
  job(0, undefined, 5, { status: 'canceled' }),
  job(0, undefined, undefined, { status: 'pending' }),
  job(0, undefined, undefined, { ran: 60 }),
  job(0, 1, 2, { status: 'canceled' }),
  job(0, 1, 2, { status: 'aborted' }),
  job(0, 1, 2),
];

test('is all of a wait, or why it is not', () => {
  const known = JOBS.map(waitsKnown(JOBS));
  expect(known).toEqual(['whole', 'whole', 'cancelled', 'pending', 'none', 'cancelled', 'cancelled', 'whole']);
});

test('a start says that a cancelled job had a runner where the history names none', () => {
  const unnamed = JOBS.slice(2);
  expect(unnamed.map(waitsKnown(unnamed))).toEqual(['cancelled', 'pending', 'none', 'whole', 'whole', 'whole']);
});
