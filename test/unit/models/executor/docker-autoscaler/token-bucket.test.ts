/** The throttle of creations, counted in millionths of a token. */
import { expect, test } from 'vitest';
import { TokenBucket } from '../../../../../src/models/executor/docker-autoscaler/token-bucket.js';
import { SECOND } from '../../../../../src/units/time.js';

test('it is full at first, refills to the microsecond and never above its burst', () => {
  const bucket = new TokenBucket(1, 2, 5 * SECOND);
  expect(bucket.at(5 * SECOND)).toBe(2);
  bucket.take(2);
  expect(bucket.at(6 * SECOND - 1)).toBe(0);
  expect(bucket.at(6 * SECOND)).toBe(1);
  expect(bucket.at(7 * SECOND - 1)).toBe(1);
  expect(bucket.at(7 * SECOND)).toBe(2);
  expect(bucket.at(100 * SECOND)).toBe(2);
});

test('parts of a token are kept: three a second give one after a third of a second and a microsecond', () => {
  const bucket = new TokenBucket(3, 3, 0);
  bucket.take(3);
  expect(bucket.at(333_333)).toBe(0);
  expect(bucket.at(333_334)).toBe(1);
  bucket.take(1);
  expect(bucket.at(666_666)).toBe(0);
  expect(bucket.at(666_667)).toBe(1);
});

test('a burst without bound throttles nothing', () => {
  const bucket = new TokenBucket(100, Infinity, 0);
  bucket.take(1_000_000);
  expect(bucket.at(0)).toBe(Infinity);
});
