/** What the schema has accepted is read to a number; what it cannot have accepted stops the program and never becomes NaN. */
import { expect, test } from 'vitest';
import * as accepted from '../../../src/scenario/accepted.js';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/units/time.js';
import { GIB } from '../../../src/units/size.js';
import { errors, prepared } from '../../support/scenario-files.js';

test.each<readonly [keyof typeof accepted, string, number]>([
  ['microsOf', '1m30s', 90 * SECOND],
  ['microsOf', 'off', 0],
  ['epochOf', '1970-01-02T00:00:00Z', DAY],
  ['shareOf', '0.5%', 0.005],
  ['bytesOf', '2 GiB', 2 * GIB],
  ['bandwidthOf', '1000000 B/s', 1],
  ['rateOf', '4/h', 4 / HOUR],
  ['pricePerHourOf', '73 USD/month', 0.1],
  ['pricePerByteOf', '1 USD/GiB', 1 / GIB],
  ['amountOf', '3m', 3 * MINUTE],
  ['amountOf', '3 B', 3],
])('%s %s', (name, text, number) => {
  expect(accepted[name](text)).toBe(number);
});

test.each(Object.entries(accepted))('%s refuses what is none, and names it', (_, read) => {
  expect(() => read('soon')).toThrow(/^broken invariant: the schema accepts only .* here; got soon$/u);
});

test('an event thousands of years ahead never happens, and is written as far ahead as durations reach', () => {
  const far = prepared({ swap: [['at: 2018-10-08T14:00:00Z', 'at: 9999-12-31T00:00:00Z']] });
  expect(far.scenario.events[1]!.at).toBe('1043w4d');
  expect(far.fleet.events.some(({ kind }) => kind === 'stop')).toBe(false);
  expect(far.warnings.map(({ message }) => message).join()).toMatch(/never happens/u);
});

test('processes that would start later than durations reach are refused, once', () => {
  const replicas = 'replicas: [{ zone: us-east1-c }, { zone: us-east1-d }]';
  expect(errors({ swap: [[replicas, 'replicas: 9999\n    start_offset: 5000d']] })).toEqual([
    expect.stringMatching(
      /s\.yaml:\d+:\d+ managers\.srm\.start_offset: process 3 would start more than 20 years late; make start_offset shorter/u,
    ),
  ]);
});
