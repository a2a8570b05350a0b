/** Rows of `replications.csv`: every figure of every replication, a row a replication and part of the fleet. */
import type { Figures } from '../../study/figures/figures.js';
import { textCell } from '../../units/text-cell.js';

/** Returns the header of the rows of these figures. */
export function replicationColumns(figures: Figures): string {
  return ['replication', 'scope', 'name', ...figures.names().map((name) => textCell(name))].join(',');
}

/** Yields the rows; a figure that a part or replication has not got is an empty cell. Projects are left out: their top differs. */
export function* replicationRows(figures: Figures): Generator<string> {
  const names = figures.names();
  for (const { replication, part, values } of figures.rows()) {
    if (part.scope === 'project') continue;
    const cells = names.map((name) => values.get(name) ?? '');
    yield `${[replication, part.scope, textCell(part.name), ...cells].join(',')}\n`;
  }
}
