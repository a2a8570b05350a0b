/** The back-off of creations after ready commands that failed. */
import { expect, test } from 'vitest';
import { BackOff } from '../../../../../src/models/executor/docker-autoscaler/back-off.js';
import { SECOND } from '../../../../../src/units/time.js';

test('it doubles from one second to five minutes', () => {
  const backOff = new BackOff();
  const pauses: number[] = [];
  let now = 0;
  for (let i = 0; i < 11; i++) {
    expect(backOff.isOver(now)).toBe(true);
    backOff.failed(now);
    let pause = 0;
    while (!backOff.isOver(now + pause * SECOND)) pause++;
    pauses.push(pause);
    now += pause * SECOND;
  }
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
});

test('a failure inside a running back-off counts no further, one at its very end does', () => {
  const backOff = new BackOff();
  backOff.failed(0);
  backOff.failed(SECOND - 1);
  expect(backOff.isOver(SECOND)).toBe(true);
  backOff.failed(SECOND);
  expect(backOff.isOver(3 * SECOND - 1)).toBe(false);
  expect(backOff.isOver(3 * SECOND)).toBe(true);
});

test('a ready command that ends well forgets it', () => {
  const backOff = new BackOff();
  backOff.failed(0);
  backOff.failed(SECOND);
  backOff.forget();
  expect(backOff.isOver(SECOND)).toBe(true);
  backOff.failed(2 * SECOND);
  expect(backOff.isOver(3 * SECOND)).toBe(true);
});
