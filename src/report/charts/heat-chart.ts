/** The chart of a heat map: a field a day and time of day, darker where more happens, with its number where there is room. */
import type { TopLevelSpec } from 'vega-lite';
import type { HeatMap } from '../heat-map.js';
import { numberText } from '../numbers.js';
import { paint } from '../palette.js';
import type { ChartSize } from './sizes.js';

/** Height of a row, and the least width of a column with a number in it. */
const ROW_HEIGHT = 26;
const NUMBER_WIDTH = 46;
/** Opacity of each shade: on light and dark ground alike more is stronger, and the number on it stays readable. */
const OPACITIES = [0.05, 0.22, 0.4, 0.6, 0.85] as const;

/** Returns the chart for one size. */
export function heatChartSpec({ columns, rows }: HeatMap, size: ChartSize): TopLevelSpec {
  const hasNumbers = size.width / columns.length >= NUMBER_WIDTH;
  const values = rows.flatMap(({ name, cells }) =>
    cells.flatMap((cell, i) =>
      cell === undefined
        ? []
        : [{ x: columns[i], y: name, opacity: OPACITIES[cell.shade], text: `${cell.atLeast ? '> ' : ''}${numberText(cell.value)}` }],
    ),
  );
  // Times that do not fit are left out; the first of the day always stands.
  const each = Math.ceil((columns.length * 40) / size.width);
  const x = {
    field: 'x',
    type: 'ordinal',
    scale: { domain: columns, paddingInner: 0.04, paddingOuter: 0 },
    axis: {
      values: columns.filter((_, i) => i % each === 0),
      title: 'begin of the outage',
      labelAngle: 0,
      ticks: false,
      domain: false,
      orient: 'bottom',
    },
  };
  const y = {
    field: 'y',
    type: 'ordinal',
    scale: { domain: rows.map(({ name }) => name), paddingInner: 0.08, paddingOuter: 0 },
    axis: { title: null, ticks: false, domain: false },
  };
  const field = {
    mark: { type: 'rect', color: paint('line2') },
    encoding: {
      x,
      y,
      fillOpacity: { field: 'opacity', type: 'quantitative', scale: null, legend: null },
    },
  };
  const number = {
    mark: { type: 'text', color: paint('ink'), fontSize: 11 },
    encoding: { x, y, text: { field: 'text', type: 'nominal' } },
  };
  return {
    width: size.width,
    height: Math.max(1, rows.length) * ROW_HEIGHT,
    data: { values },
    layer: hasNumbers ? [field, number] : [field],
  } as unknown as TopLevelSpec;
}
