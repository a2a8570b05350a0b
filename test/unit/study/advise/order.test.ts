/** Which of the changes that were tried comes first. */
import { describe, expect, test } from 'vitest';
import type { Tried } from '../../../../src/study/advise/advice-result.js';
import { bestFirst, costOf, waitOf } from '../../../../src/study/advise/order.js';

interface Own extends Partial<Tried> {
  readonly label: string;
  readonly wait?: number;
  readonly cost?: number;
}

function tried({ wait = 0, cost = 0, ...own }: Own): Tried {
  const difference = (scope: string, figure: string, by: number, base: number): unknown => ({
    scope,
    name: scope === 'all' ? 'all' : 'g',
    figure,
    base,
    new: base + by,
    difference: by,
  });
  return {
    group: 'g',
    set: ['x=1'],
    aim: 'cost',
    effect: 'helps',
    missed: 0,
    undecided: 0,
    differences: [difference('group', 'queueTime.p95', wait, 100), difference('all', 'cost.perMonth', cost, 1000)],
    ...own,
  } as Tried;
}

const order = (isMissed: boolean, ...all: readonly Own[]): string[] => bestFirst(all.map(tried), isMissed).map(({ label }) => label);

describe('the best first', () => {
  test('is by what it came to, then by thresholds missed and undecided', () => {
    const all = [
      { label: 'nothing', effect: 'nothing' as const },
      { label: 'missed', missed: 1, wait: -90 },
      { label: 'undecided', undecided: 1, wait: -90 },
      { label: 'saves', effect: 'saves' as const },
      { label: 'good', wait: -1 },
    ];
    expect(order(false, ...all)).toStrictEqual(['good', 'undecided', 'missed', 'saves', 'nothing']);
  });

  test('is what gains most, but the cheapest where a threshold is missed today and kept with it', () => {
    const all = [
      { label: 'dear', wait: -90, cost: 500 },
      { label: 'cheap', wait: -40, cost: 50 },
    ];
    expect(order(false, ...all)).toStrictEqual(['dear', 'cheap']);
    expect(order(true, ...all)).toStrictEqual(['cheap', 'dear']);
    expect(order(true, ...all.map((own) => ({ ...own, missed: 1 })))).toStrictEqual(['dear', 'cheap']);
  });

  test('of what saves is what saves most, and of equals the first by name', () => {
    const saves = (label: string, cost: number): Own => ({ label, cost, effect: 'saves' });
    expect(order(false, saves('b', -10), saves('c', -20), saves('a', -10))).toStrictEqual(['c', 'a', 'b']);
  });
});

test('the wait is that of its own group, the cost that of all', () => {
  expect(waitOf(tried({ label: 'x', wait: -7 }))?.difference).toBe(-7);
  expect(waitOf({ ...tried({ label: 'x' }), group: 'other' })).toBeUndefined();
  expect(costOf(tried({ label: 'x', cost: 3 }))?.difference).toBe(3);
});

describe('the wait that is shown is the one that what is said rests on', () => {
  const wait = (scope: string, figure: string, verdict: string) =>
    ({ scope, name: scope === 'all' ? 'all' : 'g', figure, unit: 's', base: 9, low: 0, high: 1, difference: 1, verdict }) as unknown;
  const shown = (effect: Tried['effect'], verdicts: readonly [string, string, string]): string => {
    const [p95, mean, ofAll] = verdicts;
    const differences = [wait('group', 'queueTime.mean', mean), wait('group', 'queueTime.p95', p95), wait('all', 'queueTime.p95', ofAll)];
    const found = waitOf({ group: 'g', effect, differences: differences as Tried['differences'] });
    return `${found!.scope} ${found!.figure}`;
  };

  test.each([
    ['helps', ['better', 'better', 'same'], 'group queueTime.p95'],
    ['helps', ['cannot_tell', 'better', 'same'], 'group queueTime.mean'],
    ['trades', ['same', 'same', 'worse'], 'all queueTime.p95'],
    ['trades', ['same', 'same', 'same'], 'group queueTime.p95'],
    ['saves', ['same', 'better', 'same'], 'group queueTime.p95'],
    ['unclear', ['cannot_tell', 'same', 'same'], 'group queueTime.p95'],
  ] as const)('%s, %s: %s', (effect, verdicts, figure) => {
    expect(shown(effect, verdicts)).toBe(figure);
  });
});
