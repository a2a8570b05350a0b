/** What a change came to, by the differences and the thresholds of both sides. */
import { expect, test } from 'vitest';
import type { Difference } from '../../../../src/study/compare/difference.js';
import { effectOf, toldDifferences } from '../../../../src/study/advise/effect.js';
import type { JudgedThreshold } from '../../../../src/study/study-result.js';

type Verdict = Difference['verdict'];

function one(scope: 'group' | 'all', figure: string, verdict: Verdict, difference = 0): Difference {
  const limits = verdict === null ? { low: null, high: null } : { low: difference - 1, high: difference + 1 };
  const unit = figure === 'cost.perMonth' ? 'USD per month' : 's';
  return {
    scope,
    name: scope === 'all' ? 'all' : 'g',
    figure,
    unit,
    base: 100,
    new: 100 + difference,
    difference,
    ...limits,
    verdict,
    gain: null,
  };
}

const sides = (wait: Verdict, cost: Verdict, before = 'pass', after = 'pass') => ({
  differences: [
    one('group', 'queueTime.mean', 'same'),
    one('group', 'queueTime.p95', wait),
    one('all', 'queueTime.mean', 'same'),
    one('all', 'queueTime.p95', wait),
    one('all', 'cost.perMonth', cost),
  ],
  before: [{ verdict: before } as JudgedThreshold],
  after: [{ verdict: after } as JudgedThreshold],
});

test.each([
  ['better', 'worse', 'pass', 'pass', 'helps'],
  ['better', 'better', 'fail', 'pass', 'helps'],
  ['same', 'better', 'pass', 'pass', 'saves'],
  ['better', 'better', 'pass', 'fail', 'trades'],
  // That nobody saw harm is no proof that there is none.
  ['cannot_tell', 'better', 'pass', 'pass', 'unclear'],
  ['cannot_tell', 'better', 'pass', 'inconclusive', 'unclear'],
  ['cannot_tell', 'better', 'pass', 'fail', 'trades'],
  ['worse', 'better', 'pass', 'pass', 'trades'],
  ['same', 'better', 'pass', 'inconclusive', 'trades'],
  ['same', 'same', 'pass', 'pass', 'nothing'],
  ['cannot_tell', 'same', 'pass', 'pass', 'unclear'],
  ['worse', 'same', 'pass', 'pass', 'harms'],
  ['same', 'worse', 'pass', 'pass', 'harms'],
  ['better', 'worse', 'pass', 'inconclusive', 'helps'],
  ['same', 'same', 'pass', 'inconclusive', 'unclear'],
  ['same', 'better', 'inconclusive', 'fail', 'trades'],
] as const)('wait %s, cost %s, a threshold from %s to %s: %s', (wait, cost, before, after, effect) => {
  expect(effectOf(sides(wait, cost, before, after), 'g')).toBe(effect);
});

test('what saves without harm does so to the waits of all, not of its group alone', () => {
  const own = sides('same', 'better');
  const [mean, p95, , , cost] = own.differences;
  const ofAll = (verdict: Verdict) => [mean!, p95!, one('all', 'queueTime.mean', 'same'), one('all', 'queueTime.p95', verdict), cost!];
  expect(effectOf({ ...own, differences: ofAll('better') }, 'g')).toBe('saves');
  expect(effectOf({ ...own, differences: ofAll('cannot_tell') }, 'g')).toBe('unclear');
});

test('one replication has no intervals: the difference itself decides, beyond what anybody acts on', () => {
  const own = (difference: number) => ({
    differences: [
      one('group', 'queueTime.p95', null, difference),
      one('all', 'queueTime.p95', null, difference),
      one('all', 'cost.perMonth', null, 5),
    ],
    before: [],
    after: [],
  });
  expect(effectOf(own(-20), 'g')).toBe('helps');
  expect(effectOf(own(0.5), 'g')).toBe('nothing');
  expect(effectOf(own(20), 'g')).toBe('harms');
});

test('a run that a limit ended has no differences', () => {
  expect(effectOf({ differences: [], before: [], after: [] }, 'g')).toBe('cut');
});

test('what is kept is of the group and of all', () => {
  const many = [
    one('group', 'queueTime.p95', 'same'),
    one('group', 'cost.perMonth', 'same'),
    one('all', 'cost.perMonth', 'same'),
    one('all', 'machines.all.average', 'same'),
  ];
  expect(toldDifferences(many, 'g').map(({ scope, figure }) => `${scope} ${figure}`)).toEqual(['group queueTime.p95', 'all cost.perMonth']);
  expect(toldDifferences(many, 'h').length).toBe(1);
});
