/** The chart of the cost by cloud and by what it was spent on. */
import type { Chart } from '../../charts/chart.js';
import type { CostBar } from '../../charts/cost-chart.js';
import { dollarsText, shareText } from '../../frame/numbers.js';
import { COST_PARTS } from '../../frame/palette.js';
import type { CloudCost } from '../tables/cloud-cost.js';

/** The cost by cloud and part; undefined where nothing costs anything. */
export function costBars(cost: CloudCost | undefined): Chart<readonly CostBar[]> | undefined {
  if (cost === undefined) return undefined;
  const sum = cost.lines.at(-1)!;
  const total = COST_PARTS.reduce((all, [part]) => all + (sum.parts[part] ?? 0), 0);
  const parts = COST_PARTS.filter(([part]) => (sum.parts[part] ?? 0) > 0);
  const said = parts.map(([part]) => `${part} ${dollarsText(sum.parts[part] ?? 0)} (${shareText((sum.parts[part] ?? 0) / total)})`);
  return {
    id: 'cost',
    title: 'Cost by cloud and by what it was spent on',
    isTabled: true,
    description: `In all ${sum.cells.at(-1) ?? ''}: ${said.join(', ')}.`,
    legend: parts.map(([name, colour]) => ({ name, colour, form: 'area' as const })),
    chart: cost.lines.slice(0, -1).map(({ name, parts: own }) => ({ name, parts: own })),
  };
}
