/** The table of the cost by what it was spent on. */
import { shareText } from '../../frame/numbers.js';
import { row, type Table } from '../../frame/table.js';
import { COST_PARTS } from '../../../study/figures/figure-key.js';
import type { Lookup } from '../../../study/figures/figure-lookup.js';

/** The cost by what it was spent on; without rows where nothing costs anything. */
export function costTable(lookup: Lookup): Table {
  const sum = lookup('all', 'all', 'cost.total')?.estimate ?? 0;
  return {
    section: 'cost',
    isFolded: false,
    title: 'Cost of the measured period',
    head: 'spent on',
    isSum: true,
    columns: ['cost', 'share'],
    rows: (sum === 0 ? [] : COST_PARTS).flatMap((part) => {
      const figure = lookup('all', 'all', `cost.${part}`);
      if (figure?.estimate === 0 || figure === undefined) return [];
      const { name, cells, spread } = row(part, [figure]);
      return [{ name, cells: [...cells, shareText((figure.estimate ?? 0) / sum)], spread: [...spread, ''] }];
    }),
    notes: [],
  };
}
