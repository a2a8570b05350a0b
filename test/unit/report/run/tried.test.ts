/** What is said of a change that was tried: the figure that it rests on, and thresholds where one is not met. */
import { describe, expect, test } from 'vitest';
import { triedLines, triedSentences } from '../../../../src/report/run/tried.js';
import type { Tried } from '../../../../src/study/advise/advice-result.js';
import type { StudyResult } from '../../../../src/study/study-result.js';

const wait = (scope: string, figure: string, verdict: string, after: number) =>
  ({
    scope,
    name: scope === 'all' ? 'all' : 'g',
    figure,
    unit: 's',
    base: 60,
    new: after,
    difference: after - 60,
    low: -1,
    high: 1,
    verdict,
  }) as unknown;

function study(own: Partial<Tried>, verdict: StudyResult['verdict'] = 'pass'): StudyResult {
  const tried = {
    group: 'g',
    label: 'limit 9 -> 18',
    effect: 'helps',
    set: ['x=1'],
    aim: 'cost',
    missed: 0,
    undecided: 0,
    differences: [],
    ...own,
  };
  return {
    advice: { tried: [tried], left: 0, runs: 5, beyond: [] },
    verdict,
    replications: 5,
    isRandom: true,
    first: { jobs: { groups: [{ name: 'g' }, { name: 'h' }] } },
  } as unknown as StudyResult;
}

describe('the wait', () => {
  const differences = (p95: string, mean: string, ofAll: string) =>
    [
      wait('group', 'queueTime.mean', mean, 30),
      wait('group', 'queueTime.p95', p95, 50),
      wait('all', 'queueTime.mean', ofAll, 90),
    ] as Tried['differences'];

  test.each([
    [{ effect: 'helps', differences: differences('better', 'better', 'same') }, '1 min -> 50 s', 'queue time p95 1 min -> 50 s'],
    [{ effect: 'helps', differences: differences('cannot_tell', 'better', 'same') }, 'mean 1 min -> 30 s', 'queue time mean 1 min -> 30 s'],
    [
      { effect: 'trades', differences: differences('better', 'same', 'worse') },
      'all mean 1 min -> 1 min 30',
      'queue time all mean 1 min -> 1 min 30',
    ],
  ] as const)('%o', (own, cell, words) => {
    expect(triedLines(study(own))[0]!.wait).toBe(cell);
    expect(triedSentences(study(own))[0]).toContain(`: ${words}.`);
  });
});

test('a threshold that is not met with it is counted, also where all are met today', () => {
  expect(triedLines(study({}))[0]!.thresholds).toBe('');
  expect(triedLines(study({ missed: 1 }))[0]!.thresholds).toBe('1 missed');
  expect(triedLines(study({ undecided: 2 }))[0]!.thresholds).toBe('2 undecided');
  expect(triedLines(study({}, 'fail'))[0]!.thresholds).toBe('all met');
  expect(triedLines(study({}, null))[0]!.thresholds).toBe('');
});
