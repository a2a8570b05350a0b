/** What happens to each kind of target, by what is asked to be out. */
import { expect, test } from 'vitest';
import { effectOf } from '../../../../src/study/outage/target.js';

test.each([
  ['both', undefined, { kind: 'down', api: 'fails', machines: 'die' }],
  ['both', 'hangs', { kind: 'down', api: 'hangs', machines: 'die' }],
  ['api', 'fails', { kind: 'down', api: 'fails', machines: 'up' }],
  ['api', 'hangs', { kind: 'down', api: 'hangs', machines: 'up' }],
  ['machines', undefined, { kind: 'down', api: 'up', machines: 'die' }],
  ['sold_out', undefined, { kind: 'sold_out' }],
] as const)('%s of a cloud or a zone, its API %s', (of, api, effect) => {
  expect(effectOf('cloud', of, api)).toEqual(effect);
  expect(effectOf('zone', of, api)).toEqual(effect);
});

test('of everything else it is gone, whatever is asked', () => {
  expect(effectOf('instance')).toEqual({ kind: 'unavailable', status: 0 });
  expect(effectOf('manager')).toEqual({ kind: 'host_down' });
  expect(effectOf('group')).toEqual({ kind: 'host_down' });
  expect(effectOf('helper')).toEqual({ kind: 'helper_down' });
});
