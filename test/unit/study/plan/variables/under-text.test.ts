/** Outages as they are typed. */
import { expect, test } from 'vitest';
import { parseUnder } from '../../../../../src/study/plan/variables/under-text.js';

test('a target, a time and a length are an event of the scenario', () => {
  expect(parseUnder('cloud=gce Mon 14:00 3h')).toEqual({
    label: 'gce gone Mon 14:00 for 3h',
    event: { every: 'Mon 14:00', for: '3h', outage: { name: 'planned for', cloud: 'gce' } },
  });
  expect(parseUnder('zone=gce/us-east1-c 2h 10m')).toEqual({
    label: 'gce/us-east1-c gone at 2h for 10m',
    event: { at: '2h', for: '10m', outage: { name: 'planned for', zone: 'gce/us-east1-c' } },
  });
});

test('the words of the scenario are taken as they are', () => {
  const text = '{ at: 14h, for: 1h, outage: { cloud: gce, of: sold_out } }';
  expect(parseUnder(text)).toEqual({
    label: 'gce gone at 14h for 1h',
    event: { at: '14h', for: '1h', outage: { cloud: 'gce', of: 'sold_out' } },
  });
  expect(parseUnder('{ every: Mon 14:00, for: 1h, outage: { name: black monday, cloud: gce } }')).toMatchObject({
    label: 'black monday Mon 14:00 for 1h',
  });
});

test.each(['', 'gce', 'cloud=gce', 'cloud=gce 3h', 'planet=mars Mon 14:00 3h', '{ a: b: c'])('%j is told what is expected', (text) => {
  expect(parseUnder(text)).toHaveProperty('problem', expect.stringContaining('expected what, when and how long'));
});
