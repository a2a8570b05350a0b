/** The chart of what the money was spent on: one bar a cloud, and one for the hosts of managers. */
import type { TopLevelSpec } from 'vega-lite';
import { COST_PARTS, paint } from '../palette.js';
import { quantityAxis } from './axis-spec.js';
import type { ChartSize } from './sizes.js';

/** A bar: USD by part. Its name is on the page, beside it. */
export interface CostBar {
  readonly name: string;
  readonly parts: Readonly<Record<string, number>>;
}

/** Returns the chart for one size; bars in their order from above. */
export function costChartSpec(bars: readonly CostBar[], size: ChartSize): TopLevelSpec {
  const keys = COST_PARTS.map(([part]) => part);
  const values = bars.flatMap(({ parts }, bar) =>
    COST_PARTS.map(([part], order) => ({ bar: `bar${bar}`, part, order, usd: parts[part] ?? 0 })),
  );
  return {
    width: size.width,
    height: { step: 34 },
    data: { values },
    mark: { type: 'bar', height: { band: 0.7 } },
    encoding: {
      x: {
        field: 'usd',
        type: 'quantitative',
        stack: 'zero',
        axis: {
          ...quantityAxis('USD in the measured period'),
          titleX: 0,
          titleY: undefined,
          titleAnchor: 'start',
          titleBaseline: 'top',
          titlePadding: 6,
          grid: true,
        },
      },
      y: {
        field: 'bar',
        type: 'nominal',
        sort: null,
        axis: {
          title: null,
          domain: false,
          ticks: false,
          labelExpr: `(${JSON.stringify(Object.fromEntries(bars.map(({ name }, i) => [`bar${i}`, name])))})[datum.value]`,
          labelLimit: size.name === 'wide' ? 160 : 80,
        },
      },
      color: {
        field: 'part',
        type: 'nominal',
        legend: null,
        scale: { domain: keys, range: COST_PARTS.map(([, colour]) => paint(colour)) },
      },
      order: { field: 'order', type: 'quantitative' },
    },
  } as unknown as TopLevelSpec;
}
