/** What happens to each kind of target, by what is asked to be out. */
import { expect, test } from 'vitest';
import { effectOf, effectWords, parseTarget } from '../../../../src/study/outage/target.js';
import { fleet as small } from '../../../support/prepared-engine.js';

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
  expect(effectOf('service')).toEqual({ kind: 'service_down' });
});

test.each([
  [effectOf('cloud'), 'its API fails, its machines die and the hosts in it are gone'],
  [effectOf('cloud', 'both', 'hangs'), 'its API hangs, its machines die and the hosts in it are gone'],
  [effectOf('cloud', 'api'), 'its API fails'],
  [effectOf('cloud', 'api', 'hangs'), 'its API hangs'],
  [effectOf('zone', 'machines'), 'its machines die'],
  [{ kind: 'down', api: 'up', machines: 'up' } as const, 'nothing happens'],
  [effectOf('zone', 'sold_out'), 'it makes no more machines'],
  [effectOf('instance'), 'it does not answer'],
  [effectOf('manager'), 'its host is gone'],
  [effectOf('service'), 'it serves nothing'],
])('%j in words', (effect, words) => expect(effectWords(effect)).toBe(words));

test('a zone that two clouds have is to be named with its cloud; at most twelve names are told', () => {
  const clouds = [...small.clouds, { ...small.clouds[0]!, name: 'do' }];
  const zones = [
    { ...small.zones[0]!, name: 'east', cloud: 0 },
    { ...small.zones[0]!, name: 'east', cloud: 1 },
  ];
  const fleet = { ...small, clouds, zones };
  expect(parseTarget('zone=east', fleet)).toBe("the zone 'east' is in 2 clouds; write zone=gce/east or zone=do/east");
  expect(parseTarget(' zone = do/east ', fleet)).toEqual({ kind: 'zone', index: 1, name: 'do/east' });
  const many = (length: number) => ({ ...small, groups: Array.from({ length }, (_, i) => `group-${String.fromCodePoint(97 + i)}`) });
  const known = [...'abcdefghijkl'].map((letter) => `group-${letter}`).join(', ');
  expect(parseTarget('group=x', many(12))).toBe(`there is no group 'x'; known: ${known}`);
  expect(parseTarget('group=x', many(13))).toBe(`there is no group 'x'; known: ${known}, ...`);
});
