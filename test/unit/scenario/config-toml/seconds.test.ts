/** Durations for keys of seconds. */
import { expect, test } from 'vitest';
import { inSeconds } from '../../../../src/scenario/config-toml/seconds.js';

test('a duration is seconds where the key holds a number of them', () => {
  expect(inSeconds('IdleTime', '1h30m')).toBe(5400);
  expect(inSeconds('check_interval', '1500ms')).toBe('1500ms');
  expect(inSeconds('IdleTime', 'soon')).toBe('soon');
  expect(inSeconds('IdleTime', 20)).toBe(20);
  expect(inSeconds('idle_time', '3m')).toBe('3m');
});
