/** What a tolerance may be written as, and when it is kept. */
import { describe, expect, test } from 'vitest';
import { compareWaits } from '../../../../src/history/backtest/compare-waits.js';
import { DEFAULT_TOLERANCES, judgeTolerances, parseTolerances, type Tolerance } from '../../../../src/history/backtest/tolerance.js';

describe('a tolerance', () => {
  test('is read as it is written', () => {
    expect(parseTolerances(DEFAULT_TOLERANCES)).toEqual([
      { figure: 'mean', most: 0.15 },
      { figure: 'p90', most: 0.2 },
      { figure: 'p95', most: 0.2 },
      { figure: 'share10s', most: 0.05 },
    ]);
    expect(parseTolerances(' max = 250% ,share60s=.1')).toEqual([
      { figure: 'max', most: 2.5 },
      { figure: 'share60s', most: 0.1 },
    ]);
  });

  test.each([
    ['', 'expected figures with what they may be off by'],
    ['mean', 'expected figures'],
    ['avg=5%', "there is no figure 'avg'; there are mean, p50"],
    ['mean=5', 'mean=5: expected a percentage of the observed time'],
    ['mean=-5%', 'expected a percentage'],
    ['share10s=5%', 'share10s=5%: expected a difference from 0 to 1'],
    ['share10s=2', 'expected a difference from 0 to 1'],
    ['mean=5%,mean=6%', 'mean is there twice'],
  ])('%j is refused', (text, message) => {
    expect(parseTolerances(text)).toMatchObject({ problem: expect.stringContaining(message) as unknown });
  });

  const judged = (text: string, observed: number[], simulated: number[]): boolean[] =>
    judgeTolerances(parseTolerances(text) as Tolerance[], compareWaits(observed, [simulated])).map(({ isKept }) => isKept);

  test('is kept on its line and not beyond it, on either side', () => {
    expect(judged('mean=15%', [100], [115])).toEqual([true]);
    expect(judged('mean=15%', [100], [115.1])).toEqual([false]);
    expect(judged('mean=15%', [100], [84])).toEqual([false]);
    expect(judged('share10s=0.5,share60s=0.4', [5, 70], [70, 70])).toEqual([true, false]);
  });

  test('of times that differ by less than a second is kept', () => {
    expect(judged('p50=1%', [0], [0.9])).toEqual([true]);
    expect(judged('p50=1%', [0], [1.1])).toEqual([false]);
  });
});
