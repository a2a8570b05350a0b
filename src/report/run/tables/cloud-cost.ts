/** Cost by cloud, for a table and a chart that only pages have room for. */
import { cleanText, dollarsText, NOTHING } from '../../frame/numbers.js';
import { COST_PARTS } from '../../frame/palette.js';
import { cell, type Table } from '../../frame/table.js';
import type { CostPart } from '../../../study/figures/figure-key.js';
import type { Lookup } from '../../../study/figures/figure-lookup.js';
import type { StudyResult } from '../../../study/study-result.js';

/** One line of the cost: a cloud's machines, the hosts, or all. */
export interface CostLine {
  readonly name: string;
  /** Unrounded, for the chart. */
  readonly parts: Readonly<Record<string, number>>;
  readonly cells: readonly string[];
}

/** Cost by cloud and part. */
export interface CloudCost {
  readonly columns: readonly string[];
  readonly lines: readonly CostLine[];
}

/** Returns the cost as a table; none where it has a single part, which the cost of the whole tells. */
export function cloudCostTable(cost: CloudCost | undefined): Table[] {
  if (cost === undefined || cost.lines.length < 3) return [];
  const rows = cost.lines.map(({ name, cells }) => ({ name, cells, spread: [] }));
  return [{ section: 'cost', isFolded: true, title: 'Cost by cloud', head: 'cloud', isSum: true, columns: cost.columns, rows, notes: [] }];
}

/** Returns what each cloud's machines cost and the hosts apart; undefined where nothing costs anything. The last line is the sum. */
export function cloudCost({ first }: StudyResult, lookup: Lookup): CloudCost | undefined {
  const total = lookup('all', 'all', 'cost.total')?.estimate ?? 0;
  if (total === 0) return undefined;
  const used = COST_PARTS.filter(([part]) => (lookup('all', 'all', `cost.${part}`)?.estimate ?? 0) > 0).map(([part]) => part);
  const value = (scope: 'all' | 'cloud', name: string, part: CostPart): number => lookup(scope, name, `cost.${part}`)?.estimate ?? 0;
  const line = (name: string, parts: Readonly<Record<string, number>>, sum: string): CostLine => ({
    name: cleanText(name),
    parts,
    cells: [...used.map((part) => ((parts[part] ?? 0) === 0 ? NOTHING : dollarsText(parts[part] ?? 0))), sum],
  });
  const partsOf = (scope: 'all' | 'cloud', name: string): Record<string, number> =>
    Object.fromEntries(COST_PARTS.map(([part]) => [part, value(scope, name, part)]));
  // Hosts of helpers stand with their cloud; what is left is the managers', and helpers that belong to none.
  const ofClouds = first.pools.clouds.reduce((sum, { name }) => sum + value('cloud', name, 'hosts'), 0);
  const all = value('all', 'all', 'hosts');
  const hosts = all - ofClouds > 1e-9 * all ? all - ofClouds : 0;
  const clouds = first.pools.clouds.filter(({ name }) => value('cloud', name, 'total') > 0);
  return {
    columns: [...used, 'total'],
    lines: [
      ...clouds.map(({ name }) => line(name, partsOf('cloud', name), cell(lookup('cloud', name, 'cost.total')).text)),
      ...(hosts > 0 ? [line('hosts', { hosts }, dollarsText(hosts))] : []),
      line('all', partsOf('all', 'all'), cell(lookup('all', 'all', 'cost.total')).text),
    ],
  };
}
