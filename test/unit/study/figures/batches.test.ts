import { describe, expect, test } from 'vitest';
import { batchesOf, batchWarnings } from '../../../../src/study/figures/batches.js';
import type { FigureColumn } from '../../../../src/study/figures/figures.js';

function column(figure: string, values: readonly (number | null)[]): FigureColumn {
  return { scope: 'all', name: 'all', reading: { figure }, values, isUsed: true } as unknown as FigureColumn;
}

describe('batches', () => {
  test('are looked at by waiting and by cost', () => {
    const found = batchesOf([column('queueTime.mean', [1, 2, 3, 4, 5, 6]), column('cost.perMonth', [1, 2, 1, 2, 1, 2])], 60, 6);
    expect(found).toMatchObject({ count: 6, seconds: 60 });
    expect(found.correlations.map(({ figure, estimate }) => [figure, estimate > 0])).toStrictEqual([
      ['queueTime.mean', true],
      ['cost.perMonth', false],
    ]);
  });

  test('say nothing of a figure that is the same in all, or that few of them have', () => {
    expect(
      batchesOf([column('queueTime.mean', [3, 3, 3, 3, 3]), column('cost.perMonth', [1, null, 2, 1, null])], 60, 5).correlations,
    ).toStrictEqual([]);
  });

  test('of which neighbours hang together are said to be too short', () => {
    const warnings = batchWarnings({ count: 6, seconds: 60, correlations: [{ figure: 'queueTime.mean', estimate: 0.7, border: 0.55 }] }, 6);
    expect(warnings).toStrictEqual([
      'batches are too short: neighbours of queueTime.mean have a correlation of 0.70 (independent ones stay below 0.55), so intervals are too narrow; take fewer batches or a longer horizon',
    ]);
    expect(
      batchWarnings({ count: 6, seconds: 60, correlations: [{ figure: 'queueTime.mean', estimate: 0.5, border: 0.55 }] }, 6),
    ).toStrictEqual([]);
  });

  test('that a limit cut are counted', () => {
    expect(batchWarnings({ count: 3, seconds: 60, correlations: [] }, 10)).toStrictEqual([
      '3 of 10 batches were reached: the run was ended by a limit',
    ]);
  });
});
