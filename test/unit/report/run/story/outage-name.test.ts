/** Names of outages where people read them. */
import { expect, test } from 'vitest';
import { outageName } from '../../../../../src/report/run/story/outage-name.js';

test.each([
  ['cloud gce both', 'cloud gce'],
  ['cloud gce api', 'API of cloud gce'],
  ['zone us-east1-d machines', 'machines of zone us-east1-d'],
  ['zone us-east1-d sold_out', 'zone us-east1-d sold out'],
  ['cloud gce both 2', 'cloud gce (2)'],
  ['cloud gce api 3', 'API of cloud gce (3)'],
  // Others are said as they are.
  ['gce-gone', 'gce-gone'],
  ['cloud gce degraded', 'cloud gce degraded'],
  ['group srm', 'group srm'],
  ['both', 'both'],
  ['group a both', 'group a both'],
])('%s', (name, words) => {
  expect(outageName(name)).toBe(words);
});

test('nothing in it moves the cursor or turns the direction of reading', () => {
  expect(outageName('cloud \u202egce both')).toBe('cloud ?gce');
  expect(outageName('\u001b[31mred')).toBe('?[31mred');
});
